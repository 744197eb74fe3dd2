"""The set-up of an event that is there: its details, its pass types, its areas and gates."""

import pytest
from playwright.async_api import expect

from checkin.models import Event, PassType
from checkin.services.events import save_part
from tests.browser.conftest import OpenPage
from tests.browser.organiser_pages import card
from tests.making import make_registrant, scan


async def test_details_and_options_save_by_themselves(
    open_page: OpenPage, event: Event, organiser_session: str
) -> None:
    page = await open_page("/o/expo/live", organiser_session)
    await page.get_by_role("link", name="Set-up").click()
    details = card(page, "Details")
    save = details.get_by_role("button", name="Save")
    await expect(save).to_be_disabled()
    await details.get_by_label("Venue").fill("Hall 7")
    await details.get_by_label("Capacity").fill("450")
    await save.click()
    await expect(details.get_by_text("Saved")).to_be_visible()
    await card(page, "Options").get_by_label("Strict doors").check()
    await expect(card(page, "Options").get_by_text("Saved")).to_be_visible()
    await event.arefresh_from_db()
    assert (event.venue, event.capacity, event.strict_doors) == ("Hall 7", 450, True)
    await details.get_by_label("Capacity").fill("")
    await details.get_by_label("Address").fill("expo 26")
    await save.click()
    await expect(details.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    await details.get_by_label("Address").fill("expo-26")
    await save.click()
    await page.wait_for_url("**/o/expo-26/setup")
    await expect(card(page, "Details").get_by_label("Capacity")).to_have_value("")


async def test_pass_types_are_added_ordered_and_deleted(
    open_page: OpenPage, event: Event, organiser_session: str
) -> None:
    page = await open_page("/o/expo/setup", organiser_session)
    passes = card(page, "Pass types")
    for name in ("VIP", "Press"):
        await passes.get_by_role("button", name="Add a pass type").click()
        await page.get_by_role("dialog").get_by_label("Name").fill(name)
        await page.get_by_role("dialog").get_by_role("button", name="Add").click()
        await expect(passes.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    await passes.get_by_role("button", name="Move Press up").click()
    await expect(passes.get_by_role("listitem")).to_contain_text(["General", "Press", "VIP"])
    await expect(passes.get_by_role("button", name="Move Press up")).to_be_focused()
    await expect(passes.get_by_text("Saved")).to_be_visible()
    await page.reload()
    await expect(passes.get_by_role("listitem")).to_contain_text(["General", "Press", "VIP"])

    await passes.get_by_role("button", name="Edit Press").click()
    await page.get_by_role("dialog").get_by_label("Name").fill("VIP")
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("another one of this name")
    await page.get_by_role("dialog").get_by_label("Name").fill("Media")
    await page.get_by_role("dialog").get_by_label("Purple").check()
    await page.get_by_role("dialog").get_by_role("button", name="Save").click()
    await passes.get_by_role("button", name="Delete Media").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(passes.get_by_role("listitem")).to_have_count(2)
    await expect(passes.get_by_role("button", name="Add a pass type")).to_be_focused()
    assert [one.colour async for one in PassType.objects.filter(event=event)] == ["#0072B2", "#D55E00"]


@pytest.fixture
def visited(event: Event) -> Event:
    """Somebody with the event's first pass came through its first gate."""
    scan(event, make_registrant(event).code)
    save_part(event=event, part=PassType(), fields={"name": "VIP", "position": 1})
    return event


async def test_what_is_in_use_is_not_deleted_and_it_says_why(
    open_page: OpenPage, visited: Event, organiser_session: str
) -> None:
    page = await open_page("/o/expo/setup", organiser_session)
    for name in ("General", "Main entrance"):
        await page.get_by_role("button", name=f"Delete {name}").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Delete").click()
        await expect(dialog.get_by_role("alert")).to_contain_text("registrants, gates or scans refer to it")
        await dialog.get_by_role("button", name="Back").click()


async def test_an_area_opens_to_the_ticked_passes_and_a_gate_leads_into_it(
    open_page: OpenPage, visited: Event, organiser_session: str
) -> None:
    page = await open_page("/o/expo/setup", organiser_session)
    dialog = page.get_by_role("dialog")
    await page.get_by_role("button", name="Add an area").click()
    await dialog.get_by_label("Name").fill("Lounge")
    await dialog.get_by_label("Capacity").fill("20")
    await dialog.get_by_label("People who left may come back").uncheck()
    await dialog.get_by_label("VIP").check()
    await dialog.get_by_role("button", name="Add").click()
    areas = card(page, "Areas")
    await expect(areas.get_by_role("listitem").filter(has_text="Lounge")).to_contain_text("Up to 20 · VIP")
    await page.get_by_role("button", name="Add a gate").click()
    await dialog.get_by_label("Name").fill("Lounge door")
    await dialog.get_by_label("Leads into").select_option("Lounge")
    await dialog.get_by_role("button", name="Add").click()
    gates = card(page, "Gates")
    await expect(gates.get_by_role("listitem").filter(has_text="Lounge door")).to_contain_text("Into Lounge")
    await page.get_by_role("button", name="Delete VIP").click()
    await dialog.get_by_role("button", name="Delete").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("An area lists this pass type")
