"""Recording scans, one at a time."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from checkin.choices import Direction, Status
from checkin.errors import IdempotencyKeyReused, InvalidInput
from checkin.models import Event, Registrant, Scan, StatusChange
from checkin.services.access import Actor
from checkin.services.counts import fold
from checkin.services.current import current_counts
from checkin.services.recount import recount
from checkin.services.registrants import reissue
from checkin.services.scanning import record_scan, record_scans
from checkin.services.statuses import change_status
from tests.making import a_scan, change_area, gate_of, make_event, make_registrant, scan

pytestmark = pytest.mark.django_db


def test_a_known_code_is_admitted_and_checks_the_registrant_in(event: Event) -> None:
    registrant = make_registrant(event)
    answer = scan(event, registrant.code)
    assert answer["outcome"] == "admitted"
    assert answer["reason"] is None
    assert answer["registrant"]["status"] == "checked_in"
    registrant.refresh_from_db()
    assert registrant.status == Status.CHECKED_IN
    assert registrant.checked_in_at is not None
    counts = current_counts(event.pk)
    assert (counts["people"]["checked_in"], counts["inside"], counts["scans"]["admitted"]) == (1, 1, 1)
    assert counts["arrivals"] == {"last_1m": 1, "last_5m": 1, "last_15m": 1}
    assert counts["gates"][0]["per_minute"] == 1


def test_a_second_scan_is_refused_and_says_who_where_and_when(event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code, Actor(None, "Kim"))
    answer = scan(event, registrant.code, Actor(None, "Lee"))
    assert (answer["outcome"], answer["reason"]) == ("refused", "already_inside")
    assert answer["overridable"]
    assert answer["previous"]["gate"] == "Main entrance"
    assert answer["previous"]["by"] == "Kim"
    assert answer["previous"]["seconds_ago"] >= 0


def test_an_unknown_code_is_refused_and_stored(event: Event) -> None:
    answer = scan(event, "NOBODY")
    assert (answer["outcome"], answer["reason"], answer["registrant"]) == ("refused", "unknown_code", None)
    assert Scan.objects.get().code == "NOBODY"
    assert current_counts(event.pk)["scans"]["refused"] == 1


def test_a_code_of_another_event_is_unknown(event: Event) -> None:
    elsewhere = make_registrant(make_event(name="Other"))
    assert scan(event, elsewhere.code)["reason"] == "unknown_code"


def test_a_code_is_read_in_either_case(event: Event) -> None:
    registrant = make_registrant(event)
    assert scan(event, registrant.code.lower())["outcome"] == "admitted"


def test_an_imported_code_keeps_its_case(event: Event) -> None:
    lower, upper = make_registrant(event, code="abc"), make_registrant(event, code="ABC")
    assert scan(event, "abc")["registrant"]["id"] == lower.pk
    assert scan(event, "ABC")["registrant"]["id"] == upper.pk


def test_leaving_and_coming_back(event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    assert scan(event, registrant.code, direction=Direction.EXIT)["outcome"] == "exited"
    assert current_counts(event.pk)["inside"] == 0
    assert scan(event, registrant.code, direction=Direction.EXIT)["reason"] == "not_inside"
    again = scan(event, registrant.code)
    assert (again["outcome"], again["message"]) == ("admitted", "Welcome back")
    counts = current_counts(event.pk)
    assert (counts["inside"], counts["people"]["checked_in"]) == (1, 1)
    assert StatusChange.objects.filter(to_status=Status.CHECKED_IN).count() == 1


def test_an_area_without_reentry_takes_a_pass_once(event: Event) -> None:
    change_area(event, reentry=False)
    registrant = make_registrant(event)
    scan(event, registrant.code)
    scan(event, registrant.code, direction=Direction.EXIT)
    assert scan(event, registrant.code)["reason"] == "already_used"


def test_an_override_admits_with_its_reason(event: Event) -> None:
    event.closed = True
    registrant = make_registrant(event)
    assert scan(event, registrant.code)["reason"] == "event_closed"
    answer = scan(event, registrant.code, override_reason="the speaker of the evening")
    assert (answer["outcome"], answer["overridden"]) == ("admitted", True)
    assert Scan.objects.get(overridden=True).override_reason == "the speaker of the evening"


def test_an_override_of_someone_inside_counts_nobody_twice(event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    assert scan(event, registrant.code, override_reason="lost sight")["outcome"] == "admitted"
    assert current_counts(event.pk)["inside"] == 1


def test_a_reissued_pass_works_and_the_old_one_says_so(event: Event, actor: Actor) -> None:
    registrant = make_registrant(event)
    new = reissue(event=event, registrant_id=registrant.pk, actor=actor)
    old = scan(event, registrant.code)
    assert (old["reason"], old["overridable"]) == ("retired_code", False)
    assert old["registrant"]["id"] == registrant.pk
    assert scan(event, new.code)["outcome"] == "admitted"


def test_an_area_holds_no_more_than_its_capacity(event: Event) -> None:
    change_area(event, capacity=2)
    people = [make_registrant(event, f"Person {n}") for n in range(4)]
    assert [scan(event, p.code)["outcome"] for p in people[:2]] == ["admitted", "admitted"]
    assert scan(event, people[2].code)["reason"] == "area_full"
    fold(event.pk)
    assert scan(event, people[2].code)["reason"] == "area_full"
    scan(event, people[0].code, direction=Direction.EXIT)
    assert scan(event, people[2].code)["outcome"] == "admitted"
    assert scan(event, people[3].code)["reason"] == "area_full"


def test_an_undo_frees_its_place_before_it_is_folded(event: Event, actor: Actor) -> None:
    change_area(event, capacity=1)
    first, second = make_registrant(event, "First"), make_registrant(event, "Second")
    scan(event, first.code)
    fold(event.pk)
    change_status(event=event, registrant_id=first.pk, to=Status.REGISTERED, actor=actor)
    assert scan(event, second.code)["outcome"] == "admitted"
    assert current_counts(event.pk)["areas"][0]["inside"] == 1


def test_the_same_key_gives_the_stored_answer(event: Event) -> None:
    registrant = make_registrant(event)
    key = uuid.uuid4()
    first = scan(event, registrant.code, idempotency_key=key)
    Registrant.objects.update(name="Renamed")
    again = scan(event, registrant.code, idempotency_key=key)
    assert again == {**first, "replayed": True}
    assert Scan.objects.count() == 1


def test_a_corrected_clock_does_not_make_it_another_scan(event: Event) -> None:
    registrant = make_registrant(event)
    key, now = uuid.uuid4(), timezone.now()
    scan(event, registrant.code, idempotency_key=key, scanned_at=now - timedelta(seconds=9))
    assert scan(event, registrant.code, idempotency_key=key, scanned_at=now)["replayed"]


def test_the_same_key_for_another_scan_is_a_conflict(event: Event, actor: Actor) -> None:
    registrant = make_registrant(event)
    request = a_scan(event, registrant.code)
    record_scan(event=event, request=request, actor=actor)
    other = a_scan(event, "OTHER", idempotency_key=request.idempotency_key)
    with pytest.raises(IdempotencyKeyReused):
        record_scan(event=event, request=other, actor=actor)
    assert Scan.objects.count() == 1


def test_a_gate_of_another_event_is_an_error(event: Event, actor: Actor) -> None:
    elsewhere = gate_of(make_event(name="Other"))
    with pytest.raises(InvalidInput) as error:
        record_scan(event=event, request=a_scan(event, "X", gate=elsewhere), actor=actor)
    assert "gate" in error.value.errors


def test_a_late_scan_keeps_its_own_time_and_a_fast_clock_does_not(event: Event) -> None:
    registrant, other = make_registrant(event), make_registrant(event)
    earlier = timezone.now() - timedelta(hours=2)
    assert scan(event, registrant.code, scanned_at=earlier)["scanned_at"] == earlier.isoformat()
    answer = scan(event, other.code, scanned_at=timezone.now() + timedelta(hours=2))
    assert answer["scanned_at"] == answer["recorded_at"]


def test_a_batch_answers_each_in_order(event: Event, actor: Actor) -> None:
    one, two = make_registrant(event, "One"), make_registrant(event, "Two")
    elsewhere = gate_of(make_event(name="Other"))
    first = a_scan(event, one.code)
    requests = [
        first,
        a_scan(event, one.code),
        a_scan(event, "X", gate=elsewhere),
        a_scan(event, two.code),
        first,
        a_scan(event, two.code, idempotency_key=first.idempotency_key),
        a_scan(event, one.code, direction=Direction.EXIT),
        a_scan(event, one.code),
    ]
    results = record_scans(event=event, requests=requests, actor=actor)
    assert [
        type(r).__name__
        if isinstance(r, Exception)
        else ("replayed" if r.replayed else r.answer.split('"')[7])
        for r in results
    ] == [
        "admitted",
        "refused",
        "InvalidInput",
        "admitted",
        "replayed",
        "IdempotencyKeyReused",
        "exited",
        "admitted",
    ]
    assert current_counts(event.pk)["inside"] == 2
    assert recount(event.pk) == []


def test_a_batch_sent_again_writes_nothing(event: Event, actor: Actor) -> None:
    people = [make_registrant(event, f"Person {n}") for n in range(5)]
    requests = [a_scan(event, p.code) for p in people]
    first = record_scans(event=event, requests=requests[:3], actor=actor)
    second = record_scans(event=event, requests=requests, actor=actor)
    assert [r.replayed for r in second if not isinstance(r, Exception)] == [True] * 3 + [False] * 2
    assert [r.answer for r in first if not isinstance(r, Exception)] == [
        r.answer for r in second[:3] if not isinstance(r, Exception)
    ]
    assert Scan.objects.count() == 5
