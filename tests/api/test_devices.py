"""Devices over REST: what they may do, and switching them off."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from checkin.api.views import scans
from checkin.choices import DeviceKind
from checkin.models import Device, DeviceState, Event, Scan, Token
from checkin.services import devices
from checkin.services.events import purge_event
from tests.api.conftest import Api, paired
from tests.api.devices import add
from tests.making import gate_of, make_event, make_registrant, other_gate
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "toaster"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"gate": 0}, "gate"),
        ({"gates": [0]}, "gates"),
        ({"valid_until": "2020-01-01T00:00:00Z"}, "valid_until"),
        ({"valid_until": "2030-01-01T00:00:00"}, "valid_until"),
        ({"token": "mine"}, "token"),
    ],
)
def test_a_bad_device_is_refused(api: Api, fields: dict[str, Any], wrong: str) -> None:
    answer = add(api, **fields)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [wrong])
    assert not Device.objects.exists()


def test_gates_of_another_event_are_not_there(api: Api) -> None:
    foreign = gate_of(make_event(name="Other")).pk
    assert add(api, gate=foreign).status_code == 400
    assert add(api, gates=[foreign]).status_code == 400


def test_a_kiosk_has_no_gate_and_names_are_used_once(event: Event, api: Api) -> None:
    assert add(api, kind="kiosk", gate=gate_of(event).pk).status_code == 400
    assert add(api).status_code == 201
    assert add(api).status_code == 409


def test_a_device_is_renamed_and_moved(event: Event, api: Api) -> None:
    made = add(api).json()
    gate = other_gate(event).pk
    changed = api.patch(f"devices/{made['id']}/", {"name": "South", "gate": gate, "gates": [gate]}).json()
    assert (changed["name"], changed["gate"], changed["gates"]) == ("South", gate, [gate])
    assert api.patch(f"devices/{made['id']}/", {"kind": "kiosk"}).status_code == 400


# -- what a device may do ---------------------------------------------------------------------------------------------


def test_a_scanner_scans_at_its_own_gate_by_default(event: Event) -> None:
    scanner = paired(event, DeviceKind.SCANNER, name="Scanner 1", gate=gate_of(event))
    sent = body(event, make_registrant(event).code)
    del sent["gate"]
    answer = scanner.post("scans/", sent).json()
    assert (answer["outcome"], answer["gate"]["id"]) == ("admitted", gate_of(event).pk)
    again = scanner.post("scans/", body(event, sent["code"])).json()
    assert (again["previous"]["by"], again["previous"]["same_device"]) == ("Scanner 1", True)
    assert Scan.objects.latest("id").device == Device.objects.get()


def test_another_scanner_is_another_device(event: Event) -> None:
    one, two = paired(event, DeviceKind.SCANNER), paired(event, DeviceKind.SCANNER)
    code = make_registrant(event).code
    one.post("scans/", body(event, code))
    assert two.post("scans/", body(event, code)).json()["previous"]["same_device"] is False


def test_a_scanner_keeps_to_the_gates_it_may_use(event: Event) -> None:
    gate = gate_of(event)
    scanner = paired(event, DeviceKind.SCANNER, gates=[gate])
    elsewhere = other_gate(event)
    code = make_registrant(event).code
    refused = scanner.post("scans/", body(event, code, gate=elsewhere.pk))
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    batch = {"scans": [body(event, code, gate=elsewhere.pk), body(event, code)]}
    results = scanner.post("scans/batch/", batch).json()["results"]
    assert [r.get("outcome") or r["status"] for r in results] == [403, "admitted"]


def test_a_device_knows_itself_and_tells_how_it_is(event: Event, api: Api, scanner: Api) -> None:
    own = scanner.get("/api/v1/auth/device/").json()
    assert (own["event"], own["kind"], own["name"]) == (event.slug, "scanner", "Scanner 1")
    told = {"app_version": "1.2", "waiting": 12, "clock_offset_ms": -250, "battery": 81}
    assert scanner.post("/api/v1/auth/device/", told).status_code == 204
    assert scanner.post("/api/v1/auth/device/", {"battery": 101}).status_code == 400
    [shown] = api.get("devices/").json()["results"]
    assert {name: shown[name] for name in told} == told
    assert shown["online"] is True
    assert shown["last_seen"] is not None


def test_a_device_is_offline_half_a_minute_after_it_was_seen(api: Api, scanner: Api) -> None:
    scanner.post("/api/v1/auth/device/", {"battery": 50})
    DeviceState.objects.update(seen_at=timezone.now() - timedelta(seconds=31))
    assert api.get("devices/").json()["results"][0]["online"] is False


def test_a_token_ends_with_its_time(event: Event, scanner: Api) -> None:
    Device.objects.update(valid_until=timezone.now() - timedelta(seconds=1))
    assert scanner.get("counts/").status_code == 401


def test_a_token_lasts_a_day_longer_than_the_event(api: Api) -> None:
    later = timezone.now() + timedelta(days=30)
    api.patch("", {"starts_at": timezone.now().isoformat(), "ends_at": later.isoformat()})
    add(api)
    [shown] = api.get("devices/").json()["results"]
    assert datetime.fromisoformat(shown["valid_until"]) == later + timedelta(hours=24)
    later += timedelta(days=7)
    api.patch("", {"ends_at": later.isoformat()})
    [shown] = api.get("devices/").json()["results"]
    assert datetime.fromisoformat(shown["valid_until"]) == later + timedelta(hours=24), "it follows the event"


def test_one_scanner_that_sends_too_much_holds_up_itself_alone(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans.SINGLE, "rate", 0.001)
    one, two = paired(event, DeviceKind.SCANNER), paired(event, DeviceKind.SCANNER)
    statuses = [one.post("scans/", body(event, f"GUESS-{n}")).status_code for n in range(51)]
    assert statuses == [201] * 50 + [429]
    assert two.post("scans/", body(event, make_registrant(event).code)).json()["outcome"] == "admitted"


TAINTED = {
    "name": "TAINT-NAME",
    "email": "taint-mail@example.org",
    "company": "TAINT-COMPANY",
    "note": "TAINT-NOTE",
}


def test_a_kiosk_sees_nobody(event: Event, kiosk: Api) -> None:
    """Every route below its event that answers a kiosk at all, read with tainted people in it."""
    from tests.api.test_access import BELOW_AN_EVENT, address, methods

    registrant = make_registrant(event, **TAINTED)
    event.refresh_from_db()
    answered = 0
    for name in BELOW_AN_EVENT:
        if "GET" not in methods(name):
            continue
        answer = kiosk.get(address(name, event))
        assert answer.status_code in {200, 403}
        if answer.status_code == 200:
            answered += 1
            text = answer.content.decode().lower()
            assert "taint" not in text
            assert registrant.code.lower() not in text
    assert answered == 3, "the event, its counts and its arrivals"


def test_a_gate_that_a_scanner_is_bound_to_stays(event: Event, api: Api) -> None:
    gate = other_gate(event)
    paired(event, DeviceKind.SCANNER, gates=[gate])
    assert api.delete(f"gates/{gate.pk}/").json()["code"] == "in_use"


def test_a_scanners_own_gate_stays_one_of_those_it_may_use(event: Event, api: Api) -> None:
    made = add(api, gates=[gate_of(event).pk]).json()
    assert api.patch(f"devices/{made['id']}/", {"gate": other_gate(event).pk}).status_code == 400


def test_guessed_codes_hold_a_scanner_up_in_batches_too(event: Event, scanner: Api) -> None:
    def guess() -> int:
        return int(
            scanner.post(
                "scans/batch/", {"scans": [body(event, f"G{n}-{uuid.uuid4()}") for n in range(150)]}
            ).status_code
        )

    assert [guess() for _ in range(3)] == [200, 200, 429]


# -- switching off ----------------------------------------------------------------------------------------------------


def test_a_revoked_device_gets_401_from_its_next_call_on(event: Event, api: Api, scanner: Api) -> None:
    assert scanner.get("counts/").status_code == 200
    pk = Device.objects.get().pk
    assert api.post(f"devices/{pk}/revoke/").json()["revoked_at"] is not None
    answer = scanner.get("counts/")
    assert (answer.status_code, answer.json()["code"]) == (401, "device_revoked")
    assert api.post(f"devices/{pk}/revoke/").status_code == 200
    assert api.post(f"devices/{pk}/pairing/").status_code == 409


def test_an_event_is_purged_with_its_devices(event: Event, api: Api) -> None:
    scanner = paired(event, DeviceKind.SCANNER, gate=gate_of(event), gates=[gate_of(event)])
    scanner.post("scans/", body(event, make_registrant(event).code))
    purge_event(event)
    assert not Device.objects.exists()
    assert not Token.objects.filter(user=None).exists()


def test_a_rename_does_not_bring_a_revoked_device_back(event: Event, api: Api, scanner: Api) -> None:
    stale = Device.objects.get()
    devices.revoke_device(Device.objects.get())
    devices.change_device(device=stale, fields={"name": "Renamed"})
    assert scanner.get("counts/").status_code == 401
    assert api.patch(f"devices/{stale.pk}/", {"name": "Again"}).status_code == 409
