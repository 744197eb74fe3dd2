"""A new event made like another one: what it takes over, what it does not, and who may ask for it."""

from typing import Any

import pytest

from checkin.choices import DeviceKind
from checkin.models import Device, Event, Registrant, User
from checkin.services.counts import fold
from checkin.services.current import current_counts
from tests.api.conftest import Api, paired
from tests.making import area_of, make_event, make_registrant, pass_type_of, scan

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Expo 2027",
    "starts_at": "2027-05-01T08:00:00+00:00",
    "ends_at": "2027-05-02T18:00:00+00:00",
}


@pytest.fixture
def staff(api: Api, organiser: User) -> Api:
    """The event's organiser, who may create events."""
    organiser.is_staff = True
    organiser.save()
    return api


@pytest.fixture
def source(api: Api, event: Event) -> Event:
    """An event with two of everything, a guest who came, a scanner and a colleague."""
    api.patch("", {"venue": "Hall 7", "timezone": "Asia/Taipei", "capacity": 900, "strict_doors": True})
    vip = api.post("pass-types/", {"name": "VIP", "colour": "#D55E00", "position": 2}).json()
    lounge = {"name": "Lounge", "capacity": 20, "reentry": False, "pass_types": [vip["id"]]}
    lounge = api.post("areas/", lounge).json()
    api.post("gates/", {"name": "Lounge door", "area": lounge["id"]})
    api.post("gates/", {"name": "Side door", "area": area_of(event).pk})
    api.post("members/", {"email": "kim@example.org", "role": "door"})
    scan(event, make_registrant(event).code)
    paired(event, DeviceKind.SCANNER)
    event.refresh_from_db()
    return event


def parts(api: Api, slug: str) -> dict[str, Any]:
    """What an event consists of, without ids: names in their place."""
    of = {path: api.everything(f"/api/v1/events/{slug}/{path}/") for path in ("pass-types", "areas", "gates")}
    names = {(path, one["id"]): one["name"] for path, rows in of.items() for one in rows}
    for area in of["areas"]:
        area["pass_types"] = [names["pass-types", one] for one in area["pass_types"]]
    for gate in of["gates"]:
        gate["area"] = names["areas", gate["area"]]
    return {
        path: [{k: v for k, v in one.items() if k not in ("id", "inside")} for one in rows]
        for path, rows in of.items()
    }


def test_a_copy_has_the_passes_areas_gates_and_options(staff: Api, source: Event) -> None:
    answer = staff.post("copy/", NEW)
    assert answer.status_code == 201
    copy = answer.json()
    assert copy == {**staff.get("").json(), **NEW, "slug": "expo-2027"}
    assert parts(staff, copy["slug"]) == parts(staff, source.slug)
    assert [gate["name"] for gate in parts(staff, copy["slug"])["gates"]] == [
        "Main entrance",
        "Lounge door",
        "Side door",
    ]
    assert staff.get("/api/v1/events/expo-2027/").json() == copy


def test_a_copy_has_nobody_but_its_organiser(staff: Api, source: Event) -> None:
    copy = Event.objects.get(slug=staff.post("copy/", NEW).json()["slug"])
    fold(copy.pk)
    counts = current_counts(copy.pk)
    assert (counts["people"]["total"], counts["inside"], counts["scans"]["admitted"]) == (0, 0, 0)
    assert not Registrant.objects.filter(event=copy).exists()
    assert not Device.objects.filter(event=copy).exists()
    members = staff.everything(f"/api/v1/events/{copy.slug}/members/")
    assert [(one["email"], one["role"]) for one in members] == [("olga@example.org", "organiser")]


def test_the_copy_of_an_archived_event_is_open(staff: Api, source: Event) -> None:
    staff.patch("", {"archived": True})
    copy = staff.post("copy/", NEW).json()
    assert (copy["archived"], copy["closed"]) == (False, False)


def test_the_source_stays_as_it_was(staff: Api, source: Event) -> None:
    before = staff.get("").json(), parts(staff, source.slug), staff.get("counts/").json()["people"]
    copy = staff.post("copy/", NEW).json()
    staff.patch(f"/api/v1/events/{copy['slug']}/pass-types/{pass_type_of_slug(copy['slug'])}/", {"name": "X"})
    after = staff.get("").json(), parts(staff, source.slug), staff.get("counts/").json()["people"]
    assert after == before


def pass_type_of_slug(slug: str) -> int:
    return pass_type_of(Event.objects.get(slug=slug)).pk


def test_the_slug_is_made_from_the_name_or_given(staff: Api, source: Event) -> None:
    assert staff.post("copy/", {**NEW, "name": "Expo"}).json()["slug"] == "expo-2"
    assert staff.post("copy/", {**NEW, "slug": "expo-27"}).json()["slug"] == "expo-27"
    answer = staff.post("copy/", {**NEW, "slug": source.slug})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", None),
        ("starts_at", "2027-05-01"),
        ("ends_at", "2027-05-01T08:00:00+00:00"),
        ("venue", "Elsewhere"),
        ("closed", True),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_copied(
    staff: Api, source: Event, field: str, value: object
) -> None:
    answer = staff.post("copy/", {**NEW, field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert list(Event.objects.all()) == [source]


def test_an_organiser_who_may_not_create_events_may_not_copy_one(api: Api, source: Event) -> None:
    answer = api.post("copy/", NEW)
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert list(Event.objects.all()) == [source]


def test_staff_copy_no_event_that_is_not_theirs(staff: Api) -> None:
    other = make_event(name="Other")
    assert staff.post(f"/api/v1/events/{other.slug}/copy/", NEW).status_code == 404
