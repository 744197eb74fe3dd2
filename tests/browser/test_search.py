"""Finding people by name at the door, with and without the server, and registering who is on no list."""

import re

import pytest
from playwright.async_api import Page, Route, expect

from checkin.choices import Status
from checkin.models import Event, Registrant
from checkin.services.access import Actor
from checkin.services.statuses import change_status
from tests.browser.conftest import NO_WORKER, PHONE, OpenPage
from tests.browser.door_pages import LIST_THERE_MS, counted, find, to
from tests.browser.test_accessibility import fits_and_is_accessible
from tests.browser.waiting_scans import comes_to
from tests.making import make_registrant
from tests.making import scan as make_scan


@pytest.fixture
def family(event: Event) -> list[Registrant]:
    names = ("Ida Holm", "Per Holm", "Siri Holm")
    return [make_registrant(event, name, order_ref="NW-1042") for name in names]


@pytest.fixture
def inside(event: Event, guest: Registrant) -> Registrant:
    make_scan(event, guest.code)
    return guest


@pytest.fixture
def cancelled(event: Event) -> Registrant:
    somebody = make_registrant(event, "Zacharias Cancelled")
    change_status(event=event, registrant_id=somebody.pk, to=Status.CANCELLED, actor=Actor(None, "office"))
    return somebody


async def search_page(open_page: OpenPage, session: str, script: str = "") -> Page:
    door = await open_page("/d/expo/search", session, size=PHONE, script=script)
    await expect(door.get_by_label("Name or company")).to_be_focused()
    return door


