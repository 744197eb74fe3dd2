"""What tests of the live side share: a `manage.py serve` of its own, screens that watch it, and a door that scans."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import websockets
from django.db import connection

from checkin.models import Event, User
from checkin.services.access import create_token
from tests.discretion import private_lines
from tests.making import STARTS_AT
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 30
FRAME_SECONDS = 5.0  # until a frame must have come, where a test does not say

Frame = dict[str, Any]


def token_of(user: User) -> str:
    _, secret = create_token(user=user, name="test", at=STARTS_AT)
    return secret


def bearer(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(user)}"}


def database_url() -> str:
    """The database of the running test, for other processes."""
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{of['NAME']}"
    return f"postgres://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"


async def until(condition: Callable[[], object], within: float = FRAME_SECONDS) -> None:
    """Return once the condition holds; fail if it does not hold in time."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


class Serve:
    """One `manage.py serve` on the database of the running test, ended by SIGTERM if a test has not done so."""

    command = ["manage.py", "serve", "--port", "0"]

    def __init__(self, log: Path, *arguments: str, **environment: str) -> None:
        self.log = log
        self._arguments = arguments
        self._environment = {"DATABASE_URL": database_url(), "HOST": "127.0.0.1", **environment}

    def __enter__(self) -> Self:
        command = [sys.executable, *self.command, *self._arguments]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | self._environment, stdout=log, stderr=log
            )
        self.port = self._port()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
        try:
            self.process.wait(25)
        finally:
            self.process.kill()
            self.process.wait()
        told = re.compile(r"A \w+ of the demo event is paired .*")  # said to whoever starts it the first time
        assert private_lines(told.sub("", self.log.read_text())) == []

    def _port(self) -> int:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", self.log.read_text()):
                return int(found[1])
            time.sleep(0.02)
        self.process.kill()
        raise AssertionError(f"serve did not start:\n{self.log.read_text()}")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def socket_url(self, event: Event) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/events/{event.slug}/"


class Gunicorn(Serve):
    """The REST side alone, as the Procfile runs it."""

    command = ["-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]

    def __init__(self, log: Path, **environment: str) -> None:
        super().__init__(log, **{"PORT": str(free_port()), **environment})


class Screen:
    """A watcher of one event: keeps every frame with the moment it came, until the socket closes."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.frames: list[tuple[float, Frame]] = []
        self.closed: int | None = None  # the close code
        self.socket = socket
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for text in self.socket:
                self.frames.append((time.monotonic(), json.loads(text)))
                self._news.set()
        except websockets.ConnectionClosedError:
            pass
        self.closed = self.socket.close_code
        self._news.set()

    async def frame(
        self, wanted: Callable[[Frame], bool], within: float = FRAME_SECONDS
    ) -> tuple[float, Frame]:
        """The first frame that is wanted, with the moment it came; it may have come already."""
        seen = 0
        async with asyncio.timeout(within):
            while True:
                self._news.clear()
                for moment, frame in self.frames[seen:]:
                    seen += 1
                    if wanted(frame):
                        return moment, frame
                assert self.closed is None, f"closed with {self.closed} after {self.frames[-1:]}"
                await self._news.wait()

    async def checked_in(self, number: int, within: float = FRAME_SECONDS) -> float:
        """The moment when this screen knew that so many people are checked in."""
        moment, _ = await self.frame(
            lambda f: f["type"] == "counts" and f["counts"]["people"]["checked_in"] >= number, within
        )
        return moment

    async def close_code(self, within: float = FRAME_SECONDS) -> int | None:
        async with asyncio.timeout(within):
            await asyncio.shield(self._reading)
        return self.closed

    async def leave(self) -> None:
        await self.socket.close()
        await self._reading

    def of_type(self, kind: str) -> list[Frame]:
        return [frame for _, frame in self.frames if frame["type"] == kind]


@asynccontextmanager
async def watching(url: str, headers: dict[str, str], **options: Any) -> AsyncIterator[Screen]:
    async with websockets.connect(url, additional_headers=headers, open_timeout=5, **options) as socket:
        screen = Screen(socket)
        try:
            yield screen
        finally:
            await screen.leave()


class Door:
    """Scans over REST."""

    def __init__(self, serve: Serve, event: Event, gate_id: int, headers: dict[str, str]) -> None:
        self.gate = gate_id
        self.client = httpx.AsyncClient(
            base_url=f"{serve.url}/api/v1/events/{event.slug}/", headers=headers, timeout=20
        )

    async def scan(self, code: str) -> float:
        """Record an admission. Return the seconds it took."""
        began = time.monotonic()
        response = await self.client.post(
            "scans/", json={"code": code, "gate": self.gate, "idempotency_key": str(uuid.uuid4())}
        )
        took = time.monotonic() - began
        assert response.status_code == 201, response.text
        assert response.json()["outcome"] == "admitted", response.text
        return took

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()
