"""Changing a status by hand."""

import pytest

from checkin.choices import Direction, Role, Status
from checkin.errors import Forbidden, InvalidTransition, NotFound
from checkin.models import Event, Presence, Registrant, StatusChange
from checkin.services.access import Actor
from checkin.services.current import current_counts
from checkin.services.recount import recount
from checkin.services.statuses import change_status
from tests.making import make_event, make_registrant, scan

pytestmark = pytest.mark.django_db


def change(event: Event, registrant: Registrant, to: Status, role: Role = Role.ORGANISER) -> Registrant:
    actor = Actor(None, "Olga")
    return change_status(
        event=event, registrant_id=registrant.pk, to=to, actor=actor, reason="because", role=role
    )


def test_a_status_is_changed_and_the_step_is_in_the_history(event: Event) -> None:
    registrant = make_registrant(event)
    assert change(event, registrant, Status.CONFIRMED).status == Status.CONFIRMED
    step = StatusChange.objects.latest("id")
    assert (step.from_status, step.to_status, step.by, step.reason) == (
        "registered",
        "confirmed",
        "Olga",
        "because",
    )
    assert current_counts(event.pk)["people"]["confirmed"] == 1


def test_the_status_it_already_has_writes_nothing(event: Event) -> None:
    registrant = make_registrant(event)
    change(event, registrant, Status.REGISTERED)
    assert StatusChange.objects.count() == 1


@pytest.mark.parametrize("before", [Status.REGISTERED, Status.CONFIRMED])
def test_an_undo_goes_back_to_the_status_before_and_out_of_every_area(event: Event, before: Status) -> None:
    registrant = make_registrant(event)
    change(event, registrant, before)
    scan(event, registrant.code)
    other = Status.CONFIRMED if before is Status.REGISTERED else Status.REGISTERED
    with pytest.raises(InvalidTransition) as error:
        change(event, registrant, other)
    assert error.value.extra == {"allowed": [before, Status.CANCELLED]}
    undone = change(event, registrant, before)
    assert (undone.status, undone.checked_in_at) == (before, None)
    counts = current_counts(event.pk)
    assert (counts["inside"], counts["areas"][0]["inside"], counts["people"]["checked_in"]) == (0, 0, 0)
    assert scan(event, registrant.code)["outcome"] == "admitted"
    assert recount(event.pk) == []


def test_an_undo_of_someone_who_left_takes_nobody_out_twice(event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    scan(event, registrant.code, direction=Direction.EXIT)
    change(event, registrant, Status.REGISTERED)
    assert current_counts(event.pk)["inside"] == 0


def test_a_cancelled_registrant_is_out_and_comes_back_as_registered(event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    change(event, registrant, Status.CANCELLED)
    assert not Presence.objects.exists()
    assert scan(event, registrant.code)["reason"] == "cancelled"
    with pytest.raises(InvalidTransition):
        change(event, registrant, Status.CHECKED_IN)
    assert change(event, registrant, Status.REGISTERED).status == Status.REGISTERED
    assert recount(event.pk) == []


def test_door_staff_check_in_and_undo_and_nothing_else(event: Event) -> None:
    registrant = make_registrant(event)
    for forbidden in (Status.CONFIRMED, Status.CANCELLED):
        with pytest.raises(Forbidden):
            change(event, registrant, forbidden, Role.DOOR)
    change(event, registrant, Status.CHECKED_IN, Role.DOOR)
    with pytest.raises(Forbidden):
        change(event, registrant, Status.CANCELLED, Role.DOOR)
    assert change(event, registrant, Status.REGISTERED, Role.DOOR).status == Status.REGISTERED


def test_a_registrant_of_another_event_is_not_there(event: Event) -> None:
    elsewhere = make_registrant(make_event(name="Other"))
    with pytest.raises(NotFound):
        change(event, elsewhere, Status.CONFIRMED)
