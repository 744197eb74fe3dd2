"""Looking on from inside the door's page while it is measured: scripts that run before its own, and what they find."""

from dataclasses import dataclass

from playwright.async_api import CDPSession, Page

# Times are those of `performance.now()`. Painted: the second frame after the card came into the page has begun.
PROBES = """
window.found = { verdicts: [], enqueued: [], searches: [], readyAt: null }
const painted = (tell) => requestAnimationFrame(() => requestAnimationFrame(() => tell(performance.now())))
let shown = ''
let isReady = false
const look = () => {
    const card = document.querySelector('.verdict:not(.verdict-ready, .verdict-kind-waiting)')
    const name = card?.querySelector('.verdict-name')?.textContent ?? ''
    if (name !== shown) {
        shown = name
        if (name !== '') painted((at) => found.verdicts.push({ name, at }))
    }
    if (!isReady && document.querySelector('.door-header') && !document.querySelector('.list-age')) {
        isReady = true
        painted((at) => (found.readyAt = at))
    }
}
new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })

new PerformanceObserver((list) => {
    for (const { duration } of list.getEntriesByName('door:search')) found.searches.push(duration)
    for (const { duration } of list.getEntriesByName('door:stored')) found.enqueued.push(duration)
}).observe({ type: 'measure' })
"""
ROSTER_ON_THE_DISK = """async (size) => {
    const opening = indexedDB.open('headcount-door')
    const database = await new Promise((done) => (opening.onsuccess = () => done(opening.result)))
    const reading = database.transaction('rosters').objectStore('rosters').getAll()
    const stored = await new Promise((done) => (reading.onsuccess = () => done(reading.result)))
    database.close()
    return stored.some((roster) => roster.size === size)
}"""
CAPTURED = """() => performance.getEntriesByName('camera:captured-to-result')
    .map(({ startTime, duration }) => [startTime, startTime + duration])"""


@dataclass(frozen=True)
class Verdict:
    name: str
    at: float  # painted


async def verdicts(page: Page) -> list[Verdict]:
    return [Verdict(**found) for found in await page.evaluate("found.verdicts")]


async def throttle(wire: CDPSession, times: int) -> None:
    """A main thread that is so many times slower."""
    await wire.send("Emulation.setCPUThrottlingRate", {"rate": times})


async def heap(wire: CDPSession) -> float:
    """Bytes that the page's scripts hold after their garbage is gone: objects, and what arrays keep outside of them."""
    await wire.send("HeapProfiler.enable")
    for _ in range(3):
        await wire.send("HeapProfiler.collectGarbage")
    used = await wire.send("Runtime.getHeapUsage")
    return float(used["usedSize"] + used.get("backingStorageSize", 0))
