"""Every page, in both themes and on a phone, against axe's rules for WCAG 2.2 AA."""

from functools import cache
from itertools import product

import pytest
from playwright.async_api import Page, expect

from checkin.models import Registrant
from tests.browser.conftest import DESKTOP, PHONE, ROOT, OpenPage, scan

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "login": ("/login", "Sign in"),
    "events": ("/", "Expo"),
    "dashboard": ("/o/expo/live", "Inside now"),
    "people": ("/o/expo/people", "Zoë Müller"),
    "person": ("/o/expo/people/{guest}", "Added as registered"),
    "door": ("/d/expo/scan", "Ready to scan"),
    "kiosk": ("/k/?event=expo", "checked in of"),
    "light kiosk": ("/k/?event=expo&theme=light", "checked in of"),
    "imports": ("/o/expo/imports", "No list was imported yet"),
    "members": ("/o/expo/members", "Invite somebody"),
    "devices": ("/o/expo/devices", "North door"),
    "pairing": ("/j/", "Pairing code"),
    "refused pairing": ("/j/AAAAAAAA", "This code does not work"),
    "invitation": ("/invitation/not.one", "Open your account"),
    "missing event": ("/o/none/live", "There is no such event"),
}


@cache
def axe_source() -> str:
    return (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()


async def violations(page: Page) -> list[str]:
    """What axe finds, one line for each: the rule and the first element that breaks it."""
    # The policy of the pages forbids a script tag, so the source is evaluated; ";0" keeps its value from being sent.
    await page.evaluate(axe_source() + ";0")
    found = await page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{broken['id']}: {broken['nodes'][0]['html']}" for broken in found["violations"]]


@pytest.mark.usefixtures("scanner_token")
@pytest.mark.parametrize(("path", "words"), PAGES.values(), ids=PAGES.keys())
async def test_pages_are_accessible_and_fit_the_screen(
    open_page: OpenPage, guest: Registrant, organiser_session: str, path: str, words: str
) -> None:
    page = await open_page(path.format(guest=guest.pk), organiser_session)
    await expect(page.get_by_text(words).first).to_be_visible()
    await fits_and_is_accessible(page)


async def fits_and_is_accessible(page: Page) -> None:
    await page.emulate_media(reduced_motion="reduce")
    for dark, size in product((False, True), (DESKTOP, PHONE)):
        await page.emulate_media(color_scheme="dark" if dark else "light")
        await page.set_viewport_size(size)
        assert await violations(page) == [], (dark, size)
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], size


async def test_verdicts_are_accessible(open_page: OpenPage, guest: Registrant, door_session: str) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await door.emulate_media(reduced_motion="reduce")
    for code, words in ((guest.code, "Checked in"), ("NOBODY-99", "Not on this list")):
        await scan(door, code)
        await expect(door.get_by_label("Verdict")).to_contain_text(words)
        assert await violations(door) == [], words


async def test_dialogs_are_accessible(
    open_page: OpenPage, scanner_token: str, organiser_session: str
) -> None:
    devices = await open_page("/o/expo/devices", organiser_session)
    for button, words in (
        ("Add a device", "What is it?"),
        ("Edit North door", "Edit North door"),
        ("Switch off North door", "Switch off North door?"),
        ("New code for North door", "Pairing link"),
        ("change password", "Present password"),
    ):
        await devices.get_by_role("button", name=button).click()
        await expect(devices.get_by_role("dialog").get_by_text(words, exact=True)).to_be_visible()
        await fits_and_is_accessible(devices)
        await devices.keyboard.press("Escape")


@pytest.mark.usefixtures("event")
async def test_switched_off_devices_are_accessible(
    open_page: OpenPage, scanner_token: str, kiosk_token: str, organiser_session: str
) -> None:
    devices = await open_page("/o/expo/devices", organiser_session)
    door = await open_page("/d/expo/scan", device=scanner_token)
    display = await open_page("/k/", device=kiosk_token)
    await expect(display.get_by_text("checked in of")).to_be_visible()
    await expect(door.get_by_label("Verdict")).to_be_visible()
    for name in ("North door", "Hall 2"):
        await devices.get_by_role("button", name=f"Switch off {name}").click()
        await devices.get_by_role("dialog").get_by_role("button", name="Switch off").click()
        await expect(devices.get_by_role("dialog")).to_be_hidden()
    for page in (door, display):
        await expect(page.get_by_text("was switched off")).to_be_visible()
        await fits_and_is_accessible(page)
