"""Who may pass: the rules as a table."""

import itertools
from dataclasses import fields, replace
from typing import Any

import pytest

from checkin.choices import Direction, Outcome, RefusalReason, Status
from checkin.rules import OVERRIDABLE, Decision, Facts, decide

WELCOME = Facts(direction=Direction.ENTRY, status=Status.REGISTERED)
LEAVING = Facts(direction=Direction.EXIT, status=Status.CHECKED_IN, inside=True, entered_before=True)

REFUSALS: list[tuple[RefusalReason, dict[str, Any]]] = [
    (RefusalReason.UNKNOWN_CODE, {"status": None}),
    (RefusalReason.CANCELLED, {"status": Status.CANCELLED}),
    (RefusalReason.NOT_CONFIRMED, {"requires_confirmation": True}),
    (RefusalReason.RETIRED_CODE, {"retired": True}),
    (RefusalReason.WRONG_PASS, {"opens": False}),
    (RefusalReason.ALREADY_INSIDE, {"inside": True, "entered_before": True}),
    (RefusalReason.ALREADY_USED, {"entered_before": True, "reentry": False}),
    (RefusalReason.AREA_FULL, {"full": True}),
    (RefusalReason.EVENT_CLOSED, {"closed": True}),
]


def test_a_registrant_is_admitted() -> None:
    assert decide(WELCOME) == Decision(Outcome.ADMITTED)


def test_whoever_is_inside_may_leave() -> None:
    assert decide(LEAVING) == Decision(Outcome.EXITED)


@pytest.mark.parametrize("status", [Status.REGISTERED, Status.CONFIRMED, Status.CHECKED_IN])
def test_every_status_but_cancelled_is_admitted(status: Status) -> None:
    assert decide(replace(WELCOME, status=status)).outcome is Outcome.ADMITTED


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.CHECKED_IN])
def test_a_confirmed_registrant_passes_where_confirmation_is_required(status: Status) -> None:
    assert decide(replace(WELCOME, status=status, requires_confirmation=True)).outcome is Outcome.ADMITTED


@pytest.mark.parametrize(("reason", "facts"), REFUSALS)
def test_each_reason_refuses(reason: RefusalReason, facts: dict[str, Any]) -> None:
    decision = decide(replace(WELCOME, **facts))
    assert (decision.outcome, decision.reason) == (Outcome.REFUSED, reason)
    assert decision.overridable == (reason in OVERRIDABLE)


@pytest.mark.parametrize(("reason", "facts"), REFUSALS)
def test_an_override_lifts_what_may_be_lifted(reason: RefusalReason, facts: dict[str, Any]) -> None:
    decision = decide(replace(WELCOME, override=True, **facts))
    if reason in OVERRIDABLE:
        assert decision == Decision(Outcome.ADMITTED, overridden=True)
    else:
        assert (decision.outcome, decision.reason, decision.overridden) == (Outcome.REFUSED, reason, False)


def test_reasons_are_preferred_in_the_order_of_the_vocabulary() -> None:
    order = list(RefusalReason)
    for (first, facts), (second, more) in itertools.combinations(REFUSALS, 2):
        shown = decide(replace(WELCOME, **{**more, **facts})).reason
        assert shown == min(first, second, key=order.index), (first, second)


def test_an_override_that_is_not_needed_is_none() -> None:
    assert decide(replace(WELCOME, override=True)) == Decision(Outcome.ADMITTED)


def test_an_override_shows_what_it_cannot_lift() -> None:
    facts = replace(WELCOME, requires_confirmation=True, retired=True)
    assert decide(facts).reason is RefusalReason.NOT_CONFIRMED
    assert not decide(facts).overridable
    assert decide(replace(facts, override=True)).reason is RefusalReason.RETIRED_CODE


def test_a_way_back_where_the_area_allows_it() -> None:
    assert decide(replace(WELCOME, status=Status.CHECKED_IN, entered_before=True)).outcome is Outcome.ADMITTED


def test_whoever_is_inside_a_full_area_takes_no_second_place() -> None:
    assert (
        decide(replace(WELCOME, inside=True, entered_before=True, full=True)).reason
        is RefusalReason.ALREADY_INSIDE
    )


def test_leaving_without_having_come() -> None:
    decision = decide(replace(LEAVING, inside=False, override=True))
    assert (decision.reason, decision.overridable) == (RefusalReason.NOT_INSIDE, False)


@pytest.mark.parametrize("facts", [{"closed": True}, {"full": True}, {"opens": False}, {"reentry": False}])
def test_nothing_keeps_people_from_leaving(facts: dict[str, Any]) -> None:
    assert decide(replace(LEAVING, **facts)).outcome is Outcome.EXITED


def test_every_combination_of_facts_has_one_consistent_answer() -> None:
    values: dict[str, list[Any]] = {f.name: [False, True] for f in fields(Facts)}
    values |= {"direction": list(Direction), "status": [None, *Status]}
    for combination in itertools.product(*values.values()):
        facts = Facts(**dict(zip(values, combination, strict=True)))
        decision = decide(facts)
        assert (decision.outcome is Outcome.REFUSED) == (decision.reason is not None)
        assert not (decision.overridden and not facts.override)
        if decision.outcome is Outcome.ADMITTED:
            assert facts.status not in {None, Status.CANCELLED}
            assert not facts.retired
        if decision.overridable:
            assert decide(replace(facts, override=True)).outcome is Outcome.ADMITTED
