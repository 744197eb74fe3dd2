"""From a row of a list to the registrants that it stands for. Knows no database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from hashlib import blake2b
from typing import TypedDict, TypeVar

from django.utils import timezone

from checkin.choices import Status
from checkin.services.codes import ILLEGIBLE, is_legible, tidied
from checkin.services.importing import values
from checkin.services.importing.columns import Columns, normalise
from checkin.services.names import can_be_seen

LONGEST = {"name": 200, "company": 200, "pass": 100, "code": 200, "external_id": 190, "note": 2000}
LONGEST_ORDER = 100  # of a longer one, the beginning

_Value = TypeVar("_Value")


class RowError(TypedDict):
    """What is wrong with a row, for the person who has the file open."""

    line: int
    field: str
    reason: str


class BadRow(Exception):
    def __init__(self, line: int, field_: str, reason: str) -> None:
        super().__init__(reason)
        self.report: RowError = {"line": line, "field": field_, "reason": reason}


@dataclass(slots=True)
class Entry:
    """What a list says of one registrant; empty where it says nothing."""

    line: int
    name: str
    email: str = ""
    company: str = ""
    pass_name: str = ""
    code: str = ""
    external_id: str = ""  # empty: the code identifies it
    note: str = ""
    attention: bool | None = None
    order_ref: str = ""
    status: Status | None = None
    checked_in_at: datetime | None = None
    registered_at: datetime | None = None


@dataclass(slots=True)
class Reader:
    """Reads the rows of one list in order; remembers which ids and codes were there already."""

    columns: Columns
    zone: tzinfo  # for times without one
    now: datetime = field(default_factory=timezone.now)
    _lines: dict[str, int] = field(default_factory=dict)  # id or code → where it was first
    _alike: dict[str, int] = field(default_factory=dict)  # content → how often

    def read(self, line: int, cells: Sequence[str]) -> list[Entry]:
        """The registrants of a row: as many as its quantity says. Raises BadRow."""
        row = _Row(self.columns, line, cells)
        entry = _entry(row, self.zone, self.now)
        quantity = row.parsed("quantity", values.quantity) or 1
        codes = _codes(entry.code, quantity)
        order = row.line("order")
        own_id = row.key("external_id") or _position(order, row.line("position"))
        entries = []
        for copy in range(quantity):
            one = replace(entry, code=codes[copy]) if quantity > 1 else entry
            one.external_id = self._identity(one, own_id, order, entry.code, copy)
            if len(one.external_id) > LONGEST["external_id"]:
                raise row.bad("external_id", _too_long("external_id"))
            entries.append(one)
        self._refuse_doubles(row, entries)
        return entries

    def _identity(self, entry: Entry, own_id: str, order: str, code: str, copy: int) -> str:
        """The name under which a later list updates this registrant; empty: its code is that name.

        Its own id, else its code, else what it says of whom; equal rows are told apart by their number.
        """
        if own_id or code:
            return own_id if not copy else f"{own_id or code}-{copy + 1}"
        said = "\0".join((order, entry.email.casefold(), entry.name.casefold()))
        digest = blake2b(said.encode(), digest_size=10).hexdigest()
        self._alike[digest] = number = self._alike.get(digest, 0) + 1
        return f"row-{digest}" if number == 1 else f"row-{digest}-{number}"

    def _refuse_doubles(self, row: "_Row", entries: Sequence[Entry]) -> None:
        keys = [("external_id", f"i{e.external_id}") for e in entries if e.external_id]
        keys += [("code", f"c{e.code}") for e in entries if e.code]
        for name, key in keys:
            if key in self._lines:
                said = "code" if name == "code" else "id"
                reason = f"The {said} “{key[1:51]}” is in line {self._lines[key]} already."
                raise row.bad(name, reason)
        self._lines.update((key, row.number) for _, key in keys)


class _Row:
    def __init__(self, columns: Columns, number: int, cells: Sequence[str]) -> None:
        if len(cells) > columns.width and any(map(str.strip, cells[columns.width :])):
            raise BadRow(
                number,
                "row",
                f"There are {len(cells)} cells for {columns.width} columns: is a quote or delimiter off?",
            )
        self.columns = columns
        self.number = number
        self.cells = cells

    def bad(self, name: str, reason: str, place: int | None = None) -> BadRow:
        """What is wrong with a field; if the file calls it otherwise, in its words too."""
        places = self.columns.places.get(name, ()) if place is None else (place,)
        heading = self.columns.headings[places[0]] if places else name
        if normalise(heading) != normalise(name):
            reason = f"{reason} (column “{heading[:100]}”)"
        return BadRow(self.number, name, reason)

    def line(self, name: str) -> str:
        return self._first(name, values.line)

    def key(self, name: str) -> str:
        return self._first(name, values.key)

    def lines(self, name: str) -> str:
        return self._first(name, values.lines)

    def _first(self, name: str, tidy: Callable[[str], str]) -> str:
        """The first value that the field's columns have. Raises BadRow for one that is too long."""
        for place in self.columns.places.get(name, ()):
            cell = self.cells[place] if place < len(self.cells) else ""
            if cell and (text := tidy(cell)):
                if len(text) > LONGEST.get(name, 10_000):
                    raise self.bad(name, _too_long(name), place)
                return text
        return ""

    def parsed(self, name: str, parse: Callable[[str], _Value]) -> _Value | None:
        text = self.line(name)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            raise self.bad(name, str(error)) from None


