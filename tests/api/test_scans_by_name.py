"""Somebody found by name is scanned by id, as with a code."""

import uuid

import pytest

from checkin.choices import Outcome
from checkin.models import Event, Scan
from checkin.services.recount import recount
from checkin.services.scanning import ScanRequest
from tests.api.conftest import Api
from tests.api.scans import ANSWER, by_name
from tests.making import make_event, make_registrant
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def test_somebody_found_by_name_is_scanned_by_id(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    answer = door.post("scans/", by_name(event, registrant.pk, code=None))
    assert answer.status_code == 201
    assert answer.json().keys() == ANSWER
    assert (answer.json()["outcome"], answer.json()["registrant"]["id"]) == ("admitted", registrant.pk)
    assert Scan.objects.get().code == registrant.code
    refused = door.post("scans/", by_name(event, registrant.pk)).json()
    assert (refused["reason"], refused["previous"]["by"]) == ("already_inside", "Door")
    assert door.post("scans/", body(event, registrant.code)).json()["reason"] == "already_inside"
    out = door.post("scans/", by_name(event, registrant.pk, direction="exit")).json()
    assert out["outcome"] == "exited"


def test_a_scan_by_name_is_replayed_like_any(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    sent = by_name(event, registrant.pk)
    first = door.post("scans/", sent)
    again = door.post("scans/", sent)
    assert (again.status_code, again.json()) == (200, {**first.json(), "replayed": True})
    key = {"idempotency_key": sent["idempotency_key"]}
    other = make_registrant(event, "Other")
    for another in (body(event, registrant.code, **key), by_name(event, other.pk, **key)):
        answer = door.post("scans/", another)
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
    assert Scan.objects.count() == 1


def test_a_code_that_looks_like_an_id_is_a_code(event: Event, door: Api) -> None:
    registrant = make_registrant(event)
    coded = make_registrant(event, "Coded", code=str(registrant.pk))
    scan = door.post("scans/", body(event, str(registrant.pk))).json()
    assert scan["registrant"]["id"] == coded.pk
    key = {"idempotency_key": scan["idempotency_key"]}
    assert door.post("scans/", by_name(event, registrant.pk, **key)).status_code == 409


def test_what_was_stored_for_a_code_keeps_its_meaning() -> None:
    """The fingerprints in databases of before."""
    stored = "fd9448ce683d66287986a6c2d135ee33d0b3eb335d6233fb5fb5bc10afbb4660"
    request = ScanRequest("CODE", 7, uuid.UUID(int=1), override_reason="ok", decided=Outcome.ADMITTED)
    assert request.fingerprint == stored


def test_nobody_of_this_event_has_that_id(event: Event, door: Api) -> None:
    theirs = make_registrant(make_event(name="Other"))
    for nobody in (theirs.pk, theirs.pk + 1000, 2**63 - 1):
        answer = door.post("scans/", by_name(event, nobody))
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["registrant"])
    assert not Scan.objects.exists()


@pytest.mark.parametrize("registrant", ["7", True, 1.5, 0, -1, 2**63, [1]])
def test_an_id_is_a_number(event: Event, door: Api, registrant: object) -> None:
    answer = door.post("scans/", by_name(event, registrant))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["registrant"])


def test_a_scan_is_of_somebody(event: Event, door: Api) -> None:
    answer = door.post("scans/", by_name(event, None))
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["code"])


def test_a_batch_takes_codes_and_names_together(event: Event, door: Api) -> None:
    """The same person by both is one person, and an id that nobody has harms no other."""
    one, two = make_registrant(event, "One"), make_registrant(event, "Two")
    theirs = make_registrant(make_event(name="Other"))
    sent = [
        by_name(event, one.pk),
        body(event, one.code.lower()),
        by_name(event, theirs.pk),
        body(event, two.code),
        by_name(event, two.pk, direction="exit"),
        by_name(event, two.pk),
        body(event, "NOBODY"),
    ]
    results = door.post("scans/batch/", {"scans": sent}).json()["results"]
    assert [r.get("reason") or r.get("outcome") or r["status"] for r in results] == [
        "admitted",
        "already_inside",
        400,
        "admitted",
        "exited",
        "admitted",
        "unknown_code",
    ]
    assert list(results[2]["errors"]) == ["registrant"]
    again = door.post("scans/batch/", {"scans": sent}).json()["results"]
    assert [r.get("replayed") for r in again] == [True, True, None, True, True, True, True]
    assert recount(event.pk) == []
