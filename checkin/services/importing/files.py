"""Reading lists as people have them: CSV in any usual encoding and delimiter, or XLSX. Knows no database.

What a file is, its content says, never its name. A file that cannot be read at all is refused as a whole, with
InvalidInput, UnsupportedFile or TooLarge; these are the only errors that reading any bytes raises.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn, Protocol

from checkin.errors import InvalidInput, TooLarge, UnsupportedFile
from checkin.services.importing.columns import Columns, recognise, recognised
from checkin.services.importing.workbooks import Workbook, is_zip

MAX_ROWS = 200_000  # the longest list that the tests and the bench have seen
DELIMITERS = (",", ";", "\t", "|")
_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old .xls workbook, or one with a password",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
}


class Source(Protocol):
    """Rows of text cells with the number of their line; every call of `rows` begins again."""

    @property
    def total(self) -> int: ...  # about how many rows there are below the headings

    def rows(self) -> Iterator[tuple[int, list[str]]]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """A list whose columns are known."""

    columns: Columns
    total: int  # rows; of a workbook what it says of itself
    _source: Source

    def count(self) -> int:
        """How many rows there are, after reading all of them. Raises what `rows` does."""
        return sum(1 for _ in self.rows())

    def read_ahead(self, cells: int) -> None:
        """Read about so many cells, so that what is damaged there shows. Raises what `rows` does."""
        for _, row in self.rows():
            cells -= len(row)
            if cells <= 0:
                break

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the headings with their line numbers. Raises InvalidInput, TooLarge in the middle."""
        rows = self._source.rows()
        next(rows)
        for n, row in enumerate(rows):
            if n >= MAX_ROWS:
                raise TooLarge(f"A list may have {MAX_ROWS:,} rows.")
            yield row


def open_table(content: bytes, mapping: Mapping[int, str | None] | None = None) -> Table:
    """Find out what this is and what its columns mean, where `mapping` does not say so.

    Raises InvalidInput (naming `file` or `mapping`), UnsupportedFile, TooLarge.
    """
    table = look_at(content, mapping)
    if table.columns.problem:
        refuse(table.columns.problem)
    return table


def look_at(content: bytes, mapping: Mapping[int, str | None] | None = None) -> Table:
    """The same for a list of which nobody has said yet who it names. A text is read to its end once, so that it holds
    together."""
    for magic, kind in _KINDS.items():
        if content.startswith(magic):
            raise UnsupportedFile(f"This is {kind}. Save the list as .xlsx or CSV.")
    source: Source = Workbook(content) if is_zip(content) else Text(content)
    first = next(source.rows(), None)
    if first is None:
        refuse("The file is empty.")
    table = Table(recognise(first[1], mapping), source.total, source)
    if table.total > MAX_ROWS:
        raise TooLarge(f"The list has {table.total:,} rows; it may have {MAX_ROWS:,}.")
    return table


def refuse(reason: str) -> NoReturn:
    raise InvalidInput({"file": [reason]})


class Text:
    """Delimited text: CSV by the letter, apart from its delimiter and its encoding."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._encoding = _encoding(content)
        self._delimiter, self._skip = self._layout()
        self.total = max(sum(1 for _ in self.rows()) - 1, 0)

    def _layout(self) -> tuple[str, bool]:
        """The delimiter that splits the headings best, and whether the first line only names it, as Excel's may."""
        first = next((line.strip() for line in self._open() if line.strip()), "")[:20_000]
        if first.lower().startswith("sep=") and first[4:] in DELIMITERS:
            return first[4:], True
        splits = {mark: next(csv.reader([first], delimiter=mark), []) for mark in DELIMITERS}
        return max(DELIMITERS, key=lambda mark: (recognised(splits[mark]), len(splits[mark]))), False

    def _open(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self._content), encoding=self._encoding, newline="")

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(self._open(), delimiter=self._delimiter, strict=True)
        begin, skip = 1, self._skip
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    if not skip:
                        yield begin, cells
                    skip = False
                begin = reader.line_num + 1
        except csv.Error as error:
            refuse(_explained(error, begin, closes=self._quotes_from(begin) % 2 == 0))

    def _quotes_from(self, line: int) -> int:
        """How many there are: pairs, unless one is never closed."""
        return sum(text.count('"') for text in islice(self._open(), line - 1, None))


def _explained(error: csv.Error, line: int, *, closes: bool) -> str:
    if "field larger" in str(error) and closes:
        return f"Line {line}: there is a cell of more than {csv.field_size_limit():,} characters."
    if "unexpected end" in str(error) or "field larger" in str(error):
        return f"Line {line}: a quote is opened and never closed."
    if "expected after" in str(error):
        return f"Line {line}: there is text after a closing quote; quotes within a cell have to be doubled."
    return f"Line {line}: {error}."


def _encoding(content: bytes) -> str:
    """UTF-8 or UTF-16, with a byte order mark or without, else Windows-1252. Raises InvalidInput."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" not in content:
        encoding = "utf-8-sig"
    else:
        sample = content[:2000]
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        if max(odd, even) < len(sample) // 5 or min(odd, even) > len(sample) // 20:
            refuse("The file has NUL bytes: it is not text, or damaged.")
        encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        if any("\0" in text for text in codecs.iterdecode(_blocks(content), encoding)):
            refuse("The file has NUL characters: it is not text, or damaged.")
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            refuse("The file begins like UTF-16 and is not: it may be cut off.")
        return _windows(content)
    return encoding


def _blocks(content: bytes) -> Iterator[bytes]:
    return (content[start : start + 1_000_000] for start in range(0, len(content), 1_000_000))


def _windows(content: bytes) -> str:
    """A text of the time before Unicode; not one where lines in UTF-8 were pasted among others."""
    unicode, other = 0, 0  # the first line of either kind
    for number, line in enumerate(content.splitlines(), 1):
        if not line.isascii():
            try:
                line.decode()
                unicode = unicode or number
            except UnicodeDecodeError:
                other = other or number
    if unicode:
        refuse(f"Line {unicode} is UTF-8 and line {other} is not. Save the whole list as UTF-8.")
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        refuse(f"Line {other} is neither UTF-8 nor Windows-1252. Save the list as UTF-8.")
    return "cp1252"
