"""What one client may cost the others: bodies, headers, messages, and screens that do not read."""

import asyncio
import base64
import contextlib
import json
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator

import httpx
import psutil

from checkin.models import Event, Registrant
from tests.faults.conftest import DoorAt, StartServe
from tests.faults.torture.proxy import Mode, Proxy
from tests.live_clients import Serve, until, watching

MB = 1024 * 1024
MAX_MESSAGE = 4096  # bytes
HEADERS_END_WITHIN = 12.0  # seconds
GIVEN_UP_WITHIN = 26.0  # seconds, for a screen that answers no ping

DEAF = 100
KEPT_FOR_ONE = 256 * 1024  # bytes that may wait for a screen
# Screens that open their sockets and then read nothing
DEAF_SCREENS = """
import socket, sys, time
handshake = sys.stdin.buffer.read()
screens = [socket.socket() for _ in range(int(sys.argv[2]))]
for deaf in screens:
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect(("127.0.0.1", int(sys.argv[1])))
    deaf.sendall(handshake)
time.sleep(3600)
"""


async def test_a_body_has_a_limit(start: StartServe) -> None:
    serve = start()
    before = memory(serve)
    async with httpx.AsyncClient(base_url=serve.url, timeout=20) as client:
        for path, size, status in [
            ("/api/v1/auth/login/", 3 * MB, 413),
            ("/api/v1/auth/login/", 50 * MB, 413),
            ("/api/v1/events/expo/scans/?/imports/", 3 * MB, 413),
            ("/api/v1/events/expo/imports/", 3 * MB, 401),
            ("/api/v1/events/expo/imports/", 7 * MB, 413),
            ("/api/v1/events/expo/imports/preview/", 3 * MB, 401),
            ("/api/v1/events/expo/imports/preview/", 7 * MB, 413),
        ]:
            for content in (b"x" * size, chunks(size)):
                response = await client.post(path, content=content)
                assert (response.status_code, response.json()["status"]) == (status, status), path
                assert response.headers["Content-Type"] == "application/problem+json"
    assert memory(serve) - before < 40 * MB


async def chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 65536 + 1):
        yield b"x" * 65536


async def test_a_body_in_chunks_is_a_body(
    start: StartServe, people: list[Registrant], door_at: DoorAt
) -> None:
    async with door_at(start()) as door:
        scan = {"code": people[0].code, "gate": door.gate, "idempotency_key": str(uuid.uuid4())}

        async def pieces() -> AsyncIterator[bytes]:
            for piece in (json.dumps(scan)[:10], json.dumps(scan)[10:]):
                yield piece.encode()

        as_json = {"Content-Type": "application/json"}
        sent = await door.client.post("scans/", content=pieces(), headers=as_json)
    assert (sent.status_code, sent.json()["outcome"]) == (201, "admitted")


