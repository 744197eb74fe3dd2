"""Bad rows are reported with their reason, and keep nobody else out."""

import pytest

from checkin.models import Event
from checkin.services import imports
from checkin.services.access import Actor
from checkin.services.importing import passes
from checkin.services.registrants import reissue
from tests.making import make_event, make_registrant
from tests.services.lists import bring, counted, one, only

pytestmark = pytest.mark.django_db


def test_bad_rows_are_reported_and_the_good_ones_imported(event: Event) -> None:
    make_registrant(event, "Zed", code="TAKEN", external_id="z")
    elsewhere = make_event(name="Other")
    make_registrant(elsewhere, "Yan", code="FREE", external_id="1")
    job = bring(
        event,
        "id,name,email,code,status\n1,Ada,,FREE,\n2,,,,\n3,Bob,bob,,\n4,Cleo,,TAKEN,\n5,Dan,,,lost\n1,Eve,,,\n6,Finn,,,\n",
    )
    assert counted(job) == only(created=2, bad=5)
    assert [(e["line"], e["field"]) for e in job.errors] == [
        *((3, "name"), (4, "email"), (5, "code"), (6, "status"), (7, "external_id")),
    ]
    assert all(e["reason"] for e in job.errors)
    assert (job.total, job.processed) == (7, 7)


def test_a_code_that_was_replaced_belongs_to_its_registrant_still(event: Event, actor: Actor) -> None:
    bring(event, "id,name,code\n1,Ada,C1\n")
    reissue(event=event, registrant_id=one(event, "Ada").pk, actor=actor)
    [error] = bring(event, "id,name,code\n2,Bob,C1\n").errors
    assert (error["line"], error["field"]) == (2, "code")


def test_codes_are_not_swapped_behind_their_owners_backs(event: Event) -> None:
    bring(event, "id,name,code\n1,Ada,C1\n2,Bob,C2\n")
    assert counted(bring(event, "id,name,code\n1,Ada,C2\n2,Bob,C1\n")) == only(bad=2)
    assert one(event, "Ada").code == "C1"


@pytest.mark.parametrize("chunk", [1, 1000])
def test_a_list_speaks_of_a_registrant_once(
    event: Event, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(imports, "CHUNK", chunk)
    bring(event, "id,name,code\n1,Ada,C1\n")
    for _ in range(2):
        job = bring(event, "id,name,code\n,Ada,C1\n1,Bob,\n")
        assert counted(job) == only(skipped=1, bad=1)
        assert job.errors[0]["reason"] == "This is the same registrant as in line 2."


def test_a_wrong_column_does_not_become_a_thousand_pass_types(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "MAX_PASS_TYPES", 5)
    job = bring(event, "name,pass\n" + "".join(f"N{n},P{n}\n" for n in range(10)))
    assert counted(job) == only(created=4, bad=6)
    assert "right column" in job.errors[0]["reason"]


def test_the_report_has_an_end(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MAX_ERRORS", 3)
    monkeypatch.setattr(imports, "CHUNK", 2)
    job = bring(event, "name,email\n" + "Ada,nonsense\n" * 9)
    assert [(e["line"], e["field"]) for e in job.errors] == [
        *((line, "email") for line in (2, 3, 4)),
        (0, "file"),
    ]
    assert "more than 3 bad rows" in job.errors[-1]["reason"]
    assert counted(job) == only(bad=9)


def test_a_bad_row_counts_once_however_many_it_stands_for(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "MAX_PASS_TYPES", 5)
    job = bring(event, "name,pass,quantity\n" + "".join(f"N{n},P{n},2\n" for n in range(10)))
    assert counted(job) == only(created=8, bad=6)
    assert len(job.errors) == 12
