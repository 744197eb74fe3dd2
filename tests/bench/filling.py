"""Events of any size, made quickly: rows go into the database as an import of all of them would leave them."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Model

from checkin.models import Event, Gate, PeopleCounter, Registrant, StatusChange, User
from checkin.services.access import Actor, create_token
from checkin.services.counts import fold
from checkin.services.events import create_event
from checkin.services.recount import recount
from checkin.services.registrants import Details, create_registrant
from tests.bench.stack import SEED

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)

# in SQL, where n numbers the people of a list
CODE = f"upper(substr(md5('{SEED} {{slug}} ' || n), 1, 26))"
NAME = "'Person ' || n"


@dataclass(frozen=True)
class Filled:
    """An event with its list, and a token of its organiser."""

    event: Event
    gate_id: int
    people: int
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def code(slug: str, n: int) -> str:
    """The code of registrant n, counted from 1."""
    return hashlib.md5(f"{SEED} {slug} {n}".encode(), usedforsecurity=False).hexdigest()[:26].upper()


def fill(slug: str, people: int) -> Filled:
    """An event whose counters agree with its log, which `recount` confirms.

    The services make the first registrant; the others are copies of that one's rows, in SQL.
    """
    user = User.objects.create_user(f"{slug}@example.org", None, name="Organiser")
    fields = {"name": slug, "slug": slug, "starts_at": NOW, "ends_at": datetime(2026, 5, 2, tzinfo=UTC)}
    event = create_event(creator=user, fields=fields)
    details = Details(name="Person 1", code=code(slug, 1))
    first = create_registrant(event=event, details=details, actor=Actor.of(user)).pk
    fold(event.pk)
    if people > 1:
        _copy(event, first, people)
    _, token = create_token(user=user, name="bench", at=NOW)
    settle()
    check(event)
    return Filled(event, Gate.objects.get(event=event).pk, people, token)


def _copy(event: Event, first: int, people: int) -> None:
    person = {
        "name": NAME,
        "email": "'person' || n || '@example.org'",
        "company": "'Company ' || n % 997",
        "code": CODE.format(slug=event.slug),
        "search_words": "'person ' || n || ' company ' || n % 997 || ' person' || n || ' example org'",
    }
    others = f"checkin_registrant r WHERE r.event_id = {event.pk} AND r.id > {first}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # the references are right by construction
        cursor.execute(_copies(Registrant, f"id = {first}", person, f"generate_series(2, {people}) n"))
        cursor.execute(_copies(StatusChange, f"registrant_id = {first}", {"registrant_id": "r.id"}, others))
        PeopleCounter.objects.filter(event=event).update(people=people)


def _copies(model: type[Model], template: str, changed: dict[str, str], source: str) -> str:
    """Copies of one row, with some columns changed, one for each row of the source."""
    columns = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
    values = [changed.get(column, f"t.{column}") for column in columns]
    table = model._meta.db_table
    row = f"(SELECT * FROM {table} WHERE {template}) t"
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {row}, {source}"


def settle() -> None:
    """Have the database's own work of a fill done before anything is measured."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
        cursor.execute("RESET statement_timeout")


def check(event: Event) -> None:
    """Raises RuntimeError when the counters have drifted from the log: then the figures mean nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        differences = recount(event.pk)
        cursor.execute("RESET statement_timeout")
    if differences:
        raise RuntimeError(f"the counts of {event.slug} have drifted: {differences}")
