"""Registrants: creating, showing, changing details, a new pass."""

import re
from typing import Any

import pytest

from checkin.models import Event, PassType, Registrant, StatusChange
from tests.api.conftest import Api
from tests.making import make_event, make_registrant, pass_type_of, scan

pytestmark = pytest.mark.django_db

FIELDS = {
    *("id", "name", "email", "company", "pass_type", "status", "code", "external_id", "registered_at"),
    *("checked_in_at", "checked_in_gate", "changed_at", "note", "attention", "order_ref"),
}


def test_a_registrant_needs_no_more_than_a_name(api: Api, event: Event) -> None:
    answer = api.post("registrants/", {"name": "Mara Lindqvist"})
    assert answer.status_code == 201
    made = answer.json()
    assert made.keys() == FIELDS
    general = pass_type_of(event)
    assert made["pass_type"] == {"id": general.pk, "name": "General", "colour": "#0072B2"}
    assert (made["status"], made["checked_in_at"]) == ("registered", None)
    assert re.fullmatch("[A-Z2-7]{26}", made["code"])
    assert api.get(f"registrants/{made['id']}/").json() == made


def test_everything_can_be_given(api: Api, event: Event) -> None:
    vip = PassType.objects.create(event=event, name="VIP", position=9)
    sent = {
        "name": "Mara Lindqvist",
        "email": "mara@example.org",
        "company": "Nordwind",
        "code": "TICKET-7",
        "external_id": "order-1",
        "note": "wheelchair",
        "attention": True,
        "order_ref": "HTX-17",
        "status": "confirmed",
    }
    made = api.post("registrants/", {**sent, "pass_type": vip.pk}).json()
    assert sent.items() <= made.items()
    assert made["pass_type"]["name"] == "VIP"


def test_the_first_pass_type_is_the_first_by_position(api: Api, event: Event) -> None:
    PassType.objects.filter(event=event).update(position=5)
    PassType.objects.create(event=event, name="Walk-in", position=1)
    assert api.post("registrants/", {"name": "A"}).json()["pass_type"]["name"] == "Walk-in"


def test_the_door_registers_a_walk_in_and_lets_them_in(door: Api, event: Event) -> None:
    made = door.post("registrants/", {"name": "Walk In"}).json()
    assert scan(event, made["code"])["outcome"] == "admitted"
    assert door.get(f"registrants/{made['id']}/").json()["status"] == "checked_in"
    [first, *_] = door.get(f"registrants/{made['id']}/history/").json()["results"]
    assert first["by"] == "Door"


@pytest.mark.parametrize(
    "name", ["👩‍👩‍👧 Family", "شركة الأفق", "林 美咲", "O'Brien; DROP TABLE", "<b>x</b>"]
)
def test_names_of_all_scripts_come_back_as_they_went_in(api: Api, name: str) -> None:
    made = api.post("registrants/", {"name": name, "company": name})
    assert (made.status_code, made.json()["name"]) == (201, name)
    assert api.get(f"registrants/{made.json()['id']}/").json()["company"] == name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \t "),
        ("name", None),
        ("name", "x" * 10_000),
        ("name", "a\0b"),
        ("name", "\u200b"),
        ("name", "\u200b \u3164\u2060\u0301"),
        ("name", True),
        ("name", {"first": "A"}),
        ("name", [[[[]]]]),
        ("email", "no address"),
        ("email", "a" * 250 + "@example.org"),
        ("email", "a\0@example.org"),
        ("company", "x" * 201),
        ("company", None),
        ("pass_type", "General"),
        ("pass_type", 0),
        ("pass_type", 10**12),
        ("pass_type", 10**30),
        ("pass_type", None),
        ("pass_type", {}),
        ("code", ""),
        ("code", "x" * 201),
        ("code", "A\nB"),
        ("code", "A\r\nB"),
        ("code", "A\tB"),
        ("code", "A\x1dB"),
        ("code", "A\0B"),
        ("code", "A\u2028B"),
        ("code", None),
        ("external_id", "x" * 201),
        ("note", "x" * 2001),
        ("attention", "perhaps"),
        ("attention", None),
        ("order_ref", "x" * 101),
        ("order_ref", None),
        ("status", "checked_in"),
        ("status", "cancelled"),
        ("status", "vip"),
        ("status", None),
        ("id", 5),
        ("registered_at", "2026-05-01T09:30:00Z"),
        ("checked_in_at", "2026-05-01T09:30:00Z"),
        ("event", 1),
        ("search_words", "x"),
    ],
)
def test_a_bad_field_is_named_and_nobody_is_registered(api: Api, field: str, value: object) -> None:
    answer = api.post("registrants/", {"name": "Mara", field: value})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["errors"]) == [field]
    assert not Registrant.objects.exists()


def test_a_pass_type_of_another_event_is_none_of_this(api: Api, event: Event) -> None:
    foreign = pass_type_of(make_event(name="Other"))
    registrant = make_registrant(event)
    for answer in (
        api.post("registrants/", {"name": "Mara", "pass_type": foreign.pk}),
        api.patch(f"registrants/{registrant.pk}/", {"pass_type": foreign.pk}),
    ):
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["pass_type"])


