"""What happens at once. Each race has a negative control: without its lock, the same test sees the fault."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

import orjson
import pytest
from django.db import connection, connections, transaction

from checkin import rules
from checkin.choices import Direction, Status
from checkin.models import Area, Event, Gate, PassType, Registrant, Scan, StatusChange
from checkin.rules import Decision, Facts
from checkin.services import scan_rows, scanning
from checkin.services.access import Actor
from checkin.services.counts import fold
from checkin.services.current import current_counts
from checkin.services.recount import recount
from checkin.services.scanning import Recorded, ScanRequest, record_scan, record_scans
from checkin.services.statuses import change_status
from tests.making import a_scan, area_of, change_area, make_registrant

pytestmark = pytest.mark.usefixtures("purged")
ACTOR = Actor(None, "door")
MEETING = 0.3  # seconds that two scans wait for each other between reading and writing
SURE_TO_MEET = 10.0  # seconds, where nothing keeps them apart
_T = TypeVar("_T")


def at_once(calls: Sequence[Callable[[], _T]], threads: int = 50) -> list[_T]:
    """Run all calls, each from a thread and connection of its own, begun together."""
    together = threading.Barrier(min(threads, len(calls)))

    def run(call: Callable[[], _T]) -> _T:
        try:
            with suppress(threading.BrokenBarrierError):
                together.wait(10)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(min(threads, len(calls))) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


def scans_at_once(event: Event, requests: Sequence[ScanRequest]) -> list[dict[str, Any]]:
    recorded: list[Recorded] = at_once(
        [partial(record_scan, event=event, request=r, actor=ACTOR) for r in requests]
    )
    return [orjson.loads(r.json) for r in recorded]


def more_gates(event: Event, number: int = 5) -> list[Gate]:
    area = area_of(event)
    return [Gate.objects.create(event=event, area=area, name=f"Gate {n}") for n in range(number)]


@pytest.fixture
def between(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two scans meet after reading and before writing, if no lock keeps them apart."""
    meeting = threading.Barrier(2)
    patience = SURE_TO_MEET if "no_lock" in request.fixturenames else MEETING

    def decide(facts: Facts) -> Decision:
        with suppress(threading.BrokenBarrierError):
            meeting.wait(patience)
        return rules.decide(facts)

    monkeypatch.setattr(scanning, "decide", decide)


