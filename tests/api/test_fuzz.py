"""The whole schema with made-up requests, from every kind of caller: no 5xx, and no answer that it does not tell of."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import checks

from checkin.choices import DeviceKind, Role
from checkin.models import Event
from config.wsgi import application
from tests.api.conftest import Api, member, paired
from tests.making import make_registrant

pytestmark = pytest.mark.django_db
EXAMPLES = 5  # for each operation and caller
DESCRIPTION = Path(__file__).parents[2] / "docs" / "openapi.yaml"
CALLERS = ["anonymous", Role.ORGANISER, Role.DOOR, *DeviceKind]
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def read_to_its_end(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """As servers do it: an answer that is streamed from a file closes it then. The client of these tests does not."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


api = schemathesis.openapi.from_path(DESCRIPTION)
api.app = read_to_its_end


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests share the test's connection, as with Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(params=CALLERS)
def headers(request: pytest.FixtureRequest, event: Event) -> dict[str, str]:
    make_registrant(event)
    if request.param == "anonymous":
        return {}
    if request.param in Role.values:
        return Api(member(event, Role(request.param))).headers
    return paired(event, DeviceKind(request.param)).headers


@api.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),  # the same requests each time; every other run makes up new ones
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_it(case: schemathesis.Case[Any], event: Event, headers: dict[str, str]) -> None:
    if "event" in case.path_parameters:
        case.path_parameters["event"] = event.slug
    response = case.call(headers={**headers, "Accept-Encoding": "identity"})  # its client does not unpack
    case.validate_response(response, checks=CHECKS)
