"""Requests under ASGI: each runs on one thread of a fixed number, from the first middleware to the last signal."""

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from django.core.signals import request_finished, request_started
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from pytest_django import Settings

from consumers import http
from consumers.http import ThreadedHandler
from tests.live_clients import until

THREADS = 2
seen: dict[str, Any] = {}
gate = threading.Event()
urlpatterns: list[Any] = []


def route(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    urlpatterns.append(path(f"{view.__name__}/", view))
    return view


@route
def echo(request: HttpRequest) -> HttpResponse:
    seen["view"] = threading.current_thread()
    response = HttpResponse(request.body, status=201, headers={"X-Query": request.GET.get("q", "")})
    response.set_cookie("one", "1")
    response.set_cookie("two", "2")
    return response


@route
def wait(request: HttpRequest) -> HttpResponse:
    seen["running"] += 1
    gate.wait(10)
    return HttpResponse("done")


@route
def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@route
def file(request: HttpRequest) -> FileResponse:
    return FileResponse(io.BytesIO(b"x" * int(request.GET["size"])))


@route
def stream(request: HttpRequest) -> StreamingHttpResponse:
    def chunks() -> Iterator[bytes]:
        try:
            for number in range(int(request.GET["chunks"])):
                seen["chunks"] = number + 1
                yield b"%d," % number
        finally:
            seen["closed"] = threading.current_thread()

    return StreamingHttpResponse(chunks())


@route
def breaks_off(request: HttpRequest) -> StreamingHttpResponse:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise ZeroDivisionError

    return StreamingHttpResponse(chunks())


class Exchange:
    """One request and what is answered."""

    def __init__(self, handler: ThreadedHandler, target: str, body: bytes = b"", method: str = "GET") -> None:
        path, _, query = target.partition("?")
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(b"host", b"testserver"), (b"content-length", b"%d" % len(body))],
        }
        self.sent: list[Mapping[str, Any]] = []
        self.may_send = asyncio.Event()
        self.may_send.set()
        self._incoming: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        half = len(body) // 2
        self._incoming.put_nowait({"type": "http.request", "body": body[:half], "more_body": True})
        self._incoming.put_nowait({"type": "http.request", "body": body[half:]})
        self.task = asyncio.ensure_future(handler(self.scope, self._incoming.get, self._send))

    async def _send(self, message: Mapping[str, Any]) -> None:
        await self.may_send.wait()
        self.sent.append(message)

    def disconnect(self) -> None:
        self._incoming.put_nowait({"type": "http.disconnect"})

    async def answer(self) -> tuple[int, bytes]:
        await asyncio.wait_for(self.task, 10)
        return self.sent[0]["status"], b"".join(message.get("body", b"") for message in self.sent[1:])

    def headers(self, name: bytes) -> list[bytes]:
        return [value for key, value in self.sent[0]["headers"] if key.lower() == name]


Ask = Callable[..., Exchange]


@pytest_asyncio.fixture
async def ask(settings: Settings) -> AsyncIterator[Ask]:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    seen.clear()
    seen["running"] = 0
    gate.clear()
    handler = ThreadedHandler(THREADS)
    yield lambda *args, **kwargs: Exchange(handler, *args, **kwargs)
    gate.set()
    await handler.threads.close()


async def test_a_request_is_answered(ask: Ask) -> None:
    exchange = ask("/echo/?q=a%20b", b"a body in two parts", "POST")
    assert await exchange.answer() == (201, b"a body in two parts")
    assert exchange.headers(b"x-query") == [b"a b"]
    assert [cookie.split(b";")[0] for cookie in exchange.headers(b"set-cookie")] == [b"one=1", b"two=2"]


async def test_the_signals_are_sent_in_the_thread_of_the_view(ask: Ask) -> None:
    def note(signal: object, **kwargs: Any) -> None:
        seen["started" if signal is request_started else "finished"] = threading.current_thread()

    for signal in (request_started, request_finished):
        signal.connect(note)
    try:
        await ask("/echo/").answer()
    finally:
        for signal in (request_started, request_finished):
            signal.disconnect(note)
    assert seen["started"] is seen["view"] is seen["finished"] is not threading.main_thread()


