"""Pass types, areas and gates: parts of an event, read by any role and written by organisers."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from checkin.api import serializers as shapes
from checkin.api.views.base import EventView, page, valid
from checkin.errors import NotFound
from checkin.models import Area, Gate, PassType
from checkin.services import events
from checkin.services.current import current_counts

Part = PassType | Area | Gate
_View = TypeVar("_View", bound=type[EventView])


class PartView(EventView):
    model: ClassVar[type[Part]]
    shape: ClassVar[type[shapes.StrictModel]]

    def rows(self) -> QuerySet[Any]:
        return self.model.objects.filter(event=self.event).order_by("id")

    def part(self, pk: int) -> Part:
        found: Part | None = self.rows().filter(pk=pk).first()
        if found is None:
            raise NotFound("This event has no such thing.")
        return found

    def context(self) -> dict[str, object]:
        return {"event": self.event}

    def saved(self, part: Part, status: int) -> Response:
        partial = part.pk is not None
        fields = valid(self.shape, self.request, partial=partial, context={"event": self.event})
        events.save_part(event=self.event, part=part, fields=fields)
        return self.shown(self.shape, part, status=status, context=self.context())


class PartsView(PartView):
    def get(self, request: Request, event: str) -> Response:
        return page(request, self.rows(), self.shape, context=self.context())

    def post(self, request: Request, event: str) -> Response:
        return self.saved(self.model(), 201)


class PartDetailView(PartView):
    def get(self, request: Request, event: str, pk: int) -> Response:
        return self.shown(self.shape, self.part(pk), context=self.context())

    def patch(self, request: Request, event: str, pk: int) -> Response:
        return self.saved(self.part(pk), 200)

    def delete(self, request: Request, event: str, pk: int) -> Response:
        events.delete_part(event=self.event, part=self.part(pk))
        return Response(status=204)


class PassTypes(PartView):
    model = PassType
    shape = shapes.PassTypeSerializer

    def rows(self) -> QuerySet[PassType]:
        return PassType.objects.filter(event=self.event).order_by("position", "id")


class Areas(PartView):
    model = Area
    shape = shapes.AreaSerializer

    def rows(self) -> QuerySet[Area]:
        return super().rows().prefetch_related("pass_types")

    def context(self) -> dict[str, object]:
        inside = {area["id"]: area["inside"] for area in current_counts(self.event.pk)["areas"]}
        return super().context() | {"inside": inside}


class Gates(PartView):
    model = Gate
    shape = shapes.GateSerializer


def _list(kind: type[PartView], one: str, what: str) -> Callable[[_View], _View]:
    return extend_schema_view(
        get=extend_schema(
            summary=f"List every {one.partition(' ')[2]}", description=what, responses=kind.shape(many=True)
        ),
        post=extend_schema(summary=f"Add {one}", request=kind.shape, responses={201: kind.shape}),
    )


def _detail(kind: type[PartView], one: str, delete: str) -> Callable[[_View], _View]:
    return extend_schema_view(
        get=extend_schema(summary=f"Show {one}", responses=kind.shape),
        patch=extend_schema(summary=f"Change {one}", request=kind.shape(partial=True), responses=kind.shape),
        delete=extend_schema(summary=f"Delete {one}", description=delete, responses={204: None}),
    )


@_list(PassTypes, "a pass type", 'Kinds of pass, by position. A new event has one, "General".')
class PassTypesView(PassTypes, PartsView):
    pass


@_detail(
    PassTypes, "a pass type", "Not while a registrant has or had it, an area lists it, or it is the last."
)
class PassTypeView(PassTypes, PartDetailView):
    pass


@_list(Areas, "an area", "Parts of the venue that admit people. A new event has one, the venue.")
class AreasView(Areas, PartsView):
    pass


@_detail(Areas, "an area", "Not while a gate leads into it or a scan was made there.")
class AreaView(Areas, PartDetailView):
    pass


@_list(Gates, "a gate", 'Named doors, each into one area. A new event has one, "Main entrance".')
class GatesView(Gates, PartsView):
    pass


@_detail(Gates, "a gate", "Not while a scan was made at it.")
class GateView(Gates, PartDetailView):
    pass
