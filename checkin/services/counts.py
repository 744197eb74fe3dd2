"""The counts are a fold of the log: every log row is marked and counted in one transaction, exactly once."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Count, F

from checkin.choices import Outcome
from checkin.errors import NotFound
from checkin.models import Departure, Tally
from checkin.services.transactions import writing

logger = logging.getLogger(__name__)

ROWS_A_STATEMENT = 1000
FOLD_EVERY = 500  # log rows of one process that may wait for a fold when nobody watches

_MARK_CHANGES = """UPDATE checkin_statuschange SET revision = %s WHERE event_id = %s AND revision IS NULL
    RETURNING id, from_status, from_pass_type_id, to_status, to_pass_type_id, event_delta"""
_MARK_SCANS = """UPDATE checkin_scan SET revision = %s WHERE event_id = %s AND revision IS NULL
    RETURNING gate_id, area_id, outcome, scanned_at, area_delta, event_delta"""
# one statement is one snapshot: a check-in's scan and its status change are counted together
_MARK_BOTH = f"""WITH change AS ({_MARK_CHANGES}), scan AS ({_MARK_SCANS})
    SELECT id, from_status, from_pass_type_id, to_status, to_pass_type_id, event_delta,
           NULL, NULL, NULL, NULL, NULL, NULL FROM change
    UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, scan.* FROM scan"""


class MarkedChange(NamedTuple):
    id: int
    from_status: str
    from_pass_type_id: int | None
    to_status: str
    to_pass_type_id: int
    event_delta: int


class MarkedScan(NamedTuple):
    gate_id: int
    area_id: int
    outcome: str
    scanned_at: datetime
    area_delta: int
    event_delta: int


@dataclass
class Sums:
    """Counted log rows: what they add to each counter."""

    inside: int = 0
    people: Counter[tuple[int, str]] = field(default_factory=Counter)  # by pass type and status
    areas: Counter[int] = field(default_factory=Counter)
    gates: Counter[tuple[int, str]] = field(default_factory=Counter)  # by gate and outcome
    minutes: Counter[tuple[int, datetime]] = field(default_factory=Counter)  # admissions by gate and minute

    def add(
        self, changes: Iterable[MarkedChange], scans: Iterable[MarkedScan], departures: Counter[int]
    ) -> None:
        for change in changes:
            self.inside += change.event_delta
            self.people[change.to_pass_type_id, change.to_status] += 1
            if change.from_pass_type_id is not None:
                self.people[change.from_pass_type_id, change.from_status] -= 1
        for scan in scans:
            self.inside += scan.event_delta
            self.areas[scan.area_id] += scan.area_delta
            self.gates[scan.gate_id, scan.outcome] += 1
            if scan.outcome == Outcome.ADMITTED:
                self.minutes[scan.gate_id, minute_of(scan.scanned_at)] += 1
        self.areas.subtract(departures)


def minute_of(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def fold(event_id: int) -> int:
    """Count what the log has gained, and return the event's revision.

    Every row is counted exactly once, because it is marked in the transaction that counts it. Rows that
    commit later wait for the next fold. A fold without news writes nothing.
    Raises NotFound for an event that is not there.
    """
    with writing():
        tally = Tally.objects.select_for_update().filter(event_id=event_id).first()
        if tally is None:
            raise NotFound("There is no such event.")
        return _fold(tally)


def _fold(tally: Tally) -> int:
    changes, scans = _mark(tally.event_id, tally.revision + 1)
    if not changes and not scans:
        return tally.revision
    sums = Sums()
    sums.add(changes, scans, _departures([c.id for c in changes if c.event_delta]))
    _add_to_counters(tally.event_id, sums)
    tally.revision += 1
    tally.inside += sums.inside
    tally.save(update_fields=["revision", "inside"])
    return tally.revision


def _mark(event_id: int, revision: int) -> tuple[list[MarkedChange], list[MarkedScan]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_MARK_BOTH, [revision, event_id, revision, event_id])
            rows = cursor.fetchall()
            split = len(MarkedChange._fields)
            changes = [MarkedChange(*row[:split]) for row in rows if row[0] is not None]
            return changes, [MarkedScan(*row[split:]) for row in rows if row[0] is None]
        cursor.execute(_MARK_CHANGES, [revision, event_id])
        changes = [MarkedChange(*row) for row in cursor.fetchall()]
        cursor.execute(_MARK_SCANS, [revision, event_id])
        scans = [MarkedScan(*row) for row in cursor.fetchall()]
    return changes, [s._replace(scanned_at=utc(s.scanned_at)) for s in scans]


def utc(stored: datetime | str) -> datetime:
    """A time as raw SQL returns it (SQLite: text without a zone), as an aware one."""
    at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _departures(change_ids: list[int]) -> Counter[int]:
    if not change_ids:
        return Counter()
    left = Departure.objects.filter(status_change__in=change_ids).values_list("area_id")
    return Counter(dict(left.annotate(Count("id"))))


def _add_to_counters(event_id: int, sums: Sums) -> None:
    """Written out, because screens wait for it: through the ORM a lone scan's fold took twice as long."""
    gates: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (gate_id, outcome), n in sums.gates.items():
        gates[gate_id][outcome] += n
    minute = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        people = {(event_id, *key): [n] for key, n in sums.people.items() if n}
        _add(cursor, "people", ["event_id", "pass_type_id", "status"], ["people"], people)
        areas = {(area_id,): [n] for area_id, n in sums.areas.items() if n}
        _add(cursor, "area", ["area_id"], ["inside"], areas)
        reads = {(gate_id,): [read[outcome] for outcome in Outcome.values] for gate_id, read in gates.items()}
        _add(cursor, "gate", ["gate_id"], Outcome.values, reads)
        minutes = {(event_id, gate_id, minute(at)): [n] for (gate_id, at), n in sums.minutes.items()}
        _add(cursor, "minute", ["event_id", "gate_id", "minute"], ["admitted"], minutes)


