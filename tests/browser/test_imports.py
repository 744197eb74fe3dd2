"""A list comes in through the page: its columns are corrected, it is tried, it is imported, and tickets are printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Download, Page, Route, expect

from checkin.models import Event, Registrant
from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import fits_and_is_accessible
from tests.live_clients import Serve

ROWS = 2000
BAD = 3


@pytest.fixture(scope="module")
def running_serve(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """A server that runs imports itself, as one without Redis does."""
    with Serve(tmp_path_factory.mktemp("serve") / "log", "--worker") as server:
        yield server


@pytest.fixture
def attendees(tmp_path: Path) -> Path:
    """A list with a heading that nobody knows, and three rows that are wrong."""
    rows = [f"Guest {number:04},guest{number}@example.org,VIP,T{number:04}" for number in range(ROWS - BAD)]
    rows += [f"Nobody {number},not-an-address,VIP,N{number}" for number in range(BAD)]
    file = tmp_path / "attendees.csv"
    file.write_text("\n".join(["Full name,E-mail,Ticket type,Wristband", *rows]))
    return file


async def content(file: Download) -> bytes:
    path = await file.path()
    return path.read_bytes()


async def choose(page: Page, file: Path) -> None:
    await page.locator("input[type=file]").set_input_files(file)


async def drop(page: Page, name: str, text: str) -> None:
    """Somewhere on the page."""
    dragged = await page.evaluate_handle(
        """([name, text]) => {
          const dragged = new DataTransfer()
          dragged.items.add(new File([text], name))
          return dragged
        }""",
        [name, text],
    )
    await page.locator("h1").dispatch_event("drop", {"dataTransfer": dragged})


async def test_a_list_is_corrected_tried_and_imported(
    open_page: OpenPage, event: Event, organiser_session: str, attendees: Path
) -> None:
    page = await open_page("/o/expo/imports", organiser_session)
    await choose(page, attendees)
    await expect(page.get_by_label("What E-mail is taken for")).to_have_value("email")
    await page.get_by_label("What Wristband is taken for").select_option("email")
    await page.get_by_label("What E-mail is taken for").select_option("email")
    wristband = page.get_by_label("What Wristband is taken for")
    await wristband.select_option("code")
    await expect(page.get_by_role("button", name="Try it without changes")).to_be_enabled()
    await page.get_by_role("button", name="Try it without changes").click()
    state = page.locator(".import-state")
    await expect(state).to_have_text("Tried: nothing was changed", timeout=60_000)
    await expect(page.get_by_text("Would be new1\u202f997")).to_be_visible()
    rows = page.get_by_role("table", name="Rows that were left out")
    await expect(rows.get_by_text("“not-an-address” is not an e-mail address.")).to_have_count(BAD)
    await fits_and_is_accessible(page)
    await page.get_by_role("button", name="Import it now").click()
    await expect(state).to_have_text(re.compile("Waiting to begin|Importing|Imported"))
    await page.reload()  # the address says which import it is
    await expect(state).to_have_text("Imported", timeout=60_000)
    assert await Registrant.objects.filter(event=event, code__startswith="T").acount() == ROWS - BAD
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="All bad rows as CSV").click()
    assert len((await content(await downloading.value)).splitlines()) == 1 + BAD


async def test_what_cannot_be_imported_is_said_and_can_be_mended(
    open_page: OpenPage, event: Event, organiser_session: str, tmp_path: Path
) -> None:
    page = await open_page("/o/expo/imports", organiser_session)
    picture, huge = tmp_path / "list.csv", tmp_path / "huge.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    huge.write_bytes(b"name\n" + b"x" * 6_000_000)
    await choose(page, picture)
    await expect(page.get_by_role("alert").get_by_text("This is a picture")).to_be_visible()
    await page.get_by_role("button", name="Choose another file").click()
    await choose(page, huge)
    await expect(page.get_by_role("alert").get_by_text("A list may have 5 MB.")).to_be_visible()
    await drop(page, "nameless.csv", "Wer,Wo\nAda,Berlin\n")
    await expect(page.get_by_text("No column says who people are")).to_be_visible()
    await expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()
    wer = page.get_by_label("What Wer is taken for")
    await wer.select_option("name")
    await page.get_by_label("What Wo is taken for").select_option("name")
    await expect(page.get_by_text("Several columns are said to be “name”")).to_be_visible()
    await page.get_by_label("What Wo is taken for").select_option("")
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.locator(".import-state")).to_have_text("Imported", timeout=60_000)
    assert await Registrant.objects.filter(event=event, name="Ada").aexists()


async def test_a_network_that_fails_in_the_middle_loses_nothing(
    open_page: OpenPage, event: Event, organiser_session: str, attendees: Path
) -> None:
    page = await open_page("/o/expo/imports", organiser_session)
    pattern = "**/api/v1/events/expo/imports/**"

    async def fail(route: Route) -> None:
        await (route.abort() if route.request.method == "POST" else route.continue_())

    await page.route(pattern, fail)
    await choose(page, attendees)
    await expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    await page.unroute(pattern)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("table", name="Columns")).to_be_visible()
    await page.route(pattern, fail)
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    await page.unroute(pattern)
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.locator(".import-state")).to_have_text("Imported", timeout=60_000)


async def test_tickets_are_downloaded_or_it_is_said_why_not(
    open_page: OpenPage, guest: Registrant, organiser_session: str
) -> None:
    page = await open_page("/o/expo/imports", organiser_session)
    tickets = page.get_by_role("region", name="Tickets")
    await tickets.get_by_label("Status").select_option("cancelled")
    await tickets.get_by_role("button", name="Download the tickets").click()
    await expect(tickets.get_by_text("Nobody on the list fits these filters.")).to_be_visible()
    await tickets.get_by_label("Status").select_option("")
    async with page.expect_download() as downloading:
        await tickets.get_by_role("button", name="Download the tickets").click()
    file = await downloading.value
    assert file.suggested_filename == "expo-tickets-a4.pdf"
    assert (await content(file)).startswith(b"%PDF")
