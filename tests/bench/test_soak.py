"""What is made of the samples of a soak."""

import pytest

from tests.bench.soak import Samples


def samples(*memory: int) -> Samples:
    found = Samples()
    for nth, resident in enumerate(memory):
        found.add(nth * 10, resident * 1_000_000)
    return found


def test_growth_is_by_the_hour() -> None:
    assert samples(100, 101, 102, 103).an_hour() == pytest.approx(360)
    assert samples(100, 100, 100).an_hour() == 0


def test_the_first_tenth_does_not_count() -> None:
    found = samples(20, 80, *[100] * 19).warm()

    assert found.memory == [100] * 19
    assert found.an_hour() == 0
