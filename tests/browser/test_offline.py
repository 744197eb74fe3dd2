"""Scans without a network: none lost, none doubled, through a reload, a killed browser, a lost answer and two tabs."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as product
from playwright.async_api import Browser, BrowserContext, Page, Route, async_playwright, expect

from checkin.models import Conflict, Event, Gate, Registrant
from checkin.services.recount import recount
from tests.browser.conftest import PHONE, in_session, sign_in
from tests.browser.door_pages import to
from tests.browser.hardware_scanner import HardwareScanner
from tests.browser.own_browser import OwnBrowser
from tests.browser.test_offline_shell import in_charge
from tests.browser.waiting_scans import (
    ANY_SCANS,
    all_answered,
    comes_to,
    keys_at,
    keys_in,
    outcomes,
    ready_door,
    says,
    stored,
)
from tests.live_clients import Serve
from tests.making import gate_of, make_registrant, other_gate
from tests.making import scan as make_scan

FULL_STORAGE = """
const add = IDBObjectStore.prototype.add
IDBObjectStore.prototype.add = function (...values) {
    if (this.name === 'queue') throw new DOMException('full, says the test', 'QuotaExceededError')
    return add.apply(this, values)
}"""
NO_LOCKS = "delete Navigator.prototype.locks"


@pytest.fixture
def guests(event: Event) -> list[Registrant]:
    return [make_registrant(event, f"Guest {nth:02}", code=f"GUEST-{nth:03}") for nth in range(40)]


@pytest.fixture
def gate(event: Event) -> Gate:
    return gate_of(event)


@pytest.fixture
def side_door(event: Event) -> Gate:
    return other_gate(event)


StartBrowser = Callable[..., OwnBrowser]


@in_session
async def own_browser(
    serve: Serve, chromium_path: Path, door_session: str, tmp_path: Path
) -> AsyncIterator[StartBrowser]:
    started: list[OwnBrowser] = []
    async with async_playwright() as playwright:

        def make(script: str = "") -> OwnBrowser:
            cookies = {product.SESSION_COOKIE_NAME: door_session}
            profile = tmp_path / f"profile-{len(started)}"
            started.append(OwnBrowser(playwright, chromium_path, profile, serve.url, script, cookies))
            return started[-1]

        yield make
        for browser in started:
            with suppress(Exception):
                await browser.context.close()


@in_session
async def door_context(browser: Browser, serve: Serve, door_session: str) -> BrowserContext:
    context = await browser.new_context(base_url=serve.url, viewport=PHONE)
    await sign_in(context, door_session)
    return context


# -- the whole way ----------------------------------------------------------------------------------------------------


async def test_fifty_scans_survive_a_reload_and_a_killed_browser_and_each_is_answered_once(
    own_browser: StartBrowser, event: Event, guests: list[Registrant], gate: Gate, side_door: Gate
) -> None:
    codes = [guest.code for guest in guests]
    before_reload = [*codes[:20], *codes[:5]]  # five of them twice
    after_reload = [*codes[20:], *codes[5:10]]
    device = own_browser()
    await device.start()
    door = await in_charge(await device.page("/d/expo/scan"))
    scanner = await ready_door(door, gate)

    await device.context.set_offline(True)
    for code in codes[30:35]:  # meanwhile, at another door
        await sync_to_async(make_scan)(event, code, gate=side_door)
    await scanner.scan_all(before_reload)
    await says(door, "Offline 25 waiting")
    await door.reload()
    await says(door, "Offline 25 waiting")
    await scanner.scan_all(after_reload)
    await says(door, "Offline 50 waiting")
    keys = await stored(door, 50)
    await device.kill()

    await device.start(offline=True)
    door = await device.page("/d/expo/scan")
    await says(door, "Offline 50 waiting")
    assert await stored(door, 50) == keys
    assert await keys_at(gate) == Counter()
    await device.context.set_offline(False)
    await says(door, "Live")

    await comes_to(lambda: keys_at(gate), Counter(keys))
    assert len(keys) == 50
    await comes_to(lambda: outcomes(gate), {"admitted": 35, "refused": 15})
    assert await sync_to_async(recount)(event.pk) == []
    await expect_conflicts(door, guests[30:35])
    await to(door, "Recent")
    await all_answered(door, 50)


async def expect_conflicts(door: Page, people: list[Registrant]) -> None:
    """The card says what the server contradicted, and the last scans have a card of each conflict."""
    assert await Conflict.objects.acount() == len(people)
    card = door.get_by_label("Verdict")
    await expect(card).to_contain_text("Was let in, but")
    await to(door, "Recent")
    conflicts = door.get_by_role("article")
    await expect(conflicts).to_have_count(len(people))
    for person in people:
        await expect(conflicts.filter(has_text=person.name)).to_contain_text("Side door")
    await to(door, "Scan")


async def test_without_its_storage_the_door_says_so_and_a_killed_browser_loses_scans(
    own_browser: StartBrowser, guests: list[Registrant], gate: Gate
) -> None:
    """The control of the test above: what saves the scans there is what the device has stored."""
    device = own_browser(FULL_STORAGE)
    await device.start()
    door = await in_charge(await device.page("/d/expo/scan"))
    scanner = await ready_door(door, gate)
    await device.context.set_offline(True)
    await scanner.scan_all([guest.code for guest in guests[:3]])
    await says(door, "Offline 3 waiting")
    await expect(door.get_by_text("The storage of this device is full.")).to_be_visible()
    await device.kill()

    await device.start(offline=True)
    door = await device.page("/d/expo/scan")
    await says(door, "Offline")
    await device.context.set_offline(False)
    await says(door, "Live")
    assert await keys_at(gate) == Counter()


async def test_each_card_is_of_the_scan_just_made_when_the_page_was_looked_at_again(
    door_context: BrowserContext, guests: list[Registrant], gate: Gate
) -> None:
    """Then who we are has to be asked again, nothing is sent, and the card hears of its scan alone."""
    door = await door_context.new_page()
    await door.goto("/d/expo/scan")
    scanner = await ready_door(door, gate)
    await door_context.set_offline(True)
    await door.evaluate("window.dispatchEvent(new Event('focus'))")
    await says(door, "Offline")
    for guest in guests[:3]:
        await scanner.scan(guest.code)
        await expect(door.get_by_label("Verdict")).to_contain_text(guest.name)
        await expect(door.locator("[aria-live=assertive]")).to_contain_text(guest.name)


# -- an answer that does not arrive -----------------------------------------------------------------------------------


async def test_a_batch_whose_answer_is_lost_goes_again_with_the_same_keys_and_counts_once(
    door_context: BrowserContext, event: Event, guests: list[Registrant], gate: Gate
) -> None:
    door = await door_context.new_page()
    await door.goto("/d/expo/scan")
    scanner = await ready_door(door, gate)
    sent: list[list[str]] = []

    async def lose_the_first(route: Route) -> None:
        sent.append(keys_in(route))
        answer = await route.fetch()
        await (route.abort() if len(sent) == 1 else route.fulfill(response=answer))

    await door_context.set_offline(True)
    await scanner.scan_all([guest.code for guest in guests[:8]])
    await says(door, "Offline 8 waiting")
    await stored(door, 8)
    await door_context.route(ANY_SCANS, lose_the_first)
    await door_context.set_offline(False)
    await says(door, "Live")

    assert len(sent[0]) == 8
    assert sent[1] == sent[0]
    await comes_to(lambda: keys_at(gate), Counter(sent[0]))
    await comes_to(lambda: outcomes(gate), {"admitted": 8})
    assert await sync_to_async(recount)(event.pk) == []
    await to(door, "Recent")
    await all_answered(door, 8)


# -- two tabs ---------------------------------------------------------------------------------------------------------


async def scan_in_two_tabs(context: BrowserContext, guests: list[Registrant], gate: Gate) -> list[Page]:
    """Six scans in one tab, four in the other, all of them waiting."""
    tabs = []
    await context.set_offline(False)
    for number in range(2):
        tabs.append(await context.new_page())
        await tabs[number].goto("/d/expo/scan")
        await ready_door(tabs[number], gate)
    await context.set_offline(True)
    for tab, people in zip(tabs, (guests[:6], guests[6:10]), strict=True):
        await tab.bring_to_front()
        await (await HardwareScanner.at(tab)).scan_all([guest.code for guest in people])
    for tab in tabs:
        await says(tab, "Offline 10 waiting")
    return tabs


class HeldBack:
    """Requests with scans, the first of which are not answered before another tab has had every chance to send, too."""

    def __init__(self, patience: float) -> None:
        self.keys: Counter[str] = Counter()
        self._other = asyncio.Event()
        self._tabs: set[Page] = set()
        self._patience = patience

    async def __call__(self, route: Route) -> None:
        self.keys.update(keys_in(route))
        self._tabs.add(route.request.frame.page)
        if len(self._tabs) == 2:
            self._other.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._other.wait(), self._patience)
        self._other.set()
        await route.continue_()


async def test_of_two_tabs_one_sends_each_scan_and_both_show_the_answers(
    door_context: BrowserContext, guests: list[Registrant], gate: Gate
) -> None:
    tabs = await scan_in_two_tabs(door_context, guests, gate)
    held = HeldBack(patience=3)
    await door_context.route(ANY_SCANS, held)
    await door_context.set_offline(False)
    for tab in tabs:
        await says(tab, "Live")
        await to(tab, "Recent")
        await all_answered(tab, 10)
    assert set(held.keys.values()) == {1}
    await comes_to(lambda: keys_at(gate), held.keys)


async def test_without_locks_between_tabs_scans_go_twice_and_count_once(
    door_context: BrowserContext, guests: list[Registrant], gate: Gate
) -> None:
    """The control of the test above, and what browsers without locks do: the keys make it harmless."""
    await door_context.add_init_script(NO_LOCKS)
    tabs = await scan_in_two_tabs(door_context, guests, gate)
    held = HeldBack(patience=5)
    await door_context.route(ANY_SCANS, held)
    await door_context.set_offline(False)
    for tab in tabs:
        await says(tab, "Live")
    assert max(held.keys.values()) == 2
    await comes_to(lambda: keys_at(gate), Counter(held.keys.keys()))
