"""Django's HTTP side under ASGI, run as under WSGI: one thread per request, out of a fixed number.

Django's own ASGI handler makes a thread for every request and changes threads for every middleware: 2.5 ms of CPU for
a view that takes 0.6 ms under WSGI, no bound on how many run at once, and database connections that cannot persist.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import IO, Any

import orjson
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from consumers.threads import Threads

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MAX_WAITING = 200  # requests; whoever comes later would wait longer than it is worth
STALL_SECONDS = 30  # for a client that reads nothing of a streamed response
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
WHOLE = 1024 * 1024  # bytes up to which a file is sent at once, so that it needs its thread for a moment only


class ThreadedHandler(ASGIHandler):
    """Runs the plain synchronous chain of middleware and view, from first to last in one of `threads` threads.

    `request_started` and `request_finished` are sent in that thread, so `CONN_MAX_AGE` works. With all threads busy
    and `MAX_WAITING` requests queued, a request is answered 503 at once.

    With `one_writer`, requests that may write have one thread of their own. SQLite has one writer at a time, and
    threads that compete for it get less done together than one does alone; reading meanwhile goes on.
    """

    def __init__(self, threads: int, *, one_writer: bool = False) -> None:
        self.load_middleware(is_async=False)  # not ASGIHandler's own, which loads it for async
        self.threads = Threads(threads, "http")
        self.writers = Threads(1, "write") if one_writer else self.threads

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        threads = self.threads if scope["method"] in SAFE_METHODS else self.writers
        if threads.waiting >= MAX_WAITING:
            return await _send_overloaded(send)
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return None
        stream = Stream(receive, send)
        try:
            for message in await threads.run(self._serve, scope, body, stream):
                await send(message)
        except RequestAborted:
            pass  # the client went away in the middle of a streamed response
        finally:
            stream.close()
        return None

    def _serve(self, scope: dict[str, Any], body: IO[bytes], stream: "Stream") -> list[Message]:
        """The messages of a whole response; those of a streamed one have gone through `stream` by then."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response = self.get_response(request) if request is not None else refusal
        assert response is not None
        response._handler_class = self.__class__  # type: ignore[attr-defined]  # the sender of request_finished
        try:
            if isinstance(response, StreamingHttpResponse):
                return self._send_stream(response, stream)
            assert isinstance(response, HttpResponse)
            return [_start(response), {"type": "http.response.body", "body": response.content}]
        finally:
            response.close()  # sends request_finished
            body.close()

    def _send_stream(self, response: StreamingHttpResponse, stream: "Stream") -> list[Message]:
        if isinstance(response, FileResponse):
            response.block_size = WHOLE
        start = _start(response)
        if int(response.headers.get("Content-Length", WHOLE + 1)) <= WHOLE:
            return [start, {"type": "http.response.body", "body": b"".join(response)}]
        stream.put(start)
        for chunk in response:
            stream.put({"type": "http.response.body", "body": chunk, "more_body": True})
        return [{"type": "http.response.body"}]


class Stream:
    """Carries a streamed response from its thread to the client, as fast as the client reads."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._loop = asyncio.get_running_loop()
        self._receive = receive
        self._send = send
        self._disconnect: asyncio.Future[Message] | None = None

    def put(self, message: Message) -> None:
        """Called in the thread. Raises RequestAborted once the client is gone, TimeoutError if it reads nothing."""
        asyncio.run_coroutine_threadsafe(self._put(message), self._loop).result()

    async def _put(self, message: Message) -> None:
        if self._disconnect is None:
            self._disconnect = asyncio.ensure_future(self._receive())
        if self._disconnect.done():
            raise RequestAborted
        async with asyncio.timeout(STALL_SECONDS):
            await self._send(message)

    def close(self) -> None:
        if self._disconnect is not None:
            self._disconnect.cancel()


def _start(response: HttpResponseBase) -> Message:
    headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    cookies = [
        (b"Set-Cookie", c.output(header="").strip().encode("ascii")) for c in response.cookies.values()
    ]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers + cookies}


async def _send_overloaded(send: Send) -> None:
    problem = {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "code": "overloaded",
        "detail": "Too many requests are waiting already. Please try again in a moment.",
    }
    headers = [(b"Content-Type", b"application/problem+json"), (b"Retry-After", b"1")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": orjson.dumps(problem)})
