"""Whom a scanner let in by itself and the server refuses: noted once, with both scans."""

import pytest

from checkin.models import Conflict, Device, Event
from checkin.services import devices
from checkin.services.access import Actor
from checkin.services.registrants import reissue
from tests.api.conftest import Api
from tests.making import gate_of, make_registrant, other_gate, scan
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def test_a_conflict_tells_both_scans(event: Event, door: Api) -> None:
    registrant = make_registrant(event, company="Nordwind")
    side = other_gate(event)
    event.setup_version += 1
    first = scan(event, registrant.code, Actor(None, "Scanner 7"), gate=side)
    second = door.post(
        "scans/",
        body(event, registrant.code, decided="admitted", scanned_at="2026-05-01T09:30:00+02:00"),
    ).json()
    page = door.get("conflicts/").json()
    [item] = page.pop("results")
    assert page == {"next": None, "previous": None, "open": 1, "total": 1}
    assert item.pop("id") == Conflict.objects.get().pk
    assert item.pop("created_at") == second["recorded_at"]
    assert item == {
        "reason": "already_inside",
        "registrant": {
            "id": registrant.pk,
            "name": "Mara Lindqvist",
            "company": "Nordwind",
            "pass_type": {"id": registrant.pass_type_id, "name": "General", "colour": "#0072B2"},
        },
        "area": {"id": side.area_id, "name": "Venue"},
        "first": {
            "at": first["scanned_at"],
            "gate": {"id": side.pk, "name": "Side door"},
            "by": "Scanner 7",
        },
        "second": {
            "at": second["scanned_at"],
            "gate": {"id": gate_of(event).pk, "name": "Main entrance"},
            "by": "Door",
            "override_reason": "",
        },
        "outcome": "",
        "note": "",
        "decided_at": None,
        "decided_by": "",
    }


@pytest.mark.parametrize(
    ("decided", "noted"), [("admitted", 1), ("exited", 1), ("refused", 0), (None, 0), ("absent", 0)]
)
def test_only_what_was_let_through_and_is_refused_is_a_conflict(
    event: Event, door: Api, decided: str | None, noted: int
) -> None:
    registrant = make_registrant(event)
    fields = {} if decided == "absent" else {"decided": decided}
    assert door.post("scans/", body(event, registrant.code, **fields)).json()["outcome"] == "admitted"
    assert not Conflict.objects.exists()
    door.post("scans/", body(event, registrant.code, **fields))
    assert Conflict.objects.count() == noted


@pytest.mark.parametrize("first_decided", [None, "admitted"])
def test_a_replay_that_has_decided_is_one_conflict(
    event: Event, door: Api, first_decided: str | None
) -> None:
    """The answer to the first try is lost, the device decides, and the second try says so."""
    registrant = make_registrant(event)
    scan(event, registrant.code)
    sent = body(event, registrant.code)
    first = door.post("scans/", {**sent, "decided": first_decided}).json()
    for _ in range(2):
        again = door.post("scans/", {**sent, "decided": "admitted"})
        assert (again.status_code, again.json()) == (200, {**first, "replayed": True})
    assert [c.scan_id for c in Conflict.objects.all()] == [first["id"]]


def test_a_batch_notes_each_of_its_conflicts_once(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    first, second, third = (body(event, registrant.code, decided="admitted") for _ in range(3))
    unknown = body(event, "NOBODY", decided="admitted", override={"reason": "on the paper list"})
    late = {**second, "decided": None}
    results = door.post("scans/batch/", {"scans": [first, late, second, third, unknown]}).json()["results"]
    assert [r["outcome"] for r in results] == ["admitted", "refused", "refused", "refused", "refused"]
    noted = {c.scan_id: c for c in Conflict.objects.all()}
    assert noted.keys() == {r["id"] for r in results[1:]}
    assert {c.first_scan_id for c in noted.values() if c.registrant_id} == {results[0]["id"]}
    [nobody] = [i for i in door.get("conflicts/").json()["results"] if i["registrant"] is None]
    assert (nobody["reason"], nobody["first"]) == ("unknown_code", None)
    assert nobody["second"]["override_reason"] == "on the paper list"


def test_first_is_the_admission_that_stood_then(event: Event, door: Api) -> None:
    """Not one that was taken back, and not a later one."""
    registrant = make_registrant(event)
    taken_back = scan(event, registrant.code)
    door.post("scans/undo/", {"scan": taken_back["idempotency_key"]})
    stood = scan(event, registrant.code)
    sent = body(event, registrant.code)
    door.post("scans/", sent)
    scan(event, registrant.code, direction="exit")
    scan(event, registrant.code)
    door.post("scans/", {**sent, "decided": "admitted"})
    assert Conflict.objects.get().first_scan_id == stood["id"]


def test_a_conflict_that_met_nobody_has_no_first(event: Event, api: Api, door: Api) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    api.post(f"registrants/{registrant.pk}/status/", {"status": "cancelled"})
    door.post("scans/", body(event, registrant.code, decided="admitted"))
    old = make_registrant(event, "Old Pass", code="OLD")
    reissue(event=event, registrant_id=old.pk, actor=Actor(None, "x"))
    door.post("scans/", body(event, "OLD", decided="admitted"))
    items = door.get("conflicts/").json()["results"]
    assert [(i["reason"], i["first"]) for i in items] == [("retired_code", None), ("cancelled", None)]
    assert items[0]["registrant"]["name"] == "Old Pass"


def test_a_key_that_stands_for_another_scan_notes_nothing(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    sent = body(event, registrant.code)
    door.post("scans/", sent)
    assert door.post("scans/", {**sent, "direction": "exit", "decided": "exited"}).status_code == 409
    assert not Conflict.objects.exists()


def test_what_a_revoked_scanner_let_in_is_a_conflict_once_it_is_accepted(
    event: Event, api: Api, scanner: Api
) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    devices.revoke_device(Device.objects.get())
    named = {"registrant": registrant.pk, "decided": "admitted"}
    sent = {key: value for key, value in body(event, "").items() if key != "code"} | named
    assert scanner.post("scans/batch/", {"scans": [sent]}).json()["quarantined"] == 1
    assert not Conflict.objects.exists()
    ids = [row["id"] for row in api.get("quarantine/").json()["results"]]
    for _ in range(2):
        api.post("quarantine/", {"ids": ids, "accept": True})
    assert Conflict.objects.get().scan.code == registrant.code
