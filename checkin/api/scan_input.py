"""A scan's request, checked by hand: this runs for every scan, and five hundred times for a batch."""

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar, cast

from checkin.choices import Direction, Outcome
from checkin.errors import InvalidInput
from checkin.services.codes import tidied
from checkin.services.scanning import ScanRequest

FIELDS = frozenset(
    {"code", "registrant", "gate", "direction", "idempotency_key", "scanned_at", "override", "decided"}
)
_BIGGEST = 2**63 - 1
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)", re.IGNORECASE)
_T = TypeVar("_T")
_REQUIRED = "This field is required."


def scan_request(data: object) -> ScanRequest:
    """Raises InvalidInput naming every wrong field."""
    if not isinstance(data, Mapping):
        raise InvalidInput({"non_field_errors": ["A scan is an object."]})
    errors: dict[str, list[str]] = {
        str(key): ["There is no such field."] for key in data if key not in FIELDS
    }

    def read(name: str, reader: Callable[[object], _T]) -> _T:
        try:
            return reader(data.get(name))
        except ValueError as error:
            errors[name] = [str(error)]
            return cast(_T, None)  # never used: the errors are raised below

    by_name = data.get("registrant") is not None
    if by_name and data.get("code") is not None:
        errors["registrant"] = ["Give a code or a registrant, not both."]
    request = ScanRequest(
        code="" if by_name else read("code", _code),
        gate_id=read("gate", _gate),
        direction=read("direction", _direction),
        idempotency_key=read("idempotency_key", _key),
        scanned_at=read("scanned_at", _time),
        override_reason=read("override", _override),
        registrant_id=read("registrant", _registrant),
        decided=read("decided", _decided),
    )
    if errors:
        raise InvalidInput(errors)
    return request


def _text(value: object, longest: int, tidy: Callable[[str], str] = str.strip) -> str:
    if not isinstance(value, str):
        raise ValueError(_REQUIRED if value is None else "Give a text.")
    text = tidy(value)
    if not text:
        raise ValueError("This may not be blank.")
    if len(text) > longest:
        raise ValueError(f"This may have {longest} characters at most.")
    if "\0" in text:
        raise ValueError("Null characters are not allowed.")
    return text


def _code(value: object) -> str:
    """A code that no ticket can have is not wrong here: it was read, and is recorded as unknown."""
    return _text(value, 200, tidied)


def _registrant(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _BIGGEST:
        raise ValueError("Give the id of a registrant.")
    return value


def _gate(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(_REQUIRED if value is None else "Give the id of a gate.")
    return value


def _direction(value: object) -> Direction:
    if value is None:
        return Direction.ENTRY
    if value not in Direction.values:
        raise ValueError(f"This is one of {', '.join(Direction.values)}.")
    return Direction(value)


def _decided(value: object) -> Outcome | None:
    if value is None:
        return None
    if value not in Outcome.values:
        raise ValueError(f"This is one of {', '.join(Outcome.values)}.")
    return Outcome(value)


def _key(value: object) -> uuid.UUID:
    if not isinstance(value, str):
        raise ValueError(_REQUIRED if value is None else "Give a UUID.")
    try:
        return uuid.UUID(value)
    except ValueError:
        raise ValueError("This is not a UUID.") from None


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise ValueError("Give a time as ISO 8601 with an offset, such as 2026-05-01T09:30:00+02:00.")
    try:
        at = datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("There is no such time.") from None
    if at < _EARLIEST:
        raise ValueError("This is before the year 2000: the device's clock is wrong.")
    return at


def _override(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) - {"reason"}:
        raise ValueError("Give an object with a reason.")
    return _text(value.get("reason"), 500)
