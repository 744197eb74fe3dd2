"""What the door does beside scanning: takes a check-in back, lets in a walk-in, settles conflicts."""

from typing import Any

import orjson
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from checkin.api import door_shapes as shapes
from checkin.api.pagination import envelope, paged
from checkin.api.permissions import access
from checkin.api.queries import ConflictQuery, picker, query
from checkin.api.schema import Json, Pages
from checkin.api.views.base import EventView, valid
from checkin.api.views.scans import SINGLE, ScanningView, with_gate
from checkin.callers import Caller
from checkin.choices import ConflictOutcome
from checkin.services import conflicts
from checkin.services.limits import Bucket
from checkin.services.registrants import Details
from checkin.services.undo import undo_scan
from checkin.services.walk_ins import WalkIn, record_walk_in

WALK_INS = Bucket(rate=1, burst=50)  # of one scanner: nobody fills in forms faster


class DoorView(ScanningView):
    def hold_up(self) -> None:
        """A scanner's pace, as for its scans. Nothing here guesses codes."""
        if self.device:
            SINGLE.take(self.device.pk)


class UndoView(DoorView):
    @extend_schema(request=shapes.UndoSerializer, responses=shapes.UndoneSerializer)
    def post(self, request: Request, event: str) -> Response:
        """Take back the check-in that a scan was. Repeated, it changes nothing.

        Only the check-in that stands can be taken back: after an exit, a return or a change by somebody else it is
        409 `not_undoable`. A scanner may take back its own scans only.
        """
        self.hold_up()
        body = valid(shapes.UndoSerializer, request)
        registrant = undo_scan(event=self.event, key=body["scan"], actor=self.actor, reason=body["reason"])
        return self.shown(shapes.UndoneSerializer, {"scan": body["scan"], "registrant": registrant})


class WalkInsView(DoorView):
    @extend_schema(
        request=shapes.WalkInSerializer,
        responses={
            201: OpenApiResponse(shapes.WalkedInSerializer, "Registered, and their entry recorded"),
            200: OpenApiResponse(shapes.WalkedInSerializer, "The same key again: the stored answer"),
        },
    )
    def post(self, request: Request, event: str) -> Response:
        """Register somebody at the door and record their entry, both or neither.

        The entry is a scan like any other: it may be refused, for a full area say, and is answered 201 then too.
        """
        if self.device:
            WALK_INS.take(self.device.pk)
        body = shapes.WalkInSerializer(data=with_gate(request.data, self.device))
        body.is_valid(raise_exception=True)
        fields = body.validated_data
        self.check_gate(fields["gate"])
        recorded = record_walk_in(event=self.event, walk_in=_walk_in(fields), actor=self.actor)
        scan = orjson.loads(recorded.json)
        status = 200 if recorded.replayed else 201
        return Response({"registrant": scan["registrant"], "scan": scan}, status=status)


def _walk_in(fields: dict[str, Any]) -> WalkIn:
    named = {name: fields[name] for name in ("name", "company", "email", "note")}
    return WalkIn(
        code="",
        gate_id=fields["gate"],
        idempotency_key=fields["idempotency_key"],
        scanned_at=fields["scanned_at"],
        details=Details(**named, pass_type_id=fields["pass_type"]),
    )


class ConflictPages(Pages):
    """A page, and how many conflicts there are: open, and in total."""

    def get_paginated_response_schema(self, rows: Json) -> Json:
        schema = super().get_paginated_response_schema(rows)
        numbers = {name: {"type": "integer"} for name in ("open", "total")}
        properties = schema["properties"] | numbers
        return {**schema, "required": list(properties), "properties": properties}


class ConflictsView(EventView):
    pagination_class = ConflictPages

    @extend_schema(parameters=[ConflictQuery], responses=shapes.ConflictSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """Whom a scanner let through by itself and the server refused, the newest first."""
        rows = conflicts.conflicts(self.event)
        if query(request, ConflictQuery)["open"]:
            rows = rows.filter(outcome="")
        pick = picker(request, shapes.ConflictSerializer)
        found, following, previous = paged(request, rows)
        page = envelope([pick(item) for item in conflicts.told(found)], following, previous)
        return Response(page | conflicts.count_conflicts(self.event))


class ConflictView(EventView):
    @extend_schema(request=shapes.SettleSerializer, responses=shapes.ConflictSerializer)
    def post(self, request: Request, event: str, pk: int) -> Response:
        """Say what became of it. The same outcome again changes nothing; another is an organiser's to give."""
        body = valid(shapes.SettleSerializer, request)
        item = conflicts.settle_conflict(
            event=self.event,
            conflict_id=pk,
            outcome=ConflictOutcome(body["outcome"]),
            note=body["note"],
            actor=self.actor,
            overrule=access(request).caller is Caller.ORGANISER,
        )
        return Response(item)