async def test_nonsense_is_answered_once_and_nothing_after_it_is_read(start: StartServe) -> None:
    serve = start()
    for nonsense in (
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nNo colon\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", serve.port)
        writer.write(nonsense + b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = await asyncio.wait_for(reader.read(), 5)
        assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
        assert answer.count(b"HTTP/1.1") == 1
        writer.close()


async def test_a_header_does_not_move_the_site(start: StartServe) -> None:
    async with httpx.AsyncClient(base_url=start().url) as client:
        answer = await client.get("/livez", headers={"Daphne-Root-Path": "/livez", "Script-Name": "/livez"})
        assert (answer.status_code, "date" in answer.headers) == (200, True)


async def test_headers_have_to_end(start: StartServe) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", start().port)
    began = time.monotonic()
    writer.write(b"GET /livez HTTP/1.1\r\nX: ")
    with contextlib.suppress(ConnectionError):
        while not reader.at_eof():
            assert time.monotonic() - began < HEADERS_END_WITHIN
            writer.write(b"x")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(reader.read(1), 0.5)
    writer.close()


MISDEEDS: list[tuple[str | bytes | list[str], int]] = [
    ("x" * (MAX_MESSAGE + 1), 1009),
    (["x" * MAX_MESSAGE, "x"], 1009),
    ("x" * MB, 1009),
    (b"\x81\x05plain", 1002),  # not masked
    (b"\xf1\x80\0\0\0\0", 1002),  # reserved bits
    (b"\x81\x82\0\0\0\0\xff\xfe", 1007),  # not UTF-8
    (b"\x81\x80\0\0\0\0" * 200, 1008),  # messages
    (b"\x89\x80\0\0\0\0" * 200, 1008),  # pings
    (b"\x01\x80\0\0\0\0" + b"\x00\x80\0\0\0\0" * 200, 1008),  # a message that does not end
]


async def test_a_socket_that_misbehaves_is_closed_and_told_why(
    start: StartServe, event: Event, people: list[Registrant], headers: dict[str, str], door_at: DoorAt
) -> None:
    serve = start()
    url = serve.socket_url(event)
    async with watching(url, headers) as bystander, watching(url, headers) as talker:
        await talker.checked_in(0)
        await talker.socket.send("x" * MAX_MESSAGE)
        for misdeed, code in MISDEEDS:
            async with watching(url, headers) as screen:
                await screen.checked_in(0)
                if isinstance(misdeed, bytes):
                    screen.socket.transport.write(misdeed)
                else:
                    await screen.socket.send(misdeed)
                assert await screen.close_code() == code, misdeed[:20]
        async with door_at(serve) as door:
            await door.scan(people[0].code)
        await bystander.checked_in(1)
        await talker.checked_in(1)


async def test_screens_that_read_nothing_are_given_up(
    start: StartServe, event: Event, people: list[Registrant], headers: dict[str, str], door_at: DoorAt
) -> None:
    """One of them is gone without a word. Meanwhile the others see every scan at once."""
    serve = start()
    url = serve.socket_url(event)
    connected, before = len(connections(serve)), memory(serve)
    async with deaf_screens(serve, handshake(url, headers)), watching(url, headers) as screen:
        with Proxy(serve.port) as proxy:
            await vanish(proxy, handshake(url, headers))
            async with door_at(serve) as door:
                await until(lambda: len(connections(serve)) >= connected + DEAF + 2)
                began = time.monotonic()
                for number, registrant in enumerate(people, 1):
                    await door.scan(registrant.code)
                    scanned = time.monotonic()
                    assert await screen.checked_in(number) - scanned < 1
                    if number > 5:
                        await asyncio.sleep(0.5)
                    assert memory(serve) - before < DEAF * KEPT_FOR_ONE + 20 * MB
                    if len(connections(serve)) <= connected + 2:  # the screen that reads, and the door
                        break
                assert time.monotonic() - began < GIVEN_UP_WITHIN


@contextlib.asynccontextmanager
async def deaf_screens(serve: Serve, greeting: bytes) -> AsyncIterator[None]:
    deaf = await asyncio.create_subprocess_exec(
        sys.executable, "-c", DEAF_SCREENS, str(serve.port), str(DEAF), stdin=subprocess.PIPE
    )
    assert deaf.stdin is not None
    deaf.stdin.write(greeting)
    deaf.stdin.write_eof()
    try:
        yield
    finally:
        deaf.kill()
        await deaf.wait()


async def vanish(proxy: Proxy, greeting: bytes) -> None:
    """Open a socket, and be gone without the server hearing of it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(greeting)
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
    proxy.set(Mode.FREEZE)
    writer.close()


def handshake(url: str, headers: dict[str, str]) -> bytes:
    _, _, host, path = url.split("/", 3)
    lines = [
        f"GET /{path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def connections(serve: Serve) -> list[int]:
    """The ports of the clients that are connected."""
    all_of = psutil.Process(serve.process.pid).net_connections("tcp")
    return [
        c.raddr.port for c in all_of if c.laddr.port == serve.port and c.status == psutil.CONN_ESTABLISHED
    ]


def memory(serve: Serve) -> int:
    return int(psutil.Process(serve.process.pid).memory_info().rss)
