from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from checkin.api import registrant_shapes as shapes
from checkin.api.filters import chosen
from checkin.api.pagination import envelope
from checkin.api.permissions import access
from checkin.api.queries import CompaniesQuery, RegistrantQuery, RegistrantsQuery, picker, query
from checkin.api.schema import OnePage
from checkin.api.views.base import EventView, page, valid
from checkin.choices import Role, Status
from checkin.errors import HeadcountError, NotFound
from checkin.models import Registrant, StatusChange
from checkin.services import registrants, statuses
from checkin.services.companies import top_companies


class RegistrantsView(EventView):
    @extend_schema(parameters=[RegistrantsQuery], responses=shapes.RegistrantSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """Browse and search the list."""
        asked = query(request, RegistrantsQuery)
        rows = chosen(self.event, asked).select_related("pass_type", "checked_in_gate")
        return page(request, rows, shapes.RegistrantSerializer, offset=asked["offset"])

    @extend_schema(request=shapes.NewRegistrantSerializer, responses={201: shapes.RegistrantSerializer})
    def post(self, request: Request, event: str) -> Response:
        """Register someone, in advance or at the door (a walk-in)."""
        body = valid(shapes.NewRegistrantSerializer, request)
        status = Status(body.pop("status"))
        details = registrants.Details(**body)
        created = registrants.create_registrant(
            event=self.event, details=details, actor=self.actor, status=status
        )
        return self.shown(shapes.RegistrantSerializer, created, status=201)


class TotalView(EventView):
    @extend_schema(parameters=[RegistrantQuery], responses=shapes.TotalSerializer)
    def get(self, request: Request, event: str) -> Response:
        """How many there are, of all or of those that are filtered."""
        total = chosen(self.event, query(request, RegistrantQuery)).order_by().count()
        return self.shown(shapes.TotalSerializer, {"total": total})


class RegistrantView(EventView):
    @extend_schema(responses=shapes.RegistrantSerializer)
    def get(self, request: Request, event: str, pk: int) -> Response:
        """Show one registrant."""
        return self.shown(shapes.RegistrantSerializer, registrant_of(self, pk))

    @extend_schema(
        request=shapes.RegistrantInputSerializer(partial=True), responses=shapes.RegistrantSerializer
    )
    def patch(self, request: Request, event: str, pk: int) -> Response:
        """Change details. A new code retires the old one."""
        details = valid(shapes.RegistrantInputSerializer, request, partial=True)
        changed = registrants.change_details(
            event=self.event, registrant_id=pk, details=details, actor=self.actor
        )
        return self.shown(shapes.RegistrantSerializer, changed)


def registrant_of(view: EventView, pk: int) -> Registrant:
    """The one registrant that a route names. Raises NotFound."""
    found = (
        Registrant.objects.filter(event=view.event, pk=pk)
        .select_related("pass_type", "checked_in_gate")
        .first()
    )
    if found is None:
        raise NotFound("This event has no such registrant.")
    return found


class HistoryView(EventView):
    @extend_schema(responses=shapes.StatusChangeSerializer(many=True))
    def get(self, request: Request, event: str, pk: int) -> Response:
        """Every step, the oldest first."""
        steps = StatusChange.objects.filter(registrant=registrant_of(self, pk))
        rows = steps.select_related("from_pass_type", "to_pass_type", "gate", "device").order_by("id")
        return page(request, rows, shapes.StatusChangeSerializer)


class StatusView(EventView):
    @extend_schema(request=shapes.StatusSerializer, responses=shapes.RegistrantSerializer)
    def post(self, request: Request, event: str, pk: int) -> Response:
        """Change the status; the one it already has changes nothing. From `checked_in`, the status before undoes."""
        body = valid(shapes.StatusSerializer, request)
        changed = statuses.change_status(
            event=self.event,
            registrant_id=pk,
            to=Status(body["status"]),
            actor=self.actor,
            reason=body["reason"],
            role=Role(access(request).caller),
        )
        return self.shown(shapes.RegistrantSerializer, changed)


class StatusesView(EventView):
    @extend_schema(
        operation_id="events_registrants_statuses_create",
        request=shapes.StatusesSerializer,
        responses=shapes.StatusesAnswerSerializer,
    )
    def post(self, request: Request, event: str) -> Response:
        """Change the status of up to 500. Each stands alone: one that may not take the step harms no other."""
        body = valid(shapes.StatusesSerializer, request)
        answers = statuses.change_statuses(
            event=self.event,
            registrant_ids=body["ids"],
            to=None if body["status"] == "undo" else Status(body["status"]),
            actor=self.actor,
            reason=body["reason"],
        )
        results = [_became(id_, answer) for id_, answer in zip(body["ids"], answers, strict=True)]
        return self.shown(shapes.StatusesAnswerSerializer, {"results": results})


def _became(id_: int, answer: Registrant | HeadcountError) -> dict[str, object]:
    if isinstance(answer, HeadcountError):
        empty = dict.fromkeys(("status", "checked_in_at", "changed_at"))
        return {"id": id_, **empty, "code": answer.code, "detail": answer.detail}
    now = {name: getattr(answer, name) for name in ("status", "checked_in_at", "changed_at")}
    return {"id": id_, **now, "code": None, "detail": None}


class ReissueView(EventView):
    @extend_schema(request=shapes.ReasonSerializer, responses=shapes.RegistrantSerializer)
    def post(self, request: Request, event: str, pk: int) -> Response:
        """A new code; the old one is refused as `retired_code`."""
        body = valid(shapes.ReasonSerializer, request)
        changed = registrants.reissue(
            event=self.event, registrant_id=pk, actor=self.actor, reason=body["reason"]
        )
        return self.shown(shapes.RegistrantSerializer, changed)


class CompaniesView(EventView):
    pagination_class = OnePage

    @extend_schema(parameters=[CompaniesQuery], responses=shapes.CompanySerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """The companies with the most registrants; cancelled ones do not count."""
        asked = query(request, CompaniesQuery)
        companies = top_companies(self.event.pk, limit=asked["limit"], q=asked.get("q", ""))
        pick = picker(request, shapes.CompanySerializer)
        return Response(envelope([pick(company) for company in companies]))
