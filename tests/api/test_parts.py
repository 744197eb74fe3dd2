"""Pass types, areas and gates."""

from typing import Any

import pytest

from checkin.models import Area, Event, Gate, PassType
from tests.api.conftest import Api
from tests.making import area_of, gate_of, make_event, make_registrant, pass_type_of, scan

pytestmark = pytest.mark.django_db

PATHS = ["pass-types/", "areas/", "gates/"]


def new(event: Event, path: str, name: str = "VIP") -> dict[str, Any]:
    return {"name": name} | ({"area": area_of(event).pk} if path == "gates/" else {})


@pytest.mark.parametrize("path", PATHS)
def test_a_part_is_added_shown_changed_and_deleted(api: Api, event: Event, path: str) -> None:
    made = api.post(path, new(event, path))
    assert made.status_code == 201
    part = made.json()
    assert api.get(f"{path}{part['id']}/").json() == part
    assert part in api.get(path).json()["results"]
    changed = api.patch(f"{path}{part['id']}/", {"name": "Press"})
    assert (changed.status_code, changed.json()) == (200, {**part, "name": "Press"})
    assert api.delete(f"{path}{part['id']}/").status_code == 204
    assert api.get(f"{path}{part['id']}/").status_code == 404
    assert len(api.get(path).json()["results"]) == 1


@pytest.mark.parametrize("path", PATHS)
def test_no_two_of_an_event_have_one_name(api: Api, event: Event, path: str) -> None:
    part = api.post(path, new(event, path, "VIP")).json()
    answer = api.post(path, new(event, path, "VIP"))
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    other = api.get(path).json()["results"][0]
    assert api.patch(f"{path}{part['id']}/", {"name": other["name"]}).status_code == 409
    assert api.get(f"{path}{part['id']}/").json() == part


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", ["", " ", None, "x" * 101, "x" * 10_000, "a\0b", True, ["VIP"], {}])
def test_a_part_needs_a_proper_name(api: Api, event: Event, path: str, name: object) -> None:
    answer = api.post(path, {**new(event, path), "name": name})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["name"])
    assert len(api.get(path).json()["results"]) == 1


@pytest.mark.parametrize("path", PATHS)
def test_unknown_fields_are_refused(api: Api, event: Event, path: str) -> None:
    foreign = make_event(name="Other")
    answer = api.post(path, {**new(event, path), "event": foreign.pk})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["event"])


@pytest.mark.parametrize("path", PATHS)
def test_parts_of_other_events_are_not_there(api: Api, path: str) -> None:
    foreign = make_event(name="Other")
    parts: dict[str, PassType | Area | Gate] = {
        "pass-types/": pass_type_of(foreign),
        "areas/": area_of(foreign),
        "gates/": gate_of(foreign),
    }
    part = parts[path]
    for id_ in (part.pk, 0, 10**12, 10**30):
        url = f"{path}{id_}/"
        answers = [api.get(url), api.patch(url, {"name": "Mine"}), api.delete(url)]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    part.refresh_from_db()
    assert part.name != "Mine"


