"""Reading the counts of small and large events: it should take the same time."""

import statistics
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial

from django.db import connection
from django.db.models import Count

from checkin.models import Event, Registrant
from checkin.services.access import Actor
from checkin.services.current import current_counts
from checkin.services.scanning import ScanRequest, record_scan
from tests.bench import filling
from tests.bench.filling import Filled
from tests.bench.http_load import Job
from tests.bench.results import Aim, Row, interleaved, percentile
from tests.bench.scans import run_load
from tests.bench.stack import Process, Stack

READS = 200  # in a round, of each kind, at each size
FOLDS = 20
SAME = Aim(1.2, at_least=False)  # differences below a fifth mean nothing on a busy machine


def measure(stack: Stack, *, rounds: int, sizes: Sequence[int]) -> list[Row]:
    fairs = {size: filling.fill(f"people-{size}", size) for size in sizes}
    web = stack.gunicorn("config.wsgi:application")
    scanned = dict.fromkeys(sizes, 0)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # for the reference
    legs: dict[str, Callable[[], float]] = {}
    for size, fair in fairs.items():
        read = partial(current_counts, fair.event.pk)
        legs |= {
            f"service {size}": partial(_of_each, READS, read),
            f"rest {size}": partial(over_rest, web, fair, "counts/", READS),
            f"news {size}": partial(_after_a_scan, fair, scanned),
            f"group by {size}": partial(_of_each, 1, partial(_group_by, fair.event)),
        }
    for leg in legs.values():
        leg()
    found = interleaved(rounds, legs)
    for fair in fairs.values():
        filling.check(fair.event)
    return _rows(found, sizes)


def _rows(found: dict[str, list[float]], sizes: Sequence[int]) -> list[Row]:
    names = {
        "service": "counts, service",
        "rest": "counts over REST, p50",
        "news": "counts after a scan (with a fold)",
    }
    rows = []
    for kind, name in names.items():
        for size in sizes:
            smallest = size == sizes[0]
            rows.append(
                Row(
                    f"{name}, {size:,} registrants",
                    "ms",
                    found[f"{kind} {size}"],
                    "" if smallest else f"at {sizes[0]:,}",
                    () if smallest else found[f"{kind} {sizes[0]}"],
                    None if smallest else SAME,
                )
            )
    largest = sizes[-1]
    groups = found[f"group by {largest}"]
    rows.append(
        Row(f"counts, service, {largest:,}", "ms", found[f"service {largest}"], "GROUP BY", groups),
    )
    return rows


def _of_each(times: int, read: Callable[[], object]) -> float:
    """The median time of a call, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        read()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def over_rest(web: Process, fair: Filled, path: str, reads: int) -> float:
    """The median of so many answers, one after another, in milliseconds."""
    job = Job(
        port=web.port,
        path=f"/api/v1/events/{fair.event.slug}/{path}",
        headers=fair.headers,
        bodies=[""] * reads,
        connections=1,
        seconds=30,
        method="GET",
    )
    done = run_load(job)
    if done.statuses.keys() != {"200"}:
        raise RuntimeError(f"{path}: {done.statuses} {done.sample}")
    return percentile(done.latencies, 0.5)


def _after_a_scan(fair: Filled, scanned: dict[int, int]) -> float:
    taken = []
    for _ in range(FOLDS):
        scanned[fair.people] = scanned[fair.people] % fair.people + 1
        code = filling.code(fair.event.slug, scanned[fair.people])
        request = ScanRequest(code, fair.gate_id, uuid.uuid4())
        record_scan(event=fair.event, request=request, actor=Actor(None, "door"))
        taken.append(_of_each(1, partial(current_counts, fair.event.pk)))
    return statistics.median(taken)


def _group_by(event: Event) -> list[object]:
    return list(Registrant.objects.filter(event=event).values_list("status").annotate(Count("id")))
