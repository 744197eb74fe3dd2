"""A door whose scans wait: how a test gets there, what the door says, and what the server has of them."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar

from playwright.async_api import Page, Route, expect

from checkin.models import Gate, Scan
from tests.browser.door_pages import get_the_list
from tests.browser.hardware_scanner import HardwareScanner

_T = TypeVar("_T")
BACK_WITHIN_MS = 30_000
PAUSE = 0.05  # seconds between two looks: the server needs the processor too
ANY_SCANS = re.compile("/api/v1/events/expo/scans/(batch/)?$")
KEYS_ON_THE_DEVICE = """async () => {
    const opening = indexedDB.open('headcount-door')
    const database = await new Promise((done) => (opening.onsuccess = () => done(opening.result)))
    const reading = database.transaction('queue').objectStore('queue').getAll()
    const items = await new Promise((done) => (reading.onsuccess = () => done(reading.result)))
    database.close()
    return items.map(({ key }) => key)
}"""


async def ready_door(page: Page, gate: Gate) -> HardwareScanner:
    """Chooses the gate and waits until the device could work alone."""
    chosen = page.get_by_label("Gate", exact=True)
    await expect(chosen).to_be_visible()
    await chosen.select_option(label=gate.name)
    await get_the_list(page, "guest")
    return await HardwareScanner.at(page)


async def says(door: Page, pill: str) -> None:
    await expect(door.locator(".door-pill")).to_have_text(pill, timeout=BACK_WITHIN_MS)


async def stored(door: Page, number: int) -> list[str]:
    """Waits until so many scans are on the disk, and gives their keys in order."""
    keys = await read_until(lambda: door.evaluate(KEYS_ON_THE_DEVICE), lambda keys: len(keys) >= number)
    assert len(keys) >= number
    return list(keys)


async def comes_to(read: Callable[[], Awaitable[object]], expected: object) -> None:
    """A verdict is shown when its scan is on the disk, and a lone scan on its way is nothing that the pill tells."""
    assert await read_until(read, lambda found: found == expected) == expected


async def read_until(read: Callable[[], Awaitable[_T]], wanted: Callable[[_T], object]) -> _T:
    """What was read last: what is wanted, unless that took too long."""
    deadline = time.monotonic() + BACK_WITHIN_MS / 1000
    while True:
        found = await read()
        if wanted(found) or time.monotonic() > deadline:
            return found
        await asyncio.sleep(PAUSE)


async def keys_at(gate: Gate) -> Counter[str]:
    """The keys of what the server has recorded at this gate."""
    return Counter(
        [str(key) async for key in Scan.objects.filter(gate=gate).values_list("idempotency_key", flat=True)]
    )


async def outcomes(gate: Gate) -> Counter[str]:
    return Counter([scan.outcome async for scan in Scan.objects.filter(gate=gate)])


async def all_answered(door: Page, number: int) -> None:
    """The last scans list so many, all of them answered."""
    last = door.get_by_role("region", name=f"Last scans here {number} scan")
    await expect(last).to_be_visible()
    more = last.get_by_role("button", name=f"Show all {number}")
    if await more.count():
        await more.click()
    await expect(last.get_by_role("listitem")).to_have_count(number)
    await expect(door.get_by_text("Waiting for the server")).to_have_count(0)


def keys_in(route: Route) -> list[str]:
    body = route.request.post_data_json or {}
    return [scan["idempotency_key"] for scan in body.get("scans", [body])]
