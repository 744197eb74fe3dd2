"""The demo event, and the commands around lists."""

import io
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from checkin.models import Area, Event, Gate, Member, PassType, PeopleCounter, Registrant, StatusChange, User
from checkin.services import demo
from checkin.services.current import current_counts
from checkin.services.demo import create_demo
from checkin.services.demo_people import people
from checkin.services.recount import recount
from tests.making import scan
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_the_demo_event_is_whole(organiser: User) -> None:
    event = create_demo(organiser)
    assert event.slug == "demo"
    assert event.starts_at <= timezone.now() < event.ends_at
    assert [p.name for p in PassType.objects.filter(event=event)] == [
        "General",
        "VIP",
        "Speaker",
        "Press",
        "Crew",
    ]
    assert Gate.objects.filter(event=event).count() == 3
    lounge = Area.objects.get(event=event, name="VIP lounge")
    assert lounge.capacity
    assert {p.name for p in lounge.pass_types.all()} == {"VIP", "Speaker", "Crew"}
    assert Member.objects.get(event=event).user == organiser
    counts = current_counts(event.pk)
    assert counts["people"]["total"] == 2000
    assert all(p["total"] for p in counts["pass_types"])
    assert recount(event.pk) == []


def test_its_people_come_from_many_countries_and_scripts() -> None:
    scripts = {unicodedata.name(c).split()[0] for p in people(2000, 1) for c in p.name if c.isalpha()}
    assert len(scripts) >= 15
    assert list(people(50, 1)) == list(people(50, 1))
    assert all(p.email.isascii() and p.email.count("@") == 1 for p in people(2000, 1))


def test_some_of_them_came_together_and_some_are_waited_for() -> None:
    parties = Counter(p.order_ref for p in people(2000, 1))
    assert "" not in parties
    assert {1, 2, 3, 4, 5} == set(parties.values())
    hosted = [p for p in people(2000, 1) if p.attention]
    assert 20 < len(hosted) < 200
    assert all(p.note and p.pass_name in {"VIP", "Speaker"} for p in hosted)


def test_its_people_can_walk_in(organiser: User) -> None:
    event = create_demo(organiser)
    confirmed = Registrant.objects.filter(event=event, status="confirmed").earliest("id")
    assert scan(event, confirmed.code)["outcome"] == "admitted"


def test_a_second_run_changes_nothing_and_says_so(organiser: User) -> None:
    assert "is ready" in run("demo", owner=organiser.email)
    before = [
        list(table.objects.values()) for table in (Event, Registrant, StatusChange, PeopleCounter, Member)
    ]
    assert "there already" in run("demo", owner=organiser.email)
    assert before == [
        list(table.objects.values()) for table in (Event, Registrant, StatusChange, PeopleCounter, Member)
    ]


def test_a_demo_that_was_cut_short_is_completed(organiser: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(demo, "_add_people", stop)
        with pytest.raises(SystemExit):
            create_demo(organiser)
    assert current_counts(create_demo(organiser).pk)["people"]["total"] == 2000


def test_its_organiser_is_the_one_named_else_the_first_of_the_staff(organiser: User) -> None:
    staff = User.objects.create_superuser("root@example.org")
    run("demo")
    assert [m.user for m in Member.objects.all()] == [staff]
    run("demo", owner=organiser.email.upper())
    assert [m.user for m in Member.objects.order_by("id")] == [staff, organiser]
    with pytest.raises(CommandError, match="Nobody has an account"):
        run("demo", owner="nobody@example.org")


# -- recount ----------------------------------------------------------------------------------------------------------


def test_recount_agrees_or_names_the_difference(event: Event) -> None:
    run("demo")
    assert "agree" in run("recount", "demo")
    PeopleCounter.objects.filter(event__slug="demo", status="confirmed", pass_type__name="VIP").update(
        people=7
    )
    with pytest.raises(CommandError, match="1 counters differ"):
        run("recount", "demo")
    with pytest.raises(CommandError, match="no event"):
        run("recount", "nowhere")


# -- import_registrants -----------------------------------------------------------------------------------------------


def test_a_list_is_imported_from_the_command_line(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook([["name", "email"], ["Ada", "a@example.org"], ["Bob", "wrong"]]))
    told = run("import_registrants", event.slug, path, dry_run=True)
    assert "2 rows: 1 registrants would be created" in told
    assert not Registrant.objects.exists()
    told = run("import_registrants", event.slug, path)
    assert "2 rows: 1 registrants created, 0 updated, 0 unchanged, 1 bad" in told
    assert "line 3, email: “wrong” is not an e-mail address." in told
    assert Registrant.objects.get().name == "Ada"


def test_progress_goes_to_the_other_stream(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name\n" + "Ada\n" * 2500)
    errors = io.StringIO()
    call_command("import_registrants", event.slug, path, stdout=io.StringIO(), stderr=errors)
    assert "100% 2,500 of 2,500" in errors.getvalue()


def test_what_cannot_be_imported_is_said_plainly(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("colour\nred\n")
    with pytest.raises(CommandError, match="name the columns"):
        run("import_registrants", event.slug, path)
    with pytest.raises(CommandError, match="No such file"):
        run("import_registrants", event.slug, tmp_path / "missing.csv")
    with pytest.raises(CommandError, match="no event"):
        run("import_registrants", "nowhere", path)
