"""Conflicts: a scanner let somebody through by itself, and the server refuses. Noted, told and settled here.

Offline, two doors can let in one ticket. The first that the server hears of stands, the other becomes a conflict:
people have to settle what became of it, and nothing is counted or taken back by that.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypedDict

import orjson
from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from checkin import live
from checkin.choices import ConflictOutcome, Outcome
from checkin.errors import AlreadyDecided, NotFound
from checkin.models import Conflict, Event, Scan
from checkin.services.access import Actor
from checkin.services.transactions import writing


class Named(TypedDict):
    id: int
    name: str


class PassTypeNamed(Named):
    colour: str


class Somebody(Named):
    company: str
    pass_type: PassTypeNamed


class FirstScan(TypedDict):
    at: str  # ISO 8601, UTC
    gate: Named
    by: str


class SecondScan(FirstScan):
    override_reason: str


class ConflictItem(TypedDict):
    """A conflict as REST and the live frame tell it."""

    id: int
    created_at: str
    reason: str
    registrant: Somebody | None  # nobody has that code
    area: Named
    first: FirstScan | None  # the admission that stood, where it met one
    second: SecondScan  # the one that was refused
    outcome: str  # empty: open
    note: str
    decided_at: str | None
    decided_by: str


# -- writing ----------------------------------------------------------------------------------------------------------


def note_conflicts(*, event_id: int, scan_ids: Iterable[int], at: datetime) -> None:
    """Note that a device let through what these scans were refused; each scan once. Within a transaction."""
    moved = Scan.objects.filter(
        registrant=OuterRef("registrant"), area=OuterRef("area"), pk__lt=OuterRef("pk")
    ).exclude(outcome=Outcome.REFUSED)
    scans = Scan.objects.filter(pk__in=scan_ids, outcome=Outcome.REFUSED, conflict=None).order_by("pk")
    first = Subquery(moved.order_by("-pk").values("pk")[:1])
    noted = [
        Conflict(
            event_id=event_id,
            scan_id=scan.pk,
            first_scan_id=first_id if orjson.loads(scan.answer)["previous"] else None,
            registrant_id=scan.registrant_id,
            area_id=scan.area_id,
            reason=scan.reason,
            created_at=at,
        )
        for scan, first_id in ((scan, scan.first_id) for scan in scans.annotate(first_id=first))
    ]
    if noted:  # two tries of one scan may both come this far: the constraint takes one of them
        Conflict.objects.bulk_create(noted, ignore_conflicts=True)
        live.publish_on_commit(event_id)


def settle_conflict(
    *, event: Event, conflict_id: int, outcome: ConflictOutcome, actor: Actor, note: str = "", overrule: bool
) -> ConflictItem:
    """Say what became of it. With `overrule`, anything may change afterwards; else only a note may follow.

    Raises NotFound, and AlreadyDecided for another outcome than the one that stands.
    """
    with writing():
        rows = Conflict.objects.select_for_update().filter(event=event, pk=conflict_id)
        conflict = rows.first()
        if conflict is None:
            raise NotFound("This event has no such conflict.")
        differs = outcome != conflict.outcome or (note and note != conflict.note)
        adds_note = outcome == conflict.outcome and note and not conflict.note
        if not conflict.outcome or (overrule and differs) or adds_note:
            rows.update(
                outcome=outcome,
                note=note or conflict.note,
                decided_at=timezone.now(),
                decided_by=actor.name,
            )
            live.publish_on_commit(event.pk)
        elif outcome != conflict.outcome:
            raise AlreadyDecided(
                f"{conflict.decided_by} has decided otherwise: only an organiser may change that.",
                outcome=conflict.outcome,
            )
    [item] = told(conflicts(event).filter(pk=conflict_id))
    return item


# -- telling ----------------------------------------------------------------------------------------------------------


def conflicts(event: Event) -> QuerySet[Conflict]:
    """The event's conflicts with all that `told` needs, the newest first."""
    return _whole(Conflict.objects.filter(event=event))


def count_conflicts(event: Event) -> dict[str, int]:
    """How many there are: open, and in total."""
    numbers = Conflict.objects.filter(event=event).aggregate(
        open=Count("pk", filter=Q(outcome="")), total=Count("pk")
    )
    return dict(numbers)


class OpenConflicts(NamedTuple):
    """The newest open conflicts of an event, and how many are open in all."""

    key: tuple[int, ...]  # as long as it stays the same, so does the rest
    items: Sequence[ConflictItem]
    number: int


_OPEN = """
SELECT id, COUNT(*) OVER () FROM checkin_conflict WHERE event_id = %s AND outcome = '' ORDER BY id DESC LIMIT %s"""


def open_conflicts(event_id: int, limit: int, known: OpenConflicts | None) -> OpenConflicts:
    """Look whether the open ones are those that are `known`: one small query, and the items only where they are not."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [event_id, limit])
        rows = cursor.fetchall()
    key = (rows[0][1], *(id_ for id_, _ in rows)) if rows else (0,)
    if known and known.key == key:
        return known
    items = told(_whole(Conflict.objects.filter(pk__in=key[1:]))) if rows else []
    return OpenConflicts(key, items, key[0])


def _whole(rows: QuerySet[Conflict]) -> QuerySet[Conflict]:
    joined = rows.select_related("registrant__pass_type", "area", "scan__gate", "first_scan__gate")
    return joined.defer("scan__answer", "first_scan__answer", "registrant__search_words").order_by("-id")


def told(rows: Iterable[Conflict]) -> list[ConflictItem]:
    return [_item(row) for row in rows]


def _item(row: Conflict) -> ConflictItem:
    return {
        "id": row.pk,
        "created_at": row.created_at.isoformat(),
        "reason": row.reason,
        "registrant": _somebody(row),
        "area": {"id": row.area_id, "name": row.area.name},
        "first": _scan(row.first_scan) if row.first_scan else None,
        "second": {**_scan(row.scan), "override_reason": row.scan.override_reason},
        "outcome": row.outcome,
        "note": row.note,
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
        "decided_by": row.decided_by,
    }


def _somebody(row: Conflict) -> Somebody | None:
    person = row.registrant
    if person is None:
        return None
    pass_type = person.pass_type
    return {
        "id": person.pk,
        "name": person.name,
        "company": person.company,
        "pass_type": {"id": pass_type.pk, "name": pass_type.name, "colour": pass_type.colour},
    }


def _scan(scan: Scan) -> FirstScan:
    gate: Named = {"id": scan.gate_id, "name": scan.gate.name}
    return {"at": scan.scanned_at.isoformat(), "gate": gate, "by": scan.by}
