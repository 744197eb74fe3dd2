"""What a door shows while it works without the server, and when that comes to another end."""

import re

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Route, expect

from checkin.choices import Status
from checkin.models import Event, Registrant
from checkin.services.events import change_event
from checkin.services.statuses import change_status
from tests.browser.cards import (
    BACK_WITHIN_MS,
    HELD,
    ORGANISER,
    SCANS,
    card,
    counted,
    door_of,
    make_cancelled,
    make_noted,
    pill,
    press,
    shows,
)
from tests.browser.conftest import NO_WORKER, OpenPage, scan, wedge
from tests.browser.waiting_scans import comes_to
from tests.making import scan as make_scan


@pytest.fixture
def noted(event: Event) -> Registrant:
    return make_noted(event)


@pytest.fixture
def cancelled(event: Event) -> Registrant:
    return make_cancelled(event)


@pytest.fixture
def strict(event: Event) -> None:
    change_event(event=event, fields={"strict_doors": True})


async def test_offline_an_admission_is_saved_on_the_device_and_sent_later(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe", script=HELD)
    await door.context.set_offline(True)
    await scan(door, guest.code)
    await shows(door, "Checked in", "Saved on this phone, will sync")
    await expect(pill(door)).to_have_text("Offline 1 waiting")
    await door.context.set_offline(False)
    await expect(card(door)).to_contain_text("saved", timeout=BACK_WITHIN_MS)
    await expect(pill(door)).to_have_text("Live")
    await comes_to(lambda: counted(door), {"admitted": 1, "exited": 0, "refused": 0})


async def test_an_unknown_code_offline_waits_for_a_decision_that_no_scan_replaces(
    open_page: OpenPage, guest: Registrant, noted: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe")
    await door.context.set_offline(True)
    await scan(door, noted.code)
    await expect(pill(door)).to_have_text("Offline 1 waiting")
    await wedge(door, "NOBODY-99")
    await shows(door, "Not in the list of", "NOBODY-99")
    await wedge(door, guest.code)
    await expect(door.locator(".last-scan")).to_contain_text("Zoë Müller in")
    await expect(card(door)).to_contain_text("NOBODY-99")
    await door.keyboard.press("Escape")
    await press(door, "Let in and note")
    dialog = door.get_by_role("dialog")
    await dialog.get_by_role("button", name="On the printed list").click()
    await dialog.get_by_role("button", name="Let in", exact=True).click()
    await expect(pill(door)).to_have_text("Offline 3 waiting")
    await door.context.set_offline(False)
    await shows(door, "Was let in, but is not on this list", "NOBODY-99")
    await comes_to(lambda: counted(door), {"admitted": 2, "exited": 0, "refused": 1})


async def test_an_unknown_code_offline_can_be_held(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe")
    await door.context.set_offline(True)
    await scan(door, "NOBODY-99")
    await expect(card(door)).to_contain_text("Not in the list of")
    await press(door, "Hold")
    await expect(card(door)).to_contain_text("Ready to scan")
    await expect(door.locator(".last-scan")).to_contain_text("Not on this list")
    await expect(pill(door)).to_have_text("Offline 1 waiting")


async def test_what_the_server_contradicts_comes_back_loudly(
    open_page: OpenPage, event: Event, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe")
    await door.context.set_offline(True)
    await scan(door, guest.code)
    await expect(card(door)).to_contain_text("Checked in")
    await sync_to_async(make_scan)(event, guest.code)
    await door.context.set_offline(False)
    await shows(door, "Was let in, but was in already", "Zoë Müller", "Main entrance", "by door")
    await expect(card(door)).to_have_css("outline-width", "4px")  # in place of the shake
    await expect(door.locator("[aria-live=assertive]")).to_contain_text("Was let in, but was in already")
    await expect(door.get_by_role("link", name="1 to settle")).to_be_visible()
    await wedge(door, "NOBODY-99")
    await expect(door.locator(".last-scan")).to_contain_text("NOBODY-99")
    await expect(card(door)).to_contain_text("Was let in")
    await press(door, "Dismiss")
    await expect(card(door)).to_contain_text("Not on this list")


async def test_who_was_refused_and_may_enter_is_called_back(
    open_page: OpenPage, event: Event, cancelled: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "cara")
    await door.context.set_offline(True)
    await sync_to_async(change_status)(
        event=event, registrant_id=cancelled.pk, to=Status.REGISTERED, actor=ORGANISER
    )
    await scan(door, cancelled.code)
    await shows(door, "Cancelled", "By the list of")
    await door.context.set_offline(False)
    await shows(door, "Was refused, but may enter", "Cara Nell")


async def test_what_the_server_will_not_take_is_said_and_sent_again(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe", script=NO_WORKER + HELD)

    async def refuse(route: Route) -> None:
        problem = {"title": "No", "status": 400, "code": "invalid", "detail": "The clock is wrong."}
        await route.fulfill(status=400, json=problem, content_type="application/problem+json")

    await door.route(SCANS, refuse)
    await scan(door, guest.code)
    await shows(door, "Not taken", "The clock is wrong.")
    await door.unroute(SCANS)
    await press(door, "Send again")
    await shows(door, "Checked in", "saved")


async def test_a_device_that_stores_nothing_says_so(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    no_storage = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') };"
    door = await door_of(open_page, door_session, "zoe", script=no_storage + HELD)
    await expect(door.get_by_text("This browser stores nothing")).to_be_visible()
    await door.context.set_offline(True)
    await scan(door, guest.code)
    await shows(door, "Checked in", "keep this page open")


@pytest.mark.usefixtures("strict")
async def test_strict_doors_ask_the_server_first_and_then_decide_alone(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await door_of(open_page, door_session, "zoe", script=NO_WORKER)
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await door.route(SCANS, hold)
    await scan(door, guest.code)
    await expect(card(door)).to_contain_text("Checking")
    await expect(card(door)).to_contain_text("Saved on this phone, will sync")
    await expect(pill(door)).to_have_text(re.compile(r"^Slow \d+ s$"))
    for route in held:
        await route.continue_()
    await expect(pill(door)).to_have_text("Live")
    await comes_to(lambda: counted(door), {"admitted": 1, "exited": 0, "refused": 0})
