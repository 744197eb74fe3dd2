"""Companies: which have the most registrants, and how many of them have come."""

from typing import Any

import pytest

from checkin.choices import Status
from checkin.models import Event
from checkin.services.access import Actor
from checkin.services.statuses import change_status
from tests.api.conftest import Api
from tests.making import make_event, make_registrant, scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(event: Event, actor: Actor) -> None:
    for company, many in (("Zeta", 1), ("Nordwind Robotics", 3), ("Café Zoë", 1), ("", 4)):
        for _ in range(many):
            registrant = make_registrant(event, company=company)
    scan(event, make_registrant(event, company="Nordwind Robotics").code)
    gone = make_registrant(event, company="Zeta")
    change_status(event=event, registrant_id=gone.pk, to=Status.CANCELLED, actor=actor)
    make_registrant(make_event(name="Other"), company="Elsewhere")
    assert registrant.company == ""


def companies(api: Api, **query: Any) -> list[tuple[str, int, int]]:
    answer = api.get("companies/", query)
    assert (answer.status_code, answer.json()["next"], answer.json()["previous"]) == (200, None, None)
    return [(row["company"], row["total"], row["checked_in"]) for row in answer.json()["results"]]


def test_the_largest_come_first_and_the_cancelled_do_not_count(people: None, api: Api) -> None:
    assert companies(api) == [("Nordwind Robotics", 4, 1), ("Café Zoë", 1, 0), ("Zeta", 1, 0)]


def test_a_viewer_sees_them_and_the_door_does_not(people: None, viewer: Api, door: Api) -> None:
    assert len(companies(viewer)) == 3
    assert door.get("companies/").status_code == 403


def test_they_are_limited_and_searched(people: None, api: Api) -> None:
    assert companies(api, limit=1) == [("Nordwind Robotics", 4, 1)]
    assert companies(api, q="robo nord") == [("Nordwind Robotics", 4, 1)]
    assert companies(api, q="zoe") == [("Café Zoë", 1, 0)]
    assert companies(api, q="%") == companies(api, q="_") == companies(api, q="100%") == []
    assert companies(api, q="mara") == []  # a person's name is no company's


def test_fields_are_picked(people: None, api: Api) -> None:
    assert api.get("companies/", {"fields": "company", "limit": 1}).json()["results"] == [
        {"company": "Nordwind Robotics"}
    ]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "501"}, "limit"),
        ({"limit": "all"}, "limit"),
        ({"q": "\0"}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"fields": "email"}, "fields"),
    ],
)
def test_a_bad_query_names_its_parameter(api: Api, query: dict[str, str], field: str) -> None:
    answer = api.get("companies/", query)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
