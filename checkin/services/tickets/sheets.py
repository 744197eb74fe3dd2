"""Tickets on paper: sheets to cut, badges of the size of a bank card, and one ticket alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db.models import QuerySet
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from checkin.choices import TicketLayout
from checkin.errors import NotFound, TooLarge
from checkin.models import Event, Registrant
from checkin.services.exports import event_zone
from checkin.services.tickets import fonts
from checkin.services.tickets.drawing import Box, Heading, Ticket, draw

MOST_TICKETS = 5000  # in one file
_ROWS_AT_ONCE = 500
_IN_MEMORY = 1024 * 1024  # bytes; what is larger goes to the disk
_MARK = 5 * mm  # how long a cut mark is
_GAP = 2 * mm  # between it and the ticket


@dataclass(frozen=True)
class Sheet:
    """A page, and the tickets on it, in millimetres."""

    page: tuple[float, float]
    ticket: tuple[float, float]
    columns: int = 1
    rows: int = 1

    def boxes(self) -> list[Box]:
        """The places on a page as one reads: from the upper left, row by row. The tickets touch each other."""
        width, height = (side * mm for side in self.ticket)
        left, bottom = self.margins()
        return [
            Box(left + column * width, bottom + (self.rows - 1 - row) * height, width, height)
            for row in range(self.rows)
            for column in range(self.columns)
        ]

    def margins(self) -> tuple[float, float]:
        left = (self.page[0] - self.columns * self.ticket[0]) / 2
        bottom = (self.page[1] - self.rows * self.ticket[1]) / 2
        return left * mm, bottom * mm


SHEETS = {
    TicketLayout.A4: Sheet(page=(210, 297), ticket=(95, 65), columns=2, rows=4),
    TicketLayout.BADGE: Sheet(page=(86, 54), ticket=(86, 54)),  # ISO/IEC 7810 ID-1, rounded up
}


def tickets_pdf(event: Event, chosen: QuerySet[Registrant], layout: TicketLayout) -> IO[bytes]:
    """The tickets of the chosen in their order, in a temporary file that is gone when it is closed.

    Raises NotFound if nobody is chosen, TooLarge above MOST_TICKETS.
    """
    count = chosen[: MOST_TICKETS + 1].count()
    if not count:
        raise NotFound("Nobody on the list fits these filters.")
    if count > MOST_TICKETS:
        raise TooLarge(f"One file holds {MOST_TICKETS:,} tickets at most. Filter the list, as by pass type.")
    columns = ("name", "company", "pass_type__name", "pass_type__colour", "code")
    rows = chosen[:MOST_TICKETS].values_list(*columns).iterator(chunk_size=_ROWS_AT_ONCE)
    return _pdf(event, (Ticket(*row) for row in rows), SHEETS[layout])


def ticket_pdf(event: Event, registrant: Registrant) -> IO[bytes]:
    """One ticket, on a page of its own size."""
    kind = registrant.pass_type
    ticket = Ticket(registrant.name, registrant.company, kind.name, kind.colour, registrant.code)
    return _pdf(event, [ticket], SHEETS[TicketLayout.BADGE])


def _pdf(event: Event, tickets: Iterable[Ticket], sheet: Sheet) -> IO[bytes]:
    fonts.register()
    file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    page = (sheet.page[0] * mm, sheet.page[1] * mm)
    canvas = Canvas(file, pagesize=page, pageCompression=1, lang="und")
    canvas.setTitle(event.name)
    canvas.setCreator("Headcount")
    heading = Heading(event.name, _when(event), event.venue)
    for boxes in _pages(tickets, sheet):
        if sheet.columns * sheet.rows > 1:
            _draw_cut_marks(canvas, sheet)
        for box, ticket in boxes:
            draw(canvas, box, ticket, heading)
        canvas.showPage()
    canvas.save()
    file.seek(0)
    return file


def _pages(tickets: Iterable[Ticket], sheet: Sheet) -> Iterator[list[tuple[Box, Ticket]]]:
    places = sheet.boxes()
    page: list[tuple[Box, Ticket]] = []
    for ticket in tickets:
        page.append((places[len(page)], ticket))
        if len(page) == len(places):
            yield page
            page = []
    if page:
        yield page


def _draw_cut_marks(canvas: Canvas, sheet: Sheet) -> None:
    """Where every cut begins and ends, outside the tickets."""
    left, bottom = sheet.margins()
    right, top = (side * mm - margin for side, margin in zip(sheet.page, (left, bottom), strict=True))
    canvas.setLineWidth(0.25)
    for column in range(sheet.columns + 1):
        x = left + column * sheet.ticket[0] * mm
        canvas.line(x, bottom - _GAP, x, bottom - _GAP - _MARK)
        canvas.line(x, top + _GAP, x, top + _GAP + _MARK)
    for row in range(sheet.rows + 1):
        y = bottom + row * sheet.ticket[1] * mm
        canvas.line(left - _GAP, y, left - _GAP - _MARK, y)
        canvas.line(right + _GAP, y, right + _GAP + _MARK, y)


def _when(event: Event) -> str:
    """In figures, which every language reads: 2026-05-01 10:00–20:00, or the first and the last day."""
    start, end = (moment.astimezone(event_zone(event)) for moment in (event.starts_at, event.ends_at))
    if start.date() == end.date():
        return f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}"
    return f"{start:%Y-%m-%d} – {end:%Y-%m-%d}"
