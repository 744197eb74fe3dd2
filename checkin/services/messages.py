"""What a scan's answer says in words, for screens that show nothing else."""

from checkin.choices import Outcome, RefusalReason
from checkin.rules import Decision
from checkin.services.scan_rows import Previous

_REFUSED = {
    RefusalReason.UNKNOWN_CODE: "Not on this list",
    RefusalReason.CANCELLED: "This registration was cancelled",
    RefusalReason.NOT_CONFIRMED: "This registration is not confirmed yet",
    RefusalReason.RETIRED_CODE: "This pass was replaced by a newer one",
    RefusalReason.WRONG_PASS: "This pass does not open this area",
    RefusalReason.ALREADY_INSIDE: "Already inside",
    RefusalReason.ALREADY_USED: "Already used, and there is no way back in here",
    RefusalReason.NOT_INSIDE: "Not inside",
    RefusalReason.AREA_FULL: "This area is full",
    RefusalReason.EVENT_CLOSED: "The doors are closed",
}


def message(decision: Decision, previous: Previous | None, seconds_ago: int) -> str:
    if decision.outcome is Outcome.EXITED:
        return "Checked out"
    if decision.reason is None:
        return "Welcome back" if previous else "Checked in"
    said = _REFUSED[decision.reason]
    if previous and decision.reason in {RefusalReason.ALREADY_INSIDE, RefusalReason.ALREADY_USED}:
        return f"{said}: {previous.gate}, {_ago(seconds_ago)}, by {previous.by}"
    return said


def _ago(seconds: int) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
