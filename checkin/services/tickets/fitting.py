"""Text made to fit a box: smaller first, then broken inside words, then cut."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from checkin.services.tickets.fonts import printable, width

# A line may break after a space, and around each letter of East Asian writing, which has no spaces.
_PIECES = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]\s*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+\s*"
)
_ELLIPSIS = "…"


class Fitted(NamedTuple):
    lines: tuple[str, ...]
    size: float  # points


class _Piece(NamedTuple):
    """What no line breaks, with the space behind it."""

    text: str
    width: float  # without that space, in sizes
    whole: float  # with it


@lru_cache(maxsize=2000)  # companies and passes are on many tickets, the event is on all
def fitted(text: str, font: str, room: float, *, sizes: tuple[int, int], most_lines: int) -> Fitted:
    """The text in the largest of the sizes, from first to last, that fits the room in so many lines."""
    pieces = [_measured(piece, font) for piece in _PIECES.findall(printable(text))]
    largest, smallest = sizes
    for size in range(largest, smallest - 1, -1):
        if all(piece.width * size <= room for piece in pieces):
            lines = list(_wrapped(pieces, room / size))
            if len(lines) <= most_lines:
                return Fitted(tuple(lines), size)
    letters = (letter for piece in pieces for letter in _broken(piece, font, room / smallest))
    lines = list(_wrapped(letters, room / smallest))
    return Fitted(tuple(_cut(lines, font, room / smallest, most_lines)), smallest)


def _measured(text: str, font: str) -> _Piece:
    return _Piece(text, width(text.rstrip(), font, 1), width(text, font, 1))


def _wrapped(pieces: Iterable[_Piece], room: float) -> Iterator[str]:
    line, taken = "", 0.0
    for piece in pieces:
        if line and taken + piece.width > room:
            yield line.rstrip()
            line, taken = "", 0.0
        line += piece.text
        taken += piece.whole
    if line:
        yield line.rstrip()


def _broken(piece: _Piece, font: str, room: float) -> Iterator[_Piece]:
    """A piece that fits, as it is; any other letter by letter."""
    return iter([piece]) if piece.width <= room else (_measured(letter, font) for letter in piece.text)


def _cut(lines: list[str], font: str, room: float, most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + _ELLIPSIS, font, 1) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + _ELLIPSIS]
