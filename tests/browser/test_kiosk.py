"""A display that nobody touches: what it shows, in every size."""

from itertools import product

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from checkin.models import Area, Event, PassType
from checkin.services.events import save_part
from tests.browser.conftest import OpenPage
from tests.browser.displays import HALL, STALE, OpenDisplay, at_a_set_time, displays, is_live, make_busy
from tests.browser.test_accessibility import violations
from tests.live_clients import Serve
from tests.making import make_registrant

SIZES = [
    HALL,
    ViewportSize(width=1366, height=768),
    ViewportSize(width=1080, height=1920),
    ViewportSize(width=1280, height=1024),
    ViewportSize(width=768, height=1024),
]
VIEWS = ("total", "passes", "areas")


@pytest.fixture
def open_display(browser: Browser, serve: Serve, kiosk_token: str) -> OpenDisplay:
    return displays(browser, serve, kiosk_token)


@pytest.fixture
def busy(event: Event) -> Event:
    return make_busy(event)


@pytest.fixture
def many_parts(busy: Event) -> None:
    """More pass types and areas than have a place, some with long names."""
    for number in range(14):
        name = f"Room {number}" if number % 3 else f"Workshop on floor {number}"
        save_part(event=busy, part=Area(), fields={"name": name, "capacity": number or None})
        pass_type = PassType()
        save_part(event=busy, part=pass_type, fields={"name": name, "position": number + 1})
        make_registrant(busy, name, pass_type_id=pass_type.pk)


@pytest.mark.usefixtures("busy")
async def test_each_view_shows_its_numbers(open_display: OpenDisplay) -> None:
    page = await open_display("/k/")
    await expect(page.locator(".kiosk-hero")).to_have_text("3checked in of 4")
    await expect(page.locator("footer")).to_have_text("LiveHall 2")
    await page.goto("/k/?view=passes")
    await expect(page.get_by_text("3 checked in of 4")).to_be_visible()
    await expect(page.locator("dl")).to_have_text("General3")
    await page.goto("/k/?view=areas&theme=light")
    await expect(page.get_by_text("3 inside now")).to_be_visible()
    await expect(page.locator("dl")).to_contain_text("Full3\u202f/\u202f3")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(244, 246, 248)"


@pytest.mark.usefixtures("busy")
async def test_nothing_can_be_touched_and_nothing_burns_in(open_display: OpenDisplay) -> None:
    async def before(page: Page) -> None:
        await page.clock.install()
        await page.add_init_script("""
            window.asked = 0
            const request = async () => (window.asked++, {released: true, release: async () => {}})
            Object.defineProperty(navigator, 'wakeLock', {value: {request}})""")

    page = await open_display(before=before)
    await is_live(page)
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement === document.body")
    assert await page.locator("a, button, input, select, textarea, summary, [tabindex]").count() == 0

    assert await page.evaluate("window.asked") == 1
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert await page.evaluate("window.asked") == 2

    cursor = "getComputedStyle(document.querySelector('h1')).cursor"
    await page.mouse.move(50, 50)
    assert await page.evaluate(cursor) != "none"
    await page.clock.run_for(3_100)
    assert await page.evaluate(cursor) == "none"

    place = "(({left, top}) => [left, top])(document.querySelector('h1').getBoundingClientRect())"
    left, top = await page.evaluate(place)
    await page.clock.run_for(60_000)
    left_then, top_then = await page.evaluate(place)
    assert abs(left_then - left) + abs(top_then - top) == 2


@pytest.mark.usefixtures("many_parts")
@pytest.mark.parametrize(("view", "theme"), list(product(VIEWS, ("dark", "light"))))
async def test_every_view_is_accessible_and_fits(open_display: OpenDisplay, view: str, theme: str) -> None:
    page = await open_display(f"/k/?view={view}&theme={theme}", before=at_a_set_time)
    await page.emulate_media(reduced_motion="reduce")
    await is_live(page)
    await fits(page)
    await page.context.set_offline(True)
    await page.clock.run_for(50_000)
    await expect(page.get_by_text(STALE)).to_be_visible()
    await fits(page)


async def fits(page: Page) -> None:
    assert await violations(page) == []
    for size in SIZES:
        await page.set_viewport_size(size)
        assert await page.evaluate(OUTSIDE) == [], size


# What is wider than the screen, beyond its edge, or under the words at its foot.
OUTSIDE = """() => {
    const foot = document.querySelector('footer').getBoundingClientRect().top
    return [...document.querySelectorAll('html, .kiosk, .kiosk *')].filter((one) => {
        const {left, top, right, bottom} = one.getBoundingClientRect()
        const isWide = one.tagName === 'HTML' && one.scrollWidth > innerWidth
        const isCovered = one.closest('section') !== null && bottom > foot + 1
        return isWide || isCovered || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight
    }).map((one) => one.outerHTML)
}"""


async def test_the_devices_page_offers_the_address(
    open_page: OpenPage, open_display: OpenDisplay, organiser_session: str
) -> None:
    devices = await open_page("/o/expo/devices", organiser_session)
    card = devices.get_by_role("region", name="What displays show")
    await card.get_by_label("Shows").select_option("The areas, and which are full")
    await card.get_by_label("Colours").select_option("Light")
    page = await open_display(await card.get_by_label("Address for displays").input_value())
    await expect(page.get_by_text("0 inside now")).to_be_visible()
    assert await page.evaluate("document.documentElement.dataset.theme") == "light"
    async with devices.context.expect_page() as opened:
        await card.get_by_role("link", name="Look at it here").click()
    await expect((await opened.value).get_by_text("0 inside now")).to_be_visible()
