"""Status steps by hand: which are allowed, to whom, what they write, and the history they leave."""

import itertools
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkin.models import Event, Registrant, StatusChange
from checkin.services import statuses
from checkin.services.counts import fold
from checkin.services.recount import recount
from tests.api.conftest import Api
from tests.making import make_event, make_registrant, scan

pytestmark = pytest.mark.django_db

STATUSES = ["registered", "confirmed", "checked_in", "cancelled"]
ALLOWED = {
    "registered": {"confirmed", "checked_in", "cancelled"},
    "confirmed": {"registered", "checked_in", "cancelled"},
    "checked_in": {"registered", "cancelled"},  # registered: as it was before
    "cancelled": {"registered"},
}


def step(api: Api, registrant: Registrant, status: str, reason: str = "") -> tuple[int, str]:
    """Ask for a status; gives the answer's status code, and the registrant's status or the problem's code."""
    answer = api.post(f"registrants/{registrant.pk}/status/", {"status": status, "reason": reason})
    return answer.status_code, answer.json()["status" if answer.status_code == 200 else "code"]


@pytest.mark.parametrize(("from_", "to"), list(itertools.product(STATUSES, STATUSES)))
def test_the_table_of_steps(api: Api, event: Event, from_: str, to: str) -> None:
    registrant = make_registrant(event)
    step(api, registrant, from_)
    if to == from_ or to in ALLOWED[from_]:
        assert step(api, registrant, to) == (200, to)
    else:
        answer = api.post(f"registrants/{registrant.pk}/status/", {"status": to})
        assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")
        assert set(answer.json()["allowed"]) == ALLOWED[from_]
        registrant.refresh_from_db()
        assert registrant.status == from_


