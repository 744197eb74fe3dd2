"""Bodies of scans: any bytes are a scan that can be recorded, or a declared error."""

import io
from collections.abc import Iterator
from datetime import UTC

import orjson
from rest_framework.exceptions import ParseError

from checkin.api.parsers import Parser
from checkin.api.scan_input import scan_request
from checkin.errors import InvalidInput
from checkin.services.codes import readings, roster_hash, tidied

KEY = "7b1d4c6e-58b0-4c0f-9a2b-0d8a4f6f2c11"
SCANS: list[dict[str, object]] = [
    {
        "code": "MZXW6YTBOI4DCNBS",
        "gate": 1,
        "idempotency_key": KEY,
        "scanned_at": "2026-05-01T09:30:00+02:00",
    },
    {"registrant": 7, "gate": 1, "idempotency_key": KEY, "direction": "exit", "override": {"reason": "x"}},
    {"code": " a\n", "gate": 1, "idempotency_key": KEY, "decided": "admitted", "scanned_at": None},
    {"code": "z", "gate": 2**63, "idempotency_key": KEY, "scanned_at": "9999-12-31T23:59:59.999999-12:00"},
]


TEXTS = ("code", "idempotency_key", "scanned_at", "direction", "decided")


def seeds() -> Iterator[bytes]:
    """The first byte says what the rest is: a body, or the text of one field of a good one."""
    yield from (b"\0" + orjson.dumps(scan) for scan in SCANS)
    for number, name in enumerate(TEXTS, 1):
        yield from (bytes([number]) + str(scan.get(name)).encode() for scan in SCANS)


def feed(data: bytes) -> None:
    kind = data[0] % (len(TEXTS) + 1) if data else 0
    try:
        request = scan_request(_with_text(TEXTS[kind - 1], data[1:]) if kind else _parsed(data[1:]))
    except InvalidInput as error:
        assert error.errors
        assert all(error.errors.values())
        orjson.dumps(error.errors)
        return
    except ParseError:
        return
    if request.registrant_id is None:
        assert request.code == tidied(request.code)
        assert 0 < len(request.code) <= 200
        assert "\0" not in request.code
        for reading in readings(request.code):
            assert len(roster_hash("salt", reading)) == 16
    assert request.fingerprint
    assert request.scanned_at is None or (
        request.scanned_at.tzinfo is UTC and request.scanned_at.year >= 2000
    )


def _parsed(body: bytes) -> object:
    return Parser().parse(io.BytesIO(body))


def _with_text(name: str, text: bytes) -> dict[str, object]:
    return SCANS[0] | {name: text.decode("utf-8", "replace")}
