"""Two doors let in the same person while apart: both are told, the organiser too, and one of them settles it."""

import csv

import pytest
from playwright.async_api import Locator, Page, Route, expect

from checkin.choices import Outcome, Role
from checkin.models import Conflict, Event, Gate, Registrant, User
from checkin.services.events import add_member
from tests.browser.conftest import PHONE, OpenPage, scan, session_of
from tests.browser.door_pages import get_the_list, to
from tests.browser.test_accessibility import fits_and_is_accessible
from tests.making import area_of, gate_of, other_gate
from tests.making import scan as make_scan

BACK_WITHIN_MS = 30_000


@pytest.fixture
def side_door(event: Event) -> Gate:
    return other_gate(event)


@pytest.fixture
def main_gate(event: Event) -> Gate:
    return gate_of(event)


@pytest.fixture
def cellar(event: Event) -> Gate:
    return Gate.objects.create(event=event, area=area_of(event), name="Cellar")


@pytest.fixture
def other_session(event: Event) -> str:
    user = User.objects.create_user("noa@example.org", "a long password", name="Noa")
    add_member(event=event, email=user.email, role=Role.DOOR)
    return session_of(user)


@pytest.fixture
def conflict(event: Event, guest: Registrant, side_door: Gate) -> None:
    """What two doors that were apart leave behind."""
    make_scan(event, guest.code)
    let_in_apart(event, guest, side_door)


def let_in_apart(event: Event, guest: Registrant, gate: Gate) -> None:
    make_scan(event, guest.code, gate=gate, decided=Outcome.ADMITTED)


async def door_at(open_page: OpenPage, session: str, gate: Gate, **options: object) -> Page:
    door = await open_page("/d/expo/scan", session, size=PHONE, **options)
    await door.get_by_label("Gate", exact=True).select_option(label=gate.name)
    await expect(door.get_by_text("Ready to scan")).to_be_visible()
    return door


def card(page: Page) -> Locator:
    return page.get_by_role("article").filter(has_text="Zoë Müller")


async def open_card(door: Page) -> Locator:
    strip = door.get_by_role("region", name="Needs a decision").get_by_role("button")
    await expect(strip).to_contain_text("Zoë Müller", timeout=BACK_WITHIN_MS)
    await strip.click()
    return card(door)


