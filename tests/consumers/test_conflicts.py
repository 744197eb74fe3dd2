"""The open conflicts on the socket: whole, to whoever scans, and to nobody else."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkin.callers import FRAMES, Caller
from checkin.choices import ConflictOutcome, DeviceKind, Outcome, Role
from checkin.models import Conflict, Event, Registrant
from checkin.services.access import Actor
from checkin.services.conflicts import settle_conflict
from checkin.services.scanning import record_scan
from consumers import watch as watching
from consumers.auth import Audience, audience_of
from consumers.watch import read
from tests.consumers.conftest import Do, Open, Socket, member
from tests.consumers.test_devices import bearer as device_bearer
from tests.consumers.test_devices import pair
from tests.live_clients import Frame, bearer
from tests.making import a_scan, make_event, make_registrant, scan

SEERS = [Role.ORGANISER, Role.DOOR, DeviceKind.SCANNER]


def clash(event: Event, registrant: Registrant) -> int:
    """Two doors let in one ticket: the conflict's id."""
    scan(event, registrant.code)
    refused = scan(event, registrant.code, decided=Outcome.ADMITTED)
    return Conflict.objects.get(scan=refused["id"]).pk


def settle(event: Event, pk: int) -> None:
    settle_conflict(
        event=event,
        conflict_id=pk,
        outcome=ConflictOutcome.LET_IN,
        actor=Actor(None, "door"),
        overrule=False,
    )


async def opened(watch: Open, do: Do, event: Event, caller: str) -> Socket:
    if caller in Role.values:
        return await watch(event, await do(bearer, await do(member, event, caller)))
    return await watch(event, device_bearer(await do(pair, event, DeviceKind(caller))))


async def frames_of(socket: Socket, *, until: str) -> list[Frame]:
    frames = [await socket.frame()]
    while frames[-1]["type"] != until:
        frames.append(await socket.frame())
    return frames


@pytest.mark.parametrize("caller", SEERS)
async def test_they_are_told_as_they_come_and_as_they_are_settled(
    watch: Open, do: Do, event: Event, people: list[Registrant], caller: str
) -> None:
    socket = await opened(watch, do, event, caller)
    await socket.counts()
    first = await do(clash, event, people[0])
    frame = await socket.frame("conflicts")
    assert frame.keys() == {"type", "open", "count"}
    [item] = frame["open"]
    assert (frame["count"], item["id"], item["registrant"]["name"]) == (1, first, "Person 0")
    second = await do(clash, event, people[1])
    frame = await socket.frame("conflicts")
    assert ([i["id"] for i in frame["open"]], frame["count"]) == ([second, first], 2)
    await do(settle, event, first)
    frame = await socket.frame("conflicts")
    assert ([i["id"] for i in frame["open"]], frame["count"]) == ([second], 1)
    await do(settle, event, second)
    assert await socket.frame("conflicts") == {"type": "conflicts", "open": [], "count": 0}


@pytest.mark.parametrize("caller", [Role.VIEWER, DeviceKind.KIOSK])
async def test_viewers_and_kiosks_never_hear_of_them(
    monkeypatch: pytest.MonkeyPatch,
    watch: Open,
    do: Do,
    event: Event,
    people: list[Registrant],
    caller: str,
) -> None:
    monkeypatch.setattr(watching, "HEARTBEAT_EVERY", 0.3)
    await do(clash, event, people[0])
    told = await opened(watch, do, event, caller)
    organiser = await opened(watch, do, event, Role.ORGANISER)
    await organiser.frame("conflicts")
    frames = await frames_of(told, until="counts")
    await do(clash, event, people[1])
    await organiser.frame("conflicts")
    frames += await frames_of(told, until="heartbeat")
    frames += await frames_of(told, until="heartbeat")
    assert "conflicts" not in {frame["type"] for frame in frames}
    if caller == DeviceKind.KIOSK:
        assert "Person" not in str(frames)


async def test_a_scanner_gets_no_other_personal_data(
    watch: Open, do: Do, event: Event, people: list[Registrant]
) -> None:
    socket = await opened(watch, do, event, DeviceKind.SCANNER)
    await socket.counts()
    await do(clash, event, people[0])
    frames = await frames_of(socket, until="conflicts")
    while not await socket.is_silent(0.3):
        frames.append(await socket.frame())
    assert {frame["type"] for frame in frames} <= {"counts", "conflicts", "heartbeat"}


@pytest.mark.parametrize("caller", SEERS)
async def test_a_newcomer_is_told_after_its_counts_and_only_if_there_are_any(
    watch: Open, do: Do, event: Event, people: list[Registrant], caller: str
) -> None:
    pk = await do(clash, event, people[0])
    early = await opened(watch, do, event, caller)
    frames = await frames_of(early, until="conflicts")
    assert [frame["type"] for frame in frames] == ["counts", "conflicts"]
    await do(settle, event, pk)
    assert (await early.frame("conflicts"))["count"] == 0
    late = await opened(watch, do, event, Role.ORGANISER if caller == Role.DOOR else Role.DOOR)
    await late.counts()
    await do(scan, event, people[1].code)
    frames = await frames_of(late, until="activity")
    assert "conflicts" not in {frame["type"] for frame in frames}


