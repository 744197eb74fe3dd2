"""A link or a typed code turns a browser into a device, once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.async_api import Page, Request, expect

from checkin.models import Event, Pairing, Registrant
from tests.browser.conftest import PHONE, OpenPage, scan

REFUSED = "This code does not work"


@pytest.fixture
def expired_code(scanner_code: str) -> str:
    Pairing.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return scanner_code


async def type_code(page: Page, code: str) -> None:
    await page.get_by_label("Pairing code").fill(code)
    await page.get_by_role("button", name="Pair", exact=True).click()


async def test_a_link_pairs_a_scanner_and_opens_the_door(
    open_page: OpenPage, guest: Registrant, scanner_code: str
) -> None:
    phone = await open_page(f"/j/{scanner_code}", size=PHONE)
    await phone.wait_for_url("**/d/expo/scan")
    await expect(phone.get_by_text("North door")).to_be_attached()  # a phone has no room to show it
    await scan(phone, guest.code)
    await expect(phone.get_by_label("Verdict")).to_contain_text("Checked in")
    [cookie] = [one for one in await phone.context.cookies() if "device" in str(one.get("name"))]
    assert (cookie.get("httpOnly"), cookie.get("sameSite")) == (True, "Strict")


async def test_a_typed_code_pairs_a_display(open_page: OpenPage, kiosk_code: str) -> None:
    display = await open_page("/j/")
    await type_code(display, "ABC")
    await expect(display.get_by_role("alert")).to_contain_text("eight characters")
    await type_code(display, f"{kiosk_code[:4].lower()}-{kiosk_code[4:].lower()}")
    await display.wait_for_url("**/k/")
    await expect(display.get_by_role("heading", name="Expo")).to_be_visible()
    await display.reload()
    await expect(display.get_by_text("checked in of")).to_be_visible()


async def test_a_code_works_once(open_page: OpenPage, scanner_code: str) -> None:
    first = await open_page(f"/j/{scanner_code}")
    await first.wait_for_url("**/d/expo/scan")
    second = await open_page(f"/j/{scanner_code}")
    await expect(second.get_by_role("alert")).to_contain_text(REFUSED)
    await expect(second.get_by_role("alert")).to_contain_text("used already")


async def test_asking_for_the_page_alone_uses_nothing_up(open_page: OpenPage, scanner_code: str) -> None:
    preview = await open_page("/login")
    assert (await preview.request.get(f"/j/{scanner_code}")).ok
    phone = await open_page("/login")
    sent: list[Request] = []
    phone.on("request", lambda request: sent.append(request) if "/pair/" in request.url else None)
    await phone.goto(f"/j/{scanner_code}")
    await phone.wait_for_url("**/d/expo/scan")
    assert [request.method for request in sent] == ["POST"]


async def test_after_five_wrong_tries_the_right_code_is_refused_too(
    open_page: OpenPage, scanner_code: str
) -> None:
    wrong = scanner_code[:4] + ("AAAA" if scanner_code[4:] != "AAAA" else "BBBB")
    page = await open_page(f"/j/{wrong}")
    for _ in range(4):
        await expect(page.get_by_role("alert")).to_contain_text(REFUSED)
        await page.get_by_role("button", name="Type another code").click()
        await type_code(page, wrong)
    await expect(page.get_by_role("alert")).to_contain_text(REFUSED)
    await page.get_by_role("button", name="Type another code").click()
    await type_code(page, scanner_code)
    await expect(page.get_by_role("alert")).to_contain_text(REFUSED)
    assert page.url.endswith(f"/j/{wrong}")


async def test_an_expired_code_is_refused(open_page: OpenPage, expired_code: str) -> None:
    page = await open_page(f"/j/{expired_code}")
    await expect(page.get_by_role("alert")).to_contain_text("older than ten minutes")


@pytest.mark.usefixtures("event")
async def test_who_guesses_is_told_to_wait(open_page: OpenPage) -> None:
    page = await open_page("/j/")
    for _ in range(11):
        await type_code(page, "AAAAAAAA")
        await expect(page.get_by_role("alert").get_by_role("heading")).to_be_visible()
        words = await page.get_by_role("alert").inner_text()
        await page.get_by_role("button", name="Type another code").click()
    assert "Too many tries" in words
    assert "Wait " in words


async def test_where_somebody_is_signed_in_they_choose(
    open_page: OpenPage, scanner_code: str, organiser_session: str
) -> None:
    page = await open_page(f"/j/{scanner_code}", organiser_session)
    await expect(page.get_by_text("Somebody is signed in")).to_be_visible()
    await page.get_by_role("button", name="Sign out and go on as North door").click()
    await page.wait_for_url("**/d/expo/scan")
    await expect(page.get_by_text("North door")).to_be_visible()


async def test_who_has_a_role_goes_on_as_themselves(
    open_page: OpenPage, event: Event, scanner_token: str, organiser_session: str
) -> None:
    door = await open_page(f"/d/{event.slug}/scan", organiser_session, device=scanner_token)
    await expect(door.locator(".door-event")).to_have_text("Expo")
    await expect(door.get_by_text("North door")).to_be_hidden()
