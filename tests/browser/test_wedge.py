"""Hardware scanners that type like keyboards: wherever the focus is, on any layout, and as fast as they come."""

from collections.abc import AsyncIterator, Mapping

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as product
from playwright.async_api import Browser, BrowserContext, Page, expect

from checkin.models import Event, Gate, Registrant
from checkin.services.recount import recount
from tests.browser.conftest import PHONE, in_session, set_cookie
from tests.browser.door_pages import to
from tests.browser.hardware_scanner import DVORAK, FRENCH, GERMAN, HardwareScanner
from tests.browser.waiting_scans import comes_to, keys_at, outcomes, ready_door, says
from tests.live_clients import Serve
from tests.making import gate_of, make_registrant

A_SECOND = 10  # scans
SECONDS = 20  # a whole minute of it is in `make bench`

NOTE_WHAT_IS_TYPED = """() => {
    window.typed = []
    document.addEventListener('input', ({ target }) => typed.push(target.value))
}"""


@pytest.fixture
def guests(event: Event) -> list[Registrant]:
    return [
        make_registrant(event, "Guest Anna", code="TZY-0123"),
        make_registrant(event, "Guest Bo", code="AMQ-4567"),
    ]


@pytest.fixture
def gate(event: Event) -> Gate:
    return gate_of(event)


@in_session
async def door_context(browser: Browser, serve: Serve, scanner_token: str) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(base_url=serve.url, viewport=PHONE)
    await set_cookie(context, product.DEVICE_COOKIE, scanner_token)
    yield context
    await context.close()


@in_session
async def door(door_context: BrowserContext, guests: list[Registrant]) -> Page:
    page = await door_context.new_page()
    await page.goto("/d/expo/scan")
    return page


async def rest(door: Page) -> None:
    """As a hand does between its last key and the scanner: what comes sooner may be a slow key of the same code."""
    now = await door.evaluate("performance.now()")
    await door.wait_for_function("last => performance.now() > last + 500", arg=now)


async def test_a_burst_into_the_search_is_a_scan_and_the_field_keeps_its_text(
    door: Page, gate: Gate, guests: list[Registrant]
) -> None:
    scanner = await ready_door(door, gate)
    await to(door, "Search")
    field = door.get_by_label("Name or company")
    await door.evaluate(NOTE_WHAT_IS_TYPED)
    await field.press_sequentially("gue", delay=120)  # a hand
    await expect(door.locator(".result")).to_have_count(2)
    await rest(door)
    await scanner.scan(guests[0].code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(door.get_by_label("Verdict")).to_contain_text("Guest Anna")
    assert await door.evaluate("typed.at(-1)") == "gue"


async def test_a_burst_into_the_code_field_leaves_what_was_typed_by_hand(
    door: Page, gate: Gate, guests: list[Registrant]
) -> None:
    scanner = await ready_door(door, gate)
    field = door.get_by_label("Code of the pass")
    await field.press_sequentially("AM", delay=120)
    await rest(door)
    await scanner.scan(guests[0].code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Guest Anna")
    await expect(field).to_have_value("AM")
    await field.press_sequentially("Q-4567", delay=120)
    await field.press("Enter")
    await expect(door.get_by_label("Verdict")).to_contain_text("Guest Bo")
    await comes_to(lambda: outcomes(gate), {"admitted": 2})


@pytest.mark.parametrize("host", [GERMAN, FRENCH, DVORAK], ids=["German", "French", "Dvorak"])
async def test_a_us_scanner_is_understood_on_another_layout(
    door: Page, gate: Gate, guests: list[Registrant], host: Mapping[str, str]
) -> None:
    await ready_door(door, gate)
    scanner = await HardwareScanner.at(door, host)
    for guest in guests:
        await scanner.scan(guest.code)
        await expect(door.get_by_label("Verdict")).to_contain_text(guest.name)
    await scanner.scan("NOBODY-9")  # nobody's in either reading
    await expect(door.get_by_label("Verdict")).to_contain_text("Not on this list")
    await comes_to(lambda: outcomes(gate), {"admitted": 2, "refused": 1})


@pytest.fixture
def many(event: Event) -> list[str]:
    codes = [f"MANY-{nth:04}" for nth in range(SECONDS * A_SECOND)]
    for code in codes:
        make_registrant(event, f"One of many {code}", code=code)
    return codes


async def test_ten_scans_a_second_are_all_taken(
    many: list[str], door: Page, event: Event, gate: Gate
) -> None:
    scanner = await ready_door(door, gate)
    await scanner.scan_all(many, each_seconds=1 / A_SECOND)
    await expect(door.get_by_label("Verdict")).to_contain_text(many[-1])
    await says(door, "Live")
    await comes_to(lambda: outcomes(gate), {"admitted": len(many)})
    assert set((await keys_at(gate)).values()) == {1}
    assert await sync_to_async(recount)(event.pk) == []
