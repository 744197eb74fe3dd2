"""What screens are told: everything that changes, in order, soon, and only what they may see."""

import asyncio
import random
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError

from checkin import live
from checkin.callers import FRAMES, Caller
from checkin.choices import Role
from checkin.live import Hint
from checkin.models import Event, Registrant, User
from checkin.services.current import current_counts
from consumers import watch as watching
from consumers.feed import Feed
from tests.consumers.conftest import Do, Headers, Open, Socket, member
from tests.live_clients import Frame, bearer, until
from tests.making import make_event, scan

AT_ONCE = 0.5  # seconds, on a busy machine


@pytest.mark.alone
async def test_a_scan_reaches_every_screen_at_once(
    watch: Open, do: Do, event: Event, people: list[Registrant], script: Headers
) -> None:
    sockets = [await watch(event, script) for _ in range(3)]
    for socket in sockets:
        await socket.counts(checked_in=0)
    began = time.monotonic()
    await do(scan, event, people[0].code)
    for socket in sockets:
        await socket.counts(checked_in=1)
    assert time.monotonic() - began < AT_ONCE


@pytest.mark.alone
@pytest.mark.usefixtures("no_hints")
async def test_without_hints_screens_follow_within_a_second(
    watch: Open, do: Do, event: Event, people: list[Registrant], script: Headers
) -> None:
    socket = await watch(event, script)
    await socket.counts(checked_in=0)
    await do(scan, event, people[0].code)
    began = time.monotonic()
    await socket.counts(checked_in=1)
    assert time.monotonic() - began < watching.LOOK_EVERY + AT_ONCE


async def test_a_burst_is_at_most_ten_frames_a_second(
    watch: Open, do: Do, event: Event, people: list[Registrant], script: Headers
) -> None:
    socket = await watch(event, script)
    await socket.counts(checked_in=0)
    began = time.monotonic()
    burst = asyncio.ensure_future(do(lambda: [scan(event, person.code) for person in people]))
    frames, checked_in = 0, 0
    while checked_in < len(people):
        checked_in = (await socket.counts())["people"]["checked_in"]
        frames += 1
    assert frames <= (time.monotonic() - began) / watching.FRAME_EVERY + 1
    await burst


async def test_other_events_are_not_shown(
    watch: Open, do: Do, event: Event, organiser: User, people: list[Registrant], script: Headers
) -> None:
    elsewhere = await do(make_event, organiser, name="Elsewhere")
    socket = await watch(elsewhere, script)
    assert (await socket.counts())["event"] == elsewhere.slug
    await do(scan, event, people[0].code)
    assert await socket.is_silent(1.5)


async def test_activity_is_for_users_and_refusals_are_for_organisers(
    monkeypatch: pytest.MonkeyPatch,
    watch: Open,
    do: Do,
    event: Event,
    people: list[Registrant],
    script: Headers,
) -> None:
    monkeypatch.setitem(FRAMES, "activity", FRAMES["activity"] - {Caller.VIEWER})
    organiser = await watch(event, script)
    door = await watch(event, await do(bearer, await do(member, event, Role.DOOR)))
    kiosk = await watch(event, await do(bearer, await do(member, event, Role.VIEWER)))
    for socket in (organiser, door, kiosk):
        await socket.counts()
    await do(scan, event, people[0].code)
    await do(scan, event, people[0].code)

    [item] = (await organiser.frame("activity"))["items"]
    assert item["registrant"]["name"] == "Person 0"
    assert (item["from"], item["to"], item["gate"], item["by"]) == (
        "registered",
        "checked_in",
        "Main entrance",
        "door",
    )
    assert datetime.fromisoformat(item["at"]).tzinfo
    [refused] = (await organiser.frame("scan_refused"))["items"]
    assert (refused["reason"], refused["gate"], refused["by"]) == ("already_inside", "Main entrance", "door")
    assert (await door.frame("activity"))["items"] == [item]
    # whatever else they get, a later change comes after it
    await do(scan, event, people[1].code)
    assert "scan_refused" not in {f["type"] for f in await until_checked_in(door, 2)}
    assert {f["type"] for f in await until_checked_in(kiosk, 2)} == {"counts"}


async def until_checked_in(socket: Socket, number: int) -> list[Frame]:
    """The frames up to the one in which so many are checked in, and those that come with it."""
    frames = [await socket.frame()]
    while frames[-1]["type"] != "counts" or frames[-1]["counts"]["people"]["checked_in"] < number:
        frames.append(await socket.frame())
    while not await socket.is_silent(0.2):
        frames.append(await socket.frame())
    return frames


