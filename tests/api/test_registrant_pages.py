"""The list of registrants comes in pages that hold everyone once, forwards and back."""

from datetime import UTC, datetime
from typing import Any

import pytest

from checkin.models import Event
from tests.api.conftest import Api
from tests.making import make_registrant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "ordering", ["name", "-registered_at", "status", "company", "-id", "-pass_type", "-changed_at"]
)
def test_pages_hold_everyone_once_however_many_are_alike(api: Api, event: Event, ordering: str) -> None:
    """All of these have the same name, company, status and time, as after an import."""
    at = datetime(2026, 4, 1, tzinfo=UTC)
    made = {make_registrant(event, "Same", registered_at=at).pk for _ in range(25)}
    rows = api.everything("registrants/", {"page_size": 4, "ordering": ordering})
    assert len(rows) == 25
    assert {row["id"] for row in rows} == made


def test_pages_begin_anywhere_and_go_on_from_there(api: Api, event: Event) -> None:
    for name in "ABCDEFG":
        make_registrant(event, name)

    def page(query: Any) -> tuple[str, Any]:
        answer = api.get(query).json() if isinstance(query, str) else api.get("registrants/", query).json()
        return "".join(row["name"] for row in answer["results"]), answer

    shown, middle = page({"page_size": 2, "offset": 3})
    assert shown == "DE"
    assert page(middle["next"])[0] == "FG"
    before, earlier = page(middle["previous"])
    assert (before, page(earlier["previous"])[0]) == ("BC", "A")
    assert page({"offset": 6, "ordering": "-name"})[0] == "A"
    assert page({"offset": 7})[0] == ""
    assert page({"offset": 7})[1]["previous"] is None


def test_pages_go_back_the_way_they_came(api: Api, event: Event) -> None:
    for name in "ABCDEFG":
        make_registrant(event, name)
    pages = [api.get("registrants/", {"page_size": 3}).json()]
    while pages[-1]["next"]:
        pages.append(api.get(pages[-1]["next"]).json())
    assert ["".join(row["name"] for row in page["results"]) for page in pages] == ["ABC", "DEF", "G"]
    assert pages[0]["previous"] is None
    back = api.get(pages[2]["previous"]).json()
    assert back["results"] == pages[1]["results"]
    assert api.get(back["next"]).json()["results"] == pages[2]["results"]
    first = api.get(back["previous"]).json()
    assert (first["results"], first["previous"]) == (pages[0]["results"], None)


def test_pages_stay_right_while_people_are_added(api: Api, event: Event) -> None:
    for name in "BDF":
        make_registrant(event, name)
    page = api.get("registrants/", {"page_size": 2}).json()
    make_registrant(event, "A")
    make_registrant(event, "E")
    assert [row["name"] for row in api.get(page["next"]).json()["results"]] == ["E", "F"]


def test_a_page_keeps_its_filters(api: Api, event: Event) -> None:
    for name in ("Ada", "Bo", "Adam", "Adele"):
        make_registrant(event, name)
    page = api.get("registrants/", {"page_size": 1, "q": "ad", "fields": "name"}).json()
    assert api.get(page["next"]).json()["results"] == [{"name": "Adam"}]


def test_a_page_follows_however_its_last_name_is_written(api: Api, event: Event) -> None:
    for letter in ("\U0001f600", "\U0001f601"):
        make_registrant(event, letter * 200, company=letter * 200)
    first = api.get("registrants/?page_size=1&ordering=-company").json()
    second = api.get(first["next"].partition("/registrants/")[2].join(["registrants/", ""]))
    assert (second.status_code, second.json()["results"][0]["name"][0]) == (200, "\U0001f600")


@pytest.mark.parametrize("path", ["registrants/?ids=", "export/?ids=", "tickets/?ids="])
def test_none_of_them_is_not_all_of_them(api: Api, event: Event, path: str) -> None:
    make_registrant(event)
    answer = api.get(path)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ids"])


def test_a_page_has_500_rows_at_most(api: Api, event: Event) -> None:
    assert api.get("registrants/", {"page_size": 10**6}).status_code == 200
    for size in ("0", "-1", "x", "1.5", "\0", "9" * 2000):
        answer = api.get("registrants/", {"page_size": size})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["page_size"])


@pytest.mark.parametrize("cursor", ["x", "a:b", "W10:x", "\0", "x" * 3000, "é"])
def test_a_cursor_of_ones_own_making_is_refused(api: Api, cursor: str) -> None:
    answer = api.get("registrants/", {"cursor": cursor})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["cursor"])


def test_a_cursor_of_another_order_is_refused(api: Api, event: Event) -> None:
    for name in "AB":
        make_registrant(event, name)
    following = api.get("registrants/", {"page_size": 1}).json()["next"]
    answer = api.get(following + "&ordering=-name")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["cursor"])
