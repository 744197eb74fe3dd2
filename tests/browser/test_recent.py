"""The last scans of a device: what waits, what was not taken, and what is taken back."""

import re

from playwright.async_api import Locator, Page, Route, expect

from checkin.models import Registrant, StatusChange
from tests.browser.conftest import NO_WORKER, PHONE, OpenPage, scan
from tests.browser.door_pages import get_the_list, to
from tests.browser.test_accessibility import fits_and_is_accessible
from tests.browser.waiting_scans import comes_to

SCANS = re.compile("/api/v1/events/expo/scans/(batch/)?$")
BACK_WITHIN_MS = 30_000


def row(door: Page, title: str, name: str = "Zoë Müller") -> Locator:
    return door.get_by_role("region", name=title).get_by_role("listitem").filter(has_text=name)


async def test_a_check_in_is_taken_back_with_a_reason(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await to(door, "Recent")
    await row(door, "Last scans").get_by_role("button", name="Undo").click()
    dialog = door.get_by_role("dialog")
    await dialog.get_by_role("button", name="Wrong person").click()
    await dialog.get_by_role("button", name="Take back").click()
    await expect(row(door, "Last scans")).to_contain_text("Check-in taken back")
    await expect(row(door, "Last scans").get_by_role("button")).to_have_count(0)
    steps = StatusChange.objects.filter(registrant=guest).order_by("-id").values_list("reason", flat=True)
    await comes_to(steps.afirst, "Wrong person")


async def test_offline_scans_wait_here_and_are_gone_when_the_server_has_them(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await get_the_list(door, "zoe")
    await door.context.set_offline(True)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await to(door, "Recent")
    await expect(row(door, "Waiting for the server")).to_contain_text("Checked in")
    await door.context.set_offline(False)
    await expect(row(door, "Last scans")).to_contain_text("Checked in", timeout=BACK_WITHIN_MS)
    await expect(door.get_by_text("Waiting for the server")).not_to_be_visible()


async def test_what_the_server_would_not_take_is_sent_again_from_here(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE, script=NO_WORKER)
    await get_the_list(door, "zoe")

    async def refuse(route: Route) -> None:
        problem = {
            "type": "about:blank",
            "title": "No.",
            "status": 400,
            "code": "invalid",
            "detail": "Not so.",
        }
        await route.fulfill(status=400, json=problem, content_type="application/problem+json")

    await door.route(SCANS, refuse)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Not taken")
    await to(door, "Recent")
    await expect(row(door, "Not taken")).to_contain_text("Not so.")
    await door.unroute(SCANS)
    await row(door, "Not taken").get_by_role("button", name="Send again").click()
    await expect(row(door, "Last scans")).to_contain_text("Checked in")


async def test_an_unknown_code_offline_is_decided_here_too(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await get_the_list(door, "zoe")
    await door.context.set_offline(True)
    await scan(door, "NOBODY-99")
    await expect(door.get_by_label("Verdict")).to_contain_text("Not in the list")
    await to(door, "Recent")
    await row(door, "Nobody has decided yet", "NOBODY-99").get_by_role("button", name="Let in").click()
    dialog = door.get_by_role("dialog")
    await dialog.get_by_role("button", name="Showed a ticket").click()
    await dialog.get_by_role("button", name="Let in").click()
    await expect(door.locator(".last-scan")).to_contain_text("NOBODY-99")  # shown where verdicts are
    await to(door, "Recent")
    waiting = row(door, "Waiting for the server", "NOBODY-99")
    await expect(waiting.first).to_contain_text("Let in by override")


async def test_the_list_of_the_last_scans_is_accessible(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/recent", door_session, size=PHONE)
    await expect(door.get_by_text("No scans on this device yet")).to_be_visible()
    await fits_and_is_accessible(door)
    await to(door, "Scan")
    await scan(door, guest.code)
    await scan(door, "NOBODY-99")
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("You just scanned this")
    await door.goto("/d/expo/recent")
    await expect(row(door, "Last scans").first).to_be_visible()
    await fits_and_is_accessible(door)
    await row(door, "Last scans").get_by_role("button", name="Undo").click()
    await fits_and_is_accessible(door)
