"""Each trial: which faults come, what must hold nevertheless, and with which flaw it must be found not to hold."""

import asyncio
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.torture.checker import Findings, Journals, check
from tests.faults.torture.fleet import Orders
from tests.faults.torture.nemesis import Nemesis
from tests.faults.torture.screens import Screen
from tests.faults.torture.system import ROOT, System, running

if TYPE_CHECKING:
    from checkin.models import Event

DEVICES = 8  # of each event
PER_SECOND = 4.0  # scans of each device
TICKETS = 300
CAPACITY = 120  # of the area of the first event
SCREENS = 3  # of each event
PAUSE = (1.0, 3.0)  # seconds between two faults
DRAINS_WITHIN = 60.0  # seconds after the last fault until each scan has its answer
CONVERGES_WITHIN = 5.0  # RELIABILITY I5
SEEN_WITHIN = 3.0  # seconds, where nothing that a screen needs was away
TWICE = (
    "is inside",
    "have room",
    "cannot be counted",
    "Difference(",
)  # what two scans that did not wait leave
GROWS_AT_MOST = 50e6  # bytes, RELIABILITY I10
WARM_AFTER = 5.0  # seconds of scanning, after which the servers have loaded what they need
Fault = Callable[[Nemesis], None]


@dataclass(frozen=True)
class Trial:
    """`stale_at_most`: seconds; None where the database itself was away, or the screens' server."""

    faults: tuple[Fault, ...]
    stale_at_most: float | None = None
    tickets: int = TICKETS
    control: str = ""  # forgetful, changed_keys, no_fsync, no_locks or deaf_feed
    on_sqlite: bool = False


TRIALS = {
    "rush": Trial((), SEEN_WITHIN, tickets=5, control="no_locks"),
    "crashes": Trial((Nemesis.kill_program,), control="changed_keys"),
    "stops": Trial((Nemesis.stop_program, Nemesis.freeze_program), control="changed_keys"),
    "redis": Trial(
        (Nemesis.kill_redis, Nemesis.empty_redis, Nemesis.freeze_redis), SEEN_WITHIN, control="deaf_feed"
    ),
    "postgres": Trial(
        (Nemesis.kill_postgres, Nemesis.freeze_postgres, Nemesis.end_backends), control="no_fsync"
    ),
    "network": Trial((Nemesis.bad_network, Nemesis.lose_answers), SEEN_WITHIN, control="changed_keys"),
    "devices": Trial((Nemesis.kill_fleet,), SEEN_WITHIN, control="forgetful"),
}
TRIALS["all at once"] = Trial(tuple(fault for trial in TRIALS.values() for fault in trial.faults))
TRIALS["sqlite"] = Trial(
    tuple(fault for name in ("crashes", "stops", "network", "devices") for fault in TRIALS[name].faults),
    control="changed_keys",
    on_sqlite=True,
)


@dataclass
class Outcome(Findings):
    """`shows`: that what a flaw does was seen, and not just anything."""

    trial: str = ""
    seed: int = 0
    faults_survived: int = 0
    staleness: float = 0.0  # the worst, in seconds
    grown: int = 0  # bytes

    def shows(self, flaw: str) -> bool:
        match flaw:
            case "forgetful" | "no_fsync":
                return self.lost > 0
            case "changed_keys":
                return self.doubled > 0
            case "deaf_feed":
                return self.staleness > SEEN_WITHIN
        return any(evidence in fault for fault in self.faults for evidence in TWICE)


@dataclass
class Fleet:
    """The process of the devices, started again after each kill with what is left of its time."""

    orders: Orders
    path: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    def start(self) -> None:
        self.path.write_text(json.dumps(asdict(self.orders)))
        command = [sys.executable, "-m", "tests.faults.torture.fleet", str(self.path)]
        self.process = subprocess.Popen(command, cwd=ROOT)

    def restart(self) -> None:
        self.kill()
        self.start()

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def drain(self) -> bool:
        """Whether each scan has its answer in time."""
        assert self.process is not None
        try:
            return self.process.wait(DRAINS_WITHIN) == 0
        except subprocess.TimeoutExpired:
            self.kill()
            return False


def run(name: str, seconds: float, seed: int, var: Path, *, control: bool = False) -> Outcome:
    trial = TRIALS[name]
    flaw = trial.control if control else ""
    server_flaw = flaw if flaw in ("no_locks", "deaf_feed") else ""
    with running(var, flaw=server_flaw, forgets=flaw == "no_fsync", on_sqlite=trial.on_sqlite) as system:
        return asyncio.run(_run(system, name, trial, flaw, seconds, seed, var))


