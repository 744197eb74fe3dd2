"""Counts over REST: the shape, the sums, the revision and its ETag."""

from collections.abc import Callable
from typing import Any

import pytest

from checkin.choices import Role, Status
from checkin.models import Event, PassType
from checkin.services.access import Actor
from checkin.services.statuses import change_status
from tests.api.conftest import Api
from tests.making import area_of, gate_of, make_event, make_registrant, pass_type_of, scan

pytestmark = pytest.mark.django_db

STATUSES = ("registered", "confirmed", "checked_in", "cancelled")


def test_the_counts_of_a_new_event_field_by_field(api: Api, event: Event) -> None:
    counts = api.get("counts/").json()
    assert counts.pop("as_of").endswith("+00:00")
    general, area, gate = pass_type_of(event), area_of(event), gate_of(event)
    nobody = dict.fromkeys(("total", *STATUSES), 0)
    assert counts == {
        "event": "expo",
        "revision": 0,
        "capacity": None,
        "people": {**nobody, "expected": 0},
        "inside": 0,
        "scans": {"admitted": 0, "exited": 0, "refused": 0},
        "pass_types": [{"id": general.pk, "name": "General", "colour": "#0072B2", **nobody}],
        "areas": [{"id": area.pk, "name": "Venue", "capacity": None, "inside": 0}],
        "gates": [
            {
                "id": gate.pk,
                "name": "Main entrance",
                "area": area.pk,
                "admitted": 0,
                "exited": 0,
                "refused": 0,
                "per_minute": 0,
            }
        ],
        "arrivals": {"last_1m": 0, "last_5m": 0, "last_15m": 0},
    }


def test_everything_that_happens_is_counted_and_adds_up(api: Api, event: Event, actor: Actor) -> None:
    vip = PassType.objects.create(event=event, name="VIP", position=1)
    people = [make_registrant(event, str(n), pass_type_id=vip.pk if n < 2 else None) for n in range(6)]
    for registrant, status in ((people[0], Status.CONFIRMED), (people[5], Status.CANCELLED)):
        change_status(event=event, registrant_id=registrant.pk, to=status, actor=actor)
    for registrant in people[1:4]:
        scan(event, registrant.code)
    scan(event, people[1].code)  # already inside
    scan(event, "NOBODY")
    scan(event, people[2].code, direction="exit")
    counts = api.get("counts/").json()
    assert counts["people"] == {
        "total": 6,
        "registered": 1,
        "confirmed": 1,
        "checked_in": 3,
        "cancelled": 1,
        "expected": 5,
    }
    assert counts["scans"] == {"admitted": 3, "exited": 1, "refused": 2}
    assert counts["inside"] == counts["areas"][0]["inside"] == 2
    assert counts["arrivals"] == {"last_1m": 3, "last_5m": 3, "last_15m": 3}
    [gate] = counts["gates"]
    assert (gate["admitted"], gate["exited"], gate["refused"], gate["per_minute"]) == (3, 1, 2, 3)
    assert [(p["name"], p["total"], p["checked_in"]) for p in counts["pass_types"]] == [
        ("General", 4, 2),
        ("VIP", 2, 1),
    ]
    for part in (counts["people"], *counts["pass_types"]):
        assert part["total"] == sum(part[status] for status in STATUSES)
    for column in ("total", *STATUSES):
        assert counts["people"][column] == sum(p[column] for p in counts["pass_types"])


def test_the_revision_grows_by_one_however_much_has_happened(api: Api, event: Event) -> None:
    assert api.get("counts/").json()["revision"] == 0
    for name in "ABC":
        make_registrant(event, name)
    assert [api.get("counts/").json()["revision"] for _ in range(3)] == [1, 1, 1]
    scan(event, "NOBODY")
    assert api.get("counts/").json()["revision"] == 2


def test_a_changed_set_up_is_a_new_revision(api: Api, event: Event) -> None:
    changes: list[Callable[[], Any]] = [
        lambda: api.patch("", {"capacity": 100}),
        lambda: api.post("areas/", {"name": "Lounge"}),
        lambda: api.patch(f"gates/{gate_of(event).pk}/", {"name": "North"}),
        lambda: api.post("pass-types/", {"name": "VIP"}),
    ]
    for revision, change in enumerate(changes, 1):
        assert change().status_code < 300
        assert api.get("counts/").json()["revision"] == revision
    counts = api.get("counts/").json()
    assert (counts["capacity"], counts["gates"][0]["name"], len(counts["areas"])) == (100, "North", 2)


def test_unchanged_counts_are_a_304(api: Api, event: Event) -> None:
    make_registrant(event)
    first = api.get("counts/")
    etag = first["ETag"]
    assert first["Cache-Control"] == "private, no-cache"
    for tags in (etag, f"W/{etag}", f'"0", {etag}', "*"):
        again = api.get("counts/", If_None_Match=tags)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    for tags in ("", '"0"', etag.strip('"'), "garbage"):
        assert api.get("counts/", If_None_Match=tags).status_code == 200
    scan(event, "NOBODY")
    fresh = api.get("counts/", If_None_Match=etag)
    assert fresh.status_code == 200
    assert fresh["ETag"] != etag


def test_counts_are_free_of_personal_data(api: Api, event: Event) -> None:
    registrant = make_registrant(event, email="mara@example.org", company="Nordwind")
    scan(event, registrant.code)
    text = api.get("counts/").content.decode()
    for secret in (registrant.name, registrant.email, registrant.company, registrant.code, "Olga"):
        assert secret not in text


def test_an_event_counts_itself_alone(api: Api, event: Event, organiser: object) -> None:
    other = make_event(name="Other")
    scan(other, make_registrant(other).code)
    counts = api.get("counts/").json()
    assert (counts["people"]["total"], counts["scans"]["admitted"], counts["revision"]) == (0, 0, 0)


def test_a_head_request_has_the_etag_and_no_body(api: Api) -> None:
    answer = api.send("HEAD", "counts/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == api.get("counts/")["ETag"]


def test_fields_of_counts_are_picked(api: Api) -> None:
    assert api.get("counts/", {"fields": "inside,revision"}).json() == {"inside": 0, "revision": 0}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_counts(event: Event, role: Role, request: pytest.FixtureRequest) -> None:
    fixture = {"organiser": "api"}.get(role, role)
    assert request.getfixturevalue(fixture).get("counts/").status_code == 200