async def test_heartbeats_tell_the_revision(
    monkeypatch: pytest.MonkeyPatch, watch: Open, event: Event, people: list[Registrant], script: Headers
) -> None:
    monkeypatch.setattr(watching, "HEARTBEAT_EVERY", 0.5)
    socket = await watch(event, script)
    counts = await socket.counts()
    for _ in range(2):
        heartbeat = await socket.frame()
        assert (heartbeat["type"], heartbeat["revision"]) == ("heartbeat", counts["revision"])
        assert datetime.fromisoformat(heartbeat["at"]).tzinfo


async def test_a_database_that_fails_closes_no_socket(
    monkeypatch: pytest.MonkeyPatch,
    watch: Open,
    do: Do,
    event: Event,
    people: list[Registrant],
    script: Headers,
) -> None:
    monkeypatch.setattr(watching, "HEARTBEAT_EVERY", 0.1)
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.1)
    socket = await watch(event, script)
    await socket.counts()

    def fail(event_id: int) -> None:
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as failing:
        failing.setattr(watching, "current_counts", fail)
        await do(scan, event, people[0].code)
        while not await socket.is_silent(0.5):  # no heartbeat either: what cannot be read is stale
            assert (await socket.frame())["type"] == "heartbeat"
    await socket.counts(checked_in=1)


async def test_the_last_screen_takes_the_watch_with_it(
    feed: Feed, watch: Open, event: Event, script: Headers
) -> None:
    sockets = [await watch(event, script) for _ in range(2)]
    for socket in sockets:
        await socket.counts()
    assert list(feed.watches) == [event.pk]
    for socket in sockets:
        await socket.leave()
    await until(lambda: not feed.watches)


@pytest.mark.parametrize("seed", range(3))
async def test_frames_are_in_order_and_end_at_the_truth_whatever_becomes_of_the_hints(
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
    watch: Open,
    do: Do,
    event: Event,
    people: list[Registrant],
    script: Headers,
) -> None:
    """Sockets come and go while people arrive, and hints are lost, doubled and late."""
    chance = random.Random(seed)
    deliver = live._publish
    late: list[Hint] = []

    def publish(hint: Hint) -> None:
        late.append(hint)
        for _ in range(chance.choice([0, 0, 1, 2])):
            deliver(late.pop(chance.randrange(len(late))) if late else hint)

    monkeypatch.setattr(live, "_publish", publish)
    told: dict[Socket, list[Frame]] = {}
    readers: list[asyncio.Task[None]] = []

    async def read(socket: Socket) -> None:
        while True:
            told[socket].append(await socket.frame(within=60))

    for person in people:
        if chance.random() < 0.2:
            socket = await watch(event, script)
            told[socket] = []
            readers.append(asyncio.ensure_future(read(socket)))
        await do(scan, event, person.code, direction=chance.choice(["entry", "entry", "exit"]))
        await asyncio.sleep(chance.choice([0, 0.01, 0.1]))
    truth = await do(current_counts, event.pk)

    await until(lambda: all(f and revision(f) >= truth["revision"] for f in map(counts_of, told.values())))
    for reader in readers:
        reader.cancel()
    assert told
    for frames in told.values():
        numbers = [(f["counts"]["revision"], numbers_of(f["counts"])) for f in counts_of(frames)]
        assert [n for n, _ in numbers] == sorted(n for n, _ in numbers)
        assert len({str(n) for n in numbers}) == len({n for n, _ in numbers}), (
            "one revision, one set of numbers"
        )
        assert numbers[-1] == (truth["revision"], numbers_of(truth))
        seen = [item["id"] for frame in frames if frame["type"] == "activity" for item in frame["items"]]
        assert len(seen) == len(set(seen)), "nothing is told twice"


def counts_of(frames: list[Frame]) -> list[Frame]:
    return [frame for frame in frames if frame["type"] == "counts"]


def revision(frames: list[Frame]) -> int:
    return int(frames[-1]["counts"]["revision"])


def numbers_of(counts: Mapping[str, Any]) -> Frame:
    """Without what changes as time goes by."""
    gates = [{**gate, "per_minute": 0} for gate in counts["gates"]]
    return {**counts, "as_of": "", "arrivals": {}, "gates": gates}
