"""Scans over REST: the answer field by field, replays, batches and the log."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkin.models import Event, Scan
from checkin.services.recount import recount
from tests.api.conftest import Api
from tests.api.scans import ANSWER, by_name
from tests.making import change_area, gate_of, make_event, make_registrant
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def test_a_scan_is_answered_field_by_field(event: Event, door: Api) -> None:
    registrant = make_registrant(event, company="Nordwind")
    sent = body(event, registrant.code, scanned_at="2026-05-01T09:30:00+02:00")
    response = door.post("scans/", sent)
    assert response.status_code == 201
    answer = response.json()
    assert answer.keys() == ANSWER
    assert answer["idempotency_key"] == sent["idempotency_key"]
    assert (answer["outcome"], answer["reason"], answer["direction"]) == ("admitted", None, "entry")
    assert answer["registrant"] == {
        "id": registrant.pk,
        "name": "Mara Lindqvist",
        "company": "Nordwind",
        "pass_type": {"id": registrant.pass_type_id, "name": "General", "colour": "#0072B2"},
        "status": "checked_in",
        "checked_in_at": "2026-05-01T07:30:00+00:00",
    }
    assert answer["gate"] == {"id": gate_of(event).pk, "name": "Main entrance"}
    assert answer["previous"] is None
    assert (answer["overridable"], answer["overridden"], answer["replayed"]) == (False, False, False)
    assert answer["scanned_at"] == "2026-05-01T07:30:00+00:00"


def test_a_refusal_is_an_answer_and_names_the_scan_before(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    door.post("scans/", body(event, registrant.code))
    response = door.post("scans/", body(event, registrant.code))
    assert response.status_code == 201
    answer = response.json()
    assert (answer["outcome"], answer["reason"], answer["overridable"]) == ("refused", "already_inside", True)
    assert answer["previous"].keys() == {"at", "gate", "by", "seconds_ago", "same_device"}
    assert (answer["previous"]["gate"], answer["previous"]["by"]) == ("Main entrance", "Door")
    assert answer["previous"]["same_device"] is True


def test_a_repeated_key_gives_the_same_answer_with_200(event: Event, door: Api) -> None:
    sent = body(event, make_registrant(event).code)
    first = door.post("scans/", sent)
    again = door.post("scans/", sent)
    assert again.status_code == 200
    assert again.json() == {**first.json(), "replayed": True}
    assert Scan.objects.count() == 1


@pytest.mark.parametrize("first", [-48, -1, 0, 1, 48])
@pytest.mark.parametrize("second", [-48, 48])
def test_a_clock_that_is_wrong_puts_nothing_in_another_order(
    event: Event, door: Api, first: int, second: int
) -> None:
    """Of two devices whose clocks are so many hours wrong: what came in first was first, and nothing is to come."""
    code = make_registrant(event).code
    for direction, skew, outcome in (("entry", first, "admitted"), ("exit", second, "exited")):
        told = (timezone.now() + timedelta(hours=skew)).isoformat()
        answer = door.post("scans/", body(event, code, direction=direction, scanned_at=told)).json()
        at, recorded = (datetime.fromisoformat(answer[name]) for name in ("scanned_at", "recorded_at"))
        assert answer["outcome"] == outcome
        assert at == min(datetime.fromisoformat(told), recorded)
        assert answer["previous"] is None or answer["previous"]["seconds_ago"] >= 0
    assert door.get("counts/").json()["inside"] == 0
    assert recount(event.pk) == []


def test_a_key_with_other_content_is_a_conflict(event: Event, door: Api) -> None:
    sent = body(event, make_registrant(event).code)
    door.post("scans/", sent)
    response = door.post("scans/", {**sent, "direction": "exit"})
    assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")


def test_each_scan_of_a_batch_stands_alone(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    good, bad, again = body(event, registrant.code), {"code": ""}, body(event, registrant.code)
    foreign = body(event, "X", gate=gate_of(make_event(name="Other")).pk)
    response = door.post("scans/batch/", {"scans": [good, bad, again, foreign, good]})
    assert response.status_code == 200
    first, second, third, fourth, fifth = response.json()["results"]
    assert first["outcome"] == "admitted"
    assert (second["status"], second["code"]) == (400, "invalid")
    assert second["errors"].keys() == {"code", "gate", "idempotency_key"}
    assert third["reason"] == "already_inside"
    assert (fourth["code"], fourth["idempotency_key"]) == ("invalid", foreign["idempotency_key"])
    assert fifth == {**first, "replayed": True}


def test_the_log_is_filtered_and_paged(event: Event, api: Api, door: Api) -> None:
    registrant = make_registrant(event)
    answers = [door.post("scans/", body(event, registrant.code)).json() for _ in range(3)]
    log = api.get("scans/", {"page_size": 2}).json()
    assert log["results"] == [answers[2], answers[1]]
    assert api.get(log["next"]).json()["results"] == [answers[0]]
    assert len(api.get("scans/", {"outcome": "refused", "reason": "already_inside"}).json()["results"]) == 2
    assert api.get("scans/", {"gate": gate_of(event).pk + 1}).json()["results"] == []
    assert api.get("scans/", {"outcome": "perhaps"}).status_code == 400


STATEMENTS = 8  # for a scan, whatever its outcome


@pytest.mark.parametrize(
    "outcome", ["admitted", "already_inside", "unknown_code", "replayed", "capped", "left", "by name"]
)
def test_a_scan_takes_few_statements(event: Event, door: Api, outcome: str) -> None:
    if outcome == "capped":
        change_area(event, capacity=10)
    registrant = make_registrant(event)
    sent = body(event, "NOBODY" if outcome == "unknown_code" else registrant.code)
    if outcome in {"already_inside", "left"}:
        door.post("scans/", body(event, registrant.code))
    if outcome == "left":
        sent["direction"] = "exit"
    if outcome == "by name":
        sent = by_name(event, registrant.pk, decided="admitted")
    if outcome == "replayed":
        door.post("scans/", sent)
    with CaptureQueriesContext(connection) as statements:
        assert door.post("scans/", sent).status_code in {200, 201}
    own = [s["sql"] for s in statements if not s["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO"))]
    limit = STATEMENTS if connection.vendor == "postgresql" else STATEMENTS + 3  # no round trips there
    assert len(own) <= limit, "\n".join(own)
