"""Writing a chunk of a list, in one transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, OperationalError
from django.utils import timezone

from checkin import live
from checkin.choices import Status
from checkin.models import Event, Registrant, RetiredCode
from checkin.services.access import Actor
from checkin.services.codes import new_code
from checkin.services.counts import fold_if_many
from checkin.services.importing.changes import Change, change, marks_of
from checkin.services.importing.passes import Passes
from checkin.services.importing.plans import Outcome, Plan, plan_chunk
from checkin.services.importing.rows import Entry
from checkin.services.importing.writes import (
    ChangedRegistrant,
    Log,
    NewRegistrant,
    Step,
    insert,
    insert_steps,
    stored_time,
    update,
)
from checkin.services.registrants import words_of
from checkin.services.search import search_words
from checkin.services.transactions import writing

SAID = {"pass_type_id": "pass"}  # what lists call a field of registrants
ATTEMPTS = 3  # at a chunk that met another writer


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the chunks of one list into one event."""

    event: Event
    actor: Actor
    reason: str  # for the history of registrants
    passes: Passes
    dry_run: bool
    lines: dict[int, int] = field(default_factory=dict)  # by registrant: where the list spoke of them

    def write(self, entries: Sequence[Entry], also: Callable[[Outcome], None]) -> Outcome:
        """Create and update registrants, all of them or none; `also` runs in the same transaction.

        Matches by external id, else by code. Every change is a step in the history. Entries that cannot be written
        are in the outcome's errors. Meeting another writer, it begins again with what that one has written.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._write(entries, also)
            except (IntegrityError, OperationalError):
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError

    def _write(self, entries: Sequence[Entry], also: Callable[[Outcome], None]) -> Outcome:
        self.passes.make(entry.pass_name for entry in entries)
        plan = plan_chunk(self.event, self.passes, entries, self.lines)
        if self.dry_run:
            self._try_out(plan)
            steps = 0
        with writing():
            if not self.dry_run:
                steps = self._carry_out(plan)
            also(plan.outcome)
        self.lines.update(plan.lines)
        if steps:
            fold_if_many(self.event.pk, steps)
        return plan.outcome

    def _try_out(self, plan: Plan) -> None:
        outcome = plan.outcome
        for entry in plan.new:
            outcome.sample.append({"line": entry.line, "name": entry.name, "change": "create", "fields": []})
        for registrant, found in self._changes(plan, Registrant.objects.filter(pk__in=plan.known)):
            entry = plan.known[registrant.pk]
            fields = [SAID.get(name, name) for name in found.details] + ["status"] * bool(found.steps)
            outcome.sample.append(
                {"line": entry.line, "name": entry.name, "change": "update", "fields": fields}
            )
            outcome.updated += 1

    def _carry_out(self, plan: Plan) -> int:
        """Write, and say how many steps that was."""
        log = Log(self.event.pk, timezone.now(), self.actor, self.reason)
        if plan.new:
            insert([self._new(entry, log.at) for entry in plan.new], log)
        steps = self._update(plan, log) if plan.known else []
        if plan.new or steps:
            live.publish_on_commit(self.event.pk)
        return len(plan.new) + len(steps)

    def _new(self, entry: Entry, now: datetime) -> NewRegistrant:
        status = entry.status or Status.REGISTERED
        checked_in_at = (entry.checked_in_at or now) if status is Status.CHECKED_IN else None
        code = entry.code or new_code()
        return NewRegistrant(
            name=entry.name,
            email=entry.email,
            company=entry.company,
            pass_type_id=self.passes.id_of(entry.pass_name) or self.passes.first,
            code=code,
            external_id=entry.external_id,
            status=status.value,
            registered_at=stored_time(entry.registered_at or now),
            checked_in_at=stored_time(checked_in_at) if checked_in_at else None,
            note=entry.note,
            attention=bool(entry.attention),
            order_ref=entry.order_ref,
            search_words=search_words(entry.name, entry.company, entry.email, code),
            import_marks=marks_of(entry),
        )

    def _update(self, plan: Plan, log: Log) -> list[Step]:
        """Lock, as a scan does, those of whom something may be said anew, and write what differs."""
        locked = Registrant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=plan.known)
        steps: list[Step] = []
        replaced: list[RetiredCode] = []
        changed: list[ChangedRegistrant] = []
        for registrant, found in self._changes(plan, locked.order_by("id")):
            if "code" in found.details:
                old = {"event": self.event, "registrant": registrant, "code": registrant.code}
                replaced.append(RetiredCode(**old, retired_at=log.at))
            steps += _apply(found, plan.known[registrant.pk], registrant, log.at)
            changed.append(_changed(registrant))
        if changed:
            RetiredCode.objects.bulk_create(replaced)
            update(changed, log)
            insert_steps(steps, log)
        plan.outcome.updated = len(changed)
        return steps

    def _changes(self, plan: Plan, registrants: Iterable[Registrant]) -> Iterator[tuple[Registrant, Change]]:
        """Those of whom something is said anew, and what; the others are counted as skipped."""
        retired = _retired(plan.known)
        for registrant in registrants:
            entry = plan.known[registrant.pk]
            pass_type_id = self.passes.id_of(entry.pass_name)
            found = change(entry, registrant, pass_type_id=pass_type_id, retired=retired[registrant.pk])
            if found:
                yield registrant, found
            else:
                plan.outcome.skipped += 1


def _apply(found: Change, entry: Entry, registrant: Registrant, now: datetime) -> list[Step]:
    """Change the registrant, and give the steps that tell of it."""
    steps = []
    if found.details:
        before = registrant.pass_type_id
        for name, value in found.details.items():
            setattr(registrant, name, value)
        registrant.search_words = words_of(registrant)
        steps.append(
            Step(registrant.pk, registrant.status, registrant.status, before, registrant.pass_type_id)
        )
    for to in found.steps:
        same = registrant.pass_type_id
        steps.append(Step(registrant.pk, registrant.status, to.value, same, same))
        registrant.status = to.value
    if found.steps and registrant.status == Status.CHECKED_IN:
        registrant.checked_in_at = entry.checked_in_at or now
    registrant.import_marks = found.marks
    return steps


def _changed(registrant: Registrant) -> ChangedRegistrant:
    at = registrant.checked_in_at
    return ChangedRegistrant(
        id=registrant.pk,
        name=registrant.name,
        email=registrant.email,
        company=registrant.company,
        pass_type_id=registrant.pass_type_id,
        code=registrant.code,
        external_id=registrant.external_id,
        status=registrant.status,
        checked_in_at=stored_time(at) if at else None,
        note=registrant.note,
        attention=registrant.attention,
        order_ref=registrant.order_ref,
        search_words=registrant.search_words,
        import_marks=registrant.import_marks,
    )


def _retired(registrants: dict[int, Entry]) -> defaultdict[int, set[str]]:
    """The replaced codes of these registrants."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    if registrants:
        rows = RetiredCode.objects.filter(registrant__in=list(registrants))
        for registrant_id, code in rows.values_list("registrant_id", "code"):
            found[registrant_id].add(code)
    return found
