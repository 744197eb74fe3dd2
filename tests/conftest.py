"""Fixtures for every test. `tests/backing.py` has given the run its database and Redis by now."""

import logging
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import flush as flushing
from django.db import IntegrityError, OperationalError, connections
from pytest_django import Settings

from checkin.api.views import door, scans
from checkin.models import Event, User
from checkin.services import devices, forecasts, limits
from checkin.services.access import Actor
from checkin.services.doors import doors_at
from checkin.services.events import purge_event
from tests.discretion import Listener, private_lines
from tests.making import make_event
from tests.programs import ProgramError, find_chromium

FLUSHES = 5


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Keep the SQLite test database in a file: one in memory has neither WAL nor its locks."""
    if settings.SQLITE:
        connections["default"].settings_dict["TEST"]["NAME"] = str(settings.VAR_DIR / "test.sqlite3")


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium for browser tests; without one they are skipped, which fails in CI."""
    try:
        return find_chromium()
    except ProgramError as error:
        pytest.skip(str(error))


@pytest.fixture
def purged(transactional_db: None) -> Iterator[None]:
    """A database whose transactions really commit. The log refuses to be flushed: its events are purged first."""
    yield
    for event in Event.objects.all():
        for _ in range(FLUSHES - 1):
            # The server may be in the middle of a scan or a fold.
            with suppress(IntegrityError, OperationalError):
                purge_event(event)
                break
        else:
            purge_event(event)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """The slow hash that passwords deserve is no use here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def patient_flush() -> Iterator[None]:
    """Empty the tables again if Postgres refused: a server under test may be in the middle of a statement."""
    flush = flushing.Command.handle

    def handle(self: flushing.Command, **options: Any) -> None:
        for _ in range(FLUSHES - 1):
            with suppress(CommandError):
                return flush(self, **options)
        return flush(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flushing.Command, "handle", handle)
        yield


@pytest.fixture(autouse=True, scope="session")
def nothing_private_is_logged() -> Iterator[None]:
    """Everything that the whole run logs is searched for tokens, codes, names and addresses."""
    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    assert private_lines(listener.text) == []


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test tried often is not held against the next."""
    monkeypatch.setattr(limits, "PREFIX", f"limit-{uuid.uuid4()}")
    for bucket in (scans.SINGLE, scans.BATCHED, scans.GUESSES, door.WALK_INS):
        monkeypatch.setattr(bucket, "_left", {})  # a rolled-back test gives its ids to the next one
    monkeypatch.setattr(devices, "_written", {})


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """A rolled-back test gives its ids to the next one."""
    doors_at.cache_clear()
    forecasts.foreseen.cache_clear()


@pytest.fixture
def organiser(db: None) -> User:
    return User.objects.create_user("olga@example.org", "a long password", name="Olga")


@pytest.fixture
def event(organiser: User) -> Event:
    """A new event, as it comes: one area, one gate, one pass type."""
    return make_event(organiser)


@pytest.fixture
def actor(organiser: User) -> Actor:
    return Actor.of(organiser)
