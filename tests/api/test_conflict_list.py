"""Conflicts are listed, settled and exported by those who may."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkin.choices import ConflictOutcome, DeviceKind
from checkin.models import Conflict, Event, Scan
from checkin.services.events import purge_event
from tests.api.conflicts import clash
from tests.api.conftest import Api, paired
from tests.making import make_event
from tests.making import scan_body as body

pytestmark = pytest.mark.django_db


def test_the_list_is_newest_first_filtered_and_paged(event: Event, api: Api, door: Api) -> None:
    scans = [clash(event, door, f"Somebody {n}")["id"] for n in range(3)]
    ids = list(Conflict.objects.order_by("-id").values_list("pk", flat=True))
    assert list(Conflict.objects.order_by("id").values_list("scan_id", flat=True)) == scans
    assert [i["id"] for i in api.everything("conflicts/", {"page_size": 2})] == ids
    door.post(f"conflicts/{ids[1]}/", {"outcome": "let_in"})
    page = api.get("conflicts/", {"open": "true", "page_size": 1}).json()
    assert ([i["id"] for i in page["results"]], page["open"], page["total"]) == ([ids[0]], 2, 3)
    assert [i["id"] for i in api.get(page["next"]).json()["results"]] == [ids[2]]
    picked = api.get("conflicts/", {"fields": "id,outcome"}).json()
    assert picked["results"][1] == {"id": ids[1], "outcome": "let_in"}
    assert api.get("conflicts/", {"open": "perhaps"}).status_code == 400
    assert api.get("conflicts/", {"fields": "secret"}).status_code == 400


def test_the_list_takes_as_many_statements_however_long_it_is(event: Event, api: Api, door: Api) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert api.get("conflicts/").status_code == 200
        return len(captured)

    clash(event, door)
    short = statements()
    for n in range(5):
        clash(event, door, f"Somebody {n}")
    assert statements() == short <= 3


def test_conflicts_of_another_event_are_not_there(event: Event, api: Api, door: Api) -> None:
    clash(event, door)
    other = make_event(name="Other")
    theirs = paired(other, DeviceKind.SCANNER)
    assert theirs.get("conflicts/").json()["total"] == 0
    pk = Conflict.objects.get().pk
    assert theirs.post(f"conflicts/{pk}/", {"outcome": "let_in"}).status_code == 404
    assert Conflict.objects.get().outcome == ""


def settle(caller: Api, outcome: str, **fields: str) -> Any:
    return caller.post(f"conflicts/{Conflict.objects.get().pk}/", {"outcome": outcome, **fields})


@pytest.mark.parametrize("outcome", ConflictOutcome.values)
@pytest.mark.parametrize("who", ["api", "door", "scanner"])
def test_whoever_scans_may_settle_it(
    event: Event, door: Api, request: pytest.FixtureRequest, who: str, outcome: str
) -> None:
    clash(event, door)
    caller: Api = request.getfixturevalue(who)
    answer = settle(caller, outcome, note="twins")
    assert answer.status_code == 200
    item = answer.json()
    assert (item["outcome"], item["note"]) == (outcome, "twins")
    assert item["decided_by"] == {"api": "Olga", "door": "Door", "scanner": "Scanner 1"}[who]
    assert item["decided_at"] is not None
    assert door.get("conflicts/").json()["results"] == [item]
    assert door.get("conflicts/").json()["open"] == 0


def test_the_same_outcome_again_changes_nothing(event: Event, door: Api, scanner: Api) -> None:
    clash(event, door)
    first = settle(door, "let_in", note="twins").json()
    for caller, note in ((door, "twins"), (scanner, ""), (scanner, "another note")):
        again = settle(caller, "let_in", note=note)
        assert (again.status_code, again.json()) == (200, first)


def test_only_an_organiser_overrules(event: Event, api: Api, door: Api, scanner: Api) -> None:
    clash(event, door)
    first = settle(scanner, "let_in").json()
    for caller in (door, scanner):
        refused = settle(caller, "turned_away")
        assert (refused.status_code, refused.json()["code"]) == (409, "already_decided")
        assert refused.json()["outcome"] == "let_in"
    assert door.get("conflicts/").json()["results"] == [first]
    assert settle(api, "let_in").json() == first
    overruled = settle(api, "turned_away", note="not her").json()
    assert (overruled["outcome"], overruled["note"], overruled["decided_by"]) == (
        "turned_away",
        "not her",
        "Olga",
    )
    assert settle(api, "turned_away", note="not him").json()["note"] == "not him"
    assert settle(door, "let_in").status_code == 409


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "outcome"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "forgiven"}, "outcome"),
        ({"outcome": "let_in", "note": "x" * 501}, "note"),
        ({"outcome": "let_in", "note": "a\0b"}, "note"),
        ({"outcome": "let_in", "decided_by": "me"}, "decided_by"),
    ],
)
def test_a_bad_field_is_named(event: Event, door: Api, sent: dict[str, Any], field: str) -> None:
    clash(event, door)
    answer = door.post(f"conflicts/{Conflict.objects.get().pk}/", sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert Conflict.objects.get().outcome == ""


def test_nobody_else_sees_or_settles_conflicts(
    event: Event, door: Api, viewer: Api, kiosk: Api, stranger: Api, anonymous: Api
) -> None:
    clash(event, door)
    for caller, status in ((viewer, 403), (kiosk, 403), (stranger, 404), (anonymous, 401)):
        assert caller.get("conflicts/").status_code == status
        assert settle(caller, "let_in").status_code == status
    assert door.post("conflicts/0/", {"outcome": "let_in"}).status_code == 404
    assert Conflict.objects.get().outcome == ""


def exported(api: Api) -> list[dict[str, str]]:
    response = api.get("export/", {"of": "conflicts"})
    assert response["Content-Disposition"] == 'attachment; filename="expo-conflicts.csv"'
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_conflicts_are_exported_and_open_as_text(event: Event, api: Api, door: Api) -> None:
    assert exported(api) == []
    first = clash(event, door, "=HYPERLINK(1)", override=None)
    door.post("scans/", body(event, "@NOBODY", decided="admitted", override={"reason": "-1"}))
    door.post(f"conflicts/{Conflict.objects.earliest('id').pk}/", {"outcome": "swapped", "note": "+1"})
    one, two = exported(api)
    assert (one["reason"], one["name"], one["outcome"], one["note"]) == (
        "already_inside",
        "'=HYPERLINK(1)",
        "swapped",
        "'+1",
    )
    assert (one["first_gate"], one["first_by"]) == ("Main entrance", "door")
    assert (one["second_by"], one["decided_by"]) == ("Door", "Door")
    assert one["code"] == Scan.objects.get(pk=first["id"]).code
    assert (two["name"], two["first_at"], two["outcome"], two["decided_at"]) == ("", "", "", "")
    assert (two["code"], two["override_reason"]) == ("'@NOBODY", "'-1")
    assert api.get("export/", {"of": "everything"}).status_code == 400
    assert door.get("export/", {"of": "conflicts"}).status_code == 403


def test_an_event_goes_with_its_conflicts(event: Event, door: Api) -> None:
    clash(event, door)
    kept = make_event(name="Other")
    theirs = paired(kept, DeviceKind.SCANNER)
    clash(kept, theirs)
    purge_event(event)
    assert Conflict.objects.get().event_id == kept.pk
