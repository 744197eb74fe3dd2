from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from checkin.api import serializers as shapes
from checkin.api.permissions import access
from checkin.api.queries import EventsQuery, query
from checkin.api.views.base import EventView, page, valid
from checkin.callers import Caller
from checkin.choices import Role
from checkin.errors import NotFound
from checkin.models import Event, Member, User
from checkin.services import events
from checkin.services.event_copies import copy_event


class EventsView(APIView):
    @extend_schema(parameters=[EventsQuery], responses=shapes.EventSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The events at which you have a role, the latest first."""
        asked = query(request, EventsQuery)
        assert isinstance(request.user, User)
        rows = Event.objects.filter(members__user=request.user, archived=asked["archived"])
        rows = rows.order_by("-starts_at", "-id")
        return page(request, rows, shapes.EventSerializer)

    @extend_schema(request=shapes.EventSerializer, responses={201: shapes.EventSerializer})
    def post(self, request: Request) -> Response:
        """Create an event, with one area, one gate and one pass type. You are its organiser."""
        assert isinstance(request.user, User)
        event = events.create_event(creator=request.user, fields=valid(shapes.EventSerializer, request))
        return Response(shapes.EventSerializer(event).data, status=201)


class EventDetailView(EventView):
    @extend_schema(responses=shapes.EventSerializer)
    def get(self, request: Request, event: str) -> Response:
        """Show one event."""
        return self.shown(shapes.EventSerializer, self.event)

    @extend_schema(request=shapes.EventSerializer(partial=True), responses=shapes.EventSerializer)
    def patch(self, request: Request, event: str) -> Response:
        """Change an event."""
        fields = valid(shapes.EventSerializer, request, partial=True)
        return self.shown(shapes.EventSerializer, events.change_event(event=self.event, fields=fields))


class EventCopyView(EventView):
    @extend_schema(request=shapes.EventCopySerializer, responses={201: shapes.EventSerializer})
    def post(self, request: Request, event: str) -> Response:
        """Create an event like this one, with its pass types, areas, gates and options. It has none of its people,
        members and devices, and its doors are open. For organisers who may create events."""
        assert isinstance(request.user, User)
        fields = valid(shapes.EventCopySerializer, request)
        copy = copy_event(source=self.event, creator=request.user, fields=fields)
        return Response(shapes.EventSerializer(copy).data, status=201)


class MemberShape(EventView):
    def context(self) -> dict[str, str]:
        """Organisers are shown the invitations that they have to send."""
        organises = access(self.request).caller is Caller.ORGANISER
        return {"address": self.request.build_absolute_uri("/invitation/")} if organises else {}

    def member(self, member: Member, status: int = 200) -> Response:
        return self.shown(shapes.MemberSerializer, member, status=status, context=self.context())


class MembersView(MemberShape):
    @extend_schema(responses=shapes.MemberSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """List who has a role at this event."""
        rows = Member.objects.filter(event=self.event).select_related("user", "event").order_by("id")
        return page(request, rows, shapes.MemberSerializer, context=self.context())

    @extend_schema(request=shapes.MemberSerializer, responses={201: shapes.MemberSerializer})
    def post(self, request: Request, event: str) -> Response:
        """Give someone a role at this event. Whoever has no account yet is invited to open one."""
        body = valid(shapes.MemberSerializer, request)
        member = events.add_member(event=self.event, email=body["user"]["email"], role=Role(body["role"]))
        return self.member(member, 201)


class MemberView(MemberShape):
    @extend_schema(responses=shapes.MemberSerializer)
    def get(self, request: Request, event: str, pk: int) -> Response:
        """Show one member."""
        member = Member.objects.filter(event=self.event, pk=pk).select_related("user", "event").first()
        if member is None:
            raise NotFound("This event has no such member.")
        return self.member(member)

    @extend_schema(request=shapes.RoleSerializer, responses=shapes.MemberSerializer)
    def patch(self, request: Request, event: str, pk: int) -> Response:
        """Give a member another role."""
        role = Role(valid(shapes.RoleSerializer, request)["role"])
        return self.member(events.change_member(event=self.event, member_id=pk, role=role))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, event: str, pk: int) -> Response:
        """Take a member's role away."""
        events.remove_member(event=self.event, member_id=pk)
        return Response(status=204)
