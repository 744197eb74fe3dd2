"""The list of registrants as a query string asks for it: the one place, for pages, totals, exports and tickets."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from checkin.api.queries import ORDERS
from checkin.models import Event, Registrant
from checkin.services.search import matching

EVERYBODY = 10_000_000
_EQUAL = {"pass_type": "pass_type_id", "company": "company", "gate": "checked_in_gate_id"}
_COMPARED = {"status": "status__in", "from": "checked_in_at__gte", "to": "checked_in_at__lt"}
_COLUMNS = _EQUAL | _COMPARED


def chosen(event: Event, asked: Mapping[str, Any], ordering: str = "name") -> QuerySet[Registrant]:
    """Those of an event whom a RegistrantQuery asks for, in its order or else in this one."""
    ordering = asked.get("ordering", ordering)
    rows = _filtered(Registrant.objects.filter(event=event), asked)
    column, minus = ordering.removeprefix("-"), "-" * ordering.startswith("-")
    if column == "checked_in_at":
        rows = rows.filter(checked_in_at__isnull=False)
    return rows.order_by(*(minus + name for name in ORDERS[column]))


def _filtered(rows: QuerySet[Registrant], asked: Mapping[str, Any]) -> QuerySet[Registrant]:
    if asked.get("q"):
        # with a limit Postgres looks for them first, and does not try the words of everybody in the list's order
        rows = rows.filter(pk__in=matching(rows, asked["q"]).values("pk")[:EVERYBODY])
    if asked.get("ids"):
        rows = rows.filter(pk__in=[int(one) for one in asked["ids"].split(",")])
    named = {
        _COLUMNS[name]: value for name, value in asked.items() if name in _COLUMNS and value not in (None, [])
    }
    return rows.filter(**named)