async def test_two_doors_apart_let_in_one_person_and_one_of_them_settles_it(
    open_page: OpenPage,
    event: Event,
    guest: Registrant,
    main_gate: Gate,
    side_door: Gate,
    door_session: str,
    other_session: str,
    organiser_session: str,
) -> None:
    away = await door_at(open_page, door_session, side_door)
    there = await door_at(open_page, other_session, main_gate)
    dashboard = await open_page("/o/expo/live", organiser_session)
    await get_the_list(away, "zoe")

    await away.context.set_offline(True)
    await scan(away, guest.code)
    await expect(away.get_by_label("Verdict")).to_contain_text("Checked in")
    await scan(there, guest.code)
    await expect(there.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(card(dashboard)).to_have_count(0)
    await away.context.set_offline(False)

    await expect(card(dashboard)).to_contain_text("Let in at two doors", timeout=BACK_WITHIN_MS)
    opened = await open_card(there)
    for shown in (card(dashboard), opened, await open_card(away)):
        for words in (main_gate.name, "Noa", side_door.name, "Kim"):
            await expect(shown).to_contain_text(words)
    await opened.get_by_role("button", name="Note").click()
    await opened.get_by_label("Note").fill("Two sisters, one ticket")
    await opened.get_by_role("button", name="Swapped").click()

    for page in (there, away, dashboard):
        await expect(card(page)).to_have_count(0)
        await expect(page.get_by_role("region", name="Needs a decision").get_by_role("button")).to_have_count(
            0
        )
    settled = await Conflict.objects.aget(event=event)
    assert (settled.outcome, settled.note, settled.decided_by) == (
        "swapped",
        "Two sisters, one ticket",
        "Noa",
    )


@pytest.mark.usefixtures("conflict")
async def test_a_gate_that_has_nothing_to_do_with_it_finds_it_on_the_list_only(
    open_page: OpenPage, cellar: Gate, door_session: str
) -> None:
    door = await door_at(open_page, door_session, cellar)
    await expect(door.get_by_role("region", name="Needs a decision").get_by_role("button")).to_have_count(0)
    await to(door, "Recent")
    await expect(card(door)).to_contain_text("Let in at two doors")
    await card(door).get_by_role("button", name="Let in").click()
    await expect(card(door)).to_have_count(0)


@pytest.mark.usefixtures("conflict")
async def test_an_organiser_settles_it_finds_it_again_and_has_it_as_a_file(
    open_page: OpenPage, organiser_session: str
) -> None:
    dashboard = await open_page("/o/expo/live", organiser_session)
    await card(dashboard).get_by_role("button", name="Turned away").click()
    await expect(card(dashboard)).to_have_count(0)
    await dashboard.get_by_text("Settled conflicts").click()
    settled = dashboard.locator(".settled").get_by_role("listitem")
    await expect(settled).to_contain_text("Zoë Müller")
    await expect(settled).to_contain_text("Turned away")
    await expect(settled).to_contain_text("by Olga")
    async with dashboard.expect_download() as download:
        await dashboard.get_by_role("link", name="All conflicts as CSV").click()
    file = await (await download.value).path()
    [row] = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    assert "Zoë Müller" in row.values()
    assert "turned_away" in row.values()


@pytest.mark.usefixtures("conflict")
async def test_what_could_not_be_recorded_stays_and_says_so(
    open_page: OpenPage, organiser_session: str
) -> None:
    dashboard = await open_page("/o/expo/live", organiser_session)
    await expect(card(dashboard)).to_be_visible()
    await dashboard.route("**/conflicts/*/", lambda route: route.abort())
    await card(dashboard).get_by_role("button", name="Let in").click()
    await expect(card(dashboard).get_by_role("alert")).to_contain_text("Not recorded")


@pytest.mark.usefixtures("conflict")
async def test_a_card_that_somebody_writes_in_stays_when_somebody_else_settles_it(
    open_page: OpenPage, side_door: Gate, organiser_session: str, other_session: str
) -> None:
    dashboard = await open_page("/o/expo/live", organiser_session)
    door = await door_at(open_page, other_session, side_door)
    at_the_door = await open_card(door)
    for writing in (card(dashboard), at_the_door):
        await writing.get_by_role("button", name="Note").click()
        await writing.get_by_label("Note").fill("They showed a passport")
    other = await open_page("/o/expo/live", organiser_session)
    await card(other).get_by_role("button", name="Turned away").click()
    await expect(card(other)).to_have_count(0)
    for written in (card(dashboard), at_the_door):
        await expect(written.get_by_role("alert")).to_contain_text("Somebody else has settled it")
        await written.get_by_role("button", name="Understood").click()
        await expect(written).to_have_count(0)


@pytest.mark.usefixtures("conflict")
async def test_whoever_settles_it_too_late_is_told(
    open_page: OpenPage, side_door: Gate, other_session: str
) -> None:
    door = await door_at(open_page, other_session, side_door)
    at_the_door = await open_card(door)

    async def settle_first(route: Route) -> None:
        await route.fetch(post_data={"outcome": "swapped", "note": ""})
        await route.continue_()

    await door.route("**/conflicts/*/", settle_first)
    await at_the_door.get_by_role("button", name="Let in").click()
    await expect(at_the_door.get_by_role("alert")).to_contain_text("has decided otherwise")
    await at_the_door.get_by_role("button", name="Understood").click()
    await expect(at_the_door).to_have_count(0)


@pytest.mark.usefixtures("conflict")
async def test_conflicts_are_accessible(
    open_page: OpenPage, main_gate: Gate, door_session: str, organiser_session: str
) -> None:
    dashboard = await open_page("/o/expo/live", organiser_session)
    await expect(card(dashboard)).to_be_visible()
    await fits_and_is_accessible(dashboard)
    door = await door_at(open_page, door_session, main_gate)
    await open_card(door)
    await fits_and_is_accessible(door)
    await door.goto("/d/expo/recent")
    await expect(card(door)).to_be_visible()
    await fits_and_is_accessible(door)
    await card(dashboard).get_by_role("button", name="Turned away").click()
    await dashboard.get_by_text("Settled conflicts").click()
    await fits_and_is_accessible(dashboard)
