"""daphne's HTTP connections with limits: what daphne reads and buffers without bound is bounded here.

Behaviours and figures were read and measured on daphne 4.2.3 and Twisted 26.10.
"""

import asyncio
import io
import re
from typing import Any

import daphne.server  # noqa: F401 - installs Twisted's asyncio reactor, so it comes before anything of Twisted
import orjson
from daphne.http_protocol import HTTPFactory as DaphneHTTPFactory
from daphne.http_protocol import WebRequest as DaphneRequest
from twisted.internet import reactor
from twisted.web.http import HTTPChannel, datetimeToString

HEADER_SECONDS = 10  # for all headers of a request; Twisted's own limit starts anew with every byte
MAX_BODY = 2 * 1024 * 1024  # bytes; daphne holds a whole body in memory before Django sees any of it
MAX_IMPORT_BODY = 6 * 1024 * 1024  # bytes, where files are uploaded
IMPORTS = re.compile(rb"^/api/v1/events/[^/?]+/imports(/preview)?/?(\?|$)")
LINGER_SECONDS = 5  # how long a refused body is read and dropped, so that its sender gets to read the answer


class Channel(HTTPChannel):
    """An HTTP connection. Its headers must be complete within `HEADER_SECONDS`."""

    _header_deadline: Any = None
    _refused = False

    def dataReceived(self, data: bytes) -> None:
        if self._refused:
            return
        super().dataReceived(data)
        if self.line_mode and self._header_deadline is None and self.transport:
            self._header_deadline = reactor.callLater(HEADER_SECONDS, self.transport.abortConnection)

    def rawDataReceived(self, data: bytes) -> None:
        if not self._refused:
            super().rawDataReceived(data)

    def allHeadersReceived(self) -> None:
        self._drop_deadline()
        super().allHeadersReceived()

    def connectionLost(self, reason: Any) -> None:
        self._drop_deadline()
        super().connectionLost(reason)

    def _drop_deadline(self) -> None:
        if self._header_deadline is not None and self._header_deadline.active():
            self._header_deadline.cancel()
        self._header_deadline = None

    def refuse(self, status: int, code: str, title: str, detail: str) -> None:
        """Answer with a problem document, drop whatever else arrives, and close."""
        body = problem(status, code, title, detail)
        later = b"Retry-After: 2\r\n" if status == 503 else b""
        self.transport.write(
            b"HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
            b"%sConnection: close\r\n\r\n%s" % (status, title.encode(), len(body), later, body)
        )
        self._refused = True
        self.setRawMode()  # or the lines that follow would be read as a request
        self.transport.loseWriteConnection()
        reactor.callLater(LINGER_SECONDS, self.transport.abortConnection)

    def _respondToBadRequestAndDisconnect(self) -> None:
        self.refuse(400, "bad_request", "Bad Request", "This is not a valid request.")


def problem(status: int, code: str, title: str, detail: str) -> bytes:
    """A problem document (RFC 9457) as the API sends them."""
    return orjson.dumps(
        {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
    )


class Request(DaphneRequest):
    """A request whose body has a limit, and whose response waits for a client that reads slowly."""

    _parsePOSTFormSubmission = False  # parsing forms is Django's work
    refused = False  # answered already, by the channel
    _room = MAX_BODY

    def gotLength(self, length: int | None) -> None:
        super().gotLength(length)
        if IMPORTS.match(self.channel._path):
            self._room = MAX_IMPORT_BODY
        if length is not None and length > self._room:
            self._refuse_body()

    def handleContentChunk(self, data: bytes) -> None:
        self._room -= len(data)
        if self.refused:
            return
        if self._room < 0:
            self._refuse_body()
        else:
            super().handleContentChunk(data)

    def _refuse_body(self) -> None:
        self.refused = True
        self.requestHeaders.removeHeader(b"expect")  # or Twisted would still ask for the body
        limit = MAX_IMPORT_BODY if IMPORTS.match(self.channel._path) else MAX_BODY
        self.channel.refuse(
            413, "too_large", "Content Too Large", f"At most {limit // 1024**2} MB are accepted here."
        )

    def process(self) -> Any:
        if self.refused:
            return None
        self.requestHeaders.removeHeader(b"daphne-root-path")  # daphne believes it, whoever sends it
        if not self._is_plain():
            self.refused = True
            return self.channel._respondToBadRequestAndDisconnect()
        if self.requestHeaders.hasHeader(b"transfer-encoding"):
            self._tell_length()
        if self.server.draining:
            self.channel.persistent = 0
            self.responseHeaders.setRawHeaders(b"connection", [b"close"])
        upgrade = self.requestHeaders.hasHeader(b"upgrade")
        if self.server.turns_away(self.path, upgrade=upgrade):
            self.refused = True
            detail = "This process is stopping or full. Another one answers, or this one in a moment."
            return self.channel.refuse(503, "unavailable", "Service Unavailable", detail)
        return super().process()

    def _is_plain(self) -> bool:
        """Whether what daphne reads as ASCII is: else it fails on it, with a 500 and a traceback in the log."""
        protocols = self.requestHeaders.getRawHeaders(b"sec-websocket-protocol", [])
        return all(text.isascii() for text in (self.method, self.clientproto, *protocols))

    def _tell_length(self) -> None:
        """Of a body that came in chunks, which are all here: Django takes a body without a length for none."""
        self.requestHeaders.removeHeader(b"transfer-encoding")
        self.requestHeaders.setRawHeaders(b"content-length", [b"%d" % self.content.seek(0, io.SEEK_END)])
        self.content.seek(0)

    def handle_exception(self, exception: BaseException) -> None:
        """Answer 500; or, in the middle of a response, cut it off, so that nobody takes the half for the whole."""
        if self._response_started:
            self.channel.transport.abortConnection()
        else:
            self.channel.refuse(500, "server_error", "Internal Server Error", "Something went wrong here.")

    # A streamed response registers its request as the producer, so that Twisted can say when its buffer is full.

    drained: asyncio.Event | None = None

    def handle_reply(self, message: dict[str, Any]) -> None:
        if (
            message.get("more_body")
            and self.drained is None
            and not self.finished
            and self.channel is not None
        ):
            self.drained = asyncio.Event()
            self.drained.set()
            self.registerProducer(self, True)
        if message["type"] == "http.response.start":
            self.responseHeaders.setRawHeaders(b"date", [datetimeToString()])
        super().handle_reply(message)

    def finish(self) -> None:
        if self.producer is not None:
            self.unregisterProducer()
        super().finish()

    def pauseProducing(self) -> None:
        if self.drained:
            self.drained.clear()

    def resumeProducing(self) -> None:
        if self.drained:
            self.drained.set()

    stopProducing = resumeProducing  # the client is gone, and what is sent now is dropped


class HTTPFactory(DaphneHTTPFactory):
    protocol = Channel

    def buildProtocol(self, addr: Any) -> Channel:
        channel: Channel = super().buildProtocol(addr)
        channel.requestFactory = Request
        return channel

    def log(self, request: Request) -> None:
        """Twisted would format an access line for nobody."""
