"""Finding people: folded words, matched by prefix, in any order; the same on Postgres and SQLite."""

import re
import unicodedata

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from checkin.models import Registrant

# letters that no decomposition takes apart (Unicode has no accent in them)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t"}
)
_WORD = re.compile(r"[^\W_]+")
# scripts written without spaces: any part of a run may be searched for, so each suffix counts as a word
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LONGEST_WORD = 60
_MOST_SUFFIXES = 20


def fold(text: str) -> str:
    """Case, accents, width and ligatures taken away: `Müller`, `MULLER` and `ｍｕｌｌｅｒ` are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_LETTERS)


def words(text: str) -> list[str]:
    return [word[:_LONGEST_WORD] for word in _WORD.findall(fold(text))]


def search_words(*texts: str) -> str:
    """What is stored for a registrant: each distinct word once, separated by single spaces."""
    found: dict[str, None] = {}
    for word in (word for text in texts for word in words(text)):
        found[word] = None
        if not word.isascii() and _UNSPACED.search(word):
            found.update(dict.fromkeys(word[i:] for i in range(1, min(len(word), _MOST_SUFFIXES))))
    return " ".join(found)


def matching(registrants: QuerySet[Registrant], query: str) -> QuerySet[Registrant]:
    """Those of whom every word of the query is the start of a word. A query without a word finds nobody."""
    wanted = words(query)[:10]
    if not wanted:
        return registrants.none()
    if connection.vendor == "postgresql":
        # the words are letters and digits only, so that quoting them is all it takes
        tsquery = " & ".join(f"'{word}':*" for word in wanted)
        vector = "array_to_tsvector(string_to_array(checkin_registrant.search_words, ' '))"
        return registrants.filter(_condition(f"{vector} @@ %s::tsquery", tsquery))
    for word in wanted:
        starts = _condition("(' ' || checkin_registrant.search_words) LIKE %s", f"% {word}%")
        registrants = registrants.filter(starts)
    return registrants


def _condition(sql: str, parameter: str) -> RawSQL:
    return RawSQL(sql, [parameter], output_field=BooleanField())  # noqa: S611 - outside text is in the parameter
