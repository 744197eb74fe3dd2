"""The roster, page by page, while things happen: nothing is missed."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.choices import Direction, Status
from checkin.errors import HeadcountError
from checkin.models import Event, Scan, StatusChange
from checkin.services import roster
from checkin.services.access import Actor
from checkin.services.registrants import apply_details, change_details, reissue
from checkin.services.roster_cursors import Cursor
from checkin.services.scanning import record_scan
from checkin.services.statuses import change_status, locked_registrant
from tests.flows.test_interleavings import World, operations
from tests.making import a_scan, make_registrant, other_gate, scan
from tests.roster_client import Kept, truth

pytestmark = pytest.mark.django_db
ACTOR = Actor(None, "list")


@pytest.fixture
def pages_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "PAGE", 1)


@pytest.fixture
def pages_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "PAGE", 2)


# -- nothing is missed ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("pages_of_two")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(between=st.lists(st.lists(operations, max_size=4), min_size=3, max_size=10))
def test_whatever_happens_between_pages_nothing_is_missed(
    db: None, between: list[list[tuple[str, Any]]]
) -> None:
    world = World()
    kept = Kept(world.event)
    for steps in between:
        kept.step()
        for name, what in steps:
            world.do(name, what)
    assert kept.catch_up() == truth(world.event)


@pytest.mark.usefixtures("pages_of_one")
@pytest.mark.parametrize("careless", [False, True])
def test_what_changes_behind_the_page_comes_with_the_first_poll(event: Event, careless: bool) -> None:
    """The negative control: a cursor of the revision at the run's end misses it."""
    first, _ = make_registrant(event, "First"), make_registrant(event, "Second")
    kept = Kept(event, careless=careless)
    assert [person[1] for person in kept.step().people] == ["First"]
    scan(event, first.code)
    assert (kept.catch_up() == truth(event)) is not careless


@pytest.mark.usefixtures("pages_of_one")
def test_what_changes_behind_a_page_of_changes_comes_with_the_next_poll(event: Event) -> None:
    people = [make_registrant(event, name) for name in ("First", "Second")]
    kept = Kept(event)
    kept.catch_up()
    for person in people:
        scan(event, person.code)
    assert kept.step().more
    change_details(event=event, registrant_id=people[0].pk, details={"note": "late"}, actor=ACTOR)
    assert not kept.step().more
    assert kept.people != truth(event)
    assert [person[1] for person in kept.step().people] == ["First"]
    assert kept.people == truth(event)


@pytest.mark.postgres_only
@pytest.mark.usefixtures("purged")
def test_what_is_committed_after_its_page_was_read_comes_with_the_next_poll(event: Event) -> None:
    """A change is written before the run and committed after it; revisions go by meanwhile."""
    slow, quick = make_registrant(event, "Slow"), make_registrant(event, "Quick")
    written, read = threading.Event(), threading.Event()

    def change() -> None:
        with transaction.atomic():
            row = locked_registrant(event, slow.pk)
            apply_details(row, {"note": "late"}, actor=ACTOR, at=timezone.now())
            written.set()
            assert read.wait(10)
        connections.close_all()

    kept = Kept(event)
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(change)
        assert written.wait(10)
        try:
            scan(event, quick.code)
            assert kept.catch_up()[slow.pk][7] == ""
        finally:
            read.set()
        done.result()
    assert kept.catch_up()[slow.pk][7] == "late"
    assert kept.people == truth(event)


@pytest.mark.usefixtures("purged", "pages_of_two")
def test_while_several_doors_scan_nothing_is_missed(event: Event) -> None:
    people = [make_registrant(event, f"N{n}") for n in range(7)]
    gate = other_gate(event)
    stop = threading.Event()

    def door(seed: int) -> None:
        chance = random.Random(seed)
        while not stop.is_set():
            person = chance.choice(people)
            request = a_scan(event, person.code, gate=gate, direction=chance.choice(list(Direction)))
            try:
                record_scan(event=event, request=request, actor=ACTOR)
                if chance.random() < 0.2:
                    change_status(
                        event=event, registrant_id=person.pk, to=Status.REGISTERED, actor=ACTOR
                    )  # undo
            except HeadcountError:
                pass
        connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        doors = [pool.submit(door, seed) for seed in range(3)]
        try:
            kepts = [Kept(event) for _ in range(5)]
            for kept in kepts:
                kept.catch_up()
                for _ in range(10):
                    kept.step()
        finally:
            stop.set()
        for done in doors:
            done.result()
    for kept in kepts:
        assert kept.catch_up() == truth(event)


# -- how it is found --------------------------------------------------------------------------------------------------


def plan(ask: Callable[[], object]) -> str:
    """How the database goes about the statements of this call."""
    statements: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        statements.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(keep):
        ask()
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        plans = []
        for sql, parameters in statements:
            cursor.execute(f"{explain} {sql}", parameters)
            plans += [str(row) for row in cursor.fetchall()]
    return "\n".join(plans)


def test_changes_are_found_by_the_indexes_of_the_revision(event: Event) -> None:
    registrant = make_registrant(event)
    scan(event, registrant.code)
    a_long_log(event)
    asked = Cursor("", whole=False, since=2990, until=3000)
    assert roster._changed(event.pk, asked) == [registrant.pk]
    found = plan(lambda: roster._changed(event.pk, asked))
    assert "status_change_by_revision" in found
    assert "scan_moved_by_revision" in found


def a_long_log(event: Event) -> None:
    """Copies of what there is, each with a revision of its own; and Postgres knows of them."""
    with connection.cursor() as cursor:
        for model, new in ((StatusChange, {}), (Scan, {"idempotency_key": KEY[connection.vendor]})):
            values = {"revision": "2 + n", **new}
            columns = [str(f.column) for f in model._meta.concrete_fields if not f.primary_key]
            copied = ", ".join(values.get(column, f"t.{column}") for column in columns)
            cursor.execute(
                f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3000)"
                f" INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
                f" SELECT {copied} FROM numbers, {model._meta.db_table} t WHERE t.id ="
                f" (SELECT max(id) FROM {model._meta.db_table} WHERE event_id = %s)",
                [event.pk],
            )
            if connection.vendor == "postgresql":
                cursor.execute(f"ANALYZE {model._meta.db_table}")


KEY = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def test_people_and_what_is_told_of_them_are_looked_up(event: Event) -> None:
    """Never by reading a whole table, which other events have filled as well."""
    registrant = make_registrant(event)
    scan(event, registrant.code)
    reissue(event=event, registrant_id=registrant.pk, actor=ACTOR)
    found = plan(lambda: roster._people([registrant.pk], "salt"))
    assert "Seq Scan" not in found
    assert "SCAN p" not in found
    assert "SCAN s" not in found
    assert "registrant_" in found
    assert "Seq Scan" not in plan(lambda: roster._everybody(event.pk, 0))
