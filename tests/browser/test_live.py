"""How far the numbers on a screen can be trusted, and that a screen finds back by itself."""

import pytest
from playwright.async_api import WebSocketRoute, expect

from checkin.models import Registrant
from tests.browser.conftest import OpenPage

POLLED_WITHIN_MS = 20_000  # three tries at a socket, then the first poll
SOCKET = "**/ws/events/expo/"


@pytest.mark.usefixtures("event")
async def test_a_silent_link_turns_slow_then_stale_and_comes_back(
    open_page: OpenPage, organiser_session: str
) -> None:
    page = await open_page("/login", organiser_session)
    await page.clock.install()
    await page.goto("/o/expo/live")
    await expect(page.locator(".freshness-live")).to_be_visible()

    # The socket stays open and says nothing: only the missing heartbeat tells.
    await page.context.set_offline(True)
    await page.clock.run_for(20_000)
    await expect(page.get_by_text("Slow")).to_be_visible()
    await page.clock.run_for(30_000)
    await expect(page.get_by_text("Stale")).to_be_visible()
    await expect(page.get_by_text("reconnecting")).to_be_visible()
    await expect(page.get_by_text("to come")).to_be_visible()  # the last numbers stay

    await page.context.set_offline(False)
    await page.clock.run_for(1_000)
    await expect(page.locator(".freshness-live")).to_be_visible()


async def test_without_sockets_the_numbers_come_over_rest(
    open_page: OpenPage, guest: Registrant, organiser_session: str
) -> None:
    page = await open_page("/login", organiser_session)

    async def close(socket: WebSocketRoute) -> None:
        await socket.close(code=1011)

    await page.route_web_socket(SOCKET, close)
    await page.goto("/o/expo/live")
    await expect(page.get_by_text("1 to come")).to_be_visible()
    status = f"/api/v1/events/expo/registrants/{guest.pk}/status/"
    token = next(cookie["value"] for cookie in await page.context.cookies() if cookie["name"] == "csrftoken")
    answer = await page.request.post(
        status, data={"status": "checked_in"}, headers={"X-CSRFToken": token, "Referer": page.url}
    )
    assert answer.ok
    await expect(page.get_by_text("0 to come")).to_be_visible(timeout=POLLED_WITHIN_MS)


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(("code", "words"), [(4403, "No access to this event"), (4404, "No such event")])
async def test_a_screen_that_may_not_watch_says_so_and_stops(
    open_page: OpenPage, organiser_session: str, code: int, words: str
) -> None:
    page = await open_page("/login", organiser_session)
    opened = 0

    async def refuse(socket: WebSocketRoute) -> None:
        nonlocal opened
        opened += 1
        await socket.close(code=code)

    await page.route_web_socket(SOCKET, refuse)
    await page.goto("/o/expo/live")
    await expect(page.get_by_text(words)).to_be_visible()
    assert opened == 1
