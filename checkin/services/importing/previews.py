"""How a list is understood, before anything is done with it. Knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import islice

from checkin.services.importing import values
from checkin.services.importing.columns import LABELS
from checkin.services.importing.files import Table
from checkin.services.importing.rows import BadRow, Entry, Reader, RowError

LOOKED_AT = 1000  # rows: a moment's work; a dry run reads all
SHOWN = 20  # rows, and bad rows
SAMPLES = 5  # of each column
LONGEST_SAMPLE = 100  # characters
FIELDS = tuple({"name": name, "label": label} for name, label in LABELS.items())  # that a column may be


@dataclass(frozen=True, slots=True)
class Column:
    position: int
    heading: str
    field: str | None  # None: it is left out
    samples: Sequence[str]


@dataclass(slots=True)
class Preview:
    columns: list[Column]
    total: int  # rows; of a workbook what it says of itself
    problem: str  # why the list cannot be imported until somebody says what its columns are, or empty
    rows: list[Entry] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    fields: Sequence[Mapping[str, str]] = FIELDS


def preview(table: Table, zone: tzinfo) -> Preview:
    """What a list says, going by its first rows. Raises InvalidInput, TooLarge where it cannot be read."""
    first = list(islice(table.rows(), LOOKED_AT))
    columns = table.columns
    found = Preview(
        columns=[
            Column(place, heading, columns.field_at(place), _samples(first, place))
            for place, heading in enumerate(columns.headings)
        ],
        total=table.total,
        problem=columns.problem,
    )
    reader = Reader(columns, zone)
    for line, cells in first:
        try:
            found.rows += reader.read(line, cells)
        except BadRow as bad:
            found.errors.append(bad.report)
    found.rows, found.errors = found.rows[:SHOWN], found.errors[:SHOWN]
    return found


def _samples(rows: Sequence[tuple[int, Sequence[str]]], place: int) -> list[str]:
    """The first different texts of a column."""
    texts = (values.line(cells[place])[:LONGEST_SAMPLE] for _, cells in rows if place < len(cells))
    return list(islice(dict.fromkeys(filter(None, texts)), SAMPLES))
