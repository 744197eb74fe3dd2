"""The counts object: the same from REST, in the first frame and in every later one."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple, TypedDict

from django.db import connection
from django.utils import timezone

from checkin.choices import Status
from checkin.errors import NotFound
from checkin.services.counts import fold, minute_of, utc


class People(TypedDict):
    total: int
    registered: int
    confirmed: int
    checked_in: int
    cancelled: int
    expected: int  # total - cancelled


class ScanCounts(TypedDict):
    admitted: int
    exited: int
    refused: int


class PassTypeCounts(TypedDict):
    id: int
    name: str
    colour: str
    total: int
    registered: int
    confirmed: int
    checked_in: int
    cancelled: int


class AreaCounts(TypedDict):
    id: int
    name: str
    capacity: int | None
    inside: int


class GateCounts(TypedDict):
    id: int
    name: str
    area: int
    admitted: int
    exited: int
    refused: int
    per_minute: int  # admitted in the last minute


class Arrivals(TypedDict):
    last_1m: int
    last_5m: int
    last_15m: int


class Counts(TypedDict):
    """The numbers of one event at one revision, free of personal data (DESIGN section 5)."""

    event: str  # slug
    revision: int
    as_of: str  # ISO 8601, UTC
    capacity: int | None
    people: People
    inside: int
    scans: ScanCounts
    pass_types: list[PassTypeCounts]
    areas: list[AreaCounts]
    gates: list[GateCounts]
    arrivals: Arrivals


# One statement is one snapshot, so that the numbers always belong to the revision they come with.
_READ = """
SELECT 'event' AS kind, e.id AS id, e.slug AS name, '' AS detail, t.revision AS a, t.inside AS b, e.capacity AS c,
       CASE WHEN EXISTS (SELECT 1 FROM checkin_scan WHERE event_id = e.id AND revision IS NULL)
              OR EXISTS (SELECT 1 FROM checkin_statuschange WHERE event_id = e.id AND revision IS NULL)
            THEN 1 ELSE 0 END AS d
  FROM checkin_event e JOIN checkin_tally t ON t.event_id = e.id WHERE e.id = %(event)s
UNION ALL SELECT 'pass', id, name, colour, position, 0, 0, 0 FROM checkin_passtype WHERE event_id = %(event)s
UNION ALL SELECT 'people', pass_type_id, status, '', people, 0, 0, 0
  FROM checkin_peoplecounter WHERE event_id = %(event)s
UNION ALL SELECT 'area', a.id, a.name, '', COALESCE(c.inside, 0), 0, a.capacity, 0
  FROM checkin_area a LEFT JOIN checkin_areacounter c ON c.area_id = a.id WHERE a.event_id = %(event)s
UNION ALL SELECT 'gate', g.id, g.name, '', COALESCE(c.admitted, 0), COALESCE(c.exited, 0), g.area_id,
                 COALESCE(c.refused, 0)
  FROM checkin_gate g LEFT JOIN checkin_gatecounter c ON c.gate_id = g.id WHERE g.event_id = %(event)s
UNION ALL SELECT 'minute', gate_id, '', CAST(minute AS text), admitted, 0, 0, 0
  FROM checkin_minutecounter WHERE event_id = %(event)s AND minute >= %(since)s
"""


class _Row(NamedTuple):
    kind: str
    id: int
    name: str
    detail: str
    a: int
    b: int
    c: int | None
    d: int


def current_counts(event_id: int) -> Counts:
    """Fold what is new, then read a few rows: the cost does not grow with the number of registrants.

    Raises NotFound for an event that is not there.
    """
    now = timezone.now()
    rows = _read(event_id, now)
    if any(row.kind == "event" and row.d for row in rows):
        fold(event_id)
        rows = _read(event_id, now)
    return _counts(rows, now)


def _read(event_id: int, now: datetime) -> list[_Row]:
    since = connection.ops.adapt_datetimefield_value(minute_of(now) - timedelta(minutes=15))
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"event": event_id, "since": since})
        return [_Row(*row) for row in cursor.fetchall()]


def _counts(rows: list[_Row], now: datetime) -> Counts:
    kinds: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    if not kinds["event"]:
        raise NotFound("There is no such event.")
    event = kinds["event"][0]
    minutes = [(row.id, utc(row.detail), row.a) for row in kinds["minute"]]
    gates = [_gate(row, minutes, now) for row in sorted(kinds["gate"], key=lambda g: g.id)]
    pass_types = _pass_types(kinds["pass"], kinds["people"])
    return {
        "event": event.name,
        "revision": event.a,
        "as_of": now.isoformat(),
        "capacity": event.c,
        "people": _people(pass_types),
        "inside": event.b,
        "scans": {
            "admitted": sum(g["admitted"] for g in gates),
            "exited": sum(g["exited"] for g in gates),
            "refused": sum(g["refused"] for g in gates),
        },
        "pass_types": pass_types,
        "areas": [
            {"id": row.id, "name": row.name, "capacity": row.c, "inside": row.a}
            for row in sorted(kinds["area"], key=lambda a: a.id)
        ],
        "gates": gates,
        "arrivals": {
            "last_1m": admitted_within(minutes, now, 1),
            "last_5m": admitted_within(minutes, now, 5),
            "last_15m": admitted_within(minutes, now, 15),
        },
    }


def _pass_types(passes: list[_Row], people: list[_Row]) -> list[PassTypeCounts]:
    numbers = {(row.id, row.name): row.a for row in people}
    counted: list[PassTypeCounts] = []
    for row in sorted(passes, key=lambda p: (p.a, p.id)):
        by_status = {status: numbers.get((row.id, status), 0) for status in Status.values}
        counted.append(
            {
                "id": row.id,
                "name": row.name,
                "colour": row.detail,
                "total": sum(by_status.values()),
                "registered": by_status[Status.REGISTERED],
                "confirmed": by_status[Status.CONFIRMED],
                "checked_in": by_status[Status.CHECKED_IN],
                "cancelled": by_status[Status.CANCELLED],
            }
        )
    return counted


def _people(pass_types: list[PassTypeCounts]) -> People:
    total = sum(p["total"] for p in pass_types)
    cancelled = sum(p["cancelled"] for p in pass_types)
    return {
        "total": total,
        "registered": sum(p["registered"] for p in pass_types),
        "confirmed": sum(p["confirmed"] for p in pass_types),
        "checked_in": sum(p["checked_in"] for p in pass_types),
        "cancelled": cancelled,
        "expected": total - cancelled,
    }


def _gate(row: _Row, minutes: list[tuple[int, datetime, int]], now: datetime) -> GateCounts:
    return {
        "id": row.id,
        "name": row.name,
        "area": row.c or 0,
        "admitted": row.a,
        "exited": row.b,
        "refused": row.d,
        "per_minute": admitted_within([m for m in minutes if m[0] == row.id], now, 1),
    }


def admitted_within(minutes: list[tuple[int, datetime, int]], now: datetime, window: int) -> int:
    """Admissions in the last `window` minutes, from (gate, minute, admitted).

    A sliding-window counter: the minute that the window cuts counts for the part that lies inside.
    """
    begin = now - timedelta(minutes=window)
    cut = minute_of(begin)
    part = 1 - (begin - cut).total_seconds() / 60
    return round(sum(n * (part if at == cut else 1) for _, at, n in minutes if at >= cut))
