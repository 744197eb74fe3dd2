"""What goes wrong between a door and its server, or on the device: it is noticed, said, and no scan is lost."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.conf import global_settings
from playwright.async_api import Browser, BrowserContext, CDPSession, Page, WebSocket, expect
from pytest_django import Settings

from checkin.models import Event, Gate, Registrant, User
from checkin.services.recount import recount
from tests.browser.conftest import PHONE, in_session, session_of, sign_in
from tests.browser.door_pages import to
from tests.browser.test_login import sign_in as log_in
from tests.browser.waiting_scans import (
    all_answered,
    comes_to,
    keys_at,
    outcomes,
    read_until,
    ready_door,
    says,
    stored,
)
from tests.live_clients import Serve
from tests.making import gate_of, make_registrant
from tests.making import scan as make_scan
from tests.servers import free_port

NOTICED_WITHIN = 25  # seconds
FULL = "The storage of this device is full."
PASSWORD = "correct horse battery staple"


@pytest.fixture
def guests(event: Event) -> list[Registrant]:
    return [make_registrant(event, f"Guest {nth:02}", code=f"GUEST-{nth:03}") for nth in range(40)]


@pytest.fixture
def gate(event: Event) -> Gate:
    return gate_of(event)


@in_session
async def door_context(browser: Browser, serve: Serve, door_session: str) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(base_url=serve.url, viewport=PHONE)
    await sign_in(context, door_session)
    yield context
    await context.close()


@in_session
async def door(door_context: BrowserContext, guests: list[Registrant]) -> Page:
    page = await door_context.new_page()
    await page.goto("/d/expo/scan")
    return page


# -- a link that is dead and does not say so --------------------------------------------------------------------------


async def test_a_socket_that_is_open_but_silent_is_noticed_and_heals(
    browser: Browser,
    door_context: BrowserContext,
    door: Page,
    event: Event,
    guests: list[Registrant],
    gate: Gate,
    door_session: str,
) -> None:
    witness = await browser.new_context()  # another device, whose link is in order
    await sign_in(witness, door_session)
    other = await witness.new_page()
    await other.goto(door.url)
    await says(other, "Live")
    sockets: list[WebSocket] = []

    def note(socket: WebSocket) -> None:
        sockets.append(socket)

    door.on("websocket", note)
    await door.reload()
    await ready_door(door, gate)
    await says(door, "Live")

    await door_context.set_offline(True)
    began = time.monotonic()
    await expect(door.locator(".door-pill")).to_have_text("Offline", timeout=NOTICED_WITHIN * 1000)
    assert time.monotonic() - began < NOTICED_WITHIN
    assert not sockets[-1].is_closed()
    await says(other, "Live")

    await door_context.set_offline(False)
    await says(door, "Live")
    await sync_to_async(make_scan)(event, guests[0].code)
    await expect(door.get_by_text("1 inside")).to_be_visible()
    await witness.close()


# -- a server that is gone for a while --------------------------------------------------------------------------------

StartServer = Callable[[], Serve]


@pytest.fixture
def start_server(purged: None, tmp_path: Path) -> Iterator[StartServer]:
    """Starts a server of the test's own, and again at the same address."""
    port = free_port()
    with ExitStack() as running:

        def start() -> Serve:
            log = tmp_path / f"{time.monotonic_ns()}.log"
            return running.enter_context(Serve(log, "--port", str(port)))

        yield start


async def test_the_door_scans_on_while_the_server_is_killed_and_started_again(
    browser: Browser,
    start_server: StartServer,
    event: Event,
    guests: list[Registrant],
    gate: Gate,
    door_session: str,
) -> None:
    server = start_server()
    context = await browser.new_context(base_url=server.url, viewport=PHONE)
    await sign_in(context, door_session)
    door = await context.new_page()
    await door.goto("/d/expo/scan")
    scanner = await ready_door(door, gate)
    scanning = asyncio.create_task(scanner.scan_all([guest.code for guest in guests], each_seconds=0.2))

    assert await read_until(lambda: keys_at(gate), bool)
    server.process.kill()
    await expect(door.locator(".pill-offline")).to_contain_text("waiting")
    await asyncio.to_thread(start_server)
    await scanning
    keys = await stored(door, 40)
    await says(door, "Live")
    await comes_to(lambda: keys_at(gate), Counter(keys))
    await comes_to(lambda: outcomes(gate), {"admitted": 40})
    assert await sync_to_async(recount)(event.pk) == []
    await to(door, "Recent")
    await all_answered(door, 40)
    await context.close()


# -- whoever scanned is not signed in any more ------------------------------------------------------------------------


