"""A device that is switched off stops within two seconds, with Redis and without; what it held is kept."""

import time
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, Route, expect

from checkin.models import Registrant
from tests.browser.cards import HELD
from tests.browser.conftest import NO_WORKER, PHONE, OpenPage, scan
from tests.browser.door_pages import get_the_list
from tests.live_clients import Serve

WITHIN_MS = 2_000
SCANS = "**/api/v1/events/expo/scans/"


@pytest.fixture(scope="module", params=["with Redis", "without Redis"])
def either_serve(
    request: pytest.FixtureRequest, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serve]:
    without = {"REDIS_URL": ""} if request.param == "without Redis" else {}
    with Serve(tmp_path_factory.mktemp("serve") / "log", **without) as server:
        yield server


@pytest.fixture
def serve(either_serve: Serve, purged: None) -> Serve:
    return either_serve


async def switch_off(devices: Page, name: str) -> float:
    """Let an organiser do it. Return the moment."""
    await devices.get_by_role("button", name=f"Switch off {name}").click()
    button = devices.get_by_role("dialog").get_by_role("button", name="Switch off")
    await button.wait_for()
    at = time.monotonic()
    await button.click()
    return at


@pytest.mark.alone
async def test_a_scanner_is_cut_off(
    open_page: OpenPage, guest: Registrant, scanner_token: str, organiser_session: str
) -> None:
    door = await open_page("/d/expo/scan", device=scanner_token, size=PHONE)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
    await expect(door.locator(".pill-live")).to_be_visible()
    devices = await open_page("/o/expo/devices", organiser_session)

    at = await switch_off(devices, "North door")
    await expect(door.get_by_role("heading", name="This device was switched off")).to_be_visible(
        timeout=WITHIN_MS
    )
    assert time.monotonic() - at < WITHIN_MS / 1000
    answer = await door.request.get("/api/v1/events/expo/counts/")
    assert (answer.status, (await answer.json())["code"]) == (401, "device_revoked")
    await door.reload()
    await expect(door.get_by_role("heading", name="This device was switched off")).to_be_visible()


@pytest.mark.alone
async def test_a_display_is_cut_off(
    open_page: OpenPage, guest: Registrant, kiosk_token: str, organiser_session: str
) -> None:
    display = await open_page("/k/", device=kiosk_token)
    await expect(display.locator(".freshness-live")).to_be_visible()
    devices = await open_page("/o/expo/devices", organiser_session)

    at = await switch_off(devices, "Hall 2")
    await expect(display.get_by_text("This display was switched off")).to_be_visible(timeout=WITHIN_MS)
    assert time.monotonic() - at < WITHIN_MS / 1000
    await display.reload()
    await expect(display.get_by_text("This display was switched off")).to_be_visible()


async def test_a_scan_without_an_answer_is_kept_for_the_organiser_and_can_be_accepted(
    open_page: OpenPage, guest: Registrant, scanner_token: str, organiser_session: str
) -> None:
    door = await open_page("/d/expo/scan", device=scanner_token, size=PHONE, script=NO_WORKER + HELD)
    devices = await open_page("/o/expo/devices", organiser_session)
    await get_the_list(door, "zoe")

    async def lose(route: Route) -> None:
        await route.abort()

    await door.route(SCANS, lose)
    await scan(door, guest.code)
    await expect(door.get_by_label("Verdict")).to_contain_text("Saved on this phone, will sync")
    await expect(door.get_by_text("Offline 1 waiting")).to_be_visible()

    await switch_off(devices, "North door")
    await expect(door.get_by_text("It is kept: the organiser decides")).to_be_visible()

    await devices.reload()
    held = devices.get_by_role("region", name="Scans held back")
    await expect(held).to_contain_text(guest.code)
    counts = await (await devices.request.get("/api/v1/events/expo/counts/")).json()
    assert counts["people"]["checked_in"] == 0
    await held.get_by_label("All scans").check()
    await held.get_by_role("button", name="Accept 1").click()
    await expect(held).to_contain_text("1 person admitted")
    counts = await (await devices.request.get("/api/v1/events/expo/counts/")).json()
    assert counts["people"]["checked_in"] == 1


async def test_a_switched_off_browser_can_be_paired_again(
    open_page: OpenPage, guest: Registrant, scanner_token: str, kiosk_code: str, organiser_session: str
) -> None:
    door = await open_page("/d/expo/scan", device=scanner_token, size=PHONE)
    await expect(door.get_by_label("Verdict")).to_be_visible()
    devices = await open_page("/o/expo/devices", organiser_session)
    await switch_off(devices, "North door")
    await door.get_by_role("link", name="Pair it again").click()
    await door.get_by_label("Pairing code").fill(kiosk_code)
    await door.get_by_role("button", name="Pair", exact=True).click()
    await expect(door.get_by_text("checked in of")).to_be_visible()
