"""What the screens show, for those who ask: counts, arrivals and activity."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from checkin.api import scan_shapes as shapes
from checkin.api.examples import COUNTS_EXAMPLE
from checkin.api.pagination import envelope
from checkin.api.permissions import access
from checkin.api.queries import ActivityQuery, ArrivalsQuery, picker, query
from checkin.api.schema import OnePage
from checkin.api.views.base import EventView
from checkin.callers import ORGANISER
from checkin.services.activity import ActivityItem, activity_page, newest_activity
from checkin.services.arrivals import arrivals
from checkin.services.current import current_counts
from checkin.services.forecasts import current_forecast
from checkin.services.gates_now import gates_now

ACTIVITY_NEWEST = 50
ACTIVITY_PAGE = 500


class CountsView(EventView):
    @extend_schema(
        responses={200: shapes.CountsSerializer, 304: None},
        parameters=[
            OpenApiParameter(
                "If-None-Match", location=OpenApiParameter.HEADER, description="The ETag you have."
            ),
            OpenApiParameter("ETag", location=OpenApiParameter.HEADER, response=[200, 304]),
        ],
        examples=[OpenApiExample("counts", value=COUNTS_EXAMPLE, response_only=True)],
    )
    def get(self, request: Request, event: str) -> Response:
        """The numbers of the event. With `If-None-Match` and the revision's ETag, 304 while nothing has changed."""
        counts = current_counts(self.event.pk)
        etag = f'"{counts["revision"]}"'
        headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
        if _tags(request) & {etag, "*"}:
            return Response(status=304, headers=headers)
        return Response(picker(request, shapes.CountsSerializer)(counts), headers=headers)


def _tags(request: Request) -> set[str]:
    given = request.headers.get("If-None-Match", "")
    return {tag.strip().removeprefix("W/") for tag in given.split(",")}


class ArrivalsView(EventView):
    pagination_class = None  # the contract's one bare list

    @extend_schema(parameters=[ArrivalsQuery], responses=shapes.ArrivalSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """Admissions per bucket of time, the empty ones too, from the first to the last arrival."""
        asked = query(request, ArrivalsQuery)
        pick = picker(request, shapes.ArrivalSerializer)
        buckets = arrivals(
            self.event.pk,
            begin=asked.get("from"),
            end=asked.get("to"),
            bucket=asked["bucket"],
            gate_id=asked.get("gate"),
        )
        return Response([pick(arrival) for arrival in buckets])


class GatesNowView(EventView):
    @extend_schema(responses=shapes.GatesNowSerializer)
    def get(self, request: Request, event: str) -> Response:
        """What goes on at the gates in these minutes: admissions and refusals; for organisers, tickets tried at two."""
        found = gates_now(self.event.pk, tells_people=access(request).caller in ORGANISER)
        return Response(picker(request, shapes.GatesNowSerializer)(found))


class ForecastView(EventView):
    @extend_schema(responses=shapes.ForecastSerializer)
    def get(self, request: Request, event: str) -> Response:
        """How many will be admitted in the next half hour, how sure that is, and the peak of the next hour."""
        return Response(picker(request, shapes.ForecastSerializer)(current_forecast(self.event)))


class ActivityView(EventView):
    pagination_class = OnePage

    @extend_schema(parameters=[ActivityQuery], responses=shapes.ActivitySerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """Steps of registrants, the oldest first: all after a revision, or the newest 50."""
        asked = query(request, ActivityQuery)
        if "cursor" in asked:
            revision, _, id_ = asked["cursor"].partition(".")
            after = (int(revision), int(id_))
        elif "after" in asked:
            after = (asked["after"] + 1, 0)  # that is: revision > after
        else:
            return Response(_page(request, newest_activity(self.event.pk, ACTIVITY_NEWEST), more=False))
        items = activity_page(self.event.pk, after, ACTIVITY_PAGE + 1)
        return Response(_page(request, items[:ACTIVITY_PAGE], more=len(items) > ACTIVITY_PAGE))


def _page(request: Request, items: list[ActivityItem], *, more: bool) -> dict[str, object]:
    pick = picker(request, shapes.ActivitySerializer)
    link = None
    if more:
        cursor = f"{items[-1]['revision']}.{items[-1]['id']}"
        link = str(replace_query_param(request.build_absolute_uri(), "cursor", cursor))
    return envelope([pick(item) for item in items], link)