def _add(
    cursor: Any, name: str, key: list[str], columns: list[str], rows: Mapping[tuple[Any, ...], list[int]]
) -> None:
    """Add to counters, and make those that are not there yet. What goes down is there: no counter is negative."""
    table = f"checkin_{name}counter"
    up = [[*found, *numbers] for found, numbers in rows.items() if min(numbers) >= 0]
    added = ", ".join(f"{column} = {table}.{column} + EXCLUDED.{column}" for column in columns)
    for some in (up[n : n + ROWS_A_STATEMENT] for n in range(0, len(up), ROWS_A_STATEMENT)):
        values = ", ".join(f"({', '.join(['%s'] * len(row))})" for row in some)
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(key + columns)}) VALUES {values}"
            f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {added}",
            [value for row in some for value in row],
        )
    changed = ", ".join(f"{column} = {column} + %s" for column in columns)
    where = " AND ".join(f"{column} = %s" for column in key)
    for found, numbers in rows.items():
        if min(numbers) < 0:
            cursor.execute(f"UPDATE {table} SET {changed} WHERE {where}", [*numbers, *found])


# -- keeping folds small when nobody watches --------------------------------------------------------------------------

_waiting: defaultdict[int, int] = defaultdict(int)


def fold_if_many(event_id: int, rows: int) -> None:
    """Call after a commit that wrote so many log rows. Folds now and then, so that no fold has much to do.

    The rows are safe whatever comes of it: a fold that fails or is left out is made up by the next.
    """
    _waiting[event_id] += rows
    if _waiting[event_id] < FOLD_EVERY:
        return
    _waiting[event_id] = 0
    try:
        with writing():
            # when the row is locked, somebody else is folding, and no scan waits for that
            tally = Tally.objects.select_for_update(skip_locked=True).filter(event_id=event_id).first()
            if tally:
                _fold(tally)
    except DatabaseError:
        logger.warning("event %s could not be folded just now", event_id, exc_info=True)


def touch(event_id: int) -> None:
    """Give the counts a new revision because names or capacities changed. Within a transaction."""
    Tally.objects.filter(event_id=event_id).update(revision=F("revision") + 1)
