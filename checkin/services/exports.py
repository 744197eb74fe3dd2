"""The list as a CSV file or a workbook that a spreadsheet opens, and that an import takes back unchanged."""

import csv
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, tzinfo
from tempfile import TemporaryFile
from typing import IO

from django.db.models import QuerySet
from openpyxl import Workbook

from checkin.models import Conflict, Event, Registrant
from checkin.services.formulas import defused
from checkin.services.importing.rows import RowError
from checkin.services.importing.workbooks import escaped

ROWS_AT_ONCE = 2000
# headings that `importing.columns` knows
HEADINGS = (
    *("name", "email", "company", "pass", "status", "code", "external_id"),
    *("registered_at", "checked_in_at", "note", "attention", "order_ref"),
)
_FIELDS = tuple({"pass": "pass_type__name"}.get(heading, heading) for heading in HEADINGS)

_CONFLICT = {
    "created_at": "created_at",
    "reason": "reason",
    "name": "registrant__name",
    "company": "registrant__company",
    "pass": "registrant__pass_type__name",
    "code": "scan__code",
    "area": "area__name",
    "first_at": "first_scan__scanned_at",
    "first_gate": "first_scan__gate__name",
    "first_by": "first_scan__by",
    "second_at": "scan__scanned_at",
    "second_gate": "scan__gate__name",
    "second_by": "scan__by",
    "override_reason": "scan__override_reason",
    "outcome": "outcome",
    "note": "note",
    "decided_at": "decided_at",
    "decided_by": "decided_by",
}


def export_lines(event: Event, chosen: QuerySet[Registrant] | None = None) -> Iterator[str]:
    """The whole list, or `chosen` of it, line by line: UTF-8 with a byte order mark, times in the event's time zone.

    Rows are read through a cursor of the database, in flat memory, so that a list that changes meanwhile is still one
    list.
    """
    return _lines(HEADINGS, _people(event, chosen))


def export_workbook(event: Event, chosen: QuerySet[Registrant] | None = None) -> IO[bytes]:
    """The same as an XLSX workbook in a temporary file, which is gone when it is closed. Its cells are texts."""
    return _workbook(HEADINGS, _people(event, chosen))


def conflict_lines(event: Event) -> Iterator[str]:
    """The event's conflicts in the same form, the oldest first: who was let through twice, and what came of it."""
    return _lines(tuple(_CONFLICT), _conflicts(event))


def conflict_workbook(event: Event) -> IO[bytes]:
    return _workbook(tuple(_CONFLICT), _conflicts(event))


def error_lines(errors: Iterable[RowError]) -> Iterator[str]:
    """The bad rows of an import."""
    rows = ([str(error["line"]), defused(error["field"]), defused(error["reason"])] for error in errors)
    return _lines(("line", "field", "reason"), rows)


def _people(event: Event, chosen: QuerySet[Registrant] | None) -> Iterator[list[str]]:
    rows = Registrant.objects.filter(event=event).order_by("id") if chosen is None else chosen
    return _cells(event, rows.values_list(*_FIELDS).iterator(chunk_size=ROWS_AT_ONCE))


def _conflicts(event: Event) -> Iterator[list[str]]:
    rows = Conflict.objects.filter(event=event).order_by("id").values_list(*_CONFLICT.values())
    return _cells(event, rows.iterator(chunk_size=ROWS_AT_ONCE))


def _cells(event: Event, rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    zone = event_zone(event)
    return ([_cell(value, zone) for value in row] for row in rows)


def _lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow(row)


def _workbook(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    book = Workbook(write_only=True)  # rows go to a file of its own, one by one
    sheet = book.create_sheet("Headcount")
    sheet.append(headings)
    for row in rows:
        sheet.append([escaped(cell) if cell else None for cell in row])
    with ExitStack() as failing:
        file = failing.enter_context(TemporaryFile())
        book.save(file)
        file.seek(0)
        failing.pop_all()
    return file


def event_zone(event: Event) -> tzinfo:
    try:
        return zoneinfo.ZoneInfo(event.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _cell(value: object, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return defused(str(value or ""))


class _Echo:
    """What csv writes to; it gives back what it is given."""

    def write(self, line: str) -> str:
        return line
