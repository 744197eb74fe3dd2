"""Somebody who is on no list: registered at the door and let in, by one request."""

import uuid
from typing import Any

import pytest

from checkin.api.views import door as door_views
from checkin.api.views import scans
from checkin.choices import DeviceKind
from checkin.models import Event, PassType, Registrant, Scan, StatusChange
from checkin.services.current import current_counts
from checkin.services.recount import recount
from tests.api.conftest import Api, paired
from tests.making import change_area, gate_of, make_event, make_registrant, other_gate
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def walk_in(event: Event, name: str = "Mara Lindqvist", **fields: Any) -> dict[str, Any]:
    return {"name": name, "gate": gate_of(event).pk, "idempotency_key": str(uuid.uuid4()), **fields}


def test_a_walk_in_is_registered_and_admitted(event: Event, scanner: Api) -> None:
    vip = PassType.objects.create(event=event, name="VIP", position=1, colour="#E69F00")
    sent = walk_in(
        event,
        company="Nordwind",
        email="mara@example.org",
        note="paid in cash",
        pass_type=vip.pk,
        scanned_at="2026-05-01T09:30:00+02:00",
    )
    answer = scanner.post("walk-ins/", sent)
    assert answer.status_code == 201
    told = answer.json()
    registrant = Registrant.objects.get()
    assert told["registrant"] == told["scan"]["registrant"]
    assert told["registrant"] == {
        "id": registrant.pk,
        "name": "Mara Lindqvist",
        "company": "Nordwind",
        "pass_type": {"id": vip.pk, "name": "VIP", "colour": "#E69F00"},
        "status": "checked_in",
        "checked_in_at": "2026-05-01T07:30:00+00:00",
    }
    assert (told["scan"]["outcome"], told["scan"]["replayed"]) == ("admitted", False)
    assert told["scan"]["idempotency_key"] == sent["idempotency_key"]
    assert (registrant.email, registrant.note) == ("mara@example.org", "paid in cash")
    assert Scan.objects.get().code == registrant.code
    counts = current_counts(event.pk)
    assert (counts["people"]["total"], counts["inside"], counts["scans"]["admitted"]) == (1, 1, 1)
    assert recount(event.pk) == []
    steps = list(StatusChange.objects.order_by("id").values_list("from_status", "to_status", "by"))
    assert steps == [("", "registered", "Scanner 1"), ("registered", "checked_in", "Scanner 1")]


def test_a_name_and_a_gate_are_enough(event: Event, door: Api) -> None:
    told = door.post("walk-ins/", walk_in(event)).json()
    assert told["registrant"]["pass_type"]["name"] == "General"


def test_they_can_be_found_and_scanned_again(event: Event, door: Api) -> None:
    door.post("walk-ins/", walk_in(event))
    [found] = door.get("registrants/", {"q": "lindq"}).json()["results"]
    assert door.post("scans/", body(event, found["code"])).json()["reason"] == "already_inside"


def test_the_same_key_again_writes_nothing(event: Event, door: Api) -> None:
    sent = walk_in(event, company="Nordwind")
    first = door.post("walk-ins/", sent).json()
    again = door.post("walk-ins/", {**sent, "scanned_at": "2026-05-01T09:30:00Z"})
    assert again.status_code == 200
    assert again.json() == {**first, "scan": {**first["scan"], "replayed": True}}
    assert Registrant.objects.count() == Scan.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"name": "Somebody Else"}, {"company": "Other"}, {"email": "else@example.org"}, {"note": "x"}],
)
def test_the_same_key_for_somebody_else_is_a_conflict(event: Event, door: Api, other: dict[str, str]) -> None:
    sent = walk_in(event)
    door.post("walk-ins/", sent)
    answer = door.post("walk-ins/", {**sent, **other})
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert Registrant.objects.count() == 1


def test_keys_of_scans_and_of_walk_ins_are_the_same_keys(event: Event, door: Api) -> None:
    sent = walk_in(event)
    pk = door.post("walk-ins/", sent).json()["registrant"]["id"]
    key = {"gate": sent["gate"], "idempotency_key": sent["idempotency_key"]}
    assert door.post("scans/", {**key, "registrant": pk}).status_code == 409
    scan = body(event, make_registrant(event, "Listed").code)
    door.post("scans/", scan)
    taken = door.post("walk-ins/", walk_in(event, idempotency_key=scan["idempotency_key"]))
    assert taken.status_code == 409
    assert Registrant.objects.count() == 2


