"""Lists: any bytes are entries that can be stored, bad rows, or a declared error."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC
from functools import cache
from zoneinfo import ZoneInfo

from checkin.errors import HeadcountError
from checkin.services.codes import is_legible, tidied
from checkin.services.importing.files import open_table
from checkin.services.importing.rows import LONGEST, BadRow, Entry, Reader
from checkin.services.names import can_be_seen
from tests.workbooks import RELATIONS, SHEET, WORKBOOK, sheet_xml, with_shared_strings

ZONE = ZoneInfo("Europe/Berlin")
PARTS = [SHEET, "xl/workbook.xml", RELATIONS, "xl/styles.xml", "xl/sharedStrings.xml"]
TEXTS = [
    b"name,email,company,pass,code,id,note,VIP,order,quantity\nAda,a@example.org,B,P,C1,1,n,yes,O1,2\n",
    b'name;status;checked_in_at;registered_at;checked_in;paid\n"A";Attending;2026-05-01 09:30;5/1/26 9:30 PM;x;no\n',
    b'name\tcode\n"two\nlines"\t\'=1+1\n',
    b"sep=|\r\nfirst name|last name|ticket_url\r\nZo\xc3\xab|M|https://x.example/t/AB\r\n",
    "name,when\nZoë,9999-12-31T23:59-12:00\n".encode("utf-16"),
    "name\nZoë\n".encode("cp1252"),
]


def seeds() -> Iterator[bytes]:
    """The first byte says what the rest is: a file, or one part of a workbook."""
    for content in [*TEXTS, WORKBOOK]:
        yield b"\0" + content
    for number, part in enumerate(PARTS, 1):
        with zipfile.ZipFile(io.BytesIO(_book())) as book:
            yield bytes([number]) + book.read(part)
    cells = '<row r="1"><c t="str"><v>name</v></c></row>'
    cells += '<row r="2"><c><v>1e999</v></c><c t="d"><v>2026-05-01</v></c></row>'
    yield b"\1" + sheet_xml(cells)


def feed(data: bytes) -> None:
    kind = data[0] % (len(PARTS) + 1) if data else 0
    content = _with_part(PARTS[kind - 1], data[1:]) if kind else data[1:]
    try:
        table = open_table(content)
        rows = list(table.rows())
    except HeadcountError:
        return
    assert list(table.rows()) == rows
    reader = Reader(table.columns, ZONE)
    for line, cells in rows:
        try:
            for entry in reader.read(line, cells):
                _check(entry)
        except BadRow as bad:
            assert bad.report["reason"]


def _check(entry: Entry) -> None:
    said = {
        "name": entry.name,
        "company": entry.company,
        "pass": entry.pass_name,
        "code": entry.code,
        "external_id": entry.external_id,
        "note": entry.note,
    }
    for name, text in said.items():
        assert len(text) <= LONGEST[name], name
        assert text.strip() == text, name
        assert "\0" not in text, name
        text.encode()  # no half of a pair
    assert can_be_seen(entry.name)
    assert is_legible(entry.code)
    assert entry.code == tidied(entry.code)
    for at in (entry.checked_in_at, entry.registered_at):
        assert at is None or (at.tzinfo is UTC and 1999 <= at.year <= 2101)


@cache
def _book() -> bytes:
    return with_shared_strings(b"<sst xmlns='x'><si><t>name</t></si><si><t>Ada</t></si></sst>")


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_book())) as book:
        return {name: book.read(name) for name in book.namelist()}


def _with_part(name: str, content: bytes) -> bytes:
    """Not compressed: what is tried is the XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for part, old in _parts().items():
            book.writestr(part, content if part == name else old)
    return stream.getvalue()
