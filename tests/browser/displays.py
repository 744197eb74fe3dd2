"""What displays are opened for, and how they are looked at."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time

from django.conf import settings as product_settings
from playwright.async_api import Browser, Page, ViewportSize, expect

from checkin.models import Event
from tests.browser.conftest import NO_WORKER, set_cookie
from tests.live_clients import Serve
from tests.making import change_area, make_registrant, scan

HALL = ViewportSize(width=1920, height=1080)
SOCKET = "**/ws/events/expo/"
COUNTS = "**/api/v1/events/expo/counts/"
STALE = "reconnecting"
OpenDisplay = Callable[..., Awaitable[Page]]


def displays(browser: Browser, serve: Serve, kiosk_token: str) -> OpenDisplay:
    """Opens a paired display; without a worker it is as on plain http in a hall. `before` prepares its page."""

    async def open_one(
        path: str = "/k/",
        *,
        before: Callable[[Page], Awaitable[object]] | None = None,
        worker: bool = False,
        url: str = serve.url,
    ) -> Page:
        context = await browser.new_context(base_url=url, viewport=HALL)
        if not worker:
            await context.add_init_script(NO_WORKER)
        await set_cookie(context, product_settings.DEVICE_COOKIE, kiosk_token)
        page = await context.new_page()
        if before is not None:
            await before(page)
        await page.goto(path)
        return page

    return open_one


def make_busy(event: Event) -> Event:
    """Three of four have come, and the area is full."""
    change_area(event, capacity=3)
    for number in range(4):
        guest = make_registrant(event, f"Person {number}")
        if number < 3:
            scan(event, guest.code)
    return event


async def at_a_set_time(page: Page) -> None:
    """At noon: far from the hour in which displays reload, and from another day."""
    await page.clock.install(time=datetime.combine(datetime.now(UTC), time(12), UTC))


async def mark(page: Page) -> None:
    """A mark that a reload wipes away."""
    await page.evaluate("window.mark = true")


async def is_reloaded(page: Page) -> None:
    await page.wait_for_function("() => window.mark === undefined && document.readyState === 'complete'")


async def is_live(page: Page) -> None:
    await expect(page.locator(".freshness-live")).to_be_visible()
