"""Who opens a socket, what they may see, and whether they still may."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import reduce
from io import BytesIO
from operator import or_
from typing import Any, NamedTuple
from urllib.parse import urlparse

from channels.security.websocket import OriginValidator
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.utils import timezone

from checkin.callers import FRAMES, Caller
from checkin.errors import DeadCredentials, DeviceRevoked
from checkin.models import Event, Member, Token, User
from checkin.services import access
from consumers.frames import Bye, Close


class Audience(IntFlag):
    """What a socket gets beside the counts."""

    COUNTS = 0  # nothing: kiosks
    ACTIVITY = auto()  # users
    REFUSALS = auto()  # organisers
    CONFLICTS = auto()  # whoever scans, scanners too: of personal data, they get this alone


_FRAMES = {
    "activity": Audience.ACTIVITY,
    "scan_refused": Audience.REFUSALS,
    "conflicts": Audience.CONFLICTS,
}


def audience_of(caller: Caller) -> Audience:
    """What the table of `checkin.callers` lets this caller see."""
    seen = (part for frame, part in _FRAMES.items() if caller in FRAMES[frame])
    return reduce(or_, seen, Audience.COUNTS)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who was let in, by which credential, and what has to stay true for as long as the socket is open."""

    event_id: int
    caller: Caller
    user_id: int | None = None
    device_id: int | None = None
    password: int | None = None  # hash of the password hash; a session ends when the password changes
    session_key: str | None = None
    token_digest: str | None = None

    @property
    def who(self) -> tuple[int | None, int | None]:
        return self.user_id, self.device_id

    @property
    def audience(self) -> Audience:
        return audience_of(self.caller)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a socket is closed: the code, and for one that was open the frame before it."""

    code: Close
    bye: Bye | None = None


def handshake(scope: dict[str, Any]) -> ASGIRequest:
    """The opening request of a socket, for its headers and cookies."""
    scheme = {"wss": "https"}.get(scope.get("scheme", "ws"), "http")
    return ASGIRequest({**scope, "method": "GET", "scheme": scheme}, BytesIO())


def bearer_token(request: ASGIRequest) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def admit(request: ASGIRequest, slug: str) -> Principal | Refusal:
    """Let the sender of this handshake watch the event, or say why not. Reads only; needs the database."""
    if (token := bearer_token(request)) is not None:
        return _admit_token(token, slug)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    user = _user_of_session(key) if key else None
    found = _admit_user(user, slug, session_key=key) if user else Refusal(Close.UNKNOWN)
    device = request.COOKIES.get(settings.DEVICE_COOKIE)
    if isinstance(found, Refusal) and device:  # where the user has no role, it is the device that asks
        return _admit_token(device, slug)
    return found


def _admit_token(token: str, slug: str) -> Principal | Refusal:
    if token.startswith(access.DEVICE_PREFIX):
        return _admit_device(token, slug)
    user = access.user_for_token(token)
    return _admit_user(user, slug, token_digest=access.digest(token)) if user else Refusal(Close.UNKNOWN)


def _admit_device(token: str, slug: str) -> Principal | Refusal:
    try:
        found = access.device_for_token(token)
    except DeviceRevoked:
        return Refusal(Close.UNKNOWN, Bye.REVOKED)
    except DeadCredentials:
        return Refusal(Close.UNKNOWN)
    if found.event.slug != slug or found.device is None:
        return Refusal(Close.FORBIDDEN if Event.objects.filter(slug=slug).exists() else Close.MISSING)
    digest = access.digest(token)
    return Principal(found.event.pk, found.caller, device_id=found.device.pk, token_digest=digest)


def _admit_user(
    user: User, slug: str, session_key: str | None = None, token_digest: str | None = None
) -> Principal | Refusal:
    member = Member.objects.filter(event__slug=slug, user=user).first()
    if member is None:
        return Refusal(Close.FORBIDDEN if Event.objects.filter(slug=slug).exists() else Close.MISSING)
    return Principal(
        member.event_id,
        Caller(member.role),
        user_id=user.pk,
        password=hash(user.password),
        session_key=session_key,
        token_digest=token_digest,
    )


def _user_of_session(key: str) -> User | None:
    request = ASGIRequest({"method": "GET", "path": "/"}, BytesIO())
    request.session = SessionStore(key)
    user = get_user(request)
    return user if isinstance(user, User) else None


def no_longer_admitted(principals: Iterable[Principal]) -> dict[Principal, Refusal]:
    """Those of the principals whose credential or role is not what it was, in one query for each kind."""
    checked = set(principals)
    members = _members(checked)
    sessions = _alive_sessions(p.session_key for p in checked if p.session_key)
    tokens = _alive_tokens(p.token_digest for p in checked if p.token_digest)
    refused: dict[Principal, Refusal] = {}
    for principal in checked:
        member = members.get((principal.event_id, principal.user_id or 0))
        alive = principal.session_key in sessions or principal.token_digest in tokens
        if not alive or (member and not member.admits(principal)):
            refused[principal] = Refusal(Close.UNKNOWN, Bye.REVOKED)
        elif principal.user_id and member is None:
            refused[principal] = Refusal(Close.FORBIDDEN, Bye.ROLE_CHANGED)
        elif member and member.role != principal.caller:
            refused[principal] = Refusal(Close.COME_AGAIN, Bye.ROLE_CHANGED)
    return refused


class _Membership(NamedTuple):
    role: str
    is_active: bool
    password: str

    def admits(self, principal: Principal) -> bool:
        return self.is_active and (not principal.session_key or hash(self.password) == principal.password)


def _members(principals: set[Principal]) -> dict[tuple[int, int], _Membership]:
    rows = Member.objects.filter(
        event__in={p.event_id for p in principals}, user__in={p.user_id for p in principals if p.user_id}
    ).values_list("event_id", "user_id", "role", "user__is_active", "user__password")
    return {row[:2]: _Membership(*row[2:]) for row in rows}


def _alive_sessions(keys: Iterable[str]) -> set[str]:
    alive = Session.objects.filter(session_key__in=set(keys), expire_date__gt=timezone.now())
    return set(alive.values_list("session_key", flat=True))


def _alive_tokens(digests: Iterable[str]) -> set[str]:
    tokens = Token.objects.filter(digest__in=set(digests), replaced_at=None).select_related("device__event")
    now = timezone.now()
    return {
        t.digest for t in tokens if t.device is None or (not t.device.revoked_at and t.device.ends_at > now)
    }


def origin_allowed(request: ASGIRequest) -> bool:
    """Whether the page that opens the socket is ours: by scheme, host and port, as for forms.

    Browsers always say where a page is from; whoever does not is no page that somebody was lured to.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        own = f"{request.scheme}://{request.get_host()}"
        trusted = [pattern.replace("://*.", "://.") for pattern in settings.CSRF_TRUSTED_ORIGINS]
        return bool(OriginValidator(None, [own, *trusted]).valid_origin(urlparse(origin)))
    except (DisallowedHost, ValueError):
        return False


class OriginCheck:
    """Lets only sockets of allowed origins through; the others are refused with HTTP 403."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        try:
            allowed = origin_allowed(handshake(scope))
        except UnicodeDecodeError:
            allowed = False
        await (self.application if allowed else deny)(scope, receive, send)


async def deny(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.close"})
    await asyncio.sleep(0)
