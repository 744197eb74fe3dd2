"""Events: creating, showing, changing, and what is refused."""

from datetime import datetime
from typing import Any

import pytest

from checkin.choices import Role
from checkin.models import Event, User
from checkin.services.events import add_member
from tests.api.conftest import Api
from tests.making import gate_of, make_event, make_registrant, scan, scan_body

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Open Day",
    "starts_at": "2026-06-01T09:00:00+02:00",
    "ends_at": "2026-06-01T18:00:00+02:00",
}
FIELDS = {
    *("slug", "name", "venue", "timezone", "starts_at", "ends_at", "capacity", "requires_confirmation"),
    *("strict_doors", "closed", "archived"),
}


@pytest.fixture
def staff(db: None) -> Api:
    return Api(User.objects.create_user("staff@example.org", is_staff=True))


def test_a_new_event_is_ready_for_scans(staff: Api) -> None:
    answer = staff.post("events/", {**NEW, "venue": "Hall 7", "timezone": "Europe/Berlin", "capacity": 500})
    assert answer.status_code == 201
    event = answer.json()
    assert event.keys() == FIELDS
    assert (event["slug"], event["venue"], event["capacity"]) == ("open-day", "Hall 7", 500)
    assert datetime.fromisoformat(event["starts_at"]) == datetime.fromisoformat(NEW["starts_at"])
    assert (event["requires_confirmation"], event["strict_doors"], event["closed"]) == (False, False, False)

    def parts(path: str) -> list[Any]:
        return list(staff.get(f"events/open-day/{path}/").json()["results"])

    [pass_type], [area], [gate], [me] = (parts(path) for path in ("pass-types", "areas", "gates", "members"))
    assert pass_type["name"] == "General"
    assert area == {
        "id": area["id"],
        "name": "Venue",
        "capacity": None,
        "reentry": True,
        "pass_types": [],
        "inside": 0,
    }
    assert gate == {"id": gate["id"], "name": "Main entrance", "area": area["id"]}
    assert (me["email"], me["role"]) == ("staff@example.org", "organiser")
    assert staff.get("events/open-day/").json() == event


def test_only_staff_create_events(api: Api) -> None:
    answer = api.post("/api/v1/events/", NEW)
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert Event.objects.count() == 1


def test_staff_see_only_events_where_they_have_a_role(staff: Api, event: Event) -> None:
    assert staff.get("events/").json()["results"] == []
    assert staff.get(f"events/{event.slug}/").status_code == 404


def test_your_events_are_listed_the_latest_first(staff: Api) -> None:
    for day in ("02", "04", "03"):
        staff.post("events/", {**NEW, "starts_at": f"2026-06-{day}T09:00Z", "ends_at": "2026-06-05T09:00Z"})
    assert [e["slug"] for e in staff.everything("events/", {"page_size": 2})] == [
        "open-day-2",
        "open-day-3",
        "open-day",
    ]


def test_a_slug_is_made_from_the_name(staff: Api) -> None:
    names = ["Öffentliche Führung!", "Öffentliche Führung", "懇親会", "x" * 200]
    slugs = [staff.post("events/", {**NEW, "name": name}).json()["slug"] for name in names]
    assert slugs == ["offentliche-fuhrung", "offentliche-fuhrung-2", "event", "x" * 50]


def test_a_given_slug_is_kept_and_a_taken_one_is_a_conflict(staff: Api, event: Event) -> None:
    assert staff.post("events/", {**NEW, "slug": "Expo_26"}).json()["slug"] == "Expo_26"
    answer = staff.post("events/", {**NEW, "slug": event.slug})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert "slug" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "  "),
        ("name", None),
        ("name", "x" * 10_000),
        ("name", "a\0b"),
        ("slug", ""),
        ("slug", "no spaces"),
        ("slug", "ü"),
        ("slug", "../x"),
        ("slug", "x" * 61),
        ("venue", "x" * 201),
        ("timezone", ""),
        ("timezone", "Mars/Olympus"),
        ("timezone", "posixrules"),
        ("timezone", "right/UTC"),
        ("timezone", "posix/Europe/Berlin"),
        ("timezone", "localtime"),
        ("timezone", "Factory"),
        ("timezone", "../etc/passwd"),
        ("timezone", "Europe"),
        ("timezone", "Europe/Berlin\0"),
        ("timezone", "/etc/passwd"),
        ("starts_at", "2026-06-01T09:00:00"),
        ("starts_at", "2026-06-01"),
        ("starts_at", "tomorrow"),
        ("starts_at", 1780000000),
        ("starts_at", None),
        ("starts_at", "0001-01-01T00:00:00+02:00"),
        ("ends_at", "9999-12-31T23:59:59-02:00"),
        ("ends_at", "2026-06-01T09:00:00+02:00"),
        ("ends_at", "2026-05-31T09:00:00Z"),
        ("capacity", 0),
        ("capacity", -1),
        ("capacity", 1.5),
        ("capacity", "many"),
        ("capacity", True),
        ("capacity", 10**30),
        ("capacity", [1]),
        ("closed", "perhaps"),
        ("closed", None),
        ("strict_doors", {}),
        ("organiser", "me"),
        ("id", 1),
        ("setup_version", 5),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_created(staff: Api, field: str, value: object) -> None:
    answer = staff.post("events/", {**NEW, field: value})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["errors"]) == [field]
    assert not Event.objects.exists()


