"""Activity: what happened after a revision; nothing is missed and nothing told twice."""

from typing import Any

import pytest

from checkin.api.views import live
from checkin.choices import Status
from checkin.models import Event, StatusChange
from checkin.services.access import Actor
from checkin.services.counts import fold
from checkin.services.statuses import change_status
from tests.api.conftest import Api
from tests.making import make_event, make_registrant, scan

pytestmark = pytest.mark.django_db


def activity(api: Api, **query: Any) -> list[Any]:
    return api.everything("activity/", query)


def test_a_step_is_told_field_by_field(api: Api, event: Event) -> None:
    registrant = make_registrant(event, company="Nordwind")
    scan(event, registrant.code)
    _, item = activity(api)
    step = StatusChange.objects.get(to_status="checked_in")
    assert item == {
        "id": step.pk,
        "at": step.at.isoformat(),
        "revision": 1,
        "registrant": {"id": registrant.pk, "name": registrant.name, "company": "Nordwind"},
        "from": "registered",
        "to": "checked_in",
        "gate": "Main entrance",
        "by": "door",
    }


def test_the_first_step_comes_from_nothing(api: Api, event: Event) -> None:
    make_registrant(event)
    [item] = activity(api)
    assert (item["from"], item["to"], item["gate"], item["by"]) == (None, "registered", None, "list")


def test_without_a_revision_it_is_the_newest_50_the_oldest_first(api: Api, event: Event) -> None:
    for n in range(55):
        make_registrant(event, str(n))
        if n % 10 == 0:
            fold(event.pk)
    page = api.get("activity/").json()
    assert (page["next"], page["previous"]) == (None, None)
    assert [item["registrant"]["name"] for item in page["results"]] == [str(n) for n in range(5, 55)]


def test_what_came_after_a_revision(api: Api, event: Event) -> None:
    make_registrant(event, "A")
    seen = activity(api)[-1]["revision"]
    assert activity(api, after=seen) == []
    make_registrant(event, "B")
    make_registrant(event, "C")
    assert [item["registrant"]["name"] for item in activity(api, after=seen)] == ["B", "C"]
    assert len(activity(api, after=0)) == 3
    assert activity(api, after=2**63 - 1) == []


@pytest.mark.parametrize("page", [1, 2, 3, 500])
def test_page_by_page_nothing_is_missed_or_told_twice(
    api: Api, event: Event, actor: Actor, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A revision of several steps is cut by a page's end, and more happens while one reads."""
    monkeypatch.setattr(live, "ACTIVITY_PAGE", page)
    people = [make_registrant(event, str(n)) for n in range(5)]
    fold(event.pk)
    for registrant in people[:3]:
        change_status(event=event, registrant_id=registrant.pk, to=Status.CONFIRMED, actor=actor)
    told: list[Any] = []
    answer = api.get("activity/", {"after": 0}).json()
    told += answer["results"]
    late = 0
    while answer["next"]:
        if late < 4:
            late += 1
            make_registrant(event, f"late {late}")
        answer = api.get(answer["next"]).json()
        told += answer["results"]
    told += activity(api, after=told[-1]["revision"])
    assert [item["id"] for item in told] == list(
        StatusChange.objects.order_by("revision", "id").values_list("id", flat=True)
    )
    assert len(told) == 8 + late


def test_one_event_alone(api: Api, event: Event) -> None:
    make_registrant(make_event(name="Other"), "Someone Else")
    assert activity(api) == activity(api, after=0) == []


def test_fields_are_picked_on_every_page(api: Api, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "ACTIVITY_PAGE", 1)
    for name in "AB":
        make_registrant(event, name)
    assert activity(api, after=0, fields="from,to") == [{"from": None, "to": "registered"}] * 2


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"after": "-1"}, "after"),
        ({"after": "x"}, "after"),
        ({"after": str(2**63)}, "after"),
        ({"after": "\0"}, "after"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "1.2.3"}, "cursor"),
        ({"cursor": "9" * 30 + ".1"}, "cursor"),
        ({"cursor": "\0"}, "cursor"),
    ],
)
def test_a_bad_query_names_its_parameter(api: Api, query: dict[str, str], field: str) -> None:
    answer = api.get("activity/", query)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
