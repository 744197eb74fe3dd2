"""What devices still held when they were switched off, replaced or past their time: kept until somebody decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkin.choices import DeviceKind
from checkin.models import Device, Event, QuarantinedScan, Scan
from checkin.services import devices
from checkin.services.current import current_counts
from checkin.services.doors import doors_at
from checkin.services.recount import recount
from tests.api.conftest import Api, paired
from tests.making import make_event, make_registrant, other_gate
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def test_what_a_revoked_scanner_still_held_is_kept_and_not_counted(
    event: Event, api: Api, scanner: Api
) -> None:
    people = [make_registrant(event, f"Person {n}") for n in range(3)]
    held = [body(event, p.code, scanned_at="2026-05-01T08:30:00Z") for p in people]
    before = current_counts(event.pk)["scans"]
    devices.revoke_device(Device.objects.get())
    for _ in range(2):
        answer = scanner.post("scans/batch/", {"scans": [*held, {"code": "no key"}]})
        assert (answer.status_code, answer.json()["code"], answer.json()["quarantined"]) == (
            401,
            "device_revoked",
            3,
        )
    assert current_counts(event.pk)["scans"] == before
    waiting = api.get("quarantine/").json()["results"]
    assert [w["request"] for w in reversed(waiting)] == held
    ids = [w["id"] for w in waiting]
    discarded = api.post("quarantine/", {"ids": ids[:1], "accept": False}).json()
    accepted = api.post("quarantine/", {"ids": ids, "accept": True}).json()
    assert discarded == {"decided": 1, "admitted": 0, "failed": 0}
    assert accepted == {"decided": 2, "admitted": 2, "failed": 0}
    assert current_counts(event.pk)["scans"]["admitted"] == 2
    assert {s.scanned_at.isoformat() for s in Scan.objects.all()} == {"2026-05-01T08:30:00+00:00"}
    assert api.get("quarantine/", {"open": "true"}).json()["results"] == []
    assert recount(event.pk) == []


def test_a_single_scan_of_a_revoked_scanner_is_kept_too(event: Event, scanner: Api) -> None:
    devices.revoke_device(Device.objects.get())
    answer = scanner.post("scans/", body(event, "X"))
    assert (answer.status_code, answer.json()["quarantined"]) == (401, 1)


def test_a_revoked_scanner_can_bring_nothing_to_another_event(event: Event, scanner: Api) -> None:
    other = make_event(name="Other")
    devices.revoke_device(Device.objects.get())
    answer = scanner.post(f"/api/v1/events/{other.slug}/scans/", body(other, "X"))
    assert (answer.status_code, "quarantined" in answer.json()) == (401, False)
    assert not QuarantinedScan.objects.exists()


def test_quarantined_scans_of_another_event_are_not_there(event: Event, api: Api) -> None:
    other = make_event(name="Other")
    scanner = paired(other, DeviceKind.SCANNER)
    devices.revoke_device(Device.objects.get())
    scanner.post("scans/", body(other, "X"))
    pk = QuarantinedScan.objects.get().pk
    assert api.post("quarantine/", {"ids": [pk], "accept": True}).status_code == 404
    assert QuarantinedScan.objects.get().accepted is None


def test_a_revoked_scanner_leaves_no_more_than_a_phone_can_hold(
    event: Event, scanner: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkin.services.quarantine.MOST", 2)
    devices.revoke_device(Device.objects.get())
    held = [body(event, "X") for _ in range(3)]
    assert scanner.post("scans/batch/", {"scans": held}).status_code == 413
    assert scanner.post("scans/batch/", {"scans": held[:2]}).json()["quarantined"] == 2
    assert scanner.post("scans/batch/", b"{").status_code == 400
    assert QuarantinedScan.objects.count() == 2


def test_what_a_replaced_phone_still_held_is_kept(event: Event, api: Api, scanner: Api) -> None:
    device = Device.objects.get()
    devices.pair_device(devices.open_pairing(device).code)
    answer = scanner.post("scans/batch/", {"scans": [body(event, "X")]})
    assert (answer.status_code, answer.json()["quarantined"]) == (401, 1)


def test_what_a_phone_past_its_time_still_held_is_kept(event: Event, scanner: Api) -> None:
    Device.objects.update(valid_until=timezone.now() - timedelta(seconds=1))
    assert scanner.post("scans/", body(event, "X")).json()["quarantined"] == 1


def test_accepted_scans_are_recorded_in_the_order_they_were_made(
    event: Event, api: Api, scanner: Api
) -> None:
    code = make_registrant(event).code
    entry = body(event, code, scanned_at="2026-05-01T08:00:00Z")
    leave = body(event, code, scanned_at="2026-05-01T09:00:00Z", direction="exit")
    devices.revoke_device(Device.objects.get())
    scanner.post("scans/batch/", {"scans": [entry, leave]})
    ids = [w["id"] for w in api.get("quarantine/").json()["results"]]  # the newest first
    assert api.post("quarantine/", {"ids": ids, "accept": True}).json()["decided"] == 2
    assert [s.outcome for s in Scan.objects.order_by("id")] == ["admitted", "exited"]
    again = api.post("quarantine/", {"ids": ids, "accept": True}).json()
    assert again == {"decided": 0, "admitted": 0, "failed": 0}


def test_an_accepted_scan_without_a_time_has_the_time_it_came(event: Event, api: Api, scanner: Api) -> None:
    devices.revoke_device(Device.objects.get())
    scanner.post("scans/", body(event, make_registrant(event).code))
    received = timezone.now() - timedelta(days=2)
    QuarantinedScan.objects.update(received_at=received)
    api.post("quarantine/", {"ids": [QuarantinedScan.objects.get().pk], "accept": True})
    assert Scan.objects.get().scanned_at == received


def test_a_scan_that_cannot_be_recorded_stays_undecided(event: Event, api: Api, scanner: Api) -> None:
    gate = other_gate(event)
    devices.revoke_device(Device.objects.get())
    scanner.post("scans/", body(event, "X", gate=gate.pk))
    gate.delete()
    doors_at.cache_clear()
    ids = [QuarantinedScan.objects.get().pk]
    assert api.post("quarantine/", {"ids": ids, "accept": True}).json() == {
        "decided": 0,
        "admitted": 0,
        "failed": 1,
    }
    assert QuarantinedScan.objects.get().accepted is None


def test_what_was_discarded_is_never_recorded(event: Event, api: Api, scanner: Api) -> None:
    devices.revoke_device(Device.objects.get())
    scanner.post("scans/", body(event, make_registrant(event).code))
    ids = [QuarantinedScan.objects.get().pk]
    api.post("quarantine/", {"ids": ids, "accept": False})
    assert api.post("quarantine/", {"ids": ids, "accept": True}).json()["decided"] == 0
    assert not Scan.objects.exists()


@pytest.mark.parametrize("wrong", [0, 2**63, 10**30, "x", None])
@pytest.mark.parametrize("accept", [True, False])
def test_an_id_that_no_row_can_have_is_refused(api: Api, wrong: object, accept: bool) -> None:
    answer = api.post("quarantine/", {"ids": [wrong], "accept": accept})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["ids.0"])
