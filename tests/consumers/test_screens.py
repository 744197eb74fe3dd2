"""Screens that do not keep up: they skip frames, get the newest one, miss no news, and are given up in the end."""

import asyncio
from typing import Any

import orjson
import pytest

from checkin.callers import Caller
from checkin.models import Event, Registrant, User
from checkin.services.current import current_counts
from consumers import watch as watching
from consumers.auth import Principal
from consumers.feed import Feed
from consumers.frames import Batch
from consumers.watch import Screen
from tests.consumers.conftest import Do
from tests.live_clients import Frame, until
from tests.making import scan


class Outlet:
    """A connection that takes what it is sent, or does not."""

    def __init__(self) -> None:
        self.unsent = 0
        self.frames: list[Frame] = []
        self.batches: list[Batch] = []
        self.ended: int | None = None
        self.aborted = False

    def send_batch(self, batch: Batch) -> None:
        self.batches.append(batch)
        self.frames += [orjson.loads(frame.text) for frame in batch.frames]

    def end(self, code: int) -> None:
        self.ended = code

    def abort(self) -> None:
        self.aborted = True

    @property
    def checked_in(self) -> list[int]:
        return [f["counts"]["people"]["checked_in"] for f in self.frames if f["type"] == "counts"]

    @property
    def activity(self) -> list[str]:
        return [i["registrant"]["name"] for f in self.frames if f["type"] == "activity" for i in f["items"]]


@pytest.fixture
def principal(organiser: User, event: Event) -> Principal:
    """Somebody whom the checks of access leave alone."""
    return Principal(event.pk, Caller.ORGANISER, user_id=organiser.pk, token_digest="x")


@pytest.fixture(autouse=True)
def nobody_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consumers.feed.no_longer_admitted", lambda principals: {})


async def test_however_many_screens_there_are_the_counts_are_read_and_encoded_once(
    monkeypatch: pytest.MonkeyPatch,
    feed: Feed,
    do: Do,
    principal: Principal,
    event: Event,
    people: list[Registrant],
) -> None:
    outlets = [Outlet() for _ in range(2 * watching.TURN)]
    for outlet in outlets:
        feed.join(Screen(principal, outlet))
    await until(lambda: all(outlet.checked_in for outlet in outlets))
    reads: list[int] = []

    def counting(event_id: int) -> Any:
        reads.append(event_id)
        return current_counts(event_id)

    monkeypatch.setattr(watching, "current_counts", counting)
    await do(scan, event, people[0].code)
    await until(lambda: all(outlet.checked_in[-1] == 1 for outlet in outlets))
    assert len({id(outlet.batches[-1]) for outlet in outlets}) == 1
    assert len(reads) <= 2, "a look at the scan, and perhaps the one of that second"


async def test_a_screen_that_is_behind_skips_frames_and_misses_no_news(
    feed: Feed, do: Do, principal: Principal, event: Event, people: list[Registrant]
) -> None:
    slow, quick = Outlet(), Outlet()
    for outlet in (slow, quick):
        feed.join(Screen(principal, outlet))
    await until(lambda: quick.checked_in == [0] and slow.checked_in == [0])
    slow.unsent = 1
    for number in range(5):
        await do(scan, event, people[number].code)
        await until(lambda number=number: quick.checked_in[-1] == number + 1)  # type: ignore[misc]  # of a default
    assert slow.checked_in == [0]
    slow.unsent = 0
    await until(lambda: slow.checked_in == [0, 5])
    assert slow.activity == quick.activity == [f"Person {n}" for n in range(5)]


async def test_a_screen_that_stays_behind_is_aborted(
    monkeypatch: pytest.MonkeyPatch,
    feed: Feed,
    do: Do,
    principal: Principal,
    event: Event,
    people: list[Registrant],
) -> None:
    monkeypatch.setattr(watching, "BEHIND_SECONDS", 0.5)
    outlet = Outlet()
    feed.join(Screen(principal, outlet))
    await until(lambda: outlet.checked_in == [0])
    outlet.unsent = 1
    await do(scan, event, people[0].code)
    await until(lambda: outlet.aborted)
    assert outlet.checked_in == [0]


async def test_a_newcomer_is_told_by_a_look_that_began_after_it_came(
    monkeypatch: pytest.MonkeyPatch,
    feed: Feed,
    do: Do,
    principal: Principal,
    event: Event,
    people: list[Registrant],
) -> None:
    """A frame read before the socket joined may be older than what its page has got from REST."""
    first, second = Outlet(), Outlet()
    reading, joined = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    original = current_counts

    def slowly(event_id: int) -> Any:
        counts = original(event_id)
        if not joined.is_set():
            loop.call_soon_threadsafe(reading.set)
            asyncio.run_coroutine_threadsafe(joined.wait(), loop).result(5)
        return counts

    monkeypatch.setattr(watching, "current_counts", slowly)
    feed.join(Screen(principal, first))
    await reading.wait()
    await do(scan, event, people[0].code)
    feed.join(Screen(principal, second))
    joined.set()
    await until(lambda: bool(second.checked_in))
    assert first.checked_in[0] == 0
    assert second.checked_in == [1]
