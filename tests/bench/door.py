"""The door in a real browser: from a picture to the painted verdict, durable scans, the search, and a large list."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone
from playwright.async_api import Page, Playwright, async_playwright, expect

from checkin.choices import DeviceKind
from checkin.models import Scan
from checkin.services.devices import create_device, pair_device
from checkin.services.events import change_event
from tests.bench import filling
from tests.bench.door_probes import CAPTURED, PROBES, ROSTER_ON_THE_DISK, heap, throttle, verdicts
from tests.bench.filling import Filled
from tests.bench.results import Aim, Row, percentile
from tests.bench.stack import Process, Stack
from tests.browser.camera_feed import BLANK, CANVAS_CAMERA, camera_flags, qr, show, write_feed
from tests.browser.conftest import FLAGS, PHONE
from tests.browser.hardware_scanner import HardwareScanner
from tests.programs import find_chromium
from tests.servers import HOST

IN_VIEW, AWAY = 0.4, 0.2  # seconds of each code before the camera, and between two
CODES = 25
A_SECOND = 10  # scans of a hardware scanner
SLOW = 6  # times slower than this machine: a cheap phone, roughly
WORDS = ("person 12", "company 5", "pers 99", "comp pers")
PATIENCE_MS = 120_000
MEGABYTE = 1e6


@dataclass
class Door:
    """The door of one event on the server under test, and the token of its scanner."""

    server: Process
    filled: Filled
    token: str

    @property
    def path(self) -> str:
        return f"/d/{self.filled.event.slug}/scan"

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server.port}"

    def codes(self, first: int, number: int) -> list[str]:
        return [filling.code(self.filled.event.slug, n) for n in range(first, first + number)]


@dataclass
class Phones:
    """Browsers, each with a profile of its own on the disk: in a private window nothing would be written to one."""

    playwright: Playwright
    var: Path

    @asynccontextmanager
    async def page(self, door: Door, camera: Sequence[str] = (), script: str = "") -> AsyncIterator[Page]:
        """The page of a door on a new phone, with its list loaded."""
        with TemporaryDirectory(dir=self.var) as profile:
            context = await self.playwright.chromium.launch_persistent_context(
                profile,
                executable_path=find_chromium(),
                args=[*FLAGS, *camera],
                base_url=door.url,
                viewport=PHONE,
            )
            context.set_default_timeout(PATIENCE_MS)
            for each in (PROBES, script):
                await context.add_init_script(each)
            await context.add_cookies(
                [{"name": settings.DEVICE_COOKIE, "value": door.token, "url": door.url}]
            )
            page = context.pages[0]
            await page.goto(door.path)
            await page.wait_for_function("() => found.readyAt !== null")
            yield page
            await context.close()


@dataclass
class Found:
    """Milliseconds, but for what is named otherwise."""

    frame: list[list[float]] = field(default_factory=list)  # of each round
    stored: list[list[float]] = field(default_factory=list)
    held_up: list[float] = field(default_factory=list)
    typed: list[float] = field(default_factory=list)
    stored_fast: list[float] = field(default_factory=list)
    missed: int = 0
    searches: dict[int, list[float]] = field(default_factory=dict)  # by people
    growth: list[float] = field(default_factory=list)  # MB
    first: dict[int, list[float]] = field(default_factory=dict)
    warm: dict[int, list[float]] = field(default_factory=dict)
    warm_slow: dict[int, list[float]] = field(default_factory=dict)


def measure(stack: Stack, *, rounds: int, seconds: int, people: int, many: int) -> list[Row]:
    """Raises RuntimeError where the counters disagree with the log."""
    server = stack.daphne()
    small, crowd, large = (_door(server, size) for size in (1, people, many))
    found = asyncio.run(_all([small, crowd, large], stack.var, rounds, seconds))
    filling.check(crowd.filled.event)
    return rows(found, people, many, seconds * A_SECOND)


def _door(server: Process, size: int) -> Door:
    """Of an event that is going on: doors forget the list of one that is over."""
    filled = filling.fill(f"door-{size}", size)
    now = timezone.now()
    change_event(event=filled.event, fields={"starts_at": now, "ends_at": now + timedelta(hours=8)})
    fields = {"kind": DeviceKind.SCANNER, "name": "North door"}
    return Door(server, filled, pair_device(create_device(event=filled.event, fields=fields).code)[1])


async def _all(doors: list[Door], var: Path, rounds: int, seconds: int) -> Found:
    small, crowd, large = doors
    found = Found()
    feed = var / "feed.y4m"
    codes = crowd.codes(1, CODES)
    write_feed(feed, [shown for code in codes for shown in ((qr(code, 7), IN_VIEW), (BLANK, AWAY))])
    async with async_playwright() as playwright:
        phones = Phones(playwright, var)
        for _ in range(rounds):
            await before_the_camera(phones, crowd, feed, found)
        await held_up(phones, crowd, feed, found)
        await scan_fast(phones, crowd, found, seconds)
        for door in (crowd, large):
            await search(phones, door, found)
        for _ in range(rounds):
            async with phones.page(small) as page:
                alone = await heap(await page.context.new_cdp_session(page))
            await load(phones, crowd, found)
            found.growth.append((await load(phones, large, found) - alone) / MEGABYTE)
    return found


# -- from the picture to the verdict ----------------------------------------------------------------------------------


async def before_the_camera(phones: Phones, door: Door, feed: Path, found: Found) -> None:
    """The browser plays a file as its camera; each code's verdict is on the page before the next one comes."""
    async with phones.page(door, camera_flags(feed)) as page:
        await start_camera(page)
        await page.wait_for_function(f"() => found.verdicts.length >= {2 * CODES}")
        pictures = await page.evaluate(CAPTURED)
        found.frame.append([at - _latest(pictures, at) for at in await _times(page)])
        found.stored.append(await page.evaluate("found.enqueued"))


