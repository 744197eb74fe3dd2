"""What scanners that were apart bring back, and what they send at once: conflicts, undo, walk-ins.

Each race has a negative control: without what keeps the two apart, the same test sees the fault.
"""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import orjson
import pytest
from django.db.models import QuerySet

from checkin.choices import ConflictOutcome, Outcome, Status
from checkin.errors import AlreadyDecided, HeadcountError
from checkin.models import Conflict, Event, Registrant, Scan, StatusChange
from checkin.services import scan_rows, undo, walk_ins
from checkin.services.access import Actor
from checkin.services.conflicts import ConflictItem, settle_conflict
from checkin.services.current import current_counts
from checkin.services.recount import recount
from checkin.services.registrants import Details
from checkin.services.scanning import Recorded, ScanRequest, record_scan, record_scans
from checkin.services.undo import undo_scan
from checkin.services.walk_ins import WalkIn, record_walk_in
from tests.flows.test_races import SURE_TO_MEET, at_once
from tests.making import a_scan, change_area, gate_of, make_registrant, other_gate

pytestmark = pytest.mark.usefixtures("purged")
MEETING = 0.3  # seconds that two of them wait for each other between reading and writing
LEFT, RIGHT = Actor(None, "left door"), Actor(None, "right door")


def let_in(event: Event, registrant: Registrant, **fields: Any) -> ScanRequest:
    """What a scanner has shown by itself: the person is inside."""
    return a_scan(event, registrant.code, decided=Outcome.ADMITTED, **fields)


def sent(event: Event, requests: Sequence[ScanRequest], actor: Actor) -> list[dict[str, Any]]:
    results = record_scans(event=event, requests=requests, actor=actor)
    return [orjson.loads(r.json) for r in results if isinstance(r, Recorded)]


@contextmanager
def no_transaction() -> Iterator[None]:
    yield


