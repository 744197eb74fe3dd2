"""The log refuses to be changed, whoever tries."""

import pytest
from django.db import DatabaseError, connection, models, transaction

from checkin.choices import Status
from checkin.models import Departure, Event, Registrant, Scan, StatusChange
from checkin.services.access import Actor
from checkin.services.counts import fold
from checkin.services.events import purge_event
from checkin.services.statuses import change_status
from tests.making import make_event, make_registrant, scan

pytestmark = pytest.mark.django_db
LOG: list[type[models.Model]] = [Scan, StatusChange, Departure]


@pytest.fixture
def logged(event: Event, actor: Actor) -> Event:
    """An event with a row in every log table."""
    registrant = make_registrant(event)
    scan(event, registrant.code)
    change_status(event=event, registrant_id=registrant.pk, to=Status.REGISTERED, actor=actor)
    assert all(model._default_manager.exists() for model in LOG)
    return event


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("model", LOG)
def test_no_column_can_be_updated(logged: Event, model: type[models.Model]) -> None:
    table = model._meta.db_table
    for column in [field.column for field in model._meta.local_concrete_fields if field.column != "revision"]:
        assert refused(f'UPDATE {table} SET "{column}" = "{column}"'), column


@pytest.mark.parametrize("model", [Scan, StatusChange])
def test_the_mark_is_set_once_and_never_taken_back(logged: Event, model: type[models.Model]) -> None:
    fold(logged.pk)
    table = model._meta.db_table
    assert refused(f"UPDATE {table} SET revision = 99")
    assert refused(f"UPDATE {table} SET revision = NULL")


@pytest.mark.parametrize("model", LOG)
def test_no_row_can_be_deleted(logged: Event, model: type[models.Model]) -> None:
    assert refused(f"DELETE FROM {model._meta.db_table}")


def test_no_row_can_be_replaced(logged: Event) -> None:
    if connection.vendor == "sqlite":
        assert refused("INSERT OR REPLACE INTO checkin_scan SELECT * FROM checkin_scan")


def test_an_event_is_purged_whole_and_others_stay(logged: Event) -> None:
    other = make_event(name="Other")
    scan(other, make_registrant(other).code)
    purge_event(logged)
    assert not Event.objects.filter(pk=logged.pk).exists()
    assert Registrant.objects.get().event_id == other.pk
    assert Scan.objects.get().event_id == other.pk
    assert refused("DELETE FROM checkin_scan")
