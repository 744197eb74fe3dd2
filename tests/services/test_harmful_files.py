"""Files that would do harm, and damaged ones: a clear error and nothing more."""

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.errors import HeadcountError, InvalidInput
from checkin.services.importing.files import open_table
from tests.services.reading import refusal
from tests.workbooks import RELATIONS, SHEET, WORKBOOK, sheet_xml, tampered, with_shared_strings, workbook


def test_a_bomb_is_refused_while_it_inflates() -> None:
    assert "packed like a bomb" in refusal(tampered(workbook([["name"]]), {"xl/x.xml": b"\0" * 2_000_000}))
    assert "more than 50 MB" in refusal(tampered(workbook([["name"]]), {"xl/x.xml": b"\0" * 60_000_000}))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(tampered(workbook([["name"]]), {"xl/x.xml": b"\0" * 60_000_000}))
    at = content.rindex(b"xl/x.xml") - 46  # its entry in the central directory
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(InvalidInput):
        open_table(bytes(content))


def test_too_many_parts_are_refused() -> None:
    assert "more than 200 parts" in refusal(
        tampered(workbook([["name"]]), {f"xl/{n}.xml": b"" for n in range(200)})
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../etc/passwd", "outside of itself"),
        ("/etc/passwd", "outside of itself"),
        ("xl/externalLinks/externalLink1.xml", "links to other files"),
        ("xl/inner.zip", "archives in it"),
    ],
)
def test_parts_that_no_list_needs_are_refused(name: str, reason: str) -> None:
    assert reason in refusal(tampered(workbook([["name"], ["Ada"]]), {name: b"x"}))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", RELATIONS, "xl/styles.xml"])
def test_declarations_are_refused_wherever_they_are(part: str) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert "declarations" in refusal(tampered(workbook([["name"], ["Ada"]]), {part: sheet_xml("", laughs)}))
    assert "declarations" in refusal(with_shared_strings(sheet_xml("", laughs)))


def test_deep_nesting_is_refused() -> None:
    assert "nested" in refusal(
        tampered(workbook([["name"]]), {SHEET: sheet_xml("<row>" * 100 + "</row>" * 100)})
    )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (f'<row r="1">{"<c/>" * 300_000}</row>', "too much besides its rows"),
        (f"{'<c/>' * 300_000}<row/>", "too much besides its rows"),
        (f"<row>{'<c/>' * 200_000}<row/>{'<c/>' * 200_000}</row>", "too much besides its rows"),
        ("<row/>" * 1_100_000, "more than 1,048,576 rows"),
        ('<row r="1"/><row r="2000000000"><c t="str"><v>name</v></c></row>', "far too large"),
        ('<row><c r="ZZZ1"/></row>' * 3_000, "far too large"),
    ],
)
def test_a_sheet_beyond_measure_is_refused(cells: str, reason: str) -> None:
    noise = random.Random(1).randbytes(200_000)  # so that it is not refused as too well packed
    assert reason in refusal(tampered(workbook([]), {SHEET: sheet_xml(cells), "noise.bin": noise}))


def test_a_workbook_with_a_password_inside_is_refused() -> None:
    content = bytearray(workbook([["name"]]))
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1  # encrypted, says every entry of the directory
        at += 4
    assert "password" in refusal(bytes(content))


def test_damage_in_the_middle_is_one_clear_error() -> None:
    good = workbook([["name"], *([f"Ada {n}"] for n in range(500))])
    assert "damaged" in refusal(good[: len(good) // 2] + good[-200:])
    assert "damaged" in refusal(tampered(good, {SHEET: b"<worksheet><sheetData><row>"}))
    assert "damaged" in refusal(
        tampered(good, {SHEET: sheet_xml('<row r="1"><c t="s"><v>99999</v></c></row>')})
    )


def test_a_cell_beyond_measure_is_refused() -> None:
    cell = f'<row r="1"><c t="str"><v>{"x" * 200_000}</v></c></row>'
    assert "a cell of 200,000 characters" in refusal(tampered(workbook([]), {SHEET: sheet_xml(cell)}))


def test_a_number_beyond_measure_is_refused() -> None:
    cells = '<row r="1"><c t="str"><v>name</v></c></row><row r="2"><c><v>1e999</v></c></row>'
    assert "a number that is far too large" in refusal(tampered(workbook([]), {SHEET: sheet_xml(cells)}))


@settings(max_examples=500, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: f"name,email\n{text}".encode("utf-8", "replace"))
)
def test_any_bytes_are_rows_or_a_declared_error(content: bytes) -> None:
    _read(content)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_to_a_workbook_is_rows_or_a_declared_error(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _read(bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content))


@settings(max_examples=300, deadline=None)
@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET, "xl/styles.xml"]),
    data=st.data(),
)
def test_any_damage_to_the_xml_is_rows_or_a_declared_error(part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as book:
        xml = bytearray(book.read(part))
    at = data.draw(st.integers(0, len(xml)))
    xml[at : at + data.draw(st.integers(0, 9))] = data.draw(st.text(max_size=6)).encode("utf-8", "replace")
    _read(tampered(WORKBOOK, {part: bytes(xml)}))


def _read(content: bytes) -> None:
    try:
        for line, cells in open_table(content).rows():
            assert line > 0
            assert all(isinstance(cell, str) for cell in cells)
    except HeadcountError:
        pass
