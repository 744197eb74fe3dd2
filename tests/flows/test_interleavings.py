"""Whatever happens in whatever order: the counts are what a look at the tables says, and the clock only grows."""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.choices import Direction, Outcome, Status
from checkin.errors import HeadcountError, InvalidTransition
from checkin.models import Area, Conflict, Event, Gate, PassType, Presence, Registrant, Scan, StatusChange
from checkin.services.access import Actor
from checkin.services.activity import activity_page
from checkin.services.counts import fold
from checkin.services.current import Counts, current_counts
from checkin.services.events import save_part
from checkin.services.imports import import_now
from checkin.services.recount import recount
from checkin.services.registrants import Details, change_details, reissue
from checkin.services.scanning import ScanRequest, record_scans
from checkin.services.statuses import change_status
from checkin.services.undo import undo_scan
from checkin.services.walk_ins import WalkIn, record_walk_in
from tests.making import make_event, make_registrant

pytestmark = pytest.mark.django_db
ACTOR = Actor(None, "door")
PEOPLE, GATES = 3, 3

person = st.integers(0, PEOPLE - 1)
gate = st.integers(0, GATES - 1)
LISTED = ["registered", "confirmed", "checked in", "cancelled"]
scans = st.tuples(
    *(person, gate, st.sampled_from(Direction), st.sampled_from([None, "let in"]), st.integers(0, 20)),
    *(st.booleans(), st.sampled_from([None, *Outcome])),
)
operations = st.one_of(
    st.tuples(st.just("scan"), st.lists(scans, min_size=1, max_size=4)),
    st.tuples(st.just("status"), st.tuples(person, st.sampled_from(Status))),
    st.tuples(st.just("undo"), person),
    st.tuples(st.just("undo scan"), st.integers(1, 20)),
    st.tuples(st.just("walk-in"), st.tuples(gate, st.integers(1, 20))),
    st.tuples(st.just("pass"), st.tuples(person, st.integers(0, 1))),
    st.tuples(st.just("reissue"), person),
    st.tuples(st.just("new"), st.just(None)),
    st.tuples(st.just("list"), st.lists(st.tuples(st.integers(0, 5), st.sampled_from(LISTED)), max_size=4)),
    st.tuples(st.just("fold"), st.just(None)),
    st.tuples(st.just("area"), st.sampled_from([None, 1, 2])),
)


