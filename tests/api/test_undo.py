"""Taking a check-in back by the scan that it was."""

import uuid
from typing import Any

import pytest

from checkin.api.views import scans
from checkin.choices import Direction, Status
from checkin.models import Departure, Event, Gate, Presence, Registrant, Scan, StatusChange
from checkin.services.current import current_counts
from checkin.services.recount import recount
from tests.api.conftest import Api
from tests.making import area_of, gate_of, make_event, make_registrant, scan
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def scanned(event: Event, caller: Api, registrant: Registrant, **fields: Any) -> str:
    """The key of a scan."""
    sent = body(event, registrant.code, **fields)
    assert caller.post("scans/", sent).status_code == 201
    return str(sent["idempotency_key"])


def undo(caller: Api, key: str, **fields: Any) -> Any:
    return caller.post("scans/undo/", {"scan": key, **fields})


@pytest.mark.parametrize("status", [Status.REGISTERED, Status.CONFIRMED])
def test_it_gives_back_the_status_from_before(event: Event, api: Api, scanner: Api, status: Status) -> None:
    registrant = make_registrant(event, company="Nordwind")
    if status is Status.CONFIRMED:
        api.post(f"registrants/{registrant.pk}/status/", {"status": status})
    key = scanned(event, scanner, registrant)
    answer = undo(scanner, key, reason="wrong person")
    assert answer.status_code == 200
    assert answer.json() == {
        "scan": key,
        "registrant": {
            "id": registrant.pk,
            "name": "Mara Lindqvist",
            "company": "Nordwind",
            "pass_type": {"id": registrant.pass_type_id, "name": "General", "colour": "#0072B2"},
            "status": status,
            "checked_in_at": None,
        },
    }
    step = StatusChange.objects.latest("id")
    assert (step.from_status, step.to_status, step.by, step.reason) == (
        "checked_in",
        status,
        "Scanner 1",
        "wrong person",
    )
    counts = current_counts(event.pk)
    assert (counts["inside"], counts["people"]["checked_in"], counts["people"][status]) == (0, 0, 1)  # type: ignore[literal-required]  # of Status
    assert recount(event.pk) == []
    assert not Presence.objects.exists()
    assert Departure.objects.get().area == area_of(event)


