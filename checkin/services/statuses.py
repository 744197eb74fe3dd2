"""Changing a registrant's status by hand, and undoing a check-in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import OperationalError
from django.utils import timezone

from checkin import live
from checkin.choices import Role, Status
from checkin.errors import Forbidden, HeadcountError, InvalidTransition, NotFound, Unavailable
from checkin.models import Departure, Event, Presence, Registrant, StatusChange
from checkin.rules import allowed_steps
from checkin.services.access import Actor
from checkin.services.counts import fold_if_many
from checkin.services.transactions import writing

AT_ONCE = 100  # registrants that one transaction of a change of many locks


def change_status(
    *,
    event: Event,
    registrant_id: int,
    to: Status,
    actor: Actor,
    reason: str = "",
    role: Role = Role.ORGANISER,
) -> Registrant:
    """Give a registrant a status; the one it already has writes nothing.

    Leaving `checked_in` also takes the registrant out of the areas they were in, and the log says so.
    Raises NotFound, InvalidTransition (naming what is allowed), Forbidden for a step that `role` may not take:
    door staff check people in and undo that, no more.
    """
    with writing():
        registrant = locked_registrant(event, registrant_id)
        from_ = Status(registrant.status)
        ids = [registrant.pk] if from_ is Status.CHECKED_IN else []
        if _step_to(registrant, to, _before_check_ins(ids).get(registrant.pk)) is None:
            return registrant
        undo = from_ is Status.CHECKED_IN and to is not Status.CANCELLED
        if role is not Role.ORGANISER and not (to is Status.CHECKED_IN or undo):
            raise Forbidden("Only an organiser may take this step.")
        take_step(registrant, to, actor, reason, timezone.now())
        live.publish_on_commit(event.pk)
    fold_if_many(event.pk, 1)
    return registrant


def change_statuses(
    *, event: Event, registrant_ids: Sequence[int], to: Status | None, actor: Actor, reason: str = ""
) -> list[Registrant | HeadcountError]:
    """Give many registrants a status, each by itself; None undoes their check-ins. An organiser's step.

    Answers one for each id in its place: the registrant as it is now, or why it stayed what it was. They are written
    some at a time, so that no scan waits long for one of them; those whom the database did not take are Unavailable.
    """
    ids = sorted(set(registrant_ids))
    answers: dict[int, Registrant | HeadcountError] = {}
    for start in range(0, len(ids), AT_ONCE):
        some: dict[int, Registrant | HeadcountError] = {}
        try:
            with writing():
                steps = _change_some(event, ids[start : start + AT_ONCE], to, actor, reason, some)
                if steps:
                    live.publish_on_commit(event.pk)
        except OperationalError:
            if not answers:
                raise
            answers |= dict.fromkeys(ids[start:], Unavailable("Try again: this one stayed what it was."))
            break
        answers |= some
        fold_if_many(event.pk, steps)
    return [answers[id_] for id_ in registrant_ids]


def _change_some(
    event: Event,
    ids: Sequence[int],
    to: Status | None,
    actor: Actor,
    reason: str,
    answers: dict[int, Registrant | HeadcountError],
) -> int:
    """Fill in the answers of these; how many steps that took. Locked in the order of ids, as everybody locks."""
    rows = Registrant.objects.select_for_update(no_key=True).filter(event=event, pk__in=ids).order_by("pk")
    found = {registrant.pk: registrant for registrant in rows}
    before = _before_check_ins([pk for pk, r in found.items() if r.status == Status.CHECKED_IN])
    now = timezone.now()
    taken: list[tuple[Registrant, Status]] = []
    for id_ in ids:
        registrant = found.get(id_)
        if registrant is None:
            answers[id_] = NotFound("This event has no such registrant.")
            continue
        answers[id_] = registrant
        try:
            target = _step_to(registrant, to, before.get(id_))
        except InvalidTransition as refusal:
            answers[id_] = refusal
        else:
            if target is not None:
                taken.append((registrant, target))
    take_steps(taken, actor, reason, now)
    return len(taken)


def _step_to(registrant: Registrant, to: Status | None, before: Status | None) -> Status | None:
    """The step that leads there (to None: back from the check-in), None where there is none to take."""
    from_ = Status(registrant.status)
    if to is None:
        if before is None:
            raise InvalidTransition("There is no check-in to undo.", allowed=list(allowed_steps(from_, None)))
        to = before
    if from_ is to:
        return None
    allowed = allowed_steps(from_, before)
    if to not in allowed:
        raise InvalidTransition(
            f"From {from_} it may become {' or '.join(allowed)}, not {to}.", allowed=list(allowed)
        )
    return to


def locked_registrant(event: Event, registrant_id: int) -> Registrant:
    """Raises NotFound for a registrant that is not there or of another event."""
    # no join: Postgres would look at the joined row as it was before the wait
    rows = Registrant.objects.select_for_update(no_key=True)
    registrant = rows.filter(event=event, pk=registrant_id).first()
    if registrant is None:
        raise NotFound("This event has no such registrant.")
    return registrant


def _before_check_ins(registrant_ids: Sequence[int]) -> dict[int, Status]:
    """What an undo goes back to, for those who are checked in: the status that the last check-in came from."""
    if not registrant_ids:
        return {}
    check_ins = (
        StatusChange.objects.filter(registrant__in=registrant_ids, to_status=Status.CHECKED_IN)
        .exclude(from_status=Status.CHECKED_IN)
        .order_by("id")
        .values_list("registrant", "from_status")
    )
    last = dict(check_ins)
    return {id_: Status(last.get(id_) or Status.REGISTERED) for id_ in registrant_ids}


def take_step(registrant: Registrant, to: Status, actor: Actor, reason: str, now: datetime) -> None:
    """Write the status and the step in the history. Within a transaction, with the registrant locked."""
    take_steps([(registrant, to)], actor, reason, now)


def take_steps(steps: Sequence[tuple[Registrant, Status]], actor: Actor, reason: str, now: datetime) -> None:
    """The same for many registrants."""
    leaving = [registrant for registrant, _ in steps if registrant.status == Status.CHECKED_IN]
    left = _areas_of(leaving)
    changes = StatusChange.objects.bulk_create(
        StatusChange(
            event_id=registrant.event_id,
            registrant=registrant,
            from_status=registrant.status,
            to_status=to,
            from_pass_type_id=registrant.pass_type_id,
            to_pass_type_id=registrant.pass_type_id,
            at=now,
            user_id=actor.user_id,
            device_id=actor.device_id,
            by=actor.name,
            reason=reason,
            event_delta=-1 if left[registrant.pk] else 0,
        )
        for registrant, to in steps
    )
    Departure.objects.bulk_create(
        Departure(status_change=change, area_id=area_id)
        for change in changes
        for area_id in left[change.registrant_id]
    )
    if leaving:
        Presence.objects.filter(registrant__in=leaving).delete()  # as if never admitted: they may come again
    for registrant, to in steps:
        registrant.status = to
        registrant.checked_in_at = now if to is Status.CHECKED_IN else None
        registrant.checked_in_gate = None  # by hand: at no gate
        registrant.changed_at = now
    _save(registrant for registrant, _ in steps)


def _areas_of(registrants: Sequence[Registrant]) -> defaultdict[int, list[int]]:
    """The areas that they are inside of."""
    areas: defaultdict[int, list[int]] = defaultdict(list)
    if registrants:
        inside = Presence.objects.filter(registrant__in=registrants, inside=True)
        for registrant_id, area_id in inside.values_list("registrant", "area"):
            areas[registrant_id].append(area_id)
    return areas


def _save(registrants: Iterable[Registrant]) -> None:
    """Those that got the same status at the same time in one statement each, of which there are three at most."""
    alike: defaultdict[tuple[str, datetime | None, datetime], list[int]] = defaultdict(list)
    for registrant in registrants:
        alike[registrant.status, registrant.checked_in_at, registrant.changed_at].append(registrant.pk)
    for (status, checked_in_at, changed_at), ids in alike.items():
        Registrant.objects.filter(pk__in=ids).update(
            status=status, checked_in_at=checked_in_at, checked_in_gate=None, changed_at=changed_at
        )
