"""A display comes back by itself from whatever befalls it, and lasts."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Error, Page, Route, WebSocketRoute, expect

from checkin.choices import Status
from checkin.models import Event, Registrant, User
from tests.browser.displays import (
    COUNTS,
    SOCKET,
    STALE,
    OpenDisplay,
    at_a_set_time,
    displays,
    is_live,
    is_reloaded,
    make_busy,
    mark,
)
from tests.live_clients import Serve, bearer
from tests.making import scan_body
from tests.servers import free_port

REPLAYED = 5_000  # frames: an hour of a busy door, four in three seconds
HEAP_MB = 10

LetIn = Callable[[Serve], Awaitable[None]]


@pytest.fixture
def open_display(browser: Browser, serve: Serve, kiosk_token: str) -> OpenDisplay:
    return displays(browser, serve, kiosk_token)


@pytest.fixture
def busy(event: Event) -> Event:
    return make_busy(event)


@pytest.fixture
def let_in(busy: Event, organiser: User) -> LetIn:
    """Lets the fourth person in, over the REST API of a server, though the area is full."""
    code = Registrant.objects.get(event=busy, status=Status.REGISTERED).code
    body = scan_body(busy, code, override={"reason": "a chair was found"})
    headers = bearer(organiser)

    async def let_one_in(server: Serve) -> None:
        async with httpx.AsyncClient(base_url=server.url, headers=headers) as door:
            answer = await door.post("/api/v1/events/expo/scans/", json=body)
        assert answer.json()["outcome"] == "admitted", answer.text

    return let_one_in


@pytest.mark.usefixtures("busy")
async def test_a_silent_link_turns_slow_then_stale_and_keeps_its_numbers(open_display: OpenDisplay) -> None:
    page = await open_display(before=at_a_set_time)
    await is_live(page)
    await mark(page)
    number = page.locator(".kiosk-hero-value")

    # The socket stays open and says nothing: only the missing heartbeat tells.
    await page.context.set_offline(True)
    await page.clock.run_for(20_000)
    await expect(page.get_by_text("Slow", exact=True)).to_be_visible()
    await expect(number).to_have_css("opacity", "1")
    await page.clock.run_for(30_000)
    await expect(page.get_by_text(STALE)).to_have_text(re.compile(r"^Last update \d\d:\d\d, reconnecting$"))
    await expect(number).to_have_css("opacity", "0.6")
    await expect(number).to_have_text("3")
    # However long: without the server there is nothing to reload.
    await page.clock.run_for(600_000)
    await expect(number).to_have_text("3")
    assert await page.evaluate("window.mark")

    await page.context.set_offline(False)
    await page.clock.run_for(1_000)
    await is_live(page)
    await expect(number).to_have_css("opacity", "1")


async def test_without_sockets_the_numbers_come_over_rest(
    open_display: OpenDisplay, serve: Serve, let_in: LetIn
) -> None:
    seen = asyncio.Event()

    async def hold(route: Route) -> None:
        await seen.wait()
        await route.continue_()

    async def before(page: Page) -> None:
        await page.route_web_socket(SOCKET, lambda socket: socket.close(code=1011))
        await page.route(COUNTS, hold)

    page = await open_display(before=before)
    number = page.locator(".kiosk-hero-value")
    await expect(number).to_have_text("–")  # unknown is no zero
    seen.set()
    await expect(number).to_have_text("3", timeout=30_000)
    await is_live(page)
    await let_in(serve)
    await expect(number).to_have_text("4", timeout=20_000)


@pytest.mark.usefixtures("busy")
async def test_a_display_that_hears_nothing_reloads_once_the_server_is_ready(
    open_display: OpenDisplay,
) -> None:
    async def before(page: Page) -> None:
        await page.clock.install()
        await page.route_web_socket(SOCKET, lambda socket: None)  # open, and mute
        await page.route(COUNTS, lambda route: route.abort())
        await page.route("**/readyz", unready)

    async def unready(route: Route) -> None:
        await route.fulfill(status=503, json={"status": "unready", "database": "down"})

    page = await open_display(before=before)
    await expect(page.locator(".kiosk-hero-value")).to_have_text("–")
    await mark(page)
    await page.clock.run_for(240_000)
    assert await page.evaluate("window.mark")
    await page.unroute("**/readyz")
    await page.clock.run_for(10_000)
    await is_reloaded(page)


@pytest.mark.usefixtures("busy")
async def test_a_new_build_is_taken(open_display: OpenDisplay) -> None:
    sockets: list[WebSocketRoute] = []

    async def before(page: Page) -> None:
        await at_a_set_time(page)
        await page.route_web_socket(SOCKET, lambda socket: beat(socket, sockets))

    async def listen() -> None:
        """Time passes faster than the server speaks, so its heartbeats are made here. One may come late: two such steps
        are shorter than the silence after which a display reconnects.
        """
        beat(sockets[-1])
        await page.clock.run_for(10_000)

    async def newer(route: Route) -> None:
        if route.request.is_navigation_request():
            await route.continue_()
            return
        answer = await route.fetch()
        await route.fulfill(body=(await answer.text()).replace("/assets/kiosk-", "/assets/kiosk-newer"))

    page = await open_display(before=before)
    await is_live(page)
    await mark(page)
    for _ in range(72):
        await listen()
    assert await page.evaluate("window.mark")  # the same build is none

    await page.route("**/k/", newer)
    async with asyncio.timeout(60):
        while len(sockets) == 1:
            with suppress(Error):  # the reload may come in the middle of it
                await listen()
    await is_reloaded(page)
    await is_live(page)


def beat(socket: WebSocketRoute, sockets: list[WebSocketRoute] | None = None) -> None:
    socket.send(json.dumps({"type": "heartbeat", "at": "2026-05-01T09:00:00Z", "revision": 0}))
    if sockets is not None:
        sockets.append(socket)


@pytest.mark.usefixtures("busy")
async def test_an_error_reloads_the_page(open_display: OpenDisplay) -> None:
    page = await open_display(before=at_a_set_time)
    await is_live(page)
    await mark(page)
    await page.evaluate("queueMicrotask(() => { throw new Error('a bug') })")
    await page.clock.run_for(20_000)
    await is_reloaded(page)
    await is_live(page)
    await page.keyboard.press("Control+Shift+K")
    report = page.get_by_label("Diagnostics")
    await expect(report).to_contain_text("error")
    await expect(report).to_contain_text("Hall 2")
    await page.keyboard.press("Control+Shift+K")
    await expect(report).to_be_hidden()


@pytest.mark.usefixtures("busy")
async def test_a_page_whose_files_did_not_arrive_tries_again(open_display: OpenDisplay) -> None:
    async def before(page: Page) -> None:
        await page.clock.install()
        await page.route("**/assets/*.js", lambda route: route.fulfill(status=404))

    page = await open_display(before=before)
    await page.unroute("**/assets/*.js")
    await page.clock.run_for(61_000)
    await is_live(page)


async def test_a_server_that_is_killed_and_comes_back(
    open_display: OpenDisplay, let_in: LetIn, tmp_path: Path
) -> None:
    port = str(free_port())
    with Serve(tmp_path / "first.log", "--port", port) as server:
        page = await open_display(worker=True, url=server.url)
        await is_live(page)
        await page.evaluate("navigator.serviceWorker.ready")
        await page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        # Kept every few seconds.
        await page.wait_for_function("() => localStorage.getItem('headcount.kiosk.numbers') !== null")
        server.process.kill()
    number = page.locator(".kiosk-hero-value")
    await page.reload()
    await expect(number).to_have_text("3")
    await expect(page.get_by_text(STALE)).to_contain_text("Last update")
    await expect(number).to_have_css("opacity", "0.6")

    with Serve(tmp_path / "second.log", "--port", port) as server:
        await let_in(server)
        await expect(number).to_have_text("4", timeout=40_000)
        await is_live(page)


@pytest.mark.usefixtures("busy")
async def test_an_hour_of_frames_leaves_the_heap_flat(open_display: OpenDisplay) -> None:
    sockets: list[WebSocketRoute] = []

    async def before(page: Page) -> None:
        await page.route_web_socket(SOCKET, lambda socket: beat(socket, sockets))

    page = await open_display("/k/?view=areas", before=before)
    await is_live(page)
    answer = await page.request.get("/api/v1/events/expo/counts/")
    counts: dict[str, Any] = await answer.json()
    sent = 0

    async def replay(frames: int) -> None:
        nonlocal sent
        for _ in range(frames):
            sent += 1
            news = counts | {"revision": counts["revision"] + sent, "inside": sent}
            sockets[-1].send(json.dumps({"type": "counts", "counts": news}))
        await expect(page.get_by_text(f"{sent:,} inside now".replace(",", "\u202f"))).to_be_visible()

    debugger = await page.context.new_cdp_session(page)
    await debugger.send("Performance.enable")

    async def heap() -> float:
        await debugger.send("HeapProfiler.collectGarbage")
        metrics = (await debugger.send("Performance.getMetrics"))["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")) / 1e6

    await replay(500)
    before_mb = await heap()
    for _ in range(REPLAYED // 500):
        await replay(500)
    after_mb = await heap()
    assert after_mb - before_mb < HEAP_MB, f"{before_mb:.1f} MB, then {after_mb:.1f} MB"
