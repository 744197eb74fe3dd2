"""XLSX files for tests: real ones, and ones put together by hand to do harm."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: Iterable[Iterable[Any]], *, before: Iterable[Iterable[Any]] | None = None) -> bytes:
    """As a spreadsheet saves it; `before` is the content of a sheet that comes first."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if before is not None:
        for row in before:
            sheet.append(list(row))
        sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def tampered(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with some of its parts replaced, or with more of them."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return stream.getvalue()


def sheet_xml(rows: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_shared_strings(strings: bytes) -> bytes:
    """A workbook as Excel writes it: its cells say which of these texts they hold."""
    with zipfile.ZipFile(io.BytesIO(workbook([]))) as book:
        relations, types = book.read(RELATIONS).decode(), book.read(TYPES).decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    more = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    shared = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{shared}"/></Types>'
    rows = '<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    parts = {
        RELATIONS: relations.replace("</Relationships>", more).encode(),
        TYPES: types.replace("</Types>", named).encode(),
        "xl/sharedStrings.xml": strings,
        SHEET: sheet_xml(rows),
    }
    return tampered(workbook([]), parts)


WORKBOOK = workbook([["name", "email", "when"], ["Ada", "a@example.org", date(2026, 5, 1)], ["Bob", 7, None]])
