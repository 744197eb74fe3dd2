"""Who sent this request: a bearer token (scripts, devices), or a cookie with its CSRF token (pages).

Below an event `request.auth` is the caller's access to it; a device has no user.
"""

from typing import cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.validators import slug_re
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from checkin.callers import ROUTES, Caller
from checkin.errors import DeadCredentials, Forbidden, NotFound
from checkin.models import User
from checkin.services import devices
from checkin.services.access import (
    DEVICE_PREFIX,
    Access,
    device_for_token,
    member_for_token,
    role_at,
    user_for_token,
)

Found = tuple[User | AnonymousUser, Access | None]
AT_AN_EVENT = frozenset({"me", "device-self"})  # tell who the caller is, at the event that `?event=` names


class CsrfFailed(Forbidden):
    """A cookie alone is not enough to write. A page whose token is gone fetches another one and asks again."""

    code = "csrf_failed"
    title = "The CSRF token is missing or wrong"


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer hcu_…` for a user, `hcd_…` for a device."""

    def authenticate(self, request: Request) -> Found | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer":
            raise DeadCredentials("Send 'Authorization: Bearer' and a token.")
        return _found(token.strip(), _slug(request))

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class CookieAuthentication(authentication.SessionAuthentication):
    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise CsrfFailed(str(error.detail)) from error


class SessionAuthentication(CookieAuthentication):
    """The pages' cookie. Writing needs the CSRF token in `X-CSRFToken`.

    Where the user has no role and the browser is a paired device as well, it is the device that asks.
    """

    def authenticate(self, request: Request) -> Found | None:
        found = super().authenticate(request)
        slug = _slug(request)
        if found is None or slug is None:
            return found
        try:
            return found[0], role_at(found[0], slug)
        except NotFound:
            return None if settings.DEVICE_COOKIE in request.COOKIES else found


class DeviceAuthentication(CookieAuthentication):
    """A paired device's cookie, for pages of its own event that have no user. Writing needs the CSRF token.

    Where anyone may come it is not looked at: a browser that was switched off can be paired again.
    """

    def authenticate(self, request: Request) -> Found | None:
        token = request.COOKIES.get(settings.DEVICE_COOKIE)
        match = request.resolver_match
        row = ROUTES.get(match.url_name or "", {}) if match else {}
        if not token or Caller.ANONYMOUS in row.get(str(request.method), ()):
            return None
        self.enforce_csrf(request)
        return _found(token, _slug(request))


def _slug(request: Request) -> str | None:
    """Of the event below which the request is, or which it asks about."""
    match = request.resolver_match
    if match and match.url_name in AT_AN_EVENT:
        asked = request.query_params.get("event", "")
        return asked if slug_re.match(asked) else None
    return cast(str | None, (request.parser_context or {}).get("kwargs", {}).get("event"))


def _found(token: str, slug: str | None) -> Found:
    if token.startswith(DEVICE_PREFIX):
        access = device_for_token(token)
        assert access.device is not None
        devices.record_seen([access.device.pk])
        return AnonymousUser(), access
    if slug and (member := member_for_token(token, slug)):
        return member
    user = user_for_token(token)
    if user is None:
        raise DeadCredentials("This token is not valid, or no longer.")
    return user, None
