"""What the servers' memory does in an hour at the doors: scans, reads, and screens that come and go."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from statistics import linear_regression
from threading import Event

from checkin.models import Scan
from tests.bench import filling
from tests.bench.fanout import Screens
from tests.bench.filling import Filled
from tests.bench.results import Aim, Row
from tests.bench.soak_doors import Door, paced
from tests.bench.stack import WORKERS, Process, Stack

PEOPLE = 10_000
DOORS = 8
PACE = 20  # scans a second of all doors
LEAVING = 5  # screens a second that leave and come back
SETTLED_AT = 100  # sockets after which the server has what it needs for the first of them
SAMPLED = 10.0  # seconds
WARM_UP = 0.1  # of the time, which no growth is taken from
GROWTH = Aim(50, at_least=False, of_ratio=False)  # MB
READ = (
    "counts/",
    "activity/",
    "registrants/",
    "arrivals/",
    f"registrants/?offset={PEOPLE // 2}",
    "gates/now/",
    "registrants/?q=person17",
    "scans/",
)
READ_EVERY = 2.0  # seconds
MB, KB = 1e6, 1e3


@dataclass
class Samples:
    """Resident memory of one process, in MB, over the seconds of the run."""

    seconds: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def add(self, seconds: float, resident: int) -> None:
        self.seconds.append(round(seconds, 1))
        self.memory.append(resident / MB)

    def warm(self) -> "Samples":
        """Without those of the warm-up."""
        skipped = sum(at < self.seconds[-1] * WARM_UP for at in self.seconds)
        return Samples(self.seconds[skipped:], self.memory[skipped:])

    def an_hour(self) -> float:
        """MB that come with an hour: the slope of a line through the samples (least squares)."""
        return linear_regression(self.seconds, self.memory).slope * 3600


def measure(stack: Stack, *, minutes: float, sockets: int = 500) -> list[Row]:
    """Raises RuntimeError when an answer, the log or the counters are not what the doors have sent."""
    fair = filling.fill("soak", PEOPLE)
    web, live = stack.gunicorn("config.wsgi:application"), stack.daphne(2 * sockets)
    doors = [Door(web.port, fair, range(nth + 1, PEOPLE + 1, DOORS), seed=nth) for nth in range(DOORS)]
    with Screens() as screens:
        screens.open("live", live, _path(fair), fair.headers, SETTLED_AT)
        settled = live.resident()
        screens.open("live", live, _path(fair), fair.headers, sockets - SETTLED_AT)
        opened = live.resident()
        processes = _named(web, live)
        samples = {name: Samples() for name in processes}
        tasks = [
            *(partial(door.scan, every=DOORS / PACE, after=nth / PACE) for nth, door in enumerate(doors)),
            partial(_read, Door(web.port, fair, (), seed=0)),
            partial(_come_and_go, screens, live, fair),
            partial(_sample, processes, samples),
        ]
        _run(tasks, minutes * 60)
    sent = sum((door.sent for door in doors), Counter[str]())
    _check(fair, sent)
    many = sockets - SETTLED_AT
    a_socket = {
        "when all are open": (opened - settled) / many / KB,
        "at the end": (samples["daphne"].memory[-1] * MB - settled) / many / KB,
    }
    extra = {"minutes": minutes, "sockets": sockets, "scans": sent.total()}
    return [*_rows(samples, extra), *_of_sockets(a_socket, sockets)]


def _named(web: Process, live: Process) -> dict[str, Process]:
    workers = {f"gunicorn worker {nth}": worker for nth, worker in enumerate(web.workers(), 1)}
    if len(workers) != WORKERS:
        raise RuntimeError(f"gunicorn has {len(workers)} workers")
    return {"daphne": live, "gunicorn master": web, **workers}


def _path(fair: Filled) -> str:
    return f"/ws/events/{fair.event.slug}/"


# -- an hour at the doors ---------------------------------------------------------------------------------------------


def _run(tasks: Sequence[Callable[[Event], None]], seconds: float) -> None:
    """All at once for so long, or until one of them fails."""
    ended = Event()
    with ThreadPoolExecutor(len(tasks)) as at_once:
        running = [at_once.submit(task, ended) for task in tasks]
        try:
            wait(running, seconds, FIRST_EXCEPTION)
        finally:
            ended.set()
    for task in running:
        task.result()


def _read(door: Door, ended: Event) -> None:
    """Each over a connection of its own, so that all workers have some."""
    for path, _ in zip(cycle(READ), paced(READ_EVERY, ended), strict=False):
        door.ask("GET", path)
        door.reconnect()


def _come_and_go(screens: Screens, live: Process, fair: Filled, ended: Event) -> None:
    for _ in paced(1, ended):
        screens.replace("live", live, _path(fair), fair.headers, LEAVING)


def _sample(processes: Mapping[str, Process], samples: Mapping[str, Samples], ended: Event) -> None:
    for seconds in paced(SAMPLED, ended):
        for name, process in processes.items():
            samples[name].add(seconds, process.resident())


# -- what came of it --------------------------------------------------------------------------------------------------


def _check(fair: Filled, sent: Counter[str]) -> None:
    logged = Counter(Scan.objects.filter(event=fair.event).values_list("outcome", flat=True))
    if logged != sent:
        raise RuntimeError(f"the doors were told {sent}, the log has {logged}")
    filling.check(fair.event)


def _rows(samples: Mapping[str, Samples], extra: Mapping[str, object]) -> list[Row]:
    return [row for name, of in samples.items() for row in _of_process(name, of, extra)]


def _of_process(name: str, samples: Samples, extra: Mapping[str, object]) -> list[Row]:
    warm = samples.warm()
    first, last = warm.memory[0], warm.memory[-1]
    every = {**extra, "process": name, "seconds": samples.seconds, "samples": samples.memory}
    return [
        Row(f"{name}, memory after the first tenth", "MB", [first]),
        Row(f"{name}, memory at the end", "MB", [last]),
        Row(f"{name}, growth since the first tenth", "MB", [last - first], aim=GROWTH, extra=every),
        Row(f"{name}, slope since the first tenth", "MB/hour", [warm.an_hour()]),
    ]


def _of_sockets(found: Mapping[str, float], sockets: int) -> list[Row]:
    return [
        Row(f"daphne, memory of a socket of {sockets:,}, {when}", "kB", [size])
        for when, size in found.items()
    ]
