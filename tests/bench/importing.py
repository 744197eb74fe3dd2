"""Importing a list with the management command, beside COPY of the same people into an empty table like it."""

import csv
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from openpyxl import Workbook

from checkin.models import Event, Registrant
from checkin.services.events import create_event
from tests.bench import filling
from tests.bench.results import Aim, Row
from tests.bench.stack import ROOT, Stack

HEAD = [
    "Order #",
    "First Name",
    "Last Name",
    "Email",
    "Quantity",
    "Ticket Type",
    "Attendee #",
    "Barcode #",
    "Company",
]
MORE = ["Attendee Status", "Order Date", "Note"]  # of the workbook
PASSES = ("General", "VIP", "Speaker", "Press")
COPIED = (
    "event_id",
    "name",
    "email",
    "company",
    "pass_type_id",
    "code",
    "external_id",
    "status",
    "registered_at",
    "changed_at",
)


@dataclass
class Imported:
    rows_per_second: float
    peak_megabytes: float


class Importer:
    """Imports one file into a new event each time, and once again where it is to change nothing."""

    def __init__(self, stack: Stack, rows: int) -> None:
        self.stack, self.rows = stack, rows
        self.file = stack.var / "attendees.csv"
        self.workbook = stack.var / "attendees.xlsx"
        self.events: list[Event] = []
        with self.file.open("w", newline="") as file:
            csv.writer(file).writerows([HEAD, *(attendee(n) for n in range(1, rows + 1))])
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append([*HEAD, *MORE])
        for n in range(1, rows + 1):
            sheet.append([*attendee(n), "Attending", "2026-05-01 09:30:00", "brings a guide dog"])
        book.save(self.workbook)

    def new(self, file: Path) -> Imported:
        name = f"import {len(self.events)}"
        fields = {"name": name, "starts_at": filling.NOW, "ends_at": filling.NOW.replace(day=2)}
        self.events.append(create_event(creator=None, fields=fields))
        done = self._run(file)
        found = Registrant.objects.filter(event=self.events[-1]).count()
        if found != self.rows:
            raise RuntimeError(f"{found} of {self.rows} registrants imported")
        filling.check(self.events[-1])
        return done

    def again(self) -> Imported:
        return self._run(self.file)

    def _run(self, file: Path) -> Imported:
        command = [sys.executable, "manage.py", "import_registrants", self.events[-1].slug, str(file)]
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command} ended with {process.returncode}")
        return Imported(self.rows / (time.monotonic() - began), usage.ru_maxrss / 1024)  # Linux counts in KiB

    def copy(self) -> float:
        """Rows a second of COPY into a table with the columns, checks and indexes of registrants."""
        with psycopg.connect(self.stack.postgres.url) as connection, connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bare_import")
            cursor.execute("CREATE TABLE bare_import (LIKE checkin_registrant INCLUDING ALL)")
            cursor.execute("ALTER TABLE bare_import ALTER attention SET DEFAULT false")
            for column in ("note", "order_ref", "search_words", "import_marks"):
                cursor.execute(f"ALTER TABLE bare_import ALTER {column} SET DEFAULT ''")
            began = time.monotonic()
            with cursor.copy(f"COPY bare_import ({', '.join(COPIED)}) FROM STDIN") as copy:
                for n in range(1, self.rows + 1):
                    order, first, last, email, _, _, number, barcode, company = attendee(n)
                    copy.write_row(
                        (
                            1,
                            f"{first} {last}",
                            email,
                            company,
                            1,
                            barcode,
                            f"{order} {number}",
                            "registered",
                            filling.NOW,
                            filling.NOW,
                        )
                    )
            connection.commit()
            return self.rows / (time.monotonic() - began)


def attendee(n: int) -> list[str]:
    """A row of an Eventbrite attendee report."""
    barcode = filling.code("import", n)
    row = [f"10{n // 2:08}", f"First{n % 5003}", f"Last{n % 9973}", f"person{n}@example.org", "1"]
    return [*row, PASSES[n % len(PASSES)], f"20{n:08}", barcode, f"Company {n % 997}"]


def measure(stack: Stack, *, rounds: int, rows: int) -> list[Row]:
    importer = Importer(stack, rows)
    copied: list[float] = []
    new: list[Imported] = []
    again: list[Imported] = []
    books: list[Imported] = []
    for _ in range(rounds):
        copied.append(importer.copy())
        new.append(importer.new(importer.file))
        again.append(importer.again())
        books.append(importer.new(importer.workbook))
    named = f"{rows:,} rows"
    return [
        Row(
            f"import of {named}",
            "rows/s",
            [i.rows_per_second for i in new],
            "COPY",
            copied,
            Aim(5000, of_ratio=False),
        ),
        Row(f"the same again, {named}", "rows/s", [i.rows_per_second for i in again], "COPY", copied),
        Row(
            f"import of {named}, peak memory",
            "MiB",
            [i.peak_megabytes for i in new],
            aim=Aim(150, at_least=False, of_ratio=False),
        ),
        Row(
            f"import of a workbook, {named}",
            "rows/s",
            [i.rows_per_second for i in books],
            "COPY",
            copied,
            Aim(3000, of_ratio=False),
        ),
        Row(
            f"import of a workbook, {named}, peak memory",
            "MiB",
            [i.peak_megabytes for i in books],
            aim=Aim(150, at_least=False, of_ratio=False),
        ),
    ]
