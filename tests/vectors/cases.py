"""What the server decides, reads and folds, as cases that the pages are held to as well."""

import itertools
from collections.abc import Iterator
from dataclasses import fields

from checkin.choices import Direction, Status
from checkin.rules import Facts, decide
from checkin.services.codes import readings, roster_hash, tidied
from checkin.services.search import search_words, words

BOOLEAN_FACTS = [field.name for field in fields(Facts) if field.type is bool]

SALTS = ["", "0f6c1b2d", "d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26"]
CODES = [
    "MZXW6YTBOI4DCNBSGY3TQOJQGE",
    "mzxw6ytboi4dcnbsgy3tqojqge",
    "Order-17/3",
    "https://tickets.example/t/aB9?x=1&y=%20",
    "0042",
    "§ 12 äöü",
    "straße",  # capitals are longer than small letters
    "ﬁnale",
    "ŉıİſ",
    "票-012",
    "🎟️ 7",
    "𐐨𐐩",  # letters beyond the first 65,536 that have capitals
    "two  spaces",
]
READS = [  # what a reader may say, with what nobody means around it
    *("CODE", " CODE ", "\tCODE\r\n", "\x1cCODE\x1f", "\x85CODE\xa0", "\u1680CODE\u2003", "\u2028CODE\u2029"),
    *(
        "\ufeffCODE",
        "CODE\ufeff \ufeff",
        "\u3000\u202fCODE\u205f",
        "CO DE",
        "CO\ufeffDE",
        "CO\nDE",
        " ",
        "\ufeff",
        "",
    ),
    *("\u200bCODE", "CODE\u00ad", "\x00CODE", "\x1bCODE\x7f", "\u180eCODE", "\u2060CODE", "\u0301CODE\u0301"),
]
TEXTS = [
    "Lena Müller",
    "MÜLLER",
    "Mu\u0308ller",  # the same, taken apart
    "Straße STRASSE ẞ",
    "Søren Łukasiewicz",
    "Ångström & Söhne",
    "Đặng Thị Hương",
    "Guðrún Þórðardóttir",
    "Æsa Œuvre Ħal Ŧ",
    "İrem Yıldız ILGIN",
    "O'Neill-Ağaç",
    "ﬁnance ﬂow oﬃce",
    "Ｙａｍａｄａ ｔａｒｏ １２３",
    "王小明 台灣積體電路",
    "ﾔﾏﾀﾞ ヤマダ",  # half width, with a mark of its own
    "がか\u3099",
    "김민준 \u1100\u1161\u11a8",
    "สมชาย ใจดี",
    "नमस्ते दिल्ली",
    "علي حسن شركة النور",
    "مُحَمَّد",
    "שָׁלוֹם",
    "Ολυσσέας ΟΔΥΣΣΕΎΣ",  # the last letter of a word is another one in small
    "Ёлка Йод",
    "ǅ ǆ Ǆ ŉ ĳ",
    "𝐁𝐨𝐥𝐝 𝓢𝓬𝓻𝓲𝓹𝓽",
    "𐐀𐐨 𠮷野家",  # two UTF-16 units each
    "x² ½ № ™ Ⅷ ①",
    "١٢٣ १२३",
    "lena.mueller@atlas.example",
    "TICKET-0042_a",
    "snake_case __x__",
    "100% \\ ' \" %",
    "tab\tnew\nline\u00a0space\u200bnone\u2028",
    "soft\u00adhyphen zero\u200djoiner",
    "e\u0301\u0323 \u0301alone",
    "a" * 70,
    "𐐀" * 61,
    "王" * 25,
    "",
    "   ",
    "lena LENA Lena",
]


def decide_cases() -> dict[str, object]:
    """Every possible world, with what is decided there."""
    return {"facts": BOOLEAN_FACTS, "cases": [_case(facts) for facts in _worlds()]}


def _worlds() -> Iterator[Facts]:
    for direction, status in itertools.product(Direction, [None, *Status]):
        for values in itertools.product([False, True], repeat=len(BOOLEAN_FACTS)):
            true = dict(zip(BOOLEAN_FACTS, values, strict=True))
            if true["entered_before"] or not true["inside"]:
                yield Facts(direction=direction, status=status, **true)


def _case(facts: Facts) -> list[str | int]:
    decision = decide(facts)
    true = " ".join(name for name in BOOLEAN_FACTS if getattr(facts, name))
    made = [decision.outcome.value, decision.reason.value if decision.reason else ""]
    return [
        facts.direction.value,
        facts.status.value if facts.status else "",
        true,
        *made,
        int(decision.overridable),
        int(decision.overridden),
    ]


def code_cases() -> list[dict[str, object]]:
    return [
        {
            "salt": salt,
            "code": code,
            "readings": list(readings(code)),
            "hashes": [roster_hash(salt, reading) for reading in readings(code)],
        }
        for salt in SALTS
        for code in CODES
    ]


def read_cases() -> list[dict[str, str]]:
    return [{"read": read, "code": tidied(read)} for read in READS]


def search_cases() -> list[dict[str, object]]:
    """`words`: of a query. `stored`: of a person, more of them in scripts that are written without spaces."""
    return [{"text": text, "words": words(text), "stored": search_words(text).split()} for text in TEXTS]
