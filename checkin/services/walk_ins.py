"""Walk-ins: somebody who is on no list is registered at the door and let in, by one request."""

from dataclasses import dataclass, replace

from django.utils import timezone

from checkin.choices import Status
from checkin.errors import HeadcountError, IdempotencyKeyReused, InvalidInput
from checkin.models import Event
from checkin.services import scan_rows
from checkin.services.access import Actor
from checkin.services.counts import fold_if_many
from checkin.services.doors import doors
from checkin.services.registrants import Details, add_registrant
from checkin.services.scan_rows import KeysTaken
from checkin.services.scanning import Recorded, ScanRequest, fingerprint_of, write_scans
from checkin.services.transactions import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIn(ScanRequest):
    """An entry of somebody who is registered with it."""

    details: Details

    @property
    def fingerprint(self) -> str:
        who = self.details
        named = [who.name, who.email, who.company, who.pass_type_id, who.note]
        return fingerprint_of("walk-in", *named, self.gate_id)


def record_walk_in(*, event: Event, walk_in: WalkIn, actor: Actor) -> Recorded:
    """Register somebody and record their entry, both or neither. A refusal (the area is full, say) is an answer too.

    Where the event wants confirmation they are confirmed: whoever registers them stands before them.
    The same idempotency key again gives the stored answer and writes nothing.
    Raises InvalidInput for a gate or pass type of another event, IdempotencyKeyReused.
    """
    if walk_in.gate_id not in doors(event):
        raise InvalidInput({"gate": ["This event has no such gate."]})
    try:
        return _stored(event, walk_in) or _record(event, walk_in, actor)
    except KeysTaken:  # another try of the same was quicker: what this one wrote is gone again
        if recorded := _stored(event, walk_in):
            return recorded
        raise


def _stored(event: Event, walk_in: WalkIn) -> Recorded | None:
    for _, scan_id, fingerprint, answer in scan_rows.stored(event.pk, [walk_in.idempotency_key]):
        if fingerprint != walk_in.fingerprint:
            raise IdempotencyKeyReused("This idempotency key was used for a scan with other content.")
        return Recorded(scan_id, answer, replayed=True)
    return None


def _record(event: Event, walk_in: WalkIn, actor: Actor) -> Recorded:
    now = timezone.now()
    status = Status.CONFIRMED if event.requires_confirmation else Status.REGISTERED
    with writing():
        registrant = add_registrant(event=event, details=walk_in.details, actor=actor, status=status, at=now)
        request = replace(walk_in, registrant_id=registrant.pk)
        [result] = write_scans(event, [request], gates=doors(event), actor=actor, now=now).values()
    if isinstance(result, HeadcountError):
        raise result
    fold_if_many(event.pk, 2)
    return result
