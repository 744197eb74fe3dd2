"""Plain function middleware: the site runs its middleware in synchronous threads (`config/asgi.py`)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from checkin.api.errors import PROBLEM, problem

Handler = Callable[[HttpRequest], HttpResponse]

# 'wasm-unsafe-eval': a worker obeys the policy of its own file, and the camera's decoder is WebAssembly
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def security_headers(get_response: Handler) -> Handler:
    """The headers that Django does not set itself, on every answer, files included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        camera = "self" if request.path.startswith("/d/") else ""
        response.headers["Permissions-Policy"] = f"camera=({camera}), microphone=(), geolocation=()"
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def whole_bodies(get_response: Handler) -> Handler:
    """A body that comes in chunks would be taken for none (WSGI tells no length): say so, and change nothing.

    `manage.py serve` puts the chunks together itself (`consumers.http_protocol`).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" not in request.META or request.META.get("CONTENT_LENGTH"):
            return get_response(request)
        body = problem(411, "Send the body with a Content-Length.")
        return JsonResponse(body, status=411, content_type=PROBLEM)

    return middleware
