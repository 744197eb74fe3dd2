"""Members: who has which role at an event."""

import pytest

from checkin.choices import Role
from checkin.models import Event, Member, User
from tests.api.conftest import Api, member
from tests.making import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(db: None) -> User:
    return User.objects.create_user("dana@example.org", "a long password", name="Dana")


def test_someone_with_an_account_is_given_a_role(api: Api, event: Event, dana: User) -> None:
    assert Api(dana, event).get("").status_code == 404
    answer = api.post("members/", {"email": "Dana@Example.org", "role": "door"})
    assert answer.status_code == 201
    made = answer.json()
    person = {"email": "dana@example.org", "name": "Dana", "role": "door", "invitation_url": None}
    assert made == {"id": made["id"], **person}
    assert api.get(f"members/{made['id']}/").json() == made
    assert [m["email"] for m in api.get("members/").json()["results"]] == ["olga@example.org", dana.email]
    assert Api(dana, event).get("").status_code == 200


def test_a_changed_role_counts_at_once(api: Api, event: Event, dana: User) -> None:
    made = api.post("members/", {"email": dana.email, "role": "viewer"}).json()
    assert Api(dana, event).get("registrants/").status_code == 403
    assert api.patch(f"members/{made['id']}/", {"role": "door"}).json() == {**made, "role": "door"}
    assert Api(dana, event).get("registrants/").status_code == 200


def test_a_removed_member_finds_nothing_any_more(api: Api, event: Event, dana: User) -> None:
    made = api.post("members/", {"email": dana.email, "role": "door"}).json()
    theirs = Api(dana, event)
    assert api.delete(f"members/{made['id']}/").status_code == 204
    assert theirs.get("").status_code == 404
    assert api.delete(f"members/{made['id']}/").status_code == 404


def test_nobody_is_a_member_twice(api: Api, dana: User) -> None:
    api.post("members/", {"email": dana.email, "role": "door"})
    answer = api.post("members/", {"email": dana.email, "role": "viewer"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert Member.objects.get(user=dana).role == "door"


def test_the_last_organiser_stays(api: Api, event: Event, organiser: User, dana: User) -> None:
    own = f"members/{Member.objects.get(user=organiser).pk}/"
    for answer in (api.delete(own), api.patch(own, {"role": "viewer"})):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_organiser")
    assert Member.objects.get(user=organiser).role == "organiser"
    assert api.post("members/", {"email": "mistyped@example.org", "role": "organiser"}).status_code == 201
    assert api.delete(own).status_code == 409  # whoever was only invited may never come
    api.post("members/", {"email": dana.email, "role": "organiser"})
    assert api.patch(own, {"role": "viewer"}).status_code == 200
    assert api.patch(own, {"role": "organiser"}).status_code == 403


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, {"email", "role"}),
        ({"email": "no address", "role": "door"}, {"email"}),
        ({"email": "olga@example.org", "role": "admin"}, {"role"}),
        ({"email": "olga@example.org", "role": None}, {"role"}),
        ({"email": "olga@example.org", "role": ["door"]}, {"role"}),
        ({"email": "olga@example.org", "role": "door", "user": 1}, {"user"}),
        ({"email": "a\0@example.org", "role": "door"}, {"email"}),
    ],
)
def test_a_bad_member_is_refused(api: Api, sent: object, fields: set[str]) -> None:
    answer = api.post("members/", sent)
    assert (answer.status_code, answer.json()["errors"].keys()) == (400, fields)
    assert Member.objects.count() == 1


def test_an_inactive_account_is_given_no_role(api: Api, dana: User) -> None:
    User.objects.filter(pk=dana.pk).update(is_active=False)
    assert api.post("members/", {"email": dana.email, "role": "door"}).status_code == 400


def test_only_the_role_of_a_member_changes(api: Api, event: Event) -> None:
    path = f"members/{Member.objects.get(user=member(event, Role.DOOR)).pk}/"
    for sent in ({"email": "x@example.org"}, {"role": "door", "name": "X"}, {}):
        assert api.patch(path, sent).status_code == 400


def test_members_of_other_events_are_not_there(api: Api, dana: User) -> None:
    other = Member.objects.create(event=make_event(name="Other"), user=dana, role=Role.ORGANISER)
    path = f"members/{other.pk}/"
    for answer in (api.get(path), api.patch(path, {"role": "door"}), api.delete(path)):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    other.refresh_from_db()
    assert other.role == "organiser"


def test_someone_without_an_account_is_invited_and_opens_one(api: Api, event: Event, anonymous: Api) -> None:
    made = api.post("members/", {"email": "Nadia@Example.org", "role": "viewer"}).json()
    assert (made["email"], made["name"]) == ("nadia@example.org", "")
    invitation = made["invitation_url"].rpartition("/")[2]
    accept = {"invitation": invitation, "name": "Nadia", "password": "short"}
    weak = anonymous.post("/api/v1/auth/invitation/", accept)
    assert (weak.status_code, list(weak.json()["errors"])) == (400, ["password"])
    accept["password"] = "a long password of hers"
    opened = anonymous.post("/api/v1/auth/invitation/", accept)
    assert opened.json()["roles"] == {event.slug: "viewer"}
    assert anonymous.client.get("/api/v1/auth/me/").json()["email"] == "nadia@example.org"
    assert api.get(f"members/{made['id']}/").json()["invitation_url"] is None
    assert Api(None).post("/api/v1/auth/invitation/", accept).status_code == 404


@pytest.mark.parametrize(
    "invitation", ["", "x", "MQ.x", "%00", "Mg.dic7jz-3e60322e2e5f13a87b3275429b58baed", "é.é"]
)
def test_a_made_up_invitation_opens_nothing(anonymous: Api, invitation: str) -> None:
    accept = {"invitation": invitation, "name": "Mallory", "password": "a long password"}
    assert anonymous.post("/api/v1/auth/invitation/", accept).status_code in {400, 404}


def test_only_organisers_are_shown_invitations(api: Api, viewer: Api) -> None:
    api.post("members/", {"email": "nadia@example.org", "role": "viewer"})
    assert {m["invitation_url"] for m in viewer.get("members/").json()["results"]} == {None}


def test_another_event_is_not_given_the_link_of_an_account_that_it_did_not_make(
    api: Api, event: Event
) -> None:
    mine = api.post("members/", {"email": "boss@example.org", "role": "organiser"}).json()
    assert mine["invitation_url"]
    other = make_event(User.objects.create_user("other@example.org", "a long password"), name="Other")
    theirs = Api(User.objects.get(email="other@example.org"), other)
    assert (
        theirs.post("members/", {"email": "boss@example.org", "role": "viewer"}).json()["invitation_url"]
        is None
    )


def test_nobody_is_given_the_link_of_a_staff_account(api: Api, event: Event) -> None:
    User.objects.create_user("root@example.org", is_staff=True, invited_to=event)
    made = api.post("members/", {"email": "root@example.org", "role": "viewer"}).json()
    assert made["invitation_url"] is None
