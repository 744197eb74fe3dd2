"""Finding the registrants that the entries of a list may be about: one index look-up each, whatever the planner thinks.

On a table that has just grown by an import Postgres has no statistics, and reads all of the event for an `IN (…)`:
70 s of the 80 s that 60,000 rows took. A LATERAL with a LIMIT makes it look up each key. While it believes that an
event has one registrant, any index that begins with the event is as good to it; `refresh_statistics` ends that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection


@dataclass(frozen=True, slots=True)
class Found:
    """A registrant that an entry may be about."""

    id: int
    external_id: str
    marks: str


_COLUMNS = "r.id, r.external_id, r.import_marks"
BY_ID = f"""SELECT {_COLUMNS} FROM checkin_registrant r
    WHERE r.event_id = %s AND r.external_id = k.value AND NOT (r.external_id = '')"""
BY_CODE = f"SELECT {_COLUMNS} FROM checkin_registrant r WHERE r.event_id = %s AND r.code = k.value"
BY_OLD_CODE = f"""SELECT {_COLUMNS} FROM checkin_retiredcode c JOIN checkin_registrant r ON r.id = c.registrant_id
    WHERE c.event_id = %s AND c.code = k.value"""


def refresh_statistics() -> None:
    """Let Postgres know what a list has added (a sample of 30,000 rows), as it does by itself within minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE checkin_registrant, checkin_retiredcode")


def by_external_id(event_id: int, ids: Sequence[str]) -> dict[str, Found]:
    return _find(BY_ID, event_id, ids)


def by_code(event_id: int, codes: Sequence[str]) -> dict[str, Found]:
    """Those who have one of these codes, or had it before a reissue."""
    return _find(BY_CODE, event_id, codes) | _find(BY_OLD_CODE, event_id, codes)


def _find(look_up: str, event_id: int, keys: Sequence[str]) -> dict[str, Found]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(*statement(look_up, event_id, keys))
        return {key: Found(*row) for key, *row in cursor.fetchall()}


def statement(look_up: str, event_id: int, keys: Sequence[str]) -> tuple[str, list[Any]]:
    if connection.vendor == "postgresql":
        found = f"SELECT k.value, f.* FROM unnest(%s::text[]) AS k(value) CROSS JOIN LATERAL ({look_up} LIMIT 1) f"
        return found, [list(keys), event_id]
    # SQLite begins a CROSS JOIN on its left, and knows a partial index by the words of its condition
    found = look_up.replace("SELECT ", "SELECT k.value, ").replace(
        "FROM ", "FROM json_each(%s) k CROSS JOIN "
    )
    return found, [orjson.dumps(list(keys)).decode(), event_id]
