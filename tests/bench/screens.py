"""Screens, many of them, in a process of their own: `python -m tests.bench.screens`, told by lines of JSON.

    {"open": 500, "of": "live", "port": 8000, "path": "/ws/…", "headers": {…}}   opens so many more
    {"watch": "live", "seconds": 5}   says when each of them has its next counts
    {"storm": "live", "of": "live", "port": …, …}   cuts them off and opens as many again, all at once
    {"replace": 5, "of": "live", "port": …, …}   the five that have been there longest leave, and come back

It reads no more of a frame than its header and its first words, to be quicker than the servers it measures.
"""

import asyncio
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import orjson

COUNTS = b'{"type":"counts"'
REVISION = b'"revision":'
TEXT, PING = 0x81, 0x89
OPENING_AT_ONCE = 50


class Group:
    """The screens of one server, and when their counts arrived."""

    def __init__(self) -> None:
        self.screens: list[Screen] = []
        self.arrivals: list[float] = []
        self.awaited = 0  # arrivals
        self.known = 0  # revision of the counts before the news that is watched for
        self.complete = asyncio.Event()

    def begin(self) -> None:
        self.known = max(screen.revision for screen in self.screens)
        self.expect(len(self.screens))

    def expect(self, arrivals: int) -> None:
        self.arrivals, self.awaited = [], arrivals
        self.complete.clear()

    def arrived(self) -> None:
        self.arrivals.append(time.monotonic())
        if len(self.arrivals) == self.awaited:
            self.complete.set()

    async def watch(self, seconds: float) -> dict[str, object]:
        try:
            async with asyncio.timeout(seconds):
                await self.complete.wait()
        except TimeoutError:
            pass
        return {"expected": len(self.screens), "arrivals": self.arrivals}


class Screen(asyncio.Protocol):
    """One WebSocket. Answers pings and lets everything else go."""

    def __init__(self, group: Group, request: bytes) -> None:
        self.group, self.request = group, request
        self.unread = b""
        self.revision = 0
        self.size = 0  # bytes that came with the last news
        self.has_left = False  # was not cut off
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def leave(self) -> None:
        self.has_left = True
        self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if self.opened.done():
            self.read_frames(self.unread + data if self.unread else data)
            return
        self.unread += data
        head, ended, rest = self.unread.partition(b"\r\n\r\n")
        if ended:
            self.unread = b""
            if b" 101 " not in head[:20]:
                self.opened.set_exception(ConnectionError(head.decode()))
                return
            self.opened.set_result(None)
            if rest:
                self.read_frames(rest)

    def read_frames(self, data: bytes) -> None:
        at, end = 0, len(data)
        while end - at >= 2:
            length, start = data[at + 1], at + 2
            if length == 126:
                length, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif length == 127:
                length, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if end < start + length:
                break
            if data[at] == TEXT and data.startswith(COUNTS, start):
                self.note(data, start)
            elif data[at] == PING:
                self.transport.write(bytes([0x8A, 0x80 | length, 0, 0, 0, 0]) + data[start : start + length])
            at = start + length
        self.unread = data[at:]

    def note(self, data: bytes, start: int) -> None:
        """Counts come without news too, when the last minute's arrivals grow older; their revision stays."""
        number = data.index(REVISION, start) + len(REVISION)
        revision = int(data[number : data.index(b",", number)])
        if revision > self.revision:
            self.revision, self.size = revision, len(data)
            if revision > self.group.known:
                self.group.arrived()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(error or ConnectionError("closed while opening"))
        elif not self.has_left:
            sys.exit("a screen was cut off")


async def storm(group: Group, order: dict[str, Any]) -> dict[str, float]:
    """Seconds until all of them are open again, and until all of them have counts (0 where none come by themselves)."""
    for screen in group.screens:
        screen.leave()
    await asyncio.sleep(0.5)  # until the server has noticed
    many, group.screens, group.known = len(group.screens), [], 0
    group.expect(many)
    began = time.monotonic()
    await open_screens(group, order | {"open": many}, at_once=many)
    opened = time.monotonic() - began
    if not order["counts"]:
        return {"opened": opened, "counts": 0.0}
    async with asyncio.timeout(60):
        await group.complete.wait()
    return {"opened": opened, "counts": group.arrivals[-1] - began}


async def replace(group: Group, order: dict[str, Any]) -> None:
    leaving, group.screens = group.screens[: order["replace"]], group.screens[order["replace"] :]
    for screen in leaving:
        screen.leave()
    await open_screens(group, order | {"open": len(leaving)})


async def open_screens(group: Group, order: dict[str, Any], at_once: int = OPENING_AT_ONCE) -> None:
    headers = {
        "Host": "127.0.0.1",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        **order["headers"],
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {order['path']} HTTP/1.1\r\n{lines}\r\n".encode()
    few = asyncio.Semaphore(at_once)

    async def open_one() -> None:
        async with few, asyncio.timeout(60):
            loop = asyncio.get_running_loop()
            _, screen = await loop.create_connection(
                lambda: Screen(group, request), "127.0.0.1", order["port"]
            )
            await screen.opened
            group.screens.append(screen)

    await asyncio.gather(*(open_one() for _ in range(order["open"])))


async def obey() -> None:
    groups: defaultdict[str, Group] = defaultdict(Group)
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        order = orjson.loads(line)
        if "storm" in order:
            say(await storm(groups[order["storm"]], order))
        elif "replace" in order:
            await replace(groups[order["of"]], order)
            say({"open": len(groups[order["of"]].screens)})
        elif "open" in order:
            await open_screens(groups[order["of"]], order)
            say({"open": len(groups[order["of"]].screens)})
        else:
            group = groups[order["watch"]]
            group.begin()
            say({"watching": True})
            say(await group.watch(order["seconds"]) | {"bytes": group.screens[-1].size})


def say(answer: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(obey())
