"""The built pages, their headers, and whether the process is well."""

from pathlib import Path

import pytest
from django.http.response import ResponseHeaders
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(settings: Settings, tmp_path: Path) -> None:
    settings.FRONTEND_DIST = tmp_path
    for name in ("live", "door", "kiosk"):
        (tmp_path / f"{name}.html").write_text(f"<title>{name}</title>")


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("path", "face"),
    [
        ("/", "live"),
        ("/login", "live"),
        ("/new", "live"),
        ("/o/expo/live", "live"),
        ("/d/expo/scan", "door"),
        ("/k/", "kiosk"),
    ],
)
def test_each_address_has_its_face(client: Client, path: str, face: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.content.decode() == f"<title>{face}</title>"
    assert response["Cache-Control"] == "no-cache"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Permissions-Policy"].startswith(f"camera=({'self' if face == 'door' else ''})")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.usefixtures("built")
def test_a_browser_that_goes_astray_gets_a_page(client: Client) -> None:
    response = client.get("/nothing/here", headers={"accept": BROWSER})
    assert response.status_code == 404
    assert response.content.decode() == "<title>live</title>"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "Accept" in response["Vary"]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("verb", "path", "accepted"),
    [
        ("GET", "/nothing/here", "*/*"),
        ("GET", "/assets/gone.js", "*/*"),
        ("POST", "/nothing/here", BROWSER),
        ("GET", "/api/v1/nothing/", BROWSER),
        ("GET", "/nothing/here", "not a type"),
    ],
)
def test_a_client_that_goes_astray_gets_a_problem(
    client: Client, verb: str, path: str, accepted: str
) -> None:
    response = client.generic(verb, path, headers={"accept": accepted})
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"


@pytest.fixture
def files(settings: Settings, tmp_path: Path) -> None:
    """As the build lays them out; WhiteNoise looks once, before the first request."""
    settings.WHITENOISE_ROOT = tmp_path
    (tmp_path / "assets").mkdir()
    for name in (
        "sw.js",
        "manifest.webmanifest",
        "door.html",
        "assets/door-abc.js",
        "assets/reader-abc.wasm",
    ):
        (tmp_path / name).write_text("{}")


def headers(client: Client, path: str) -> ResponseHeaders:
    response = client.get(path)
    assert response.status_code == 200
    response.close()
    return response.headers


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sw.js", "text/javascript"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/door.html", "text/html"),
    ],
)
def test_a_file_that_keeps_its_name_is_asked_for_anew(client: Client, path: str, kind: str) -> None:
    found = headers(client, path)
    assert found["Content-Type"].split(";")[0] == kind
    assert found["Cache-Control"] == "no-cache"


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("path", "kind"),
    [("/assets/door-abc.js", "text/javascript"), ("/assets/reader-abc.wasm", "application/wasm")],
)
def test_a_file_named_by_its_content_is_kept(client: Client, path: str, kind: str) -> None:
    found = headers(client, path)
    assert found["Content-Type"].split(";")[0] == kind
    assert found["Cache-Control"].endswith("immutable")


@pytest.mark.usefixtures("files")
def test_a_file_is_sent_as_the_build_has_packed_it(client: Client, tmp_path: Path) -> None:
    (tmp_path / "assets" / "reader-abc.wasm.br").write_bytes(b"}")
    response = client.get("/assets/reader-abc.wasm", headers={"accept-encoding": "gzip, br"})
    assert b"".join(response) == b"}"
    assert response["Content-Encoding"] == "br"
    assert response["Content-Type"] == "application/wasm"


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("path", ["/sw.js", "/assets/door-abc.js"])
def test_a_worker_has_the_policy_of_the_pages(client: Client, path: str) -> None:
    """It obeys its own file's; the decoder is WebAssembly."""
    policy = headers(client, path)["Content-Security-Policy"]
    assert "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'" in policy


@pytest.mark.usefixtures("built")
def test_a_page_that_has_lost_its_csrf_token_fetches_one(client: Client) -> None:
    assert "csrftoken" in client.head("/d/").cookies


def test_pages_that_are_not_built_say_so(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.FRONTEND_DIST = tmp_path
    response = client.get("/login")
    assert response.status_code == 503
    assert b"make run" in response.content


def test_the_process_answers(client: Client) -> None:
    assert client.get("/livez").json() == {"status": "ok"}


def test_the_process_is_ready(client: Client, settings: Settings) -> None:
    redis = "ok" if settings.REDIS_URLS else "none"
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "redis": redis}


def test_without_redis_it_is_degraded_and_ready(client: Client, settings: Settings) -> None:
    settings.REDIS_URLS = ["redis://127.0.0.1:1/0"]
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "database": "ok", "redis": "down"}
