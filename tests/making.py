"""Short ways to what tests need: they go through the services, as everything does."""

import uuid
from datetime import UTC, datetime
from typing import Any

import orjson

from checkin.models import Area, Event, Gate, PassType, Registrant, User
from checkin.services.access import Actor
from checkin.services.events import create_event, save_part
from checkin.services.registrants import Details, create_registrant
from checkin.services.scanning import ScanRequest, record_scan

STARTS_AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
ENDS_AT = datetime(2026, 5, 1, 18, tzinfo=UTC)


def make_event(creator: User | None = None, **fields: Any) -> Event:
    return create_event(
        creator=creator, fields={"name": "Expo", "starts_at": STARTS_AT, "ends_at": ENDS_AT, **fields}
    )


def make_registrant(event: Event, name: str = "Mara Lindqvist", **details: Any) -> Registrant:
    return create_registrant(event=event, details=Details(name=name, **details), actor=Actor(None, "list"))


def gate_of(event: Event) -> Gate:
    return Gate.objects.filter(event=event).earliest("id")


def area_of(event: Event) -> Area:
    return Area.objects.filter(event=event).earliest("id")


def change_area(event: Event, **fields: Any) -> None:
    save_part(event=event, part=area_of(event), fields=fields)
    event.refresh_from_db()


def pass_type_of(event: Event) -> PassType:
    return PassType.objects.filter(event=event).earliest("id")


def other_gate(event: Event) -> Gate:
    return Gate.objects.create(event=event, area=area_of(event), name="Side door")


def scan_body(event: Event, code: str, **fields: Any) -> dict[str, Any]:
    """A scan as it is sent."""
    return {"code": code, "gate": gate_of(event).pk, "idempotency_key": str(uuid.uuid4()), **fields}


def a_scan(event: Event, code: str, **fields: Any) -> ScanRequest:
    gate = fields.pop("gate", None) or gate_of(event)
    return ScanRequest(code=code, gate_id=gate.pk, **{"idempotency_key": uuid.uuid4(), **fields})


def scan(event: Event, code: str, actor: Actor | None = None, **fields: Any) -> dict[str, Any]:
    """Record a scan and return its answer."""
    request = a_scan(event, code, **fields)
    recorded = record_scan(event=event, request=request, actor=actor or Actor(None, "door"))
    return dict(orjson.loads(recorded.json))