async def test_who_comes_when_nobody_was_to_know_is_told_how_it_is_now(
    watch: Open, do: Do, event: Event, people: list[Registrant]
) -> None:
    """While only a kiosk watches, nobody reads them."""
    kiosk = await opened(watch, do, event, DeviceKind.KIOSK)
    door = await opened(watch, do, event, Role.DOOR)
    await kiosk.counts()
    await door.counts()
    first = await do(clash, event, people[0])
    assert (await door.frame("conflicts"))["count"] == 1
    await door.leave()
    await do(settle, event, first)
    second = await do(clash, event, people[1])
    while (await kiosk.counts())["scans"]["refused"] < 2:
        pass
    organiser = await opened(watch, do, event, Role.ORGANISER)
    frame = await organiser.frame("conflicts")
    assert ([i["id"] for i in frame["open"]], frame["count"]) == ([second], 1)


@pytest.mark.usefixtures("no_hints")
async def test_without_hints_they_are_told_within_a_second(
    watch: Open, do: Do, event: Event, people: list[Registrant]
) -> None:
    socket = await opened(watch, do, event, Role.DOOR)
    await socket.counts()
    pk = await do(clash, event, people[0])
    assert (await socket.frame("conflicts", within=watching.LOOK_EVERY + 1))["count"] == 1
    await do(settle, event, pk)  # the counts stay as they are
    assert (await socket.frame("conflicts", within=watching.LOOK_EVERY + 1))["count"] == 0


async def test_a_conflict_that_a_replay_brings_is_told_though_no_count_changes(
    watch: Open, do: Do, event: Event, people: list[Registrant]
) -> None:
    key = uuid.uuid4()

    def tried(decided: Outcome | None) -> None:
        request = a_scan(event, people[0].code, idempotency_key=key, decided=decided)
        record_scan(event=event, request=request, actor=Actor(None, "door"))

    await do(scan, event, people[0].code)
    await do(tried, None)
    socket = await opened(watch, do, event, Role.DOOR)
    await socket.counts()
    await do(tried, Outcome.ADMITTED)
    assert (await socket.frame("conflicts"))["count"] == 1


async def test_nothing_is_told_twice(watch: Open, do: Do, event: Event, people: list[Registrant]) -> None:
    socket = await opened(watch, do, event, DeviceKind.SCANNER)
    await do(clash, event, people[0])
    await socket.frame("conflicts")
    await do(scan, event, people[1].code)
    await do(scan, event, people[2].code)
    frames: list[Frame] = []
    while not await socket.is_silent(watching.LOOK_EVERY + 0.3):
        frames.append(await socket.frame())
    assert {frame["type"] for frame in frames} == {"counts"}


async def test_those_of_another_event_are_not_told(
    watch: Open, do: Do, event: Event, people: list[Registrant]
) -> None:
    other = await do(make_event, name="Other")
    socket = await opened(watch, do, event, Role.DOOR)
    await do(lambda: clash(other, make_registrant(other)))
    await do(clash, event, people[0])
    frame = await socket.frame("conflicts")
    assert [i["registrant"]["name"] for i in frame["open"]] == ["Person 0"]


async def test_a_frame_has_the_newest_50_and_says_how_many_there_are(
    watch: Open, do: Do, event: Event, people: list[Registrant]
) -> None:
    def many() -> list[int]:
        for _ in range(52):
            scan(event, "NOBODY", decided=Outcome.ADMITTED)
        return list(Conflict.objects.order_by("-id").values_list("pk", flat=True))

    ids = await do(many)
    socket = await opened(watch, do, event, Role.DOOR)
    frame = await socket.frame("conflicts")
    assert ([i["id"] for i in frame["open"]], frame["count"]) == (ids[:50], 52)
    await do(settle, event, ids[51])  # not among those shown
    frame = await socket.frame("conflicts")
    assert ([i["id"] for i in frame["open"]], frame["count"]) == (ids[:50], 51)


# -- what a look costs ------------------------------------------------------------------------------------------------


def test_the_table_says_who_sees_them() -> None:
    seers = {caller for caller in Caller if audience_of(caller) & Audience.CONFLICTS}
    assert seers == FRAMES["conflicts"] == {Caller.ORGANISER, Caller.DOOR, Caller.SCANNER}
    assert audience_of(Caller.KIOSK) == Audience.COUNTS
    assert audience_of(Caller.SCANNER) == Audience.CONFLICTS
    assert audience_of(Caller.VIEWER) == Audience.ACTIVITY


@pytest.mark.django_db
def test_a_look_takes_one_small_query_more_and_only_for_those_who_may_see(event: Event) -> None:
    clash(event, make_registrant(event))
    first = read(event.pk, None, Audience.CONFLICTS)
    assert first.conflicts is not None

    def statements(audience: Audience) -> list[Any]:
        with CaptureQueriesContext(connection) as captured:
            found = read(event.pk, first.counts["revision"], audience, first.conflicts).conflicts
        assert found is (first.conflicts if audience & Audience.CONFLICTS else None)
        return [s["sql"] for s in captured]

    others = statements(Audience.ACTIVITY | Audience.REFUSALS)
    [more] = [sql for sql in statements(Audience.CONFLICTS) if "conflict" in sql]
    assert len(statements(Audience.CONFLICTS)) == len(others) + 1
    assert "JOIN" not in more
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {more}")
            assert "conflict_open" in str(cursor.fetchall())