class World:
    """An event with two areas, three gates, two pass types and a few people, and what has been seen of it."""

    def __init__(self) -> None:
        self.event = make_event(requires_confirmation=False)
        vip = PassType.objects.create(event=self.event, name="VIP", position=1)
        lounge = Area.objects.create(event=self.event, name="Lounge", reentry=False)
        lounge.pass_types.set([vip])
        venue = Area.objects.filter(event=self.event).earliest("id")
        Gate.objects.create(event=self.event, area=venue, name="Side door")
        Gate.objects.create(event=self.event, area=lounge, name="Lounge door")
        self.venue = venue
        self.event.setup_version += 1
        self.pass_types = list(PassType.objects.filter(event=self.event))
        self.gates = list(Gate.objects.filter(event=self.event))
        self.people = [make_registrant(self.event, f"Person {n}").pk for n in range(PEOPLE)]
        self.keys = [uuid.uuid4() for _ in range(21)]
        self.revision = 0
        self.seen: list[int] = []

    def do(self, name: str, what: Any) -> bool:
        """Take a step; one that is not allowed now is refused without a trace."""
        step: Callable[[Any], None] = getattr(self, {"pass": "pass_"}.get(name, re.sub(r"\W", "_", name)))
        try:
            step(what)
        except HeadcountError:
            return False
        return True

    def scan(
        self, scans: Sequence[tuple[int, int, Direction, str | None, int, bool, Outcome | None]]
    ) -> None:
        codes = dict(Registrant.objects.filter(event=self.event).values_list("pk", "code"))
        requests = [
            ScanRequest(
                code="" if by_name else codes[self.people[who]],
                gate_id=self.gates[where].pk,
                idempotency_key=self.keys[key] if key else uuid.uuid4(),
                direction=direction,
                override_reason=override,
                registrant_id=self.people[who] if by_name else None,
                decided=decided,
            )
            for who, where, direction, override, key, by_name, decided in scans
        ]
        assert len(record_scans(event=self.event, requests=requests, actor=ACTOR)) == len(requests)

    def status(self, what: tuple[int, Status]) -> None:
        who, to = what
        change_status(event=self.event, registrant_id=self.people[who], to=to, actor=ACTOR)

    def undo(self, who: int) -> None:
        """Whatever it was before: one of the two is right."""
        try:
            self.status((who, Status.REGISTERED))
        except InvalidTransition:
            self.status((who, Status.CONFIRMED))

    def undo_scan(self, key: int) -> None:
        undo_scan(event=self.event, key=self.keys[key], actor=ACTOR)

    def walk_in(self, what: tuple[int, int]) -> None:
        where, key = what
        who = WalkIn("", self.gates[where].pk, self.keys[key], details=Details(name="Walk-in"))
        record_walk_in(event=self.event, walk_in=who, actor=ACTOR)

    def pass_(self, what: tuple[int, int]) -> None:
        who, which = what
        details = {"pass_type_id": self.pass_types[which].pk}
        change_details(event=self.event, registrant_id=self.people[who], details=details, actor=ACTOR)

    def reissue(self, who: int) -> None:
        reissue(event=self.event, registrant_id=self.people[who], actor=ACTOR)

    def new(self, _: None) -> None:
        make_registrant(self.event, "Walk-in")

    def list(self, rows: Sequence[tuple[int, str]]) -> None:
        """Somebody brings the list again, perhaps a newer one."""
        lines = [f"{number},Listed {number},VIP,{status}" for number, status in rows]
        content = "\n".join(["external_id,name,pass,status", *lines])
        import_now(
            event=self.event,
            actor=ACTOR,
            filename="list.csv",
            content=content.encode(),
            progress=lambda job: None,
        )

    def area(self, capacity: int | None) -> None:
        save_part(event=self.event, part=self.venue, fields={"capacity": capacity})
        self.event.refresh_from_db()

    def fold(self, _: None) -> None:
        before = self.revision
        fold(self.event.pk)
        counts = current_counts(self.event.pk)
        assert counts["revision"] >= before
        self.seen += [item["id"] for item in activity_page(self.event.pk, (before + 1, 0), 1000)]
        self.revision = counts["revision"]
        assert looks_like(self.event, counts)


def looks_like(event: Event, counts: Counts) -> bool:
    """Compare with the tables themselves, which the counters never read."""
    people = Registrant.objects.filter(event=event)
    inside = Presence.objects.filter(registrant__event=event, inside=True)
    statuses = Counter(people.values_list("status", flat=True))
    assert {status: counts["people"][status] for status in Status.values} == {  # type: ignore[literal-required]  # of Status
        status: statuses[status] for status in Status.values
    }
    assert counts["people"]["total"] == people.count() == sum(p["total"] for p in counts["pass_types"])
    assert counts["inside"] == inside.values("registrant").distinct().count()
    assert {a["id"]: a["inside"] for a in counts["areas"] if a["inside"]} == Counter(
        inside.values_list("area_id", flat=True)
    )
    outcomes = Counter(Scan.objects.filter(event=event).values_list("outcome", flat=True))
    assert counts["scans"] == {o: outcomes[o] for o in ("admitted", "exited", "refused")}
    passes = Counter(people.values_list("pass_type_id", "status"))
    for pass_type in counts["pass_types"]:
        for status in Status.values:
            assert pass_type[status] == passes[pass_type["id"], status]  # type: ignore[literal-required]  # of Status
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(operations, min_size=8, max_size=30))
def test_counts_are_a_fold_of_the_log(db: None, steps: list[tuple[str, Any]]) -> None:
    world = World()
    for name, what in steps:
        world.do(name, what)
    world.fold(None)
    assert recount(world.event.pk) == []
    steps_in_log = StatusChange.objects.filter(event=world.event).values_list("id", flat=True)
    assert Counter(world.seen) == Counter(steps_in_log), "activity misses nothing and repeats nothing"
    for conflict in Conflict.objects.filter(event=world.event).select_related("scan", "first_scan"):
        first = conflict.first_scan
        assert conflict.scan.outcome == Outcome.REFUSED
        assert first is None or (first.registrant_id, first.area_id) == (
            conflict.registrant_id,
            conflict.area_id,
        )
        assert first is None or (first.outcome != Outcome.REFUSED and first.pk < conflict.scan_id)


