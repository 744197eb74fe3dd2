"""Importing lists into an event, on a real database."""

import pytest

from checkin.choices import Status
from checkin.models import Event, PassType, Registrant, StatusChange
from checkin.services.current import current_counts
from checkin.services.recount import recount
from checkin.services.search import matching
from tests.making import scan
from tests.services.lists import LIST, bring, counted, one, only

pytestmark = pytest.mark.django_db


def test_a_list_becomes_registrants_with_a_history(event: Event) -> None:
    job = bring(event, LIST)
    assert counted(job) == only(created=5)
    assert (job.total, job.processed, bytes(job.content)) == (3, 3, b"")
    ada, bob = one(event, "Ada Lovelace"), one(event, "Bob Ross")
    assert (ada.email, ada.company, ada.code, ada.status) == (
        "ada@example.org",
        "Analytical",
        "B11",
        "confirmed",
    )
    assert (ada.external_id, ada.pass_type.name) == ("1-11", "VIP")
    assert (bob.status, bob.checked_in_at) == ("cancelled", None)
    first = StatusChange.objects.get(registrant=ada)
    assert (first.from_status, first.to_status, first.by) == ("", "confirmed", "Olga")
    assert first.reason == "Import of list.csv"
    assert matching(Registrant.objects.filter(event=event), "lovel anal b11").get() == ada


def test_everybody_of_one_row_has_a_code(event: Event) -> None:
    bring(event, LIST)
    cleos = Registrant.objects.filter(event=event, name="Cleo Nil").order_by("id")
    assert [c.external_id for c in cleos] == ["2-13", "2-13-2", "2-13-3"]
    assert cleos[0].code == "B13"
    assert {len(c.code) for c in cleos[1:]} == {26}
    assert all(c.status == Status.CHECKED_IN and c.checked_in_at for c in cleos)


def test_the_counts_follow_and_agree_with_a_recount(event: Event) -> None:
    bring(event, LIST)
    people = current_counts(event.pk)["people"]
    assert (people["total"], people["confirmed"], people["cancelled"], people["checked_in"]) == (5, 1, 1, 3)
    assert recount(event.pk) == []


def test_missing_pass_types_are_made_after_the_last(event: Event) -> None:
    before = event.setup_version
    bring(event, "name,pass\nAda,VIP\nBob,general\nCleo,Press\nDan,vip \nEve,\n")
    made = PassType.objects.filter(event=event)
    assert [p.name for p in made] == ["General", "VIP", "Press"]
    assert [p.position for p in made] == [0, 1, 2]
    assert len({p.colour for p in made}) == 3
    assert one(event, "Dan").pass_type.name == "VIP"
    assert one(event, "Eve").pass_type.name == "General"
    event.refresh_from_db()
    assert event.setup_version > before  # every process reads the set-up anew


def test_an_imported_ticket_is_admitted_with_its_own_code(event: Event) -> None:
    bring(event, LIST)
    assert scan(event, "B11")["outcome"] == "admitted"
    assert scan(event, "B12")["reason"] == "cancelled"


def test_a_dry_run_counts_and_writes_nothing(event: Event) -> None:
    assert counted(bring(event, LIST + "9,,,x,1,,,,,\n", dry_run=True)) == only(created=5, bad=1)
    assert not Registrant.objects.exists()
    assert not StatusChange.objects.exists()
    assert PassType.objects.count() == 1
    bring(event, LIST)
    steps = StatusChange.objects.count()
    new = LIST.replace("Analytical", "Engines").replace("VIP,13", "Crew,13")
    assert counted(bring(event, new, dry_run=True)) == only(updated=4, skipped=1)
    assert counted(bring(event, new)) == only(updated=4, skipped=1)
    assert StatusChange.objects.count() == steps + 4
