"""Sockets of the application itself, without a server: real database, real Redis, the frames as they are sent."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, Protocol, TypeVar

import pytest
import pytest_asyncio
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from checkin import live
from checkin.models import Event, Member, Registrant, User
from config.asgi import application
from consumers.feed import Feed, the_feed
from consumers.threads import Threads
from tests.live_clients import Frame, bearer
from tests.making import make_registrant

T = TypeVar("T")
Headers = dict[str, str]
ORIGIN = {"Origin": "http://testserver"}


class Socket:
    """One client's end."""

    def __init__(self, path: str, headers: Headers) -> None:
        named = {"Host": "testserver", **headers}
        encoded = [(name.lower().encode(), value.encode()) for name, value in named.items()]
        self._communicator = WebsocketCommunicator(application, path, headers=encoded)

    async def open(self) -> bool:
        """Whether the handshake succeeded."""
        connected, _ = await self._communicator.connect(timeout=5)
        return bool(connected)

    async def frame(self, kind: str | None = None, within: float = 5) -> Frame:
        """The next frame, or the next of this type."""
        while True:
            frame: Frame = await self._communicator.receive_json_from(timeout=within)
            if kind in (None, frame["type"]):
                return frame

    async def counts(self, **people: int) -> dict[str, Any]:
        """The next counts in which so many people are so."""
        while True:
            counts: dict[str, Any] = (await self.frame("counts"))["counts"]
            if people.items() <= counts["people"].items():
                return counts

    async def end(self, within: float = 5) -> tuple[list[Frame], int]:
        """What still comes before the server closes the socket, and the code it closes with."""
        frames: list[Frame] = []
        while True:
            output = await self._communicator.receive_output(timeout=within)
            if output["type"] == "websocket.close":
                return frames, output["code"]
            frames.append(json.loads(output["text"]))

    async def is_silent(self, seconds: float) -> bool:
        return bool(await self._communicator.receive_nothing(timeout=seconds))

    async def send(self, text: str) -> None:
        await self._communicator.send_to(text_data=text)

    async def leave(self) -> None:
        await self._communicator.disconnect()


Open = Callable[[Event | str, Headers], Awaitable[Socket]]


class Do(Protocol):
    def __call__(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> Awaitable[T]: ...


@pytest_asyncio.fixture
async def feed(purged: None) -> AsyncIterator[Feed]:
    feed = the_feed()
    yield feed
    await feed.close()


@pytest_asyncio.fixture
async def do(purged: None) -> AsyncIterator[Do]:
    """Calls a service as a request does: in a thread, which has the one database connection of the test."""
    thread = Threads(1, "request")

    async def call(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        return await thread.query(partial(function, *args, **kwargs))

    yield call
    await thread.close()


@pytest_asyncio.fixture
async def watch(feed: Feed) -> AsyncIterator[Open]:
    """Opens a socket that watches an event; it is left after the test."""
    opened: list[Socket] = []

    async def open_one(event: Event | str, headers: Headers) -> Socket:
        slug = event if isinstance(event, str) else event.slug
        socket = Socket(f"/ws/events/{slug}/", headers)
        opened.append(socket)
        assert await socket.open()
        return socket

    yield open_one
    for socket in opened:
        await socket.leave()


def session_of(user: User) -> SessionStore:
    """A session as logging in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session


def cookie(session: SessionStore) -> Headers:
    """What a page of ours sends with a socket."""
    return {**ORIGIN, "Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}


@pytest.fixture
def page(purged: None, organiser: User) -> Headers:
    """The handshake of a page where the organiser is logged in."""
    return cookie(session_of(organiser))


@pytest.fixture
def script(purged: None, organiser: User) -> Headers:
    """The handshake of the organiser's script."""
    return bearer(organiser)


@pytest.fixture
def people(purged: None, event: Event) -> list[Registrant]:
    return [make_registrant(event, f"Person {number}") for number in range(40)]


@pytest.fixture
def no_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every hint is lost."""
    monkeypatch.setattr(live, "_publish", lambda hint: None)


def member(event: Event, role: str) -> User:
    """A new user with this role."""
    user = User.objects.create_user(f"{role}@example.org")
    Member.objects.create(event=event, user=user, role=role)
    return user
