"""Reading files: what people save, and what cannot be read."""

import io
import zipfile
from datetime import datetime, time
from typing import Any

import pytest

from checkin.errors import TooLarge, UnsupportedFile
from checkin.services.importing import files, workbooks
from checkin.services.importing.files import open_table
from tests.services.reading import refusal, rows
from tests.workbooks import MAIN, SHEET, WORKBOOK, sheet_xml, tampered, with_shared_strings, workbook

LIST = "name,email,company\nZoë Müller,zoe@example.org,Nordwind\nAda,ada@example.org,\n"
ROWS = [(2, ["Zoë Müller", "zoe@example.org", "Nordwind"]), (3, ["Ada", "ada@example.org", ""])]


# -- what people save -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_it_finds_the_encoding(encoding: str) -> None:
    assert rows(LIST.encode(encoding)) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_it_finds_the_delimiter(delimiter: str, newline: str) -> None:
    assert rows(LIST.replace(",", delimiter).replace("\n", newline)) == ROWS


def test_the_headings_decide_on_the_delimiter() -> None:
    table = open_table(b"Name;E-Mail;Company, Inc. or other, if any\nAda;ada@example.org;Lovelace, Ltd.\n")
    assert list(table.rows()) == [(2, ["Ada", "ada@example.org", "Lovelace, Ltd."])]


def test_a_line_that_only_names_the_delimiter_is_left_out() -> None:
    assert rows("sep=;\r\nname;email\r\nAda;a@example.org\r\n") == [(3, ["Ada", "a@example.org"])]


def test_blank_lines_do_not_count_and_line_numbers_stay_true() -> None:
    content = '\n\nname,note\n\nAda,"two\nlines"\n ,\nBob,\n'
    table = open_table(content.encode())
    assert list(table.rows()) == [(5, ["Ada", "two\nlines"]), (8, ["Bob", ""])]
    assert table.total == 2


@pytest.mark.parametrize("shown", ["Order #", "order no.", "ORDER NUMBER", "Order Nr", "Örder_number "])
def test_headings_are_known_in_any_spelling(shown: str) -> None:
    assert open_table(f"name,{shown}\n".encode()).columns.places["order"] == (1,)


def test_a_workbook_is_read_like_a_csv_file() -> None:
    content = workbook([["name", "email", "company"], *(row for _, row in ROWS)])
    assert rows(content) == [(2, ROWS[0][1]), (3, ROWS[1][1][:2])]


def test_cells_of_a_workbook_are_read_as_their_author_sees_them() -> None:
    values: list[Any] = [
        *("text", 7, 7.0, 1.5, 10**17, True, False, None, "=1+1"),
        *(datetime(2026, 5, 1, 9, 30), "'=cmd", "山田"),  # noqa: DTZ001 - a sheet's times have no zone
    ]
    content = workbook([["name", *(f"c{n}" for n in range(len(values)))], ["Ada", *values]])
    assert rows(content)[0][1] == [
        *("Ada", "text", "7", "7", "1.5", "1" + "0" * 17, "yes", "no", "", ""),
        *("2026-05-01 09:30:00", "'=cmd", "山田"),
    ]


def test_shared_texts_are_read_without_how_they_are_pronounced() -> None:
    kanji = "<si><r><t>山</t></r><r><t>_x000D_田</t></r><rPh sb='0' eb='1'><t>yamada</t></rPh></si>"
    strings = f"<sst xmlns='{MAIN}'>{kanji}<si><t>name</t></si></sst>"
    assert rows(with_shared_strings(strings.encode())) == [(2, ["山\r田"])]


def test_gaps_in_a_workbook_keep_their_place() -> None:
    cells = '<row r="1"><c r="A1" t="str"><v>name</v></c><c r="AB1" t="str"><v>email</v></c></row>'
    cells += (
        '<row r="7"><c r="AB7" t="inlineStr"><is><r><t>a@</t></r><r><t>example.org</t></r></is></c></row>'
    )
    [(line, found)] = rows(tampered(workbook([]), {SHEET: sheet_xml(cells)}))
    assert line == 7
    assert found == [*[""] * 27, "a@example.org"]


