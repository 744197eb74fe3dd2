"""Tickets, one alone or many on paper. They carry codes, so only those have them who see codes anyway."""

from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from checkin.api.filters import chosen
from checkin.api.queries import TicketQuery, TicketsQuery, query
from checkin.api.renderers import PdfRenderer, PngRenderer, Renderer, SvgRenderer
from checkin.api.views.base import EventView, download
from checkin.api.views.registrants import registrant_of
from checkin.choices import Status, TicketLayout
from checkin.services.tickets import qr
from checkin.services.tickets.sheets import ticket_pdf, tickets_pdf

_WITH_TICKETS = [status for status in Status if status != Status.CANCELLED]


class TicketView(EventView):
    renderer_classes = (SvgRenderer, PngRenderer, PdfRenderer, Renderer)

    @extend_schema(
        operation_id="events_registrants_ticket_retrieve",
        parameters=[TicketQuery],
        responses={
            (200, SvgRenderer.media_type): OpenApiTypes.STR,
            (200, PngRenderer.media_type): OpenApiTypes.BINARY,
            (200, PdfRenderer.media_type): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request, event: str, pk: int) -> HttpResponse | StreamingHttpResponse:
        """A registrant's present code as a QR code, or as a ticket to print."""
        kind = query(request, TicketQuery)["as"]
        registrant = registrant_of(self, pk)
        if kind == "pdf":
            name = f"{self.event.slug}-ticket-{registrant.pk}.pdf"
            return download(ticket_pdf(self.event, registrant), name, PdfRenderer.media_type, inline=True)
        if kind == "png":
            return HttpResponse(qr.png(registrant.code), content_type=PngRenderer.media_type)
        return HttpResponse(qr.svg(registrant.code), content_type=SvgRenderer.media_type)


class TicketsView(EventView):
    renderer_classes = (PdfRenderer, Renderer)

    @extend_schema(
        operation_id="events_tickets_retrieve",
        parameters=[TicketsQuery],
        responses={(200, PdfRenderer.media_type): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, event: str) -> StreamingHttpResponse:
        """Tickets to print, for up to 5,000 registrants in the order of the list.

        It takes the filters of the registrants' list; those who are cancelled have a ticket only if `status` asks for
        them. Nobody to print for is a 404, more than fit into one file a 413.
        """
        asked = query(request, TicketsQuery)
        layout = TicketLayout(asked.pop("layout"))
        asked["status"] = asked.get("status") or _WITH_TICKETS
        name = f"{self.event.slug}-tickets-{layout}.pdf"
        return download(
            tickets_pdf(self.event, chosen(self.event, asked), layout), name, PdfRenderer.media_type
        )
