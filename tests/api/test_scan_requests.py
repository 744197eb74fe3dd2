"""What is wrong with a scan’s request is named, and nothing is written."""

import pytest

from checkin.models import Event, Scan
from tests.api.conftest import Api
from tests.making import make_registrant
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def test_an_override_wants_a_reason(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    door.post("scans/", body(event, registrant.code))
    assert door.post("scans/", body(event, registrant.code, override={})).status_code == 400
    answer = door.post("scans/", body(event, registrant.code, override={"reason": "badge swapped"})).json()
    assert (answer["outcome"], answer["overridden"]) == ("admitted", True)


@pytest.mark.parametrize("scans", [None, [], {}, "x", [1, 2]])
def test_a_batch_has_to_be_a_list_of_scans(event: Event, door: Api, scans: object) -> None:
    response = door.post("scans/batch/", {"scans": scans})
    if scans == [1, 2]:
        assert [item["status"] for item in response.json()["results"]] == [400, 400]
    else:
        assert (response.status_code, list(response.json()["errors"])) == (400, ["scans"])


def test_a_batch_has_500_scans_at_most(event: Event, door: Api) -> None:
    response = door.post("scans/batch/", {"scans": [{}] * 501})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", None),
        ("code", ""),
        ("code", "   "),
        ("code", 7),
        ("code", "x" * 201),
        ("code", "a\0b"),
        ("gate", None),
        ("gate", "1"),
        ("gate", True),
        ("gate", 10**30),
        ("gate", -1),
        ("direction", "sideways"),
        ("direction", ["entry"]),
        ("idempotency_key", None),
        ("idempotency_key", "123"),
        ("idempotency_key", 5),
        ("scanned_at", "2026-05-01T09:30:00"),
        ("scanned_at", "yesterday"),
        ("scanned_at", "2026-13-01T09:30:00Z"),
        ("scanned_at", "1970-01-01T00:00:00Z"),
        ("scanned_at", 1714552200),
        ("override", True),
        ("override", {"reason": " "}),
        ("override", {"reason": "x" * 501}),
        ("override", {"reason": "ok", "by": "me"}),
        ("surprise", 1),
        ("decided", "perhaps"),
        ("decided", ["admitted"]),
        ("decided", True),
        ("registrant", 1),  # beside a code
    ],
)
def test_a_bad_field_is_named_and_nothing_is_written(
    event: Event, door: Api, field: str, value: object
) -> None:
    response = door.post("scans/", {**body(event, "CODE"), field: value})
    assert (response.status_code, response.json()["code"]) == (400, "invalid")
    assert list(response.json()["errors"]) == [field]
    assert not Scan.objects.exists()


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a":' * 100_000, "application/json", 400),
        (b'{"code": "\xff"}', "application/json", 400),
        (b'{"code": "\\ud800"}', "application/json", 400),
        (b'{"gate": 1e400}', "application/json", 400),
        (b'{"gate": NaN}', "application/json", 400),
        ('{"code": "é"}'.encode("utf-16"), "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"code=1", "application/x-www-form-urlencoded", 415),
        (b'{"code": "' + b"x" * (2 * 1024 * 1024) + b'"}', "application/json", 413),
    ],
)
def test_a_malformed_body_is_refused(
    event: Event, door: Api, data: bytes, content_type: str, status: int
) -> None:
    for path in ("scans/", "scans/batch/"):
        assert door.post(path, data, content_type=content_type).status_code == status
    assert not Scan.objects.exists()
