"""The forecast of an event, from its minute counters and those of earlier events of the same organisers."""

from collections import Counter
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypedDict

from django.db.models import Sum
from django.utils import timezone

from checkin.choices import Role, Withheld
from checkin.forecast import HORIZON, Forecast, forecast
from checkin.models import Event, Member, MinuteCounter
from checkin.services.counts import fold, minute_of

LEAD = timedelta(hours=6)  # a day begins so long before its doors open
DAY = timedelta(days=1)
MINUTES = 24 * 60
OVER = timedelta(hours=2)  # after its end nobody is expected any more
OWN_DAYS = 4  # earlier days of the event that are looked at
EVENTS = 3  # earlier events, the newest of those that had anybody
EVENT_DAYS = 2  # of each of them
CANDIDATES = 20  # earlier events that are asked for
KEPT = 32  # events whose forecast of this minute a process keeps
QUIET = 5.0  # fewer in half an hour, now and soon, are nothing to foretell


class Peak(TypedDict):
    at: str
    per_minute: float


class PastError(TypedDict):
    """Mean absolute errors of earlier half hours, in people."""

    forecast: float
    same_as_before: float  # "as many as in the last ten minutes"
    tried: int


class ForecastTold(TypedDict):
    as_of: str
    minutes: int
    withheld: Withheld | None  # why there are no numbers
    expected: int | None
    low: int | None
    high: int | None
    peak: Peak | None
    error: PastError | None
    days: int  # earlier days of the event, and
    events: int  # earlier events, that it goes by


def current_forecast(event: Event) -> ForecastTold:
    """How many will be admitted in the next half hour; numbers only where earlier predictions beat the plain guess."""
    fold(event.pk)
    now = minute_of(timezone.now())
    begin = event.starts_at - LEAD
    if now < begin:
        return _withheld(now, Withheld.NOT_BEGUN)
    if now > event.ends_at + OVER:
        return _withheld(now, Withheld.OVER)
    begin += (now - begin) // DAY * DAY
    return foreseen(event, begin, now, tuple(_day(event.pk, begin, until=now)))


@lru_cache(maxsize=KEPT)
def foreseen(event: Event, begin: datetime, now: datetime, today: tuple[int, ...]) -> ForecastTold:
    """The same for all who ask in this minute: it takes a tenth of a second, and every dashboard asks."""
    first = event.starts_at - LEAD
    before = min((begin - first) // DAY, OWN_DAYS)
    own = _days(event.pk, [begin - nth * DAY for nth in range(1, before + 1)])
    others = _earlier_events(event)
    told = forecast(today, own + [day for days in others for day in days], own_days=len(own))
    if max(told.expected, sum(today[-HORIZON:])) < QUIET:
        return _withheld(now, Withheld.QUIET)
    if not told.is_better:
        return _withheld(now, Withheld.NOT_BETTER)
    return _told(told, now, days=len(own), events=len(others))


def _told(found: Forecast, now: datetime, *, days: int, events: int) -> ForecastTold:
    return {
        "as_of": now.isoformat(),
        "minutes": HORIZON,
        "withheld": None,
        "expected": round(found.expected),
        "low": round(found.low),
        "high": round(found.high),
        "peak": {
            "at": (now + timedelta(minutes=found.peak_after)).isoformat(),
            "per_minute": round(found.peak_per_minute, 1),
        },
        "error": {
            "forecast": round(found.error, 1),
            "same_as_before": round(found.plain_error, 1),
            "tried": found.tried,
        },
        "days": days,
        "events": events,
    }


def _withheld(now: datetime, why: Withheld) -> ForecastTold:
    return {
        "as_of": now.isoformat(),
        "minutes": HORIZON,
        "withheld": why,
        "expected": None,
        "low": None,
        "high": None,
        "peak": None,
        "error": None,
        "days": 0,
        "events": 0,
    }


def _earlier_events(event: Event) -> list[list[list[int]]]:
    """Days of the newest events that were over before this one began, by any organiser of it."""
    organisers = Member.objects.filter(event=event, role=Role.ORGANISER).values("user")
    before = Event.objects.filter(
        members__user__in=organisers, members__role=Role.ORGANISER, ends_at__lt=event.starts_at
    )
    newest = before.distinct().order_by("-ends_at", "-id").values_list("id", "starts_at")[:CANDIDATES]
    found: list[list[list[int]]] = []
    for id_, starts_at in newest:
        days = _days(id_, [starts_at - LEAD + nth * DAY for nth in range(EVENT_DAYS)])
        found += [days] if days else []
        if len(found) == EVENTS:
            break
    return found


def _days(event_id: int, begins: list[datetime]) -> list[list[int]]:
    """Those of these days on which somebody came."""
    return [day for day in (_day(event_id, begin) for begin in begins) if any(day)]


def _day(event_id: int, begin: datetime, until: datetime | None = None) -> list[int]:
    """Admissions by minute, from the begin of the day to its end, or to a moment that is not over."""
    begin = minute_of(begin)
    end = until or begin + DAY
    counters = MinuteCounter.objects.filter(event_id=event_id, minute__gte=begin, minute__lt=end)
    rows = counters.values_list("minute").annotate(n=Sum("admitted"))
    admitted: Counter[int] = Counter({(at - begin) // timedelta(minutes=1): n for at, n in rows})
    return [admitted[minute] for minute in range(min(MINUTES, (end - begin) // timedelta(minutes=1)))]
