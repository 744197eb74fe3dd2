"""What a scan, the counts and the live server cost as events grow: in people, in gates, and in number."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from checkin.models import Gate, User
from checkin.services.events import create_event, save_part
from tests.bench import filling
from tests.bench.counting import over_rest
from tests.bench.fanout import Screens
from tests.bench.filling import Filled
from tests.bench.results import Row, growth, interleaved, percentile
from tests.bench.scans import Target, target
from tests.bench.stack import Process, Stack

PACE = 50  # scans a second
READS = 40  # of the counts, in a round
Legs = Mapping[int, Callable[[], float]]  # by size


def measure(
    stack: Stack,
    *,
    rounds: int,
    seconds: float,
    people: Sequence[int],
    gates: Sequence[int],
    events: Sequence[int],
) -> list[Row]:
    needed = int(PACE * seconds * (rounds + 2))
    crowds = {size: filling.fill(f"crowd-{size}", size + needed) for size in people}
    halls = {size: _with_gates(filling.fill(f"hall-{size}", needed), size) for size in gates}
    web = stack.gunicorn("config.wsgi:application")
    with Screens() as screens:
        watched = _watched(stack, screens, events)
        measures: dict[tuple[str, str, str], Legs] = {
            ("single scan, p50", "ms", "people"): _scans(web, crowds, seconds),
            ("single scan, p50", "ms", "gates"): _scans(web, halls, seconds),
            ("counts over REST, p50", "ms", "gates"): {
                size: partial(over_rest, web, hall, "counts/", READS) for size, hall in halls.items()
            },
            ("live server at rest, processor", "ms/s", "events, each with a screen"): {
                size: partial(_at_rest, live, seconds) for size, live in watched.items()
            },
        }
        legs = {
            f"{name} {what} {size}": leg
            for (name, _, what), of_size in measures.items()
            for size, leg in of_size.items()
        }
        for leg in legs.values():
            leg()
        found = interleaved(rounds, legs)
    for fair in (*crowds.values(), *halls.values()):
        filling.check(fair.event)
    return [row for name, unit, what in measures for row in _rows(name, unit, what, found, measures)]


def _with_gates(fair: Filled, number: int) -> Filled:
    area = Gate.objects.get(pk=fair.gate_id).area
    for nth in range(1, number):
        save_part(event=fair.event, part=Gate(), fields={"name": f"Gate {nth}", "area": area})
    filling.settle()
    return fair


def _scans(web: Process, fairs: Mapping[int, Filled], seconds: float) -> Legs:
    targets = {size: target(web, fair, "scans/", 1) for size, fair in fairs.items()}
    for each in targets.values():
        each.connections, each.pace = 1, PACE
    return {size: partial(_p50, each, seconds) for size, each in targets.items()}


def _p50(scans: Target, seconds: float) -> float:
    return percentile(scans.load(seconds).latencies, 0.5)


def _watched(stack: Stack, screens: Screens, numbers: Sequence[int]) -> dict[int, Process]:
    """For each number a live server, with one socket at each of so many events."""
    first = filling.fill("one", 1)
    owner = User.objects.get(email="one@example.org")
    fields = {"starts_at": first.event.starts_at, "ends_at": first.event.ends_at}
    slugs = [first.event.slug, *(f"one-{nth}" for nth in range(1, max(numbers)))]
    for slug in slugs[1:]:
        create_event(creator=owner, fields={**fields, "name": slug, "slug": slug})
    filling.settle()
    servers = {}
    for number in numbers:
        servers[number] = stack.daphne()
        for slug in slugs[:number]:
            screens.open(f"events {number}", servers[number], f"/ws/events/{slug}/", first.headers, 1)
    return servers


def _at_rest(live: Process, seconds: float) -> float:
    """Milliseconds of processor time in a second, while nobody is scanned."""
    began, before = time.monotonic(), live.cpu_seconds()
    time.sleep(seconds)
    return (live.cpu_seconds() - before) / (time.monotonic() - began) * 1000


def _rows(
    name: str,
    unit: str,
    what: str,
    found: Mapping[str, list[float]],
    measures: Mapping[tuple[str, str, str], Legs],
) -> list[Row]:
    sizes = list(measures[name, unit, what])
    of_size = {size: found[f"{name} {what} {size}"] for size in sizes}
    few, many = sizes[0], sizes[-1]
    return [
        Row(f"{name}, {many:,} {what}", unit, of_size[many], f"at {few:,}", of_size[few]),
        growth(name, unit, what, of_size),
    ]
