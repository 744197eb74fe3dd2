"""How many will come in the next half hour: pure, from minute counts. No database, no clock.

A day is a list of admissions by minute, of which minute 0 lies at the same distance from the opening of the doors on
every day. Two simple models each say what comes: one carries on the present trend, damped; the other takes the shape of
the earlier days and scales it to today. They are mixed by how well each did so far, and the mix is tried against the
plainest guess there is, "as many as in the last ten minutes", at every earlier moment. It is worth showing only where
it wins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import sqrt

Minutes = Sequence[int]

BIN = 5  # minutes; predictions are made for these
HORIZON = 30  # minutes ahead that are told
PEAK_WITHIN = 60  # minutes ahead in which the peak is looked for
SAME_AS = 10  # minutes that the plain guess carries on
STEP = 10  # minutes between two moments at which it is tried
TREND = 15  # minutes whose change against those before is the trend
DAMPED = 0.8  # of which so much is left after each bin
SCALED_BY = 60  # minutes that the shape is scaled by
PRIOR = 8.0  # people: so many weigh the size of the day so far against those minutes
SIZED_BY = (
    0.05  # of an earlier day: so much of it has to be over before today's size counts for more than its own
)
REMEMBERED = 9  # trials that say which model does better
SMOOTHED = 10  # minutes to each side over which the earlier days are averaged
TRIED_LEAST = 6  # trials before anything is shown
BETTER_BY = 0.95  # of the plain guess's error is the most that a forecast may have
INSIDE = 0.8  # of the outcomes lay within the interval


@dataclass(frozen=True, slots=True)
class Trial:
    """One earlier moment: what was predicted for the next half hour, what the plain guess said, and what came."""

    predicted: float
    plain: float
    came: int


@dataclass(frozen=True, slots=True)
class Forecast:
    expected: float
    low: float
    high: float
    peak_per_minute: float
    peak_after: int  # minutes from now to the middle of the busiest bin
    error: float  # mean absolute error of the trials
    plain_error: float  # that of the plain guess
    trials: tuple[Trial, ...] = field(repr=False)  # the earliest first

    @property
    def tried(self) -> int:
        return len(self.trials)

    @property
    def is_better(self) -> bool:
        return self.tried >= TRIED_LEAST and self.error <= self.plain_error * BETTER_BY


class Day:
    """Sums over any minutes of a day in one step. What lies outside of it is empty."""

    def __init__(self, minutes: Iterable[float]) -> None:
        self._until = [0.0, *accumulate(minutes)]

    def __len__(self) -> int:
        return len(self._until) - 1

    def sum(self, begin: int, end: int) -> float:
        last = len(self)
        return self._until[min(max(end, 0), last)] - self._until[min(max(begin, 0), last)]


def forecast(today: Minutes, earlier: Sequence[Minutes] = (), own_days: int = 0) -> Forecast:
    """What the next half hour brings, seen from the end of `today`; its first minute is that of the `earlier` days.

    The first `own_days` of these are days of the event itself, the newest first: what would have been predicted on them
    counts as a trial too.
    """
    trials: list[Trial] = []
    for nth in range(own_days - 1, -1, -1):
        trials += _walk(earlier[nth], earlier[nth + 1 :])[0]
    own, mix = _walk(today, earlier)
    trials += own
    bins = mix.bins(len(today))
    expected = sum(bins[: HORIZON // BIN])
    half = _half_width(expected, trials)
    top = max(range(len(bins)), key=bins.__getitem__)
    return Forecast(
        expected=expected,
        low=max(0.0, expected - half),
        high=expected + half,
        peak_per_minute=bins[top] / BIN,
        peak_after=top * BIN + BIN // 2,
        error=_mean(abs(trial.predicted - trial.came) for trial in trials),
        plain_error=_mean(abs(trial.plain - trial.came) for trial in trials),
        trials=tuple(trials),
    )


def _walk(minutes: Minutes, earlier: Sequence[Minutes]) -> tuple[list[Trial], "_Mix"]:
    """Go through a day as if it were new, with no look ahead. Moments without anybody are no trials."""
    day = Day(minutes)
    mix = _Mix(day, _shape(earlier))
    trials: list[Trial] = []
    for now in range(STEP, len(day) - HORIZON + 1, STEP):
        predicted = sum(mix.bins(now)[: HORIZON // BIN])
        plain = day.sum(now - SAME_AS, now) * HORIZON / SAME_AS
        came = round(day.sum(now, now + HORIZON))
        if plain or came:
            trials.append(Trial(predicted, plain, came))
    return trials, mix


class _Mix:
    """The two models, mixed by their errors at moments whose half hour was over."""

    def __init__(self, day: Day, shape: Day | None) -> None:
        self._day = day
        self._shape = shape
        self._errors: dict[int, tuple[float, float]] = {}

    def bins(self, now: int) -> list[float]:
        """What comes in each of the next bins."""
        trend = list(_trend(self._day, now))
        if self._shape is None:
            return trend
        shaped = list(_shaped(self._day, self._shape, now))
        by_trend, by_shape = self._past_errors(now)
        weight = (by_trend + 1) ** 2 / ((by_trend + 1) ** 2 + (by_shape + 1) ** 2)
        return [weight * one + (1 - weight) * other for one, other in zip(shaped, trend, strict=True)]

    def _past_errors(self, now: int) -> tuple[float, float]:
        """Of trend and shape; the shape is believed until there is anything to go by."""
        over = range(now % STEP or STEP, now - HORIZON + 1, STEP)
        errors = [self._error(moment) for moment in over if self._is_busy(moment)][-REMEMBERED:]
        if not errors:
            return 9.0, 0.0
        return _mean(one for one, _ in errors), _mean(other for _, other in errors)

    def _is_busy(self, moment: int) -> bool:
        return self._day.sum(moment - SAME_AS, moment + HORIZON) > 0

    def _error(self, moment: int) -> tuple[float, float]:
        if moment not in self._errors:
            came = self._day.sum(moment, moment + HORIZON)
            by_trend = sum(list(_trend(self._day, moment))[: HORIZON // BIN])
            by_shape = (
                sum(list(_shaped(self._day, self._shape, moment))[: HORIZON // BIN]) if self._shape else 0.0
            )
            self._errors[moment] = abs(by_trend - came), abs(by_shape - came)
        return self._errors[moment]


def _trend(day: Day, now: int) -> Iterator[float]:
    """The rate of the last quarter of an hour, and its change against the one before, which dies away."""
    rate = day.sum(now - TREND, now) / TREND
    before = day.sum(now - 2 * TREND, now - TREND) / TREND
    change = (rate - before) * BIN / TREND  # by bin
    rate += change  # the quarter's mean is that of its middle, more than a bin ago
    for _ in range(PEAK_WITHIN // BIN):
        change *= DAMPED
        rate = max(0.0, rate + change)
        yield rate * BIN


def _shaped(day: Day, shape: Day, now: int) -> Iterator[float]:
    """The earlier days, scaled by the last hour and, where that was thin, by the day so far."""
    usual = SIZED_BY * shape.sum(0, len(shape)) + 1
    whole = (day.sum(0, now) + usual) / (shape.sum(0, now) + usual)
    scale = (day.sum(now - SCALED_BY, now) + PRIOR * whole) / (shape.sum(now - SCALED_BY, now) + PRIOR)
    for begin in range(now, now + PEAK_WITHIN, BIN):
        yield shape.sum(begin, begin + BIN) * scale


def _shape(earlier: Sequence[Minutes]) -> Day | None:
    """The average of the earlier days, each of the same size, smoothed; None without any."""
    days = [Day(minutes) for minutes in earlier if sum(minutes)]
    if not days:
        return None
    size = _mean(day.sum(0, len(day)) for day in days)
    width = 2 * SMOOTHED + 1
    return Day(
        sum(day.sum(at - SMOOTHED, at + SMOOTHED + 1) / day.sum(0, len(day)) for day in days)
        * size
        / len(days)
        / width
        for at in range(max(len(day) for day in days))
    )


def _half_width(expected: float, trials: Sequence[Trial]) -> float:
    """Half of an interval that held `INSIDE` of the outcomes so far; never narrower than chance alone."""
    misses = sorted(abs(trial.predicted - trial.came) / _spread(trial.predicted) for trial in trials)
    usual = misses[min(len(misses) - 1, int(len(misses) * INSIDE))] if misses else 0.0
    return max(usual * _spread(expected), 1.28 * sqrt(expected + 1))


def _spread(expected: float) -> float:
    """How an error grows with what is predicted: by chance, and in proportion."""
    return sqrt(expected + 1) + 0.1 * expected


def _mean(numbers: Iterable[float]) -> float:
    known = list(numbers)
    return sum(known) / len(known) if known else 0.0
