"""The list on the device follows what happens elsewhere, and strict doors ask the server before they decide."""

import asyncio
import re
import time
import uuid
from collections.abc import AsyncIterator

import httpx
import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from checkin.models import Conflict, Event, Gate, Registrant, User
from checkin.services.events import change_event
from tests.browser.cards import HELD
from tests.browser.conftest import PHONE, in_session, sign_in
from tests.browser.door_pages import to
from tests.browser.waiting_scans import ANY_SCANS, comes_to, outcomes, ready_door, says
from tests.live_clients import Serve, bearer
from tests.making import gate_of, make_registrant, other_gate
from tests.making import scan as make_scan

WITHIN_MS = 10_000  # news of elsewhere; the device asks by itself each half minute only
CHANGES = re.compile("/api/v1/events/expo/roster/.*since=")


@pytest.fixture
def guests(event: Event) -> list[Registrant]:
    return [make_registrant(event, f"Guest {nth:02}", code=f"GUEST-{nth:03}") for nth in range(3)]


@pytest.fixture
def gate(event: Event) -> Gate:
    return gate_of(event)


@pytest.fixture
def side_door(event: Event) -> Gate:
    return other_gate(event)


@in_session
async def office(organiser: User, serve: Serve) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who changes the list elsewhere."""
    headers = await sync_to_async(bearer)(organiser)
    async with httpx.AsyncClient(base_url=f"{serve.url}/api/v1/events/expo/", headers=headers) as client:
        yield client


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


async def hears_of(door: Page, name: str, news: str | re.Pattern[str]) -> None:
    """Until the device itself finds it: an answer on its way may be of a moment before."""
    await to(door, "Search")
    await door.get_by_label("Name or company").fill(name)
    await expect(door.locator(".result")).to_contain_text(news, timeout=WITHIN_MS)
    await to(door, "Scan")


# -- the list follows -------------------------------------------------------------------------------------------------


async def test_a_walk_in_of_another_door_is_known_within_seconds(
    door: Page, gate: Gate, office: httpx.AsyncClient
) -> None:
    scanner = await ready_door(door, gate)
    body = {"name": "Ines Novak", "company": "Pelagic", "gate": gate.pk, "idempotency_key": str(uuid.uuid4())}
    answer = await office.post("walk-ins/", json=body)
    assert answer.status_code == 201, answer.text
    await hears_of(door, "ines", re.compile(r"in \d\d:\d\d"))
    await door.context.set_offline(True)
    code = (await Registrant.objects.aget(name="Ines Novak")).code
    await scanner.scan(code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Already in")
    await expect(door.get_by_label("Verdict")).to_contain_text("by Olga")


async def test_a_guest_who_was_cancelled_elsewhere_is_refused_offline(
    door: Page, gate: Gate, guests: list[Registrant], office: httpx.AsyncClient
) -> None:
    scanner = await ready_door(door, gate)
    answer = await office.post(f"registrants/{guests[1].pk}/status/", json={"status": "cancelled"})
    assert answer.status_code == 200, answer.text
    await hears_of(door, guests[1].name, "cancelled")
    await door.context.set_offline(True)
    await scanner.scan(guests[1].code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Cancelled")
    await scanner.scan(guests[0].code)  # the others are let in as before
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")


async def test_a_scan_of_another_door_is_known_offline_afterwards(
    door: Page, event: Event, gate: Gate, side_door: Gate, guests: list[Registrant]
) -> None:
    scanner = await ready_door(door, gate)
    await sync_to_async(make_scan)(event, guests[0].code, gate=side_door)
    await hears_of(door, guests[0].name, re.compile(r"in \d\d:\d\d"))
    await door.context.set_offline(True)
    await scanner.scan(guests[0].code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Already in")
    await expect(door.get_by_label("Verdict")).to_contain_text("Side door")


# -- strict doors -----------------------------------------------------------------------------------------------------


@pytest.fixture
def strict(event: Event, organiser: User) -> None:
    change_event(event=event, fields={"strict_doors": True})


async def hold_the_news(door: Page) -> None:
    """The device hears no more of what changes, and does not know that."""

    async def never_answer(route: Route) -> None:
        pass

    await door.route(CHANGES, never_answer)


@pytest.mark.usefixtures("strict")
async def test_a_strict_door_takes_the_servers_word_before_it_shows_its_own(
    door: Page, event: Event, gate: Gate, side_door: Gate, guests: list[Registrant]
) -> None:
    await door.add_init_script(HELD)  # it waits for the server for as long as this machine takes
    await door.reload()
    scanner = await ready_door(door, gate)
    await hold_the_news(door)
    await sync_to_async(make_scan)(event, guests[0].code, gate=side_door)
    await scanner.scan(guests[0].code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Already in")
    assert await Conflict.objects.acount() == 0


async def test_a_door_that_is_not_strict_shows_its_own_word_and_is_contradicted(
    door: Page, event: Event, gate: Gate, side_door: Gate, guests: list[Registrant]
) -> None:
    """The control of the test above."""
    scanner = await ready_door(door, gate)
    await hold_the_news(door)
    await sync_to_async(make_scan)(event, guests[0].code, gate=side_door)
    await scanner.scan(guests[0].code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Was let in, but")
    assert await Conflict.objects.acount() == 1


@pytest.mark.alone
@pytest.mark.usefixtures("strict")
async def test_a_strict_door_without_an_answer_decides_after_a_second(
    door: Page, gate: Gate, guests: list[Registrant]
) -> None:
    scanner = await ready_door(door, gate)
    answering = asyncio.Event()

    async def be_slow(route: Route) -> None:
        await answering.wait()
        await route.continue_()

    await door.route(ANY_SCANS, be_slow)
    await scanner.scan(guests[0].code)
    card = door.get_by_label("Verdict")
    await expect(card).to_contain_text("Checking")
    await expect(card).to_contain_text("Checked in", timeout=3_000)
    await expect(card).to_contain_text("Saved on this phone, will sync")
    answering.set()
    await comes_to(lambda: outcomes(gate), {"admitted": 1})
    await says(door, "Live")


@pytest.mark.usefixtures("strict")
async def test_a_strict_door_decides_at_once_where_there_is_no_network(
    door: Page, gate: Gate, guests: list[Registrant]
) -> None:
    scanner = await ready_door(door, gate)
    await door.context.set_offline(True)
    await door.evaluate("window.dispatchEvent(new Event('focus'))")  # it looks, and finds out
    await says(door, "Offline")
    await door.clock.install()
    await door.clock.pause_at(time.time() + 10)  # nothing that takes time happens any more
    await scanner.scan(guests[0].code)
    card = door.get_by_label("Verdict")
    await expect(card).to_contain_text("Checked in")
    await expect(card).to_contain_text("Saved on this phone, will sync")
    await scanner.scan(guests[0].code)
    await expect(card).to_contain_text("You just scanned this")