# -- what comes again -------------------------------------------------------------------------------------------------

keyed = st.one_of(
    st.tuples(st.just("scan"), st.lists(scans, min_size=1, max_size=1)),
    st.tuples(st.just("undo scan"), st.integers(1, 8)),
    st.tuples(st.just("walk-in"), st.tuples(gate, st.integers(9, 12))),
)
unkeyed = st.tuples(
    st.just("status"), st.tuples(person, st.sampled_from([Status.CANCELLED, Status.REGISTERED]))
)


@st.composite
def deliveries(draw: st.DrawFn) -> list[tuple[str, Any, int]]:
    """Eight steps of a door, each scan and walk-in with a key of its own, and how many steps later it comes again."""
    steps = []
    for number in range(1, 9):
        name, what = draw(st.one_of(keyed, unkeyed))
        if name == "scan":
            who, where, direction, override, _, by_name, decided = what[0]
            what = [(who, where, direction, override, number, by_name, decided)]
        elif name == "walk-in":
            what = (what[0], 8 + number)
        steps.append((name, what, draw(st.integers(0, 8))))
    return steps


def delivered(steps: Sequence[tuple[str, Any, int]], again: bool) -> World:
    """The world after these steps; those that the server took come again, as many steps later as they say."""
    world = World()
    due: dict[int, list[tuple[str, Any]]] = {}
    for now, (name, what, later) in enumerate(steps):
        for step in due.pop(now, []):
            assert world.do(*step), "what was taken once is taken again"
        if world.do(name, what) and again and name != "status":
            due.setdefault(now + 1 + later, []).append((name, what))
    for moment in sorted(due):
        assert all(world.do(*step) for step in due[moment])
    return world


def picture(world: World) -> dict[str, Any]:
    """Everything that a repeated step could spoil."""
    people = list(
        Registrant.objects.filter(event=world.event).order_by("pk").values_list("pk", "name", "status")
    )
    place = {pk: number for number, (pk, _, _) in enumerate(people)}
    presences = Presence.objects.filter(registrant__event=world.event).values_list(
        "registrant", "area__name", "inside"
    )
    steps = StatusChange.objects.filter(event=world.event).order_by("pk")
    scans = Scan.objects.filter(event=world.event).order_by("pk")
    counts = current_counts(world.event.pk)
    return {
        "people": [(name, status) for _, name, status in people],
        "inside": sorted((place[who], area, inside) for who, area, inside in presences),
        "steps": [(place[who], to) for who, to in steps.values_list("registrant", "to_status")],
        "scans": list(scans.values_list("outcome", "reason")),
        "counts": (counts["people"], counts["scans"], counts["inside"]),
    }


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=deliveries())
def test_what_comes_again_however_late_changes_nothing(db: None, steps: list[tuple[str, Any, int]]) -> None:
    once, again = delivered(steps, again=False), delivered(steps, again=True)
    assert picture(again) == picture(once)
    assert recount(again.event.pk) == []