def test_afterwards_the_same_ticket_is_admitted_again(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    undo(door, scanned(event, door, registrant))
    assert door.post("scans/", body(event, registrant.code)).json()["message"] == "Checked in"


def test_repeated_it_writes_nothing_whatever_has_happened_since(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    key = scanned(event, door, registrant)
    first = undo(door, key)
    steps = StatusChange.objects.count()
    again = undo(door, key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert StatusChange.objects.count() == steps
    scanned(event, door, registrant)
    late = undo(door, key)
    assert (late.status_code, late.json()["registrant"]["status"]) == (200, "checked_in")
    assert current_counts(event.pk)["inside"] == 1


def test_what_the_people_page_took_back_needs_no_second_step(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    key = scanned(event, door, registrant)
    door.post(f"registrants/{registrant.pk}/status/", {"status": "registered"})
    steps = StatusChange.objects.count()
    assert undo(door, key).status_code == 200
    assert StatusChange.objects.count() == steps


def a_refusal(event: Event, door: Api, registrant: Registrant) -> str:
    scanned(event, door, registrant)
    return scanned(event, door, registrant)


def an_unknown_code(event: Event, door: Api, registrant: Registrant) -> str:
    sent = body(event, "NOBODY")
    door.post("scans/", sent)
    return str(sent["idempotency_key"])


def an_exit(event: Event, door: Api, registrant: Registrant) -> str:
    scanned(event, door, registrant)
    return scanned(event, door, registrant, direction=Direction.EXIT)


def a_return(event: Event, door: Api, registrant: Registrant) -> str:
    an_exit(event, door, registrant)
    return scanned(event, door, registrant)


def an_entry_after_a_check_in_by_hand(event: Event, door: Api, registrant: Registrant) -> str:
    door.post(f"registrants/{registrant.pk}/status/", {"status": "checked_in"})
    return scanned(event, door, registrant)


def an_exit_since(event: Event, door: Api, registrant: Registrant) -> str:
    key = scanned(event, door, registrant)
    scanned(event, door, registrant, direction=Direction.EXIT)
    return key


def another_door_since(event: Event, door: Api, registrant: Registrant) -> str:
    key = scanned(event, door, registrant)
    scanned(event, door, registrant, override={"reason": "second badge"})
    return key


@pytest.mark.parametrize(
    "what",
    [
        a_refusal,
        an_unknown_code,
        an_exit,
        a_return,
        an_entry_after_a_check_in_by_hand,
        an_exit_since,
        another_door_since,
    ],
)
def test_only_the_check_in_that_stands_can_be_taken_back(event: Event, door: Api, what: Any) -> None:
    registrant = make_registrant(event)
    key = what(event, door, registrant)
    before = list(Registrant.objects.values()), list(Presence.objects.values())
    steps = StatusChange.objects.count()
    refused = undo(door, key)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_undoable")
    assert (list(Registrant.objects.values()), list(Presence.objects.values())) == before
    assert StatusChange.objects.count() == steps


def test_a_check_in_that_was_cancelled_since_stays_cancelled(event: Event, api: Api, door: Api) -> None:
    registrant = make_registrant(event)
    key = scanned(event, door, registrant)
    api.post(f"registrants/{registrant.pk}/status/", {"status": "cancelled"})
    assert undo(door, key).json()["code"] == "not_undoable"
    assert Registrant.objects.get().status == "cancelled"


def test_new_details_do_not_stand_in_the_way(event: Event, api: Api, door: Api) -> None:
    registrant = make_registrant(event)
    key = scanned(event, door, registrant)
    api.patch(f"registrants/{registrant.pk}/", {"note": "needs a badge"})
    assert undo(door, key).json()["registrant"]["status"] == "registered"


def test_a_scanner_takes_back_its_own_scans_only(event: Event, door: Api, scanner: Api) -> None:
    key = scanned(event, door, make_registrant(event))
    refused = undo(scanner, key)
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert current_counts(event.pk)["inside"] == 1


def test_door_staff_take_back_what_a_scanner_did(event: Event, door: Api, scanner: Api) -> None:
    key = scanned(event, scanner, make_registrant(event))
    assert undo(door, key).status_code == 200


def test_a_scan_of_another_event_is_not_there(event: Event, door: Api, scanner: Api) -> None:
    other = make_event(name="Other")
    theirs = scan(other, make_registrant(other).code)["idempotency_key"]
    for caller in (door, scanner):
        assert undo(caller, theirs).status_code == 404
        assert undo(caller, str(uuid.uuid4())).status_code == 404
    assert current_counts(other.pk)["inside"] == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "scan"),
        ({"scan": "yesterday"}, "scan"),
        ({"scan": None}, "scan"),
        ({"scan": str(uuid.uuid4()), "reason": "x" * 501}, "reason"),
        ({"scan": str(uuid.uuid4()), "status": "registered"}, "status"),
    ],
)
def test_a_bad_field_is_named(door: Api, sent: dict[str, Any], field: str) -> None:
    answer = door.post("scans/undo/", sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_nobody_else_takes_anything_back(
    event: Event, door: Api, viewer: Api, kiosk: Api, stranger: Api, anonymous: Api
) -> None:
    key = scanned(event, door, make_registrant(event))
    for caller, status in ((viewer, 403), (kiosk, 403), (stranger, 404), (anonymous, 401)):
        assert undo(caller, key).status_code == status
    assert Scan.objects.count() == StatusChange.objects.filter(to_status="checked_in").count() == 1


def test_keys_are_no_guesses_at_codes(event: Event, scanner: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans.GUESSES, "burst", 2)
    answers = [undo(scanner, str(uuid.uuid4())).status_code for _ in range(5)]
    assert answers == [404] * 5
    assert scanner.post("scans/", body(event, make_registrant(event).code)).status_code == 201


def test_a_check_in_at_the_only_place_of_a_full_area_makes_room_again(event: Event, door: Api) -> None:
    area = area_of(event)
    area.capacity = 1
    area.save()
    first, second = make_registrant(event, "First"), make_registrant(event, "Second")
    key = scanned(event, door, first)
    assert door.post("scans/", body(event, second.code)).json()["reason"] == "area_full"
    undo(door, key)
    assert door.post("scans/", body(event, second.code)).json()["outcome"] == "admitted"
    assert Gate.objects.get() == gate_of(event)
    assert recount(event.pk) == []