async def test_a_view_that_fails_is_a_500_and_harms_no_other(ask: Ask) -> None:
    for _ in range(THREADS + 1):
        assert (await ask("/fail/").answer())[0] == 500
    assert (await ask("/echo/").answer())[0] == 201


async def test_no_more_requests_run_than_there_are_threads_and_the_others_wait(ask: Ask) -> None:
    exchanges = [ask("/wait/") for _ in range(THREADS * 3)]
    await until(lambda: seen["running"] == THREADS)
    await asyncio.sleep(0.1)
    assert seen["running"] == THREADS
    gate.set()
    assert [await exchange.answer() for exchange in exchanges] == [(200, b"done")] * THREADS * 3


async def test_when_too_many_wait_the_next_is_told_to_come_later(
    monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    monkeypatch.setattr(http, "MAX_WAITING", 3)
    exchanges = [ask("/wait/") for _ in range(THREADS)]
    await until(lambda: seen["running"] == THREADS)
    exchanges += [ask("/wait/") for _ in range(3)]
    await asyncio.sleep(0.05)
    refused = ask("/wait/")
    status, body = await refused.answer()
    assert (status, b'"code":"overloaded"' in body) == (503, True)
    assert refused.headers(b"content-type") == [b"application/problem+json"]
    assert refused.headers(b"retry-after") == [b"1"]
    gate.set()
    assert {(await exchange.answer())[0] for exchange in exchanges} == {200}


@pytest.mark.parametrize(("size", "messages"), [(10, 2), (http.WHOLE, 2), (http.WHOLE + 1, 4)])
async def test_a_small_file_is_sent_at_once_and_a_large_one_in_parts(
    size: int, messages: int, ask: Ask
) -> None:
    exchange = ask(f"/file/?size={size}")
    assert await exchange.answer() == (200, b"x" * size)
    assert len(exchange.sent) == messages


async def test_a_stream_is_sent_chunk_by_chunk_as_fast_as_the_client_reads(ask: Ask) -> None:
    exchange = ask("/stream/?chunks=5")
    exchange.may_send.clear()
    await asyncio.sleep(0.1)
    assert seen.get("chunks", 0) <= 1
    exchange.may_send.set()
    assert await exchange.answer() == (200, b"0,1,2,3,4,")
    assert exchange.sent[-1] == {"type": "http.response.body"}


async def test_a_client_that_leaves_ends_its_stream(ask: Ask) -> None:
    exchange = ask("/stream/?chunks=1000000000")
    await until(lambda: len(exchange.sent) > 10)
    exchange.disconnect()
    await asyncio.wait_for(exchange.task, 5)
    assert "closed" in seen


async def test_a_client_that_reads_nothing_ends_its_stream(monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    monkeypatch.setattr(http, "STALL_SECONDS", 0.2)
    exchange = ask("/stream/?chunks=1000000000")
    await until(lambda: len(exchange.sent) > 10)
    exchange.may_send.clear()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(exchange.task, 5)
    assert "closed" in seen


async def test_a_stream_that_breaks_off_is_not_ended_as_if_it_were_whole(ask: Ask) -> None:
    exchange = ask("/breaks_off/")
    with pytest.raises(ZeroDivisionError):
        await exchange.answer()
    assert exchange.sent[-1]["more_body"] is True


async def test_a_client_that_leaves_before_its_body_is_complete_is_forgotten(ask: Ask) -> None:
    handler = ThreadedHandler(THREADS)
    incoming: Iterator[dict[str, Any]] = iter(
        [{"type": "http.request", "body": b"x", "more_body": True}, {"type": "http.disconnect"}]
    )

    async def receive() -> dict[str, Any]:
        return next(incoming)

    async def send(message: Mapping[str, Any]) -> None:
        raise AssertionError(message)

    await handler({"type": "http", "method": "POST", "path": "/echo/", "headers": []}, receive, send)
