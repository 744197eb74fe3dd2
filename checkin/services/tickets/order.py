"""Texts as they are seen: Arabic and Hebrew run from right to left, and Arabic letters join.

A PDF draws one letter after another from left to right, each as it is. So every line is put into the order it is seen
in (Unicode Standard Annex 9), and Arabic letters are replaced by their forms at the begin, in the middle and at the end
of a word. Vowel points, with which names are hardly ever written, are left out: placing them takes more than widths.
"""

import re

from arabic_reshaper import ArabicReshaper
from bidi import get_display

NO_JOIN = "\u200c"  # between two letters of a Persian name that would join
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_POINTS = re.compile("[\u0591-\u05bd\u05bf-\u05c7]")
_JOINED = ArabicReshaper(
    {"delete_harakat": True, "ARABIC LIGATURE ALLAH": False}
)  # DejaVu has no such letter

# `get_display` leaves brackets as they are. A mark behind each of them comes before it where it was turned around.
_MARK = "\u034f"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_BRACKET = "[][(){}<>«»‹›]"
_MARKED = re.compile(f"({_BRACKET}){_MARK}|{_MARK}({_BRACKET})")


def as_seen(line: str) -> str:
    """The letters of a line from left to right, in the forms they are written in."""
    if not _FROM_RIGHT.search(line):
        return line.replace(NO_JOIN, "")
    joined = _JOINED.reshape(_POINTS.sub("", line)).replace(NO_JOIN, "")
    marked = re.sub(_BRACKET, lambda found: found[0] + _MARK, joined)
    return _MARKED.sub(_facing, str(get_display(marked)))


def _facing(found: re.Match[str]) -> str:
    return found[1] or found[2].translate(_MIRRORED)
