"""The built pages, and whether this process is well."""

from functools import cache
from http import HTTPStatus
from pathlib import Path

import redis
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from checkin.api import errors


@cache
def _page(path: Path) -> bytes:
    return path.read_bytes()


def _face(request: HttpRequest, name: str) -> HttpResponse:
    path = settings.FRONTEND_DIST / name
    try:
        content = path.read_bytes() if settings.DEBUG else _page(path)
    except FileNotFoundError:
        text = "The pages are not built: run `make run`, or `npm run build` in frontend/."
        return HttpResponse(text, status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain")
    return HttpResponse(content, headers={"Cache-Control": "no-cache"})


@require_safe
@ensure_csrf_cookie
def live(request: HttpRequest) -> HttpResponse:
    return _face(request, "live.html")


@require_safe
@ensure_csrf_cookie
def door(request: HttpRequest) -> HttpResponse:
    return _face(request, "door.html")


@require_safe
def kiosk(request: HttpRequest) -> HttpResponse:
    return _face(request, "kiosk.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Addresses that no route knows (`handler404`): a browser that goes there gets a page, a client a problem."""
    kinds = [errors.PROBLEM, "text/html"]
    is_client = request.path.startswith("/api/") or request.get_preferred_type(kinds) != "text/html"
    is_visit = not is_client and request.method in {"GET", "HEAD"}
    answer = _face(request, "live.html") if is_visit else errors.not_found(request)
    if answer.status_code == HTTPStatus.OK:
        answer.status_code = HTTPStatus.NOT_FOUND
    patch_vary_headers(answer, ["Accept"])
    return answer


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers: no database, no Redis asked."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve. Without Redis it is degraded, not unready: scans go on."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unready", "database": "down"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    redis = _redis()
    return JsonResponse({"status": "degraded" if redis == "down" else "ok", "database": "ok", "redis": redis})


def _redis() -> str:
    """`none` where there is none to be had, else `ok` or `down`."""
    if not settings.REDIS_URLS:
        return "none"
    try:
        for url in settings.REDIS_URLS:
            with redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5) as client:
                client.ping()
    except redis.RedisError:
        return "down"
    return "ok"
