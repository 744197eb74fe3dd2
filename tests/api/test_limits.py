"""Trying too often: per account and per address, in Redis, and in the database where there is none."""

import pytest
from pytest_django import Settings

from checkin.errors import Throttled
from checkin.models import RateCounter, User
from checkin.services import limits
from tests.api.conftest import Api

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


def login(api: Api, email: str, password: str = PASSWORD, **headers: str) -> int:
    return int(api.post("/api/v1/auth/login/", {"email": email, "password": password}, **headers).status_code)


@pytest.fixture(params=["redis", "database", "redis is down"])
def counters(request: pytest.FixtureRequest, settings: Settings) -> None:
    if request.param == "redis" and not settings.REDIS_URLS:
        settings.REDIS_URLS = []  # on SQLite there is none: the database twice
    elif request.param == "database":
        settings.REDIS_URLS = []
    elif request.param == "redis is down":
        settings.REDIS_URLS = ["redis://127.0.0.1:1/0"]
        limits.redis_script.cache_clear()


@pytest.fixture(autouse=True)
def forget_redis() -> None:
    limits.redis_script.cache_clear()


@pytest.mark.usefixtures("counters")
def test_an_account_is_tried_five_times_a_minute(organiser: User, anonymous: Api) -> None:
    assert [login(anonymous, organiser.email, "wrong") for _ in range(5)] == [401] * 5
    answer = anonymous.post("/api/v1/auth/login/", {"email": organiser.email, "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 1 <= int(answer["Retry-After"]) <= 61


def test_other_accounts_are_left_alone(organiser: User, anonymous: Api) -> None:
    User.objects.create_user("other@example.org", PASSWORD)
    for _ in range(6):
        login(anonymous, organiser.email, "wrong")
    assert login(anonymous, "other@example.org") == 200


def test_an_address_tries_twenty_accounts_a_minute(organiser: User, anonymous: Api) -> None:
    assert {login(anonymous, f"user{n}@example.org") for n in range(20)} == {401}
    assert login(anonymous, organiser.email) == 429


def test_tokens_are_guarded_by_the_same_limit(organiser: User, anonymous: Api) -> None:
    for _ in range(5):
        login(anonymous, organiser.email, "wrong")
    body = {"email": organiser.email, "password": PASSWORD, "name": "script"}
    assert anonymous.post("/api/v1/auth/tokens/", body).status_code == 429


def test_a_forged_address_does_not_help(organiser: User, anonymous: Api) -> None:
    statuses = [login(anonymous, f"user{n}@example.org", X_Forwarded_For=f"10.0.0.{n}") for n in range(21)]
    assert statuses[-1] == 429


def test_behind_our_proxy_addresses_are_told_apart(
    organiser: User, anonymous: Api, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    for n in range(21):
        login(anonymous, f"user{n}@example.org", X_Forwarded_For=f"10.0.0.{n}, 192.0.2.1")
    assert login(anonymous, organiser.email, X_Forwarded_For="10.0.0.9, 192.0.2.1") == 429
    assert login(anonymous, organiser.email, X_Forwarded_For="192.0.2.2") == 200


def test_a_window_ends(settings: Settings, db: None) -> None:
    settings.REDIS_URLS = []
    limits.limit("test", "me", most=1, seconds=60)
    with pytest.raises(Throttled):
        limits.limit("test", "me", most=1, seconds=60)
    RateCounter.objects.update(ends_at="2020-01-01T00:00:00Z")
    limits.limit("test", "me", most=1, seconds=60)
    assert RateCounter.objects.get().n == 1
