"""The SQL of a scan, written out: this is the path that has to be fast, on Postgres and on SQLite alike."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from checkin.choices import Direction, Outcome, Status
from checkin.services.codes import readings
from checkin.services.counts import utc


class KeysTaken(Exception):
    """Some idempotency keys are in the log already."""


@dataclass(slots=True)
class Previous:
    """A registrant's presence in an area: the last admission or exit there."""

    area_id: int
    inside: bool
    at: datetime
    gate: str
    by: str
    user_id: int | None
    device_id: int | None


@dataclass(slots=True)
class Known:
    """A registrant whose row is locked (or who is only recognised, by a retired code)."""

    id: int
    code: str
    name: str
    company: str
    status: Status
    checked_in_at: datetime | None
    pass_type_id: int = 0
    pass_type: str = ""
    colour: str = ""
    retired: bool = False
    presences: dict[int, Previous] = field(default_factory=dict)

    @property
    def inside(self) -> set[int]:
        return {area_id for area_id, presence in self.presences.items() if presence.inside}

    def shown(self) -> dict[str, object]:
        return {
            "id": self.id,
            "name": self.name,
            "company": self.company,
            "pass_type": {"id": self.pass_type_id, "name": self.pass_type, "colour": self.colour},
            "status": self.status,
            "checked_in_at": self.checked_in_at,
        }


@dataclass(slots=True)
class NewScan:
    """A decided scan, and what it changes."""

    event_id: int
    gate_id: int
    area_id: int
    registrant_id: int | None
    code: str
    direction: Direction
    outcome: Outcome
    reason: str
    override_reason: str
    overridden: bool
    user_id: int | None
    device_id: int | None
    by: str
    idempotency_key: uuid.UUID
    fingerprint: str
    scanned_at: datetime
    recorded_at: datetime
    area_delta: int = 0
    event_delta: int = 0
    answer: str = ""
    presence_inside: bool | None = None  # None: presence stays as it is
    checked_in_from: Status | None = None  # None: the status stays as it is
    pass_type_id: int | None = None


# -- reading ----------------------------------------------------------------------------------------------------------

LOCK = "FOR NO KEY UPDATE OF r"  # no key: foreign keys of other scans may refer to the row meanwhile
AREA_LOCK = "FOR NO KEY UPDATE"
_REGISTRANT = "r.id, r.code, r.name, r.company, r.status, r.checked_in_at"


def lock_registrants(event_id: int, who: Iterable[str | int]) -> dict[str | int, Known]:
    """The registrants of these codes (as they were read) and ids; locked, in the order of their ids.

    Who is meant twice is one and the same here, so that the second scan of a batch sees what the first one did.
    """
    wanted = {one: readings(one) if isinstance(one, str) else (one,) for one in who}
    codes = list({code for spelled in wanted.values() for code in spelled if isinstance(code, str)})
    with connection.cursor() as cursor:
        locked = list(_locked(cursor, event_id, codes, [id_ for id_ in wanted if isinstance(id_, int)]))
        found: dict[str | int, Known] = {known.code: known for known in locked}
        found |= {known.id: known for known in locked}
        missing = [
            code
            for spelled in wanted.values()
            if found.keys().isdisjoint(spelled)
            for code in spelled
            if isinstance(code, str)
        ]
        retired: dict[str | int, Known] = dict(_retired(cursor, event_id, missing))
        _read_more(cursor, [*locked, *retired.values()])
    found |= retired
    return {
        one: next(found[code] for code in spelled if code in found)
        for one, spelled in wanted.items()
        if any(code in found for code in spelled)
    }


# The lock is on one table alone: after waiting for it, Postgres looks at a joined row again as it was before, and
# somebody whose pass type has just changed would be nobody.
def _locked(cursor: Any, event_id: int, codes: list[str], ids: list[int]) -> Iterator[Known]:
    lock = LOCK if connection.vendor == "postgresql" else ""
    meant = [f"r.{column} IN ({marks(some)})" for column, some in (("code", codes), ("id", ids)) if some]
    cursor.execute(
        f"SELECT {_REGISTRANT} FROM checkin_registrant r"
        f" WHERE r.event_id = %s AND ({' OR '.join(meant)}) ORDER BY r.id {lock}",
        [event_id, *codes, *ids],
    )
    yield from map(_known, cursor.fetchall())


