"""Recording scans: one way through for a single scan and for a batch.

A scan's transaction locks the registrant, decides and writes. Two scans of one code meet at that lock; two
entries into an area with a capacity meet at the area's. Nothing is counted here (see `services.counts`).
"""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import orjson
from django.utils import timezone

from checkin import live
from checkin.choices import Direction, Outcome, Status
from checkin.errors import HeadcountError, IdempotencyKeyReused, InvalidInput
from checkin.models import Event
from checkin.rules import Decision, Facts, decide
from checkin.services import scan_rows, scan_writes
from checkin.services.access import Actor
from checkin.services.conflicts import note_conflicts
from checkin.services.counts import fold_if_many
from checkin.services.doors import Door, doors
from checkin.services.messages import message
from checkin.services.scan_rows import KeysTaken, Known, NewScan, Previous, Room
from checkin.services.transactions import writing


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What a scanner sends. `scanned_at` is the device's clock, corrected for its offset."""

    code: str  # empty where somebody was found by name
    gate_id: int
    idempotency_key: uuid.UUID
    direction: Direction = Direction.ENTRY
    scanned_at: datetime | None = None
    override_reason: str | None = None  # None: no override asked for
    registrant_id: int | None = None  # instead of a code
    decided: Outcome | None = None  # what the device showed by itself, before it had an answer

    @property
    def who(self) -> str | int:
        return self.code if self.registrant_id is None else self.registrant_id

    @property
    def fingerprint(self) -> str:
        """What makes a repeated key the same scan. A corrected clock reading does not make it another."""
        return fingerprint_of(self.who, self.gate_id, self.direction, self.override_reason)

    @property
    def let_through(self) -> bool:
        """Whether the device let somebody pass without asking."""
        return self.decided is Outcome.ADMITTED or self.decided is Outcome.EXITED


def fingerprint_of(*content: object) -> str:
    return hashlib.sha256(orjson.dumps(content)).hexdigest()


_REFUSED = f'"outcome":"{Outcome.REFUSED}"'


@dataclass(frozen=True, slots=True)
class Recorded:
    """A stored answer (DESIGN section 5), as JSON without its first and last member."""

    scan_id: int
    answer: str
    replayed: bool

    @property
    def refused(self) -> bool:
        return _REFUSED in self.answer

    @property
    def json(self) -> str:
        replayed = "true" if self.replayed else "false"
        return f'{{"id":{self.scan_id},{self.answer[1:-1]},"replayed":{replayed}}}'


def record_scan(*, event: Event, request: ScanRequest, actor: Actor) -> Recorded:
    """Record one scan and answer it; a refusal is an answer too.

    The same idempotency key again gives the stored answer and writes nothing. Whom the device let through and the
    answer refuses is noted as a conflict, once, before anybody gets the answer.
    Raises InvalidInput for a gate or registrant of another event, IdempotencyKeyReused for a key used for another
    scan.
    """
    [result] = record_scans(event=event, requests=[request], actor=actor)
    if isinstance(result, HeadcountError):
        raise result
    return result


def record_scans(
    *, event: Event, requests: Sequence[ScanRequest], actor: Actor
) -> list[Recorded | HeadcountError]:
    """Record a batch in order, in one transaction; one answer each, and an error harms no other."""
    gates = doors(event)
    results: dict[uuid.UUID, Recorded | HeadcountError] = {}
    used: dict[uuid.UUID, str] = {}  # key → fingerprint of what it stands for
    fresh: dict[uuid.UUID, ScanRequest] = {}
    for request in requests:
        if request.gate_id in gates:
            fresh.setdefault(request.idempotency_key, request)
    while fresh:
        try:
            results |= _record(event, list(fresh.values()), gates, actor)
            break
        except KeysTaken:  # nothing was written: answer those from the store, try the others again
            stored = scan_rows.stored(event.pk, list(fresh))
            if not stored:
                raise
            for key, scan_id, fingerprint, answer in stored:
                used[key] = fingerprint
                results[key] = Recorded(scan_id, answer, replayed=True)
                del fresh[key]
    used |= {key: request.fingerprint for key, request in fresh.items()}
    answers = list(_answers(requests, gates, results, used))
    _note_replayed(event, requests, answers)
    return answers


def _note_replayed(
    event: Event, requests: Sequence[ScanRequest], answers: Sequence[Recorded | HeadcountError]
) -> None:
    """A device whose first try was lost on its way back may have decided only then."""
    answered = zip(requests, answers, strict=True)
    if again := [a.scan_id for r, a in answered if isinstance(a, Recorded) and a.replayed and _differ(r, a)]:
        with writing():
            note_conflicts(event_id=event.pk, scan_ids=again, at=timezone.now())


def _differ(request: ScanRequest, recorded: Recorded) -> bool:
    return request.let_through and recorded.refused


def _answers(
    requests: Iterable[ScanRequest],
    gates: dict[int, Door],
    results: dict[uuid.UUID, Recorded | HeadcountError],
    used: dict[uuid.UUID, str],
) -> Iterable[Recorded | HeadcountError]:
    given: set[uuid.UUID] = set()
    for request in requests:
        key = request.idempotency_key
        if request.gate_id not in gates:
            yield InvalidInput({"gate": ["This event has no such gate."]})
        elif used[key] != request.fingerprint:
            yield IdempotencyKeyReused("This idempotency key was used for a scan with other content.")
        else:
            result = results[key]
            if key in given and isinstance(result, Recorded):
                result = replace(result, replayed=True)
            yield result
            given.add(key)


def _record(
    event: Event, requests: list[ScanRequest], gates: dict[int, Door], actor: Actor
) -> dict[uuid.UUID, Recorded | HeadcountError]:
    with writing():
        results = write_scans(event, requests, gates=gates, actor=actor, now=timezone.now())
    fold_if_many(event.pk, len(results))
    return results


