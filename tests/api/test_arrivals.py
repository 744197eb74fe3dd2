"""Arrivals: admissions by buckets of time."""

from datetime import UTC, datetime
from typing import Any

import pytest

from checkin.models import Event, Gate
from tests.api.conftest import Api
from tests.making import area_of, gate_of, make_event, make_registrant, scan

pytestmark = pytest.mark.django_db


def arrive(event: Event, clock: str, gate: Gate | None = None, **fields: Any) -> None:
    at = datetime.fromisoformat(f"2026-05-01T{clock}+00:00")
    scan(event, make_registrant(event).code, scanned_at=at, gate=gate, **fields)


def shown(api: Api, **query: Any) -> list[tuple[str, int]]:
    answer = api.get("arrivals/", query)
    assert answer.status_code == 200
    return [(arrival["at"][11:16], arrival["admitted"]) for arrival in answer.json()]


def test_arrivals_are_a_bare_list_with_the_empty_minutes(api: Api, event: Event) -> None:
    for clock in ("09:00:00", "09:00:59", "09:03:30"):
        arrive(event, clock)
    scan(event, "NOBODY", scanned_at=datetime(2026, 5, 1, 9, 9, tzinfo=UTC))
    assert api.get("arrivals/").json() == [
        {"at": "2026-05-01T09:00:00+00:00", "admitted": 2},
        {"at": "2026-05-01T09:01:00+00:00", "admitted": 0},
        {"at": "2026-05-01T09:02:00+00:00", "admitted": 0},
        {"at": "2026-05-01T09:03:00+00:00", "admitted": 1},
    ]


def test_nobody_has_arrived_yet(api: Api) -> None:
    assert api.get("arrivals/").json() == []
    assert api.get("arrivals/", {"from": "2026-05-01T09:00:00Z"}).json() == []


def test_buckets_may_be_larger(api: Api, event: Event) -> None:
    for clock in ("09:01:00", "09:14:59", "09:15:00", "10:00:00"):
        arrive(event, clock)
    assert shown(api, bucket=900) == [("09:00", 2), ("09:15", 1), ("09:30", 0), ("09:45", 0), ("10:00", 1)]
    assert shown(api, bucket=3600) == [("09:00", 3), ("10:00", 1)]
    assert shown(api, bucket=86400) == [("00:00", 4)]


def test_a_window_is_filled_from_end_to_end(api: Api, event: Event) -> None:
    for clock in ("08:59:00", "09:01:00", "09:03:00"):
        arrive(event, clock)
    window = {"from": "2026-05-01T11:00:00+02:00", "to": "2026-05-01T09:03:00Z"}
    assert shown(api, **window) == [("09:00", 0), ("09:01", 1), ("09:02", 0)]
    assert shown(api, **{"from": "2026-05-01T09:02:00Z"}) == [("09:02", 0), ("09:03", 1)]
    assert shown(api, to="2026-05-01T09:00:00Z") == [("08:59", 1)]
    assert shown(api, **{"from": "2026-05-01T10:00:00Z", "to": "2026-05-01T09:00:00Z"}) == []


def test_one_gate_alone(api: Api, event: Event) -> None:
    south = Gate.objects.create(event=event, area=area_of(event), name="South")
    event.setup_version += 1  # the doors are kept by it
    arrive(event, "09:00:00", south)
    arrive(event, "09:00:00")
    assert shown(api, gate=south.pk) == [("09:00", 1)]
    assert shown(api) == [("09:00", 2)]
    foreign = gate_of(make_event(name="Other"))
    assert shown(api, gate=foreign.pk) == shown(api, gate=2**63 - 1) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"bucket": "0"}, "bucket"),
        ({"bucket": "61"}, "bucket"),
        ({"bucket": "-60"}, "bucket"),
        ({"bucket": "86460"}, "bucket"),
        ({"bucket": "hour"}, "bucket"),
        ({"bucket": "9" * 2000}, "bucket"),
        ({"gate": "North"}, "gate"),
        ({"gate": str(2**63)}, "gate"),
        ({"from": "2026-05-01T09:00:00"}, "from"),
        ({"to": "2026-05-01T09:00:00"}, "to"),
        ({"from": "now"}, "from"),
        ({"to": "0001-01-01T00:00:00Z"}, "to"),
        ({"to": "9999-12-31T23:59:59-12:00"}, "to"),
        ({"from": "\0"}, "from"),
        ({"from": "2000-01-01T00:00:00Z", "to": "2999-12-31T00:00:00Z"}, "bucket"),
    ],
)
def test_a_bad_query_names_its_parameter(api: Api, query: dict[str, str], field: str) -> None:
    answer = api.get("arrivals/", query)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_one_clock_that_was_years_behind_hides_nobody(event: Event, api: Api) -> None:
    for scanned_at in (datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 5, 1, 8, tzinfo=UTC)):
        scan(event, make_registrant(event).code, scanned_at=scanned_at)
    told = api.get("arrivals/").json()
    assert len(told) == 10_000
    assert told[-1]["admitted"] == 1