def test_pass_types_have_a_colour_and_come_in_their_order(api: Api) -> None:
    api.post("pass-types/", {"name": "VIP", "colour": "#d55E00", "position": 2})
    api.post("pass-types/", {"name": "Press", "position": 1})
    shown = [(p["name"], p["colour"]) for p in api.everything("pass-types/", {"page_size": 1})]
    assert shown == [("General", "#0072B2"), ("Press", "#0072B2"), ("VIP", "#d55E00")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "red"),
        ("colour", "#12345"),
        ("colour", "#1234567"),
        ("colour", "#12345g"),
        ("colour", None),
        ("position", -1),
        ("position", 40_000),
        ("position", "first"),
        ("position", None),
    ],
)
def test_a_pass_type_with_a_bad_field_is_refused(api: Api, field: str, value: object) -> None:
    answer = api.post("pass-types/", {"name": "VIP", field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_a_pass_type_in_use_stays(api: Api, event: Event) -> None:
    vip = api.post("pass-types/", {"name": "VIP"}).json()
    make_registrant(event, pass_type_id=vip["id"])
    answer = api.delete(f"pass-types/{vip['id']}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")
    assert PassType.objects.filter(pk=vip["id"]).exists()


def test_the_last_pass_type_stays(api: Api, event: Event) -> None:
    answer = api.delete(f"pass-types/{pass_type_of(event).pk}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")


def test_a_pass_type_that_an_area_lists_stays(api: Api, event: Event) -> None:
    """Deleted, it would leave an empty list behind, and so open the area to everybody."""
    vip = api.post("pass-types/", {"name": "VIP"}).json()
    lounge = api.post("areas/", {"name": "Lounge", "pass_types": [vip["id"]]}).json()
    answer = api.delete(f"pass-types/{vip['id']}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")
    assert api.get(f"areas/{lounge['id']}/").json()["pass_types"] == [vip["id"]]


def test_an_area_says_whom_it_admits_and_how_many(api: Api, event: Event) -> None:
    general = pass_type_of(event)
    made = api.post(
        "areas/", {"name": "Lounge", "capacity": 20, "reentry": False, "pass_types": [general.pk]}
    )
    assert made.status_code == 201
    lounge = made.json()
    assert lounge == {
        "id": lounge["id"],
        "name": "Lounge",
        "capacity": 20,
        "reentry": False,
        "pass_types": [general.pk],
        "inside": 0,
    }
    changed = api.patch(f"areas/{lounge['id']}/", {"pass_types": [], "capacity": None})
    assert changed.json() == {**lounge, "pass_types": [], "capacity": None}


def test_an_area_says_who_is_inside_now(api: Api, event: Event) -> None:
    first, second = make_registrant(event, "A"), make_registrant(event, "B")
    area = area_of(event)
    scan(event, first.code)
    scan(event, second.code)
    assert api.get(f"areas/{area.pk}/").json()["inside"] == 2
    scan(event, first.code, direction="exit")
    assert [a["inside"] for a in api.get("areas/").json()["results"]] == [1]
    assert api.patch(f"areas/{area.pk}/", {"name": "Hall"}).json()["inside"] == 1
    assert api.patch(f"areas/{area.pk}/", {"inside": 70}).json()["inside"] == 1


@pytest.mark.parametrize("capacity", [0, -1, "many", "", 1.5, True, 10**30, [5], {}])
def test_a_capacity_is_a_positive_number(api: Api, event: Event, capacity: object) -> None:
    answer = api.patch(f"areas/{area_of(event).pk}/", {"capacity": capacity})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["capacity"])
    assert area_of(event).capacity is None


def test_an_area_lists_only_pass_types_of_its_event(api: Api, event: Event) -> None:
    """A pass type of another event and one that nobody has are told apart by nothing."""
    foreign = pass_type_of(make_event(name="Other"))
    said = []
    for id_ in (foreign.pk, 10**12):
        answer = api.post("areas/", {"name": "Lounge", "pass_types": [id_]})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["pass_types"])
        said.append(answer.json()["detail"].replace(str(id_), ""))
    assert said[0] == said[1]
    for value in ("all", [None], [True], ["x"], [10**30], None):
        answer = api.post("areas/", {"name": "Lounge", "pass_types": value})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["pass_types"])
    assert Area.objects.filter(event=event).count() == 1


def test_an_area_with_a_gate_stays(api: Api, event: Event) -> None:
    answer = api.delete(f"areas/{area_of(event).pk}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")


@pytest.mark.parametrize("area", [None, "", "x", True, 0, 10**12, 10**30, [1], {}])
def test_a_gate_leads_into_an_area_of_its_event(api: Api, event: Event, area: object) -> None:
    foreign = area_of(make_event(name="Other")).pk
    for value in (area, foreign):
        answer = api.post("gates/", {"name": "South", "area": value})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["area"])
        assert api.patch(f"gates/{gate_of(event).pk}/", {"area": value}).status_code == 400
    assert list(Gate.objects.filter(event=event)) == [gate_of(event)]
    assert gate_of(event).area == area_of(event)


def test_a_gate_with_scans_stays(api: Api, event: Event) -> None:
    scan(event, "NOBODY")
    answer = api.delete(f"gates/{gate_of(event).pk}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")


@pytest.mark.parametrize("path", PATHS)
def test_lists_are_paged_and_fields_picked(api: Api, event: Event, path: str) -> None:
    for name in "ABCDE":
        api.post(path, new(event, path, name))
    rows = api.everything(path, {"page_size": 2, "fields": "id,name"})
    assert len(rows) == 6
    assert all(row.keys() == {"id", "name"} for row in rows)
    assert len({row["id"] for row in rows}) == 6
    answer = api.get(path, {"fields": "name,secret"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["fields"])