def test_days_that_only_east_asian_spreadsheets_know_are_days() -> None:
    style = '<cellXfs><xf numFmtId="0"/><xf numFmtId="31" applyNumberFormat="1"/></cellXfs>'
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as book:
        styles = book.read("xl/styles.xml").decode()
    begin, end = styles.index("<cellXfs"), styles.index("</cellXfs>") + len("</cellXfs>")
    cells = '<row r="1"><c t="str"><v>name</v></c></row><row r="2"><c s="1"><v>46143</v></c></row>'
    parts = {"xl/styles.xml": (styles[:begin] + style + styles[end:]).encode(), SHEET: sheet_xml(cells)}
    assert rows(tampered(WORKBOOK, parts)) == [(2, ["2026-05-01 00:00:00"])]


def test_a_workbook_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table = open_table(workbook([["name"], ["Ada"], [None], ["Bob"]]))
    assert table.count() == 2
    monkeypatch.delattr(workbooks, "_parsed")
    assert list(table.rows()) == [(2, ["Ada"]), (4, ["Bob"])]


def test_it_takes_the_sheet_that_has_the_list() -> None:
    content = workbook(
        [["name", "email"], ["Ada", "a@example.org"]], before=[["Budget", "2026"], ["Chairs", 300]]
    )
    assert rows(content) == [(2, ["Ada", "a@example.org"])]


def test_a_times_only_cell_does_no_harm() -> None:
    assert rows(workbook([["name", "x"], ["Ada", time(9, 30)]]))[0][1][0] == "Ada"


def test_the_name_of_a_file_says_nothing_its_content_does() -> None:
    assert open_table(workbook([["name"], ["Ada"]])).total == 1
    assert open_table(b"name\nAda\n").total == 1


# -- what cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n", workbook([])])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert "empty" in refusal(content)


def test_headings_that_name_nobody_are_refused_and_shown() -> None:
    assert "It has: colour, size." in refusal("colour,size\nred,3\n")


def test_a_heading_twice_is_refused() -> None:
    assert "Two columns are called “E-Mail”" in refusal("name,Email,E-Mail\n")


def test_unknown_headings_may_repeat() -> None:
    assert rows("name,x,x\nAda,1,2\n") == [(2, ["Ada", "1", "2"])]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('name\nAda\n"Bob\nCleo\n', "Line 3: a quote is opened and never closed"),
        ('name\n"Ada\n' + "x\n" * 100_000, "Line 2: a quote is opened and never closed"),
        ("name\n" + "x" * 1_000_000 + "\n", "Line 2: there is a cell of more than 131,072 characters"),
        ('name\n"' + "x" * 1_000_000 + '"\n', "Line 2: there is a cell of more than 131,072 characters"),
        ('name\nAda\n"' + "x" * 1_000_000 + "\n", "Line 3: a quote is opened and never closed"),
        ('name\n"Ada" Lovelace\n', "Line 2: there is text after a closing quote"),
    ],
)
def test_a_quote_out_of_place_is_named_with_its_line(content: str, reason: str) -> None:
    assert reason in refusal(content)


@pytest.mark.parametrize(
    "content", [b"name\nA\0da\n", b"\0" * 50, "name\nA\0da\n".encode("utf-16"), bytes(range(256)) * 20]
)
def test_nul_is_refused(content: bytes) -> None:
    assert "NUL" in refusal(content)


def test_mixed_encodings_are_named_with_their_lines() -> None:
    content = "name\nZoë\n".encode() + "Müller\n".encode("cp1252")
    assert refusal(content) == "file: Line 2 is UTF-8 and line 3 is not. Save the whole list as UTF-8."
    assert "Line 2 is neither" in refusal(b"name\n\x81\x8d\n")
    assert "cut off" in refusal("name\nAda".encode("utf-16") + b"\0")


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0 old", b"\x1f\x8b...", b"PK\x05\x06" + b"\0" * 18],
)
def test_other_kinds_of_files_are_told_apart(content: bytes) -> None:
    with pytest.raises(UnsupportedFile, match="CSV"):
        open_table(content)


def test_too_many_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "201 columns" in refusal("name" + ",x" * 200 + "\n")
    assert "beyond column 200" in refusal(workbook([["name"], [*[None] * 300, "x"]]))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_ROWS", 3)
    assert len(rows("name\n" + "Ada\n" * 3)) == 3
    for content in (b"name\n" + b"Ada\n" * 4, workbook([["name"]] + [["Ada"]] * 4)):
        with pytest.raises(TooLarge):
            rows(content)