def test_what_has_to_be_given(staff: Api) -> None:
    answer = staff.post("events/", {})
    assert answer.json()["errors"].keys() == {"name", "starts_at", "ends_at"}


def test_a_time_without_an_offset_says_what_to_give(staff: Api) -> None:
    answer = staff.post("events/", {**NEW, "starts_at": "2026-06-01T09:00"})
    assert "+02:00" in answer.json()["errors"]["starts_at"][0]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Expo 🎪 معرض"},
        {"venue": ""},
        {"capacity": 12},
        {"capacity": None},
        {"timezone": "Asia/Kathmandu"},
        {"closed": True, "strict_doors": True, "requires_confirmation": True},
        {"slug": "expo-2026"},
        {"closed": True, "archived": True},
    ],
)
def test_an_organiser_changes_an_event(api: Api, event: Event, change: dict[str, Any]) -> None:
    before = api.get("").json()
    answer = api.patch("", change)
    assert answer.status_code == 200
    assert answer.json() == {**before, **change}
    assert Event.objects.filter(pk=event.pk, **change).exists()


def test_times_come_back_as_the_same_moment(api: Api) -> None:
    answer = api.patch("", {"starts_at": "2026-05-01T01:00:00-07:00"}).json()
    assert answer["starts_at"] == "2026-05-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": "2027-01-01T00:00:00Z"}, "ends_at"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "ends_at"),
        ({"ends_at": "2027-01-01T00:00:00"}, "ends_at"),
        ({"timezone": "Nowhere"}, "timezone"),
        ({"archived": True, "closed": False}, "closed"),
        ({"archived": "perhaps"}, "archived"),
        ({"owner": 3}, "owner"),
        ({"setup_version": 3}, "setup_version"),
    ],
)
def test_a_bad_change_is_refused_whole(api: Api, event: Event, change: dict[str, Any], field: str) -> None:
    before = api.get("").json()
    answer = api.patch("", {"venue": "Elsewhere", **change})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert api.get("").json() == before


def test_a_slug_that_another_event_has_is_a_conflict(api: Api) -> None:
    make_event(name="Other")
    answer = api.patch("", {"slug": "other"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert "slug" in answer.json()["detail"]


@pytest.mark.parametrize("role", [Role.DOOR, Role.VIEWER])
def test_other_roles_see_the_event_and_change_nothing(event: Event, role: Role) -> None:
    user = User.objects.create_user("someone@example.org")
    add_member(event=event, email=user.email, role=role)
    someone = Api(user, event)
    assert someone.get("").json()["slug"] == event.slug
    assert someone.patch("", {"closed": True}).status_code == 403


def test_the_archive_closes_an_event_and_takes_it_from_the_list(api: Api, event: Event) -> None:
    listed = "/api/v1/events/"
    archived = api.patch("", {"archived": True}).json()
    assert (archived["archived"], archived["closed"]) == (True, True)
    assert api.get(listed).json()["results"] == []
    assert api.get(listed, {"archived": "true"}).json()["results"] == [archived]
    assert api.get("").json() == archived
    answer = api.patch("", {"closed": False})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["closed"])
    assert api.patch("", {"name": "Expo 2025"}).json() == {**archived, "name": "Expo 2025"}


def test_out_of_the_archive_an_event_is_listed_and_stays_closed(api: Api, event: Event) -> None:
    api.patch("", {"archived": True})
    back = api.patch("", {"archived": False}).json()
    assert (back["archived"], back["closed"]) == (False, True)
    assert api.get("/api/v1/events/").json()["results"] == [back]
    assert api.get("/api/v1/events/", {"archived": "true"}).json()["results"] == []
    assert api.patch("", {"closed": False}).json()["closed"] is False


def test_an_archived_event_is_not_changed_until_it_is_taken_back(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    api.patch("", {"archived": True})
    for verb, path, body in [
        ("POST", "registrants/", {"name": "Ada"}),
        ("PATCH", f"registrants/{registrant.pk}/", {"name": "Ada"}),
        ("POST", f"registrants/{registrant.pk}/status/", {"status": "confirmed"}),
        ("POST", f"registrants/{registrant.pk}/reissue/", {}),
        ("POST", "pass-types/", {"name": "VIP"}),
        ("DELETE", f"gates/{gate_of(event).pk}/", None),
        ("POST", "imports/", {}),
    ]:
        answer = api.send(verb, path, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "event_archived"), path
    assert len(api.get("registrants/").json()["results"]) == 1
    assert api.post("scans/", scan_body(event, registrant.code)).status_code == 201  # refused, and kept
    api.patch("", {"archived": False})
    assert api.post("registrants/", {"name": "Ada"}).status_code == 201


def test_an_archived_event_lets_nobody_in(api: Api, event: Event) -> None:
    guest = make_registrant(event)
    api.patch("", {"archived": True})
    event.refresh_from_db()
    assert scan(event, guest.code)["reason"] == "event_closed"


def test_an_event_that_begins_in_the_archive_is_closed(staff: Api) -> None:
    made = staff.post("events/", {**NEW, "archived": True}).json()
    assert (made["archived"], made["closed"]) == (True, True)
    answer = staff.post("events/", {**NEW, "archived": True, "closed": False})
    assert list(answer.json()["errors"]) == ["closed"]


def test_the_list_takes_yes_or_no_for_the_archive(staff: Api) -> None:
    answer = staff.get("events/", {"archived": "perhaps"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["archived"])
