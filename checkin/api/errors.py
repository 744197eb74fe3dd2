"""Every error is a problem document (RFC 9457). Services raise; this table gives the status."""

import logging
from collections.abc import Mapping

from django.core.exceptions import DisallowedHost, PermissionDenied, RequestDataTooBig
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions, status
from rest_framework.response import Response

from checkin import errors

logger = logging.getLogger(__name__)

PROBLEM = "application/problem+json"
RETRY_AFTER = "1"  # seconds

STATUS: dict[type[errors.HeadcountError], int] = {
    errors.InvalidInput: status.HTTP_400_BAD_REQUEST,
    errors.DeadCredentials: status.HTTP_401_UNAUTHORIZED,
    errors.Forbidden: status.HTTP_403_FORBIDDEN,
    errors.NotFound: status.HTTP_404_NOT_FOUND,
    errors.Conflict: status.HTTP_409_CONFLICT,
    errors.TooLarge: status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    errors.Throttled: status.HTTP_429_TOO_MANY_REQUESTS,
    errors.Unavailable: status.HTTP_503_SERVICE_UNAVAILABLE,
    errors.UnsupportedFile: status.HTTP_415_UNSUPPORTED_MEDIA_TYPE,
}
TITLES = {
    400: "The request has invalid content",
    401: "Log in or send a token",
    403: "Your role does not allow this",
    404: "Not found",
    405: "This address does not know that method",
    406: "Not available in that format",
    413: "Too large",
    415: "Unsupported content type",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "The database cannot be reached just now",
}
CODES = {
    400: "invalid",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    429: "throttled",
    500: "server_error",
    503: "database_unavailable",
}


def problem(
    status_code: int,
    detail: str,
    *,
    code: str = "",
    title: str = "",
    extra: Mapping[str, object] | None = None,
) -> dict[str, object]:
    return {
        "type": "about:blank",
        "title": title or TITLES.get(status_code, "The request failed"),
        "status": status_code,
        "code": code or CODES.get(status_code, "error"),
        "detail": detail,
        **(extra or {}),
    }


def problem_of(error: errors.HeadcountError) -> dict[str, object]:
    status_code = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    extra = {"errors": error.errors} if isinstance(error, errors.InvalidInput) else error.extra
    return problem(status_code, error.detail, code=error.code, title=error.title, extra=extra)


def to_problem(error: Exception, context: object) -> Response | None:
    """REST framework's exception handler. None: not an error we know, which Django turns into a 500."""
    if isinstance(error, errors.HeadcountError):
        return _response(problem_of(error), _headers(error))
    if isinstance(error, (Http404, PermissionDenied)):
        error = (
            exceptions.NotFound() if isinstance(error, Http404) else exceptions.PermissionDenied(str(error))
        )
    if isinstance(error, exceptions.APIException):
        return _known(error)
    if isinstance(error, RequestDataTooBig):
        return _response(problem(413, "The request's body is too large."))
    if isinstance(error, (OperationalError, InterfaceError)):
        logger.warning("database: %s", error)
        return _response(
            problem(503, "Try again; the same idempotency key is safe."), {"Retry-After": RETRY_AFTER}
        )
    if isinstance(error, DataError):
        return _response(problem(400, "A value does not fit the database."))
    if isinstance(error, IntegrityError):
        logger.warning("conflict: %s", error)
        return _response(
            problem(409, "Something it refers to has just changed.", code="conflict", title="Conflict")
        )
    return None


def _headers(error: errors.HeadcountError) -> dict[str, str]:
    if isinstance(error, errors.DeadCredentials):
        return {"WWW-Authenticate": "Bearer"}
    return {"Retry-After": str(error.wait)} if isinstance(error, errors.Throttled) else {}


def _known(error: exceptions.APIException) -> Response:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(error, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait) + 1)
    if isinstance(error, exceptions.ValidationError):
        return _response(problem_of(errors.InvalidInput(flatten(error.detail))), headers)
    return _response(problem(error.status_code, str(error.detail)), headers)


def flatten(detail: object, path: str = "") -> dict[str, list[str]]:
    """REST framework's nested error details as one level: `{"override.reason": ["…"]}`."""
    if isinstance(detail, Mapping):
        found: dict[str, list[str]] = {}
        for key, inner in detail.items():
            found |= flatten(inner, f"{path}.{key}" if path else str(key))
        return found
    if isinstance(detail, list) and any(isinstance(d, (Mapping, list)) for d in detail):
        return flatten(dict(enumerate(detail)), path)
    texts = detail if isinstance(detail, list) else [detail]
    return {path or "non_field_errors": [str(text) for text in texts]} if texts else {}


def _response(body: dict[str, object], headers: Mapping[str, str] | None = None) -> Response:
    return Response(body, status=int(str(body["status"])), headers=dict(headers or {}), content_type=PROBLEM)


def not_found(request: HttpRequest) -> HttpResponse:
    """Addresses that no route knows."""
    return JsonResponse(problem(404, "There is nothing at this address."), status=404, content_type=PROBLEM)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: what went wrong is in the log, and none of it in the answer."""
    return JsonResponse(problem(500, "It has been logged."), status=500, content_type=PROBLEM)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    detail = "The request is malformed."
    if isinstance(exception, DisallowedHost):
        detail = "The server does not go by this name. ALLOWED_HOSTS lists the names that it answers to."
    return JsonResponse(problem(400, detail), status=400, content_type=PROBLEM)
