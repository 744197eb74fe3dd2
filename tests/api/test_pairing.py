"""Adding a device and pairing it: its code, its link, and wrong guesses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkin.models import Event, Pairing, Token
from checkin.services import devices
from tests.api.conftest import Api
from tests.api.devices import add
from tests.making import gate_of

pytestmark = pytest.mark.django_db


def test_a_device_comes_with_a_code_a_link_and_a_qr_code(event: Event, api: Api) -> None:
    gate = gate_of(event).pk
    answer = add(api, gate=gate)
    assert answer.status_code == 201
    made = answer.json()
    assert set(made["pairing_code"]) <= set(devices.ALPHABET)
    assert len(made["pairing_code"]) == 8
    assert made["pairing_url"] == f"http://testserver/j/{made['pairing_code']}"
    assert made["pairing_qr"].startswith("data:image/svg+xml")
    assert (made["kind"], made["name"], made["gate"], made["gates"], made["paired"]) == (
        "scanner",
        "North door",
        gate,
        [],
        False,
    )
    shown = api.get(f"devices/{made['id']}/").json()
    assert shown.keys() == made.keys() - {"pairing_code", "pairing_url", "pairing_qr", "expires_at"}


def test_a_code_pairs_one_device_once(event: Event, api: Api, anonymous: Api) -> None:
    made = add(api).json()
    answer = anonymous.post("/api/v1/pair/", {"code": made["pairing_code"]})
    assert answer.status_code == 201
    assert answer.json()["device"] == {
        "id": made["id"],
        "kind": "scanner",
        "name": "North door",
        "event": event.slug,
        "gate": None,
        "gates": [],
        "valid_until": made["valid_until"],
    }
    assert answer.json()["token"].startswith("hcd_")
    assert Token.objects.get(device_id=made["id"]).digest != answer.json()["token"]
    again = anonymous.post("/api/v1/pair/", {"code": made["pairing_code"]})
    assert (again.status_code, again.json()["code"]) == (404, "not_found")
    assert api.get(f"devices/{made['id']}/").json()["paired"]


def test_a_typed_code_may_have_small_letters_and_a_dash(api: Api, anonymous: Api) -> None:
    code = add(api).json()["pairing_code"].lower()
    assert anonymous.post("/api/v1/pair/", {"code": f"{code[:4]}-{code[4:]} "}).status_code == 201


def test_five_wrong_guesses_end_a_code(api: Api, anonymous: Api) -> None:
    code = add(api).json()["pairing_code"]
    wrong = code[:4] + ("AAAA" if code[4:] != "AAAA" else "BBBB")
    for _ in range(5):
        assert anonymous.post("/api/v1/pair/", {"code": wrong}).status_code == 404
    assert anonymous.post("/api/v1/pair/", {"code": code}).status_code == 404


def test_four_wrong_guesses_do_not(api: Api, anonymous: Api) -> None:
    code = add(api).json()["pairing_code"]
    wrong = code[:4] + ("AAAA" if code[4:] != "AAAA" else "BBBB")
    for _ in range(4):
        anonymous.post("/api/v1/pair/", {"code": wrong})
    assert anonymous.post("/api/v1/pair/", {"code": code}).status_code == 201


def test_guessing_from_one_address_is_slowed_down(api: Api, anonymous: Api) -> None:
    statuses = [anonymous.post("/api/v1/pair/", {"code": "AAAAAAAA"}).status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]
    answer = anonymous.post("/api/v1/pair/", {"code": add(api).json()["pairing_code"]})
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 61


def test_a_code_ends_after_ten_minutes(api: Api, anonymous: Api) -> None:
    made = add(api).json()
    Pairing.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert anonymous.post("/api/v1/pair/", {"code": made["pairing_code"]}).status_code == 404


def test_a_new_code_replaces_the_last_and_then_the_phone(event: Event, api: Api, anonymous: Api) -> None:
    made = add(api).json()
    first = anonymous.post("/api/v1/pair/", {"code": made["pairing_code"]}).json()["token"]
    opened = api.post(f"devices/{made['id']}/pairing/")
    assert opened.status_code == 201
    assert Api(None, event, first).get("counts/").status_code == 200
    second = anonymous.post("/api/v1/pair/", {"code": opened.json()["pairing_code"]}).json()["token"]
    assert Api(None, event, first).get("counts/").status_code == 401
    assert Api(None, event, second).get("counts/").status_code == 200
