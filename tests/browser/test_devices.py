"""The fleet: adding, pairing, changing and what a device tells of itself."""

import re

import pytest
from playwright.async_api import expect

from checkin.models import Event, Gate
from checkin.services.events import save_part
from tests.browser.conftest import PHONE, OpenPage
from tests.making import area_of


@pytest.fixture
def second_gate(event: Event) -> Gate:
    gate = Gate(event=event)
    save_part(event=event, part=gate, fields={"name": "North gate", "area": area_of(event)})
    return gate


async def test_a_scanner_is_added_paired_and_seen(
    open_page: OpenPage, second_gate: Gate, organiser_session: str
) -> None:
    devices = await open_page("/o/expo/live", organiser_session)
    await devices.get_by_role("link", name="Devices").click()
    await devices.get_by_role("button", name="Add a device").click()
    dialog = devices.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="Name").fill("Phone 1")
    await dialog.get_by_label("Stands at").select_option(label=second_gate.name)
    await dialog.get_by_label(second_gate.name, exact=True).check()
    await dialog.get_by_role("button", name="Add and show the code").click()

    await expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
    letters = await dialog.locator(".pairing-letters").inner_text()
    assert re.fullmatch(r"[A-Z2-9]{4} [A-Z2-9]{4}", letters)
    await expect(dialog.get_by_role("timer")).to_contain_text(re.compile(r"9:\d\d"))
    link = await dialog.get_by_label("Pairing link").input_value()

    phone = await open_page(link, size=PHONE)
    await phone.wait_for_url("**/d/expo/scan")
    await expect(dialog.get_by_role("heading", name="Phone 1 is paired")).to_be_visible()
    await expect(phone.get_by_label("Gate", exact=True)).to_have_value(str(second_gate.pk))
    options = await phone.get_by_label("Gate", exact=True).get_by_role("option").all_inner_texts()
    assert options == ["Choose a gate", second_gate.name]

    await dialog.get_by_role("button", name="Done").click()
    row = devices.get_by_role("row", name=re.compile("Phone 1"))
    await expect(row).to_contain_text("Online")
    await expect(row).to_contain_text(second_gate.name)
    await expect(row).to_contain_text(re.compile(r"\d+\.\d+\.\d+ [\w-]{6,}"))


async def test_a_device_is_renamed_and_gets_a_new_code(
    open_page: OpenPage, scanner_token: str, organiser_session: str
) -> None:
    devices = await open_page("/o/expo/devices", organiser_session)
    await devices.get_by_role("button", name="Edit North door").click()
    await devices.get_by_role("textbox", name="Name").fill("South door")
    await devices.get_by_role("button", name="Save").click()
    await devices.get_by_role("button", name="New code for South door").click()
    await expect(devices.get_by_text("What is paired now goes on until this code is used")).to_be_visible()


async def test_a_taken_name_is_refused_in_words(
    open_page: OpenPage, scanner_code: str, organiser_session: str
) -> None:
    devices = await open_page("/o/expo/devices", organiser_session)
    await devices.get_by_role("button", name="Add a device").click()
    await devices.get_by_role("textbox", name="Name").fill("North door")
    await devices.get_by_role("button", name="Add and show the code").click()
    await expect(devices.get_by_role("dialog").get_by_role("alert")).to_contain_text("this name already")


async def test_door_staff_have_no_devices_and_no_members(
    open_page: OpenPage, event: Event, door_session: str
) -> None:
    page = await open_page("/o/expo/devices", door_session)
    await page.wait_for_url("**/o/expo/live")
    await expect(page.get_by_role("link", name="People")).to_be_visible()
    await expect(page.get_by_role("link", name="Devices")).to_be_hidden()
    await expect(page.get_by_role("link", name="Members")).to_be_hidden()
