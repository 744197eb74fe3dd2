"""What a person can be called."""

import unicodedata

UNSEEN = "A name needs something that can be seen."
# letters and symbols that leave nothing to see: the fillers of Hangul, the blank of Braille
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def can_be_seen(name: str) -> bool:
    """Whether there is a letter, a digit or a sign in it: somebody at the door has to find it in a list."""
    return (name.isascii() and name.isprintable() and bool(name.strip())) or any(map(_is_seen, name))


def _is_seen(character: str) -> bool:
    """What Unicode leaves to others, or has added since, may be a letter."""
    category = unicodedata.category(character)
    return (category[0] in "LNPS" or category in ("Cn", "Co")) and character not in _BLANK