def test_a_code_belongs_to_one_registrant_of_an_event(api: Api, event: Event) -> None:
    make_registrant(event, code="TICKET-7")
    other = make_registrant(event)
    for answer in (
        api.post("registrants/", {"name": "Mara", "code": "TICKET-7"}),
        api.patch(f"registrants/{other.pk}/", {"code": "TICKET-7"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "code_taken")
    make_registrant(make_event(name="Other"), code="TICKET-7")


def test_an_external_id_belongs_to_one_registrant_of_an_event(api: Api, event: Event) -> None:
    make_registrant(event, external_id="order-1")
    other = make_registrant(event)
    for answer in (
        api.post("registrants/", {"name": "Mara", "external_id": "order-1"}),
        api.patch(f"registrants/{other.pk}/", {"external_id": "order-1"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
        assert "external id" in answer.json()["detail"]
    assert api.post("registrants/", {"name": "Mara", "external_id": ""}).status_code == 201


def test_details_are_changed_and_the_history_says_so(api: Api, event: Event) -> None:
    vip = PassType.objects.create(event=event, name="VIP", position=9)
    registrant = make_registrant(event)
    path = f"registrants/{registrant.pk}/"
    before = api.get(path).json()
    change = {"name": "Mara L.", "email": "m@example.org", "company": "Nordwind", "note": "speaks at 10"}
    answer = api.patch(path, {**change, "pass_type": vip.pk})
    assert answer.status_code == 200
    changed = dict(answer.json())
    assert changed.pop("changed_at") > before.pop("changed_at")
    assert changed == {
        **before,
        **change,
        "pass_type": {"id": vip.pk, "name": "VIP", "colour": "#0072B2"},
    }
    assert api.get(path).json() == answer.json()
    assert api.get(f"{path}history/?fields=reason,to").json()["results"][-1].keys() == {"reason", "to"}
    last = api.get(f"{path}history/").json()["results"][-1]
    assert (last["from"], last["to"]) == ("registered", "registered")
    assert (last["from_pass_type"], last["to_pass_type"], last["by"]) == ("General", "VIP", "Olga")


@pytest.mark.parametrize("change", [{"attention": True}, {"order_ref": "HTX-17"}])
def test_attention_and_order_are_details_like_any_other(
    api: Api, event: Event, change: dict[str, object]
) -> None:
    path = f"registrants/{make_registrant(event).pk}/"
    steps = StatusChange.objects.count()
    for _ in range(2):
        answer = api.patch(path, change)
        assert (answer.status_code, {**answer.json(), **change}) == (200, answer.json())
    assert StatusChange.objects.count() == steps + 1


def test_the_same_details_again_write_nothing(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    steps = StatusChange.objects.count()
    for change in (
        {},
        {"name": registrant.name},
        {"name": registrant.name, "pass_type": registrant.pass_type_id},
    ):
        assert api.patch(f"registrants/{registrant.pk}/", change).status_code == 200
    assert StatusChange.objects.count() == steps


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "x"),
        ("code", ""),
        ("pass_type", None),
        ("status", "confirmed"),
        ("checked_in_at", None),
        ("id", 3),
        ("search_words", "x"),
    ],
)
def test_a_bad_change_is_refused_whole(api: Api, event: Event, field: str, value: object) -> None:
    path = f"registrants/{make_registrant(event).pk}/"
    before = api.get(path).json()
    answer = api.patch(path, {"note": "new", field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert api.get(path).json() == before


def test_a_reissued_pass_has_a_new_code_and_retires_the_old(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    answer = api.post(f"registrants/{registrant.pk}/reissue/", {"reason": "lost"})
    assert answer.status_code == 200
    assert answer.json()["code"] != registrant.code
    assert scan(event, registrant.code)["reason"] == "retired_code"
    assert scan(event, answer.json()["code"])["outcome"] == "admitted"
    reasons = [step["reason"] for step in api.get(f"registrants/{registrant.pk}/history/").json()["results"]]
    assert "lost" in reasons
    taken = api.post("registrants/", {"name": "Mara", "code": registrant.code})
    assert (taken.status_code, taken.json()["code"]) == (409, "code_taken")


def test_a_reissue_needs_no_body(api: Api, event: Event) -> None:
    path = f"registrants/{make_registrant(event).pk}/reissue/"
    assert api.post(path, b"").status_code == 200
    assert api.post(path, {"reason": "x" * 501}).status_code == 400
    assert api.post(path, {"code": "MINE"}).status_code == 400


def test_a_changed_code_retires_the_old(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    assert api.patch(f"registrants/{registrant.pk}/", {"code": "BADGE-1"}).json()["code"] == "BADGE-1"
    assert scan(event, registrant.code)["reason"] == "retired_code"


def test_registrants_of_other_events_are_not_there(api: Api) -> None:
    foreign = make_registrant(make_event(name="Other"))
    for id_ in (foreign.pk, 0, 10**12, 10**30):
        path = f"registrants/{id_}/"
        answers: list[Any] = [
            api.get(path),
            api.patch(path, {"name": "Mine"}),
            api.get(f"{path}history/"),
            api.post(f"{path}status/", {"status": "confirmed"}),
            api.post(f"{path}reissue/"),
        ]
        assert {(answer.status_code, answer.json()["detail"]) for answer in answers} == {
            (404, "This event has no such registrant.")
        }
    foreign.refresh_from_db()
    assert (foreign.name, foreign.status) == ("Mara Lindqvist", "registered")
