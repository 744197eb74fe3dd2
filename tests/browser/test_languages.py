"""The pages in Chinese, and the times of the event whatever the clock and the language of the browser."""

import re
from zoneinfo import ZoneInfo

from playwright.async_api import Page, expect

from checkin.models import Event, Registrant, Scan
from tests.browser.conftest import PHONE, OpenPage, wedge
from tests.browser.test_accessibility import violations

CHINESE = "zh-TW"
FAR_AWAY = "Pacific/Honolulu"


async def is_chinese(page: Page) -> None:
    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    await page.emulate_media(reduced_motion="reduce")
    assert await violations(page) == []
    width = await page.evaluate("innerWidth")
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_a_door_in_a_chinese_browser_scans_in_chinese(
    open_page: OpenPage, event: Event, guest: Registrant, door_session: str
) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE, locale=CHINESE, zone=FAR_AWAY)
    card = door.get_by_label("判定結果")
    await expect(card).to_contain_text("可以掃描")
    await expect(door).to_have_title(re.compile("^門口 · Expo"))
    await wedge(door, guest.code)
    await expect(card).to_contain_text("已報到")
    await expect(door.locator("[aria-live=assertive]")).to_have_text(re.compile("^已報到。Zoë Müller。"))
    await expect(door.locator(".verdict-saved, .last-scan-undo").first).to_be_visible()
    await wedge(door, "NOBODY-99")
    await expect(card).to_contain_text("不在此名單上")
    await is_chinese(door)

    await door.get_by_role("link", name="最近").click()
    scan = await Scan.objects.aget(registrant=guest)
    there = scan.scanned_at.astimezone(ZoneInfo(event.timezone))
    await expect(door.locator(".scan-row", has_text="Zoë Müller").locator("time")).to_have_text(
        f"{there:%H:%M:%S}"
    )
    await door.context.set_offline(True)
    await expect(door.locator(".door-pill")).to_have_text("離線", timeout=30_000)


async def test_the_language_is_chosen_before_signing_in_and_stays(open_page: OpenPage, event: Event) -> None:
    page = await open_page("/login", size=PHONE)
    await page.get_by_label("Language").select_option("zh-Hant")
    await expect(page.get_by_role("button", name="登入")).to_be_visible()
    await is_chinese(page)
    await page.reload()
    await page.get_by_label("電子郵件").fill("nobody@example.org")
    await page.get_by_label("密碼").fill("not this one")
    await page.get_by_role("button", name="登入").click()
    await expect(page.get_by_role("alert")).to_contain_text("電子郵件與密碼不符。")
    await page.get_by_label("語言").select_option("en")
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()


async def test_a_display_speaks_the_language_of_its_address(
    open_page: OpenPage, event: Event, kiosk_token: str
) -> None:
    kiosk = await open_page("/k/?lang=zh-Hant", device=kiosk_token, zone=FAR_AWAY)
    await expect(kiosk.locator(".kiosk-hero")).to_contain_text("已報到，應到 0")
    await expect(kiosk.locator(".freshness")).to_have_text("即時")
    await is_chinese(kiosk)
