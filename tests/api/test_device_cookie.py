"""The cookie of a paired browser: who it is at an event, and what it may write."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from checkin.models import Device, Event, User
from checkin.services import devices
from tests.api.conftest import Api
from tests.api.devices import add
from tests.making import gate_of, make_event, make_registrant
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("https", [True, False])
def test_pairing_sets_the_cookie_of_the_pages(api: Api, settings: Settings, https: bool) -> None:
    settings.HTTPS = https
    settings.DEVICE_COOKIE = "__Host-headcount-device" if https else "headcount-device"
    code = add(api).json()["pairing_code"]
    cookie = (
        Client()
        .post("/api/v1/pair/", {"code": code}, content_type="application/json")
        .cookies[settings.DEVICE_COOKIE]
    )
    assert (
        cookie["httponly"],
        cookie["samesite"],
        bool(cookie["secure"]),
        cookie["path"],
        cookie["domain"],
    ) == (
        True,
        "Strict",
        https,
        "/",
        "",
    )


def test_the_cookie_outlives_the_devices_time(api: Api, settings: Settings) -> None:
    """What the device holds then goes to the quarantine, which asks who it is; and an event may be extended."""
    until = timezone.now() + timedelta(hours=1)
    browser = Client()
    code = add(api, valid_until=until.isoformat()).json()["pairing_code"]
    browser.post("/api/v1/pair/", {"code": code}, content_type="application/json")
    assert browser.cookies[settings.DEVICE_COOKIE]["max-age"] == 400 * 24 * 60 * 60
    Device.objects.update(valid_until=timezone.now() - timedelta(minutes=1))
    assert browser.get("/api/v1/auth/device/").json()["code"] == "device_revoked"


def test_a_browser_is_told_who_it_is_at_an_event(event: Event, api: Api) -> None:
    """The same as its scans are counted as: a user without a role there leaves it to the device."""
    browser = Client()
    code = add(api).json()["pairing_code"]
    browser.post("/api/v1/pair/", {"code": code}, content_type="application/json")
    stranger, at = User.objects.create_user("stranger@example.org", "long enough 4 u"), f"?event={event.slug}"
    browser.force_login(stranger)
    assert browser.get("/api/v1/auth/device/").status_code == 403
    assert browser.get(f"/api/v1/auth/device/{at}").json()["name"] == Device.objects.get().name
    assert browser.get(f"/api/v1/auth/me/{at}").status_code == 403
    assert browser.get("/api/v1/auth/me/?event=%00").json()["id"] == stranger.pk
    browser.force_login(event.members.get().user)
    assert browser.get(f"/api/v1/auth/device/{at}").status_code == 403
    assert browser.get(f"/api/v1/auth/me/{at}").status_code == 200
    browser.cookies.clear()
    browser.force_login(stranger)
    assert browser.get(f"/api/v1/auth/me/{at}").json()["id"] == stranger.pk


def test_writing_with_the_cookie_needs_the_csrf_token(event: Event, api: Api, settings: Settings) -> None:
    client = Client(enforce_csrf_checks=True)
    code = add(api, gate=gate_of(event).pk).json()["pairing_code"]
    client.post("/api/v1/pair/", {"code": code}, content_type="application/json")
    assert client.get("/api/v1/auth/device/").status_code == 200
    scans = f"/api/v1/events/{event.slug}/scans/"
    sent = body(event, make_registrant(event).code)
    refused = client.post(scans, sent, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    token = client.cookies["csrftoken"].value
    answer = client.post(scans, sent, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201


def test_a_browser_that_is_a_kiosk_too_shows_its_user_their_own_events(event: Event, api: Api) -> None:
    kiosk_event = make_event(name="Other")
    client = Client()
    code = devices.create_device(event=kiosk_event, fields={"kind": "kiosk", "name": "Hall"}).code
    client.post("/api/v1/pair/", {"code": code}, content_type="application/json")
    client.force_login(event.members.get().user)
    assert client.get(f"/api/v1/events/{event.slug}/registrants/").status_code == 200
    assert client.get(f"/api/v1/events/{kiosk_event.slug}/counts/").status_code == 200
    assert client.get(f"/api/v1/events/{kiosk_event.slug}/registrants/").status_code == 403


def test_a_browser_that_was_switched_off_is_paired_again(event: Event, api: Api) -> None:
    browser = Client(enforce_csrf_checks=True)
    code = add(api).json()["pairing_code"]
    browser.post("/api/v1/pair/", {"code": code}, content_type="application/json")
    devices.revoke_device(Device.objects.get())
    assert browser.get("/api/v1/auth/device/").json()["code"] == "device_revoked"
    code = add(api, name="South door").json()["pairing_code"]
    assert browser.post("/api/v1/pair/", {"code": code}, content_type="application/json").status_code == 201
    assert browser.get("/api/v1/auth/device/").json()["name"] == "South door"
