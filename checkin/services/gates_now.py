"""What goes on at the gates in these minutes: what nobody can tell from counts that only grow."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, TypedDict

import orjson
from django.db.models import Max, Q, Sum
from django.utils import timezone

from checkin.choices import Outcome, RefusalReason
from checkin.models import Gate, MinuteCounter, Registrant, Scan
from checkin.services.counts import fold, minute_of

MINUTES = 5  # what counts as now
TWO_DOORS_MINUTES = 15  # so long a ticket that was tried at a second gate is told
SOON = timedelta(minutes=30)  # a ticket that comes back later than that is somebody who forgot the exit
LOOKED_BACK = timedelta(days=1)  # for the last admission at a gate
REFUSALS_MOST = 1000
TWICE_MOST = 20
TWICE = (RefusalReason.ALREADY_INSIDE, RefusalReason.ALREADY_USED)


class GateNow(TypedDict):
    id: int
    admitted: int  # in the last `MINUTES`
    refused: int
    refused_since: str | None  # the first of those refusals
    last_admitted_at: str | None  # to the minute; None: not in the last day


class Person(TypedDict):
    id: int
    name: str
    company: str


class TwiceTried(TypedDict):
    """One ticket at two gates: admitted at the first, refused at the second."""

    at: str
    registrant: Person
    gate: str
    first_gate: str
    first_at: str


class GatesNow(TypedDict):
    as_of: str
    minutes: int
    gates: list[GateNow]
    twice: list[TwiceTried]


def gates_now(event_id: int, *, tells_people: bool) -> GatesNow:
    """By gate what was admitted and refused just now; and tickets that were tried at two gates, the newest first.

    `tells_people`: whose tickets they are is told; else there are none.
    """
    fold(event_id)
    now = timezone.now()
    begin = now - timedelta(minutes=MINUTES)
    admitted, last = _admitted(event_id, now, begin)
    refusals = _newest_refusals(event_id)
    refused, since = _refused(refusals, begin)
    ids = Gate.objects.filter(event_id=event_id).order_by("id").values_list("id", flat=True)
    return {
        "as_of": now.isoformat(),
        "minutes": MINUTES,
        "gates": [
            {
                "id": id_,
                "admitted": admitted.get(id_, 0),
                "refused": refused[id_],
                "refused_since": since[id_].isoformat() if id_ in since else None,
                "last_admitted_at": last[id_].isoformat() if id_ in last else None,
            }
            for id_ in ids
        ],
        "twice": _twice(refusals, now - timedelta(minutes=TWO_DOORS_MINUTES)) if tells_people else [],
    }


def _admitted(event_id: int, now: datetime, begin: datetime) -> tuple[dict[int, int], dict[int, datetime]]:
    counters = MinuteCounter.objects.filter(
        event_id=event_id, minute__gte=now - LOOKED_BACK, minute__lte=now, admitted__gt=0
    )
    rows = counters.values_list("gate").annotate(
        n=Sum("admitted", filter=Q(minute__gt=minute_of(begin))), last=Max("minute")
    )
    return {gate: n or 0 for gate, n, _ in rows}, {gate: last for gate, _, last in rows}


def _refused(refusals: list[Scan], begin: datetime) -> tuple[Counter[int], dict[int, datetime]]:
    """By the newest of them: where there are more in these minutes, it is a burst in any case."""
    refused: Counter[int] = Counter()
    since: dict[int, datetime] = {}
    for scan in refusals:
        if scan.scanned_at >= begin:
            refused[scan.gate_id] += 1
            since[scan.gate_id] = min(scan.scanned_at, since.get(scan.gate_id, scan.scanned_at))
    return refused, since


def _twice(refusals: list[Scan], begin: datetime) -> list[TwiceTried]:
    ids = [
        scan.pk
        for scan in refusals
        if scan.registrant_id and scan.reason in TWICE and scan.scanned_at >= begin
    ]
    scans = Scan.objects.filter(pk__in=ids).order_by("-revision", "-id").select_related("gate", "registrant")
    told: dict[int, TwiceTried] = {}
    for scan in scans.defer("registrant__search_words"):
        answer: dict[str, Any] = orjson.loads(scan.answer)
        before = answer["previous"]
        if not before or before["gate"] == answer["gate"]["name"]:  # both as they were called then
            continue
        if scan.registrant and _is_soon(scan, before):
            told.setdefault(scan.registrant.pk, _tried(scan, scan.registrant, before))
    return list(told.values())[:TWICE_MOST]


def _is_soon(scan: Scan, before: dict[str, Any]) -> bool:
    return abs(scan.scanned_at - datetime.fromisoformat(before["at"])) <= SOON


def _tried(scan: Scan, person: Registrant, before: dict[str, Any]) -> TwiceTried:
    return {
        "at": scan.scanned_at.isoformat(),
        "registrant": {"id": person.pk, "name": person.name, "company": person.company},
        "gate": scan.gate.name,
        "first_gate": before["gate"],
        "first_at": before["at"],
    }


def _newest_refusals(event_id: int) -> list[Scan]:
    refused = Scan.objects.filter(event_id=event_id, outcome=Outcome.REFUSED, revision__isnull=False)
    columns = refused.only("gate_id", "scanned_at", "reason", "registrant_id")
    return list(columns.order_by("-revision", "-id")[:REFUSALS_MOST])
