"""The zip that an XLSX file is, looked through before openpyxl reads any of it: it can be made to burst.

Limits after OWASP ASVS 5.0, 5.2.3 and 5.3.2. What the zip's directory says of sizes is held against them, and a zip
that says less than it has is damaged: of each part no more is ever read. XML may declare nothing, and may have nothing
that does not stay flat while it is read row by row. Nothing is ever written to disk.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, NoReturn
from xml.parsers import expat

from checkin.errors import HeadcountError, InvalidInput, UnsupportedFile

MAX_UNPACKED = 50 * 1024 * 1024  # bytes, of all parts together
MAX_RATIO = 100  # unpacked to packed; sheets have 5 to 20
RATIO_FROM = 1024 * 1024  # bytes unpacked from which the ratio tells anything
MAX_PARTS = 200
MAX_DEPTH = 64  # of elements within each other; sheets have 5
MAX_HELD = 250_000  # elements of XML that are in memory at once: 80 bytes each, 400 when they are cells
MAX_LINES = 2**20  # of a sheet, says Excel; nor are there more texts
WORKBOOK = "xl/workbook.xml"


def look_through(content: bytes) -> dict[str, int]:
    """How many rows each part has.

    Raises InvalidInput for a damaged or dangerous file, UnsupportedFile for another kind of zip.
    """
    with readable(), zipfile.ZipFile(io.BytesIO(content)) as package:
        _refuse_names(package.namelist())
        _refuse_bombs(package.infolist(), len(content))
        found = {}
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                with package.open(name) as stream:
                    found[name] = _Look(stream).rows
        return found


def _refuse_names(names: Sequence[str]) -> None:
    if WORKBOOK not in names:
        raise UnsupportedFile("This zip is no .xlsx workbook. Save the list as .xlsx or CSV.")
    if len(names) > MAX_PARTS or len(set(names)) < len(names):
        refuse(f"The workbook has more than {MAX_PARTS} parts, or one of them twice.")
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            refuse("The workbook has parts outside of itself.")
        if "externalLink" in name:
            refuse("The workbook has links to other files: save it without them, or as CSV.")
        if name.lower().endswith((".zip", ".xlsx", ".docx", ".gz")):
            refuse("The workbook has archives in it: save it without them, or as CSV.")


def _refuse_bombs(parts: Sequence[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        refuse("The workbook has a password: save it without one.")
    if unpacked > MAX_UNPACKED:
        refuse(f"The workbook has more than {MAX_UNPACKED // 1024**2} MB when unpacked.")
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed:
        refuse("The workbook is packed like a bomb.")


class _Look:
    """Counts, in flat memory, what a reader of rows will hold at once: a row, or a text, is dropped when it ends."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.rows = 0
        self._held = 0
        self._before: list[int] = []  # for each open element what was held when it began
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_declarations
        parser.ParseFile(stream)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._before.append(self._held)
        self._held += 1
        if len(self._before) > MAX_DEPTH:
            refuse("The workbook is nested too deeply.")
        if self._held > MAX_HELD:
            refuse("The workbook has too much besides its rows: save the list as CSV.")

    def _end(self, tag: str) -> None:
        before = self._before.pop()
        if len(self._before) <= 2 and tag.rpartition(":")[2] in ("row", "si"):
            self._held = before
            self.rows += 1
            if self.rows > MAX_LINES:
                refuse(f"The workbook has a sheet of more than {MAX_LINES:,} rows.")


def _refuse_declarations(*_: object) -> None:
    refuse("The workbook's XML has declarations, which no spreadsheet writes.")


def refuse(reason: str) -> NoReturn:
    raise InvalidInput({"file": [reason]})


@contextmanager
def readable() -> Iterator[None]:
    """Whatever a library raises on damaged bytes is one error here."""
    try:
        yield
    except HeadcountError:
        raise
    except Exception as error:
        raise InvalidInput({"file": ["The workbook is damaged: save it again, or as CSV."]}) from error
