"""Staff make an event, from none to open doors, copy it and put it away; by the keyboard alone too."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.async_api import Locator, Page, expect

from checkin.models import Event, PassType, User
from checkin.services.events import save_part
from tests.browser.conftest import PHONE, OpenPage, session_of
from tests.browser.organiser_pages import card
from tests.browser.test_accessibility import fits_and_is_accessible
from tests.making import make_event

FIRST_RUN_SECONDS = 120


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_user("stella@example.org", "a long password", name="Stella", is_staff=True)


@pytest.fixture
def staff_session(staff: User) -> str:
    return session_of(staff)


async def test_from_no_event_to_open_doors(
    open_page: OpenPage, staff_session: str, record_testsuite_property: Callable[[str, object], None]
) -> None:
    began = time.monotonic()
    page = await open_page("/", staff_session)
    await expect(page.get_by_text("Create the first one")).to_be_visible()
    await page.get_by_role("main").get_by_role("link", name="New event").first.click()
    await page.get_by_role("textbox", name="Name").fill("Harbour Summit")
    await page.get_by_role("button", name="Create event").click()

    await page.wait_for_url("**/o/harbour-summit/setup")
    steps = card(page, "From here to open doors")
    await expect(page.get_by_label("Address")).to_have_value("harbour-summit")
    await steps.get_by_role("link", name="Pair a scanner").click()
    await page.get_by_role("button", name="Add a device").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="Name").fill("Phone 1")
    await dialog.get_by_role("button", name="Add and show the code").click()
    link = await dialog.get_by_label("Pairing link").input_value()

    phone = await open_page(link, size=PHONE)
    await phone.wait_for_url("**/d/harbour-summit/scan")
    await expect(phone.get_by_label("Gate", exact=True)).to_have_value(re.compile(r"\d+"))
    await dialog.get_by_role("button", name="Done").click()
    await page.get_by_role("link", name="Set-up").click()
    await expect(steps.get_by_text("1 paired")).to_be_visible()

    await steps.get_by_role("link", name="Add a walk-in").click()
    await page.get_by_label("Name or company").fill("Mara Lindqvist")
    await page.get_by_role("button", name="Register at the door").click()
    await page.get_by_role("button", name="Register and let in").click()
    await expect(page.get_by_text("Checked in", exact=False).first).to_be_visible()
    seconds = time.monotonic() - began
    record_testsuite_property("first_run_seconds", round(seconds, 1))
    assert seconds < FIRST_RUN_SECONDS

    await page.goto("/o/harbour-summit/setup")
    await expect(card(page, "Details")).to_be_visible()
    await expect(steps).to_be_hidden()


async def test_an_event_is_in_its_own_time(open_page: OpenPage, staff_session: str) -> None:
    page = await open_page("/new", staff_session)
    own = await page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    await expect(page.get_by_label("Time zone")).to_have_value(own)
    await page.get_by_role("textbox", name="Name").fill("Night Market")
    await page.get_by_label("Time zone").select_option("Asia/Taipei")
    await page.get_by_label("Starts").fill("2027-05-01T19:00")
    await page.get_by_label("Ends").fill("2027-05-01T18:00")
    await page.get_by_role("button", name="Create event").click()
    ends = page.get_by_label("Ends")
    await expect(ends).to_have_attribute("aria-invalid", "true")
    await expect(ends).to_have_accessible_description(re.compile("must come after the start"))
    await expect(ends).to_be_focused()
    await ends.fill("2027-05-02T02:00")
    await page.get_by_role("button", name="Create event").click()
    await page.wait_for_url("**/o/night-market/setup")
    event = await Event.objects.aget(slug="night-market")
    assert event.starts_at.isoformat() == "2027-05-01T11:00:00+00:00"
    assert event.ends_at.isoformat() == "2027-05-01T18:00:00+00:00"
    await expect(page.get_by_label("Starts")).to_have_value("2027-05-01T19:00")


async def test_only_staff_are_offered_a_new_event(
    open_page: OpenPage, event: Event, organiser_session: str
) -> None:
    page = await open_page("/", organiser_session)
    await expect(page.get_by_role("link", name="Expo", exact=True)).to_be_visible()
    await expect(page.get_by_role("link", name="New event")).to_be_hidden()
    await page.goto("/o/expo/setup")
    await expect(card(page, "Archive")).to_be_visible()
    await expect(page.get_by_role("button", name="Copy this event")).to_be_hidden()


@pytest.fixture
def own_event(staff: User) -> Event:
    """An event of somebody who may create others."""
    event = make_event(staff, name="Expo")
    save_part(event=event, part=PassType(), fields={"name": "VIP", "position": 1})
    return event


async def test_an_event_is_copied(open_page: OpenPage, own_event: Event, staff_session: str) -> None:
    page = await open_page("/o/expo/setup", staff_session)
    await page.get_by_role("button", name="Copy this event").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Starts")).to_have_value("2027-04-30T08:00")
    await dialog.get_by_label("Name").fill("Expo 2027")
    await dialog.get_by_role("button", name="Create the copy").click()
    await page.wait_for_url("**/o/expo-2027/setup")
    await expect(card(page, "Pass types").get_by_role("listitem")).to_contain_text(["General", "VIP"])
    await expect(card(page, "Details").get_by_label("Starts")).to_have_value("2027-04-30T08:00")


async def test_the_archive_hides_an_event_and_gives_it_back(
    open_page: OpenPage, own_event: Event, staff_session: str
) -> None:
    page = await open_page("/o/expo/setup", staff_session)
    await page.get_by_role("button", name="Archive this event").click()
    await page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    await expect(page.get_by_text("This event is in the archive", exact=True)).to_be_visible()
    await expect(page.get_by_label("Doors are closed")).to_be_checked()
    await expect(page.get_by_label("Doors are closed")).to_be_disabled()
    await page.get_by_role("link", name="Headcount").click()
    await expect(page.get_by_text("No events yet")).to_be_visible()
    await page.get_by_role("link", name="Archived events").click()
    await page.get_by_role("link", name="Set-up, Expo").click()
    await page.get_by_role("button", name="Take it back").click()
    await expect(page.get_by_text("Its doors stay closed until you open them")).to_be_visible()
    await page.get_by_label("Doors are closed").uncheck()
    await expect(card(page, "Options").get_by_text("Saved")).to_be_visible()
    await page.get_by_role("link", name="Headcount").click()
    await expect(page.get_by_role("link", name="Expo", exact=True)).to_be_visible()
    await own_event.arefresh_from_db()
    assert (own_event.archived, own_event.closed) == (False, False)


async def tab_to(page: Page, target: Locator) -> None:
    for _ in range(120):
        if await target.evaluate("element => element === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


async def test_the_keyboard_alone_creates_an_event_and_adds_a_gate(
    open_page: OpenPage, staff_session: str
) -> None:
    page = await open_page("/", staff_session)
    await tab_to(page, page.get_by_role("main").get_by_role("link", name="New event").first)
    await page.keyboard.press("Enter")
    await tab_to(page, page.get_by_role("textbox", name="Name"))
    await page.keyboard.type("Quay Day")
    await tab_to(page, page.get_by_label("Time zone"))
    await page.keyboard.type("Europe/Osl")
    await expect(page.get_by_label("Time zone")).to_have_value("Europe/Oslo")
    await tab_to(page, page.get_by_role("button", name="Create event"))
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/o/quay-day/setup")
    await tab_to(page, page.get_by_label("Strict doors"))
    await page.keyboard.press("Space")
    await expect(card(page, "Options").get_by_text("Saved")).to_be_visible()
    add = page.get_by_role("button", name="Add a gate")
    await tab_to(page, add)
    await page.keyboard.press("Enter")
    await tab_to(page, page.get_by_role("dialog").get_by_label("Name"))
    await page.keyboard.type("North gate")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Edit North gate")).to_be_visible()
    await expect(add).to_be_focused()


async def test_the_set_up_is_accessible(open_page: OpenPage, own_event: Event, staff_session: str) -> None:
    page = await open_page("/new", staff_session)
    await page.get_by_role("textbox", name="Name").fill("Expo")
    await page.get_by_label("Ends").fill("2020-01-01T10:00")
    await page.get_by_role("button", name="Create event").click()
    await expect(page.get_by_text("must come after the start")).to_be_visible()
    await fits_and_is_accessible(page)
    await page.goto("/o/expo/setup")
    await expect(card(page, "From here to open doors")).to_be_visible()
    await expect(card(page, "Gates").get_by_text("Into Venue")).to_be_visible()
    await fits_and_is_accessible(page)
    for button in (
        "Add a pass type",
        "Add an area",
        "Add a gate",
        "Delete VIP",
        "Copy this event",
        "Archive this event",
    ):
        await page.get_by_role("button", name=button).click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await fits_and_is_accessible(page)
        await page.keyboard.press("Escape")


async def test_lists_without_events_and_archived_events_are_accessible(
    open_page: OpenPage, own_event: Event, staff_session: str, stranger_session: str
) -> None:
    empty = await open_page("/", stranger_session)
    await expect(empty.get_by_text("No events yet")).to_be_visible()
    await fits_and_is_accessible(empty)
    page = await open_page("/o/expo/setup", staff_session)
    await page.get_by_role("button", name="Archive this event").click()
    await page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    await expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    await fits_and_is_accessible(page)
    await page.goto("/?archived")
    await expect(page.get_by_role("link", name="Set-up, Expo")).to_be_visible()
    await fits_and_is_accessible(page)
