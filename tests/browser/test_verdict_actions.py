"""What can be done from the card: take back, check in together, pause, and reach it from anywhere."""

from collections.abc import Awaitable, Callable

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import expect

from checkin.choices import Status
from checkin.models import Event, PassType, Registrant
from checkin.services.events import save_part
from tests.browser.cards import (
    card,
    door_of,
    press,
    shows,
)
from tests.browser.conftest import OpenPage, scan, wedge
from tests.browser.door_pages import to
from tests.browser.test_accessibility import violations
from tests.browser.waiting_scans import comes_to
from tests.making import change_area, make_registrant, pass_type_of
from tests.making import scan as make_scan


@pytest.fixture
def family(event: Event) -> list[Registrant]:
    return [
        make_registrant(event, name, code=f"FAM-{nth:05}", order_ref="ORDER-7")
        for nth, name in enumerate(("Mia Sousa", "Ana Sousa", "Ben Sousa"))
    ]


async def status_of(registrant: Registrant) -> str:
    return (await Registrant.objects.aget(pk=registrant.pk)).status


async def test_a_check_in_is_taken_back_with_one_tap_or_key(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe")
    undo = door.get_by_role("button", name="Undo")
    ways: list[Callable[[], Awaitable[None]]] = [undo.click, lambda: door.keyboard.press("F8")]
    for take_back in ways:
        await scan(door, guest.code)
        await expect(undo).to_be_visible()
        await take_back()
        await expect(door.locator(".last-scan")).to_contain_text("Check-in taken back")
        await expect(undo).to_be_hidden()
        await expect(door.get_by_text("0 inside")).to_be_visible()
        await comes_to(
            lambda: status_of(guest), Status.REGISTERED
        )  # shown at once, and sent at the same time


async def test_people_of_one_order_are_checked_in_together(
    open_page: OpenPage, event: Event, family: list[Registrant], door_session: str
) -> None:
    door = await door_of(open_page, door_session, "sousa")
    await scan(door, family[0].code)
    await shows(
        door, "Checked in", "Mia Sousa", "Also in this order", "Ana Sousa", "Ben Sousa", "Check in both"
    )
    await card(door).get_by_label("Ben Sousa").uncheck()
    await press(door, "Check in Ana Sousa")
    await expect(card(door)).to_contain_text("Check in Ben Sousa")
    await press(door, "Check in Ben Sousa")
    await expect(door.get_by_text("3 inside")).to_be_visible()
    statuses = [one.status async for one in Registrant.objects.filter(event=event)]
    assert statuses == [Status.CHECKED_IN] * 3


def give_another_pass(event: Event, registrant: Registrant) -> None:
    """A pass that does not open the area."""
    change_area(event, pass_types=[pass_type_of(event).pk])
    press_pass = PassType(event=event)
    save_part(event=event, part=press_pass, fields={"name": "Press", "colour": "#0072b2"})
    Registrant.objects.filter(pk=registrant.pk).update(pass_type=press_pass)


async def test_those_who_are_checked_in_together_share_a_card(
    open_page: OpenPage, event: Event, family: list[Registrant], door_session: str
) -> None:
    await sync_to_async(give_another_pass)(event, family[2])
    door = await door_of(open_page, door_session, "sousa")
    await scan(door, family[0].code)
    await press(door, "Check in both")
    await shows(door, "Wrong pass", "Ben Sousa", "Ana Sousa Checked in")


async def test_a_full_area_is_said_before_anybody_is_scanned(
    open_page: OpenPage, event: Event, guest: Registrant, door_session: str
) -> None:
    await sync_to_async(change_area)(event, capacity=1)
    door = await door_of(open_page, door_session)
    count = door.locator(".area-count")
    await expect(count).to_have_text("0 of 1 inside")
    await sync_to_async(make_scan)(event, guest.code)
    await expect(count).to_have_text("1 of 1 insideFull")
    assert await violations(door) == []


async def test_paused_the_door_takes_no_code(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session)
    await door.keyboard.press("F9")
    await shows(door, "Paused")
    await wedge(door, guest.code)
    await expect(card(door)).to_contain_text("Paused. That code was not taken.")
    await press(door, "Resume")
    await scan(door, guest.code)
    await expect(card(door)).to_contain_text("Checked in")


async def test_keys_do_what_they_say_and_a_scanned_slash_is_no_key(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session)
    for key in ("F2", "/"):
        await door.keyboard.press(key)
        await expect(door.get_by_label("Name or company")).to_be_focused()
        await to(door, "Scan")
        await expect(card(door)).to_contain_text("Ready to scan")
    await door.keyboard.press("F4")
    await expect(door.locator("[aria-live=assertive]")).to_have_text("Sound off")
    await wedge(door, "/EXPO/42")
    await expect(card(door)).to_contain_text("Not on this list")
    await expect(card(door)).to_contain_text("/EXPO/42")


async def test_a_code_read_on_another_page_shows_its_verdict(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe")
    await to(door, "Recent")
    await expect(card(door)).to_be_hidden()
    await wedge(door, guest.code)
    await expect(card(door)).to_contain_text("Zoë Müller")
