"""The card of a door that says the verdict, and guests of whom it has something to say."""

from typing import Any

from playwright.async_api import Locator, Page, expect

from checkin.choices import Status
from checkin.models import Event, Registrant
from checkin.services.access import Actor
from checkin.services.statuses import change_status
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.door_pages import get_the_list
from tests.browser.test_accessibility import violations
from tests.making import make_registrant

SCANS = "**/api/v1/events/expo/scans/**"
BACK_WITHIN_MS = 30_000
ORGANISER = Actor(None, "Olga")
# What passes by itself would be gone before axe has looked at it.
HELD = """
const later = window.setTimeout.bind(window)
window.setTimeout = (then, ms, ...rest) => later(then, [1000, 2500].includes(ms) ? 60000 : ms, ...rest)
"""


def make_noted(event: Event) -> Registrant:
    return make_registrant(event, "Vera Ingram", note="VIP: call Olga", attention=True, code="VIP-00001")


def make_cancelled(event: Event) -> Registrant:
    gone = make_registrant(event, "Cara Nell", code="GONE-0001")
    change_status(event=event, registrant_id=gone.pk, to=Status.CANCELLED, actor=ORGANISER)
    return gone


async def door_of(open_page: OpenPage, session: str, words: str = "", **options: Any) -> Page:
    """A door on a phone; with `words`, its list is on the device."""
    door = await open_page("/d/expo/scan", session, size=PHONE, **options)
    await door.emulate_media(reduced_motion="reduce")
    await expect(card(door)).to_contain_text("Ready to scan")
    if words:
        await get_the_list(door, words)
    return door


def card(door: Page) -> Locator:
    return door.get_by_label("Verdict")


def pill(door: Page) -> Locator:
    return door.locator(".door-pill")


async def shows(door: Page, *words: str) -> None:
    """The card says this, in order to be read by everybody: in both themes, within the screen."""
    for one in words:
        await expect(card(door)).to_contain_text(one, timeout=BACK_WITHIN_MS)
    for theme in ("light", "dark"):
        await door.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert await violations(door) == [], (theme, words)
    assert await door.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], words


async def press(door: Page, name: str) -> None:
    await card(door).get_by_role("button", name=name, exact=True).click()


async def counted(door: Page) -> dict[str, int]:
    answer = await (await door.request.get("/api/v1/events/expo/counts/")).json()
    return dict(answer["scans"])


async def press_exit(door: Page) -> None:
    await door.get_by_label("Exit").check(force=True)
    await expect(card(door)).to_contain_text("Ready to scan exits")
