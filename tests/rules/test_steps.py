import pytest

from checkin.choices import Status
from checkin.rules import allowed_steps

R, C, I, X = Status.REGISTERED, Status.CONFIRMED, Status.CHECKED_IN, Status.CANCELLED  # noqa: E741 - one letter each


@pytest.mark.parametrize(
    ("status", "before", "allowed"),
    [
        (R, None, {C, I, X}),
        (C, None, {R, I, X}),
        (I, R, {R, X}),
        (I, C, {C, X}),
        (X, None, {R}),
    ],
)
def test_a_status_may_become(status: Status, before: Status | None, allowed: set[Status]) -> None:
    assert set(allowed_steps(status, before)) == allowed
