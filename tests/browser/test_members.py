"""Members: inviting, opening the account, roles, removing; and one's own password."""

import pytest
from asgiref.sync import sync_to_async
from django.conf import global_settings
from playwright.async_api import Route, expect
from pytest_django import Settings

from checkin.models import Event, Registrant, User
from tests.browser.conftest import NO_WORKER, OpenPage, scan, session_of
from tests.browser.door_pages import get_the_list, to
from tests.browser.waiting_scans import ANY_SCANS, all_answered, says
from tests.making import scan as make_scan

PASSWORD = "correct horse battery staple"


@pytest.fixture
def ada_session(settings: Settings, organiser: User) -> str:
    """An organiser whose password the server can check: it knows none of the tests' quick hashes."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    organiser.set_password(PASSWORD)
    organiser.save()
    return session_of(organiser)


async def test_somebody_is_invited_opens_the_account_and_loses_the_role(
    open_page: OpenPage, event: Event, organiser_session: str
) -> None:
    members = await open_page("/o/expo/live", organiser_session)
    await members.get_by_role("link", name="Members").click()
    await members.get_by_label("E-mail").fill("kim@example.org")
    await members.get_by_role("combobox", name="Role", exact=True).select_option("viewer")
    await members.get_by_role("button", name="Invite").click()
    link = await members.get_by_label("Invitation for kim@example.org").input_value()

    kim = await open_page(link)
    await kim.get_by_label("Your name").fill("Kim")
    await kim.get_by_label("Password").fill("kim@example")
    await kim.get_by_role("button", name="Open the account").click()
    await expect(kim.get_by_role("alert")).to_contain_text("too similar")
    await kim.get_by_label("Password").fill(PASSWORD)
    await kim.get_by_role("button", name="Open the account").click()
    await kim.get_by_role("link", name="Expo", exact=True).click()
    await expect(kim.get_by_text("Checked in", exact=True).first).to_be_visible()
    await expect(kim.get_by_role("link", name="People")).to_be_hidden()

    again = await open_page(link)
    await again.get_by_label("Your name").fill("Mallory")
    await again.get_by_label("Password").fill(PASSWORD)
    await again.get_by_role("button", name="Open the account").click()
    await expect(again.get_by_role("alert")).to_contain_text("not valid, or no longer")

    await members.reload()
    await members.get_by_label("Role of Kim").select_option("door")
    await expect(kim.get_by_role("link", name="People")).to_be_visible()
    await members.get_by_role("button", name="Remove Kim").click()
    await members.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await expect(members.get_by_label("Role of Kim")).to_be_hidden()
    await expect(kim.get_by_text("No access to this event")).to_be_visible()


async def test_the_last_organiser_stays_and_is_told_why(
    open_page: OpenPage, event: Event, organiser_session: str
) -> None:
    members = await open_page("/o/expo/members", organiser_session)
    await members.get_by_label("Role of Olga").select_option("viewer")
    await expect(members.get_by_role("alert").filter(has_text="somebody else an organiser")).to_be_visible()
    await expect(members.get_by_label("Role of Olga")).to_have_value("organiser")
    await members.get_by_role("button", name="Remove Olga").click()
    await members.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await expect(members.get_by_role("dialog").get_by_role("alert")).to_contain_text("somebody else")


@pytest.mark.usefixtures("event")
async def test_a_password_is_changed_and_a_wrong_one_signs_nobody_out(
    open_page: OpenPage, ada_session: str
) -> None:
    page = await open_page("/", ada_session)
    await page.get_by_role("button", name="change password").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Present password").fill("not this one")
    await dialog.get_by_label("New password").fill("a new and longer one")
    await dialog.get_by_role("button", name="Change password").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("match")
    await dialog.get_by_label("Present password").fill(PASSWORD)
    await dialog.get_by_role("button", name="Change password").click()
    await expect(page.get_by_role("heading", name="Password changed")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("link", name="Expo", exact=True)).to_be_visible()


async def test_a_page_goes_on_being_live_with_a_new_password(
    open_page: OpenPage, event: Event, guest: Registrant, ada_session: str
) -> None:
    page = await open_page("/o/expo/live", ada_session)
    figure = page.locator(".metric", has_text="Checked in").locator(".metric-value")
    await expect(page.locator(".freshness-live")).to_be_visible()
    await page.get_by_role("button", name="change password").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Present password").fill(PASSWORD)
    await dialog.get_by_label("New password").fill("a new and longer one")
    async with page.expect_websocket() as anew:
        await dialog.get_by_role("button", name="Change password").click()
    await (await anew.value).wait_for_event("framereceived")
    await page.get_by_role("button", name="Done").click()
    await sync_to_async(make_scan)(event, guest.code)
    await expect(figure).to_contain_text("1")
    await expect(page.locator(".freshness-live")).to_be_visible()


async def test_nobody_is_signed_out_over_scans_without_an_answer(
    open_page: OpenPage, guest: Registrant, organiser_session: str
) -> None:
    door = await open_page("/d/expo/scan", organiser_session, script=NO_WORKER)
    await get_the_list(door, "zoe")

    async def lose(route: Route) -> None:
        await route.abort()

    await door.route(ANY_SCANS, lose)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await says(door, "Offline 1 waiting")
    page = await door.context.new_page()
    await page.goto("/")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("alert").filter(has_text="still holds scans")).to_be_visible()
    await door.unroute(ANY_SCANS)
    await to(door, "Recent")
    await all_answered(door, 1)
    await page.get_by_role("button", name="Sign out").click()
    await page.wait_for_url("**/login*")
