"""Whoever is no longer admitted is cut off within two seconds, told why, and nobody else is."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from checkin.choices import Role
from checkin.models import Event, Member, Token, User
from checkin.services.events import change_member, purge_event, remove_member
from tests.consumers.conftest import Do, Headers, Open, cookie, member, session_of
from tests.live_clients import bearer
from tests.making import make_registrant

CUT_OFF = 2.0  # seconds
REVOKED = ([{"type": "bye", "reason": "revoked"}], 4401)
ANOTHER_ROLE = ([{"type": "bye", "reason": "role_changed"}], 1012)
REMOVED = ([{"type": "bye", "reason": "role_changed"}], 4403)


def log_out(user: User) -> None:
    Session.objects.all().delete()


def change_password(user: User) -> None:
    user.set_password("another long password")
    user.save()


def revoke_token(user: User) -> None:
    Token.objects.filter(user=user).delete()


def deactivate(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def remove(user: User) -> None:
    of = Member.objects.select_related("event").get(user=user)
    remove_member(event=of.event, member_id=of.pk)


def demote(user: User) -> None:
    of = Member.objects.select_related("event").get(user=user)
    change_member(event=of.event, member_id=of.pk, role=Role.VIEWER)


@pytest.mark.alone
@pytest.mark.parametrize(
    ("way_in", "loss", "end"),
    [
        ("session", log_out, REVOKED),
        ("session", change_password, REVOKED),
        ("session", deactivate, REVOKED),
        ("session", remove, REMOVED),
        ("token", revoke_token, REVOKED),
        ("token", remove, REMOVED),
        ("token", demote, ANOTHER_ROLE),
    ],
)
@pytest.mark.parametrize("hints", [True, False])
async def test_losing_access_ends_the_socket(
    way_in: str,
    loss: Callable[[User], None],
    end: tuple[list[Any], int],
    hints: bool,
    request: pytest.FixtureRequest,
    watch: Open,
    do: Do,
    event: Event,
    script: Headers,
) -> None:
    if not hints:
        request.getfixturevalue("no_hints")
    user = await do(member, event, Role.DOOR)
    headers = cookie(await do(session_of, user)) if way_in == "session" else await do(bearer, user)
    socket, bystander = await watch(event, headers), await watch(event, script)
    await socket.counts()
    await bystander.counts()
    await do(loss, user)
    began = time.monotonic()
    assert await socket.end() == end
    assert time.monotonic() - began < CUT_OFF
    await do(make_registrant, event)
    await bystander.counts(total=1)


async def test_what_does_not_concern_the_credential_ends_nothing(watch: Open, do: Do, event: Event) -> None:
    user = await do(member, event, Role.DOOR)
    socket = await watch(event, await do(bearer, user))
    await socket.counts()
    await do(change_password, user)
    await do(bearer, user)
    assert await socket.is_silent(CUT_OFF)


async def test_a_purged_event_ends_its_sockets(watch: Open, do: Do, event: Event, page: Headers) -> None:
    socket = await watch(event, page)
    await socket.counts()
    await do(purge_event, event)
    _, code = await socket.end()
    assert code in {4403, 4404}
