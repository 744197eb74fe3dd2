"""The roster: what a scanner keeps of an event's people, so that it can decide while the server is away.

A client reads the whole list once, in pages by id, and from then on asks for those who have changed. Nothing may be
missed between the two, or between one poll and the next:

- Whatever changes what is told here of a person (their row, their codes, their presences) is committed together with
  a row of the log: a status change, or a scan that was not refused.
- A row of the log has a revision R only if it was committed before the fold that gave it. So everything up to R can
  be seen by every statement that begins after that fold.
- A whole run remembers the revision S at which it began; it reads its people only after that fold, its later pages
  long after. What a page did not see was committed later, and has or will have a revision beyond S.
- The first question for changes asks for those after S, up to the revision R of its own fold; the next one for those
  after R. The bound stays where it is while the answer takes several pages, whatever else happens.

So a person may be told twice, or a moment newer than the revision says, but never missed. The rows of a page come from
three statements, and somebody may change between them: the person is read first, presences last, so that whoever has
just come in is never told as checked in and yet nowhere. The next poll tells them again as a whole.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.crypto import salted_hmac

from checkin.services.codes import roster_hash
from checkin.services.counts import utc
from checkin.services.current import Counts, current_counts
from checkin.services.roster_cursors import Cursor, read_cursor

PAGE = 10_000  # people in one answer: 1.5 MB (0.3 packed), a quarter of a second

# area, whether inside, when, gate, by whom: of the last admission or exit there
Presence = tuple[int, int, datetime, int, str]
# id, name, company, pass type, status, order, attention, note, hashes of the code, of retired codes, presences
Person = tuple[int, str, str, int, str, str, int, str, list[str], list[str], list[Presence]]


@dataclass(frozen=True, slots=True)
class Page:
    cursor: str  # for the next page, or for the next poll
    more: bool
    whole: bool  # of a run through everybody, else of those who changed
    salt: str
    counts: Counts  # as they were just before
    people: list[Person]


def roster_page(event_id: int, since: str | None) -> Page:
    """The page that a cursor asks for; without one, the first of everybody.

    What happened before is in: the log is folded first. A cursor of another salt, of another version, or of a future
    that a restored database has not seen gives everybody, from the start.
    Raises InvalidInput for a cursor that never was one.
    """
    salt = roster_salt(event_id)
    given = read_cursor(since) if since is not None else None
    counts = current_counts(event_id)
    revision = counts["revision"]
    if given is None or given.tag != Cursor.tag_of(salt) or max(given.since, given.until) > revision:
        given = Cursor(Cursor.tag_of(salt), whole=True, since=revision)
    asked = given if given.whole or given.until else given.bounded(revision)
    ids = _everybody(event_id, asked.last) if asked.whole else _changed(event_id, asked)
    more = len(ids) > PAGE
    del ids[PAGE:]
    following = asked.after(ids[-1]) if more else asked.done()
    return Page(str(following), more, asked.whole, salt, counts, _people(ids, salt))


def roster_salt(event_id: int) -> str:
    """Of this installation and event: the same code has another hash at every other."""
    return salted_hmac("checkin.roster", str(event_id), algorithm="sha256").hexdigest()


# -- whom -------------------------------------------------------------------------------------------------------------

# id + 0: an index that begins with the event, however many people other events have in between
_EVERYBODY = """SELECT id FROM checkin_registrant
    WHERE event_id = %s AND id + 0 > %s ORDER BY id + 0 LIMIT %s"""
# each half in the words of an index: status_change_by_revision, and scan_moved_by_revision, which is partial
_CHANGED = """SELECT registrant_id FROM (
    SELECT registrant_id FROM checkin_statuschange WHERE event_id = %s AND revision > %s AND revision <= %s
    UNION SELECT registrant_id FROM checkin_scan
     WHERE event_id = %s AND revision > %s AND revision <= %s AND NOT (outcome = 'refused')
) AS changed WHERE registrant_id > %s ORDER BY registrant_id LIMIT %s"""


def _everybody(event_id: int, last: int) -> list[int]:
    return [id_ for (id_,) in _rows(_EVERYBODY, [event_id, last, PAGE + 1])]


def _changed(event_id: int, asked: Cursor) -> list[int]:
    span = [event_id, asked.since, asked.until]
    return [id_ for (id_,) in _rows(_CHANGED, [*span, *span, asked.last, PAGE + 1])]


# -- what is told of them ---------------------------------------------------------------------------------------------

_ROWS = """SELECT id, name, company, pass_type_id, status, order_ref, attention, note, code
    FROM checkin_registrant WHERE id {among} ORDER BY id"""
_RETIRED = """SELECT registrant_id, code FROM checkin_retiredcode
    WHERE registrant_id {among} ORDER BY registrant_id, id"""
_PRESENCES = """SELECT p.registrant_id, p.area_id, p.inside, s.scanned_at, s.gate_id, s.by
    FROM checkin_presence p {scan} WHERE p.registrant_id {among} ORDER BY p.registrant_id, p.area_id"""
# Postgres: each scan is looked up; it might read the scans of all events to join them
_SCAN = {
    "postgresql": "CROSS JOIN LATERAL (SELECT * FROM checkin_scan WHERE id = p.scan_id LIMIT 1) s",
    "sqlite": "JOIN checkin_scan s ON s.id = p.scan_id",
}
_AMONG = {"postgresql": "= ANY(%s::bigint[])", "sqlite": "IN (SELECT value FROM json_each(%s))"}


def _people(ids: list[int], salt: str) -> list[Person]:
    if not ids:
        return []
    rows, retired, presences = _among(_ROWS, ids), _retired(ids, salt), _presences(ids)
    return [
        (
            *(id_, name, company, pass_type_id, status, order_ref, int(attention), note),
            [roster_hash(salt, code)],
            retired.get(id_, []),
            presences.get(id_, []),
        )
        for id_, name, company, pass_type_id, status, order_ref, attention, note, code in rows
    ]


def _retired(ids: list[int], salt: str) -> dict[int, list[str]]:
    """The hashes of replaced codes, by registrant."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for registrant_id, code in _among(_RETIRED, ids):
        found[registrant_id].append(roster_hash(salt, code))
    return found


def _presences(ids: list[int]) -> dict[int, list[Presence]]:
    found: defaultdict[int, list[Presence]] = defaultdict(list)
    for registrant_id, area_id, inside, at, gate_id, by in _among(_PRESENCES, ids):
        found[registrant_id].append((area_id, int(inside), utc(at), gate_id, by))
    return found


def _among(sql: str, ids: list[int]) -> list[Sequence[Any]]:
    """The ids are one text: SQLite takes only so many parameters, and a list of them is slow to send."""
    vendor = connection.vendor
    listed = ",".join(map(str, ids))
    listed = f"{{{listed}}}" if vendor == "postgresql" else f"[{listed}]"
    return _rows(sql.format(among=_AMONG[vendor], scan=_SCAN[vendor]), [listed])


def _rows(sql: str, parameters: list[Any]) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