async def held_up(phones: Phones, door: Door, feed: Path, found: Found) -> None:
    """From the moment when a code is before the camera: it waits for the next picture, too."""
    async with phones.page(door, camera_flags(feed), CANVAS_CAMERA) as page:
        await start_camera(page)
        for nth, code in enumerate(door.codes(CODES + 1, CODES), 1):
            began = await show(page, qr(code, 7))
            await page.wait_for_function(f"() => found.verdicts.length >= {nth}")
            found.held_up.append((await _times(page))[-1] - began)


async def start_camera(page: Page) -> None:
    start = page.get_by_role("button", name="Start scanning")
    running = page.get_by_text("The camera is on")
    await expect(start.or_(running).first).to_be_attached(timeout=PATIENCE_MS)
    if await start.count():
        await start.click()
    await expect(running).to_be_attached(timeout=PATIENCE_MS)


async def _times(page: Page) -> list[float]:
    return [verdict.at for verdict in await verdicts(page)]


def _latest(pictures: list[tuple[float, float]], at: float) -> float:
    """When the picture was taken whose code was read last before that moment."""
    return max(captured for captured, result in pictures if result <= at)


# -- a hardware scanner that does not stop ----------------------------------------------------------------------------


async def scan_fast(phones: Phones, door: Door, found: Found, seconds: int) -> None:
    codes = door.codes(3 * CODES, seconds * A_SECOND)
    before = await Scan.objects.filter(event=door.filled.event).acount()
    async with phones.page(door) as page:
        await page.evaluate("""() => {
            found.entered = []
            const note = ({ key, timeStamp }) => key === 'Enter' && found.entered.push(timeStamp)
            window.addEventListener('keydown', note, { capture: true })
        }""")
        pace = 0.9 / A_SECOND / (len(codes[0]) + 1)
        scanner = await HardwareScanner.at(page, key_seconds=pace)
        await scanner.scan_all(codes, each_seconds=1 / A_SECOND)
        await page.wait_for_function(f"() => found.enqueued.length >= {len(codes)}")
        await expect(page.locator(".door-pill")).to_have_text("Live", timeout=PATIENCE_MS)
        entered = await page.evaluate("found.entered")
        painted = await _times(page)
        found.typed = [min(at for at in painted if at >= moment) - moment for moment in entered]
        found.stored_fast = await page.evaluate("found.enqueued")
    recorded = await Scan.objects.filter(event=door.filled.event).acount() - before
    found.missed = len(codes) - recorded


# -- a large list -----------------------------------------------------------------------------------------------------


async def search(phones: Phones, door: Door, found: Found) -> None:
    async with phones.page(door) as page:
        wire = await page.context.new_cdp_session(page)
        await page.get_by_role("link", name="Search").first.click()
        name = page.get_by_label("Name or company")
        await name.wait_for()
        await throttle(wire, SLOW)
        for words in WORDS:
            await name.fill("")
            await name.press_sequentially(words, delay=150)
            await expect(page.locator(".result").first).to_be_visible(timeout=PATIENCE_MS)
        found.searches[door.filled.people] = await page.evaluate("found.searches")


async def load(phones: Phones, door: Door, found: Found) -> float:
    """Starts with nothing, and then with what the disk has. Return the bytes that the page holds."""
    people = door.filled.people
    async with phones.page(door) as page:
        found.first.setdefault(people, []).append(await page.evaluate("found.readyAt"))
        wire = await page.context.new_cdp_session(page)
        await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not await page.evaluate(ROSTER_ON_THE_DISK, people):
                pass
        held = await heap(wire)
        for times, starts in ((1, found.warm), (SLOW, found.warm_slow)):
            await throttle(wire, times)
            await page.reload()
            await page.wait_for_function("() => found.readyAt !== null")
            starts.setdefault(people, []).append(await page.evaluate("found.readyAt"))
    return held


# -- what came of it --------------------------------------------------------------------------------------------------


def rows(found: Found, people: int, many: int, scans: int) -> list[Row]:
    return [
        *two("picture to painted verdict", found.frame, aim=at_most(100)),
        *two("code held up to painted verdict", [found.held_up]),
        *two("scan to the disk", found.stored, aim=at_most(20)),
        Row(f"scans missed of {scans:,}, {A_SECOND} a second", "", [found.missed], aim=at_most(0)),
        *two("the last of their keys to painted verdict", [found.typed]),
        *two("these scans to the disk", [found.stored_fast]),
        *(
            row
            for size in (people, many)
            for row in two(
                f"search among {size:,} people, {SLOW} × slower processor",
                [found.searches[size]],
                aim=at_most(50),
            )
        ),
        Row(f"memory for {many:,} people", "MB", found.growth, aim=at_most(30)),
        *(row for size in (people, many) for row in _starts(size, found)),
    ]


def two(name: str, rounds: list[list[float]], aim: Aim | None = None) -> list[Row]:
    return [
        Row(
            f"{name}, p50",
            "ms",
            [percentile(one, 0.5) for one in rounds],
            extra={"of": list(map(len, rounds))},
        ),
        Row(f"{name}, p95", "ms", [percentile(one, 0.95) for one in rounds], aim=aim),
    ]


def _starts(people: int, found: Found) -> list[Row]:
    return [
        Row(f"first start to ready, {people:,} people", "ms", found.first[people]),
        Row(f"warm start to ready, {people:,} people", "ms", found.warm[people]),
        Row(f"the same, {SLOW} × slower processor", "ms", found.warm_slow[people]),
    ]


def at_most(bound: float) -> Aim:
    return Aim(bound, at_least=False, of_ratio=False)
