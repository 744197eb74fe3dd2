"""What each entry of a chunk comes to: a new registrant, perhaps a change of one, nothing, or an error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from checkin.models import Event
from checkin.services.importing.changes import marks_of
from checkin.services.importing.matches import Found, by_code, by_external_id
from checkin.services.importing.passes import MAX_PASS_TYPES, Passes
from checkin.services.importing.rows import BadRow, Entry, RowError


class Sampled(TypedDict):
    """Whom a dry run would create or update."""

    line: int
    name: str
    change: Literal["create", "update"]
    fields: list[str]  # that an update would change


@dataclass(slots=True)
class Outcome:
    created: int = 0
    updated: int = 0
    skipped: int = 0
    errors: list[RowError] = field(default_factory=list)
    sample: list[Sampled] = field(default_factory=list)  # of a dry run, in no order


@dataclass(slots=True)
class Plan:
    new: list[Entry] = field(default_factory=list)
    known: dict[int, Entry] = field(default_factory=dict)  # by registrant: what is said anew, perhaps
    lines: dict[int, int] = field(default_factory=dict)  # by registrant: where something was said at all
    outcome: Outcome = field(default_factory=Outcome)


def plan_chunk(event: Event, passes: Passes, entries: Sequence[Entry], before: Mapping[int, int]) -> Plan:
    """Match entries with the registrants that are there: by external id, else by code.

    `before` are the lines of earlier chunks, by registrant: of each, a list speaks once.
    """
    ids = [entry.external_id for entry in entries if entry.external_id]
    codes = [entry.code for entry in entries if entry.code]
    of_id, of_code = by_external_id(event.pk, ids), by_code(event.pk, codes)
    plan = Plan()
    for entry in entries:
        try:
            _refuse_pass(entry, passes)
            found = _found(entry, of_id.get(entry.external_id), of_code.get(entry.code))
            if found and (line := before.get(found.id) or plan.lines.get(found.id)):
                raise BadRow(entry.line, "code", f"This is the same registrant as in line {line}.")
            _place(plan, entry, found)
        except BadRow as bad:
            plan.outcome.errors.append(bad.report)
    return plan


def _refuse_pass(entry: Entry, passes: Passes) -> None:
    if entry.pass_name and passes.id_of(entry.pass_name) is None:
        reason = f"There would be more than {MAX_PASS_TYPES} pass types: is this the right column?"
        raise BadRow(entry.line, "pass", reason)


def _found(entry: Entry, of_id: Found | None, of_code: Found | None) -> Found | None:
    found = of_id or of_code
    if found and of_code and (of_code.id != found.id or _is_other(entry, of_code)):
        raise BadRow(entry.line, "code", "Another registrant has or had this code.")
    return found


def _is_other(entry: Entry, owner: Found) -> bool:
    return bool(entry.external_id and owner.external_id and entry.external_id != owner.external_id)


def _place(plan: Plan, entry: Entry, found: Found | None) -> None:
    if found is None:
        plan.new.append(entry)
        plan.outcome.created += 1
        return
    plan.lines[found.id] = entry.line
    if found.marks == marks_of(entry) and (found.external_id or not entry.external_id):
        plan.outcome.skipped += 1
    else:
        plan.known[found.id] = entry
