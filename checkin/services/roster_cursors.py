"""Where a client is in the roster, as the text that it gets and sends back."""

import base64
import binascii
from dataclasses import dataclass, replace
from typing import Self

import orjson

from checkin.errors import InvalidInput

VERSION = 1
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Cursor:
    tag: str  # the beginning of the salt that the client's hashes were made with
    whole: bool  # in a run through everybody, else through those who changed
    since: int  # the revision at which the run through everybody began, or after which changes are told
    until: int = 0  # changes up to this revision; 0: all there are
    last: int = 0  # the id of the last person told

    @staticmethod
    def tag_of(salt: str) -> str:
        return salt[:8]

    def bounded(self, until: int) -> Self:
        return replace(self, until=until)

    def after(self, last: int) -> Self:
        """For the next page."""
        return replace(self, last=last)

    def done(self) -> Self:
        """For the next poll: a run through everybody is followed by what changed since it began."""
        return replace(self, whole=False, since=self.since if self.whole else self.until, until=0, last=0)

    def __str__(self) -> str:
        content = [VERSION, self.tag, self.whole, self.since, self.until, self.last]
        return base64.urlsafe_b64encode(orjson.dumps(content)).decode().rstrip("=")


def read_cursor(text: str) -> Cursor | None:
    """None for a cursor of another version. Raises InvalidInput for what is none at all."""
    content = _content(text)
    if isinstance(content, list) and content and type(content[0]) is int:
        version, *fields = content
        if version != VERSION:
            return None
        if [type(field) for field in fields] == [str, bool, int, int, int]:
            cursor = Cursor(*fields)
            if all(0 <= number <= _LARGEST for number in (cursor.since, cursor.until, cursor.last)):
                return cursor
    raise InvalidInput({"since": ["This is no cursor of a roster."]})


def _content(text: str) -> object:
    try:
        return orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):  # the second: not ASCII, or no JSON
        return None
