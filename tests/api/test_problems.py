"""Whatever goes wrong is a problem document: a status, a code to branch on, and never a trace of the inside."""

import json
from typing import Any

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from rest_framework.exceptions import Throttled

from checkin.models import Event
from tests.api.conftest import Api
from tests.making import gate_of, make_event

pytestmark = pytest.mark.django_db

PAGES = "/api/v1/"


def scan_body(event: Event) -> dict[str, Any]:
    return {
        "code": "X",
        "gate": gate_of(event).pk,
        "idempotency_key": "5f0c8e0a-3a0f-4f0e-9d6a-0d6f8a3c2b11",
    }


def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(f"checkin.api.views.{name}", fail)


@pytest.mark.parametrize(
    ("status", "code", "title"),
    [
        (400, "invalid", "The request has invalid content"),
        (401, "not_authenticated", "Log in or send a token"),
        (403, "permission_denied", "Your role does not allow this"),
        (404, "not_found", "Not found"),
        (405, "method_not_allowed", "This address does not know that method"),
        (406, "not_acceptable", "Not available in that format"),
        (409, "last_organiser", "An event needs an organiser"),
        (413, "too_large", "Too large"),
        (415, "unsupported_media_type", "Unsupported content type"),
    ],
)
def test_each_status_has_its_code_and_title(
    api: Api, anonymous: Api, event: Event, status: int, code: str, title: str
) -> None:
    answers = {
        400: lambda: api.post("gates/", {}),
        401: lambda: anonymous.get("counts/"),
        403: lambda: api.post(f"{PAGES}events/", {}),
        404: lambda: api.get("gates/999999999/"),
        405: lambda: api.delete("counts/"),
        406: lambda: api.get("counts/", Accept="text/html"),
        409: lambda: api.delete(f"members/{event.members.get().pk}/"),
        413: lambda: api.post("gates/", b" " * (2 * 1024 * 1024 + 1)),
        415: lambda: api.post("gates/", b"name=x", content_type="application/x-www-form-urlencoded"),
    }
    answer = answers[status]()
    assert answer.status_code == status
    problem = answer.json()
    assert (problem["type"], problem["code"], problem["title"]) == ("about:blank", code, title)
    assert problem["detail"]


@pytest.mark.parametrize(
    "error", [OperationalError("could not connect"), InterfaceError("connection is closed")]
)
def test_without_the_database_it_is_a_503_to_be_tried_again(
    door: Api, event: Event, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failing(monkeypatch, "scans.record_scan", error)
    answer = door.post("scans/", scan_body(event))
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert answer.json()["code"] == "database_unavailable"
    assert str(error) not in answer.content.decode()


def test_a_database_that_is_gone_at_the_login_is_a_503_too(
    door: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise OperationalError("could not connect")

    monkeypatch.setattr("checkin.api.authentication.member_for_token", fail)
    assert door.get("counts/").status_code == 503


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (DataError("value too long"), 400, "invalid"),
        (IntegrityError("violates foreign key constraint"), 409, "conflict"),
        (Throttled(wait=7), 429, "throttled"),
        (RuntimeError("secret detail"), 500, "server_error"),
    ],
)
def test_what_breaks_inside_tells_nothing_of_the_inside(
    api: Api, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    failing(monkeypatch, "live.arrivals", error)
    answer = api.client.get(api.below + "arrivals/", headers=api.headers)
    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    for secret in ("value too long", "foreign key", "secret detail", "Traceback"):
        assert secret not in answer.content.decode()
    if status == 429:
        assert int(answer["Retry-After"]) >= 7


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/",
        "/api/v2/events/",
        "/api/v1/nothing/",
        "/api/v1/events",
        "/api/v1/events/expo",
        "/api/v1/events/expo/nothing/",
        "/api/v1/events/expo/gates/x/",
        "/api/v1/events/expo/gates/-1/",
        "/api/v1/events/expo/gates/" + "9" * 5000 + "/",
        "/api/v1/events/ex po/",
        "/api/v1/events/%00/",
        "/api/v1/events/..%2f..%2fetc/",
        "/api/v1/events/%ED%A0%80/",
        "/api/v1/%F0%9F%8E%AA/",
    ],
)
def test_an_unknown_address_is_a_404_for_everybody(api: Api, anonymous: Api, path: str) -> None:
    for caller in (api, anonymous):
        for verb in ("GET", "POST", "DELETE"):
            assert caller.send(verb, path).status_code == 404


def test_no_role_no_event_and_no_such_event_look_the_same(api: Api, stranger: Api, event: Event) -> None:
    foreign = make_event(name="Other")
    bodies = []
    for caller, slug in (
        (stranger, event.slug),
        (api, foreign.slug),
        (api, "no-such-event"),
        (stranger, "x"),
    ):
        for path in ("", "counts/", "registrants/", "gates/1/"):
            answer = caller.get(f"{PAGES}events/{slug}/{path}")
            assert answer.status_code == 404
            bodies.append(answer.content)
    assert len(set(bodies)) == 1


def test_a_method_that_an_address_does_not_know_names_those_it_does(api: Api) -> None:
    answer = api.send("PUT", "gates/", {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    for verb in ("TRACE", "BREW"):
        assert api.send(verb, "gates/").status_code == 405