def meeting_at(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, parties: int = 2, within: float = MEETING
) -> None:
    """Calls of this function wait for each other."""
    together = threading.Barrier(parties)
    original: Callable[..., Any] = getattr(module, name)

    def waiting(*args: Any, **kwargs: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            together.wait(within)
        return original(*args, **kwargs)

    monkeypatch.setattr(module, name, waiting)


# -- conflicts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left_first", [True, False])
def test_two_scanners_apart_let_in_one_ticket_and_whoever_comes_first_stands(
    event: Event, left_first: bool
) -> None:
    registrant = make_registrant(event)
    side = other_gate(event)
    event.setup_version += 1
    queues = [([let_in(event, registrant)], LEFT), ([let_in(event, registrant, gate=side)], RIGHT)]
    answers = [sent(event, *queue)[0] for queue in (queues if left_first else reversed(queues))]
    assert [a["outcome"] for a in answers] == ["admitted", "refused"]
    conflict = Conflict.objects.get()
    assert (conflict.first_scan_id, conflict.scan_id) == (answers[0]["id"], answers[1]["id"])
    assert current_counts(event.pk)["inside"] == 1
    assert recount(event.pk) == []


def test_queues_that_come_back_at_once_and_twice_make_one_conflict_a_ticket(event: Event) -> None:
    """Both scanners were offline and let in the same 30 people; answers get lost, so each batch comes twice."""
    people = [make_registrant(event, f"Person {n}") for n in range(30)]
    left = [let_in(event, p) for p in people]
    right = [let_in(event, p) for p in reversed(people)]
    queues = [(left, LEFT), (right, RIGHT), (left, LEFT), (right, RIGHT)]
    at_once([partial(sent, event, *queue) for queue in queues])
    assert Counter(Scan.objects.values_list("outcome", flat=True)) == {"admitted": 30, "refused": 30}
    noted = list(Conflict.objects.values_list("registrant_id", "scan__outcome", "first_scan__outcome"))
    assert sorted(noted) == [(p.pk, "refused", "admitted") for p in people]
    assert recount(event.pk) == []


@pytest.fixture
def lost_answer(event: Event) -> ScanRequest:
    """A refused scan that the server has, and whose device never heard of it: it lets the person in."""
    registrant = make_registrant(event)
    record_scan(event=event, request=a_scan(event, registrant.code), actor=LEFT)
    request = a_scan(event, registrant.code)
    assert record_scan(event=event, request=request, actor=RIGHT).refused
    return ScanRequest(request.code, request.gate_id, request.idempotency_key, decided=Outcome.ADMITTED)


def test_a_lost_answer_that_is_sent_again_many_times_at_once_is_one_conflict(
    event: Event, lost_answer: ScanRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_at(monkeypatch, QuerySet, "bulk_create", 10)  # all have seen that there is none
    answers = at_once([partial(record_scan, event=event, request=lost_answer, actor=RIGHT)] * 10)
    assert {a.replayed for a in answers} == {True}
    assert Conflict.objects.get().scan_id == answers[0].scan_id


def without_ignoring(rows: QuerySet[Any], objects: Any, **_: Any) -> Any:
    return [row.save(force_insert=True) for row in objects]


@pytest.mark.postgres_only
def test_without_ignoring_the_constraint_one_of_them_would_fail(
    event: Event, lost_answer: ScanRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: they do come as far as the insert together."""
    monkeypatch.setattr(QuerySet, "bulk_create", without_ignoring)
    meeting_at(monkeypatch, QuerySet, "bulk_create", within=SURE_TO_MEET)
    failed: list[Exception] = []

    def try_it() -> None:
        try:
            record_scan(event=event, request=lost_answer, actor=RIGHT)
        except Exception as error:  # noqa: BLE001 - which one is asked below
            failed.append(error)

    at_once([try_it] * 2)
    assert [type(error).__name__ for error in failed] == ["IntegrityError"]


def test_of_many_who_settle_it_at_once_one_does(event: Event, lost_answer: ScanRequest) -> None:
    record_scan(event=event, request=lost_answer, actor=RIGHT)
    pk = Conflict.objects.get().pk

    def settle(outcome: ConflictOutcome, who: int) -> ConflictItem | HeadcountError:
        try:
            return settle_conflict(
                event=event, conflict_id=pk, outcome=outcome, actor=Actor(None, f"door {who}"), overrule=False
            )
        except AlreadyDecided as error:
            return error

    outcomes = list(ConflictOutcome)
    results = at_once([partial(settle, outcomes[n % 3], n) for n in range(12)])
    settled = [r for r in results if not isinstance(r, HeadcountError)]
    assert len(settled) == 4, "those who said the same as the one who came first"
    assert {(s["outcome"], s["decided_by"]) for s in settled} == {
        (Conflict.objects.get().outcome, Conflict.objects.get().decided_by)
    }


# -- undo -------------------------------------------------------------------------------------------------------------


def check_in(event: Event) -> uuid.UUID:
    request = a_scan(event, make_registrant(event).code)
    record_scan(event=event, request=request, actor=LEFT)
    return request.idempotency_key


def test_an_undo_that_is_sent_many_times_at_once_takes_back_once(event: Event) -> None:
    key = check_in(event)
    undone = at_once([partial(undo_scan, event=event, key=key, actor=LEFT)] * 20)
    assert {r.status for r in undone} == {Status.REGISTERED}
    assert StatusChange.objects.filter(from_status=Status.CHECKED_IN).count() == 1
    assert recount(event.pk) == []


@pytest.mark.postgres_only
def test_without_the_lock_it_is_taken_back_twice(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    key = check_in(event)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    meeting_at(monkeypatch, undo, "take_step", within=SURE_TO_MEET)
    at_once([partial(undo_scan, event=event, key=key, actor=LEFT)] * 2)
    assert StatusChange.objects.filter(from_status=Status.CHECKED_IN).count() == 2


def test_undo_and_another_scan_at_once_leave_one_story(event: Event) -> None:
    """Whichever is first: the person is out, or in by the second scan, and the counts say the same."""
    for _ in range(5):
        registrant = make_registrant(event)
        first = a_scan(event, registrant.code)
        record_scan(event=event, request=first, actor=LEFT)
        again = a_scan(event, registrant.code)
        both: list[Callable[[], object]] = [
            partial(undo_scan, event=event, key=first.idempotency_key, actor=LEFT),
            partial(record_scan, event=event, request=again, actor=RIGHT),
        ]
        at_once(both)
        second = Scan.objects.get(idempotency_key=again.idempotency_key)
        status = Registrant.objects.get(pk=registrant.pk).status
        assert (second.outcome, status) in {("admitted", "checked_in"), ("refused", "registered")}
    assert recount(event.pk) == []


# -- walk-ins ---------------------------------------------------------------------------------------------------------


def somebody(event: Event, **fields: Any) -> WalkIn:
    return WalkIn(
        code="",
        gate_id=gate_of(event).pk,
        idempotency_key=uuid.uuid4(),
        details=Details(name="Mara Lindqvist"),
        **fields,
    )


def test_a_walk_in_that_is_sent_20_times_at_once_is_one_registrant(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_at(monkeypatch, walk_ins, "add_registrant", 20)
    request = somebody(event)
    answers = at_once([partial(record_walk_in, event=event, walk_in=request, actor=LEFT)] * 20)
    assert Registrant.objects.count() == Scan.objects.count() == 1
    assert Counter(a.replayed for a in answers) == {False: 1, True: 19}
    assert len({a.answer for a in answers}) == 1
    counts = current_counts(event.pk)
    assert (counts["people"]["total"], counts["inside"]) == (1, 1)
    assert recount(event.pk) == []


def test_without_the_one_transaction_they_are_several(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: what the later tries wrote is taken back by nothing else."""
    monkeypatch.setattr(walk_ins, "writing", no_transaction)
    meeting_at(monkeypatch, walk_ins, "add_registrant", 5, within=SURE_TO_MEET)
    request = somebody(event)
    monkeypatch.setattr(scan_rows, "LOCK", "")  # a lock needs a transaction
    at_once([partial(record_walk_in, event=event, walk_in=request, actor=LEFT)] * 5)
    assert Scan.objects.count() == 1
    assert Registrant.objects.count() > 1


def test_walk_ins_take_no_more_places_than_there_are(event: Event) -> None:
    change_area(event, capacity=5)
    calls = [partial(record_walk_in, event=event, walk_in=somebody(event), actor=LEFT) for _ in range(12)]
    answers = [orjson.loads(a.json) for a in at_once(calls)]
    assert Counter(a["reason"] for a in answers) == {None: 5, "area_full": 7}
    assert current_counts(event.pk)["areas"][0]["inside"] == 5
    assert recount(event.pk) == []
