"""What a list changes about a registrant it knows: pure, from given facts.

The rule. A list takes over what it says anew. What it said last time already, staff may have changed since: that
stays. A blank cell says nothing. And whatever the list says:

- a check-in is never undone, a person inside never cancelled: that is for people to decide;
- a confirmation is never taken back;
- a cancelled registrant is reinstated only where the list itself had cancelled them before;
- a code that staff replaced by a new one stays replaced.
"""

import zlib
from binascii import b2a_base64
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from checkin.choices import Status
from checkin.models import Registrant
from checkin.services.importing import values
from checkin.services.importing.rows import Entry

# the fields with a mark, in the order of their marks: of the entry, and of the registrant
MARKED = {
    "name": "name",
    "email": "email",
    "company": "company",
    "pass_name": "pass_type_id",
    "code": "code",
    "note": "note",
    "status": "status",
    "order_ref": "order_ref",
    "attention": "attention",
}
WIDTH = 6
NO_MARK = "-" * WIDTH
_WIDTH_BEFORE, _FIELDS_BEFORE = 8, 7  # marks were written in hexadecimal once, of fewer fields


@dataclass(slots=True)
class Change:
    details: dict[str, object] = field(default_factory=dict)  # by field of the registrant
    steps: list[Status] = field(default_factory=list)  # through which the status goes
    marks: str = ""

    def __bool__(self) -> bool:
        return bool(self.details or self.steps)


def marks_of(entry: Entry) -> str:
    """A checksum of each field: enough to tell what a list says anew, and no copy of personal data."""
    said = (
        entry.name,
        entry.email,
        entry.company,
        entry.pass_name,
        entry.code,
        entry.note,
        entry.status or "",
        entry.order_ref,
        "" if entry.attention is None else str(entry.attention),
    )
    return "".join([_mark(zlib.crc32(text.encode())) if text else NO_MARK for text in said])


def _mark(checksum: int) -> str:
    """All 32 bits in six letters, none of them a dash."""
    return b2a_base64(checksum.to_bytes(4)).decode()[:WIDTH]


def change(
    entry: Entry, registrant: Registrant, *, pass_type_id: int | None, retired: Collection[str]
) -> Change:
    """What to change of a registrant; false when nothing.

    `pass_type_id` is the id of the entry's pass, `retired` are the registrant's replaced codes.
    """
    new, old = _split(marks_of(entry)), _split(registrant.import_marks)
    found = Change()
    for n, (name, target) in enumerate(MARKED.items()):
        value = pass_type_id if name == "pass_name" else getattr(entry, name)
        if new[n] in (NO_MARK, old[n]) or value == getattr(registrant, target):
            continue
        if name == "status":
            found.steps = _steps(Status(str(value)), Status(registrant.status), listed_before=old[n])
            ignored = not found.steps
        else:
            ignored = value in retired if name == "code" else _same(value, getattr(registrant, target))
            if not ignored:
                found.details[target] = value
        if ignored:
            new[n] = old[n]
    if entry.external_id and not registrant.external_id:
        found.details["external_id"] = entry.external_id
    found.marks = "".join(old[n] if mark == NO_MARK else mark for n, mark in enumerate(new))
    return found


def _split(marks: str) -> list[str]:
    if len(marks) == _WIDTH_BEFORE * _FIELDS_BEFORE:
        marks = "".join(_rewritten(marks))
    return [marks[at : at + WIDTH] or NO_MARK for at in range(0, WIDTH * len(MARKED), WIDTH)]


def _rewritten(marks: str) -> Iterator[str]:
    for at in range(0, len(marks), _WIDTH_BEFORE):
        before = marks[at : at + _WIDTH_BEFORE]
        yield NO_MARK if before.startswith("-") else _mark(int(before, 16))


def _same(said: object, kept: object) -> bool:
    """Whether they differ only by what reading a list tidies up."""
    if not isinstance(said, str) or not isinstance(kept, str):
        return False
    return said == values.line(kept) or values.lines(said) == values.lines(kept)


def _steps(said: Status, now: Status, *, listed_before: str) -> list[Status]:
    if now is Status.CHECKED_IN:
        return []
    if now is Status.CANCELLED:
        if listed_before != _mark(zlib.crc32(Status.CANCELLED.encode())):
            return []
        return list(dict.fromkeys([Status.REGISTERED, said]))
    return [] if said is Status.REGISTERED else [said]
