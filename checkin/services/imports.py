"""Imports: jobs that bring a list into an event, in the background or at the command line.

A list is written in chunks, each in one transaction together with the job's progress. Whatever ends a job early
leaves whole chunks; the same list again completes it and doubles nothing (see `importing.changes` for what a repeated
list may change). A job is `queued`, then `running`, and ends `succeeded` or `failed`; its file is dropped at the end.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from checkin.choices import ImportStatus
from checkin.errors import HeadcountError, InvalidInput, TooLarge
from checkin.models import Event, ImportJob
from checkin.services.access import Actor
from checkin.services.exports import event_zone
from checkin.services.importing import values
from checkin.services.importing.chunks import Writer
from checkin.services.importing.files import Table, look_at, open_table
from checkin.services.importing.matches import refresh_statistics
from checkin.services.importing.passes import Passes
from checkin.services.importing.plans import Outcome, Sampled
from checkin.services.importing.previews import Preview, preview
from checkin.services.importing.rows import BadRow, Entry, Reader, RowError
from checkin.services.transactions import writing

logger = logging.getLogger(__name__)

CHUNK = 1000  # rows in one transaction: a few tenths of a second
READ_AHEAD = 20_000  # cells, while the sender waits: some tenths of a second
SAMPLE = 25  # of those whom a dry run would create, and of those whom it would update
MAX_ERRORS = 10_000  # that are kept; more of them are a wrong file, and only counted
STALE_AFTER = timedelta(minutes=2)  # without a sign of life, a running job's process is gone

Progress = Callable[[ImportJob], None]


class Overtaken(Exception):
    pass


def preview_import(*, event: Event, content: bytes, mapping: Mapping[int, str | None] | None) -> Preview:
    """How a list would be understood; `mapping` says of columns, by position, which field they are. Nothing is kept.

    Raises TooLarge, UnsupportedFile, InvalidInput (naming `file` or `mapping`).
    """
    _refuse_size(content)
    return preview(look_at(content, mapping), event_zone(event))


def start_import(
    *,
    event: Event,
    actor: Actor,
    filename: str,
    content: bytes,
    dry_run: bool = False,
    mapping: Mapping[int, str | None] | None = None,
) -> ImportJob:
    """Queue a list for the worker. Whether it can be read as a list at all is found out here and now.

    Of a workbook that goes for its first `READ_AHEAD` cells; it takes too long to read all of a long one twice.

    A dry run counts what would be and writes nothing but its own progress.
    Raises TooLarge, UnsupportedFile, InvalidInput (naming `file` or `mapping`).
    """
    _refuse_size(content)
    table = open_table(content, mapping)
    table.read_ahead(READ_AHEAD)
    job = _new_job(event, actor, filename, table, dry_run=dry_run)
    job.content = content
    if mapping is not None:
        job.mapping = {str(place): name for place, name in mapping.items()}
    with writing():
        job.save(force_insert=True)
        run_import.enqueue(job.pk)  # a row in the same database: both or none
    return job


def _refuse_size(content: bytes) -> None:
    if len(content) > settings.IMPORT_MAX_BYTES:
        raise TooLarge(f"A list may have {settings.IMPORT_MAX_BYTES // 1024**2} MB.")


@task()
def run_import(job_id: int) -> None:
    """Run a queued job in the worker. Once only: a job that is not queued any more is left alone."""
    with writing():
        now = timezone.now()
        queued = ImportJob.objects.filter(pk=job_id, status=ImportStatus.QUEUED)
        if not queued.update(status=ImportStatus.RUNNING, touched_at=now):
            return
    job = ImportJob.objects.select_related("event").get(pk=job_id)
    content, job.content = bytes(job.content), b""
    _run(job, content)


def import_now(
    *, event: Event, actor: Actor, filename: str, content: bytes, dry_run: bool = False, progress: Progress
) -> ImportJob:
    """Import a list of any size at once, in this process; `progress` is called after every chunk.

    Raises UnsupportedFile, InvalidInput, TooLarge; what goes wrong later is in the job's errors.
    """
    job = _new_job(event, actor, filename, open_table(content), dry_run=dry_run)
    job.status, job.touched_at = ImportStatus.RUNNING, job.created_at
    with writing():
        job.save(force_insert=True)
    _run(job, content, progress)
    return job


def settle_stale(event: Event) -> None:
    """Call jobs failed that nobody runs, or will run, any more. Whoever looks at the jobs does that first."""
    long_ago = timezone.now() - STALE_AFTER
    jobs = ImportJob.objects.filter(event=event).defer("content")
    stale = list(jobs.filter(status=ImportStatus.RUNNING, touched_at__lt=long_ago))
    stale += [
        job
        for job in jobs.filter(status=ImportStatus.QUEUED, created_at__lt=long_ago)
        if not _is_waiting(job)
    ]
    for job in stale:
        reason = "The import was interrupted. Import the list again: what is in already is not doubled."
        job.errors.append({"line": 0, "field": "file", "reason": reason})
        _finish(job, ImportStatus.FAILED)


def _is_waiting(job: ImportJob) -> bool:
    """Whether a worker has still to take the job: it may have died after taking it, before it began."""
    ready = DBTaskResult.objects.ready().filter(task_path=run_import.module_path)
    return ready.filter(args_kwargs={"args": [job.pk], "kwargs": {}}).exists()


def _new_job(event: Event, actor: Actor, filename: str, table: Table, *, dry_run: bool) -> ImportJob:
    return ImportJob(
        event=event,
        user_id=actor.user_id,
        by=actor.name,
        filename=values.line(filename)[:200],
        dry_run=dry_run,
        total=table.total,
        errors=[],
        created_at=timezone.now(),
    )


def _run(job: ImportJob, content: bytes, progress: Progress = lambda _: None) -> None:
    try:
        _Run(job, content, progress).run()
    except Overtaken:
        logger.warning("%s was given up by others meanwhile", job)
    except HeadcountError as error:
        job.errors.append({"line": 0, "field": "file", "reason": _reason(error)})
        _finish(job, ImportStatus.FAILED)
    except BaseException:
        reason = "The import stopped in the middle. Import the list again: what is in already is not doubled."
        job.errors.append({"line": 0, "field": "file", "reason": reason})
        _finish(job, ImportStatus.FAILED)
        raise
    else:
        _finish(job, ImportStatus.SUCCEEDED)


def _reason(error: HeadcountError) -> str:
    """Without the names of fields, which the report has beside it."""
    if isinstance(error, InvalidInput):
        return " ".join(why for reasons in error.errors.values() for why in reasons)
    return error.detail


def _finish(job: ImportJob, status: ImportStatus) -> None:
    was = job.status
    job.status, job.finished_at = status, timezone.now()
    with writing():
        ImportJob.objects.filter(pk=job.pk, status=was).update(
            status=status, finished_at=job.finished_at, total=job.total, errors=job.errors, content=b""
        )


def _mapping(job: ImportJob) -> dict[int, str | None] | None:
    return None if job.mapping is None else {int(place): name for place, name in job.mapping.items()}


def _sample(job: ImportJob, outcome: Outcome) -> list[Sampled]:
    """The first of either kind, as the list has them."""
    found: list[Sampled] = [*job.sample, *outcome.sample]
    kinds = ([one for one in found if one["change"] == kind] for kind in ("create", "update"))
    return sorted((one for ones in kinds for one in ones[:SAMPLE]), key=lambda one: one["line"])


@dataclass
class _Run:
    """One pass through a list."""

    job: ImportJob
    content: bytes
    progress: Progress
    entries: list[Entry] = field(default_factory=list)
    bad: list[RowError] = field(default_factory=list)  # of the rows since the last chunk
    rows: int = 0

    def run(self) -> None:
        job = self.job
        table = open_table(self.content, _mapping(job))
        job.total = table.count()  # a workbook is read to its end before anything is written
        reader = Reader(table.columns, event_zone(job.event))
        writer = Writer(
            event=job.event,
            actor=Actor(job.user_id, job.by),
            reason=f"Import of {job.filename}",
            passes=Passes(job.event, dry_run=job.dry_run),
            dry_run=job.dry_run,
        )
        for line, cells in table.rows():
            self.rows += 1
            try:
                self.entries += reader.read(line, cells)
            except BadRow as bad:
                self.bad.append(bad.report)
            if len(self.entries) + len(self.bad) >= CHUNK:
                self._write(writer)
        if self.entries or self.bad:
            self._write(writer)
        if job.created > CHUNK:
            refresh_statistics()

    def _write(self, writer: Writer) -> None:
        outcome = writer.write(self.entries, self._save)
        if outcome.created and not self.job.created:
            refresh_statistics()
        self._count(outcome)
        self.entries, self.bad = [], []
        self.progress(self.job)

    def _save(self, outcome: Outcome) -> None:
        """The job's progress, in the transaction of the chunk. Raises Overtaken, which undoes the chunk."""
        job = self.job
        errors = self._errors(outcome)
        running = ImportJob.objects.filter(pk=job.pk, status=ImportStatus.RUNNING)
        alive = running.update(
            touched_at=timezone.now(),
            total=job.total,
            processed=self.rows,
            created=job.created + outcome.created,
            updated=job.updated + outcome.updated,
            skipped=job.skipped + outcome.skipped,
            bad_rows=job.bad_rows + self._bad_rows(outcome),
            **({"errors": errors} if errors is not job.errors else {}),
            **({"sample": _sample(job, outcome)} if outcome.sample else {}),
        )
        if not alive:
            raise Overtaken

    def _count(self, outcome: Outcome) -> None:
        job = self.job
        job.errors = self._errors(outcome)
        job.bad_rows += self._bad_rows(outcome)
        job.processed = self.rows
        job.created += outcome.created
        job.updated += outcome.updated
        job.skipped += outcome.skipped
        job.sample = _sample(job, outcome)

    def _bad_rows(self, outcome: Outcome) -> int:
        """Of one row that is several registrants, each may be wrong."""
        return len({error["line"] for error in [*self.bad, *outcome.errors]})

    def _errors(self, outcome: Outcome) -> list[RowError]:
        kept: list[RowError] = self.job.errors
        more = sorted([*self.bad, *outcome.errors], key=lambda error: error["line"])
        if not more or len(kept) > MAX_ERRORS:
            return kept
        if len(kept) + len(more) > MAX_ERRORS:
            reason = f"There are more than {MAX_ERRORS:,} bad rows; the rest of them is not listed."
            end: RowError = {"line": 0, "field": "file", "reason": reason}
            more = [*more[: MAX_ERRORS - len(kept)], end]
        return [*kept, *more]
