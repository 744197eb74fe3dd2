"""Paired devices on the socket: what they see, and how they are switched off."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.utils import timezone
from pytest_django import Settings

from checkin.choices import DeviceKind
from checkin.models import Device, DeviceState, Event, Registrant
from checkin.services.devices import create_device, open_pairing, pair_device, revoke_device
from consumers import feed as feeds
from tests.consumers.conftest import ORIGIN, Do, Open, Socket
from tests.making import make_event, scan

CUT_OFF = 2.0  # seconds
REVOKED = ([{"type": "bye", "reason": "revoked"}], 4401)


def pair(event: Event, kind: DeviceKind) -> str:
    fields = {"kind": kind, "name": f"{kind} of {event.slug}"}
    return pair_device(create_device(event=event, fields=fields).code)[1]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def cookie(token: str) -> dict[str, str]:
    return {**ORIGIN, "Cookie": f"{configured.DEVICE_COOKIE}={token}"}


def switch_off(event: Event) -> None:
    revoke_device(Device.objects.get(event=event))


def let_it_end(event: Event) -> None:
    Device.objects.filter(event=event).update(valid_until=timezone.now() - timedelta(seconds=1))


def pair_another_phone(event: Event) -> None:
    pair_device(open_pairing(Device.objects.get(event=event)).code)


@pytest.mark.parametrize("way_in", [bearer, cookie])
@pytest.mark.parametrize("kind", list(DeviceKind))
async def test_a_device_sees_counts_and_nobody(
    watch: Open,
    do: Do,
    event: Event,
    people: list[Registrant],
    kind: DeviceKind,
    way_in: Callable[[str], dict[str, str]],
) -> None:
    socket = await watch(event, way_in(await do(pair, event, kind)))
    await socket.counts()
    await do(scan, event, people[0].code)
    await do(scan, event, people[0].code)
    frames = [await socket.frame()]
    while frames[-1].get("counts", {}).get("scans", {}).get("refused") != 1:
        frames.append(await socket.frame())
    assert {frame["type"] for frame in frames} <= {"counts", "heartbeat"}
    assert "Person" not in str(frames)


@pytest.mark.alone
@pytest.mark.parametrize("loss", [switch_off, let_it_end, pair_another_phone])
@pytest.mark.parametrize("hints", [True, False])
async def test_a_device_that_is_switched_off_is_cut_off(
    loss: Callable[[Event], None],
    hints: bool,
    request: pytest.FixtureRequest,
    watch: Open,
    do: Do,
    event: Event,
) -> None:
    if not hints:
        request.getfixturevalue("no_hints")
    socket = await watch(event, bearer(await do(pair, event, DeviceKind.KIOSK)))
    await socket.counts()
    await do(loss, event)
    began = time.monotonic()
    assert await socket.end() == REVOKED
    assert time.monotonic() - began < CUT_OFF


async def test_a_revoked_device_is_told_so_at_the_door(watch: Open, do: Do, event: Event) -> None:
    token = await do(pair, event, DeviceKind.KIOSK)
    await do(switch_off, event)
    socket = await watch(event, cookie(token))
    assert await socket.end() == REVOKED


@pytest.mark.parametrize(("slug", "code"), [("other", 4403), ("nowhere", 4404)])
async def test_a_device_watches_its_own_event_only(
    watch: Open, do: Do, event: Event, slug: str, code: int
) -> None:
    await do(make_event, name="Other")
    socket = await watch(slug, bearer(await do(pair, event, DeviceKind.SCANNER)))
    assert await socket.end() == ([], code)


async def test_one_caller_has_so_many_sockets_and_others_have_theirs(
    watch: Open, do: Do, event: Event, settings: Settings
) -> None:
    settings.SOCKETS_PER_CALLER = 2
    kiosk, scanner = [bearer(await do(pair, event, kind)) for kind in (DeviceKind.KIOSK, DeviceKind.SCANNER)]
    first, second = await watch(event, kiosk), await watch(event, kiosk)
    await first.counts()
    await second.counts()
    assert await (await watch(event, kiosk)).end() == ([], 4429)
    await (await watch(event, scanner)).counts()
    await second.leave()
    await (await watch(event, kiosk)).counts()


@pytest.fixture
def seen_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "SEEN_EVERY", 0.05)


@pytest.mark.usefixtures("seen_often")
async def test_an_open_socket_shows_that_a_device_is_online(watch: Open, do: Do, event: Event) -> None:
    socket: Socket = await watch(event, bearer(await do(pair, event, DeviceKind.KIOSK)))
    await socket.counts()

    def seen() -> Any:
        return DeviceState.objects.filter(device__event=event).values_list("seen_at", flat=True).first()

    deadline = time.monotonic() + 5
    while await do(seen) is None:
        assert time.monotonic() < deadline
        assert await socket.is_silent(0.05)
