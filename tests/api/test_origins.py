"""Writing with a cookie from another origin: refused, whatever the cookie opens."""

import uuid

import pytest
from django.test import Client
from pytest_django import Settings

from checkin.choices import DeviceKind
from checkin.models import Event, Scan, User
from checkin.services.devices import create_device, pair_device
from tests.making import gate_of, make_registrant

pytestmark = pytest.mark.django_db

ORIGINS = [
    ("http://testserver", True),
    ("https://events.example", True),
    ("http://events.example", False),
    ("https://events.example:444", False),
    ("https://testserver", False),
    ("http://testserver:8080", False),
    ("https://events.example.evil.example", False),
    ("https://evil.example", False),
    ("null", False),
]


@pytest.mark.parametrize(("origin", "let_in"), ORIGINS)
@pytest.mark.parametrize("cookie", ["session", "device"])
def test_a_cookie_writes_only_from_our_own_pages(
    event: Event, organiser: User, settings: Settings, origin: str, let_in: bool, cookie: str
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://events.example"]
    client = Client(enforce_csrf_checks=True)
    if cookie == "session":
        client.force_login(organiser)
    else:
        device = {"kind": DeviceKind.SCANNER, "name": "Scanner"}
        client.cookies[settings.DEVICE_COOKIE] = pair_device(create_device(event=event, fields=device).code)[
            1
        ]
    client.get("/api/v1/auth/me/" if cookie == "session" else "/api/v1/auth/device/")
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value, "Origin": origin}
    sent = {
        "code": make_registrant(event).code,
        "gate": gate_of(event).pk,
        "idempotency_key": str(uuid.uuid4()),
    }
    path = f"/api/v1/events/{event.slug}/scans/"
    answer = client.post(path, sent, content_type="application/json", headers=headers)
    assert answer.status_code == (201 if let_in else 403)
    assert Scan.objects.exists() is let_in


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]
)
def test_a_form_of_another_page_is_no_scan(event: Event, organiser: User, content_type: str) -> None:
    """What a page elsewhere can send without asking first is not what this API takes."""
    client = Client()
    client.force_login(organiser)
    path = f"/api/v1/events/{event.slug}/scans/"
    assert client.generic("POST", path, b"code=1", content_type=content_type).status_code == 415