def test_a_full_area_refuses_a_walk_in_like_anybody(event: Event, door: Api) -> None:
    change_area(event, capacity=1)
    door.post("walk-ins/", walk_in(event))
    answer = door.post("walk-ins/", walk_in(event, "Second"))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["scan"]["reason"], told["scan"]["overridable"]) == ("area_full", True)
    assert (told["registrant"]["name"], told["registrant"]["status"]) == ("Second", "registered")
    by_name = {key: value for key, value in body(event, "").items() if key != "code"}
    sent = {**by_name, "registrant": told["registrant"]["id"], "override": {"reason": "the speaker"}}
    assert door.post("scans/", sent).json()["overridden"] is True
    assert recount(event.pk) == []


def test_where_confirmation_is_wanted_they_are_confirmed(event: Event, door: Api) -> None:
    event.requires_confirmation = True
    event.save()
    told = door.post("walk-ins/", walk_in(event)).json()
    assert told["scan"]["outcome"] == "admitted"
    back = door.post("scans/undo/", {"scan": told["scan"]["idempotency_key"]}).json()
    assert back["registrant"]["status"] == "confirmed"


def test_a_scanner_s_gate_defaults_to_its_own(event: Event) -> None:
    side = other_gate(event)
    scanner = paired(event, DeviceKind.SCANNER, gate=side, gates=[side])
    sent = walk_in(event)
    assert scanner.post("walk-ins/", sent).status_code == 403
    del sent["gate"]
    assert scanner.post("walk-ins/", sent).json()["scan"]["gate"]["name"] == "Side door"
    assert Registrant.objects.count() == 1


def test_a_walk_in_needs_what_the_event_has(event: Event, door: Api) -> None:
    other = make_event(name="Other")
    foreign = PassType.objects.get(event=other)
    for field, value in (("gate", gate_of(other).pk), ("pass_type", foreign.pk)):
        answer = door.post("walk-ins/", walk_in(event) | {field: value})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Registrant.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", None),
        ("name", " "),
        ("name", "x" * 201),
        ("name", "a\0b"),
        ("email", "not an address"),
        ("company", "x" * 201),
        ("note", "x" * 2001),
        ("pass_type", "VIP"),
        ("pass_type", 2**63),
        ("gate", None),
        ("gate", 2**63),
        ("idempotency_key", None),
        ("idempotency_key", "1"),
        ("scanned_at", "2026-05-01T09:30:00"),
        ("code", "MINE"),
        ("status", "checked_in"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_written(
    event: Event, door: Api, field: str, value: object
) -> None:
    answer = door.post("walk-ins/", walk_in(event) | {field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Registrant.objects.exists()
    assert not Scan.objects.exists()


def test_nobody_else_brings_walk_ins(
    event: Event, api: Api, viewer: Api, kiosk: Api, stranger: Api, anonymous: Api
) -> None:
    for caller, status in ((viewer, 403), (kiosk, 403), (stranger, 404), (anonymous, 401)):
        assert caller.post("walk-ins/", walk_in(event)).status_code == status
    assert not Registrant.objects.exists()
    assert api.post("walk-ins/", walk_in(event)).status_code == 201


def test_a_scanner_that_sends_too_much_is_held_up(
    event: Event, scanner: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans.SINGLE, "burst", 3)
    monkeypatch.setattr(scans.SINGLE, "rate", 0.001)
    answers = [scanner.post("scans/undo/", {"scan": str(uuid.uuid4())}).status_code for _ in range(5)]
    assert answers == [404, 404, 404, 429, 429]
    monkeypatch.setattr(door_views.WALK_INS, "burst", 2)
    monkeypatch.setattr(door_views.WALK_INS, "rate", 0.001)
    answers = [scanner.post("walk-ins/", walk_in(event)).status_code for _ in range(4)]
    assert answers == [201, 201, 429, 429]
    assert Registrant.objects.count() == 2
