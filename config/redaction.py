"""Nothing personal in a log, and nothing that opens anything."""

import logging
import re

_REDACTED = [
    (re.compile(r"\bhc[ud]_[\w-]{8,}"), "hc*_…"),  # tokens
    (re.compile(r"(/j/)[\w-]+|(/invitation/)[\w.-]+"), r"\1\2…"),  # what pairs a device, or opens an account
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "…@…"),  # e-mail addresses
    (re.compile(r"DETAIL:.*"), "DETAIL: …"),  # Postgres quotes the row there
]


def redact(text: str) -> str:
    for pattern, instead in _REDACTED:
        text = pattern.sub(instead, text)
    return text


class Formatter(logging.Formatter):
    """Formats a record, traceback included, and takes out what is nobody's business."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
