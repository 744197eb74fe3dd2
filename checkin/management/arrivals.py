"""Who comes when: a plan of scans for an event's registrants, as people behave at doors. Knows no clock, no network."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HOUR = 3600.0
NO_SHOW = 0.08
TWICE = 0.04  # have their code read a second time at once
STRANGERS = 0.01  # bring a code of another event
BREAK = 0.18  # leave for a while and come back
EARLY_EXIT = 0.12  # leave for good
LOUNGE = 0.6  # of those whose pass opens a lounge visit it
TRESPASS = 0.02  # of the others try to
LOST = 0.02  # of the answers never reach the scanner, which sends the scan again


@dataclass(frozen=True, slots=True)
class Guest:
    code: str
    pass_type: int
    cancelled: bool = False  # they come, are turned away, and go


@dataclass(frozen=True, slots=True)
class Door:
    gate: int
    area: int
    passes: frozenset[int]  # empty: every pass

    def opens(self, pass_type: int) -> bool:
        return not self.passes or pass_type in self.passes


@dataclass(frozen=True, slots=True)
class PlannedScan:
    at: float  # seconds since the doors opened
    code: str
    gate: int
    direction: str
    lost: bool  # its answer never arrives: the scanner repeats it


def plan(guests: Sequence[Guest], doors: Sequence[Door], seed: int) -> list[PlannedScan]:
    """The scans of all these guests in the order of their time; the same for the same seed.

    Most come in a rush shortly after the doors open, fewer in a second wave after lunch. Some leave for a while,
    some have their code read twice, some visit the lounge, some try to; a few never come.
    """
    chance = random.Random(seed)  # noqa: S311 - a simulation
    public = [door for door in doors if not door.passes] or list(doors)
    lounges = [door for door in doors if door.passes]
    scans = [scan for guest in guests for scan in _visit(guest, public, lounges, chance)]
    return sorted(scans, key=lambda scan: scan.at)


def arrival(chance: random.Random) -> float:
    """Seconds after the doors open: the crew before, the rush around 25 minutes, the late until after lunch."""
    kind = chance.random()
    if kind < 0.05:
        return chance.uniform(0, 0.1 * HOUR)
    if kind < 0.85:
        return min(chance.lognormvariate(7.3, 0.55), 4 * HOUR)
    return max(0.0, chance.gauss(4.2 * HOUR, 0.5 * HOUR))


def _visit(
    guest: Guest, public: Sequence[Door], lounges: Sequence[Door], chance: random.Random
) -> Iterator[PlannedScan]:
    if chance.random() < NO_SHOW:
        return
    # the first door has the longest queue
    door = chance.choices(public, [len(public) - n for n in range(len(public))])[0]
    at = arrival(chance)
    if chance.random() < STRANGERS:
        yield _scan(at - 5, f"FOREIGN{chance.getrandbits(64):016X}", door, "entry", chance)
    yield _scan(at, guest.code, door, "entry", chance)
    if guest.cancelled:
        return
    if chance.random() < TWICE:
        yield _scan(at + chance.uniform(3, 60), guest.code, chance.choice(public), "entry", chance)
    yield from _lounge(guest, at, lounges, chance)
    if chance.random() < BREAK:
        out = at + chance.uniform(0.5, 2) * HOUR
        yield _scan(out, guest.code, door, "exit", chance)
        yield _scan(out + chance.uniform(0.1, 0.7) * HOUR, guest.code, chance.choice(public), "entry", chance)
    elif chance.random() < EARLY_EXIT:
        yield _scan(at + chance.uniform(1, 3) * HOUR, guest.code, door, "exit", chance)


def _lounge(guest: Guest, at: float, lounges: Sequence[Door], chance: random.Random) -> Iterator[PlannedScan]:
    for door in lounges:
        if chance.random() < (LOUNGE if door.opens(guest.pass_type) else TRESPASS):
            begin = at + chance.uniform(0.05, 0.4) * HOUR
            yield _scan(begin, guest.code, door, "entry", chance)
            if door.opens(guest.pass_type):
                yield _scan(begin + chance.uniform(0.05, 0.4) * HOUR, guest.code, door, "exit", chance)


def _scan(at: float, code: str, door: Door, direction: str, chance: random.Random) -> PlannedScan:
    return PlannedScan(max(0.0, at), code, door.gate, direction, chance.random() < LOST)
