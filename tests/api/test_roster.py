"""What a scanner keeps for working offline: who may have it, its shape and its pages."""

import gzip
import hashlib
import json
from base64 import urlsafe_b64encode

import pytest

from checkin.choices import DeviceKind, Direction, Status
from checkin.models import Area, Event, Gate, PassType
from checkin.services import roster
from checkin.services.access import Actor
from checkin.services.registrants import change_details, reissue
from checkin.services.statuses import change_status
from tests.api.conftest import Api, paired
from tests.api.roster import ACTOR, names, since, whole
from tests.making import area_of, gate_of, make_event, make_registrant, scan

pytestmark = pytest.mark.django_db


def hashed(salt: str, code: str) -> str:
    """As the contract says it."""
    digest = hashlib.sha256((salt + code).encode("utf-8")).digest()
    return urlsafe_b64encode(digest[:12]).decode().rstrip("=")


# -- who --------------------------------------------------------------------------------------------------------------


def test_those_who_scan_may_have_it(
    api: Api, door: Api, scanner: Api, viewer: Api, kiosk: Api, stranger: Api, anonymous: Api
) -> None:
    for caller, status in (
        *((api, 200), (door, 200), (scanner, 200)),
        *((viewer, 403), (kiosk, 403), (stranger, 404), (anonymous, 401)),
    ):
        assert caller.get("roster/").status_code == status


def test_a_scanner_of_another_event_finds_nothing(event: Event) -> None:
    other = paired(make_event(name="Other"), DeviceKind.SCANNER)
    assert other.get(f"/api/v1/events/{event.slug}/roster/").status_code == 404


# -- the shape --------------------------------------------------------------------------------------------------------


def test_an_empty_event_is_a_whole_roster(scanner: Api) -> None:
    answer = whole(scanner)
    assert (answer["people"], answer["total"]) == ([], 0)
    assert since(scanner, answer)["whole"] is False


def test_a_person_is_told_field_by_field(scanner: Api, event: Event) -> None:
    registrant = make_registrant(
        event,
        "Zoë Müller",
        company="Nordwind",
        email="zoe@example.org",
        note="a\nb",
        code="Ticket-7",
        attention=True,
        order_ref="HTX-17",
    )
    entry = scan(event, registrant.code)
    answer = whole(scanner)
    assert answer["people"] == [
        [
            registrant.pk,
            "Zoë Müller",
            "Nordwind",
            registrant.pass_type_id,
            "checked_in",
            "HTX-17",
            1,
            "a\nb",
            [hashed(answer["salt"], "Ticket-7")],
            [],
            [[area_of(event).pk, 1, entry["scanned_at"], gate_of(event).pk, "door"]],
        ]
    ]


def test_the_event_and_its_parts_are_those_of_their_own_addresses(api: Api, event: Event) -> None:
    PassType.objects.create(event=event, name="VIP", position=9)
    lounge = Area.objects.create(event=event, name="Lounge", capacity=5, reentry=False)
    lounge.pass_types.set(PassType.objects.filter(name="VIP"))
    Gate.objects.create(event=event, area=lounge, name="Lounge door")
    scan(event, make_registrant(event).code)
    answer = whole(api)
    assert answer["event"] == api.get("").json()
    for part in ("pass_types", "areas", "gates"):
        assert answer[part] == api.get(f"{part.replace('_', '-')}/").json()["results"]
    counts = api.get("counts/").json()
    assert (answer["revision"], answer["total"]) == (counts["revision"], counts["people"]["total"])
    assert answer["as_of"] <= counts["as_of"]


def test_nothing_in_it_opens_a_door_or_a_mailbox(scanner: Api, event: Event, kiosk: Api) -> None:
    registrant = make_registrant(event, email="mara@example.org", code="SECRET-7", external_id="ext-7")
    scan(event, "SECRET-7")
    new = reissue(event=event, registrant_id=registrant.pk, actor=ACTOR)
    body = scanner.get("roster/").content.decode()
    for private in ("mara@", "example.org", "SECRET-7", new.code, "ext-7", registrant.search_words):
        assert private not in body


def test_replaced_codes_are_told_apart_from_the_one_that_counts(scanner: Api, event: Event) -> None:
    registrant = make_registrant(event, code="FIRST")
    for code in ("SECOND", "THIRD"):
        change_details(event=event, registrant_id=registrant.pk, details={"code": code}, actor=ACTOR)
    answer = whole(scanner)
    [person] = answer["people"]
    assert person[8:10] == [
        [hashed(answer["salt"], "THIRD")],
        [hashed(answer["salt"], "FIRST"), hashed(answer["salt"], "SECOND")],
    ]


def test_cancelled_people_are_told_and_those_of_other_events_are_not(scanner: Api, event: Event) -> None:
    gone = make_registrant(event, "Gone")
    change_status(event=event, registrant_id=gone.pk, to=Status.CANCELLED, actor=ACTOR)
    make_registrant(make_event(name="Other"), "Somebody Else")
    answer = whole(scanner)
    assert [(person[1], person[4]) for person in answer["people"]] == [("Gone", "cancelled")]


def test_whoever_went_out_again_is_told_with_the_exit(scanner: Api, event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    out = scan(event, registrant.code, direction=Direction.EXIT, actor=Actor(None, "Ben"))
    [[*_, [presence]]] = whole(scanner)["people"]
    assert presence == [area_of(event).pk, 0, out["scanned_at"], gate_of(event).pk, "Ben"]


def test_it_comes_packed_for_whom_that_helps(scanner: Api, event: Event) -> None:
    for n in range(30):
        make_registrant(event, f"N{n}")
    url = f"{scanner.below}roster/"
    packed = scanner.client.get(url, headers=scanner.headers | {"Accept-Encoding": "gzip, br"})
    plain = scanner.client.get(url, headers=scanner.headers)
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Content-Encoding" not in plain
    assert len(packed.content) < len(plain.content) / 2
    assert json.loads(gzip.decompress(packed.content))["people"] == plain.json()["people"]
    assert packed["Cache-Control"] == "no-store"


def test_fields_are_picked(scanner: Api, event: Event) -> None:
    assert scanner.get("roster/", {"fields": "whole,total"}).json() == {"whole": True, "total": 0}
    assert scanner.get("roster/", {"fields": "email"}).status_code == 400


# -- everybody, page by page ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_everybody_comes_in_pages_by_id(
    scanner: Api, event: Event, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "PAGE", size)
    for n in range(5):
        make_registrant(event, f"N{n}")
        make_registrant(make_event(name="Other"), f"Other {n}")
    answer = scanner.get("roster/").json()
    told = [names(answer)]
    while answer["more"]:
        answer = since(scanner, answer)
        assert (answer["whole"], answer["total"]) == (True, 5)
        told.append(names(answer))
    assert [name for page in told for name in page] == [f"N{n}" for n in range(5)]
    assert {len(page) for page in told[:-1]} <= {size}
    assert told[-1]
    after = since(scanner, answer)
    assert (after["whole"], after["more"], after["people"]) == (False, False, [])


def test_a_page_of_changes_has_its_limit_too(
    scanner: Api, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = whole(scanner)
    monkeypatch.setattr(roster, "PAGE", 2)
    for n in range(5):
        make_registrant(event, f"N{n}")
    told = []
    for more in (True, True, False):
        answer = since(scanner, answer)
        assert (answer["whole"], answer["more"]) == (False, more)
        told.append(names(answer))
    assert told == [["N0", "N1"], ["N2", "N3"], ["N4"]]
    assert since(scanner, answer)["people"] == []
