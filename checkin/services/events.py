"""Events and what they consist of: pass types, areas, gates, members."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError
from django.db.models import F, ProtectedError
from django.utils.text import slugify

from checkin import live
from checkin.choices import Role
from checkin.errors import Conflict, InUse, InvalidInput, LastOrganiser, NotFound
from checkin.models import (
    Area,
    Departure,
    Device,
    Event,
    Gate,
    Member,
    PassType,
    Presence,
    Purge,
    Registrant,
    Scan,
    StatusChange,
    Tally,
    User,
)
from checkin.services.counts import touch
from checkin.services.transactions import be_patient, writing

_SLUG_TAKEN = "There is an event with this slug already."


def create_event(*, creator: User | None, fields: Mapping[str, object]) -> Event:
    """A new event with one area (the venue, open to every pass), one gate and one pass type.

    Whoever creates it is its organiser. Without a slug it gets one from its name. Raises Conflict for a
    slug that is taken.
    """
    event = Event(**fields)
    _close_archived(event, fields)
    event.slug = event.slug or free_slug(event.name)
    with founding(event, creator):
        PassType.objects.create(event=event, name="General")
        area = Area.objects.create(event=event, name="Venue")
        Gate.objects.create(event=event, area=area, name="Main entrance")
    return event


@contextmanager
def founding(event: Event, creator: User | None) -> Iterator[None]:
    """One transaction for a new event and its parts: whoever creates it is its organiser.

    Raises Conflict for a slug that is taken.
    """
    try:
        with writing():
            event.save(force_insert=True)
            Tally.objects.create(event=event)
            if creator:
                Member.objects.create(event=event, user=creator, role=Role.ORGANISER)
            yield
    except IntegrityError as error:
        raise Conflict(_SLUG_TAKEN) from error


def free_slug(name: str) -> str:
    """A slug made from the name, that no event has yet."""
    base = slugify(name)[:50] or "event"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def change_event(*, event: Event, fields: Mapping[str, object]) -> Event:
    """An event that goes into the archive is closed; out of it, it stays closed until somebody opens it.

    Raises Conflict for a slug that is taken, InvalidInput for an end before the start and for doors opened
    in the archive.
    """
    for name, value in fields.items():
        setattr(event, name, value)
    if event.ends_at <= event.starts_at:
        raise InvalidInput({"ends_at": ["The end must come after the start."]})
    _close_archived(event, fields)
    with _changing(event, duplicate=_SLUG_TAKEN):
        event.save(update_fields={*fields, "closed"} if event.archived else list(fields))
    return event


def _close_archived(event: Event, fields: Mapping[str, object]) -> None:
    if event.archived and fields.get("closed") is False:
        raise InvalidInput({"closed": ["Take the event out of the archive first."]})
    event.closed = event.closed or event.archived


@contextmanager
def _changing(event: Event, duplicate: str = "This event has another one of this name.") -> Iterator[None]:
    """A change of what the counts and the doors are made of: every process and screen gets to know."""
    try:
        with writing():
            yield
            Event.objects.filter(pk=event.pk).update(setup_version=F("setup_version") + 1)
            touch(event.pk)
            live.publish_on_commit(event.pk)
    except ProtectedError as error:
        raise InUse("It cannot be deleted: registrants, gates or scans refer to it.") from error
    except IntegrityError as error:
        raise Conflict(duplicate) from error


def save_part(*, event: Event, part: PassType | Area | Gate, fields: Mapping[str, object]) -> None:
    """Create or change a pass type, an area or a gate. Raises InvalidInput for parts of other events, Conflict."""
    opens = cast(list[PassType] | None, fields.get("pass_types"))
    values = {name: value for name, value in fields.items() if name != "pass_types"}
    _refuse_foreign(event, "pass_types", opens or [])
    for name, value in values.items():
        _refuse_foreign(event, name, [value])
        setattr(part, name, value)
    part.event = event
    with _changing(event):
        part.save(update_fields=list(values)) if part.pk else part.save(force_insert=True)
        if isinstance(part, Area) and opens is not None:
            part.pass_types.set(opens)


def _refuse_foreign(event: Event, name: str, values: Iterable[object]) -> None:
    if any(isinstance(value, (Area, PassType)) and value.event_id != event.pk for value in values):
        raise InvalidInput({name: ["This event has no such thing."]})


def delete_part(*, event: Event, part: PassType | Area | Gate) -> None:
    """Raises InUse for something that registrants, gates or the log refer to, and for an event's last pass type."""
    with _changing(event):
        if isinstance(part, PassType):
            _refuse_needed(part)
        if isinstance(part, Gate) and Device.objects.filter(gates=part, revoked_at=None).exists():
            raise InUse("A device is bound to this gate.")  # without it, the device might use every gate
        part.delete()


def _refuse_needed(pass_type: PassType) -> None:
    if not PassType.objects.filter(event=pass_type.event).exclude(pk=pass_type.pk).exists():
        raise InUse("An event needs a pass type.")
    if pass_type.areas.exists():  # gone from its list, it might leave the area open to every pass
        raise InUse("An area lists this pass type.")


def add_member(*, event: Event, email: str, role: Role) -> Member:
    """Give somebody a role; whoever has no account yet gets one, to be opened by `accounts.invitation_of`.

    Raises InvalidInput for an account that was closed, Conflict for someone who is a member already.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is not None and not user.is_active:
        raise InvalidInput({"email": ["This account was closed."]})
    try:
        with writing():
            user = user or User.objects.create_user(email, invited_to=event)
            return Member.objects.create(event=event, user=user, role=role)
    except IntegrityError as error:
        raise Conflict("This person is a member already.") from error


def change_member(*, event: Event, member_id: int, role: Role) -> Member:
    """Raises NotFound, and LastOrganiser when nobody would be left to organise."""
    with writing():
        member = _locked_member(event, member_id)
        if member.role != role:
            member.role = role
            member.save(update_fields=["role"])
            _refuse_without_organiser(event)
            live.publish_access_on_commit(event.pk)
    return member


def remove_member(*, event: Event, member_id: int) -> None:
    """Raises NotFound, and LastOrganiser when nobody would be left to organise."""
    with writing():
        _locked_member(event, member_id).delete()
        _refuse_without_organiser(event)
        live.publish_access_on_commit(event.pk)


def _locked_member(event: Event, member_id: int) -> Member:
    """The event's members are locked together, so that two organisers cannot remove each other at once."""
    members = {
        m.pk: m
        for m in Member.objects.select_for_update(of=("self",)).select_related("user").filter(event=event)
    }
    if member_id not in members:
        raise NotFound("This event has no such member.")
    return members[member_id]


def _refuse_without_organiser(event: Event) -> None:
    organisers = Member.objects.filter(event=event, role=Role.ORGANISER, user__is_active=True)
    unopened = {"user__invited_to__isnull": False, "user__password__startswith": UNUSABLE_PASSWORD_PREFIX}
    if not organisers.exclude(**unopened).exists():  # whoever was only invited may never come
        raise LastOrganiser("Make somebody else an organiser first.")


def purge_event(event: Event) -> None:
    """Delete an event and everything in it, the log too. Nothing else may delete from the log."""
    with writing():
        be_patient()
        Purge.objects.create(event=event)
        Presence.objects.filter(registrant__event=event).delete()
        event.conflicts.all().delete()
        for model, path in (
            (Departure, "status_change__event"),
            (StatusChange, "event"),
            (Scan, "event"),
            (Registrant, "event"),
            (Device, "event"),
            (Gate, "event"),
        ):
            model.objects.filter(**{path: event}).delete()
        event.delete()