def write_scans(
    event: Event, requests: Sequence[ScanRequest], *, gates: dict[int, Door], actor: Actor, now: datetime
) -> dict[uuid.UUID, Recorded | HeadcountError]:
    """Decide scans of different keys one after another and write them. Within a transaction.

    An id that no registrant of this event has is an error in its place. Raises KeysTaken as `scan_writes.insert`.
    """
    known = scan_rows.lock_registrants(event.pk, [r.who for r in requests])
    found = [r for r in requests if r.registrant_id is None or r.who in known]
    capped = {
        door.area_id
        for request in found
        if request.direction is Direction.ENTRY and request.who in known
        if (door := gates[request.gate_id]).capacity is not None
    }
    rooms = scan_rows.lock_areas(capped) if capped else {}
    batch = _Batch(event, actor, now, rooms)
    scans = [batch.scan(r, gates[r.gate_id], known.get(r.who)) for r in found]
    ids = scan_writes.insert(scans)
    written = {s.idempotency_key: Recorded(ids[s.idempotency_key], s.answer, replayed=False) for s in scans}
    if differing := [w.scan_id for r in found if _differ(r, w := written[r.idempotency_key])]:
        note_conflicts(event_id=event.pk, scan_ids=differing, at=now)
    live.publish_on_commit(event.pk)
    unknown = InvalidInput({"registrant": ["This event has no such registrant."]})
    return {r.idempotency_key: written.get(r.idempotency_key, unknown) for r in requests}


class _Batch:
    """Decides scans one after another, each on what the ones before it left."""

    def __init__(self, event: Event, actor: Actor, now: datetime, rooms: dict[int, Room]) -> None:
        self.event, self.actor, self.now, self.rooms = event, actor, now, rooms

    def scan(self, request: ScanRequest, door: Door, known: Known | None) -> NewScan:
        decision = decide(self._facts(request, door, known))
        at = min(request.scanned_at or self.now, self.now)  # a clock ahead of ours is wrong
        previous = known.presences.get(door.area_id) if known else None
        scan = NewScan(
            event_id=self.event.pk,
            gate_id=door.gate_id,
            area_id=door.area_id,
            registrant_id=known.id if known else None,
            code=known.code if known and request.registrant_id is not None else request.code,
            direction=request.direction,
            outcome=decision.outcome,
            reason=decision.reason or "",
            override_reason=request.override_reason or "",
            overridden=decision.overridden,
            user_id=self.actor.user_id,
            device_id=self.actor.device_id,
            by=self.actor.name,
            idempotency_key=request.idempotency_key,
            fingerprint=request.fingerprint,
            scanned_at=at,
            recorded_at=self.now,
        )
        if known and decision.outcome is not Outcome.REFUSED:
            self._move(scan, door, known)
        scan.answer = self._answer(scan, decision, door, known, previous)
        return scan

    def _facts(self, request: ScanRequest, door: Door, known: Known | None) -> Facts:
        presence = known.presences.get(door.area_id) if known else None
        room = self.rooms.get(door.area_id)
        return Facts(
            direction=request.direction,
            status=known.status if known else None,
            retired=bool(known and known.retired),
            requires_confirmation=self.event.requires_confirmation,
            closed=self.event.closed,
            opens=known is not None and door.opens(known.pass_type_id),
            reentry=door.reentry,
            inside=presence is not None and presence.inside,
            entered_before=presence is not None,
            full=room is not None and room.full,
            override=request.override_reason is not None,
        )

    def _move(self, scan: NewScan, door: Door, known: Known) -> None:
        """An admission or exit: say what it changes, in the scan and in what later scans will find."""
        entry = scan.outcome == Outcome.ADMITTED
        was_inside = door.area_id in known.inside
        was_anywhere = bool(known.inside)
        known.presences[door.area_id] = Previous(
            area_id=door.area_id,
            inside=entry,
            at=scan.scanned_at,
            gate=door.name,
            by=scan.by,
            user_id=scan.user_id,
            device_id=scan.device_id,
        )
        scan.presence_inside = entry
        scan.area_delta = entry - was_inside
        scan.event_delta = bool(known.inside) - was_anywhere
        if door.area_id in self.rooms:
            self.rooms[door.area_id].inside += scan.area_delta
        if entry and known.status is not Status.CHECKED_IN:
            scan.checked_in_from = known.status
            scan.pass_type_id = known.pass_type_id
            known.status, known.checked_in_at = Status.CHECKED_IN, scan.scanned_at

    def _answer(
        self, scan: NewScan, decision: Decision, door: Door, known: Known | None, previous: Previous | None
    ) -> str:
        """The answer of DESIGN section 5 without `id` and `replayed`."""
        ago = int((scan.scanned_at - previous.at).total_seconds()) if previous else 0
        before = previous and {
            "at": previous.at,
            "gate": previous.gate,
            "by": previous.by,
            "seconds_ago": max(ago, 0),
            "same_device": (previous.device_id, previous.user_id) == (scan.device_id, scan.user_id),
        }
        answer = {
            "idempotency_key": scan.idempotency_key,
            "outcome": scan.outcome,
            "reason": decision.reason,
            "message": message(decision, previous, max(ago, 0)),
            "registrant": known and known.shown(),
            "previous": before,
            "gate": {"id": door.gate_id, "name": door.name},
            "direction": scan.direction,
            "overridable": decision.overridable,
            "overridden": decision.overridden,
            "scanned_at": scan.scanned_at,
            "recorded_at": scan.recorded_at,
        }
        return orjson.dumps(answer).decode()
