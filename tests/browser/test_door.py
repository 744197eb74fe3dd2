"""A scan at the door: its verdict, its way to every screen, and what happens when the answer does not come."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Route, expect

from checkin.models import Event, Gate, Registrant
from checkin.services.events import change_event, save_part
from tests.browser.conftest import NO_WORKER, PHONE, OpenPage, scan, sign_in, wedge
from tests.browser.door_pages import counted, find, get_the_list, to
from tests.browser.waiting_scans import comes_to
from tests.making import area_of, change_area, make_registrant
from tests.making import scan as make_scan

SCANS = "**/api/v1/events/expo/scans/"
AGAIN_WITHIN_S = 15


@pytest.fixture
def full_house(event: Event) -> Registrant:
    """Somebody who comes when the only place is taken."""
    change_area(event, capacity=1)
    make_scan(event, make_registrant(event, "First Guest").code)
    return make_registrant(event, "Late Guest", code="LATE-0001")


@pytest.fixture
def second_gate(event: Event) -> Gate:
    gate = Gate(event=event)
    save_part(event=event, part=gate, fields={"name": "North door", "area": area_of(event)})
    return gate


async def test_a_scan_shows_at_the_door_on_the_dashboard_and_on_the_kiosk(
    open_page: OpenPage, guest: Registrant, organiser_session: str, door_session: str
) -> None:
    dashboard = await open_page("/o/expo/live", organiser_session)
    kiosk = await open_page("/k/?event=expo", organiser_session)
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await expect(kiosk.get_by_text("checked in of 1")).to_be_visible()

    await scan(door, guest.code)

    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(door.get_by_label("Verdict")).to_contain_text("Zoë Müller")
    await expect(door.locator("[aria-live=assertive]")).to_have_text(
        "Checked in. Zoë Müller. General, Nordwind Robotics."
    )
    await expect(dashboard.get_by_text("100\u202f% of 1 expected")).to_be_visible()
    activity = dashboard.get_by_label("Activity").get_by_role("listitem").first
    await expect(activity).to_contain_text("Zoë Müller")
    await expect(activity).to_contain_text("Main entrance · Kim")
    await expect(kiosk.locator(".kiosk-hero-value")).to_have_text("1")


async def test_a_duplicate_says_when_where_and_by_whom(
    open_page: OpenPage, guest: Registrant, door_session: str, organiser_session: str
) -> None:
    first = await open_page("/d/expo/scan", organiser_session)
    second = await open_page("/d/expo/scan", door_session)
    await scan(first, guest.code)
    await expect(first.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(await find(second, "Zoë")).to_contain_text("Already")  # the second door has heard of it
    await to(second, "Scan")
    await scan(second, guest.code)
    card = second.get_by_label("Verdict")
    await expect(card).to_contain_text("Already in")
    await expect(card).to_contain_text("Main entrance")
    await expect(card).to_contain_text("by Olga")


async def test_an_unknown_code_is_refused_and_shown_to_organisers(
    open_page: OpenPage, event: Event, organiser_session: str, door_session: str
) -> None:
    dashboard = await open_page("/o/expo/live", organiser_session)
    await expect(dashboard.get_by_text("No scan was refused so far.")).to_be_visible()
    door = await open_page("/d/expo/scan", door_session)
    await scan(door, "NOBODY-99")
    await expect(door.get_by_label("Verdict")).to_contain_text("Not on this list")
    refused = dashboard.get_by_label("Refused scans").get_by_role("listitem").first
    await expect(refused).to_contain_text("Not on the list")


async def test_a_full_area_can_be_overridden_with_a_reason(
    open_page: OpenPage, full_house: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session)
    await scan(door, full_house.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Area full")
    await door.get_by_role("button", name="Let in anyway").click()
    await door.get_by_role("button", name="Organiser agreed").click()
    await door.get_by_role("dialog").get_by_role("button", name="Let in", exact=True).click()
    await expect(door.get_by_label("Verdict")).to_contain_text("Let in by override")


async def test_a_lost_answer_is_asked_for_again_and_counted_once(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session, script=NO_WORKER)
    await get_the_list(door, "zoe")
    keys: list[str] = []
    answered = asyncio.Event()

    async def lose_the_first(route: Route) -> None:
        keys.append((route.request.post_data_json or {})["idempotency_key"])
        answer = await route.fetch()
        if len(keys) == 1:
            await route.abort()
        else:
            await route.fulfill(response=answer)
            answered.set()

    await door.route(SCANS, lose_the_first)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await asyncio.wait_for(answered.wait(), AGAIN_WITHIN_S)
    await expect(door.locator(".door-pill")).to_have_text("Live")
    assert len(keys) == 2
    assert keys[0] == keys[1]
    await comes_to(lambda: counted(door), {"admitted": 1, "exited": 0, "refused": 0})


async def test_a_code_that_is_typed_by_hand_counts_too(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session)
    await door.get_by_label("Code of the pass").press_sequentially(guest.code.lower(), delay=80)
    await door.get_by_role("button", name="Check").click()
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(door.get_by_label("Code of the pass")).to_have_value("")


async def test_without_a_gate_nothing_is_sent_and_the_door_says_so(
    open_page: OpenPage, second_gate: Gate, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session)
    await expect(door.get_by_text("Choose your gate")).to_be_visible()
    await wedge(door, "ZOE-0042")
    await expect(door.get_by_label("Verdict")).to_contain_text("That code was not sent")
    await door.get_by_label("Gate", exact=True).select_option(label=second_gate.name)
    await expect(door.get_by_text("Ready to scan")).to_be_visible()
    await door.reload()
    await expect(door.get_by_label("Gate", exact=True)).to_have_value(str(second_gate.pk))


async def test_that_nobody_is_let_in_is_said_before_the_first_scan(
    open_page: OpenPage, event: Event, door_session: str
) -> None:
    await sync_to_async(change_event)(event=event, fields={"closed": True})
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    closed = door.get_by_text("Admission is closed")
    await expect(closed).to_be_visible()
    await sync_to_async(change_event)(event=event, fields={"closed": False})
    await door.reload()
    await expect(door.get_by_label("Verdict")).to_be_visible()
    await expect(closed).to_have_count(0)


async def test_a_scanner_is_heard_wherever_the_focus_is(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session)
    await expect(door.get_by_text("Ready to scan")).to_be_visible()
    await door.get_by_label("Gate", exact=True).focus()
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")


async def test_signed_out_at_the_door_a_scan_is_kept_until_somebody_signs_in(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session)
    await get_the_list(door, "zoe")
    await door.context.clear_cookies(name="sessionid")
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Signed out")
    await expect(door.get_by_role("link", name="Sign in to send 1")).to_be_visible()
    await sign_in(door.context, door_session)
    await door.evaluate("window.dispatchEvent(new Event('focus'))")
    await expect(door.locator(".door-pill")).to_have_text("Live")
    await comes_to(lambda: counted(door), {"admitted": 1, "exited": 0, "refused": 0})
