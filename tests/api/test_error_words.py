"""The pages say every problem in Chinese: by the server's words where they know them, else by its code."""

from collections.abc import Iterator
from pathlib import Path

from checkin.api.authentication import CsrfFailed
from checkin.api.errors import CODES
from checkin.errors import HeadcountError
from checkin.services.codes import ILLEGIBLE
from checkin.services.names import UNSEEN

WORDS = Path(__file__).resolve().parents[2] / "frontend/src/http/zhServer.ts"


def test_what_is_said_of_names_and_codes_has_words() -> None:
    text = WORDS.read_text()
    assert {said for said in (UNSEEN, ILLEGIBLE) if f"'#{said}'" not in text} == set()


def kinds(of: type[HeadcountError] = HeadcountError) -> Iterator[type[HeadcountError]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


def test_every_code_has_words() -> None:
    text = WORDS.read_text()
    codes = {kind.code for kind in kinds()} | set(CODES.values()) | {CsrfFailed.code}
    assert {"invalid_transition", "throttled"} <= codes
    assert {code for code in codes if f"'#{code}':" not in text} == set()