@pytest.fixture
def known_password(settings: Settings, door_staff: User) -> User:
    """The server checks it by another hash than the tests' quick one."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    door_staff.set_password(PASSWORD)
    door_staff.save()
    return door_staff


async def test_a_queue_waits_for_a_sign_in_in_another_tab(
    known_password: User,
    door_context: BrowserContext,
    door: Page,
    guests: list[Registrant],
    gate: Gate,
) -> None:
    await sign_in(door_context, await sync_to_async(session_of)(known_password))
    await door.reload()
    scanner = await ready_door(door, gate)
    await door_context.clear_cookies(name="sessionid")
    await scanner.scan_all([guest.code for guest in guests[:3]])
    await says(door, "Sign in to send 3")
    keys = await stored(door, 3)

    async with door_context.expect_page() as opened:
        await door.get_by_role("link", name="Sign in to send 3").click()
    login = await opened.value
    await log_in(login, known_password.email, PASSWORD)
    await login.wait_for_url("**/d/expo/scan")
    await door.bring_to_front()
    await door.evaluate(
        "window.dispatchEvent(new Event('focus'))"
    )  # a test's tabs all believe to be in front
    await says(door, "Live")
    await comes_to(lambda: keys_at(gate), Counter(keys))
    await to(door, "Recent")
    await all_answered(door, 3)


async def test_what_somebody_left_behind_is_sent_as_nobody_else(
    door_context: BrowserContext,
    door: Page,
    guests: list[Registrant],
    gate: Gate,
    door_session: str,
    organiser_session: str,
) -> None:
    scanner = await ready_door(door, gate)
    await door_context.set_offline(True)
    await scanner.scan_all([guest.code for guest in guests[:3]])
    keys = await stored(door, 3)
    await door.close()
    await sign_in(door_context, organiser_session)
    await door_context.set_offline(False)

    other = await door_context.new_page()
    await other.goto("/d/expo/scan")
    await expect(other.get_by_text("3 scans of whoever was signed in here before")).to_be_visible()
    await (await ready_door(other, gate)).scan(guests[9].code)
    await comes_to(lambda: outcomes(gate), {"admitted": 1})
    own = await keys_at(gate)
    await sign_in(door_context, door_session)
    await other.reload()
    await comes_to(lambda: keys_at(gate), own + Counter(keys))
    await says(other, "Live")
    await to(other, "Recent")
    await all_answered(other, 3)


# -- a disk that is full ----------------------------------------------------------------------------------------------


@dataclass
class Disk:
    """What the browser lets the pages of this origin store."""

    wire: CDPSession
    origin: str

    async def fill(self) -> None:
        """Before the first page is open: Chromium looks at the quota twice a minute at most while there is room."""
        await self.wire.send("Storage.overrideQuotaForOrigin", {"origin": self.origin, "quotaSize": 1})

    async def make_room(self) -> None:
        await self.wire.send("Storage.overrideQuotaForOrigin", {"origin": self.origin})


@in_session
async def disk(door_context: BrowserContext, serve: Serve) -> Disk:
    page = await door_context.new_page()
    return Disk(await door_context.new_cdp_session(page), serve.url)


async def test_a_full_disk_is_said_and_what_the_page_holds_is_sent(
    disk: Disk, door_context: BrowserContext, guests: list[Registrant], gate: Gate
) -> None:
    await disk.fill()
    door = await door_context.new_page()
    await door.goto("/d/expo/scan")
    scanner = await ready_door(door, gate)
    await door_context.set_offline(True)
    await scanner.scan_all([guest.code for guest in guests[:4]])
    await says(door, "Offline 4 waiting")
    await expect(door.get_by_text(FULL)).to_be_visible()
    await to(door, "Recent")
    await expect(door.get_by_text("This phone cannot store it")).to_have_count(4)
    assert await stored(door, 0) == []

    await door_context.set_offline(False)
    await says(door, "Live")
    await comes_to(lambda: outcomes(gate), {"admitted": 4})
    await all_answered(door, 4)


async def test_a_disk_that_has_room_again_takes_what_the_page_held(
    disk: Disk, door_context: BrowserContext, guests: list[Registrant], gate: Gate
) -> None:
    await disk.fill()
    door = await door_context.new_page()
    await door.goto("/d/expo/scan")
    scanner = await ready_door(door, gate)
    await door_context.set_offline(True)
    await scanner.scan_all([guest.code for guest in guests[:3]])
    await expect(door.get_by_text(FULL)).to_be_visible()
    await disk.make_room()
    await scanner.scan(guests[3].code)
    keys = await stored(door, 4)
    await expect(door.get_by_text(FULL)).to_have_count(0)

    await door_context.set_offline(False)
    await says(door, "Live")
    await comes_to(lambda: keys_at(gate), Counter(keys))
