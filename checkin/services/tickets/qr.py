"""A registrant's code as a QR code: as an image, and as black rectangles."""

import io
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import segno

QUIET_ZONE = 4  # modules of white on every side, as ISO/IEC 18004 demands
_PNG_SCALE = 12  # pixels a module: 20 mm of an ordinary code at 400 dots an inch


class Bar(NamedTuple):
    """Black modules side by side, counted from the upper left of the code."""

    x: int
    y: int
    length: int


class Symbol(NamedTuple):
    bars: tuple[Bar, ...]
    size: int  # modules on a side, without the white around them


def symbol(code: str) -> Symbol:
    """The bars of a code.

    The mask is always the same one. Every reader reads all eight; choosing the best takes ten times as long as the
    rest, which on 5,000 tickets is half a minute.
    """
    drawn = segno.make_qr(code, error="q", mask=3)
    return Symbol(tuple(_bars(drawn.matrix)), len(drawn.matrix))


def _bars(rows: tuple[bytearray, ...]) -> Iterator[Bar]:
    for y, row in enumerate(rows):
        x = 0
        for black, modules in groupby(row):
            length = len(list(modules))
            if black:
                yield Bar(x, y, length)
            x += length


def svg(code: str) -> bytes:
    return _saved(code, "svg", scale=8, light="#fff")


def png(code: str) -> bytes:
    return _saved(code, "png", scale=_PNG_SCALE)


def _saved(code: str, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    segno.make_qr(code, error="q").save(file, kind=kind, border=QUIET_ZONE, **how)
    return file.getvalue()
