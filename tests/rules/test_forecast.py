"""The forecast against made-up days: where it wins it says so, where it does not it keeps silent."""

import math
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from checkin.forecast import HORIZON, SAME_AS, TRIED_LEAST, Forecast, Trial, forecast

OPEN = 360  # minutes before the doors open, of which nobody comes in the most
SEEDS = range(5)

Rate = Callable[[int], float]


def bump(at: float, width: float, height: float) -> Rate:
    return lambda minute: height * math.exp(-(((minute - OPEN - at) / width) ** 2))


def morning(minute: int) -> float:
    """Doors at nine: a rush before the opening talk, a second one after lunch."""
    return bump(20, 35, 14)(minute) + bump(270, 40, 5)(minute) + (0.4 if minute > OPEN - 30 else 0)


def waves(minute: int) -> float:
    """A shuttle bus every forty minutes."""
    into = (minute - OPEN) % 40
    return (12 if into < 8 else 1.5) if 0 <= minute - OPEN < 400 else 0


def steady(minute: int) -> float:
    return 6 if minute >= OPEN else 0


def crowds(levels: list[float]) -> Rate:
    return lambda minute: levels[minute // 30]


def day(rate: Rate, seed: int, size: float = 1, until: int = 1440) -> list[int]:
    rng = random.Random(seed)

    def chance(mean: float) -> int:
        """Poisson's, by Knuth."""
        limit, count, product = math.exp(-mean), 0, rng.random()
        while product > limit:
            count, product = count + 1, product * rng.random()
        return count

    return [chance(rate(minute) * size) for minute in range(until)]


def back_test(rate: Rate, seed: int, earlier: list[list[int]], size: float = 1) -> Forecast:
    return forecast(day(rate, seed, size, until=OPEN + 420), earlier)


@pytest.mark.parametrize("size", [0.3, 1, 3])
@pytest.mark.parametrize("rate", [morning, waves])
def test_with_earlier_days_it_beats_the_last_ten_minutes(rate: Rate, size: float) -> None:
    for seed in SEEDS:
        earlier = [day(rate, 100 + seed), day(rate, 200 + seed, 1.5)]
        told = back_test(rate, seed, earlier, size)
        assert told.is_better, (seed, told)
        assert told.error < 0.8 * told.plain_error, (seed, told)


def test_by_its_own_curve_alone_it_is_better_over_many_mornings() -> None:
    """Without any earlier day the trend is all there is."""
    told = [back_test(morning, seed, []) for seed in range(20)]
    assert sum(one.error for one in told) < 0.9 * sum(one.plain_error for one in told)
    assert sum(one.is_better for one in told) >= 15


@pytest.mark.parametrize(
    ("tried", "error", "is_better"),
    [(6, 19.0, True), (6, 19.1, False), (6, 21.0, False), (5, 0.0, False), (100, 19.0, True)],
)
def test_it_is_better_by_a_twentieth_in_enough_trials(tried: int, error: float, is_better: bool) -> None:
    told = forecast([])
    trials = (Trial(predicted=0, plain=0, came=1),) * tried
    assert replace(told, error=error, plain_error=20.0, trials=trials).is_better is is_better


def test_days_of_another_kind_show_nothing() -> None:
    """The earlier days had their rush when nobody comes today: it is wrong, and knows it."""
    late = [day(bump(330, 30, 14), 7), day(bump(330, 30, 14), 8)]
    for seed in SEEDS:
        misled = back_test(morning, seed, late)
        assert not misled.is_better, (seed, misled)


def test_what_cannot_be_foreseen_is_not_shown() -> None:
    """Crowds that come at random, for half an hour each: the last minutes say all that can be said, if anything."""
    better = 0
    for seed in range(20):
        rng = random.Random(seed)
        levels = [rng.choice([0.5, 14]) for _ in range(48)]
        told = forecast(day(crowds(levels), seed, until=900))
        better += told.is_better
    assert better <= 5


def test_too_few_trials_show_nothing() -> None:
    early = forecast(day(morning, 1, until=OPEN - 30), [])
    assert early.tried < TRIED_LEAST
    assert not early.is_better


def test_most_outcomes_lie_within_the_interval() -> None:
    inside = total = 0
    for seed in range(6):
        whole = day(morning, seed)
        earlier = [day(morning, 100 + seed), day(morning, 200 + seed)]
        for now in range(OPEN, OPEN + 360, 20):
            told = forecast(whole[:now], earlier)
            came = sum(whole[now : now + HORIZON])
            inside += told.low <= came <= told.high
            total += 1
    assert 0.7 <= inside / total <= 0.98


def test_the_peak_of_the_hour_is_found_before_it_comes() -> None:
    earlier = [day(morning, 1), day(morning, 2)]
    told = forecast(day(morning, 3, until=OPEN - 20), earlier)
    assert 25 <= told.peak_after <= 57
    assert 9 <= told.peak_per_minute <= 19


@pytest.mark.parametrize("then", [0, 1, 50])
@pytest.mark.parametrize("earlier", [0, 2])
def test_trials_never_look_ahead(earlier: int, then: int) -> None:
    """What comes after a moment changes nothing of what was predicted at it."""
    days = [day(morning, 100 + nth) for nth in range(earlier)]
    minutes = day(morning, 1, until=OPEN + 60)
    one, other = forecast(minutes, days), forecast([*minutes, *[then] * 3 * HORIZON], days)
    assert other.tried > one.tried > TRIED_LEAST
    assert other.trials[: one.tried] == one.trials


def test_a_forecast_is_what_a_trial_at_that_moment_would_have_been() -> None:
    whole, earlier = day(morning, 1, until=OPEN + 120), [day(morning, 2)]
    for now in (OPEN - 20, OPEN, OPEN + 40):
        told = forecast(whole[:now], earlier)
        came = sum(whole[now : now + HORIZON])
        then = forecast(whole[: now + HORIZON], earlier).trials[-1]
        assert then.predicted == pytest.approx(told.expected)
        assert then.came == came


def test_days_of_the_event_itself_are_trials_too() -> None:
    today, earlier = day(morning, 1, until=OPEN - 30), [day(morning, 2), day(morning, 3)]
    assert not forecast(today, earlier).is_better
    told = forecast(today, earlier, own_days=2)
    assert told.tried > forecast(today, earlier).tried
    assert told.is_better


def test_a_day_without_anybody_is_foreseen_as_such() -> None:
    told = forecast([0] * 600)
    assert (told.expected, told.tried, told.is_better) == (0, 0, False)
    assert forecast([]).expected == 0


def test_the_plain_guess_is_the_last_ten_minutes() -> None:
    assert (SAME_AS, HORIZON) == (10, 30)
    by_ten_minutes = [0, 1, 3, 0, 2, 0, 0]  # people a minute
    told = forecast([rate for rate in by_ten_minutes for _ in range(10)])
    assert [trial.plain for trial in told.trials] == [0, 30, 90, 0]
    assert [trial.came for trial in told.trials] == [40, 50, 20, 20]
    assert told.plain_error == (40 + 20 + 70 + 20) / 4
    missed = [abs(trial.predicted - trial.came) for trial in told.trials]
    assert told.error == pytest.approx(sum(missed) / 4)


def test_of_an_even_stream_all_say_the_same() -> None:
    told = forecast([2] * 200)
    assert told.plain_error == 0
    assert round(told.expected) == 2 * HORIZON
