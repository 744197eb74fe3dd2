"""Who gets in, and what the others are told."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from pytest_django import Settings

from checkin.choices import Role
from checkin.models import Event, User
from checkin.services.current import current_counts
from tests.consumers.conftest import ORIGIN, Do, Headers, Open, Socket, member
from tests.live_clients import bearer
from tests.making import make_registrant


async def test_a_page_gets_the_counts_that_rest_gives(
    watch: Open, do: Do, event: Event, page: Headers
) -> None:
    await do(make_registrant, event)
    socket = await watch(event, page)
    frame = await socket.frame()
    assert frame.keys() == {"type", "counts"}
    assert {**frame["counts"], "as_of": ""} == {**await do(current_counts, event.pk), "as_of": ""}


@pytest.mark.parametrize("role", Role.values)
async def test_a_script_gets_in_with_any_role(role: str, watch: Open, do: Do, event: Event) -> None:
    socket = await watch(event, await do(bearer, await do(member, event, role)))
    assert (await socket.frame())["type"] == "counts"


async def test_nobody_is_4401(watch: Open, event: Event) -> None:
    socket = await watch(event, ORIGIN)
    assert await socket.end() == ([], 4401)


@pytest.mark.parametrize("authorization", ["Bearer wrong", "bearer  hcu_x", "Bearer " + "x" * 3000])
async def test_an_unknown_token_is_4401(authorization: str, watch: Open, event: Event) -> None:
    socket = await watch(event, {"Authorization": authorization})
    assert await socket.end() == ([], 4401)


async def test_a_wrong_token_does_not_fall_back_to_the_cookie(
    watch: Open, event: Event, page: Headers
) -> None:
    socket = await watch(event, {**page, "Authorization": "Bearer wrong"})
    assert await socket.end() == ([], 4401)


@pytest.mark.parametrize("fault", ["expired", "logged out", "old password", "inactive", "not a key"])
async def test_a_dead_session_is_4401(
    fault: str, watch: Open, do: Do, event: Event, organiser: User, page: Headers
) -> None:
    if fault == "expired":
        await do(Session.objects.update, expire_date=timezone.now() - timedelta(seconds=1))
    elif fault == "logged out":
        await do(Session.objects.all().delete)
    elif fault == "old password":
        organiser.set_password("another long password")
        await do(organiser.save)
    elif fault == "inactive":
        await do(User.objects.update, is_active=False)
    else:
        page["Cookie"] = "sessionid=' OR 1=1 --"
    socket = await watch(event, page)
    assert await socket.end() == ([], 4401)


async def test_somebody_without_a_role_there_is_4403(watch: Open, do: Do, event: Event) -> None:
    stranger = await do(User.objects.create_user, "wei@example.org")
    socket = await watch(event, await do(bearer, stranger))
    assert await socket.end() == ([], 4403)


async def test_an_event_that_is_not_there_is_4404(watch: Open, script: Headers) -> None:
    socket = await watch("nothing", script)
    assert await socket.end() == ([], 4404)


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        ("http://testserver", True),
        ("http://TESTSERVER", True),
        ("http://testserver:80", True),
        ("https://events.example", True),
        ("https://www.partner.example", True),
        ("https://testserver", False),
        ("http://testserver:8080", False),
        ("http://events.example", False),
        ("https://events.example:444", False),
        ("https://events.example.evil.example", False),
        ("https://evil.example", False),
        ("null", False),
        ("", False),
        ("http://[", False),
        ("http://testserver:port", False),
        (None, True),  # no browser, so no page that somebody was lured to
    ],
)
async def test_a_cookie_counts_only_from_our_own_pages(
    origin: str | None, let_in: bool, settings: Settings, feed: object, event: Event, page: Headers
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://events.example", "https://*.partner.example"]
    headers = {name: value for name, value in {**page, "Origin": origin}.items() if value is not None}
    socket = Socket(f"/ws/events/{event.slug}/", headers)
    assert await socket.open() is let_in
    await socket.leave()


async def test_behind_a_proxy_that_ends_tls_our_own_pages_are_https(
    settings: Settings, watch: Open, event: Event, page: Headers
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    socket = await watch(event, {**page, "Origin": "https://testserver", "X-Forwarded-Proto": "https"})
    assert (await socket.frame())["type"] == "counts"


@pytest.mark.parametrize("path", ["/ws/", "/ws/events/", "/ws/events/a/b/", "/elsewhere"])
async def test_any_other_address_is_refused(path: str, feed: object, script: Headers) -> None:
    socket = Socket(path, script)
    assert not await socket.open()
    await socket.leave()


async def test_what_clients_send_is_ignored(watch: Open, do: Do, event: Event, script: Headers) -> None:
    socket = await watch(event, script)
    await socket.frame("counts")
    for text in ("{", '{"type": "counts"}', "\\x00", "x" * 4000):
        await socket.send(text)
    assert await socket.is_silent(0.3)
    await do(make_registrant, event)
    assert (await socket.counts(total=1))["revision"] == 1
