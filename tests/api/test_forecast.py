"""The forecast: shown where earlier predictions beat the plain guess, and withheld with a reason elsewhere."""

import math
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from checkin.models import Event, MinuteCounter, User
from tests.api.conftest import Api
from tests.making import gate_of, make_event

pytestmark = pytest.mark.django_db

NUMBERS = ("expected", "low", "high", "peak", "error")


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def rush(event: Event, opening: datetime, until: datetime, size: float = 1) -> None:
    """People come for two hours about the opening."""
    gate = gate_of(event)
    minutes = [opening + timedelta(minutes=nth) for nth in range(-60, 240)]
    rate = {
        at: size * 20 * math.exp(-((((at - opening).total_seconds() / 60 - 60) / 40) ** 2)) for at in minutes
    }
    MinuteCounter.objects.bulk_create(
        MinuteCounter(event=event, gate=gate, minute=at, admitted=round(n))
        for at, n in rate.items()
        if at < until and round(n)
    )


def event_since(organiser: User, begin: datetime, **fields: Any) -> Event:
    return make_event(organiser, **{"starts_at": begin, "ends_at": begin + timedelta(hours=9), **fields})


def told(user: User, event: Event) -> dict[str, Any]:
    answer = Api(user, event).get("forecast/")
    assert answer.status_code == 200
    return dict(answer.json())


def test_a_second_day_is_foreseen_by_the_first(organiser: User, now: datetime) -> None:
    event = event_since(organiser, now - timedelta(hours=25), ends_at=now + timedelta(hours=8))
    rush(event, event.starts_at, now)
    rush(event, event.starts_at + timedelta(days=1), now, size=1.5)
    answer = told(organiser, event)
    assert (answer["withheld"], answer["days"], answer["events"], answer["minutes"]) == (None, 1, 0, 30)
    comes = sum(round(1.5 * 20 * math.exp(-((minute / 40) ** 2))) for minute in range(30))
    assert answer["low"] <= comes <= answer["high"]
    assert abs(answer["expected"] - comes) < 0.2 * comes
    assert answer["error"]["forecast"] < answer["error"]["same_as_before"]
    assert now <= datetime.fromisoformat(answer["peak"]["at"]) <= now + timedelta(hours=1)
    assert 20 <= answer["peak"]["per_minute"] <= 40


def test_earlier_events_of_the_same_organisers_count_and_others_do_not(
    organiser: User, now: datetime
) -> None:
    event = event_since(organiser, now - timedelta(hours=1))
    rush(event, event.starts_at, now)
    for nth, creator in enumerate((organiser, None)):
        begin = event.starts_at - timedelta(days=30 + nth)
        before = make_event(
            creator, name=f"Before {nth}", starts_at=begin, ends_at=begin + timedelta(hours=9)
        )
        rush(before, begin, now)
    answer = told(organiser, event)
    assert (answer["withheld"], answer["events"]) == (None, 1)


def test_crowds_that_nobody_can_foresee_are_withheld(organiser: User, now: datetime) -> None:
    event = event_since(organiser, now - timedelta(hours=5))
    gate = gate_of(event)
    for nth in range(300):
        if (nth // 30) % 3 == 0:
            at = now - timedelta(minutes=300 - nth)
            MinuteCounter.objects.create(event=event, gate=gate, minute=at, admitted=9)
    answer = told(organiser, event)
    assert answer["withheld"] in ("not_better", "quiet")
    assert [answer[number] for number in NUMBERS] == [None] * 5


@pytest.mark.parametrize(
    ("opened", "why"),
    [(-timedelta(hours=7), "not_begun"), (timedelta(hours=1), "quiet"), (timedelta(hours=12), "over")],
)
def test_without_people_there_is_a_reason(
    organiser: User, now: datetime, opened: timedelta, why: str
) -> None:
    answer = told(organiser, event_since(organiser, now - opened))
    assert answer["withheld"] == why
    assert [answer[number] for number in NUMBERS] == [None] * 5


def test_members_see_it_and_fields_are_picked(viewer: Api, door: Api) -> None:
    assert door.get("forecast/").status_code == 200
    assert viewer.get("forecast/", {"fields": "minutes,withheld"}).json().keys() == {"minutes", "withheld"}
    assert viewer.get("forecast/", {"fields": "email"}).status_code == 400
