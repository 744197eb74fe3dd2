"""The log, told: what happened at an event after some revision."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from django.db.models import Q, QuerySet

from checkin.choices import Outcome
from checkin.models import Scan, StatusChange
from checkin.services.counts import fold


class Person(TypedDict):
    id: int
    name: str
    company: str


# `from` is a keyword, hence the other notation
ActivityItem = TypedDict(
    "ActivityItem",
    {
        "id": int,
        "at": str,
        "revision": int,
        "registrant": Person,
        "from": str | None,
        "to": str,
        "gate": str | None,
        "by": str,
    },
)


class RefusedScan(TypedDict):
    id: int
    at: str
    reason: str
    gate: str
    by: str


def activity_since(event_id: int, revision: int, limit: int = 50) -> list[ActivityItem]:
    """The newest `limit` steps after this revision, the oldest first. Reads only; folds nothing."""
    newest = _steps(event_id).filter(revision__gt=revision).order_by("-revision", "-id")[:limit]
    return told(reversed(newest))


def refusals_since(event_id: int, revision: int, limit: int = 50) -> list[RefusedScan]:
    """The newest `limit` refused scans after this revision, the oldest first."""
    refused = Scan.objects.filter(event_id=event_id, outcome=Outcome.REFUSED, revision__gt=revision)
    rows = refused.order_by("-revision", "-id").values_list("id", "scanned_at", "reason", "gate__name", "by")[
        :limit
    ]
    return [
        {"id": id_, "at": at.isoformat(), "reason": reason, "gate": gate, "by": by}
        for id_, at, reason, gate, by in reversed(rows)
    ]


def activity_page(event_id: int, after: tuple[int, int], limit: int) -> list[ActivityItem]:
    """The first `limit` steps after (revision, id), the oldest first; every committed step has its place."""
    fold(event_id)
    revision, id_ = after
    later = Q(revision__gt=revision) | Q(revision=revision, id__gt=id_)
    return told(
        _steps(event_id).filter(revision__gte=revision).filter(later).order_by("revision", "id")[:limit]
    )


def newest_activity(event_id: int, limit: int) -> list[ActivityItem]:
    """The newest `limit` steps, the oldest first."""
    fold(event_id)
    return activity_since(event_id, 0, limit)


Step = tuple[int, datetime, int | None, int, str, str, str, str, str | None, str]
_STEP = (
    *("id", "at", "revision", "registrant_id", "registrant__name", "registrant__company"),
    *("from_status", "to_status", "gate__name", "by"),
)


def _steps(event_id: int) -> "QuerySet[StatusChange, Step]":
    """No more than is told: the feed reads them for every frame."""
    return StatusChange.objects.filter(event_id=event_id).values_list(*_STEP)


def told(steps: Iterable[Step]) -> list[ActivityItem]:
    return [
        {
            "id": id_,
            "at": at.isoformat(),
            "revision": revision or 0,
            "registrant": {"id": registrant_id, "name": name, "company": company},
            "from": from_status or None,
            "to": to_status,
            "gate": gate,
            "by": by,
        }
        for id_, at, revision, registrant_id, name, company, from_status, to_status, gate, by in steps
    ]
