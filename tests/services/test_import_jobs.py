"""Jobs: an import waits for its worker, shows how far it is, and survives the worker’s end."""

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from checkin import live
from checkin.choices import ImportStatus
from checkin.errors import InvalidInput, TooLarge
from checkin.models import Event, ImportJob, PassType, Registrant, StatusChange
from checkin.services import imports
from checkin.services.access import Actor
from checkin.services.imports import import_now, run_import, settle_stale, start_import
from checkin.services.recount import recount
from tests.services.lists import LIST, bring, counted, only
from tests.workbooks import SHEET, sheet_xml, tampered, workbook

pytestmark = pytest.mark.django_db


def start(event: Event, actor: Actor, content: str = LIST, **options: Any) -> ImportJob:
    return start_import(event=event, actor=actor, filename="list.csv", content=content.encode(), **options)


@pytest.fixture
def committing(purged: None) -> None:
    """The worker's transactions are durable: they must not be inside a test's."""


@pytest.mark.usefixtures("committing")
class TestJobs:
    def test_a_job_waits_for_the_worker(self, event: Event, actor: Actor) -> None:
        job = start(event, actor)
        assert (job.status, job.total, job.by) == ("queued", 3, "Olga")
        assert DBTaskResult.objects.filter(args_kwargs={"args": [job.pk], "kwargs": {}}).count() == 1
        assert not Registrant.objects.exists()
        run_import.call(job.pk)
        assert counted(job) == only(created=5)
        assert job.finished_at
        assert bytes(job.content) == b""

    def test_a_job_runs_once(self, event: Event, actor: Actor) -> None:
        job = start(event, actor)
        run_import.call(job.pk)
        run_import.call(job.pk)
        run_import.call(job.pk + 1)
        assert counted(job) == only(created=5)

    def test_a_file_that_cannot_be_read_makes_no_job(self, event: Event, actor: Actor, settings: Any) -> None:
        with pytest.raises(InvalidInput):
            start(event, actor, 'name\n"Ada\n')
        settings.IMPORT_MAX_BYTES = 10
        with pytest.raises(TooLarge):
            start(event, actor)
        assert not ImportJob.objects.exists()

    def test_a_workbook_that_is_damaged_further_down_makes_no_job(self, event: Event, actor: Actor) -> None:
        with pytest.raises(InvalidInput, match="damaged"):
            start_import(event=event, actor=actor, filename="list.xlsx", content=damaged())
        assert not ImportJob.objects.exists()

    def test_damage_that_only_the_worker_finds_is_told_once_and_plainly(
        self, event: Event, actor: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(imports, "READ_AHEAD", 0)
        job = start_import(event=event, actor=actor, filename="list.xlsx", content=damaged())
        run_import.call(job.pk)
        job.refresh_from_db()
        reason = "The workbook is damaged: save it again, or as CSV."
        assert (job.status, job.errors) == ("failed", [{"line": 0, "field": "file", "reason": reason}])

    def test_progress_shows_while_it_runs(self, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(imports, "CHUNK", 10)
        seen = []

        def look(job: ImportJob) -> None:
            stored = ImportJob.objects.get(pk=job.pk)
            seen.append((stored.status, stored.processed, stored.created, Registrant.objects.count()))

        content = "name\n" + "".join(f"N{n}\n" for n in range(25))
        import_now(event=event, actor=Actor(None, "x"), filename="", content=content.encode(), progress=look)
        assert seen == [("running", 10, 10, 10), ("running", 20, 20, 20), ("running", 25, 25, 25)]

    def test_a_crash_leaves_whole_chunks_and_the_next_run_completes_them(
        self, event: Event, actor: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        content = "name,email\n" + "".join(f"N{n},n{n}@example.org\n" for n in range(50))
        monkeypatch.setattr(imports, "CHUNK", 20)
        job = start(event, actor, content)
        with monkeypatch.context() as patched:
            patched.setattr(live, "publish_on_commit", crash_on_call(2))
            with pytest.raises(SystemExit):
                run_import.call(job.pk)
        job.refresh_from_db()
        assert (job.status, job.processed, Registrant.objects.count()) == ("failed", 20, 20)
        assert "again" in job.errors[-1]["reason"]
        assert bytes(job.content) == b""
        again = start(event, actor, content)
        run_import.call(again.pk)
        assert counted(again) == only(created=30, skipped=20)
        assert recount(event.pk) == []

    def test_a_job_whose_worker_died_does_not_run_for_ever(self, event: Event, actor: Actor) -> None:
        job = start(event, actor)
        ImportJob.objects.filter(pk=job.pk).update(
            status="running", touched_at=timezone.now() - timedelta(minutes=1)
        )
        settle_stale(event)
        job.refresh_from_db()
        assert job.status == ImportStatus.RUNNING
        ImportJob.objects.filter(pk=job.pk).update(touched_at=timezone.now() - timedelta(minutes=3))
        settle_stale(event)
        job.refresh_from_db()
        assert (job.status, bytes(job.content)) == (ImportStatus.FAILED, b"")
        assert "interrupted" in job.errors[-1]["reason"]

    def test_a_job_that_no_worker_will_take_does_not_wait_for_ever(self, event: Event, actor: Actor) -> None:
        waiting, taken = start(event, actor), start(event, actor)
        ImportJob.objects.update(created_at=timezone.now() - timedelta(minutes=3))
        task = DBTaskResult.objects.filter(args_kwargs={"args": [taken.pk], "kwargs": {}}).get()
        task.claim("a worker that dies at once")
        settle_stale(event)
        assert list(ImportJob.objects.order_by("id").values_list("status", flat=True)) == ["queued", "failed"]
        run_import.call(taken.pk)
        run_import.call(waiting.pk)
        assert counted(waiting) == only(created=5)

    def test_a_job_that_was_given_up_stops_at_its_next_chunk(
        self, event: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(imports, "CHUNK", 10)

        def give_up(job: ImportJob) -> None:
            ImportJob.objects.filter(pk=job.pk).update(status=ImportStatus.FAILED)

        content = ("name\n" + "".join(f"N{n}\n" for n in range(50))).encode()
        job = import_now(event=event, actor=Actor(None, "x"), filename="", content=content, progress=give_up)
        job.refresh_from_db()
        assert (job.status, Registrant.objects.count()) == (ImportStatus.FAILED, 10)

    def test_two_imports_of_one_list_at_once_double_nothing(
        self, event: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(imports, "CHUNK", 7)
        content = "name,email,pass\n" + "".join(f"N{n},n{n}@example.org,P{n % 3}\n" for n in range(100))
        begin = threading.Barrier(3)
        jobs: list[ImportJob] = []

        def bring_it() -> None:
            begin.wait()
            try:
                jobs.append(bring(event, content))
            finally:
                connections.close_all()

        threads = [threading.Thread(target=bring_it) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        totals = Counter[str]()
        for job in jobs:
            totals.update(counted(job))
        assert totals == {"created": 100, "skipped": 200, "updated": 0, "bad": 0}
        assert Registrant.objects.count() == StatusChange.objects.count() == 100
        assert PassType.objects.count() == 4
        assert recount(event.pk) == []


def damaged() -> bytes:
    """A workbook whose last row has a text that is not there."""
    cells = '<row r="1"><c t="str"><v>name</v></c></row><row r="2"><c t="str"><v>Ada</v></c></row>'
    return tampered(workbook([]), {SHEET: sheet_xml(f'{cells}<row r="3"><c t="s"><v>9</v></c></row>')})


def crash_on_call(number: int) -> Any:
    """Ends the process, as an impatient SIGTERM does, at the n-th call."""
    calls = iter(range(1, 1000))

    def crash(_: int) -> None:
        if next(calls) == number:
            raise SystemExit

    return crash