def test_the_same_status_again_writes_nothing(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    for status in STATUSES:
        step(api, registrant, status)
        before = (StatusChange.objects.count(), fold(event.pk))
        assert step(api, registrant, status, "again") == (200, status)
        assert (StatusChange.objects.count(), fold(event.pk)) == before


@pytest.mark.parametrize("before", ["registered", "confirmed"])
def test_an_undo_goes_back_to_the_status_before(api: Api, event: Event, before: str) -> None:
    registrant = make_registrant(event)
    step(api, registrant, before)
    checked_in = api.post(f"registrants/{registrant.pk}/status/", {"status": "checked_in"}).json()
    assert datetime.fromisoformat(checked_in["checked_in_at"]).tzinfo
    other = "registered" if before == "confirmed" else "confirmed"
    assert step(api, registrant, other) == (409, "invalid_transition")
    undone = api.post(
        f"registrants/{registrant.pk}/status/", {"status": before, "reason": "wrong Mara"}
    ).json()
    assert (undone["status"], undone["checked_in_at"]) == (before, None)


def test_an_undo_takes_them_out_of_the_areas_and_lets_them_in_again(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    assert api.get("counts/").json()["inside"] == 1
    step(api, registrant, "registered")
    counts = api.get("counts/").json()
    assert (counts["inside"], counts["areas"][0]["inside"], counts["people"]["checked_in"]) == (0, 0, 0)
    assert scan(event, registrant.code)["outcome"] == "admitted"


def test_the_history_tells_every_step(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    step(api, registrant, "confirmed", "paid")
    scanned = scan(event, registrant.code)
    step(api, registrant, "confirmed", "wrong Mara")
    steps = api.get(f"registrants/{registrant.pk}/history/").json()["results"]
    assert [(s["from"], s["to"]) for s in steps] == [
        (None, "registered"),
        ("registered", "confirmed"),
        ("confirmed", "checked_in"),
        ("checked_in", "confirmed"),
    ]
    assert [s["reason"] for s in steps] == ["", "paid", "", "wrong Mara"]
    assert [s["by"] for s in steps] == ["list", "Olga", "door", "Olga"]
    assert [(s["gate"], s["scan"]) for s in steps] == [
        (None, None),
        (None, None),
        ("Main entrance", scanned["id"]),
        (None, None),
    ]
    assert steps[0].keys() == {
        *(
            "id",
            "at",
            "from",
            "to",
            "from_pass_type",
            "to_pass_type",
            "by",
            "gate",
            "device",
            "reason",
            "scan",
        )
    }
    assert (steps[0]["from_pass_type"], steps[0]["to_pass_type"]) == (None, "General")
    assert sorted(steps, key=lambda s: s["id"]) == steps
    assert api.everything(f"registrants/{registrant.pk}/history/", {"page_size": 1}) == steps


def test_the_door_checks_in_and_undoes_and_no_more(door: Api, event: Event) -> None:
    registrant = make_registrant(event)
    assert step(door, registrant, "confirmed") == (403, "permission_denied")
    assert step(door, registrant, "cancelled") == (403, "permission_denied")
    assert step(door, registrant, "checked_in") == (200, "checked_in")
    assert step(door, registrant, "cancelled") == (403, "permission_denied")
    assert step(door, registrant, "registered") == (200, "registered")


def test_the_door_reinstates_nobody(api: Api, door: Api, event: Event) -> None:
    registrant = make_registrant(event)
    step(api, registrant, "cancelled")
    assert step(door, registrant, "registered") == (403, "permission_denied")
    assert step(door, registrant, "checked_in") == (409, "invalid_transition")
    assert step(door, registrant, "cancelled") == (200, "cancelled")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "status"),
        ({"status": "gone"}, "status"),
        ({"status": None}, "status"),
        ({"status": ["confirmed"]}, "status"),
        ({"status": {"to": "confirmed"}}, "status"),
        ({"status": "Confirmed"}, "status"),
        ({"status": "confirmed", "reason": "x" * 501}, "reason"),
        ({"status": "confirmed", "reason": None}, "reason"),
        ({"status": "confirmed", "reason": "a\0b"}, "reason"),
        ({"status": "confirmed", "at": "2026-05-01T09:30:00Z"}, "at"),
    ],
)
def test_a_bad_step_is_refused(api: Api, event: Event, sent: object, field: str) -> None:
    registrant = make_registrant(event)
    answer = api.post(f"registrants/{registrant.pk}/status/", sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert StatusChange.objects.count() == 1


# -- many at once -----------------------------------------------------------------------------------------------------


def change_many(api: Api, ids: list[int], status: str, reason: str = "") -> Any:
    return api.post("registrants/status/", {"ids": ids, "status": status, "reason": reason})


def test_many_change_at_once_and_one_that_may_not_harms_no_other(api: Api, event: Event) -> None:
    a, b, c = (make_registrant(event, name).pk for name in "ABC")
    step(api, Registrant.objects.get(pk=b), "cancelled")
    answer = change_many(api, [c, b, 10**9, a], "confirmed", "paid")
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [(one["id"], one["status"], one["code"]) for one in results] == [
        (c, "confirmed", None),
        (b, None, "invalid_transition"),
        (10**9, None, "not_found"),
        (a, "confirmed", None),
    ]
    assert "registered" in results[1]["detail"]
    steps = StatusChange.objects.filter(to_status="confirmed")
    assert {(s.registrant_id, s.by, s.reason) for s in steps} == {(a, "Olga", "paid"), (c, "Olga", "paid")}
    assert not recount(event.pk)


def test_the_same_again_writes_nothing(api: Api, event: Event) -> None:
    made = make_registrant(event)
    for _ in range(2):
        [result] = change_many(api, [made.pk], "checked_in").json()["results"]
        assert (result["status"], result["code"]) == ("checked_in", None)
    assert StatusChange.objects.filter(to_status="checked_in").count() == 1
    assert len(change_many(api, [made.pk] * 3, "checked_in").json()["results"]) == 3


def test_check_ins_are_undone_together_each_back_to_what_it_was(api: Api, event: Event) -> None:
    a, b, c = (make_registrant(event, name) for name in "ABC")
    step(api, b, "confirmed")
    for registrant in (a, b):
        scan(event, registrant.code)
    results = change_many(api, [a.pk, b.pk, c.pk], "undo", "wrong list").json()["results"]
    assert [(one["status"], one["code"]) for one in results] == [
        ("registered", None),
        ("confirmed", None),
        (None, "invalid_transition"),
    ]
    assert api.get("counts/").json()["inside"] == 0
    assert not recount(event.pk)
    assert [scan(event, one.code)["outcome"] for one in (a, b)] == ["admitted", "admitted"]


def test_more_than_a_transaction_holds(api: Api, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statuses, "AT_ONCE", 2)
    ids = [make_registrant(event, str(n)).pk for n in range(5)]
    results = change_many(api, ids, "confirmed").json()["results"]
    assert [one["id"] for one in results] == ids
    assert Registrant.objects.filter(status="confirmed").count() == 5


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"ids": [], "status": "confirmed"}, "ids"),
        ({"ids": list(range(1, 502)), "status": "confirmed"}, "ids"),
        ({"ids": ["x"], "status": "confirmed"}, "ids.0"),
        ({"ids": [1], "status": "gone"}, "status"),
        ({"ids": [1]}, "status"),
        ({"ids": [1], "status": "confirmed", "reason": "x" * 501}, "reason"),
        ({"ids": [1], "status": "confirmed", "all": True}, "all"),
    ],
)
def test_a_bad_change_of_many_names_its_field(api: Api, body: Any, field: str) -> None:
    answer = api.post("registrants/status/", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_those_of_another_event_are_not_there(api: Api) -> None:
    other = make_registrant(make_event(name="Other"))
    [result] = change_many(api, [other.pk], "cancelled").json()["results"]
    assert result["code"] == "not_found"
    other.refresh_from_db()
    assert other.status == "registered"


def test_many_take_few_statements(api: Api, event: Event) -> None:
    ids = [make_registrant(event, str(n)).pk for n in range(20)]
    with CaptureQueriesContext(connection) as few:
        change_many(api, ids[:2], "checked_in")
    with CaptureQueriesContext(connection) as more:
        change_many(api, ids[2:], "checked_in")
    assert len(few) == len(more)
