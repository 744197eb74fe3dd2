"""Scans that a revoked scanner still held: kept, not counted, until an organiser decides."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils import timezone

from checkin.errors import HeadcountError, NotFound, TooLarge
from checkin.models import Device, Event, QuarantinedScan, User
from checkin.services.access import Actor
from checkin.services.scanning import Recorded, ScanRequest, record_scans
from checkin.services.transactions import writing

MOST = 20_000  # scans of one device


def quarantine_scans(*, event: Event, device: Device, requests: Sequence[tuple[uuid.UUID, object]]) -> int:
    """Keep what a revoked scanner sent, by idempotency key, as it was sent. Sent again, it is kept once.

    Returns how many of these keys are in the quarantine now. Raises TooLarge for a device that holds more
    than a phone can have scanned.
    """
    now = timezone.now()
    if QuarantinedScan.objects.filter(device=device).count() > MOST - len(requests):
        raise TooLarge(f"A device may leave {MOST} scans.")
    with writing():
        QuarantinedScan.objects.bulk_create(
            [
                QuarantinedScan(
                    event=event, device=device, idempotency_key=key, request=sent, received_at=now
                )
                for key, sent in requests
            ],
            ignore_conflicts=True,
        )
        return QuarantinedScan.objects.filter(
            event=event, idempotency_key__in=[key for key, _ in requests]
        ).count()


def record_quarantined(
    *, event: Event, ids: Sequence[int], user: User, read: Callable[[object], ScanRequest]
) -> list[Recorded | HeadcountError]:
    """Record these scans as their device's, each at its own time and in the order they were made.

    A scan that was discarded is left out; one that was accepted before has no effect again, which makes up for
    a crash in between. One that cannot be recorded (its gate is gone, say) stays undecided. `read` turns what
    was sent into a request. Raises NotFound when one of the ids is not there.
    """
    results: list[Recorded | HeadcountError] = []
    for row, request in _in_order(_claimed(event, ids, user, accepted=True), read):
        actor = Actor.of(row.device)
        [result] = record_scans(event=event, requests=[request], actor=actor)
        if isinstance(result, HeadcountError):
            with writing():
                QuarantinedScan.objects.filter(pk=row.pk).update(
                    accepted=None, decided_at=None, decided_by=None
                )
        results.append(result)
    return results


def discard_quarantined(*, event: Event, ids: Sequence[int], user: User) -> int:
    """Leave these scans uncounted, for good. Says how many were undecided until now. Raises NotFound."""
    return len(_claimed(event, ids, user, accepted=False))


def _claimed(event: Event, ids: Sequence[int], user: User, *, accepted: bool) -> list[QuarantinedScan]:
    """Decide on those that nobody has decided on: of two organisers, the one who locks them first."""
    with writing():
        rows = list(
            QuarantinedScan.objects.select_for_update().filter(event=event, pk__in=ids).order_by("pk")
        )
        if len(rows) < len(set(ids)):
            raise NotFound("This event has no such scan in quarantine.")
        undecided = QuarantinedScan.objects.filter(pk__in=[row.pk for row in rows if row.accepted is None])
        claimed = [row.pk for row in rows if row.accepted is None or (accepted and row.accepted)]
        undecided.update(accepted=accepted, decided_at=timezone.now(), decided_by=user)
    return list(QuarantinedScan.objects.filter(pk__in=claimed).select_related("device"))


def _in_order(
    rows: Sequence[QuarantinedScan], read: Callable[[object], ScanRequest]
) -> list[tuple[QuarantinedScan, ScanRequest]]:
    requests = [(row, read(row.request)) for row in rows]
    dated = [(row, replace(r, scanned_at=r.scanned_at or row.received_at)) for row, r in requests]
    return sorted(dated, key=lambda pair: (pair[1].scanned_at, pair[0].pk))
