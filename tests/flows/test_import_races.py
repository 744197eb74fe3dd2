"""A list comes in while people are let in: a check-in is never lost. Without the lock, the same test sees the fault."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet

from checkin.choices import Outcome, Status
from checkin.models import Event, Registrant, Scan
from checkin.services import imports
from checkin.services.access import Actor
from checkin.services.importing import chunks, writes
from checkin.services.imports import import_now
from checkin.services.recount import recount
from tests.making import scan

pytestmark = pytest.mark.usefixtures("purged")
MEETING = 0.3  # seconds between the import's reading and its writing, for a scan to come


def bring(event: Event, content: str) -> None:
    import_now(
        event=event, actor=Actor(None, "x"), filename="", content=content.encode(), progress=lambda _: None
    )


def at_once(calls: Sequence[Callable[[], Any]]) -> None:
    def run(call: Callable[[], Any]) -> None:
        try:
            call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        for future in [pool.submit(run, call) for call in calls]:
            future.result()


def cancel_during_a_scan(
    event: Event, monkeypatch: pytest.MonkeyPatch, patience: float = MEETING
) -> tuple[str, str]:
    """A list cancels someone whose code is scanned between its reading and its writing: (outcome, status)."""
    bring(event, "id,name,code,status\n1,Ada,C1,paid\n")
    has_read, has_scanned = threading.Event(), threading.Event()
    write = writes.update

    def slowly(rows: Any, log: Any) -> None:
        has_read.set()
        has_scanned.wait(patience)  # the race needs both to be in the middle
        write(rows, log)

    def enter() -> None:
        has_read.wait(10)
        scan(event, "C1")
        has_scanned.set()

    with monkeypatch.context() as patched:
        patched.setattr(chunks, "update", slowly)
        at_once([lambda: bring(event, "id,name,code,status\n1,Ada,C1,cancelled\n"), enter])
    return Scan.objects.get().outcome, Registrant.objects.get().status


def test_a_scan_waits_for_the_import_that_has_read_its_registrant(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cancel_during_a_scan(event, monkeypatch) == (Outcome.REFUSED, Status.CANCELLED)
    assert recount(event.pk) == []


@pytest.mark.postgres_only
def test_without_the_lock_the_check_in_is_overwritten(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    assert cancel_during_a_scan(event, monkeypatch, 10) == (Outcome.ADMITTED, Status.CANCELLED)


def test_lists_and_scans_at_once_agree_with_each_other(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "CHUNK", 10)
    head, people = "id,name,code,status,company\n", range(120)
    bring(event, head + "".join(f"{n},N{n},C{n},paid,X\n" for n in people))
    cancelled = head + "".join(f"{n},N{n},C{n},cancelled,Y\n" for n in people)

    def enter(gate: int) -> None:
        for n in people[gate::3]:
            scan(event, f"C{n}")

    at_once([lambda: bring(event, cancelled), *(lambda gate=gate: enter(gate) for gate in range(3))])
    admitted = set(Scan.objects.filter(outcome=Outcome.ADMITTED).values_list("code", flat=True))
    checked_in = Registrant.objects.filter(status=Status.CHECKED_IN)
    assert admitted == set(checked_in.values_list("code", flat=True))
    assert Registrant.objects.filter(status=Status.CANCELLED).count() == len(people) - len(admitted)
    assert set(Registrant.objects.values_list("company", flat=True)) == {"Y"}
    assert recount(event.pk) == []