@contextmanager
def no_transaction() -> Iterator[None]:
    yield


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Postgres: rows are read without their locks. SQLite, which has one lock for all: no transaction."""
    if connection.vendor == "postgresql":
        monkeypatch.setattr(scan_rows, "LOCK", "")
        monkeypatch.setattr(scan_rows, "AREA_LOCK", "")
    else:
        monkeypatch.setattr(scanning, "writing", no_transaction)


def test_of_50_scans_of_one_code_at_5_gates_one_is_admitted(event: Event) -> None:
    registrant = make_registrant(event)
    gates = more_gates(event)
    answers = scans_at_once(event, [a_scan(event, registrant.code, gate=gates[n % 5]) for n in range(50)])
    assert Counter((a["outcome"], a["reason"]) for a in answers) == {
        ("admitted", None): 1,
        ("refused", "already_inside"): 49,
    }
    winner = next(a for a in answers if a["outcome"] == "admitted")
    assert {a["previous"]["gate"] for a in answers if a is not winner} == {winner["gate"]["name"]}
    counts = current_counts(event.pk)
    assert (counts["inside"], counts["people"]["checked_in"]) == (1, 1)
    assert counts["scans"] == {"admitted": 1, "exited": 0, "refused": 49}
    assert recount(event.pk) == []


@pytest.mark.usefixtures("between")
def test_two_scans_that_meet_are_kept_apart_by_the_lock(event: Event) -> None:
    registrant = make_registrant(event)
    answers = scans_at_once(event, [a_scan(event, registrant.code) for _ in range(2)])
    assert Counter(a["outcome"] for a in answers) == {"admitted": 1, "refused": 1}


@pytest.mark.usefixtures("between", "no_lock")
def test_without_the_lock_both_are_admitted(event: Event) -> None:
    registrant = make_registrant(event)
    answers = scans_at_once(event, [a_scan(event, registrant.code) for _ in range(2)])
    assert Counter(a["outcome"] for a in answers) == {"admitted": 2}


def test_an_area_never_holds_more_than_its_capacity(event: Event) -> None:
    change_area(event, capacity=10)
    gates = more_gates(event)
    event.setup_version += 1  # the gates are new
    people = [make_registrant(event, f"Person {n}") for n in range(40)]
    fold(event.pk)
    answers = scans_at_once(event, [a_scan(event, p.code, gate=gates[n % 5]) for n, p in enumerate(people)])
    assert Counter(a["reason"] for a in answers) == {None: 10, "area_full": 30}
    assert current_counts(event.pk)["areas"][0]["inside"] == 10
    assert recount(event.pk) == []


@pytest.mark.usefixtures("between", "no_lock")
def test_without_the_lock_the_last_place_is_given_twice(event: Event) -> None:
    change_area(event, capacity=1)
    people = [make_registrant(event, f"Person {n}") for n in range(2)]
    answers = scans_at_once(event, [a_scan(event, p.code) for p in people])
    assert Counter(a["outcome"] for a in answers) == {"admitted": 2}


@pytest.mark.parametrize("code", ["known", "NOBODY"])
def test_a_request_sent_many_times_at_once_has_one_effect_and_one_answer(event: Event, code: str) -> None:
    registrant = make_registrant(event)
    request = a_scan(event, registrant.code if code == "known" else code)
    answers = scans_at_once(event, [request] * 20)
    assert Scan.objects.count() == 1
    assert Counter(a.pop("replayed") for a in answers) == {False: 1, True: 19}
    assert all(a == answers[0] for a in answers)


def test_batches_in_opposite_order_do_not_lock_each_other_out(event: Event) -> None:
    people = [make_registrant(event, f"Person {n}") for n in range(60)]
    forth = [a_scan(event, p.code) for p in people]
    back = [a_scan(event, p.code) for p in reversed(people)]
    batches = at_once(
        [partial(record_scans, event=event, requests=requests, actor=ACTOR) for requests in (forth, back) * 4]
    )
    new = [r for batch in batches for r in batch if isinstance(r, Recorded) and not r.replayed]
    outcomes = Counter(orjson.loads(r.json)["outcome"] for r in new)
    assert outcomes == {"admitted": 60, "refused": 60}
    assert recount(event.pk) == []


def test_folds_beside_scans_count_each_row_once(event: Event) -> None:
    people = [make_registrant(event, f"Person {n}") for n in range(30)]
    revisions: list[int] = []

    def come_and_go(registrant: Registrant) -> None:
        for direction in (Direction.ENTRY, Direction.EXIT, Direction.ENTRY):
            request = a_scan(event, registrant.code, direction=direction)
            record_scan(event=event, request=request, actor=ACTOR)

    calls: list[Callable[[], None]] = [partial(come_and_go, p) for p in people]

    def look() -> None:
        for _ in range(10):
            counts = current_counts(event.pk)
            revisions.append(counts["revision"])
            assert counts["inside"] <= counts["people"]["checked_in"] <= 30

    at_once([*calls, look, look, look])
    counts = current_counts(event.pk)
    assert counts["scans"] == {"admitted": 60, "exited": 30, "refused": 0}
    assert (counts["inside"], counts["people"]["checked_in"]) == (30, 30)
    assert recount(event.pk) == []
    marked = set(Scan.objects.values_list("revision", flat=True)) | set(
        StatusChange.objects.values_list("revision", flat=True)
    )
    assert marked == set(range(1, counts["revision"] + 1)), "the revision is a clock without gaps"


def test_a_key_is_one_per_event(event: Event) -> None:
    key = uuid.uuid4()
    people = [make_registrant(event, f"Person {n}") for n in range(2)]
    first, second = (a_scan(event, p.code, idempotency_key=key) for p in people)
    results = at_once(
        [partial(record_scans, event=event, requests=[r], actor=ACTOR) for r in (first, second)]
    )
    kinds = Counter(type(result).__name__ for [result] in results)
    assert kinds == {"Recorded": 1, "IdempotencyKeyReused": 1}
    assert Scan.objects.count() == 1
    assert Area.objects.count() == 1


@pytest.mark.postgres_only
@pytest.mark.parametrize("how", ["scan", "status"])
def test_whose_pass_type_changes_meanwhile_is_still_known(event: Event, how: str) -> None:
    """Waiting for a row's lock, Postgres looks at the row anew and at joined rows as they were."""
    registrant = make_registrant(event)
    vip = PassType.objects.create(event=event, name="VIP", position=1)

    def scan() -> str:
        return record_scan(event=event, request=a_scan(event, registrant.code), actor=ACTOR).answer

    def status() -> str:
        return change_status(
            event=event, registrant_id=registrant.pk, to=Status.CONFIRMED, actor=ACTOR
        ).status

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Registrant.objects.filter(pk=registrant.pk).update(pass_type=vip)
            waiting = pool.submit(at_once, [scan if how == "scan" else status])
            wait_for_a_lock()
        [answer] = waiting.result(10)
    assert '"VIP"' in answer if how == "scan" else answer == "confirmed"


def wait_for_a_lock() -> None:
    deadline = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
    raise AssertionError("nobody waits")
