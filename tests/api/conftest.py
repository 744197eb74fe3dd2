"""A client for each kind of caller."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from checkin.choices import DeviceKind, Role
from checkin.models import Event, Member, User
from checkin.services.access import create_token
from checkin.services.devices import create_device, pair_device
from tests.api.conformance import conforms
from tests.making import STARTS_AT


class Api:
    """Speaks JSON to the API as one user or device, with a token, below one event."""

    def __init__(self, user: User | None, event: Event | None = None, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.root = "/api/v1/"
        self.below = f"/api/v1/events/{event.slug}/" if event else self.root
        self.headers = {}
        if user:
            _, token = create_token(user=user, name="test", at=STARTS_AT)
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        return self._done(self.client.get(self._url(path), query, headers=self._headers(headers)))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("DELETE", path, **headers)

    def send(self, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        data = body if isinstance(body, (str, bytes)) else json.dumps({} if body is None else body)
        content_type = headers.pop("content_type", "application/json")
        sent = self.client.generic(
            verb, self._url(path), data, content_type=content_type, headers=self._headers(headers)
        )
        return self._done(sent)

    def everything(self, path: str, query: Any = None) -> list[Any]:
        """The rows of a list, from its first page to its last."""
        page = self.get(path, query).json()
        rows = list(page["results"])
        while page["next"]:
            page = self.get(page["next"]).json()
            rows += page["results"]
        return rows

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return self.headers | {name.replace("_", "-"): value for name, value in headers.items()}

    def _url(self, path: str) -> str:
        return path if path.startswith("/") or "://" in path else self.below + path

    def _done(self, response: Any) -> Any:
        if response.streaming:  # read to its end, which closes the file that it comes from
            response.streaming_content = list(response.streaming_content)
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json", response.content[:300]
            problem = json.loads(response.content)
            assert {"type", "title", "status", "code", "detail"} <= problem.keys()
            assert problem["status"] == response.status_code
        request = response.wsgi_request
        conforms(request.method, request.path, request.META["QUERY_STRING"], response)
        return response


@pytest.fixture
def api(event: Event, organiser: User) -> Api:
    """The event's organiser."""
    return Api(organiser, event)


@pytest.fixture
def door(event: Event) -> Api:
    return Api(member(event, Role.DOOR), event)


@pytest.fixture
def viewer(event: Event) -> Api:
    return Api(member(event, Role.VIEWER), event)


@pytest.fixture
def stranger(event: Event) -> Api:
    """Someone with an account and no role at the event."""
    return Api(User.objects.create_user("stranger@example.org"), event)


@pytest.fixture
def anonymous(event: Event) -> Api:
    return Api(None, event)


def paired(event: Event, kind: DeviceKind, **fields: Any) -> Api:
    """A new device of the event, that has been paired."""
    named = {"kind": kind, "name": f"{kind} {uuid.uuid4()}", **fields}
    _, token = pair_device(create_device(event=event, fields=named).code)
    return Api(None, event, token)


@pytest.fixture
def scanner(event: Event) -> Api:
    return paired(event, DeviceKind.SCANNER, name="Scanner 1")


@pytest.fixture
def kiosk(event: Event) -> Api:
    return paired(event, DeviceKind.KIOSK, name="Hall 2")


def member(event: Event, role: Role) -> User:
    user = User.objects.create_user(f"{role}@example.org", "a long password", name=role.title())
    Member.objects.create(event=event, user=user, role=role)
    return user
