"""The dashboard, a display and a door, open while what they hear from is killed or cut off: they say so, and heal."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import redis
from asgiref.sync import sync_to_async
from django.conf import settings as product
from playwright.async_api import Browser, Page, expect

from checkin.models import Event, Registrant, User
from checkin.services.recount import recount
from tests.browser.conftest import PHONE, in_session, set_cookie
from tests.live_clients import Serve, bearer
from tests.making import make_registrant, scan, scan_body
from tests.servers import RedisServer, free_port

NOTICED_WITHIN = 25  # seconds: "a stale feed is visible"
HEALED_WITHIN = 60
WITHOUT_REDIS = 5  # seconds until a page has what no Redis told it
pytestmark = pytest.mark.alone


@dataclass
class House:
    """A server and a Redis of the test's own, at addresses that stay."""

    redis: RedisServer
    folder: Path
    running: ExitStack
    port: int = field(default_factory=free_port)

    def open(self) -> None:
        log = self.folder / f"{time.monotonic_ns()}.log"
        serve = Serve(log, "--port", str(self.port), REDIS_URL=self.redis.url)
        self.server = self.running.enter_context(serve)


@pytest.fixture
def house(purged: None, tmp_path: Path) -> Iterator[House]:
    with RedisServer() as redis, ExitStack() as running:
        house = House(redis, tmp_path, running)
        house.open()
        yield house


@dataclass
class Screens:
    dashboard: Page
    kiosk: Page
    door: Page

    def all(self) -> tuple[Page, ...]:
        return (self.dashboard, self.kiosk, self.door)

    async def show(self, number: int, within: float = HEALED_WITHIN) -> str:
        """Waits until all of them show so many, and tells after how many seconds each did."""
        metric = self.dashboard.locator(".metric", has_text="Checked in").locator(".metric-value")
        return await self._times(
            expect(metric).to_have_text(str(number), timeout=within * 1000),
            expect(self.kiosk.locator(".kiosk-hero-value")).to_have_text(str(number), timeout=within * 1000),
            expect(self.door.locator(".area-count")).to_contain_text(f"{number} in", timeout=within * 1000),
        )

    async def notice(self) -> str:
        within = NOTICED_WITHIN * 1000
        return await self._times(
            *(
                expect(page.locator(".freshness-live")).to_be_hidden(timeout=within)
                for page in self.all()[:2]
            ),
            expect(self.door.locator(".door-pill")).to_contain_text("Offline", timeout=within),
        )

    async def are_live(self) -> None:
        for page in self.all()[:2]:
            await expect(page.locator(".freshness-live")).to_be_visible(timeout=HEALED_WITHIN * 1000)
        await expect(self.door.locator(".door-pill")).to_have_text("Live", timeout=HEALED_WITHIN * 1000)

    async def cut_off(self, is_cut_off: bool) -> None:
        for page in self.all():
            await page.context.set_offline(is_cut_off)

    async def _times(self, *waits: Awaitable[None]) -> str:
        began = time.monotonic()

        async def timed(wait: Awaitable[None]) -> float:
            await wait
            return time.monotonic() - began

        seconds = await asyncio.gather(*(timed(wait) for wait in waits))
        names = ("dashboard", "display", "door")
        return ", ".join(f"{name} {took:.1f} s" for name, took in zip(names, seconds, strict=True))


@in_session
async def screens(
    browser: Browser, house: House, organiser_session: str, kiosk_token: str, door_session: str
) -> AsyncIterator[Screens]:
    async def opened(path: str, cookie: str, value: str) -> Page:
        context = await browser.new_context(base_url=house.server.url, viewport=PHONE)
        await set_cookie(context, cookie, value)
        page = await context.new_page()
        await page.goto(path)
        return page

    screens = Screens(
        await opened("/o/expo/live", product.SESSION_COOKIE_NAME, organiser_session),
        await opened("/k/", product.DEVICE_COOKIE, kiosk_token),
        await opened("/d/expo/scan", product.SESSION_COOKIE_NAME, door_session),
    )
    yield screens
    for page in screens.all():
        await page.context.close()


@dataclass
class Arrivals:
    event: Event
    guests: list[Registrant]
    house: House
    headers: dict[str, str]

    def unheard(self) -> None:
        """Somebody comes, and only the database hears of it."""
        scan(self.event, self.guests.pop().code)

    async def over_rest(self) -> None:
        body = await sync_to_async(scan_body)(self.event, self.guests.pop().code)
        async with httpx.AsyncClient(base_url=self.house.server.url, headers=self.headers) as client:
            answer = await client.post("/api/v1/events/expo/scans/", json=body, timeout=30)
        assert answer.json()["outcome"] == "admitted", answer.text


@pytest.fixture
def arrivals(event: Event, house: House, organiser: User) -> Arrivals:
    guests = [make_registrant(event, f"Guest {nth}", code=f"GUEST-{nth}") for nth in range(4)]
    return Arrivals(event, guests, house, bearer(organiser))


Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def tell(what: str) -> None:
        with capsys.disabled():
            print(f"\n{what}")  # noqa: T201 - the figures are what it is for

    return tell


async def ready(screens: Screens, arrivals: Arrivals) -> None:
    await arrivals.over_rest()
    await screens.show(1)
    await screens.are_live()


async def right_again(screens: Screens, arrivals: Arrivals, say: Say, what: str) -> None:
    """They have what came meanwhile, and what comes now."""
    say(f"{what} again, right after: {await screens.show(2)}")
    await screens.are_live()
    await arrivals.over_rest()
    say(f"the next scan shows after: {await screens.show(3)}")
    assert await sync_to_async(recount)(arrivals.event.pk) == []


async def test_a_server_that_is_killed_and_started_again(
    house: House, screens: Screens, arrivals: Arrivals, say: Say
) -> None:
    await ready(screens, arrivals)
    house.server.process.kill()
    say(f"server killed, noticed after: {await screens.notice()}")
    await sync_to_async(arrivals.unheard)()
    await asyncio.to_thread(house.open)
    await right_again(screens, arrivals, say, "server up")


async def test_a_network_that_is_gone_for_a_while(screens: Screens, arrivals: Arrivals, say: Say) -> None:
    await ready(screens, arrivals)
    await screens.cut_off(True)
    say(f"network cut, noticed after: {await screens.notice()}")
    await sync_to_async(arrivals.unheard)()
    await screens.cut_off(False)
    await right_again(screens, arrivals, say, "network back")


def listens_again(server: RedisServer) -> None:
    """The screens' side hears of scans by Redis again, not only by looking."""
    deadline = time.monotonic() + HEALED_WITHIN
    with redis.Redis.from_url(server.url) as client:
        while not client.pubsub_channels():
            assert time.monotonic() < deadline, "nobody listens"
            time.sleep(0.1)


async def test_a_redis_that_is_killed_and_comes_back_empty(
    house: House, screens: Screens, arrivals: Arrivals, say: Say
) -> None:
    await ready(screens, arrivals)
    house.redis.kill()
    await arrivals.over_rest()
    say(f"without Redis, a scan shows after: {await screens.show(2, WITHOUT_REDIS)}")
    await asyncio.to_thread(house.redis.start)
    await asyncio.to_thread(listens_again, house.redis)
    await right_again(screens, arrivals, say, "Redis back")