async def _run(
    system: System, name: str, trial: Trial, flaw: str, seconds: float, seed: int, var: Path
) -> Outcome:
    from asgiref.sync import sync_to_async

    events, devices, token = await sync_to_async(_set_up)(trial.tickets)
    orders = Orders(
        url=system.proxy.url,
        journals=str(var),
        devices=devices,
        until=time.time() + seconds,
        per_second=PER_SECOND,
        seed=seed,
        is_forgetful=flaw == "forgetful",
        changes_keys=flaw == "changed_keys",
    )
    screens = [
        Screen(system.live, event.slug, token, tuple(other.slug for other in events if other is not event))
        for event in events
        for _ in range(SCREENS)
    ]
    with _watched(screens), _sending(Fleet(orders, var / "orders.json")) as fleet:
        await asyncio.sleep(WARM_AFTER)
        before = system.memory()
        nemesis = Nemesis(system, fleet.restart, random.Random(seed))
        survived = await asyncio.to_thread(_torment, nemesis, trial.faults, orders.until)
        is_drained = await asyncio.to_thread(fleet.drain)
        await asyncio.gather(*(screen.converge(CONVERGES_WITHIN) for screen in screens))
    outcome = Outcome(trial=name, seed=seed, faults_survived=survived)
    outcome.grown = system.memory() - before
    for event in events:
        await sync_to_async(_judge)(outcome, event, screens, var, trial, flaw)
    if not is_drained and flaw != "forgetful":
        outcome.faults.append(f"not every scan was answered within {DRAINS_WITHIN} s")
    if outcome.grown > GROWS_AT_MOST:
        outcome.faults.append(f"the servers grew by {outcome.grown / 1e6:.0f} MB")
    return outcome


def _set_up(tickets: int) -> tuple[list["Event"], list[dict[str, object]], str]:
    """Two events, the first with little room; devices of both; the token of an organiser of both."""
    from checkin.choices import DeviceKind
    from checkin.models import User
    from checkin.services.devices import create_device, pair_device
    from tests.live_clients import token_of
    from tests.making import change_area, gate_of, make_event, make_registrant, other_gate

    organiser = User.objects.create_user("olga@example.org", "a long password", name="Olga")
    events = [make_event(organiser, name=name, slug=name.lower()) for name in ("Alpha-7Q", "Beta-3X")]
    change_area(events[0], capacity=CAPACITY if tickets > CAPACITY else 2)
    devices: list[dict[str, object]] = []
    for event in events:
        gates = [gate_of(event), other_gate(event)]
        people = [make_registrant(event, f"{event.slug} guest {number}") for number in range(tickets)]
        for number in range(DEVICES):
            fields = {"kind": DeviceKind.SCANNER, "name": f"{event.slug} {number}"}
            _, secret = pair_device(create_device(event=event, fields=fields).code)
            codes = [*(person.code for person in people), "NOBODY-HAS-THIS"]
            gate = gates[number % 2].pk
            devices.append(
                {
                    "name": f"{event.slug}-{number}",
                    "token": secret,
                    "event": event.slug,
                    "gate": gate,
                    "codes": codes,
                }
            )
    return events, devices, token_of(organiser)


@contextmanager
def _watched(screens: list[Screen]) -> Iterator[None]:
    tasks = [asyncio.get_running_loop().create_task(screen.watch()) for screen in screens]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


@contextmanager
def _sending(fleet: Fleet) -> Iterator[Fleet]:
    fleet.start()
    try:
        yield fleet
    finally:
        fleet.kill()


def _torment(nemesis: Nemesis, faults: tuple[Fault, ...], until: float) -> int:
    survived = 0
    while time.time() < until - PAUSE[1]:
        time.sleep(nemesis.random.uniform(*PAUSE))
        if faults:
            nemesis.random.choice(faults)(nemesis)
            survived += 1
    return survived


def _judge(
    outcome: Outcome,
    event: "Event",
    screens: list[Screen],
    var: Path,
    trial: Trial,
    flaw: str,
) -> None:
    from django.db import DatabaseError, connections

    from checkin.services.recount import recount

    connections.close_all()  # Postgres may have been killed since they were opened
    journals = Journals()
    for path in var.glob(f"{event.slug}-*.jsonl"):
        journals.read(path)
    capacity = event.areas.get().capacity
    found = check(journals, event.pk, capacity, flaw == "changed_keys")
    outcome.operations += found.operations
    outcome.acknowledged += found.acknowledged
    outcome.lost += found.lost
    outcome.doubled += found.doubled
    outcome.faults += found.faults
    try:
        outcome.faults += [f"{event.slug}: {difference}" for difference in recount(event.pk)]
    except DatabaseError as error:  # the counters' own constraints have seen it first
        outcome.faults.append(f"{event.slug} cannot be counted: {error}")
    for screen in screens:
        if screen.event != event.slug:
            continue
        outcome.faults += screen.faults
        stale = screen.staleness(journals.answered_at)
        outcome.staleness = max(outcome.staleness, stale)
        if trial.stale_at_most is not None and stale > trial.stale_at_most:
            outcome.faults.append(f"a screen of {event.slug} was {stale:.1f} s behind")
