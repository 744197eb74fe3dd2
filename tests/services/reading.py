"""Reading lists: their lines and cells, what their rows say, or why they are refused."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from checkin.errors import InvalidInput
from checkin.services.importing.files import open_table
from checkin.services.importing.rows import BadRow, Entry, Reader

BERLIN = ZoneInfo("Europe/Berlin")


def rows(content: str | bytes) -> list[tuple[int, list[str]]]:
    return list(open_table(content.encode() if isinstance(content, str) else content).rows())


def refusal(content: str | bytes) -> str:
    """Why a file is refused as a whole; it names the field of the form."""
    with pytest.raises(InvalidInput) as raised:
        rows(content)
    assert raised.value.errors.keys() == {"file"}
    return raised.value.detail


def read(content: str) -> list[Entry]:
    table = open_table(content.encode())
    reader = Reader(table.columns, BERLIN)
    return [entry for line, cells in table.rows() for entry in reader.read(line, cells)]


def bad(content: str) -> dict[str, object]:
    """The report of a list's only bad row."""
    with pytest.raises(BadRow) as raised:
        read(content)
    return dict(raised.value.report)


def shown(entry: Entry, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in names)
