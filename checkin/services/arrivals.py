from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TypedDict

from django.db.models import Sum

from checkin.errors import InvalidInput
from checkin.models import MinuteCounter
from checkin.services.counts import fold

MOST_BUCKETS = 10_000


class Arrival(TypedDict):
    at: datetime
    admitted: int


def arrivals(
    event_id: int, *, begin: datetime | None, end: datetime | None, bucket: int, gate_id: int | None
) -> list[Arrival]:
    """Admissions per bucket of so many seconds (whole minutes), empty buckets too; `end` is not included.

    Without limits, from the first arrival to the last. Buckets begin at multiples of their size since
    midnight UTC. Raises InvalidInput when the limits ask for more
    than `MOST_BUCKETS`; without them the last so many are told.
    """
    fold(event_id)
    counters = MinuteCounter.objects.filter(event_id=event_id)
    if gate_id is not None:
        counters = counters.filter(gate_id=gate_id)
    if begin:
        counters = counters.filter(minute__gte=begin)
    if end:
        counters = counters.filter(minute__lt=end)
    admitted: Counter[int] = Counter()
    for minute, n in counters.values_list("minute").annotate(n=Sum("admitted")):
        admitted[_bucket(minute, bucket)] += n
    if not admitted and not (begin and end):
        return []
    first = _bucket(begin, bucket) if begin else min(admitted)
    last = _bucket(end - timedelta(microseconds=1), bucket) if end else max(admitted, default=first)
    if not (begin and end):  # one clock that was years behind must not hide everybody else
        first = max(first, last - (MOST_BUCKETS - 1) * bucket)
    if (last - first) // bucket >= MOST_BUCKETS:
        raise InvalidInput({"bucket": [f"That is more than {MOST_BUCKETS} buckets: take larger ones."]})
    return [
        {"at": datetime.fromtimestamp(at, UTC), "admitted": admitted[at]}
        for at in range(first, last + 1, bucket)
    ]


def _bucket(at: datetime, size: int) -> int:
    return int(at.timestamp()) // size * size