def _too_long(name: str) -> str:
    return f"This is longer than {LONGEST[name]} characters."


def _entry(row: _Row, zone: tzinfo, now: datetime) -> Entry:
    email = row.parsed("email", values.email) or ""
    pass_name, variation = row.line("pass"), row.line("variation")
    entry = Entry(
        line=row.number,
        name=_name(row) or email.partition("@")[0],
        email=email,
        company=row.line("company"),
        pass_name=f"{pass_name} – {variation}"[: LONGEST["pass"]] if pass_name and variation else pass_name,
        code=_code(row),
        note=row.lines("note"),
        attention=row.parsed("attention", values.attention),
        order_ref=row.line("order")[:LONGEST_ORDER].rstrip(),
        registered_at=_registered_at(row, zone),
    )
    if not entry.name:
        raise row.bad("name", "There is no name and no e-mail address.")
    entry.status, entry.checked_in_at = _status(row, zone, now)
    return entry


def _code(row: _Row) -> str:
    """As the list has it, else the last part of its ticket's address."""
    code, name = row.key("code"), "code"
    if not code:
        code, name = row.line("ticket_url").rstrip("/").rpartition("/")[2].strip(), "ticket_url"
    if len(code) > LONGEST["code"]:
        raise row.bad(name, _too_long("code"))
    if not is_legible(code):
        raise row.bad(name, ILLEGIBLE)
    return code


def _name(row: _Row) -> str:
    """Empty where nothing of it can be seen."""
    whole = (
        row.line("name")
        or f"{row.line('first_name')} {row.line('last_name')}".strip()
        or row.line("buyer")
        or f"{row.line('buyer_first_name')} {row.line('buyer_last_name')}".strip()
    )
    if len(whole) > LONGEST["name"]:
        raise row.bad("name", _too_long("name"))
    return whole if can_be_seen(whole) else ""


def _registered_at(row: _Row, zone: tzinfo) -> datetime | None:
    hour = row.line("registered_time")
    return row.parsed("registered_at", lambda day: values.time(f"{day} {hour}".strip(), zone))


def _status(row: _Row, zone: tzinfo, now: datetime) -> tuple[Status | None, datetime | None]:
    """What the status columns say together: void beats all, then checked in, then the status, then paid."""
    status = row.parsed("status", values.status)
    void = row.line("void")
    if status is Status.CANCELLED or (void and values.yes_or_no(void) is not False):
        return Status.CANCELLED, None
    at = row.parsed("checked_in_at", lambda cell: values.past(cell, zone, now))
    checked_in = row.line("checked_in")
    said = values.yes_or_no(checked_in) if checked_in else None
    if checked_in and said is None:  # a time, as in pretix's lists, or a status
        if (named := values.STATUSES.get(values.word(checked_in))) is not None:
            said = named is Status.CHECKED_IN
        elif values.word(checked_in) not in ("notcheckedin", "absent", "noshow"):
            at = at or row.parsed("checked_in", lambda cell: values.past(cell, zone, now))
    if status is Status.CHECKED_IN or said or (at and said is None):
        return Status.CHECKED_IN, at
    if status is None and (paid := values.yes_or_no(row.line("paid"))) is not None:
        return (Status.CONFIRMED if paid else Status.REGISTERED), None
    return status, None


def _position(order: str, position: str) -> str:
    """A ticket's number within its order, or at all (Eventbrite's are unique, pretix's are not)."""
    return f"{order}-{position}" if order and position else position


def _codes(code: str, quantity: int) -> list[str]:
    """A code for each copy: as many as the cell lists, else its one code for the first."""
    several = [part for part in (tidied(p) for p in code.replace(";", ",").split(",")) if part]
    return several if len(several) == quantity > 1 else [code, *[""] * (quantity - 1)]
