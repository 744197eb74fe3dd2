"""Steps at the door that several tests take."""

import re

from playwright.async_api import Locator, Page, expect

LIST_THERE_MS = 20_000


async def find(door: Page, words: str) -> Locator:
    """Goes to the search and types; gives back the rows. Somebody found means that the list is on the device."""
    await to(door, "Search")
    await door.get_by_label("Name or company").fill(words)
    rows = door.locator(".result")
    await expect(rows.first).to_be_visible(timeout=LIST_THERE_MS)
    return rows


async def to(door: Page, place: str) -> None:
    """Goes to another page of the door without loading it anew: that works offline too."""
    await door.get_by_role("link", name=re.compile(f"^{place}")).click()


async def get_the_list(door: Page, words: str) -> None:
    """Waits until the device could work alone, and is ready to scan."""
    await find(door, words)
    await to(door, "Scan")


async def counted(door: Page) -> dict[str, int]:
    """The scans that the server has counted, by outcome."""
    counts = await (await door.request.get("/api/v1/events/expo/counts/")).json()
    scans: dict[str, int] = counts["scans"]
    return scans
