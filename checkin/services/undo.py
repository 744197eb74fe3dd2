"""Taking back a check-in by the scan that it was, from the door where it was scanned."""

import uuid

from django.utils import timezone

from checkin import live
from checkin.choices import Status
from checkin.errors import Forbidden, NotFound, NotUndoable
from checkin.models import Event, Presence, Registrant, Scan, StatusChange
from checkin.services.access import Actor
from checkin.services.counts import fold_if_many
from checkin.services.statuses import locked_registrant, take_step
from checkin.services.transactions import writing


def undo_scan(*, event: Event, key: uuid.UUID, actor: Actor, reason: str = "") -> Registrant:
    """Give the registrant the status from before this scan, and take them out of where it let them in.

    Taken back already, by whomever: nothing is written, whatever has happened since. Raises NotFound for a key that
    this event has no scan of, Forbidden for another device's scan, NotUndoable for one that is not the check-in that
    stands: a refusal, an exit, a return, or one after which something else was done to the registrant.
    """
    scan = Scan.objects.filter(event=event, idempotency_key=key).defer("answer").first()
    if scan is None:
        raise NotFound("This event has no such scan.")
    if actor.device_id and scan.device_id != actor.device_id:
        raise Forbidden("A scanner may take back its own scans only.")
    if scan.registrant_id is None:
        raise NotUndoable("This scan let nobody in.")
    with writing():
        registrant = locked_registrant(event, scan.registrant_id)
        steps = StatusChange.objects.filter(registrant=registrant)
        check_in = steps.filter(scan=scan).first()
        if check_in is None:
            raise NotUndoable("This scan checked nobody in.")
        since = steps.filter(pk__gt=check_in.pk, from_status=Status.CHECKED_IN)
        left = since.exclude(to_status=Status.CHECKED_IN).order_by("pk").first()
        if left is None and _stands(scan, registrant):
            take_step(registrant, Status(check_in.from_status), actor, reason, timezone.now())
            live.publish_on_commit(event.pk)
        elif left is None or left.to_status != check_in.from_status:
            raise NotUndoable("Since this check-in, something else was done to this registration.")
    fold_if_many(event.pk, 1)
    return registrant


def _stands(scan: Scan, registrant: Registrant) -> bool:
    """Whether this scan is the last one that moved the registrant anywhere."""
    if registrant.status != Status.CHECKED_IN:
        return False
    presences = Presence.objects.filter(registrant=registrant)
    return all(presence.scan_id == scan.pk for presence in presences)
