"""A server on the database of the test, and pages in a real Chromium that look at it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
import pytest_asyncio
import redis
from asgiref.sync import sync_to_async
from django.conf import settings as product
from django.db import connections
from django.test import Client
from django.utils import timezone
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    async_playwright,
    expect,
)

from checkin.choices import DeviceKind, Role
from checkin.models import Event, Registrant, User
from checkin.services.devices import create_device, pair_device
from checkin.services.events import add_member
from tests.browser.hardware_scanner import HardwareScanner
from tests.live_clients import Serve
from tests.making import make_event, make_registrant

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
# As on plain http. What a service worker passes on is not always seen by whoever holds up the requests of a page.
NO_WORKER = "delete Navigator.prototype.serviceWorker\n"

OpenPage = Callable[..., Awaitable[Page]]
SCANNERS: WeakKeyDictionary[Page, HardwareScanner] = WeakKeyDictionary()

# Every test and fixture here shares one event loop, and so one Chromium: each start of it takes a second.
in_session = pytest_asyncio.fixture(loop_scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


expect.set_options(timeout=15_000)  # pages look again every few seconds, and two busy processors are slow


@pytest.fixture(scope="session")
def running_serve(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    with Serve(tmp_path_factory.mktemp("serve") / "log") as server:
        yield server


@pytest.fixture
def serve(running_serve: Serve, purged: None) -> Serve:
    """The one server of all these tests; what a test puts into its database is gone with the test."""
    return running_serve


@pytest.fixture(autouse=True)
def forgotten_tries() -> None:
    """The server counts tries by address, and every test has the same one."""
    for url in product.REDIS_URLS:
        with redis.Redis.from_url(url) as counters:
            for key in counters.scan_iter("limit:*"):
                counters.delete(key)


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def no_open_connections() -> AsyncIterator[None]:
    """A test that asks the database itself does so in a thread, whose connection would outlive the test."""
    yield
    await sync_to_async(connections.close_all)()


@pytest.fixture
def event(organiser: User) -> Event:
    """Going on now: doors forget the list of an event that has been over for two days."""
    now = timezone.now()
    return make_event(organiser, starts_at=now - timedelta(hours=2), ends_at=now + timedelta(hours=8))


@pytest.fixture
def scanner_code(event: Event) -> str:
    """Pairs a scanner."""
    return create_device(event=event, fields={"kind": DeviceKind.SCANNER, "name": "North door"}).code


@pytest.fixture
def kiosk_code(event: Event) -> str:
    return create_device(event=event, fields={"kind": DeviceKind.KIOSK, "name": "Hall 2"}).code


@pytest.fixture
def scanner_token(scanner_code: str) -> str:
    """The token of a scanner that is paired."""
    return pair_device(scanner_code)[1]


@pytest.fixture
def kiosk_token(kiosk_code: str) -> str:
    return pair_device(kiosk_code)[1]


@pytest.fixture
def guest(event: Event) -> Registrant:
    return make_registrant(event, "Zoë Müller", company="Nordwind Robotics", code="ZOE-0042")


@pytest.fixture
def door_staff(event: Event) -> User:
    user = User.objects.create_user("kim@example.org", "a long password", name="Kim")
    add_member(event=event, email=user.email, role=Role.DOOR)
    return user


@pytest.fixture
def organiser_session(organiser: User) -> str:
    return session_of(organiser)


@pytest.fixture
def door_session(door_staff: User) -> str:
    return session_of(door_staff)


@pytest.fixture
def stranger_session(db: None) -> str:
    return session_of(User.objects.create_user("sam@example.org", "a long password", name="Sam"))


@pytest.fixture
def crowd(event: Event) -> list[Registrant]:
    return [make_registrant(event, f"Person {number:03}") for number in range(120)]


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[product.SESSION_COOKIE_NAME].value


@pytest.fixture
def flags() -> list[str]:
    """What Chromium is started with; it has no camera."""
    return FLAGS


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def plain_browser(playwright: Playwright, chromium_path: Path) -> AsyncIterator[Browser]:
    """The one that most tests share: what a page keeps is its context's own."""
    chromium = await playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
    yield chromium
    await chromium.close()


@in_session
async def browser(
    playwright: Playwright, plain_browser: Browser, chromium_path: Path, flags: list[str]
) -> AsyncIterator[Browser]:
    is_shared = flags == FLAGS
    chromium = (
        plain_browser
        if is_shared
        else await playwright.chromium.launch(executable_path=chromium_path, args=flags)
    )
    yield chromium
    for context in chromium.contexts:
        await context.close()
    if not is_shared:
        await chromium.close()


@in_session
async def open_page(browser: Browser, serve: Serve) -> AsyncIterator[OpenPage]:
    """Opens a page of the server, as a user by a session or as a device by a token.

    An error in its scripts fails the test.
    """
    errors: list[str] = []
    contexts: list[BrowserContext] = []

    async def open_one(
        path: str,
        session: str | None = None,
        *,
        device: str | None = None,
        size: ViewportSize = DESKTOP,
        script: str = "",
        host: str = HOST,
        locale: str | None = None,
        zone: str | None = None,
    ) -> Page:
        url = serve.url.replace(HOST, host)
        context = await browser.new_context(base_url=url, viewport=size, locale=locale, timezone_id=zone)
        contexts.append(context)
        if script:
            await context.add_init_script(script)
        if session is not None:
            await set_cookie(context, product.SESSION_COOKIE_NAME, session, host)
        if device is not None:
            await set_cookie(context, product.DEVICE_COOKIE, device)
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: _note_violation(said.text, errors))
        await page.goto(path)
        return page

    yield open_one
    for context in contexts:  # doors send by themselves what they still have
        await context.close()
    assert not errors


async def sign_in(context: BrowserContext, session: str) -> None:
    await set_cookie(context, product.SESSION_COOKIE_NAME, session)


async def set_cookie(context: BrowserContext, name: str, value: str, host: str = HOST) -> None:
    await context.add_cookies([{"name": name, "value": value, "domain": host, "path": "/"}])


def _note_violation(text: str, errors: list[str]) -> None:
    if "Content Security Policy" in text:
        errors.append(text)


async def scan(door: Page, code: str) -> None:
    """Waits until the desk is there, then scans."""
    await door.get_by_label("Verdict").wait_for()
    await wedge(door, code)


async def wedge(page: Page, code: str) -> None:
    if page not in SCANNERS:
        SCANNERS[page] = await HardwareScanner.at(page)
    await SCANNERS[page].scan(code)
