"""Asks the table of `checkin.callers` for every request. Views have no rules of their own."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from checkin.callers import FROZEN, ROUTES, STAFF_TOO, Caller
from checkin.errors import EventArchived, NotFound
from checkin.services.access import Access, role_at

if TYPE_CHECKING:  # REST framework loads this module while it loads its views
    from rest_framework.views import APIView


class AccessTable(BasePermission):
    """Looks route and method up. Leaves the caller's access to the event in `request.auth`.

    Raises NotFound (404) below an event where the caller has no role, as if it were not there, and EventArchived for
    writing into one that is in the archive.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        row = ROUTES[name] if match else {}
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method == "OPTIONS":  # tells what the route takes: whoever may do anything there may know
            return _caller(request, view.kwargs.get("event")) in frozenset[Caller]().union(*row.values())
        if method not in row:
            return True  # the view answers 405
        is_let_in = _caller(request, view.kwargs.get("event")) in row[method]
        if is_let_in and name in FROZEN and method not in SAFE_METHODS:
            _refuse_archived(access(request))
        return is_let_in and (name not in STAFF_TOO or request.user.is_staff)


def _refuse_archived(found: Access) -> None:
    if found.event.archived:
        raise EventArchived("This event is in the archive. Take it back to change it.")


def _caller(request: Request, slug: str | None) -> Caller:
    user, found = request.user, request.auth
    if isinstance(found, Access) and found.device:  # a device is nobody outside of its event
        if slug is not None and slug != found.event.slug:
            raise NotFound("There is no such event, or you have no role there.")
        return found.caller
    if isinstance(user, AnonymousUser):
        return Caller.ANONYMOUS
    if slug is None:
        return Caller.STAFF if user.is_staff else Caller.USER
    if not isinstance(found, Access):
        request.auth = found = role_at(user, slug)
    return found.caller


def access(request: Request) -> Access:
    """The caller's access to the event of this route."""
    auth: Any = request.auth
    assert isinstance(auth, Access)
    return auth
