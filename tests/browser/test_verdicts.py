"""Each verdict at the door: what it shows and how long, in both themes against axe; and it fits every width."""

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Page, expect

from checkin.models import Event, Registrant
from tests.browser.cards import HELD, card, door_of, make_cancelled, make_noted, press, press_exit, shows
from tests.browser.conftest import OpenPage, scan, wedge
from tests.browser.door_pages import get_the_list
from tests.browser.test_accessibility import violations
from tests.making import scan as make_scan


@pytest.fixture
def noted(event: Event) -> Registrant:
    return make_noted(event)


@pytest.fixture
def cancelled(event: Event) -> Registrant:
    return make_cancelled(event)


async def test_an_admission_is_marked_as_saved_and_goes_by_itself(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    held = await door_of(open_page, door_session, "zoe", script=HELD)
    await scan(held, guest.code)
    await shows(held, "Checked in", "Zoë Müller", "General · Nordwind Robotics", "saved")
    door = await door_of(open_page, door_session, "zoe")
    await press_exit(door)
    await scan(door, guest.code)
    await shows_for_a_moment(door, "Exit")


async def shows_for_a_moment(door: Page, words: str) -> None:
    await expect(card(door)).to_contain_text(words)
    await expect(card(door)).to_contain_text("Ready to scan")


async def test_a_note_stays_until_it_is_dismissed(
    open_page: OpenPage, noted: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "vera")
    await scan(door, noted.code)
    await shows(door, "Checked in", "VIP: call Olga")
    await expect(door.locator("[aria-live=assertive]")).to_contain_text("VIP: call Olga")
    await press(door, "Dismiss")
    await expect(card(door)).to_contain_text("Ready to scan")


async def test_an_exit_is_told_from_an_entry(
    open_page: OpenPage, event: Event, guest: Registrant, door_session: str
) -> None:
    await sync_to_async(make_scan)(event, guest.code)
    door = await door_of(open_page, door_session, "zoe", script=HELD)
    await press_exit(door)
    await scan(door, guest.code)
    await shows(door, "Exit", "Zoë Müller", "saved")
    await door.reload()
    await expect(card(door)).to_contain_text("Ready to scan exits")


async def test_a_duplicate_stays_and_can_be_let_in_with_a_reason(
    open_page: OpenPage, event: Event, guest: Registrant, door_session: str
) -> None:
    await sync_to_async(make_scan)(event, guest.code)
    door = await door_of(open_page, door_session, "zoe", script=HELD)
    await scan(door, guest.code)
    await shows(door, "Already in", "Zoë Müller", "Main entrance", "by door")
    await press(door, "Let in anyway")
    dialog = door.get_by_role("dialog")
    await expect(dialog).to_contain_text("Let Zoë Müller in?")
    assert await violations(door) == []
    await dialog.get_by_role("button", name="Left without a scan").click()
    await dialog.get_by_role("button", name="Let in", exact=True).click()
    await shows(door, "Let in by override", "saved")


async def test_a_cancelled_pass_is_refused_until_somebody_dismisses_it(
    open_page: OpenPage, cancelled: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "cara", script=HELD)
    await scan(door, cancelled.code)
    await shows(door, "Cancelled", "Cara Nell", "Ask the organiser", "saved")
    await expect(card(door).get_by_role("button", name="Let in anyway")).to_be_hidden()
    await door.keyboard.press("Escape")
    await expect(card(door)).to_contain_text("Ready to scan")


async def test_an_unknown_code_leads_to_the_search(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe")
    await scan(door, "NOBODY-99")
    await shows(door, "Not on this list", "NOBODY-99")
    await card(door).get_by_role("link", name="Search by name").click()
    await expect(door.get_by_label("Name or company")).to_be_focused()


async def test_the_same_code_moments_later_is_a_slip(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe", script=HELD)
    await scan(door, guest.code)
    await expect(card(door)).to_contain_text("Checked in")
    await wedge(door, guest.code)
    await shows(door, "You just scanned this", "Zoë Müller")


@pytest.mark.parametrize("width", [320, 360, 820, 1180])
async def test_the_page_fits_every_width(
    open_page: OpenPage, noted: Registrant, door_session: str, width: int
) -> None:
    door = await open_page("/d/expo/scan", door_session, size={"width": width, "height": 740}, script=HELD)
    await door.emulate_media(reduced_motion="reduce")
    await get_the_list(door, "vera")
    await door.context.set_offline(True)
    await scan(door, noted.code)
    await expect(card(door)).to_contain_text("Saved on this phone")
    assert await door.evaluate("document.documentElement.scrollWidth") <= width
    small = await door.evaluate(
        """[...document.querySelectorAll('.door button, .door a, .door select, .door label')]
            .map(it => [it.textContent, it.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && box.height > 1 && box.height < 56)
            .map(([words]) => words)"""
    )
    assert small == []
