"""Connections: whatever bytes a client sends, they are answered or closed, and no fault of ours is logged."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import daphne.server  # noqa: F401 - installs Twisted's asyncio reactor, so it comes before anything of Twisted
from twisted.internet import reactor
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python import log as twisted_log
from twisted.python.failure import Failure

from consumers.http_protocol import HTTPFactory
from consumers.server import MAX_MESSAGE, Server
from consumers.ws_protocol import SocketFactory

PIECE = b"<|>"  # where the bytes are cut into what arrives at once
HANDSHAKE = (
    b"GET /ws/events/expo/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
CONVERSATIONS = [
    b"GET /api/v1/?a=b HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\n\r\n",
    b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}" + PIECE + b"GET / HTTP/1.0\r\n\r\n",
    b"POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    b"POST /api/v1/events/x/imports/ HTTP/1.1\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n",
    b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\nX: a\r\n b\r\n\r\n",
    HANDSHAKE + b"\x81\x82abcd\x03\x03" + PIECE + b"\x89\x80abcd\x8a\x80abcd\x88\x82abcd\x62\x8a",
    HANDSHAKE + PIECE + b"\x01\x81abcd\x03\x80\x80abcd\x82\xfe\x00\x80abcd" + b"x" * 128,
    HANDSHAKE.replace(b"Version: 13", b"Version: 8\r\nSec-WebSocket-Protocol: a, b\r\nOrigin: null"),
]


class Transport(StringTransport):  # type: ignore[misc]  # Twisted is not read
    """A client that reads everything and says nothing by itself."""

    protocol: Any = None

    def loseWriteConnection(self) -> None:
        self.disconnecting = True

    def pauseProducing(self) -> None:
        pass

    def resumeProducing(self) -> None:
        """Twisted asks for it at the end of a request, of a real connection that closes too."""


class Faults(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())

    def twisted(self, event: dict[str, Any]) -> None:
        if event.get("isError"):
            self.found.append(str(twisted_log.textFromEventDict(event)))


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers everything, and listens to sockets until they close."""
    if scope["type"] == "http":
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


faults = Faults()
loop = reactor._asyncioEventloop
asyncio.set_event_loop(loop)
logging.getLogger().addHandler(faults)
twisted_log.addObserver(faults.twisted)
server = Server(application, "tcp:0", on_ready=lambda port: None)
server.connections = {}
server.http_factory = HTTPFactory(server)
server.ws_factory = SocketFactory(server, server="")
server.ws_factory.setProtocolOptions(
    allowNullOrigin=True, maxMessagePayloadSize=MAX_MESSAGE, maxFramePayloadSize=MAX_MESSAGE, failByDrop=False
)


def seeds() -> Iterator[bytes]:
    yield from CONVERSATIONS


def feed(data: bytes) -> None:
    faults.found.clear()
    transport = Transport()
    channel = transport.protocol = server.http_factory.buildProtocol(transport.getPeer())
    channel.makeConnection(transport)
    for piece in data.split(PIECE):
        if not transport.disconnected:
            transport.protocol.dataReceived(piece)
            loop.run_until_complete(_settled())
    _hang_up(transport)
    loop.run_until_complete(_settled())
    server.application_checker()
    for call in reactor.getDelayedCalls():
        call.cancel()
    server.ws_factory._batched_timer._buckets.clear()  # autobahn's own timers, which would wait for those
    assert not faults.found, faults.found
    assert b"HTTP/1.1 500" not in transport.value()
    assert all("disconnected" in details for details in server.connections.values()), server.connections
    assert not server.sockets
    server.connections.clear()


def _hang_up(transport: Transport) -> None:
    transport.disconnected = True
    transport.protocol.connectionLost(Failure(ConnectionDone()))


async def _settled() -> None:
    """Some turns of the loop: a request's application, its answer, the end."""
    for _ in range(6):
        await asyncio.sleep(0)
