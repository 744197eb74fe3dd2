"""Finding registrants again, in a list that has just grown: the planner knows nothing of it yet."""

import pytest
from django.db import connection
from django.utils import timezone

from checkin.models import Event, RetiredCode
from checkin.services.access import Actor
from checkin.services.importing.matches import BY_CODE, BY_ID, BY_OLD_CODE, refresh_statistics, statement
from checkin.services.imports import import_now
from tests.making import make_event, make_registrant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("look_up", "index"),
    [
        (BY_ID, "registrant_external_id_once"),
        (BY_CODE, {"postgresql": "registrant_code_once", "sqlite": "code=?"}),
        (BY_OLD_CODE, {"postgresql": "retired_code_once", "sqlite": "code=?"}),
    ],
)
def test_each_key_is_one_look_up_in_the_unique_index(
    event: Event, look_up: str, index: str | dict[str, str]
) -> None:
    believe_one_registrant_an_event()
    content = "name,id,code\n" + "".join(f"N{n},{n},C{n}\n" for n in range(3000))
    import_now(
        event=event, actor=Actor(None, "x"), filename="", content=content.encode(), progress=lambda _: None
    )
    retire_codes(event)
    keys = [str(n) for n in range(1000)]
    sql, parameters = statement(look_up, event.pk, keys)
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", parameters)
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert (index if isinstance(index, str) else index[connection.vendor]) in plan


def believe_one_registrant_an_event() -> None:
    """Statistics of many small events and an index on codes that was large: Postgres then prefers other indexes."""
    if connection.vendor == "postgresql":
        one = make_registrant(make_event()).pk
        with connection.cursor() as cursor:
            cursor.execute(MANY, [one])
            cursor.execute("DELETE FROM checkin_registrant WHERE id > 1000000")
        for _ in range(100):
            make_registrant(make_event())
        refresh_statistics()


def retire_codes(event: Event) -> None:
    """As many as make a look at all of them dear: of a few Postgres rightly reads all."""
    now = timezone.now()
    RetiredCode.objects.bulk_create(
        RetiredCode(event=event, registrant=registrant, code=f"OLD{registrant.pk}", retired_at=now)
        for registrant in event.registrants.all()
    )
    refresh_statistics()


MANY = """INSERT INTO checkin_registrant SELECT (copy).* FROM (
    SELECT jsonb_populate_record(r, jsonb_build_object('id', 1000000 + n, 'code', lpad('' || n, 40, 'Q'))) AS copy
    FROM checkin_registrant r, generate_series(1, 20000) n WHERE r.id = %s) copies"""
