"""The gates in these minutes: who is let in where, who is refused, and which ticket was tried at two of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from checkin.choices import Role
from checkin.models import Event, Gate
from checkin.services.events import save_part
from tests.api.conftest import Api, member
from tests.making import gate_of, make_event, make_registrant, other_gate, scan

pytestmark = pytest.mark.django_db


def minutes_ago(minutes: float) -> Any:
    return timezone.now() - timedelta(minutes=minutes)


def now_at(api: Api, gate: Gate) -> dict[str, Any]:
    answer = api.get("gates/now/")
    assert answer.status_code == 200
    return next(row for row in answer.json()["gates"] if row["id"] == gate.pk)


@pytest.fixture
def side(event: Event) -> Gate:
    gate = other_gate(event)
    event.setup_version += 1
    return gate


def test_admissions_and_refusals_of_these_minutes_are_told_by_gate(
    api: Api, event: Event, side: Gate
) -> None:
    scan(event, make_registrant(event).code, scanned_at=minutes_ago(60))
    admitted, refused = minutes_ago(2), minutes_ago(4)
    scan(event, make_registrant(event).code, scanned_at=admitted)
    for at in (minutes_ago(50), refused, minutes_ago(1)):
        scan(event, "NOBODY", gate=side, scanned_at=at)
    main, other = now_at(api, gate_of(event)), now_at(api, side)
    assert (main["admitted"], main["refused"], main["refused_since"]) == (1, 0, None)
    assert main["last_admitted_at"][:16] == admitted.isoformat()[:16]
    assert (other["admitted"], other["refused"], other["last_admitted_at"]) == (0, 2, None)
    assert other["refused_since"][:16] == refused.isoformat()[:16]


def test_nothing_has_happened_yet(api: Api, event: Event) -> None:
    answer = api.get("gates/now/").json()
    assert (answer["minutes"], answer["twice"]) == (5, [])
    assert [row["admitted"] for row in answer["gates"]] == [0]


def test_a_ticket_at_two_gates_is_told_once(api: Api, event: Event, side: Gate) -> None:
    person = make_registrant(event, "Zoë Müller", company="Nordwind")
    scan(event, person.code, scanned_at=minutes_ago(5))
    last = minutes_ago(2)
    for at in (minutes_ago(3), last):
        scan(event, person.code, gate=side, scanned_at=at)
    [tried] = api.get("gates/now/").json()["twice"]
    assert tried["registrant"] == {"id": person.pk, "name": "Zoë Müller", "company": "Nordwind"}
    assert (tried["first_gate"], tried["gate"]) == ("Main entrance", "Side door")
    assert tried["at"][:16] == last.isoformat()[:16]


def test_whose_ticket_it_was_is_for_organisers(api: Api, event: Event, side: Gate) -> None:
    person = make_registrant(event)
    scan(event, person.code, scanned_at=minutes_ago(5))
    scan(event, person.code, gate=side, scanned_at=minutes_ago(3))
    assert len(api.get("gates/now/").json()["twice"]) == 1
    for role in (Role.DOOR, Role.VIEWER):
        answer = Api(member(event, role), event).get("gates/now/").json()
        assert (answer["twice"], answer["gates"][1]["refused"]) == ([], 1)


def test_many_who_show_their_ticket_twice_at_one_gate_hide_nobody(api: Api, event: Event, side: Gate) -> None:
    person = make_registrant(event)
    scan(event, person.code, scanned_at=minutes_ago(5))
    scan(event, person.code, gate=side, scanned_at=minutes_ago(4))
    for _ in range(25):
        other = make_registrant(event)
        for _ in range(2):
            scan(event, other.code, scanned_at=minutes_ago(3))
    [tried] = api.get("gates/now/").json()["twice"]
    assert tried["registrant"]["id"] == person.pk


def test_the_same_gate_twice_an_old_try_and_a_late_return_are_no_second_gate(
    api: Api, event: Event, side: Gate
) -> None:
    same, old, late = (make_registrant(event) for _ in range(3))
    scan(event, same.code, scanned_at=minutes_ago(5))
    scan(event, same.code, scanned_at=minutes_ago(3))
    scan(event, old.code, scanned_at=minutes_ago(40))
    scan(event, old.code, gate=side, scanned_at=minutes_ago(38))
    scan(event, late.code, scanned_at=minutes_ago(90))
    scan(event, late.code, gate=side, scanned_at=minutes_ago(3))
    assert api.get("gates/now/").json()["twice"] == []


def test_a_gate_with_a_new_name_is_no_second_gate(api: Api, event: Event, side: Gate) -> None:
    once, twice = make_registrant(event), make_registrant(event)
    for person, gate in ((once, gate_of(event)), (twice, side)):
        scan(event, person.code, scanned_at=minutes_ago(5))
        scan(event, person.code, gate=gate, scanned_at=minutes_ago(3))
    save_part(event=event, part=gate_of(event), fields={"name": "North door"})
    save_part(event=event, part=side, fields={"name": "Main entrance"})
    [tried] = api.get("gates/now/").json()["twice"]
    assert (tried["registrant"]["id"], tried["first_gate"]) == (twice.pk, "Main entrance")


def test_other_events_do_not_count(api: Api, event: Event) -> None:
    other = make_event(name="Other")
    scan(other, make_registrant(other).code, scanned_at=minutes_ago(1))
    scan(other, "NOBODY", scanned_at=minutes_ago(1))
    row = now_at(api, gate_of(event))
    assert (row["admitted"], row["refused"]) == (0, 0)


def test_members_see_it_and_fields_are_picked(viewer: Api, door: Api, event: Event) -> None:
    assert door.get("gates/now/").status_code == 200
    assert viewer.get("gates/now/", {"fields": "minutes"}).json() == {"minutes": 5}
    assert viewer.get("gates/now/", {"fields": "email"}).status_code == 400
