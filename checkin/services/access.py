"""Who is calling, and what role they have at an event."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from checkin.callers import Caller
from checkin.errors import DeadCredentials, DeviceRevoked, NotFound
from checkin.models import Device, Event, Member, Token, User
from checkin.services.counts import utc
from checkin.services.transactions import writing

# what a token begins with, so that a leaked one is recognised
USER_PREFIX = "hcu_"
DEVICE_PREFIX = "hcd_"
_Model = TypeVar("_Model", bound=Model)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who performs an operation, as the log names them."""

    user_id: int | None
    name: str
    device_id: int | None = None

    @classmethod
    def of(cls, who: "User | Device") -> "Actor":
        if isinstance(who, Device):
            return cls(user_id=None, name=who.name, device_id=who.pk)
        return cls(user_id=who.pk, name=who.display_name)


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody is to one event: a member by role, or a device by kind."""

    event: Event
    caller: Caller
    device: Device | None = None


def role_at(user: User, slug: str) -> Access:
    """The user's access to the event with this slug.

    Raises NotFound alike for an event that is not there and for one where the user has no role.
    """
    member = Member.objects.select_related("event").filter(event__slug=slug, user=user).first()
    if member is None:
        raise NotFound("There is no such event, or you have no role there.")
    return Access(member.event, Caller(member.role))


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def user_for_token(token: str) -> User | None:
    """The active user whose token this is, or None."""
    return User.objects.filter(tokens__digest=digest(token), is_active=True).first()


def device_for_token(token: str) -> Access:
    """The event of the device whose token this is.

    Raises DeadCredentials, and DeviceRevoked for one that was switched off or replaced or is past its time:
    what it still holds goes to the quarantine.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DEVICE_FOR_TOKEN, [digest(token)])
        row = cursor.fetchone()
    if row is None:
        raise DeadCredentials("This token is not valid, or no longer.")
    replaced_at, *columns = row
    device, event = _loaded(Device, columns[:_DEVICE_COLUMNS]), _loaded(Event, columns[_DEVICE_COLUMNS:])
    device.event = event
    access = Access(event, Caller(device.kind), device)
    if device.revoked_at:
        raise DeviceRevoked("This device was switched off.", access=access)
    if replaced_at:
        raise DeviceRevoked("Another device was paired in this one's place.", access=access)
    if device.ends_at <= timezone.now():
        raise DeviceRevoked("This device's time is over.", access=access)
    return access


def _columns(model: type[Model], alias: str) -> str:
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


# written out, because this runs for every request: the ORM takes longer to put it together than Postgres to answer it
_MEMBER_FOR_TOKEN = f"""
SELECT m.role, {_columns(User, "u")}, {_columns(Event, "e")}
  FROM checkin_token t JOIN checkin_user u ON u.id = t.user_id
  JOIN checkin_member m ON m.user_id = u.id JOIN checkin_event e ON e.id = m.event_id
 WHERE t.digest = %s AND e.slug = %s AND u.is_active"""
_USER_COLUMNS = len(User._meta.concrete_fields)
_DEVICE_FOR_TOKEN = f"""
SELECT t.replaced_at, {_columns(Device, "d")}, {_columns(Event, "e")}
  FROM checkin_token t JOIN checkin_device d ON d.id = t.device_id JOIN checkin_event e ON e.id = d.event_id
 WHERE t.digest = %s"""
_DEVICE_COLUMNS = len(Device._meta.concrete_fields)


def member_for_token(token: str, slug: str) -> tuple[User, Access] | None:
    """Token, user, event and role in one query; None when any of them does not fit."""
    with connection.cursor() as cursor:
        cursor.execute(_MEMBER_FOR_TOKEN, [digest(token), slug])
        row = cursor.fetchone()
    if row is None:
        return None
    role, *columns = row
    user, event = _loaded(User, columns[:_USER_COLUMNS]), _loaded(Event, columns[_USER_COLUMNS:])
    return user, Access(event, Caller(role))


def _loaded(model: type[_Model], columns: Sequence[Any]) -> _Model:
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, [utc(c) if isinstance(c, datetime) else c for c in columns])


def new_secret(prefix: str) -> str:
    """256 random bits after the prefix."""
    return prefix + secrets.token_urlsafe(32)


def create_token(*, user: User, name: str, at: datetime) -> tuple[Token, str]:
    """A new token for a user. The secret is returned here once and stored nowhere."""
    secret = new_secret(USER_PREFIX)
    with writing():
        return Token.objects.create(user=user, name=name, digest=digest(secret), created_at=at), secret


def revoke_token(*, user: User, token_id: int) -> None:
    """Raises NotFound for a token that is not there or not this user's."""
    with writing():
        deleted, _ = Token.objects.filter(user=user, pk=token_id).delete()
    if not deleted:
        raise NotFound("You have no such token.")
