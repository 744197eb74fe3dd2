import orjson
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.gzip import gzip_page
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from checkin.api import serializers as shapes
from checkin.api.queries import RosterQuery, picker, query
from checkin.api.roster_shapes import RosterSerializer
from checkin.api.views.base import EventView
from checkin.models import Area, Event, Gate, PassType
from checkin.services.roster import Page, roster_page


@method_decorator(gzip_page, name="dispatch")
class RosterView(EventView):
    @extend_schema(parameters=[RosterQuery], responses=RosterSerializer)
    def get(self, request: Request, event: str) -> HttpResponse:
        """What a scanner keeps for working offline. Without `since` everybody, in the order of their ids: follow
        `cursor` while there is `more`. Then `cursor` asks for those who have changed, whom it may tell more than once.
        `whole` in answer to it: begin a new roster, and keep the old one until that is complete.
        """
        page = roster_page(self.event.pk, query(request, RosterQuery).get("since"))
        answer = picker(request, RosterSerializer)(_answer(self.event, page))
        return HttpResponse(orjson.dumps(answer), content_type="application/json")


def _answer(event: Event, page: Page) -> dict[str, object]:
    """The event's parts are read after its people, so that nobody has a pass or a gate that is not among them."""
    inside = {area["id"]: area["inside"] for area in page.counts["areas"]}
    pass_types = PassType.objects.filter(event=event).order_by("position", "id")
    areas = Area.objects.filter(event=event).order_by("id").prefetch_related("pass_types")
    gates = Gate.objects.filter(event=event).order_by("id")
    return {
        "cursor": page.cursor,
        "more": page.more,
        "whole": page.whole,
        "total": page.counts["people"]["total"],
        "revision": page.counts["revision"],
        "as_of": page.counts["as_of"],
        "salt": page.salt,
        "event": shapes.EventSerializer(event).data,
        "pass_types": shapes.PassTypeSerializer(pass_types, many=True).data,
        "areas": shapes.AreaSerializer(areas, many=True, context={"inside": inside}).data,
        "gates": shapes.GateSerializer(gates, many=True).data,
        "people": page.people,
    }
