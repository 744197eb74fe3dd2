"""Hints: one call inside the process, and through Redis to the others, without ever failing or delaying a write."""

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from channels.layers import get_channel_layer
from django.db import transaction

from checkin import live
from checkin.live import Hint, Kind, Messenger
from tests.live_clients import ROOT

pytestmark = pytest.mark.postgres_only  # on SQLite there is no Redis, and nobody else to tell
EVENT = 4711
OTHER_EVENT = 4712


class Ear:
    """Keeps the hints it hears."""

    def __init__(self) -> None:
        self.heard: list[Hint] = []

    def __call__(self, hint: Hint) -> None:
        self.heard.append(hint)

    def wait(self, number: int = 1, within: float = 5) -> list[Hint]:
        deadline = time.monotonic() + within
        while len(self.heard) < number:
            assert time.monotonic() < deadline, self.heard
            time.sleep(0.01)
        return self.heard


@pytest.fixture
def ear() -> Iterator[Ear]:
    """Listens in this process."""
    ear = Ear()
    live.listen(ear)
    yield ear
    live.unlisten(ear)


@pytest.fixture(scope="module")
def other_process() -> Messenger:
    """Sends as another process does; both are in this one, but share nothing but Redis."""
    return Messenger()


def hear_from(other_process: Messenger, ear: Ear, hint: Hint) -> None:
    """Subscribing takes a moment: send until it is heard."""
    deadline = time.monotonic() + 5
    while hint not in ear.heard:
        assert time.monotonic() < deadline
        other_process.send(hint)
        time.sleep(0.05)
    ear.heard.clear()


@pytest.mark.django_db(transaction=True)
def test_a_hint_comes_with_the_commit_and_not_before(ear: Ear) -> None:
    with transaction.atomic():
        live.publish_on_commit(EVENT)
        live.publish_access_on_commit(EVENT)
        assert ear.heard == []
    assert ear.heard == [Hint(EVENT, Kind.COUNTS), Hint(EVENT, Kind.ACCESS)]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_announced(ear: Ear) -> None:
    with transaction.atomic():
        live.publish_on_commit(EVENT)
        transaction.set_rollback(True)
    assert ear.heard == []


@pytest.mark.django_db(transaction=True)
def test_a_listener_that_fails_harms_no_write(caplog: pytest.LogCaptureFixture) -> None:
    def fail(hint: Hint) -> None:
        raise ZeroDivisionError

    live.listen(fail)
    try:
        with transaction.atomic():
            live.publish_on_commit(EVENT)
    finally:
        live.unlisten(fail)
    assert "ZeroDivisionError" in caplog.text


def test_hints_of_other_processes_are_heard_about_watched_events(ear: Ear, other_process: Messenger) -> None:
    live.watch(EVENT)
    hear_from(other_process, ear, Hint(EVENT, Kind.COUNTS))
    other_process.send(Hint(OTHER_EVENT, Kind.COUNTS))
    other_process.send(Hint(EVENT, Kind.ACCESS))
    while Hint(EVENT, Kind.ACCESS) not in ear.wait():
        ear.heard.remove(Hint(EVENT, Kind.COUNTS))  # one that was sent until it was heard
    assert Hint(OTHER_EVENT, Kind.COUNTS) not in ear.heard
    live.unwatch(EVENT)
    deadline = time.monotonic() + 5
    while ear.heard:
        assert time.monotonic() < deadline
        ear.heard.clear()
        other_process.send(Hint(EVENT, Kind.COUNTS))
        time.sleep(0.3)


def test_an_echo_is_not_heard_again(ear: Ear, other_process: Messenger) -> None:
    live.watch(EVENT)
    hear_from(other_process, ear, Hint(EVENT, Kind.COUNTS))
    live._publish(Hint(EVENT, Kind.ACCESS))
    other_process.send(Hint(EVENT, Kind.COUNTS))  # comes after the echo would
    heard = ear.wait(2)
    time.sleep(0.1)
    assert heard.count(Hint(EVENT, Kind.ACCESS)) == 1
    live.unwatch(EVENT)


def test_a_burst_is_sent_as_a_few_messages(monkeypatch: pytest.MonkeyPatch, other_process: Messenger) -> None:
    sent: list[dict[str, Any]] = []
    layer = get_channel_layer()

    class Counting:
        async def group_send(self, group: str, message: dict[str, Any]) -> None:
            sent.append(message)

        def __getattr__(self, name: str) -> Any:
            return getattr(layer, name)

    monkeypatch.setattr(live, "get_channel_layer", Counting)
    began = time.monotonic()
    for _ in range(500):
        other_process.send(Hint(EVENT, Kind.COUNTS))
        time.sleep(0.0005)
    took = time.monotonic() - began
    deadline = time.monotonic() + 5
    while not sent:
        assert time.monotonic() < deadline
    assert len(sent) <= took / live.SEND_EVERY + 2


def test_a_layer_that_fails_is_logged_once_and_counted(
    monkeypatch: pytest.MonkeyPatch, other_process: Messenger, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        async def group_send(self, group: str, message: dict[str, Any]) -> None:
            raise ConnectionError("no Redis here")

        def __getattr__(self, name: str) -> Any:
            raise ConnectionError("no Redis here")

    monkeypatch.setattr(live, "get_channel_layer", Broken)
    lost = other_process.lost
    with caplog.at_level(logging.WARNING, logger="checkin.live"):
        for event_id in range(5):
            other_process.send(Hint(event_id, Kind.COUNTS))
        deadline = time.monotonic() + 5
        while other_process.lost < lost + 5:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert caplog.text.count("no Redis here") == 1


def test_sending_costs_the_caller_next_to_nothing(other_process: Messenger) -> None:
    began = time.process_time()
    for event_id in range(1000):
        other_process.send(Hint(event_id % 3, Kind.COUNTS))
    assert time.process_time() - began < 0.5


FORK = """
import os, sys, django
django.setup()
from checkin import live
from checkin.live import Hint, Kind
live._publish(Hint(1, Kind.COUNTS))
parent = live._the_messenger()
if pid := os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
assert live._the_messenger() is not parent and live._the_messenger() is not None
live._publish(Hint(1, Kind.COUNTS))
os._exit(0)
"""


def test_a_forked_worker_has_a_messenger_of_its_own() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", FORK], cwd=ROOT, timeout=30)
    assert done.returncode == 0
