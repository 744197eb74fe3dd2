"""Finding a person, seeing what happened, and changing the status: of one, or of many."""

import pytest
from asgiref.sync import sync_to_async
from django.conf import global_settings
from playwright.async_api import Locator, Page, expect
from pytest_django import Settings

from checkin.choices import Role, Status
from checkin.models import Event, Registrant, StatusChange, User
from checkin.services.access import Actor
from checkin.services.events import add_member
from checkin.services.statuses import change_statuses
from tests.browser.conftest import PHONE, OpenPage, scan, session_of
from tests.browser.test_accessibility import fits_and_is_accessible
from tests.making import make_registrant

TABS = 60  # more stops than a page has before what one looks for


@pytest.fixture
def other(event: Event) -> Registrant:
    return make_registrant(event, "Tom Mulder")


@pytest.fixture
def viewer_session(event: Event) -> str:
    user = User.objects.create_user("vic@example.org", "a long password", name="Vic")
    add_member(event=event, email=user.email, role=Role.VIEWER)
    return session_of(user)


@pytest.fixture
def known_password(settings: Settings, organiser: User) -> str:
    """One that the server can check: it knows none of the tests' quick hashes."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    organiser.set_password("correct horse battery staple")
    organiser.save()
    return "correct horse battery staple"


def panel_of(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Person")


async def tab_to(page: Page, wanted: Locator) -> None:
    """As somebody without a mouse gets there."""
    await wanted.wait_for()
    for _ in range(TABS):
        if await wanted.evaluate("element => element === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by Tab")


async def test_a_person_is_found_without_the_accents_and_the_search_is_in_the_address(
    open_page: OpenPage, guest: Registrant, other: Registrant, organiser_session: str
) -> None:
    page = await open_page("/o/expo/people", organiser_session)
    await expect(page.get_by_text("2 people", exact=True)).to_be_visible()
    await page.get_by_role("searchbox").fill("muller zoe")
    await expect(page.get_by_text("1 person", exact=True)).to_be_visible()
    await page.wait_for_url("**/people?q=muller+zoe")
    await page.reload()
    await expect(page.get_by_role("link", name="Zoë Müller")).to_be_visible()
    await expect(page.get_by_role("link", name="Tom Mulder")).to_have_count(0)


async def test_a_long_list_is_at_its_end_at_once_and_back_again(
    open_page: OpenPage, event: Event, organiser_session: str
) -> None:
    await sync_to_async(lambda: [make_registrant(event, f"Person {n:04}") for n in range(700)])()
    page = await open_page("/o/expo/people", organiser_session)
    await expect(page.get_by_text("700 people", exact=True)).to_be_visible()
    first = page.get_by_role("link", name="Person 0000")
    await first.focus()
    await page.keyboard.press("End")
    await expect(page.get_by_role("link", name="Person 0699")).to_be_focused()
    await expect(first).to_have_count(0)  # only what is on the screen is drawn
    await page.keyboard.press("k")
    await expect(page.get_by_role("link", name="Person 0698")).to_be_focused()
    await page.mouse.wheel(0, -15_000)
    await expect(page.get_by_role("link", name="Person 0430")).to_be_attached()
    await page.keyboard.press("Home")  # the row that had the focus is no longer drawn: this scrolls the page
    await expect(first).to_be_in_viewport()
    await page.keyboard.press("k")  # and this goes on from where the keys were
    await expect(page.get_by_role("link", name="Person 0697")).to_be_focused()


async def test_a_check_in_and_its_undoing_are_both_in_the_history(
    open_page: OpenPage, guest: Registrant, organiser_session: str
) -> None:
    page = await open_page("/o/expo/people", organiser_session, size=PHONE)
    await page.get_by_role("link", name="Zoë Müller").click()
    panel = panel_of(page)
    await expect(panel.get_by_role("heading", name="Zoë Müller")).to_be_focused()

    await panel.get_by_role("button", name="Check in").click()
    await panel.get_by_role("button", name="Undo check-in").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Reason").fill("Wrong person")
    await dialog.get_by_role("button", name="Undo check-in").click()

    await expect(panel.get_by_role("button", name="Check in")).to_be_visible()
    steps = panel.get_by_role("region", name="History").get_by_role("listitem")
    await expect(steps).to_have_count(3)
    await expect(steps.nth(0)).to_contain_text("Checked in → Registered")
    await expect(steps.nth(0)).to_contain_text("“Wrong person”")
    await expect(steps.nth(1)).to_contain_text("Registered → Checked in")

    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)


async def test_keys_alone_lead_from_the_login_to_a_changed_status(
    open_page: OpenPage, organiser: User, guest: Registrant, other: Registrant, known_password: str
) -> None:
    page = await open_page("/login")
    await tab_to(page, page.get_by_label("E-mail"))
    await page.keyboard.type(organiser.email)
    await page.keyboard.press("Tab")
    await page.keyboard.type(known_password)
    await page.keyboard.press("Enter")
    await tab_to(page, page.get_by_role("link", name="Expo").first)
    await page.keyboard.press("Enter")
    await tab_to(page, page.get_by_role("link", name="People"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("link", name="Tom Mulder")).to_be_visible()
    await page.keyboard.press("/")
    await page.keyboard.type("zoe")
    await expect(page.get_by_role("link", name="Tom Mulder")).to_have_count(0)
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("link", name="Zoë Müller")).to_be_focused()
    await page.keyboard.press("Enter")
    panel = panel_of(page)
    await expect(panel.get_by_role("heading", name="Zoë Müller")).to_be_focused()
    await tab_to(page, panel.get_by_role("button", name="Check in"))
    await page.keyboard.press("Enter")
    await expect(panel.get_by_role("button", name="Undo check-in")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("link", name="Zoë Müller")).to_be_focused()
    await expect(page.get_by_role("row", name="Zoë Müller")).to_contain_text("Checked in")


async def test_letters_are_no_keys_once_they_are_switched_off(
    open_page: OpenPage, guest: Registrant, organiser_session: str
) -> None:
    page = await open_page("/o/expo/people", organiser_session)
    await expect(page.get_by_role("link", name="Zoë Müller")).to_be_visible()
    for letter, place in (("l", "live"), ("p", "people")):
        await page.keyboard.press("g")
        await page.keyboard.press(letter)
        await page.wait_for_url(f"**/o/expo/{place}")
    await expect(page.get_by_role("link", name="Zoë Müller")).to_be_visible()
    await page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys")
    await fits_and_is_accessible(page)
    await help_.get_by_label("Single letters").uncheck()
    await help_.get_by_role("button", name="Done").click()
    await page.reload()
    await page.get_by_role("link", name="Zoë Müller").focus()
    for key in ("/", "?", "g", "l"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("link", name="Zoë Müller")).to_be_focused()
    await expect(help_).to_have_count(0)


async def test_rows_follow_what_happens_elsewhere(
    open_page: OpenPage, guest: Registrant, organiser_session: str, door_session: str
) -> None:
    page = await open_page("/o/expo/people", organiser_session)
    row = page.get_by_role("row", name="Zoë Müller")
    await expect(row).to_contain_text("Registered")
    door = await open_page("/d/expo/scan", door_session)
    await scan(door, guest.code)
    await expect(row).to_contain_text("Checked in")
    await expect(row).to_contain_text("Main entrance")


async def test_rows_stay_where_they_are_until_one_asks(
    open_page: OpenPage, guest: Registrant, other: Registrant, organiser_session: str, door_session: str
) -> None:
    page = await open_page("/o/expo/people?sort=-changed_at", organiser_session)
    rows = page.locator(".person-row-link")
    await expect(rows).to_have_text(["Tom Mulder", "Zoë Müller"])
    door = await open_page("/d/expo/scan", door_session)
    await scan(door, guest.code)
    news = page.get_by_role("button", name="1 change, show")
    await expect(news).to_be_visible()
    await expect(rows).to_have_text(["Tom Mulder", "Zoë Müller"])
    await news.click()
    await expect(rows).to_have_text(["Zoë Müller", "Tom Mulder"])
    await expect(news).to_have_count(0)


async def test_the_door_may_check_in_but_not_cancel(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    page = await open_page(f"/o/expo/people/{guest.pk}", door_session)
    panel = panel_of(page)
    await expect(panel.get_by_role("button", name="Check in")).to_be_visible()
    for words in ("Cancel registration", "Edit", "New code"):
        await expect(panel.get_by_role("button", name=words)).to_have_count(0)
    await expect(page.get_by_role("checkbox")).to_have_count(0)


async def test_viewers_are_told_why_they_see_nobody(
    open_page: OpenPage, guest: Registrant, viewer_session: str
) -> None:
    page = await open_page("/o/expo/people", viewer_session)
    await expect(page.get_by_text("nobody’s name")).to_be_visible()
    await expect(page.get_by_text("Zoë Müller")).to_have_count(0)


async def test_details_are_changed_and_a_new_code_retires_the_old_one(
    open_page: OpenPage, guest: Registrant, organiser_session: str
) -> None:
    page = await open_page(f"/o/expo/people/{guest.pk}", organiser_session)
    panel, dialog = panel_of(page), page.get_by_role("dialog")
    await panel.get_by_role("button", name="Edit").click()
    await dialog.get_by_label("Company").fill("Südwind")
    await dialog.get_by_label("E-mail").fill("zoe@example.org")
    await dialog.get_by_role("button", name="Save").click()
    await expect(panel.get_by_role("link", name="Südwind")).to_be_visible()
    await expect(page.get_by_role("row", name="Zoë Müller")).to_contain_text("Südwind")

    await expect(panel.get_by_text(guest.code)).to_be_visible()
    picture = panel.get_by_role("img", name="QR code of Zoë Müller")
    await expect(picture).to_have_js_property("complete", True)
    await panel.get_by_role("button", name="New code").click()
    await dialog.get_by_role("button", name="Ticket lost").click()
    await dialog.get_by_role("button", name="New code").click()
    await expect(panel.get_by_text(guest.code)).to_have_count(0)
    await expect(panel.get_by_text("“Ticket lost”")).to_be_visible()


async def test_somebody_is_added_and_let_in_at_once(
    open_page: OpenPage, guest: Registrant, organiser_session: str
) -> None:
    page = await open_page("/o/expo/people", organiser_session)
    await page.get_by_role("button", name="Add a person").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Ada Walk-in")
    await dialog.get_by_label("Check in").select_option("At once, at Main entrance")
    await dialog.get_by_role("button", name="Add", exact=True).click()
    panel = panel_of(page)
    await expect(panel.get_by_role("heading", name="Ada Walk-in")).to_be_visible()
    await expect(panel.get_by_role("region", name="Scans")).to_contain_text("Let in")
    await expect(panel.get_by_text("Checked in", exact=True).first).to_be_visible()


@pytest.mark.usefixtures("crowd")
async def test_many_are_changed_at_once_and_those_who_may_not_are_named(
    open_page: OpenPage, event: Event, organiser: User, organiser_session: str
) -> None:
    some = await sync_to_async(lambda: list(Registrant.objects.values_list("pk", flat=True)[:3]))()
    await sync_to_async(change_statuses)(
        event=event, registrant_ids=some, to=Status.CANCELLED, actor=Actor.of(organiser)
    )
    page = await open_page("/o/expo/people", organiser_session)
    await page.get_by_label("Mark Person 001").click()
    await page.get_by_label("Mark Person 004").click(modifiers=["Shift"])
    await expect(page.get_by_text("4 marked")).to_be_visible()
    await page.get_by_role("button", name="Mark all 120").click()
    await page.get_by_label("Mark Person 119").or_(page.get_by_label("Mark Person 005")).first.click()
    await expect(page.get_by_text("119 marked")).to_be_visible()
    await page.get_by_role("button", name="Change status").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Step").select_option("Confirm")
    await dialog.get_by_role("button", name="Change status").click()
    await expect(dialog.get_by_text("119 of 119 done: 116 have this status now")).to_be_visible()
    await expect(dialog.get_by_text("3 not:")).to_be_visible()
    await dialog.get_by_role("button", name="Done").click()
    await expect(page.get_by_text("119 marked")).to_have_count(0)
    await expect(page.get_by_role("row", name="Person 010")).to_contain_text("Confirmed")
    confirmed = await sync_to_async(StatusChange.objects.filter(to_status=Status.CONFIRMED).count)()
    assert confirmed == 116
