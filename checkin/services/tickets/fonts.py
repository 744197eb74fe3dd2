"""What names are written in: DejaVu for Latin, Greek, Cyrillic and more, and for East Asian names another font.

DejaVu lies in `checkin/fonts` and goes into every file. An East Asian font is 5 to 10 MB, so it is the viewer's own, by
the names that PDF has for such fonts (ISO 32000-1, 9.7.5.2), unless the setting TICKET_FONT names a TrueType file that
goes in as well, as a printing house may demand.
"""

import unicodedata
from collections.abc import Container, Mapping
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from reportlab import rl_config
from reportlab.pdfbase import _cidfontdata  # type: ignore[attr-defined]  # the stubs leave it out
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont

from checkin.services.tickets.order import NO_JOIN, as_seen

REGULAR = "DejaVuSansCondensed"
BOLD = "DejaVuSansCondensed-Bold"
_OWN = "ticket-font"
_FOLDER = Path(__file__).parents[2] / "fonts"
_MISSING = "□"  # for a letter that no font has: better seen than a wrong name

# The viewer's fonts: each with how PDF calls its letters, and a Python codec that has the same ones. Of those
# that have most of a text, the first writes it. (What reportlab says of MSung-Light leaves it empty.)
_VIEWERS = {
    "MSung-Light": ("UniCNS-UCS2-H", "big5hkscs"),
    "HeiseiKakuGo-W5": ("UniJIS-UCS2-H", "shift_jis"),
    "HYGothic-Medium": ("UniKS-UCS2-H", "cp949"),
    "STSong-Light": ("UniGB-UCS2-H", "gb18030"),
}
_KEPT = frozenset("LMNPZ")  # letters, marks, numbers, punctuation, spaces; not symbols, emoji or controls
_TURNED = ("ARABIC", "HEBREW")
_SYMBOLS = frozenset("+<=>|~^`´¨¯¸°©®™€$£¥")


class Run(NamedTuple):
    """Letters that one font has."""

    font: str
    text: str

    def width(self, size: float) -> float:
        return float(getFont(self.font).stringWidth(self.text, size))


def runs(text: str, font: str) -> list[Run]:
    """A printable line in pieces from left to right, each in the font that writes it.

    A letter that no font has is a box; so is one of a script from right to left whose letters nobody joins here.
    """
    text = as_seen(text)
    viewers = tuple(_VIEWERS) if text.isascii() else _viewers(text)
    found = [_written(letter, font, viewers) for letter in text]
    return [
        Run(name, "".join(letter for _, letter in pairs))
        for name, pairs in groupby(found, key=lambda pair: pair[0])
    ]


def printable(text: str) -> str:
    """The text without emoji, controls and what else no font is expected to have, and without needless spaces."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if _is_kept(letter))
    return " ".join("".join(kept).split())


def width(text: str, font: str, size: float) -> float:
    return sum(run.width(size) for run in runs(text, font))


def _is_kept(letter: str) -> bool:
    return (
        letter in _SYMBOLS
        or letter == NO_JOIN
        or (
            unicodedata.category(letter)[0] in _KEPT
            and not "\ufe00" <= letter <= "\ufe0f"  # variation selectors
        )
    )


@lru_cache(maxsize=20_000)
def _written(letter: str, font: str, viewers: tuple[str, ...]) -> tuple[str, str]:
    """The font that has the letter, and the letter."""
    if unicodedata.bidirectional(letter) in ("R", "AL") and not unicodedata.name(letter, "").startswith(
        _TURNED
    ):
        return font, _MISSING
    files = register()
    for name in (font, _OWN):
        if ord(letter) in files.get(name, ()):
            return name, letter
    return next(((name, letter) for name in viewers if _has(name, letter)), (font, _MISSING))


@lru_cache(maxsize=2000)
def _viewers(text: str) -> tuple[str, ...]:
    """The viewer's fonts in the order to ask them: first the one that has most of the text."""
    missing = {name: sum(not _has(name, letter) for letter in text) for name in _VIEWERS}
    return tuple(sorted(_VIEWERS, key=missing.__getitem__))  # of equals, the first stays the first


def _has(name: str, letter: str) -> bool:
    if (
        letter > "\uffff" or unicodedata.east_asian_width(letter) not in "WF"
    ):  # gb18030 has all letters there are
        return False
    try:
        letter.encode(_VIEWERS[name][1])
    except UnicodeEncodeError:
        return False
    return True


@cache
def register() -> Mapping[str, Container[int]]:
    """Make all fonts known, once; gives the letters of those that are files."""
    rl_config.useA85 = 0  # bytes as they are: a fifth less of file, and of time
    fonts = [TTFont(name, _FOLDER / f"{name}.ttf") for name in (REGULAR, BOLD)]
    if settings.TICKET_FONT:
        fonts.append(TTFont(_OWN, settings.TICKET_FONT))
    for font in fonts:
        registerFont(font)
    for name, (letters, _) in _VIEWERS.items():
        language, _ = _cidfontdata.defaultUnicodeEncodings[name]
        _cidfontdata.defaultUnicodeEncodings[name] = (language, letters)
        registerFont(UnicodeCIDFont(name))
    return {font.fontName: font.face.charToGlyph for font in fonts}
