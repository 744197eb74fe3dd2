"""Logging in with a password, the session with its CSRF token, and tokens for scripts."""

import pytest
from django.test import Client

from checkin.choices import Role
from checkin.models import Event, Token, User
from tests.api.conftest import Api, member

pytestmark = pytest.mark.django_db

EMAIL, PASSWORD = "olga@example.org", "a long password"


@pytest.fixture
def browser(organiser: User) -> Api:
    """A browser as it is before anybody has logged in, with Django's CSRF checks."""
    api = Api(None)
    api.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return api


def log_in(browser: Api) -> dict[str, str]:
    """Log in, and return the header that later writes need."""
    answer = browser.post("auth/login/", {"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 200
    return {"X_CSRFToken": browser.client.cookies["csrftoken"].value}


def test_login_sets_the_session_and_says_who_you_are(browser: Api, event: Event) -> None:
    answer = browser.post("auth/login/", {"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.json() == {
        "id": User.objects.get().pk,
        "email": EMAIL,
        "name": "Olga",
        "is_staff": False,
        "roles": {event.slug: "organiser"},
    }
    session, csrf = browser.client.cookies["sessionid"], browser.client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert (csrf["httponly"], csrf["samesite"]) == ("", "Lax")
    assert browser.get("auth/me/").json() == answer.json()


def test_the_address_is_the_same_in_capitals(browser: Api) -> None:
    sent = {"email": EMAIL.upper(), "password": PASSWORD}
    assert browser.post("auth/login/", sent).status_code == 200


def test_a_login_makes_a_new_session(browser: Api) -> None:
    headers = log_in(browser)
    before = browser.client.cookies["sessionid"].value
    browser.post("auth/logout/", **headers)
    log_in(browser)
    assert browser.client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "wrong"), (EMAIL, PASSWORD + " "), ("nobody@example.org", PASSWORD), (EMAIL, PASSWORD.upper())],
)
@pytest.mark.parametrize("path", ["auth/login/", "auth/tokens/"])
def test_a_wrong_password_is_a_401_that_tells_no_more(
    browser: Api, path: str, email: str, password: str
) -> None:
    sent = {"email": email, "password": password} | ({"name": "x"} if "tokens" in path else {})
    answer = browser.post(path, sent)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.json()["detail"] == "E-mail address and password do not match."
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "sessionid" not in browser.client.cookies


def test_an_inactive_user_cannot_log_in(browser: Api, organiser: User) -> None:
    User.objects.update(is_active=False)
    assert browser.post("auth/login/", {"email": EMAIL, "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, {"email", "password"}),
        ({"email": EMAIL}, {"password"}),
        ({"email": "no address", "password": "x"}, {"email"}),
        ({"email": EMAIL, "password": None}, {"password"}),
        ({"email": EMAIL, "password": "x\0"}, {"password"}),
        ({"email": EMAIL, "password": "x" * 201}, {"password"}),
        ({"email": EMAIL, "password": PASSWORD, "remember": True}, {"remember"}),
        ([], {"non_field_errors"}),
    ],
)
def test_a_bad_login_names_its_fields(browser: Api, sent: object, fields: set[str]) -> None:
    answer = browser.post("auth/login/", sent)
    assert (answer.status_code, answer.json()["errors"].keys()) == (400, fields)


def test_who_am_i_sets_the_csrf_cookie(browser: Api) -> None:
    log_in(browser)
    del browser.client.cookies["csrftoken"]
    assert browser.get("auth/me/").status_code == 200
    assert browser.client.cookies["csrftoken"].value


