"""Codes before a camera, through the built pages under their own policy; and what the door says without a camera."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from checkin.models import Event, Registrant
from tests.browser.camera_feed import (
    BLANK,
    CANVAS_CAMERA,
    REFUSING,
    Symbol,
    barcode,
    beside,
    camera_flags,
    inverted,
    qr,
    show,
    sideways,
    write_feed,
)
from tests.browser.conftest import FLAGS, PHONE, OpenPage
from tests.live_clients import Serve
from tests.making import make_registrant

INSECURE = "door.test"
WITHIN_SECONDS = 20.0


@pytest.fixture
def flags(request: pytest.FixtureRequest) -> list[str]:
    """As a test says, which may be without a camera."""
    return [*FLAGS, *getattr(request, "param", [])]


@pytest.fixture
def other_guest(event: Event) -> Registrant:
    return make_registrant(event, "Bo Barcode", code="BAR-0043")


@pytest.mark.alone
class TestFile:
    """A file that Chromium plays as its camera: the whole way of a picture."""

    @pytest.fixture
    def flags(self, tmp_path: Path) -> list[str]:
        feed = tmp_path / "feed.y4m"
        shown = [(qr("ZOE-0042"), 1.0), (BLANK, 0.2), (barcode("BAR-0043"), 1.0), (BLANK, 0.2)]
        write_feed(feed, shown)
        return [*FLAGS, *camera_flags(feed)]

    async def test_a_qr_code_and_a_barcode_are_read_and_recorded_once(
        self, open_page: OpenPage, guest: Registrant, other_guest: Registrant, door_session: str
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE)
        await start(door)
        await recorded(door, 2)
        # The file begins anew every 2.4 s, and with less than 2.5 s without it no code has left.
        await door.wait_for_function("() => document.querySelector('video').currentTime > 8")
        assert await scans(door) == {"admitted": 2, "exited": 0, "refused": 0}

    async def test_codes_are_read_without_a_network_too(
        self, open_page: OpenPage, guest: Registrant, other_guest: Registrant, door_session: str
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE)
        await start(door)
        await recorded(door, 2)
        await door.evaluate("navigator.serviceWorker.ready.then(() => null)")
        await door.context.set_offline(True)
        await door.reload()
        await start(door)
        await expect(door.get_by_text("2 waiting")).to_be_visible()
        await door.keyboard.press("F9")
        await door.context.set_offline(False)
        await recorded(door, 4)


class TestCanvas:
    """A camera that shows at once what the test tells it to."""

    @pytest.mark.alone
    async def test_a_pass_that_comes_back_counts_again_when_it_was_away(
        self, open_page: OpenPage, guest: Registrant, door_session: str
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE, script=CANVAS_CAMERA)
        await start(door)
        await show(door, qr(guest.code))
        card = door.get_by_label("Verdict")
        await expect(card).to_contain_text("Checked in")
        await expect(card).to_contain_text("Zoë Müller")
        await recorded(door, 1)
        await show(door, BLANK)
        await away(door, 0.8)
        await show(door, qr(guest.code))
        await away(door, 0.5)
        await show(door, BLANK)
        await away(door, 2.8)
        assert await scans(door) == {"admitted": 1, "exited": 0, "refused": 0}
        await show(door, qr(guest.code))
        await recorded(door, 2)

    @pytest.mark.parametrize(
        "symbol",
        [
            inverted(qr("ZOE-0042", scale=8)),
            sideways(barcode("ZOE-0042", scale=3)),
            beside(qr("ZOE-0042", scale=6), qr("BAR-0043", scale=6)),
        ],
        ids=["white on black", "sideways", "in the middle"],
    )
    async def test_a_pass_is_read_however_it_is_held(
        self, open_page: OpenPage, guest: Registrant, door_session: str, symbol: Symbol
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE, script=CANVAS_CAMERA)
        await start(door)
        await show(door, symbol)
        await expect(door.get_by_label("Verdict")).to_contain_text("Zoë Müller")
        await recorded(door, 1)

    async def test_the_light_is_there_where_the_camera_has_one(
        self, open_page: OpenPage, guest: Registrant, door_session: str
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE, script=CANVAS_CAMERA)
        await start(door)
        light = door.get_by_role("button", name="Light")
        await light.click()
        await expect(light).to_have_attribute("aria-pressed", "true")
        assert await door.evaluate("fakeCamera.torch")

    async def test_a_camera_that_is_taken_away_is_opened_again(
        self, open_page: OpenPage, guest: Registrant, door_session: str
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE, script=CANVAS_CAMERA)
        await start(door)
        await door.evaluate("fakeCamera.take()")
        await door.wait_for_function("() => fakeCamera.opened === 2")
        await show(door, qr(guest.code))
        await expect(door.get_by_label("Verdict")).to_contain_text("Checked in")
        await recorded(door, 1)

    async def test_a_camera_that_stays_away_is_missed_until_it_is_back(
        self, open_page: OpenPage, guest: Registrant, door_session: str
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE, script=CANVAS_CAMERA)
        await start(door)
        await door.evaluate("fakeCamera.refusal = 'NotFoundError'; fakeCamera.take()")
        await fails(door, "The camera stopped")
        await door.evaluate("fakeCamera.refusal = null")
        await door.get_by_role("button", name="Try again").click()
        await expect(door.get_by_text("The camera is on")).to_be_attached()

    async def test_a_camera_that_another_app_holds(
        self, open_page: OpenPage, event: Event, door_session: str
    ) -> None:
        refusing = CANVAS_CAMERA + REFUSING.format("NotReadableError")
        door = await open_page("/d/expo/scan", door_session, size=PHONE, script=refusing)
        await door.get_by_role("button", name="Start scanning").click()
        await fails(door, "The camera is in use")


@pytest.mark.parametrize("flags", [["--use-fake-device-for-media-stream"]], indirect=True)
async def test_a_camera_that_somebody_refused(open_page: OpenPage, event: Event, door_session: str) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await door.get_by_role("button", name="Start scanning").click()
    await fails(door, "The camera is not allowed")


async def test_no_camera(open_page: OpenPage, event: Event, door_session: str) -> None:
    door = await open_page("/d/expo/scan", door_session, size=PHONE)
    await door.get_by_role("button", name="Start scanning").click()
    await fails(door, "No camera found")


class TestInsecure:
    """Over http, and not on the machine itself, browsers keep the camera to themselves."""

    @pytest.fixture
    def flags(self) -> list[str]:
        return [*FLAGS, f"--host-resolver-rules=MAP {INSECURE} 127.0.0.1"]

    @pytest.fixture
    def serve(self, purged: None, tmp_path: Path) -> Iterator[Serve]:
        with Serve(tmp_path / "log", ALLOWED_HOSTS=f"{INSECURE},127.0.0.1") as server:
            yield server

    async def test_the_page_says_what_address_it_needs(
        self, open_page: OpenPage, event: Event, door_session: str
    ) -> None:
        door = await open_page("/d/expo/scan", door_session, size=PHONE, host=INSECURE)
        await fails(door, "The camera needs a secure address")
        await expect(door.get_by_role("alert").get_by_role("button", name="Try again")).to_have_count(0)


async def start(door: Page) -> None:
    """Start the camera, and wait until codes are read."""
    button = door.get_by_role("button", name="Start scanning")
    running = door.get_by_text("The camera is on")
    await button.or_(running).first.wait_for(state="attached")
    if await button.is_visible():  # the browser would ask
        await button.click()
    await running.wait_for(state="attached")


async def scans(door: Page) -> dict[str, int]:
    """The server's count of scans, by outcome."""
    counts = await (await door.request.get("/api/v1/events/expo/counts/")).json()
    outcomes: dict[str, int] = counts["scans"]
    return outcomes


async def recorded(door: Page, number: int) -> None:
    """Return once the server has so many scans."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while sum((await scans(door)).values()) < number:
        assert time.monotonic() < deadline, f"the server does not have {number} scans"
        await asyncio.sleep(0.1)


async def away(door: Page, seconds: float) -> None:
    """Let the camera go on for so long."""
    before = await door.evaluate("document.querySelector('video').currentTime")
    await door.wait_for_function(
        "until => document.querySelector('video').currentTime > until", arg=before + seconds
    )


async def fails(door: Page, words: str) -> None:
    """The camera fails in these words and no others, with a way on."""
    alert = door.get_by_role("alert").filter(has_text="camera")
    await expect(alert).to_contain_text(words)
    await expect(alert.get_by_role("link", name="Search by name")).to_be_visible()
