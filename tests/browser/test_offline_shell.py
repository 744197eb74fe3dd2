"""The service worker: the door and the kiosk open without a network, and a new build does not disturb the old one."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from django.conf import settings as product
from playwright.async_api import Browser, Error, Page, expect

from checkin.models import Event, Registrant
from tests.browser.builds import make_next_build, read_worker, write_worker
from tests.browser.conftest import PHONE, OpenPage, in_session, scan, set_cookie
from tests.browser.door_pages import get_the_list, to
from tests.live_clients import Serve
from tests.servers import free_port

IN_CHARGE = "() => navigator.serviceWorker.controller !== null"
LOOK_FOR_A_BUILD = """async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    const stateOf = (worker) => new Promise((done) => {
        if (worker.state !== 'installing') done(worker.state)
        else worker.addEventListener('statechange', () => done(worker.state), { once: true })
    })
    const found = new Promise((done) => {
        const take = () => done(stateOf(registration.installing ?? registration.waiting))
        if (registration.installing ?? registration.waiting) take()
        else registration.addEventListener('updatefound', take, { once: true })
    })
    await registration.update()
    return found
}"""
FETCHES = (
    "(address) => fetch(address, { cache: 'reload' }).then((answer) => answer.status, () => 'no answer')"
)
STORED = """async () => {
    const addresses = []
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname)
    return addresses
}"""
NEXT_BUILD = "meta[name=next-build]"
QUIET = 31  # seconds, after which the door takes a new build
AHEAD = 6  # seconds, after which it has fetched what it needs later


async def in_charge(page: Page) -> Page:
    await page.wait_for_function(IN_CHARGE)
    return page


# -- without a network ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/d/expo/scan", "Expo, door"),
        ("/d/expo/search", "Expo, search"),
        ("/d/expo/recent", "Expo, the last scans here"),
        ("/d/expo/setup", "Setup"),
        ("/d/", "Expo, door"),
        ("/j/", "Pair this device"),
    ],
)
async def test_the_door_opens_without_a_network(
    open_page: OpenPage, door_session: str, path: str, shown: str
) -> None:
    door = await in_charge(await open_page("/d/expo/scan", door_session, size=PHONE))
    await expect(door.get_by_role("heading", name="Expo, door")).to_be_attached()
    await door.context.set_offline(True)
    await door.goto(path)
    await expect(door.get_by_role("heading", name=shown, exact=True)).to_be_attached()
    await door.reload()
    await expect(door.get_by_role("heading", name=shown, exact=True)).to_be_attached()


async def test_a_door_without_a_network_changes_its_language_and_keeps_what_waits(
    open_page: OpenPage, guest: Registrant, door_session: str
) -> None:
    door = await in_charge(await open_page("/d/expo/scan", door_session, size=PHONE))
    await get_the_list(door, guest.name)
    await door.context.set_offline(True)
    await scan(door, guest.code)
    await expect(door.get_by_text("Offline 1 waiting")).to_be_visible()
    await to(door, "Setup")
    await door.get_by_label("Language").select_option("zh-Hant")
    await expect(door.get_by_role("heading", name="設定", exact=True)).to_be_visible()
    await expect(door.get_by_text("離線，1 筆待送")).to_be_visible()
    await door.context.set_offline(False)
    await expect(door.locator(".door-pill")).to_have_text("即時", timeout=30_000)


async def test_the_kiosk_opens_without_a_network(open_page: OpenPage, event: Event, kiosk_token: str) -> None:
    kiosk = await in_charge(await open_page("/k/", device=kiosk_token))
    await kiosk.context.set_offline(True)
    await kiosk.reload()
    await expect(kiosk.locator("#root")).not_to_be_empty()


async def test_every_file_of_the_door_and_the_kiosk_is_there(open_page: OpenPage, door_session: str) -> None:
    door = await in_charge(await open_page("/d/expo/scan", door_session))
    await door.context.set_offline(True)
    for address, _ in read_worker(product.FRONTEND_DIST)[0]["files"]:
        expected = "no answer" if address in {"/d/", "/k/"} else 200  # pages answer to navigation alone
        assert await door.evaluate(FETCHES, address) == expected, address


async def test_the_api_and_the_organisers_pages_are_the_servers(
    open_page: OpenPage, door_session: str
) -> None:
    door = await in_charge(await open_page("/d/expo/scan", door_session))
    assert await door.evaluate(FETCHES, "/api/v1/auth/me/") == 200
    stored = await door.evaluate(STORED)
    assert stored
    assert not [
        address for address in stored if address.startswith(("/api/", "/o/", "/login", "/assets/live"))
    ]
    await door.context.set_offline(True)
    assert await door.evaluate(FETCHES, "/api/v1/auth/me/") == "no answer"
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        await door.goto("/login")


async def test_a_stored_page_fetches_the_csrf_token_that_it_lacks(
    open_page: OpenPage, door_session: str, guest: Registrant
) -> None:
    door = await in_charge(await open_page("/d/expo/scan", door_session))
    await door.reload()
    await door.get_by_label("Verdict").wait_for()
    before = await csrf_token(door)
    await door.context.clear_cookies(name="csrftoken")
    async with door.expect_response(
        lambda answer: answer.ok and answer.request.method == "POST" and "/scans/" in answer.url
    ):
        await scan(door, guest.code)
    assert await csrf_token(door) not in {None, before}


async def csrf_token(page: Page) -> str | None:
    cookies = await page.context.cookies()
    return next((cookie["value"] for cookie in cookies if cookie["name"] == "csrftoken"), None)


async def test_the_installed_door_opens_its_event(open_page: OpenPage, door_session: str) -> None:
    door = await open_page("/d/", door_session)
    await expect(door).to_have_url("/j/")
    await door.evaluate("() => localStorage.setItem('headcount-last-door', 'expo')")
    await door.goto("/d/")
    await expect(door).to_have_url("/d/expo/scan")


async def test_the_door_can_be_installed(open_page: OpenPage, door_session: str) -> None:
    """As Chromium judges it: name, icons, start and display of the manifest."""
    door = await open_page("/d/expo/scan", door_session)
    inspector = await door.context.new_cdp_session(door)
    manifest = await inspector.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/manifest.webmanifest")
    problems = await inspector.send("Page.getInstallabilityErrors")
    assert {found["errorId"] for found in problems["installabilityErrors"]} <= {"in-incognito"}


# -- a deployment in the middle of the event --------------------------------------------------------------------------

Deploy = Callable[[Path], Serve]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def deploy(port: int, purged: None, tmp_path: Path) -> Iterator[Deploy]:
    """Serves a build, in place of the one before, at the same address."""
    with ExitStack() as running:

        def put_in_place(dist: Path) -> Serve:
            running.close()
            log = tmp_path / f"{dist.name}.log"
            return running.enter_context(Serve(log, "--port", str(port), FRONTEND_DIST=str(dist)))

        yield put_in_place


@pytest.fixture
def next_build(tmp_path: Path) -> Path:
    return make_next_build(product.FRONTEND_DIST, tmp_path / "next")


@in_session
async def door(browser: Browser, deploy: Deploy, scanner_token: str) -> AsyncIterator[Page]:
    """Open, with the first build, and the clock in the test's hands.

    It has fetched what it needs later: a request that wakes the old worker while Chromium ends it puts off the new one.
    """
    server = deploy(product.FRONTEND_DIST)
    context = await browser.new_context(base_url=server.url, viewport=PHONE)
    await set_cookie(context, product.DEVICE_COOKIE, scanner_token)
    page = await context.new_page()
    await page.clock.install()
    async with page.expect_response(lambda answer: "/SwitchedOff-" in answer.url):
        await page.goto("/d/expo/scan")
        await in_charge(page)
        await page.clock.fast_forward(AHEAD * 1000)
    await page.wait_for_load_state("networkidle")
    yield page
    await context.close()


async def test_a_page_keeps_its_build_while_a_newer_one_waits(
    door: Page, deploy: Deploy, next_build: Path
) -> None:
    deploy(next_build)
    assert await door.evaluate(LOOK_FOR_A_BUILD) == "installed"

    gone = 0
    for address, _ in read_worker(product.FRONTEND_DIST)[0]["files"]:
        if address.startswith("/assets/"):
            gone += (await door.request.get(address)).status == 404
            assert await door.evaluate(FETCHES, address) == 200, address
    assert gone > 5
    await door.reload()
    await expect(door.locator("#root")).not_to_be_empty()
    await expect(door.locator(NEXT_BUILD)).to_have_count(0)


async def test_an_idle_door_takes_the_next_build(door: Page, deploy: Deploy, next_build: Path) -> None:
    deploy(next_build)
    assert await door.evaluate(LOOK_FOR_A_BUILD) == "installed"
    old = await door.evaluate("() => caches.keys()")
    await taken_when_quiet(door)
    await expect(door.locator("#root")).not_to_be_empty()
    assert len(old) == 2
    await door.wait_for_function("async () => (await caches.keys()).join() === 'headcount-build-next'")
    await door.context.set_offline(True)
    await door.reload()
    await expect(door.locator(NEXT_BUILD)).to_have_count(1)


async def taken_when_quiet(door: Page) -> None:
    for _ in range(6):  # what was still on its way may have made it busy for another while
        with suppress(Error):  # the reload may come in the middle of it
            await door.clock.fast_forward(QUIET * 1000)
        with suppress(AssertionError):
            return await expect(door.locator(NEXT_BUILD)).to_have_count(1, timeout=5_000)
    raise AssertionError("The next build was not taken.")


async def test_whoever_wants_the_next_build_takes_it(door: Page, deploy: Deploy, next_build: Path) -> None:
    deploy(next_build)
    assert await door.evaluate(LOOK_FOR_A_BUILD) == "installed"
    async with door.expect_event("load"):
        await door.get_by_role("button", name="Take it now").click()
    await expect(door.locator(NEXT_BUILD)).to_have_count(1)
    await expect(door.get_by_role("button", name="Take it now")).to_have_count(0)


async def test_a_kiosk_takes_the_next_build_at_once(
    browser: Browser, deploy: Deploy, next_build: Path, kiosk_token: str
) -> None:
    server = deploy(product.FRONTEND_DIST)
    context = await browser.new_context(base_url=server.url)
    await set_cookie(context, product.DEVICE_COOKIE, kiosk_token)
    kiosk = await context.new_page()
    await kiosk.goto("/k/")
    await in_charge(kiosk)
    deploy(next_build)
    async with kiosk.expect_event("load"):
        await kiosk.evaluate(LOOK_FOR_A_BUILD)
    await expect(kiosk.locator(NEXT_BUILD)).to_have_count(1)
    await context.close()


async def test_a_build_that_is_not_whole_changes_nothing(
    door: Page, deploy: Deploy, next_build: Path
) -> None:
    build, rest = read_worker(next_build)
    build["files"][0][1] = "sha256-" + "A" * 43 + "="
    write_worker(next_build, build, rest)
    before = await door.evaluate("() => caches.keys()")
    deploy(next_build)
    assert await door.evaluate(LOOK_FOR_A_BUILD) == "redundant"
    assert await door.evaluate("() => caches.keys()") == before
    await door.context.set_offline(True)
    await door.reload()
    await expect(door.locator("#root")).not_to_be_empty()
