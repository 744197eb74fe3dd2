"""Signing in, and being led to where one wanted."""

import pytest
from django.conf import global_settings
from playwright.async_api import Page, expect
from pytest_django import Settings

from checkin.models import Event, User
from tests.browser.conftest import OpenPage

PASSWORD = "correct horse battery staple"


@pytest.fixture
def ada(settings: Settings, event: Event) -> User:
    """Somebody whose password the server can check: it knows none of the tests' quick hashes."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    user = User.objects.get(memberships__event=event)
    user.set_password(PASSWORD)
    user.save()
    return user


async def sign_in(page: Page, email: str, password: str) -> None:
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Sign in").click()


async def test_the_login_leads_back_to_the_page_that_was_asked_for(open_page: OpenPage, ada: User) -> None:
    page = await open_page("/o/expo/people?status=confirmed")
    await page.wait_for_url("**/login?next=*")
    await sign_in(page, ada.email, "not this one")
    await expect(page.get_by_role("alert")).to_contain_text("match")

    await sign_in(page, ada.email, PASSWORD)
    await page.wait_for_url("**/o/expo/people?status=confirmed")
    await expect(page.get_by_text("Nobody found")).to_be_visible()


async def test_the_door_is_reached_through_the_login_too(open_page: OpenPage, ada: User) -> None:
    page = await open_page("/d/expo/scan")
    await page.wait_for_url("**/login?next=*")
    await sign_in(page, ada.email, PASSWORD)
    await expect(page.get_by_text("Ready to scan")).to_be_visible()


async def test_signing_out_closes_the_pages(
    open_page: OpenPage, event: Event, organiser_session: str
) -> None:
    page = await open_page("/", organiser_session)
    await page.get_by_role("link", name="Expo", exact=True).click()
    await expect(page.get_by_text("Checked in", exact=True).first).to_be_visible()
    await page.get_by_role("button", name="Sign out").click()
    await page.wait_for_url("**/login*")
    await page.goto("/o/expo/live")
    await page.wait_for_url("**/login*")


@pytest.mark.usefixtures("event")
async def test_who_has_no_role_sees_no_event(open_page: OpenPage, stranger_session: str) -> None:
    page = await open_page("/", stranger_session)
    await expect(page.get_by_text("No events yet")).to_be_visible()
    await page.goto("/o/expo/live")
    await expect(page.get_by_text("no such event, or you have no role")).to_be_visible()
