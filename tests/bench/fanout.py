"""From a commit to the last of many screens, and what a frame costs the server, beside a raw asyncio fan-out."""

import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from checkin import live
from checkin.services.access import Actor
from checkin.services.scanning import ScanRequest, record_scan
from tests.bench import filling
from tests.bench.filling import Filled
from tests.bench.results import Aim, Row, growth, interleaved, percentile
from tests.bench.stack import ROOT, Process, Stack
from tests.servers import HOST

PACE = 0.25  # seconds between two commits, if all screens have the last one's news by then
IN_A_SERIES = 12  # commits to one server, before it is the other's turn
LAST_NAME = "commit to the last of {size:,}, p50"
LAST = {2000: Aim(1.4, at_least=False), 10_000: Aim(2, at_least=False)}  # by sockets
CPU = {2000: Aim(14, at_least=False, of_ratio=False)}
PATIENCE = 10.0  # seconds


@dataclass
class Delivery:
    """Milliseconds from the commit to the first and last screen."""

    first: float
    last: float


@dataclass
class Series:
    deliveries: list[Delivery]
    cpu: float  # microseconds of the server for each frame delivered

    def last(self, share: float) -> float:
        return percentile([delivery.last for delivery in self.deliveries], share)


class Screens:
    """The process that holds the sockets."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.screens"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> "Screens":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, of: str, server: Process, path: str, headers: dict[str, str], screens: int) -> None:
        order = {"open": screens, "of": of, "port": server.port, "path": path, "headers": headers}
        self._ask(order)

    def storm(
        self, of: str, server: Process, path: str, headers: dict[str, str], *, counts: bool
    ) -> dict[str, float]:
        """Cut all of them off, and let them come back at once; see `screens.storm`."""
        return self._ask(
            {"storm": of, "port": server.port, "path": path, "headers": headers, "counts": counts}
        )

    def replace(self, of: str, server: Process, path: str, headers: dict[str, str], screens: int) -> None:
        """So many leave, and as many come."""
        self._ask({"replace": screens, "of": of, "port": server.port, "path": path, "headers": headers})

    def deliver(self, of: str, commit: Callable[[], float]) -> tuple[Delivery, int]:
        """Commit, and wait until every screen has the news. Also returns how many bytes each got."""
        self._ask({"watch": of, "seconds": PATIENCE})
        committed = commit()
        seen = self._answer()
        if len(seen["arrivals"]) != seen["expected"]:
            raise RuntimeError(f"{of}: {len(seen['arrivals'])} of {seen['expected']} screens got the news")
        first, last = seen["arrivals"][0] - committed, seen["arrivals"][-1] - committed
        return Delivery(first * 1000, last * 1000), seen["bytes"]

    def _ask(self, order: dict[str, object]) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(orjson.dumps(order) + b"\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the screens are gone")
        answer: dict[str, Any] = orjson.loads(line)
        return answer


class Door:
    """Scans one person after another, as a process of the web side does: what happens is announced through Redis."""

    def __init__(self, fair: Filled) -> None:
        self.fair = fair
        self.scanned = 0
        self.committed_at = 0.0
        live.listen(self._note)

    def _note(self, hint: live.Hint) -> None:
        self.committed_at = time.monotonic()

    def scan(self) -> float:
        """Returns the moment of the commit, on the clock that all processes share."""
        self.scanned += 1
        code = filling.code(self.fair.event.slug, self.scanned)
        request = ScanRequest(code, self.fair.gate_id, uuid.uuid4())
        record_scan(event=self.fair.event, request=request, actor=Actor(None, "door"))
        return self.committed_at


class Raw:
    """The connection that tells the reference what to send: as many bytes as the system sends."""

    def __init__(self, server: Process, size: int, *, revision: int) -> None:
        self._socket = socket.create_connection((HOST, server.port))
        self._size = size - 4  # without the frame's header
        self._revision = revision

    def send(self) -> float:
        self._revision += 1
        text = b'{"type":"counts","counts":{"revision":%d,"text":"' % self._revision
        text = text.ljust(self._size - 3, b".") + b'"}}'
        frame = b"\x81\x7e" + len(text).to_bytes(2, "big") + text
        told_at = time.monotonic()
        self._socket.sendall(b"%d\n%s" % (len(frame), frame))
        return told_at


def measure(stack: Stack, *, rounds: int, sizes: Sequence[int]) -> list[Row]:
    fair = filling.fill("fair", 2000)
    door = Door(fair)
    servers = {"live": stack.daphne(sockets=2 * sizes[-1]), "raw": stack.python("tests.bench.raw_fanout")}
    path = f"/ws/events/{fair.event.slug}/"
    rows: list[Row] = []
    # of each server in a process of their own: one may not have twice 10,000 sockets open
    with Screens() as of_live, Screens() as of_raw:
        screens = {"live": of_live, "raw": of_raw}
        for more, size in zip(_steps(sizes), sizes, strict=True):
            of_live.open("live", servers["live"], path, fair.headers, more)
            of_raw.open("raw", servers["raw"], "/", {}, more)
            rows += _measure_size(screens, door, servers, rounds, size)
    return [*rows, _growth(rows, sizes)]


def _growth(rows: Sequence[Row], sizes: Sequence[int]) -> Row:
    by_name = {row.name: row.rounds for row in rows}
    costs = {size: by_name[LAST_NAME.format(size=size)] for size in sizes}
    return growth("commit to the last", "ms", "sockets", costs)


def _steps(sizes: Sequence[int]) -> list[int]:
    return [size - before for size, before in zip(sizes, (0, *sizes), strict=False)]


def _measure_size(
    screens: dict[str, Screens], door: Door, servers: dict[str, Process], rounds: int, size: int
) -> list[Row]:
    _, length = [screens["live"].deliver("live", door.scan) for _ in range(3)][-1]
    reference = Raw(servers["raw"], length, revision=size)  # higher than those of the sizes before
    legs = {
        "live": lambda: _series(screens["live"], "live", door.scan, servers["live"], size),
        "raw": lambda: _series(screens["raw"], "raw", reference.send, servers["raw"], size),
    }
    return _rows(interleaved(rounds, legs), size, length)


def _series(screens: Screens, of: str, commit: Callable[[], float], server: Process, size: int) -> Series:
    """Commits at a steady pace, and the server's CPU time meanwhile, which its pings are part of."""
    began, cpu = time.monotonic(), server.cpu_seconds()
    deliveries = []
    for n in range(IN_A_SERIES):
        time.sleep(max(0.0, began + n * PACE - time.monotonic()))
        deliveries.append(screens.deliver(of, commit)[0])
    spent = server.cpu_seconds() - cpu
    return Series(deliveries, spent / (IN_A_SERIES * size) * 1e6)


def _rows(found: dict[str, list[Series]], size: int, length: int) -> list[Row]:
    live, raw = found["live"], found["raw"]
    extra = {"sockets": size, "bytes a socket": length, "commits a second": 1 / PACE}
    return [
        Row(
            LAST_NAME.format(size=size),
            "ms",
            [series.last(0.5) for series in live],
            "raw asyncio",
            [series.last(0.5) for series in raw],
            LAST.get(size),
            extra | {"all": [d.last for series in live for d in series.deliveries]},
        ),
        Row(
            f"commit to the last of {size:,}, p90",
            "ms",
            [series.last(0.9) for series in live],
            "raw asyncio",
            [series.last(0.9) for series in raw],
            extra=extra,
        ),
        Row(
            f"commit to the first of {size:,}",
            "ms",
            [percentile([d.first for d in series.deliveries], 0.5) for series in live],
            extra=extra,
        ),
        Row(
            f"server CPU a frame, {size:,} sockets",
            "µs",
            [series.cpu for series in live],
            "raw asyncio",
            [series.cpu for series in raw],
            CPU.get(size),
            extra,
        ),
    ]