async def test_somebody_without_a_code_is_found_by_name_and_let_in(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await door.keyboard.type("mul")
    row = door.locator(".result")
    await expect(row).to_contain_text("Zoë Müller", timeout=LIST_THERE_MS)
    for words in ("Nordwind Robotics", "General", "expected"):
        await expect(row).to_contain_text(words)
    await row.get_by_role("button", name="In Zoë Müller").click()
    await expect(door).to_have_url(re.compile("/d/expo/scan$"))
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(door.get_by_label("Verdict")).to_contain_text("Zoë Müller")


async def test_companies_are_found_too_and_one_letter_finds_nobody(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await expect(await find(door, "nordw")).to_contain_text("Zoë Müller")
    await door.get_by_label("Name or company").fill("n")
    await expect(door.locator(".result")).to_have_count(0)


async def test_the_keyboard_alone_finds_and_lets_in(
    open_page: OpenPage, family: list[Registrant], door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await expect(await find(door, "holm")).to_have_count(3)
    await door.keyboard.press("Enter")  # of several it lets nobody in
    await expect(door.get_by_role("button", name="In Ida Holm")).to_be_focused()
    await door.keyboard.press("ArrowUp")
    await expect(door.get_by_label("Name or company")).to_be_focused()
    await door.keyboard.type(" per")
    await expect(door.locator(".result")).to_have_count(1)
    await door.keyboard.press("Enter")
    await expect(door.get_by_label("Verdict")).to_contain_text("Per Holm")


async def test_escape_clears_then_goes_back(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await find(door, "zoe")
    await door.keyboard.press("Escape")
    await expect(door.get_by_label("Name or company")).to_have_value("")
    await door.keyboard.press("Escape")
    await expect(door.get_by_text("Ready to scan")).to_be_visible()


async def test_who_is_inside_is_said_to_be_and_the_card_tells_more(
    open_page: OpenPage, inside: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    row = await find(door, "zoe")
    await expect(row).to_contain_text(re.compile(r"in \d\d:\d\d"))
    await row.get_by_role("button", name="Already Zoë Müller").click()
    await expect(door.get_by_label("Verdict")).to_contain_text("Already in")


async def test_who_is_cancelled_cannot_be_let_in(
    open_page: OpenPage, cancelled: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    row = await find(door, "zacharias")
    await expect(row.locator(".result-state")).to_have_text("cancelled")
    await expect(row.get_by_role("button")).to_have_count(0)


async def test_the_people_of_one_order_are_let_in_together(
    open_page: OpenPage, family: list[Registrant], door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    rows = await find(door, "ida")
    await expect(rows).to_have_count(1)
    await rows.get_by_role("button", name="Check in all 3 of this order").click()
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(door.locator(".verdict-others li")).to_have_count(
        2
    )  # each new one brings its card to the fore
    await to(door, "Recent")
    for member in family:
        await expect(door.get_by_role("listitem").filter(has_text=member.name)).to_contain_text("Checked in")
    await expect(door.get_by_text("Waiting for the server")).not_to_be_visible()
    await comes_to(lambda: counted(door), {"admitted": 3, "exited": 0, "refused": 0})


async def test_offline_the_list_on_the_device_is_searched(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await find(door, "zoe")
    await door.context.set_offline(True)
    await door.get_by_label("Name or company").fill("robot")
    await door.get_by_role("button", name="In Zoë Müller").click()
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")


async def test_who_is_on_no_list_is_registered_and_let_in(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await find(door, "zoe")
    await door.get_by_label("Name or company").fill("Ines Novak")
    await expect(door.get_by_text("Nobody called “Ines Novak”.")).to_be_visible()
    await expect(door.get_by_text(re.compile(r"List of \d\d:\d\d, 1 person\."))).to_be_visible()
    await door.get_by_role("button", name="Register at the door").click()
    dialog = door.get_by_role("dialog")
    await expect(dialog.get_by_label("Name", exact=True)).to_have_value("Ines Novak")
    await dialog.get_by_label("Company").fill("Pelagic")
    await choose_the_first_pass(door)
    await dialog.get_by_role("button", name="Register and let in").click()
    await expect(dialog.get_by_role("status")).to_contain_text("Checked in")
    assert await Registrant.objects.filter(name="Ines Novak", company="Pelagic").acount() == 1


async def test_a_walk_in_whose_answer_is_lost_is_registered_once(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session, NO_WORKER)
    await find(door, "zoe")
    await door.get_by_label("Name or company").fill("Ines Novak")
    await door.get_by_role("button", name="Register at the door").click()
    await choose_the_first_pass(door)

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await door.route("**/walk-ins/", lose, times=1)
    send = door.get_by_role("dialog").get_by_role("button", name="Register and let in")
    await send.click()
    await expect(door.get_by_role("dialog").get_by_role("alert")).to_contain_text("Send it again")
    # The list brings who was registered; the form stays for the answer.
    await expect(door.locator(".result")).to_contain_text("Ines Novak")
    await send.click()
    await expect(door.get_by_role("dialog").get_by_role("status")).to_contain_text("Checked in")
    assert await Registrant.objects.filter(name="Ines Novak").acount() == 1


async def test_offline_nobody_is_registered_and_the_form_says_why(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await find(door, "zoe")
    await door.get_by_label("Name or company").fill("Ines Novak")
    await door.get_by_role("button", name="Register at the door").click()
    await expect(door.get_by_role("dialog")).to_be_visible()
    await door.context.set_offline(True)
    await expect(door.get_by_role("dialog").get_by_role("alert")).to_contain_text(
        "Registering needs the server", timeout=30_000
    )
    await expect(door.get_by_role("button", name="Register and let in")).to_be_disabled()


async def test_without_a_keyboard_there_are_letters_to_tap(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await find(door, "zoe")
    await door.get_by_label("Name or company").fill("")
    tiles = door.locator(".letters")
    await tiles.evaluate("tiles => (tiles.style.display = 'block')")  # a mouse is no finger
    await tiles.locator("summary").click()
    for letter in "ZOE":
        await tiles.get_by_role("button", name=letter, exact=True).click()
    await expect(door.locator(".result")).to_contain_text("Zoë Müller")


async def test_the_search_is_accessible(
    open_page: OpenPage, family: list[Registrant], guest: Registrant, door_session: str
) -> None:
    door = await search_page(open_page, door_session)
    await fits_and_is_accessible(door)
    await find(door, "holm")
    await fits_and_is_accessible(door)
    await door.get_by_label("Name or company").fill("Nobody at all")
    await expect(door.get_by_text("Nobody called")).to_be_visible()
    await fits_and_is_accessible(door)
    await door.get_by_role("button", name="Register at the door").click()
    await expect(door.get_by_role("dialog")).to_be_visible()
    await fits_and_is_accessible(door)


async def choose_the_first_pass(door: Page) -> None:
    passes = door.get_by_role("dialog").get_by_label("Pass")
    if await passes.count():
        await passes.select_option(index=1)
