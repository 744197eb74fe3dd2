"""Reading the rows of an XLSX workbook as text, with openpyxl: as a stream and once only, for that takes its time."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

import orjson
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES

from checkin.services.importing.columns import MAX_COLUMNS, recognised
from checkin.services.importing.packages import MAX_LINES, look_through, readable, refuse

MAX_SHEETS = 20  # that are looked at
MAX_CELL = 131_072  # characters, as in a CSV file
MAX_WIDE = 40_000_000  # cells of all rows, with the empty ones that openpyxl makes up: the longest list at its widest
_EAST_ASIAN_DATES = {*range(27, 37), *range(50, 59)}  # ECMA-376, 18.8.30; openpyxl takes them for numbers
# ECMA-376, 22.9.2.19: characters that XML has no place for, or would not keep
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|[Ff]{3}[EFef])_")
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

# of what openpyxl leaves out, such as styles; they quote cells
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


def is_zip(content: bytes) -> bool:
    return content.startswith(b"PK")


class Workbook:
    """The sheet of a workbook whose first row names people best."""

    def __init__(self, content: bytes) -> None:
        """Raises InvalidInput for a damaged or dangerous workbook, UnsupportedFile for another kind of zip."""
        rows = look_through(content)
        with readable():
            sheets = _sheets(content)
        if not sheets:
            refuse("The workbook has no sheet.")
        self._sheet = max(sheets, key=lambda sheet: recognised(next(_parsed(sheet), (0, []))[1]))
        self.total = max(rows.get(self._sheet._worksheet_path, 0) - 1, 0)
        self._kept: list[bytes] | None = None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that have anything in them, with their numbers. Once read to the end they are kept, packed."""
        if self._kept is not None:
            for packed in self._kept:
                line, cells = orjson.loads(packed)
                yield line, cells
            return
        kept = []
        for row in _parsed(self._sheet):
            kept.append(orjson.dumps(row))
            yield row
        self._kept = kept


def _sheets(content: bytes) -> list[Any]:
    book: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    formats = [style.numFmtId for style in book._cell_styles]
    book._date_formats.update(style for style, format_ in enumerate(formats) if format_ in _EAST_ASIAN_DATES)
    sheets: list[Any] = book.worksheets[:MAX_SHEETS]
    return sheets


def _parsed(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what a sheet says of its size is not believed
    wide = 0
    with readable():
        for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
            wide += len(values)
            if line > MAX_LINES or wide > MAX_WIDE:
                refuse("The workbook has a sheet that is far too large: copy the list to one of its own.")
            cells = [_shown(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MAX_COLUMNS:
                refuse(f"Line {line}: there is something beyond column {MAX_COLUMNS}.")
            if any(map(str.strip, cells)):
                yield line, cells


def _shown(value: object) -> str:
    """The text that the author of a cell sees."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)  # days are counted in fractions
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _text(value: str) -> str:
    if len(value) > MAX_CELL:
        refuse(f"The workbook has a cell of {len(value):,} characters; {MAX_CELL:,} are allowed.")
    if value in ERROR_CODES:  # such as #N/A
        return ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value


def escaped(text: str) -> str:
    """A text as a cell can hold it; reading restores it."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _number(value: float) -> str:
    """Barcodes of 16 digits and more are stored as 1.23E+17, whole numbers of some programs as 5.0."""
    if not isfinite(value):
        refuse("The workbook has a number that is far too large.")
    return str(value) if not value.is_integer() or abs(value) > 1e30 else f"{Decimal(str(value)):.0f}"