def _retired(cursor: Any, event_id: int, codes: list[str]) -> Iterator[tuple[str, Known]]:
    if not codes:
        return
    cursor.execute(
        f"SELECT c.code, {_REGISTRANT} FROM checkin_registrant r"
        " JOIN checkin_retiredcode c ON c.registrant_id = r.id"
        f" WHERE c.event_id = %s AND c.code IN ({marks(codes)})",
        [event_id, *codes],
    )
    for code, *row in cursor.fetchall():
        known = _known(row)
        known.retired = True
        yield code, known


def _known(row: Sequence[Any]) -> Known:
    id_, code, name, company, status, checked_in_at = row
    return Known(id_, code, name, company, Status(status), utc(checked_in_at) if checked_in_at else None)


_MORE = """
SELECT r.id, t.id, t.name, t.colour, p.area_id, p.inside, s.scanned_at, g.name, s.by, s.user_id, s.device_id
  FROM checkin_registrant r JOIN checkin_passtype t ON t.id = r.pass_type_id
  LEFT JOIN checkin_presence p ON p.registrant_id = r.id
  LEFT JOIN checkin_scan s ON s.id = p.scan_id LEFT JOIN checkin_gate g ON g.id = s.gate_id WHERE r.id IN ("""


def _read_more(cursor: Any, found: list[Known]) -> None:
    """Pass types and presences: a statement of its own, after the lock, to see what its last holder wrote."""
    if not found:
        return
    ids = {known.id for known in found}
    cursor.execute(f"{_MORE}{marks(ids)})", list(ids))
    more: dict[int, list[Any]] = {}
    for registrant_id, *row in cursor.fetchall():
        more.setdefault(registrant_id, []).append(row)
    for known in found:
        for pass_type_id, pass_type, colour, area_id, inside, at, *rest in more[known.id]:
            known.pass_type_id, known.pass_type, known.colour = pass_type_id, pass_type, colour
            if area_id is not None and not known.retired:
                known.presences[area_id] = Previous(area_id, bool(inside), utc(at), *rest)


def marks(values: Iterable[object]) -> str:
    return ",".join("%s" for _ in values)


_INSIDE = """
SELECT a.id, a.capacity, COALESCE(c.inside, 0)
     + COALESCE((SELECT SUM(s.area_delta) FROM checkin_scan s
                  WHERE s.event_id = a.event_id AND s.revision IS NULL AND s.area_id = a.id), 0)
     - (SELECT COUNT(*) FROM checkin_statuschange t JOIN checkin_departure d ON d.status_change_id = t.id
         WHERE t.event_id = a.event_id AND t.revision IS NULL AND d.area_id = a.id)
  FROM checkin_area a LEFT JOIN checkin_areacounter c ON c.area_id = a.id WHERE a.id IN ("""


@dataclass(slots=True)
class Room:
    """How many people a locked area may hold, and how many it does."""

    capacity: int | None
    inside: int

    @property
    def full(self) -> bool:
        return self.capacity is not None and self.inside >= self.capacity


def lock_areas(area_ids: set[int]) -> dict[int, Room]:
    """Lock these areas, in the order of their ids, and say how many people each holds, exactly.

    Counter and log rows that are not folded yet are read in one statement, after the lock: a fold in
    between would else be counted twice or not at all.
    """
    ids = sorted(area_ids)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT id FROM checkin_area WHERE id IN ({marks(ids)}) ORDER BY id {AREA_LOCK}", ids
            )
        cursor.execute(f"{_INSIDE}{marks(ids)})", ids)
        return {area_id: Room(capacity, int(inside)) for area_id, capacity, inside in cursor.fetchall()}


def stored(event_id: int, keys: list[uuid.UUID]) -> list[tuple[uuid.UUID, int, str, str]]:
    """(key, scan id, fingerprint, answer) of those keys that are in the log."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT idempotency_key, id, fingerprint, answer FROM checkin_scan"
            f" WHERE event_id = %s AND idempotency_key IN ({marks(keys)})",
            [event_id, *map(stored_uuid, keys)],
        )
        return [(uuid.UUID(str(key)), *rest) for key, *rest in cursor.fetchall()]


def stored_uuid(key: uuid.UUID) -> uuid.UUID | str:
    return key if connection.features.has_native_uuid_field else key.hex
