"""`manage.py import_registrants EVENT FILE`: bring a list in, with a progress bar."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkin.choices import ImportStatus
from checkin.errors import HeadcountError
from checkin.models import Event, ImportJob
from checkin.services.access import Actor
from checkin.services.imports import import_now

MAX_BYTES = 100 * 1024 * 1024
BAR = 30  # characters


class Command(BaseCommand):
    help = "Import registrants from a CSV or XLSX file. Bad rows are printed, the good ones are in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="its slug")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="count what would change and write nothing"
        )

    def handle(self, *, event: str, file: Path, dry_run: bool, **options: Any) -> None:
        found = Event.objects.filter(slug=event).first()
        if found is None:
            raise CommandError(f"There is no event “{event}”.")
        job = self._import(found, file, dry_run=dry_run)
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{job.total:,} rows: {job.created:,} registrants {would}created, {job.updated:,} {would}updated,"
            f" {job.skipped:,} unchanged, {job.bad_rows:,} bad"
        )
        for error in job.errors:
            self.stdout.write(f"line {error['line']}, {error['field']}: {error['reason']}")
        if job.status != ImportStatus.SUCCEEDED:
            raise CommandError("The import was not finished.")

    def _import(self, event: Event, file: Path, *, dry_run: bool) -> ImportJob:
        try:
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(f"The file has more than {MAX_BYTES // 1024**2} MB.")
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        actor = Actor(None, "Command line")
        try:
            return import_now(
                event=event,
                actor=actor,
                filename=file.name,
                content=content,
                dry_run=dry_run,
                progress=self._show,
            )
        except HeadcountError as error:
            raise CommandError(error.detail) from error
        finally:
            if sys.stderr.isatty():
                self.stderr.write("")

    def _show(self, job: ImportJob) -> None:
        """A bar that is drawn over itself on a terminal, and a line now and then elsewhere."""
        part = job.processed / job.total if job.total else 1.0
        bar = "#" * round(part * BAR)
        line = f"[{bar:<{BAR}}] {part:4.0%} {job.processed:,} of {job.total:,}"
        if sys.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="")
        elif job.processed == job.total or job.processed % 20_000 < 1000:
            self.stderr.write(line)