def test_nobody_is_nobody(browser: Api) -> None:
    answer = browser.get("auth/me/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_writing_with_the_cookie_needs_the_csrf_token(browser: Api, event: Event) -> None:
    headers = log_in(browser)
    path = f"/api/v1/events/{event.slug}/gates/"
    gate = {"name": "South", "area": event.areas.get().pk}
    assert browser.post(path, gate).status_code == 403
    assert browser.post(path, gate, X_CSRFToken="0" * 64).status_code == 403
    assert event.gates.count() == 1
    assert browser.post(path, gate, **headers).status_code == 201


def test_logging_in_again_needs_the_csrf_token_too(browser: Api) -> None:
    log_in(browser)
    assert browser.post("auth/login/", {"email": EMAIL, "password": PASSWORD}).status_code == 403


def test_a_form_of_another_site_cannot_log_anybody_in(browser: Api) -> None:
    form = f"email={EMAIL}&password={PASSWORD}"
    for content_type in (
        "application/x-www-form-urlencoded",
        "text/plain",
        "multipart/form-data; boundary=x",
    ):
        assert browser.post("auth/login/", form, content_type=content_type).status_code == 415


def test_logout_ends_the_session(browser: Api) -> None:
    headers = log_in(browser)
    stolen = browser.client.cookies["sessionid"].value
    assert browser.post("auth/logout/", **headers).status_code == 204
    browser.client.cookies["sessionid"] = stolen
    assert browser.get("auth/me/").status_code == 401
    assert browser.post("auth/logout/", **headers).status_code == 401


def test_a_changed_password_ends_every_session(browser: Api, organiser: User) -> None:
    log_in(browser)
    organiser.set_password("another long password")
    organiser.save()
    assert browser.get("auth/me/").status_code == 401


def test_a_token_is_made_with_the_password_and_shown_once(browser: Api, organiser: User) -> None:
    answer = browser.post("auth/tokens/", {"email": EMAIL, "password": PASSWORD, "name": "nightly export"})
    assert answer.status_code == 201
    made = answer.json()
    assert made.keys() == {"id", "name", "created_at", "token"}
    assert made["token"].startswith("hcu_")
    assert made["token"] not in str(Token.objects.values())
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert browser.get("auth/me/", **headers).json()["email"] == EMAIL
    listed = browser.get("auth/tokens/", **headers).json()["results"]
    assert listed == [{key: made[key] for key in ("id", "name", "created_at")}]


def test_a_token_needs_no_csrf_token_and_leaves_no_session(browser: Api, event: Event) -> None:
    made = browser.post("auth/tokens/", {"email": EMAIL, "password": PASSWORD, "name": "script"}).json()
    headers = {"Authorization": f"bearer {made['token']}"}
    path = f"/api/v1/events/{event.slug}/"
    assert browser.patch(path, {"venue": "Hall 7"}, **headers).status_code == 200
    assert "sessionid" not in browser.client.cookies


def test_a_deleted_token_is_dead(organiser: User) -> None:
    api = Api(organiser)
    [token] = api.get("auth/tokens/").json()["results"]
    assert api.delete(f"auth/tokens/{token['id']}/").status_code == 204
    answer = api.get("auth/me/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["detail"] == "This token is not valid, or no longer."


def test_nobody_sees_or_deletes_the_tokens_of_others(organiser: User, event: Event) -> None:
    mine, theirs = Api(organiser), Api(member(event, Role.DOOR))
    [token] = mine.get("auth/tokens/").json()["results"]
    assert token["id"] not in [t["id"] for t in theirs.get("auth/tokens/").json()["results"]]
    assert theirs.delete(f"auth/tokens/{token['id']}/").status_code == 404
    assert theirs.delete("auth/tokens/999999/").status_code == 404
    assert mine.get("auth/me/").status_code == 200


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer hcu_wrong", "Bearer hcu_ü", "Bearer a b", "Basic b2xnYTp4", "x" * 5000],
)
@pytest.mark.parametrize("path", ["auth/me/", "counts/", "auth/login/"])
def test_credentials_that_are_no_good_are_a_401(event: Event, header: str, path: str) -> None:
    api = Api(None, event)
    path = path if path == "counts/" else api.root + path
    send = api.post if "login" in path else api.get
    answer = send(path, {"email": EMAIL, "password": PASSWORD}, Authorization=header)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_the_token_of_an_inactive_user_is_dead(event: Event, api: Api) -> None:
    User.objects.update(is_active=False)
    assert api.get("counts/").status_code == 401
    assert api.get("/api/v1/auth/me/").status_code == 401


@pytest.mark.parametrize("name", ["", " ", "x" * 101, None, ["x"], "a\0b"])
def test_a_token_wants_a_name(browser: Api, name: object) -> None:
    answer = browser.post("auth/tokens/", {"email": EMAIL, "password": PASSWORD, "name": name})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["name"])
    assert not Token.objects.exists()


def test_a_changed_password_ends_tokens_and_other_sessions(organiser: User, event: Event) -> None:
    api = Api(organiser, event)
    page, elsewhere = Client(), Client()
    for client in (page, elsewhere):
        client.force_login(organiser)
    sent = {"password": "a long password", "new_password": "short"}
    weak = page.post("/api/v1/auth/password/", sent, content_type="application/json")
    assert (weak.status_code, list(weak.json()["errors"])) == (400, ["new_password"])
    sent["new_password"] = "another long password"
    assert page.post("/api/v1/auth/password/", sent, content_type="application/json").status_code == 204
    assert page.get("/api/v1/auth/me/").status_code == 200
    assert elsewhere.get("/api/v1/auth/me/").status_code == 401
    assert api.get("").status_code == 401


def test_the_back_office_holds_guesses_up_too(organiser: User, client: Client) -> None:
    User.objects.update(is_staff=True)
    wrong = {"username": organiser.email, "password": "wrong"}
    for _ in range(5):
        client.post("/admin/login/", wrong)
    right = client.post("/admin/login/", {**wrong, "password": "a long password"})
    assert right.status_code == 200
    assert b"Too many tries" in right.content
