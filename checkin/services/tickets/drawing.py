"""One ticket, drawn into its box: a band in the colour of the pass, the name, the company, the event and the code."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from checkin.services.tickets import fonts
from checkin.services.tickets.fitting import Fitted, fitted
from checkin.services.tickets.qr import QUIET_ZONE, symbol

_EDGE = 4 * mm
_BAND = 9 * mm
_LEADING = 1.2  # lines from baseline to baseline, in sizes
_ASCENT = 0.78  # of a capital, in sizes
_MUTED = HexColor("#545E69")
_INK = HexColor("#14181D")
_LONGEST_CODE = 48  # that anybody would type


@dataclass(frozen=True)
class Ticket:
    """What stands on one."""

    name: str
    company: str
    pass_type: str
    colour: str  # "#0072B2"
    code: str


@dataclass(frozen=True)
class Heading:
    """What stands on all tickets of an event."""

    event: str
    when: str
    venue: str


@dataclass(frozen=True)
class Box:
    """A ticket's place on a page: lower left corner and size, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height


def draw(canvas: Canvas, box: Box, ticket: Ticket, heading: Heading) -> None:
    _draw_band(canvas, box, ticket)
    side = min(box.height - _BAND - 7 * mm, 38 * mm)
    left = _draw_code(canvas, box, ticket.code, side)
    room = left - box.x - _EDGE
    _draw_person(canvas, box, ticket, room)
    _draw_event(canvas, box, heading, room)


def _draw_band(canvas: Canvas, box: Box, ticket: Ticket) -> None:
    colour = HexColor(ticket.colour)
    canvas.setFillColor(colour)
    canvas.rect(box.x, box.top - _BAND, box.width, _BAND, stroke=0, fill=1)
    canvas.setFillColor(_ink_on(colour))
    text = fitted(ticket.pass_type, fonts.BOLD, box.width - 2 * _EDGE, sizes=(14, 7), most_lines=1)
    _write(canvas, text, fonts.BOLD, box.x + _EDGE, box.top - (_BAND - text.size * _ASCENT) / 2)


def _ink_on(colour: Color) -> Color:
    """White or black, whichever stands out more (WCAG 2.2, contrast ratio)."""
    red, green, blue = (_linear(part) for part in (colour.red, colour.green, colour.blue))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return black if luminance > 0.179 else white


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _draw_code(canvas: Canvas, box: Box, code: str, side: float) -> float:
    """Draw it in the lower right corner, with what is read by hand below it; gives where it begins."""
    drawn = symbol(code)
    module = side / (drawn.size + 2 * QUIET_ZONE)
    left = box.right - side
    top = box.top - _BAND - QUIET_ZONE * module
    canvas.saveState()
    canvas.translate(left + QUIET_ZONE * module, top)
    canvas.scale(module, -module)
    canvas.setFillColor(black)
    # A little higher than a module, so that no viewer shows white lines between rows.
    bars = [f"{bar.x} {bar.y} {bar.length} 1.02 re" for bar in drawn.bars]
    canvas.drawPath(PDFPathObject(bars), stroke=0, fill=1)
    canvas.restoreState()
    if len(code) <= _LONGEST_CODE:
        text = fitted(code, fonts.REGULAR, side - 2 * mm, sizes=(7, 5), most_lines=2)
        canvas.setFillColor(_MUTED)
        _write(canvas, text, fonts.REGULAR, left + mm, box.top - _BAND - side + mm)
    return left


def _draw_person(canvas: Canvas, box: Box, ticket: Ticket, room: float) -> None:
    name = fitted(ticket.name, fonts.BOLD, room, sizes=(20, 9), most_lines=3)
    top = box.top - _BAND - 4 * mm
    canvas.setFillColor(_INK)
    top = _write(canvas, name, fonts.BOLD, box.x + _EDGE, top)
    if ticket.company:
        top -= mm
        company = fitted(ticket.company, fonts.REGULAR, room, sizes=(11, 7), most_lines=2)
        _write(canvas, company, fonts.REGULAR, box.x + _EDGE, top)


def _draw_event(canvas: Canvas, box: Box, heading: Heading, room: float) -> None:
    """From the bottom up: where, when, and what."""
    canvas.setFillColor(_MUTED)
    lines = [(heading.venue, fonts.REGULAR), (heading.when, fonts.REGULAR), (heading.event, fonts.BOLD)]
    bottom = box.y + _EDGE
    for text, font in lines:
        if not text:
            continue
        shown = fitted(text, font, room, sizes=(8, 6), most_lines=1)
        bottom += shown.size * _LEADING
        _write(canvas, shown, font, box.x + _EDGE, bottom)


def _write(canvas: Canvas, text: Fitted, font: str, left: float, top: float) -> float:
    """Write lines from `top` down; gives where the next thing may begin."""
    for line in text.lines:
        x = left
        for run in fonts.runs(line, font):
            canvas.setFont(run.font, text.size)
            canvas.drawString(x, top - text.size * _ASCENT, run.text)
            x += run.width(text.size)
        top -= text.size * _LEADING
    return top
