"""The same list again, or a newer one, after staff have worked with what the first brought."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.choices import Status
from checkin.models import Event, Registrant, RetiredCode, StatusChange
from checkin.services.access import Actor
from checkin.services.counts import fold
from checkin.services.current import current_counts
from checkin.services.recount import recount
from checkin.services.registrants import change_details, reissue
from checkin.services.search import matching
from checkin.services.statuses import change_status
from tests.making import make_event, make_registrant, scan
from tests.services.lists import LIST, bring, counted, one, only

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "content",
    [
        LIST,
        "name,email,company,pass\nAda,a@example.org,X,VIP\nAda,a@example.org,X,VIP\nBob,,Y,\n",
        "name,code,quantity\nAda,C1,1\nBob,C2,3\n",
        "Order code,Position ID,Attendee name,Attendee email,Product,Status\nA,1,Ada,a@example.org,T,paid\n",
    ],
)
def test_a_second_import_of_the_same_file_changes_nothing(event: Event, content: str) -> None:
    created = counted(bring(event, content))["created"]
    steps, revision = StatusChange.objects.count(), fold(event.pk)
    before = list(Registrant.objects.values())
    assert counted(bring(event, content)) == only(skipped=created)
    assert list(Registrant.objects.values()) == before
    assert StatusChange.objects.count() == steps
    assert fold(event.pk) == revision


def test_an_updated_file_updates_by_external_id(event: Event) -> None:
    bring(event, LIST)
    new = LIST.replace("Ada,Lovelace", "Ada,King").replace("VIP,11", "Press,11").replace(",B11,", ",B99,")
    assert counted(bring(event, new)) == only(updated=1, skipped=4)
    ada = one(event, "Ada King")
    assert (ada.pass_type.name, ada.code) == ("Press", "B99")
    assert list(ada.retired_codes.values_list("code", flat=True)) == ["B11"]
    assert matching(Registrant.objects.filter(event=event), "king").get() == ada
    step = StatusChange.objects.filter(registrant=ada).latest("id")
    assert (step.from_status, step.to_status) == ("confirmed", "confirmed")
    assert step.from_pass_type is not None
    assert (step.from_pass_type.name, step.to_pass_type.name) == ("VIP", "Press")
    assert recount(event.pk) == []


def test_an_updated_file_moves_statuses_forwards(event: Event) -> None:
    bring(event, "id,name,status\n1,Ada,pending\n2,Bob,paid\n3,Cleo,refunded\n")
    job = bring(
        event,
        "id,name,status,checked_in_at\n1,Ada,paid,\n2,Bob,cancelled,\n3,Cleo,checked in,2026-05-01T09:00Z\n",
    )
    assert counted(job) == only(updated=3)
    cleo = one(event, "Cleo")
    assert (one(event, "Ada").status, one(event, "Bob").status, cleo.status) == (
        "confirmed",
        "cancelled",
        "checked_in",
    )
    assert cleo.checked_in_at == datetime(2026, 5, 1, 9, tzinfo=UTC)
    steps = (
        StatusChange.objects.filter(registrant=cleo).order_by("id").values_list("from_status", "to_status")
    )
    assert list(steps) == [("", "cancelled"), ("cancelled", "registered"), ("registered", "checked_in")]
    assert recount(event.pk) == []


def test_parties_and_attention_follow_the_list(event: Event, actor: Actor) -> None:
    bring(event, "id,name\n1,Ada\n2,Bob\n")
    said = "id,name,order,vip\n1,Ada,A7,yes\n2,Bob,A7,no\n"
    assert counted(bring(event, said)) == only(updated=2)
    ada, bob = one(event, "Ada"), one(event, "Bob")
    assert (ada.order_ref, ada.attention) == ("A7", True)
    assert (bob.order_ref, bob.attention) == ("A7", False)
    assert StatusChange.objects.filter(registrant=ada).count() == 2
    change_details(event=event, registrant_id=ada.pk, details={"attention": False}, actor=actor)
    assert counted(bring(event, said)) == only(skipped=2)
    assert counted(bring(event, said.replace("2,Bob,A7,no", "2,Bob,A8,yes"))) == only(updated=1, skipped=1)
    ada, bob = one(event, "Ada"), one(event, "Bob")
    assert (ada.attention, bob.attention, bob.order_ref) == (False, True, "A8")


def test_an_import_never_undoes_a_check_in(event: Event) -> None:
    bring(event, LIST)
    scan(event, "B11")
    for status in ("Attending", "Pending", "Not Attending", "Deleted"):
        bring(event, LIST.replace("Attending,Analytical", f"{status},Analytical"))
        assert one(event, "Ada Lovelace").status == Status.CHECKED_IN
    assert current_counts(event.pk)["inside"] == 1


def test_what_staff_did_by_hand_stays(event: Event, actor: Actor) -> None:
    bring(event, LIST)
    ada, bob = one(event, "Ada Lovelace"), one(event, "Bob Ross")
    change_details(event=event, registrant_id=ada.pk, details={"name": "Ada King"}, actor=actor)
    change_status(event=event, registrant_id=ada.pk, to=Status.CANCELLED, actor=actor)
    change_status(event=event, registrant_id=bob.pk, to=Status.REGISTERED, actor=actor)
    assert counted(bring(event, LIST)) == only(skipped=5)
    ada.refresh_from_db()
    bob.refresh_from_db()
    assert (ada.name, ada.status, bob.status) == ("Ada King", "cancelled", "registered")


def test_a_reissued_pass_stays_reissued(event: Event, actor: Actor) -> None:
    bring(event, LIST)
    ada = one(event, "Ada Lovelace")
    new = reissue(event=event, registrant_id=ada.pk, actor=actor).code
    bring(event, LIST.replace("Analytical", "Engines"))
    ada.refresh_from_db()
    assert (ada.company, ada.code) == ("Engines", new)
    assert scan(event, "B11")["reason"] == "retired_code"


def test_a_reissued_pass_is_recognised_by_its_old_code(event: Event, actor: Actor) -> None:
    bring(event, "name,code\nAda,C1\n")
    reissue(event=event, registrant_id=one(event, "Ada").pk, actor=actor)
    assert counted(bring(event, "name,code,company\nAda,C1,X\n")) == only(updated=1)
    assert RetiredCode.objects.count() == 1


def test_someone_registered_by_hand_is_found_by_their_code(event: Event) -> None:
    walk_in = make_registrant(event, "Ada", code="C1")
    assert counted(bring(event, "id,name,code\n9,Ada,C1\n")) == only(updated=1)
    walk_in.refresh_from_db()
    assert walk_in.external_id == "9"


NAMES = st.sampled_from(["Ada", "Bob", "Zoë", "محمد", "=1+1", "'x", "-", "a,b", '"q"', "Li\nne"])
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2", "3", "4"]),
        NAMES,
        st.sampled_from(["", "a@example.org", "b@example.org", "wrong"]),
        st.sampled_from(["", "C1", "C2", "C3"]),
        st.sampled_from(["", "paid", "pending", "cancelled", "checked in", "what"]),
        st.sampled_from(["", "VIP", "Press"]),
        st.sampled_from(["", "1", "2"]),
    ),
    max_size=8,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(ROWS, min_size=1, max_size=3))
def test_whatever_lists_come_counts_agree_and_repeats_change_nothing(db: None, lists: list[Any]) -> None:
    event = make_event(slug="")
    for rows in lists:
        cells = [("id", "name", "email", "code", "status", "pass", "quantity"), *rows]
        content = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells)
        first = bring(event, content)
        steps = StatusChange.objects.count()
        again = bring(event, content)
        assert (again.created, again.updated) == (0, 0)
        assert again.skipped == first.created + first.updated + first.skipped
        assert StatusChange.objects.count() == steps
        assert recount(event.pk) == []
