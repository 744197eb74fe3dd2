"""What no log may hold, looked for in everything that a test run logs."""

import logging
import re
from io import StringIO
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

# tokens, pairing links, invitations, addresses of the made-up people, and their names
PRIVATE = re.compile(
    r"hc[ud]_[\w-]{20}|/j/[A-Z2-9]{8}|/invitation/\w+\.\w|@([\w-]+\.)*example\.org|Mara Lindqvist|Person \d|TAINT",
    re.IGNORECASE,
)


class Listener(logging.StreamHandler[StringIO]):
    """Hears what the console would show, as it would be shown."""

    def __init__(self) -> None:
        super().__init__(StringIO())
        formatters = cast(dict[str, dict[str, str]], settings.LOGGING["formatters"])
        line = dict(formatters["line"])
        self.setFormatter(import_string(line.pop("()"))(line["format"], style=line["style"]))

    @property
    def text(self) -> str:
        return self.stream.getvalue()


def private_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if PRIVATE.search(line)]
