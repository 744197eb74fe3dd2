"""Registrants: creating, changing details, reissuing a pass. Status steps are in `services.statuses`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import IntegrityError
from django.utils import timezone

from checkin import live
from checkin.choices import Status
from checkin.errors import CodeTaken, Conflict, InvalidInput
from checkin.models import Event, PassType, Registrant, RetiredCode, StatusChange
from checkin.services.access import Actor
from checkin.services.codes import new_code
from checkin.services.counts import fold_if_many
from checkin.services.search import search_words
from checkin.services.statuses import locked_registrant
from checkin.services.transactions import writing

DETAILS = (
    *("name", "email", "company", "pass_type_id", "code", "external_id", "note"),
    *("attention", "order_ref"),
)


@dataclass(frozen=True, slots=True)
class Details:
    """What can be written of a registrant. Without a pass type it is the event's first; without a code, a new one."""

    name: str
    email: str = ""
    company: str = ""
    pass_type_id: int | None = None
    code: str = ""
    external_id: str = ""
    note: str = ""
    attention: bool = False
    order_ref: str = ""
    registered_at: datetime | None = None


def create_registrant(
    *, event: Event, details: Details, actor: Actor, status: Status = Status.REGISTERED, reason: str = ""
) -> Registrant:
    """Register someone, in advance or at the door.

    Raises InvalidInput for a pass type of another event, CodeTaken, Conflict for a used external id.
    """
    now = timezone.now()
    try:
        with writing():
            registrant = add_registrant(
                event=event, details=details, actor=actor, status=status, reason=reason, at=now
            )
            live.publish_on_commit(event.pk)
    except IntegrityError as error:
        raise duplicate(error) from error
    fold_if_many(event.pk, 1)
    return registrant


def add_registrant(
    *, event: Event, details: Details, actor: Actor, status: Status, reason: str = "", at: datetime
) -> Registrant:
    """As `create_registrant`, within a transaction. Raises IntegrityError for what `duplicate` explains."""
    pass_type = pass_type_of(event, details.pass_type_id)
    refuse_retired(event, details.code)
    registrant = Registrant(
        event=event,
        name=details.name,
        email=details.email,
        company=details.company,
        pass_type=pass_type,
        code=details.code or new_code(),
        external_id=details.external_id,
        note=details.note,
        attention=details.attention,
        order_ref=details.order_ref,
        status=status,
        registered_at=details.registered_at or at,
        checked_in_at=at if status is Status.CHECKED_IN else None,
        changed_at=at,
    )
    registrant.search_words = words_of(registrant)
    registrant.save(force_insert=True)
    log_change(registrant, actor=actor, at=at, from_=None, reason=reason)
    return registrant


def change_details(
    *, event: Event, registrant_id: int, details: Mapping[str, object], actor: Actor, reason: str = ""
) -> Registrant:
    """Change some of `DETAILS`; an equal value changes nothing. A new code retires the old one.

    Raises NotFound, InvalidInput, CodeTaken, Conflict.
    """
    now = timezone.now()
    try:
        with writing():
            registrant = locked_registrant(event, registrant_id)
            if "pass_type_id" in details:
                registrant.pass_type = pass_type_of(event, cast(int | None, details["pass_type_id"]))
            if apply_details(registrant, details, actor=actor, at=now, reason=reason):
                live.publish_on_commit(event.pk)
    except IntegrityError as error:
        raise duplicate(error) from error
    fold_if_many(event.pk, 1)
    return registrant


def reissue(*, event: Event, registrant_id: int, actor: Actor, reason: str = "") -> Registrant:
    """Give a registrant a new code. The old one is still recognised, and refused as `retired_code`."""
    details = {"code": new_code()}
    return change_details(
        event=event, registrant_id=registrant_id, details=details, actor=actor, reason=reason
    )


def apply_details(
    registrant: Registrant, details: Mapping[str, object], *, actor: Actor, at: datetime, reason: str = ""
) -> bool:
    """Write what differs, with a step in the history. Says whether anything did. Within a transaction."""
    before = Registrant.objects.only(*DETAILS).get(pk=registrant.pk)
    changed = [name for name in DETAILS if name in details and details[name] != getattr(before, name)]
    if not changed:
        return False
    for name in changed:
        setattr(registrant, name, details[name])
    if "code" in changed:
        refuse_retired(registrant.event, registrant.code)
        RetiredCode.objects.create(
            event_id=registrant.event_id, registrant=registrant, code=before.code, retired_at=at
        )
    registrant.search_words = words_of(registrant)
    registrant.changed_at = at
    registrant.save(update_fields=[*changed, "search_words", "changed_at"])
    log_change(registrant, actor=actor, at=at, from_=before.pass_type_id, reason=reason)
    return True


def log_change(registrant: Registrant, *, actor: Actor, at: datetime, from_: int | None, reason: str) -> None:
    """A step that keeps the status; `from_` is the pass type before, None for a new registrant."""
    StatusChange.objects.create(
        event_id=registrant.event_id,
        registrant=registrant,
        from_status="" if from_ is None else registrant.status,
        to_status=registrant.status,
        from_pass_type_id=from_,
        to_pass_type_id=registrant.pass_type_id,
        at=at,
        user_id=actor.user_id,
        device_id=actor.device_id,
        by=actor.name,
        reason=reason,
    )


def words_of(registrant: Registrant) -> str:
    return search_words(registrant.name, registrant.company, registrant.email, registrant.code)


def pass_type_of(event: Event, pass_type_id: int | None) -> PassType:
    """Raises InvalidInput for a pass type that is not this event's. None means the first."""
    pass_types = PassType.objects.filter(event=event)
    found = (pass_types if pass_type_id is None else pass_types.filter(pk=pass_type_id)).first()
    if found is None:
        raise InvalidInput({"pass_type": ["This event has no such pass type."]})
    return found


def refuse_retired(event: Event, code: str) -> None:
    if code and RetiredCode.objects.filter(event=event, code=code).exists():
        raise CodeTaken("This code belonged to a pass that was replaced.")


def duplicate(error: IntegrityError) -> Conflict:
    """What a violated constraint means (Postgres names it, SQLite its columns)."""
    text = str(error)
    if "registrant_code_once" in text or "checkin_registrant.code" in text:
        return CodeTaken("Another registrant of this event has this code.")
    if "external_id" in text:
        return Conflict("Another registrant of this event has this external id.")
    raise error
