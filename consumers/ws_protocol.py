"""daphne's WebSockets, written to directly and with limits.

Behaviours and figures were read and measured on daphne 4.2.3, Twisted 26.10 and autobahn 26.10.
"""

import random
import socket
import time
from collections import deque
from typing import Any

import daphne.server  # noqa: F401 - installs Twisted's asyncio reactor, so it comes before anything of Twisted
from daphne.ws_protocol import WebSocketFactory as DaphneSocketFactory
from daphne.ws_protocol import WebSocketProtocol as DaphneSocket
from twisted.internet import tcp

from consumers import frames
from consumers.frames import Batch, Close

MAX_UNSENT = 256 * 1024  # bytes that may wait for one screen
SEND_BUFFER = 64 * 1024  # bytes the kernel keeps for it: a slow screen should get new counts, not old ones
PING_SECONDS = 10  # between pings, and until a screen that does not answer one is given up
MAX_INBOUND = 100  # frames between two pings from a client that has nothing to say
PING = b"\x89\x00"  # an empty ping (RFC 6455, section 5.5.2)
NOTHING_QUEUED: deque[Any] = deque(maxlen=0)
PONG = b"\x8a\x80"  # begins the answer to it: empty and masked, so four more bytes follow


class Socket(DaphneSocket):
    """A WebSocket that frames are written to directly, and that holds neither memory nor time of the others.

    Twisted's write path costs four times the system call behind it: it buffers, asks for the socket to be writable,
    and copies. With nothing waiting, the kernel can as well be asked at once.
    """

    server: Any = None  # daphne's, once it has understood the handshake
    direct = False

    def onConnect(self, request: Any) -> Any:
        now = time.monotonic()
        self.pinged_at = now - random.uniform(0, PING_SECONDS)  # noqa: S311 - spreads the pings of a reconnect storm
        self.answered = True
        self.inbound = 0
        self.direct = isinstance(self.transport, tcp.Connection) and not self.transport.TLS
        if self.direct:
            # of the HTTP connection that this was: it, the request and its headers would be kept for as long as this is
            self.transport.unregisterProducer()
            self.transport.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        return super().onConnect(request)

    def onOpen(self) -> None:
        """Let go of what the handshake needed; autobahn would keep it for as long as the socket is open."""
        super().onOpen()
        self.http_headers.clear()
        self.http_request_data = self.http_response_data = b""
        self.send_queue = NOTHING_QUEUED  # `sendData` queues nothing

    def dataReceived(self, data: bytes) -> None:
        """Recognise the pong to our ping, which is nearly all that clients send, without autobahn's parser."""
        between_frames = self.state == self.STATE_OPEN and self.current_frame is None and not self.data
        if between_frames and len(data) == 6 and data.startswith(PONG):
            self._heard()
        else:
            self._dataReceived(data)

    @property
    def unsent(self) -> int:
        """Bytes that the kernel has not taken yet."""
        transport = self.transport
        return len(transport.dataBuffer) - transport.offset + transport._tempDataLen if self.direct else 0

    def send_wire(self, data: bytes) -> None:
        """Send complete frames, if the socket is open."""
        if self.state == self.STATE_OPEN:
            self.sendData(data)

    def sendData(self, data: bytes, sync: bool = False, chopsize: int | None = None) -> None:
        """Give the kernel what it takes now and Twisted the rest; too much rest ends the connection."""
        transport = self.transport
        if not transport.connected:
            return
        if self.direct and not transport.dataBuffer and not transport._tempDataLen:
            try:
                sent = transport.socket.send(data)
            except BlockingIOError:
                sent = 0
            except OSError:
                return  # the client is gone, which Twisted is about to read
            if sent == len(data):
                return
            data = data[sent:]
        transport.write(data)
        if self.unsent > MAX_UNSENT:
            transport.abortConnection()

    def serverSend(self, content: str, binary: bool = False) -> None:
        """Send without autobahn, whose limit for incoming messages would hold for outgoing ones as well."""
        self.send_wire(frames.wire(content.encode()))

    def serverClose(self, code: int | None = None) -> None:
        """Close with any code; autobahn's own function knows no 1012."""
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code=code or Close.NORMAL)

    # What the feed needs of a screen (`consumers.watch.Outlet`)

    def send_batch(self, batch: Batch) -> None:
        if self.state == self.STATE_OPEN:
            self.sendData(batch.wire)

    def end(self, code: int) -> None:
        self.serverClose(code)

    def abort(self) -> None:
        self.transport.abortConnection()

    def onMessageFrameBegin(self, length: int) -> None:
        self._heard()
        super().onMessageFrameBegin(length)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        """Clients have nothing to say: dropped here, a message costs the least and queues up nowhere."""

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        """daphne knows nothing of one whose handshake was refused."""
        if self.server is not None:
            super().onClose(wasClean, code, reason)

    def onPing(self, payload: bytes) -> None:
        self._heard()
        super().onPing(payload)

    def onPong(self, payload: bytes) -> None:
        self._heard()

    def _heard(self) -> None:
        self.answered = True
        self.inbound += 1
        if self.inbound > MAX_INBOUND:
            self.sendCloseFrame(code=Close.TOO_MUCH)

    def check_timeouts(self) -> None:
        """Called every two seconds: ping, and give up whoever has not answered the last one."""
        if self.state == self.STATE_CONNECTING and self.duration() > self.server.websocket_connect_timeout:
            self.serverReject()
        elif self.state == self.STATE_OPEN and time.monotonic() - self.pinged_at >= PING_SECONDS:
            if not self.answered:
                return self.abort()
            self.pinged_at, self.answered, self.inbound = time.monotonic(), False, 0
            self.sendData(PING)
        return None


class SocketFactory(DaphneSocketFactory):
    protocol = Socket
