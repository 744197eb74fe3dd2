"""Counting the log again from nothing, to prove that the counters have not drifted from it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Sum

from checkin.choices import Outcome
from checkin.models import (
    AreaCounter,
    Departure,
    GateCounter,
    MinuteCounter,
    PeopleCounter,
    Scan,
    StatusChange,
    Tally,
)
from checkin.services.counts import fold, minute_of
from checkin.services.transactions import be_patient, writing


@dataclass
class Difference:
    counter: str
    kept: int
    counted: int


def recount(event_id: int) -> list[Difference]:
    """Fold what is left, count the whole log again and return where the counters differ from it: nowhere."""
    fold(event_id)
    with writing():
        be_patient()
        tally = Tally.objects.select_for_update().get(event_id=event_id)
        kept, counted = _kept(tally), _counted(event_id)
    keys = sorted(kept.keys() | counted.keys())
    return [Difference(key, kept[key], counted[key]) for key in keys if kept[key] != counted[key]]


def _kept(tally: Tally) -> Counter[str]:
    event_id = tally.event_id
    kept: Counter[str] = Counter({"inside": tally.inside})
    for people in PeopleCounter.objects.filter(event_id=event_id):
        kept[f"people {people.pass_type_id} {people.status}"] = people.people
    for area in AreaCounter.objects.filter(area__event_id=event_id):
        kept[f"area {area.area_id}"] = area.inside
    for gate in GateCounter.objects.filter(gate__event_id=event_id):
        for outcome in Outcome.values:
            kept[f"gate {gate.gate_id} {outcome}"] = getattr(gate, outcome)
    for minute in MinuteCounter.objects.filter(event_id=event_id):
        kept[f"minute {minute.gate_id} {minute.minute:%Y-%m-%d %H:%M}"] = minute.admitted
    return kept


def _counted(event_id: int) -> Counter[str]:
    counted: Counter[str] = Counter()
    scans = Scan.objects.filter(event_id=event_id, revision__isnull=False)
    changes = StatusChange.objects.filter(event_id=event_id, revision__isnull=False)
    for rows in (scans, changes):
        counted["inside"] += rows.aggregate(n=Sum("event_delta"))["n"] or 0
    for sign, side in ((1, "to"), (-1, "from")):
        grouped = changes.exclude(**{f"{side}_status": ""}).values_list(
            f"{side}_pass_type_id", f"{side}_status"
        )
        for pass_type_id, status, n in grouped.annotate(n=Count("id")):
            counted[f"people {pass_type_id} {status}"] += sign * n
    for area_id, n in scans.values_list("area_id").annotate(n=Sum("area_delta")):
        counted[f"area {area_id}"] += n
    left = Departure.objects.filter(status_change__in=changes)
    for area_id, n in left.values_list("area_id").annotate(n=Count("id")):
        counted[f"area {area_id}"] -= n
    for gate_id, outcome, n in scans.values_list("gate_id", "outcome").annotate(n=Count("id")):
        counted[f"gate {gate_id} {outcome}"] += n
    admitted = scans.filter(outcome=Outcome.ADMITTED).values_list("gate_id", "scanned_at")
    for gate_id, at in admitted.iterator():
        counted[f"minute {gate_id} {minute_of(at):%Y-%m-%d %H:%M}"] += 1
    return counted
