"""Who may pass: pure decisions from given facts. No database, no clock, no HTTP.

The order of `RefusalReason` is the order in which reasons are preferred; the status steps are a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checkin.choices import Direction, Outcome, RefusalReason, Status

OVERRIDABLE = frozenset(
    {
        RefusalReason.NOT_CONFIRMED,
        RefusalReason.WRONG_PASS,
        RefusalReason.ALREADY_INSIDE,
        RefusalReason.ALREADY_USED,
        RefusalReason.AREA_FULL,
        RefusalReason.EVENT_CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a code is read at a gate. `status` is None for a code that nobody has."""

    direction: Direction
    status: Status | None
    retired: bool = False  # the code was replaced by a reissue
    requires_confirmation: bool = False
    closed: bool = False
    opens: bool = True  # the pass type opens this area
    reentry: bool = True  # this area lets people come back after an exit
    inside: bool = False  # in this area now
    entered_before: bool = False  # was admitted to this area at some time
    full: bool = False  # this area holds its capacity
    override: bool = False  # someone at the door decided, and gave a reason


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    reason: RefusalReason | None = None
    overridable: bool = False  # an override would admit
    overridden: bool = False  # an override did admit


def decide(facts: Facts) -> Decision:
    """Decide one scan. Every combination of facts has exactly one answer; nothing is raised."""
    reasons = list(_reasons(facts))
    if not reasons:
        entry = facts.direction is Direction.ENTRY
        return Decision(Outcome.ADMITTED if entry else Outcome.EXITED)
    overridable = OVERRIDABLE.issuperset(reasons)
    if facts.override and overridable:
        return Decision(Outcome.ADMITTED, overridden=True)
    # with an override, what it could not lift is the more helpful reason
    shown = next(r for r in reasons if r not in OVERRIDABLE) if facts.override else reasons[0]
    return Decision(Outcome.REFUSED, shown, overridable=overridable)


def _reasons(facts: Facts) -> Iterator[RefusalReason]:
    """Every reason to refuse, the most helpful first."""
    if facts.status is None:
        yield RefusalReason.UNKNOWN_CODE
        return
    entry = facts.direction is Direction.ENTRY
    if facts.status is Status.CANCELLED:
        yield RefusalReason.CANCELLED
    if entry and facts.requires_confirmation and facts.status is Status.REGISTERED:
        yield RefusalReason.NOT_CONFIRMED
    if facts.retired:
        yield RefusalReason.RETIRED_CODE
    if not entry:  # leaving is always possible for whoever is inside
        if not facts.inside:
            yield RefusalReason.NOT_INSIDE
        return
    if not facts.opens:
        yield RefusalReason.WRONG_PASS
    if facts.inside:
        yield RefusalReason.ALREADY_INSIDE
    elif facts.entered_before and not facts.reentry:
        yield RefusalReason.ALREADY_USED
    if facts.full and not facts.inside:  # who is inside takes no further place
        yield RefusalReason.AREA_FULL
    if facts.closed:
        yield RefusalReason.EVENT_CLOSED


def allowed_steps(status: Status, before_check_in: Status | None) -> tuple[Status, ...]:
    """What a status may become. `before_check_in`: what an undo of the check-in goes back to."""
    if status is Status.REGISTERED:
        return (Status.CONFIRMED, Status.CHECKED_IN, Status.CANCELLED)
    if status is Status.CONFIRMED:
        return (Status.REGISTERED, Status.CHECKED_IN, Status.CANCELLED)
    if status is Status.CANCELLED:
        return (Status.REGISTERED,)
    return (before_check_in or Status.REGISTERED, Status.CANCELLED)
