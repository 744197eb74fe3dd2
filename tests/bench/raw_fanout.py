"""The reference for the live side: a WebSocket server that can do one thing, and does it as asyncio does it best.

It accepts every socket. What comes in over a connection that is none (a length, a newline and so many bytes) goes
out to all sockets as it is, in one loop over their transports.
"""

import asyncio
import base64
import hashlib
import os

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455
KEY = b"sec-websocket-key:"


class RawServer(asyncio.Protocol):
    sockets: set[asyncio.Transport] = set()

    def __init__(self) -> None:
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if self.transport in self.sockets:
            return
        self.received += data
        if self.received.startswith(b"GET "):
            self.shake_hands()
            return
        length, ended, content = self.received.partition(b"\n")
        if ended and len(content) >= int(length):
            self.received = b""
            for socket in self.sockets:
                socket.write(content)

    def shake_hands(self) -> None:
        head, ended, _ = self.received.partition(b"\r\n\r\n")
        if not ended:
            return
        lines = head.split(b"\r\n")
        key = next(line[len(KEY) :].strip() for line in lines if line.lower().startswith(KEY))
        accept = base64.b64encode(hashlib.sha1(key + MAGIC, usedforsecurity=False).digest())
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        self.sockets.add(self.transport)
        self.received = b""

    def connection_lost(self, error: Exception | None) -> None:
        self.sockets.discard(self.transport)


async def serve() -> None:
    loop = asyncio.get_running_loop()
    port = int(os.environ["PORT"])
    server = await loop.create_server(RawServer, os.environ["HOST"], port, backlog=1000)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
