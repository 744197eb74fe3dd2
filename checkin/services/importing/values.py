"""What a single cell of a list says: text, a time, a status, a number. Wrong ones raise ValueError with the reason."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from checkin.choices import Status
from checkin.services.codes import tidied
from checkin.services.formulas import restored

MAX_QUANTITY = 100
CLOCKS_APART = timedelta(minutes=5)
BLANK = "-"  # Tito writes a dash where there is nothing; our own export writes a real one as '-
YES = {"yes", "y", "true", "1", "x", "ja", "oui", "si", "sim"}
NO = {"no", "n", "false", "0", "nein", "non", "nao", "nej"}

_WORDS = {
    Status.REGISTERED: (
        "registered pending pendingapproval unpaid awaitingpayment reserved incomplete invited new open onhold"
        " ausstehend"
    ),
    Status.CONFIRMED: (
        "confirmed attending paid complete completed approved active valid issued going accepted booked yes manual free"
        " offline partiallyrefunded bezahlt bestatigt"
    ),
    Status.CHECKED_IN: "checkedin attended arrived present admitted redeemed used eingecheckt",
    Status.CANCELLED: (
        "cancelled canceled cancelledpaidfee canceledpaidfee notattending notgoing refunded refundedcanceled refund"
        " deleted removed void voided expired declined rejected transferred abandoned no storniert abgesagt annule"
    ),
}
STATUSES = {word: status for status, words in _WORDS.items() for word in words.split()}

# C0 and C1 controls, the overrides that turn the reading direction around, and the byte order mark. Marks that
# right-to-left names and emoji need stay: U+200C to U+200F.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LETTERS = re.compile(r"[^\W_]+")


def line(cell: str) -> str:
    """One clean line: NFC, no control characters, single spaces. A lone dash is nothing."""
    if cell.strip() == BLANK:
        return ""
    text = restored(cell)
    if text.isascii() and text.isprintable():  # most of them
        return " ".join(text.split()) if "  " in text else text.strip()
    return " ".join(_UNWANTED.sub("", unicodedata.normalize("NFC", text)).split())


def key(cell: str) -> str:
    """An id or a code: what a scanner reads, to the letter."""
    text = tidied(cell)
    return "" if text == BLANK else restored(text)


def lines(cell: str) -> str:
    """Clean text that may have several lines."""
    if "\n" not in cell and "\r" not in cell:
        return line(cell)
    text = unicodedata.normalize("NFC", restored(cell)).replace("\r\n", "\n").replace("\r", "\n")
    text = _UNWANTED.sub("", text).strip()
    return text if "\n" in text else " ".join(text.split())


@lru_cache(maxsize=1000)  # a list has few of them
def word(cell: str) -> str:
    """The letters and digits of a short answer, folded: `Checked In`, `checked-in` and `CHECKED_IN` are one."""
    decomposed = unicodedata.normalize("NFKD", cell.casefold())
    return "".join(_LETTERS.findall("".join(c for c in decomposed if not unicodedata.combining(c))))


def status(cell: str) -> Status:
    found = STATUSES.get(word(cell))
    if found is None:
        known = ", ".join(Status.values)
        raise ValueError(f"“{cell[:50]}” is no status known here; use one of {known}.")
    return found


def yes_or_no(cell: str) -> bool | None:
    """None for anything else."""
    said = word(cell)
    return True if said in YES else False if said in NO else None


def attention(cell: str) -> bool:
    said = yes_or_no(cell)
    if said is None:
        raise ValueError(f"“{cell[:50]}” is neither yes nor no.")
    return said


def email(cell: str) -> str:
    if len(cell) > 254:
        raise ValueError("This is longer than 254 characters.")
    try:
        validate_email(cell)
    except ValidationError:
        raise ValueError(f"“{cell[:100]}” is not an e-mail address.") from None
    return cell


def quantity(cell: str) -> int:
    number = cell.removesuffix(".0").lstrip("0")
    if not number.isascii() or not number.isdigit() or not 1 <= int(number[:9]) <= MAX_QUANTITY:
        raise ValueError(f"“{cell[:50]}” is not a number from 1 to {MAX_QUANTITY}.")
    return int(number)


_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[/.\-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"(?:[ ,T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_SPELT = (
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y at %I:%M %p",
    "%b %d, %Y",
    "%d %b %Y %H:%M",
    "%d %b %Y",
    "%B %d, %Y",
)
_ISO_ZONE = re.compile(r" (?=[+-]\d\d:?\d\d\Z)| UTC\Z")


def time(cell: str, zone: tzinfo) -> datetime:
    """A time in UTC; one without a zone is in `zone`, a day is its midnight.

    `03/04/26` is read as American exports write it, `03.04.26` as Europeans do, unless it can only be the other.
    """
    at = _iso(cell) or _numeric(cell) or _spelt(cell)
    if at is None:
        raise ValueError(f"“{cell[:50]}” is not a time such as 2026-05-01 09:30.")
    if not 2000 <= at.year <= 2100:
        raise ValueError(f"The year {at.year} cannot be right.")
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def past(cell: str, zone: tzinfo, now: datetime) -> datetime:
    """A time that has come, or has by a clock that is a little ahead of ours."""
    at = time(cell, zone)
    if at > now + CLOCKS_APART:
        raise ValueError(f"“{cell[:50]}” is still to come.")
    return at


def _iso(cell: str) -> datetime | None:
    text = _ISO_ZONE.sub(lambda found: "+00:00" if "UTC" in found[0] else "", cell)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _numeric(cell: str) -> datetime | None:
    found = _NUMERIC.fullmatch(cell)
    if not found:
        return None
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    month_first = b > 12 or (found["mark"] == "/" and a <= 12)
    month, day = (a, b) if month_first else (b, a)
    hour = int(found["hour"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"][0] in "Pp" else 0)
    try:
        year = year if year > 99 else year + 2000
        return datetime(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0))  # noqa: DTZ001 - the caller knows the zone
    except ValueError:
        return None


def _spelt(cell: str) -> datetime | None:
    for layout in _SPELT:
        try:
            return datetime.strptime(cell, layout)  # noqa: DTZ007 - the caller knows the zone
        except ValueError:
            continue
    return None
