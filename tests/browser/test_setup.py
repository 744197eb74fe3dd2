"""Setting a device up at the door: what it keeps, what a hardware scanner sends, and who may leave."""

import re

import pytest
from playwright.async_api import Page, expect

from checkin.models import Registrant
from tests.browser.conftest import PHONE, OpenPage, scan, wedge
from tests.browser.door_pages import get_the_list, to
from tests.browser.test_accessibility import fits_and_is_accessible

TEST_CODE = "TEST-YZ-0123"
BACK_WITHIN_MS = 30_000


async def setup_page(open_page: OpenPage, session: str) -> Page:
    door = await open_page("/d/expo/setup", session, size=PHONE)
    await expect(door.get_by_role("heading", name="Setup")).to_be_visible()
    return door


async def test_what_is_chosen_is_kept(open_page: OpenPage, guest: Registrant, door_session: str) -> None:
    door = await setup_page(open_page, door_session)
    await door.get_by_role("radio", name="Hardware scanner The camera").check()
    await door.get_by_label("Sound", exact=True).uncheck()
    await door.get_by_role("radio", name="Light").check()
    await door.reload()
    await expect(door.get_by_role("radio", name="Hardware scanner The camera")).to_be_checked()
    await expect(door.get_by_label("Sound", exact=True)).not_to_be_checked()
    await expect(door.locator("html")).to_have_attribute("data-theme", "light")


async def test_the_list_its_age_and_the_build_are_told(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await setup_page(open_page, door_session)
    alone = door.get_by_role("region", name="Without the server")
    await expect(alone).to_contain_text("1 person", timeout=10_000)
    await expect(alone).to_contain_text(re.compile(r"\d\d:\d\d, \d+ s ago"))
    device = door.get_by_role("region", name="This device")
    await expect(device).to_contain_text("Kim")
    await expect(device).to_contain_text("right", timeout=15_000)  # the clock, with the first heartbeat
    await expect(device).to_contain_text("0.1.0")


async def test_a_scanner_is_tested_and_nobody_is_checked_in(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await setup_page(open_page, door_session)
    finding = door.locator(".test-finding")
    await wedge(door, TEST_CODE)
    await expect(finding).to_contain_text("The scanner works")
    await wedge(door, guest.code)
    await expect(finding).to_contain_text(guest.code)
    await expect(door.get_by_role("heading", name="Setup")).to_be_visible()
    counts = await (await door.request.get("/api/v1/events/expo/counts/")).json()
    assert counts["scans"] == {"admitted": 0, "exited": 0, "refused": 0}


async def test_a_scanner_without_an_end_is_noticed(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await setup_page(open_page, door_session)
    await door.evaluate(STRIKE, {"code": TEST_CODE, "host": {}, "end": False})
    await expect(door.locator(".test-finding")).to_contain_text("No Enter at the end")


async def test_a_scanner_for_another_layout_is_noticed(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await setup_page(open_page, door_session)
    german = {"Y": "Z", "Z": "Y", "-": "ß"}
    await door.evaluate(STRIKE, {"code": TEST_CODE, "host": german, "end": True})
    await expect(door.locator(".test-finding")).to_contain_text("Another keyboard layout")
    await expect(door.locator(".test-finding")).to_contain_text("TESTßZYß0123")


# As a US scanner types, at its own pace however busy this machine is: the keys are those of the code, and `host` says
# what they type there.
STRIKE = """({code, host, end}) => {
  const press = key => window.dispatchEvent(new KeyboardEvent('keydown', {...key, bubbles: true}))
  for (const sign of code) {
    const name = sign === '-' ? 'Minus' : /\\d/.test(sign) ? `Digit${sign}` : `Key${sign}`
    press({key: host[sign] ?? sign, code: name, shiftKey: /[A-Z]/.test(sign)})
  }
  if (end) press({key: 'Enter', code: 'Enter'})
}"""


async def test_nobody_signs_out_while_scans_wait(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await get_the_list(door, "zoe")
    await door.context.set_offline(True)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await to(door, "Setup")
    out = door.get_by_role("button", name="Sign out")
    await expect(out).to_be_disabled()
    await expect(door.get_by_text("Not yet: 1 scan still")).to_be_visible()
    await door.context.set_offline(False)
    await expect(out).to_be_enabled(timeout=BACK_WITHIN_MS)
    await out.click()
    await expect(door).to_have_url(re.compile("/login"))
    assert (await door.request.get("/api/v1/auth/me/")).status == 401


@pytest.mark.usefixtures("guest")
async def test_a_paired_scanner_says_who_it_is(open_page: OpenPage, scanner_token: str) -> None:
    door = await open_page("/d/expo/setup", device=scanner_token, size=PHONE)
    device = door.get_by_role("region", name="This device")
    await expect(device).to_contain_text("North door, a paired scanner")
    await expect(door.get_by_role("button", name="Sign out")).to_have_count(0)


async def test_the_setup_is_accessible(open_page: OpenPage, guest: Registrant, door_session: str) -> None:
    door = await setup_page(open_page, door_session)
    await fits_and_is_accessible(door)
    await wedge(door, TEST_CODE)
    await fits_and_is_accessible(door)
    await wedge(door, guest.code)
    await fits_and_is_accessible(door)
    # The cards scroll between the header and the nav, and nothing below.
    assert await door.evaluate("document.documentElement.scrollHeight <= innerHeight")
