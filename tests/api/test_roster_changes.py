"""What the roster tells of every change, and where its cursors end."""

from collections.abc import Callable
from typing import Any

import pytest

from checkin.choices import DeviceKind, Direction, Status
from checkin.models import Event, PassType, Presence, Registrant, Tally
from checkin.services.imports import import_now
from checkin.services.registrants import change_details, reissue
from checkin.services.statuses import change_status
from tests.api.conftest import Api, paired
from tests.api.roster import ACTOR, names, since, whole
from tests.making import area_of, gate_of, make_event, make_registrant, pass_type_of, scan

pytestmark = pytest.mark.django_db


def bring(event: Event, content: str) -> None:
    import_now(
        event=event, actor=ACTOR, filename="list.csv", content=content.encode(), progress=lambda _: None
    )


def detail(**change: object) -> Callable[[Event, Registrant], object]:
    return lambda event, r: change_details(event=event, registrant_id=r.pk, details=change, actor=ACTOR)


CHANGES: dict[str, Callable[[Event, Registrant], object]] = {
    "entry": lambda event, r: scan(event, r.code),
    "exit": lambda event, r: (
        scan(event, r.code, override_reason="x"),
        scan(event, r.code, direction=Direction.EXIT),
    ),
    "undo": lambda event, r: [
        change_status(event=event, registrant_id=r.pk, to=to, actor=ACTOR)
        for to in (Status.CHECKED_IN, Status.REGISTERED)
    ],
    "status": lambda event, r: change_status(
        event=event, registrant_id=r.pk, to=Status.CONFIRMED, actor=ACTOR
    ),
    "cancellation": lambda event, r: change_status(
        event=event, registrant_id=r.pk, to=Status.CANCELLED, actor=ACTOR
    ),
    "reissue": lambda event, r: reissue(event=event, registrant_id=r.pk, actor=ACTOR),
    "name": detail(name="Mara L."),
    "company": detail(company="Nordwind"),
    "note": detail(note="late"),
    "code": detail(code="NEW"),
    "attention": detail(attention=True),
    "order": detail(order_ref="A7"),
    "pass type": lambda event, r: change_details(
        event=event,
        registrant_id=r.pk,
        details={"pass_type_id": PassType.objects.create(event=event, name="VIP", position=9).pk},
        actor=ACTOR,
    ),
    "import": lambda event, r: bring(event, f"name,code,company\nMara,{r.code},Imported\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_changed_is_told_and_nobody_else(scanner: Api, event: Event, change: str) -> None:
    registrant, _ = make_registrant(event, "Mara"), make_registrant(event, "Zoë")
    before = whole(scanner)
    CHANGES[change](event, registrant)
    answer = since(scanner, before)
    assert (answer["whole"], answer["more"]) == (False, False)
    assert [person[0] for person in answer["people"]] == [registrant.pk]
    assert answer["people"][0] == whole(scanner)["people"][0]
    assert answer["revision"] > before["revision"]
    assert since(scanner, answer)["people"] == []


def test_a_change_says_what_it_is_now(scanner: Api, event: Event) -> None:
    registrant = make_registrant(event)
    answer = whole(scanner)
    entry = scan(event, registrant.code)
    [told] = since(scanner, answer)["people"]
    assert (told[4], told[10]) == (
        "checked_in",
        [[area_of(event).pk, 1, entry["scanned_at"], gate_of(event).pk, "door"]],
    )
    change_status(event=event, registrant_id=registrant.pk, to=Status.REGISTERED, actor=ACTOR)
    [told] = since(scanner, answer)["people"]
    assert (told[4], told[10]) == ("registered", [])
    assert not Presence.objects.exists()


def test_new_people_are_changes(scanner: Api, api: Api, event: Event) -> None:
    answer = whole(scanner)
    api.post("registrants/", {"name": "Walk-in"})
    bring(event, "name,order,vip\nListed,A7,yes\n")
    answer = since(scanner, answer)
    assert [(p[1], p[5], p[6]) for p in answer["people"]] == [("Walk-in", "", 0), ("Listed", "A7", 1)]
    assert answer["total"] == 2


def test_a_refusal_changes_nobody(scanner: Api, event: Event) -> None:
    registrant = make_registrant(event)
    change_status(event=event, registrant_id=registrant.pk, to=Status.CANCELLED, actor=ACTOR)
    answer = whole(scanner)
    assert scan(event, registrant.code)["outcome"] == "refused"
    scan(event, "NOBODY")
    after = since(scanner, answer)
    assert after["people"] == []
    assert after["revision"] > answer["revision"]


def test_what_the_event_itself_changed_comes_with_every_answer(scanner: Api, api: Api, event: Event) -> None:
    answer = whole(scanner)
    api.patch("", {"closed": True})
    api.patch(f"pass-types/{pass_type_of(event).pk}/", {"colour": "#000000"})
    after = since(scanner, answer)
    assert after["event"]["closed"] is True
    assert after["pass_types"][0]["colour"] == "#000000"


def test_an_old_or_foreign_cursor_is_answered_with_everybody(scanner: Api, event: Event) -> None:
    make_registrant(event)
    answer = whole(scanner)
    other = make_event(name="Other")
    make_registrant(other, "Zoë")
    foreign = paired(other, DeviceKind.SCANNER).get("roster/", {"since": answer["cursor"]}).json()
    assert (foreign["whole"], names(foreign)) == (True, ["Zoë"])
    Tally.objects.filter(event=event).update(revision=0)  # as from a backup
    assert since(scanner, answer)["whole"] is True


def test_another_key_of_the_installation_is_another_salt(scanner: Api, event: Event, settings: Any) -> None:
    make_registrant(event)
    answer = whole(scanner)
    settings.SECRET_KEY = "another key of this installation, " * 2
    after = since(scanner, answer)
    assert after["whole"] is True
    assert after["salt"] != answer["salt"]
    assert after["people"][0][8] != answer["people"][0][8]


@pytest.mark.parametrize("cursor", ["x", "rubbish!", "\0", "ä", "0", "W10", "bnVsbA", "x" * 501])
def test_rubbish_is_refused_by_name(scanner: Api, cursor: str) -> None:
    answer = scanner.get("roster/", {"since": cursor})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["since"])
