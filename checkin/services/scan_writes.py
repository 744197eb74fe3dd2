"""Writing decided scans, with all they change: one statement on Postgres, however many they are."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from checkin.choices import Status
from checkin.services.scan_rows import KeysTaken, NewScan, marks, stored_uuid

_SCAN = [
    *("event_id", "gate_id", "area_id", "registrant_id", "code", "direction", "outcome", "reason"),
    *("override_reason", "overridden", "user_id", "device_id", "by", "idempotency_key", "fingerprint"),
    *("scanned_at", "recorded_at", "area_delta", "event_delta", "answer"),
]
_CHANGE = (
    "event_id, registrant_id, from_status, to_status, from_pass_type_id, to_pass_type_id, at, user_id, device_id, by,"
    " scan_id, gate_id, reason, event_delta"
)
_INSERT_SCAN = f"""INSERT INTO checkin_scan ({", ".join(_SCAN)}) {{rows}}
    ON CONFLICT (event_id, idempotency_key) DO NOTHING RETURNING"""
_UPSERT_PRESENCE = """INSERT INTO checkin_presence (registrant_id, area_id, inside, scan_id) {rows}
    ON CONFLICT (registrant_id, area_id) DO UPDATE SET inside = EXCLUDED.inside, scan_id = EXCLUDED.scan_id"""

# Postgres: all rows of a batch in one statement. A row that the scan's insert leaves out (its key is taken)
# leaves out what hangs on it too; the caller then rolls back.
_WRITE = f"""
WITH new AS (
    SELECT * FROM json_to_recordset(%s::json) AS x(
        event_id bigint, gate_id bigint, area_id bigint, registrant_id bigint, code text, direction text,
        outcome text, reason text, override_reason text, overridden boolean, user_id bigint, device_id bigint, by text,
        idempotency_key uuid, fingerprint text, scanned_at timestamptz, recorded_at timestamptz,
        area_delta smallint, event_delta smallint, answer text,
        presence_inside boolean, checked_in_from text, pass_type_id bigint)
), scan AS (
    {_INSERT_SCAN.format(rows=f"SELECT {', '.join(_SCAN)} FROM new")} id, idempotency_key
), change AS (
    INSERT INTO checkin_statuschange ({_CHANGE})
    SELECT event_id, registrant_id, checked_in_from, '{
    Status.CHECKED_IN
}', pass_type_id, pass_type_id, scanned_at,
           user_id, device_id, by, scan.id, gate_id, override_reason, 0
      FROM new JOIN scan USING (idempotency_key) WHERE checked_in_from IS NOT NULL
), presence AS (
    {
    _UPSERT_PRESENCE.format(
        rows='''SELECT DISTINCT ON (registrant_id, area_id) registrant_id, area_id, presence_inside, scan.id
      FROM new JOIN scan USING (idempotency_key) WHERE presence_inside IS NOT NULL
     ORDER BY registrant_id, area_id, scan.id DESC'''
    )
}
), registrant AS (
    UPDATE checkin_registrant r
       SET status = '{Status.CHECKED_IN}', checked_in_at = scanned_at, checked_in_gate_id = gate_id,
           changed_at = recorded_at
      FROM new JOIN scan USING (idempotency_key) WHERE r.id = registrant_id AND checked_in_from IS NOT NULL
)
SELECT idempotency_key, id FROM scan"""


def insert(scans: Sequence[NewScan]) -> dict[uuid.UUID, int]:
    """Write scans and all they change; the new ids by key.

    Raises KeysTaken when any of the keys is in the log: the transaction has to be rolled back then.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_WRITE, [orjson.dumps(scans).decode()])
            ids = dict(cursor.fetchall())
        else:
            ids = {scan.idempotency_key: _insert_one(cursor, scan) for scan in scans}
    if len(ids) < len(scans):
        raise KeysTaken
    return ids


def _insert_one(cursor: Any, scan: NewScan) -> int:
    """SQLite: in the process, where a statement costs no round trip."""
    values = f"VALUES ({marks(_SCAN)})"
    cursor.execute(f"{_INSERT_SCAN.format(rows=values)} id", [_column(getattr(scan, name)) for name in _SCAN])
    row = cursor.fetchone()
    if row is None:
        raise KeysTaken
    at = _column(scan.scanned_at)
    if scan.checked_in_from is not None:
        cursor.execute(
            f"INSERT INTO checkin_statuschange ({_CHANGE}) VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,0)",
            [
                *(scan.event_id, scan.registrant_id, scan.checked_in_from, Status.CHECKED_IN),
                *(scan.pass_type_id, scan.pass_type_id, at, scan.user_id, scan.device_id, scan.by),
                *(row[0], scan.gate_id, scan.override_reason),
            ],
        )
        cursor.execute(
            "UPDATE checkin_registrant SET status = %s, checked_in_at = %s, checked_in_gate_id = %s, changed_at = %s"
            " WHERE id = %s",
            [Status.CHECKED_IN, at, scan.gate_id, _column(scan.recorded_at), scan.registrant_id],
        )
    if scan.presence_inside is not None:
        cursor.execute(
            _UPSERT_PRESENCE.format(rows="VALUES (%s, %s, %s, %s)"),
            [scan.registrant_id, scan.area_id, scan.presence_inside, row[0]],
        )
    return int(row[0])


def _column(value: object) -> object:
    if isinstance(value, uuid.UUID):
        return stored_uuid(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
