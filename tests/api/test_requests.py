"""Requests of every shape: methods, formats, addresses and bodies that nobody should send, and what is answered."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from checkin.models import Event, Registrant
from config.middleware import whole_bodies
from tests.api.conftest import Api

pytestmark = pytest.mark.django_db

PAGES = "/api/v1/"


@pytest.mark.parametrize("path", ["", "gates/", "registrants/", "scans/", "activity/", "arrivals/"])
def test_head_is_a_get_without_its_body(api: Api, path: str) -> None:
    head, get = api.send("HEAD", path), api.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == get["Content-Type"] == "application/json"


def test_options_say_what_is_allowed_to_whoever_may_look(api: Api, stranger: Api, anonymous: Api) -> None:
    answer = api.send("OPTIONS", "gates/")
    assert (answer.status_code, answer["Allow"]) == (200, "GET, POST, HEAD, OPTIONS")
    assert stranger.send("OPTIONS", "gates/").status_code == 404
    assert anonymous.send("OPTIONS", "gates/").status_code == 401


@pytest.mark.parametrize("accept", ["application/json", "*/*", "application/*", "text/html, */*;q=0.1"])
def test_json_is_what_there_is(api: Api, accept: str) -> None:
    answer = api.get("counts/", Accept=accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "text/csv", "garbage", "\x7f"])
def test_another_format_is_not_to_be_had(api: Api, accept: str) -> None:
    assert api.get("counts/", Accept=accept).status_code == 406


@pytest.mark.parametrize("format_", ["json", "html", "api", "xml", "\0"])
def test_a_format_in_the_query_changes_nothing(api: Api, format_: str) -> None:
    answer = api.get("counts/", {"format": format_})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


QUERIES = [
    *("%00", "a=%00", "q=%00", "%00=1", "q=%ED%A0%80", "q=%FF", "=", "&&&", "q"),
    *("q=" + "%F0%9F%8E%AA" * 50, "a=1&" * 2000),
]


@pytest.mark.parametrize(
    "path", ["", "registrants/", "scans/", "activity/", "arrivals/", "companies/", "gates/"]
)
def test_no_query_string_breaks_anything(api: Api, path: str) -> None:
    for query in QUERIES:
        answer = api.get(f"{api.below}{path}?{query}")
        assert answer.status_code in {200, 400}
        if query == "q=%00" and path in {"registrants/", "companies/"}:
            assert list(answer.json()["errors"]) == ["q"]


@pytest.mark.parametrize(
    "time",
    [
        *("9999-12-31T23:59:59.999999-12:00", "0001-01-01T00:00:00+14:00", "2999-12-31T23:59:59-12:00"),
        *("2000-01-01T00:00:00+14:00", "9999-12-31", "2026-05-01T09:30:00+99:99"),
    ],
)
def test_a_time_that_is_another_year_in_utc_is_refused(api: Api, time: str) -> None:
    for path in ("registrants/", "arrivals/"):
        answer = api.get(path, {"from": time})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["from"])
    answer = api.patch("", {"ends_at": time})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ends_at"])


BODIES: list[bytes] = [
    b"",
    b"null",
    b"true",
    b"7",
    b'"text"',
    b"[]",
    b"[{}]",
    b"{",
    b"{]",
    b"\0",
    b'{"name": "a\0b"}',
    b'{"name": "a\\u0000b"}',
    b'{"name": "\\ud800"}',
    b'{"name": "\xff"}',
    b"\xef\xbb\xbf{}",
    '{"name": "é"}'.encode("utf-16"),
    b'{"name": NaN}',
    b'{"name": 1e400}',
    b'{"name": ' + b"9" * 100_000 + b"}",
    b"[" * 100_000,
    b'{"name":' * 100_000,
    b'{"name":' * 500 + b"1" + b"}" * 500,
    b'{"name": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"\\u0000": 1}',
    b'{"' + b"k" * 10_000 + b'": 1}',
    b"x" * 100_000,
]
WRITES = [
    ("POST", f"{PAGES}auth/login/"),
    ("POST", f"{PAGES}auth/tokens/"),
    ("PATCH", ""),
    ("POST", "pass-types/"),
    ("POST", "areas/"),
    ("POST", "gates/"),
    ("POST", "members/"),
    ("POST", "registrants/"),
    ("POST", "scans/"),
    ("POST", "scans/batch/"),
    ("POST", "scans/undo/"),
    ("POST", "walk-ins/"),
]


@pytest.mark.parametrize(("verb", "path"), WRITES)
def test_no_body_breaks_anything(api: Api, event: Event, verb: str, path: str) -> None:
    for body in BODIES:
        answer = api.send(verb, path, body)
        no_change = verb == "PATCH" and body in {b"", b"\xef\xbb\xbf{}"}
        assert answer.status_code == 400 or (no_change and answer.status_code == 200), body[:50]
    event.refresh_from_db()
    assert (event.name, Registrant.objects.count(), event.gates.count()) == ("Expo", 0, 1)


OTHER_TYPES = [
    *("text/plain", "text/csv", "application/xml", "application/x-www-form-urlencoded", "garbage", "/", ""),
    *("multipart/form-data", "multipart/form-data; boundary=x", "application/octet-stream"),
]


@pytest.mark.parametrize(("verb", "path"), WRITES)
def test_only_json_is_read(api: Api, verb: str, path: str) -> None:
    for content_type in OTHER_TYPES:
        answer = api.send(verb, path, b'{"name": "x"}', content_type=content_type)
        assert answer.status_code == 415, content_type


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"]
)
def test_json_goes_by_several_names(api: Api, content_type: str) -> None:
    assert api.post("pass-types/", {"name": content_type[:16]}, content_type=content_type).status_code == 201


def test_a_host_that_is_not_ours_is_refused(anonymous: Api) -> None:
    answer = anonymous.get("counts/", Host="evil.example")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "ALLOWED_HOSTS" in answer.json()["detail"]


def test_a_body_whose_length_nobody_knows_is_refused_and_not_taken_for_none() -> None:
    handler = whole_bodies(lambda request: HttpResponse())
    request = RequestFactory().post("/", "{}", content_type="application/json")
    assert handler(request).status_code == 200
    request.META |= {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    assert handler(request).status_code == 411


def test_a_form_with_too_many_fields_is_refused(api: Api) -> None:
    form = "&".join(f"f{n}=1" for n in range(5000))
    api.headers.clear()  # as a browser does: the CSRF check looks for its token in a form
    answer = api.post("gates/", form, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {400, 401, 413}


def test_answers_are_not_to_be_kept_by_anybody(api: Api) -> None:
    answer = api.get("registrants/")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
