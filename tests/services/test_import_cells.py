"""What the cells of a list say: the wrong ones are told with line, field and reason."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.services.formulas import defused, restored
from checkin.services.importing import values
from tests.services.reading import BERLIN, bad, read


@pytest.mark.parametrize(
    ("content", "field", "reason"),
    [
        ("name,Mail\nAda,nonsense\n", "email", "“nonsense” is not an e-mail address. (column “Mail”)"),
        ("name,email\n,\n-,-\n", "name", "There is no name and no e-mail address."),
        (f"name\n{'x' * 10_000}\n", "name", "longer than 200"),
        (f"First name,Last name\n{'x' * 150},{'y' * 150}\n", "name", "longer than 200"),
        (f"name,company\nAda,{'x' * 201}\n", "company", "longer than 200"),
        (f"name,note\nAda,{'x' * 2001}\n", "note", "longer than 2000"),
        (f"name,pass\nAda,{'x' * 101}\n", "pass", "longer than 100"),
        (f"name,id\nAda,{'x' * 191}\n", "external_id", "longer than 190"),
        (f"name,code\nAda,{'x' * 201}\n", "code", "longer than 200"),
        ("name,Attendee Status\nAda,Perhaps\n", "status", "“Perhaps” is no status known here"),
        ("name,VIP\nAda,Gold\n", "attention", "“Gold” is neither yes nor no. (column “VIP”)"),
        ("name,Quantity\nAda,many\n", "quantity", "“many” is not a number from 1 to 100"),
        ("name\n\u200b\n", "name", "There is no name and no e-mail address."),
        ("name\n\u3164\u2800\u00ad\u0301\n", "name", "There is no name and no e-mail address."),
        ('name,code\nAda,"A\nB"\n', "code", "line breaks or other control characters"),
        ("name,code\nAda,A\u2028B\n", "code", "line breaks or other control characters"),
        ("name,code\nAda,A\x1dB\n", "code", "line breaks or other control characters"),
        ("name,code\nAda,'\tB\n", "code", "line breaks or other control characters"),
        (f"name,Unique Ticket URL\nAda,https://x.example/{'x' * 201}\n", "ticket_url", "longer than 200"),
        (
            "name,checked_in_at\nAda,2099-05-01 09:30\n",
            "checked_in_at",
            "“2099-05-01 09:30” is still to come.",
        ),
        ("name,checked_in\nAda,2099-05-01 09:30\n", "checked_in", "is still to come."),
        ("name,checked_in_at\nAda,9999-12-31T23:59-12:00\n", "checked_in_at", "The year 9999"),
        ("name,Quantity\nAda,0000000010000\n", "quantity", "not a number"),
        ("name,Quantity\nAda,000000001%s\n" % ("0" * 5000), "quantity", "not a number"),
        ("name,Quantity\nAda,0\n", "quantity", "not a number"),
        ("name,Quantity\nAda,101\n", "quantity", "not a number"),
        ("name,Quantity\nAda,٣\n", "quantity", "not a number"),
        ("name,Order Date\nAda,soon\n", "registered_at", "“soon” is not a time"),
        ("name,checked_in_at\nAda,0001-01-01\n", "checked_in_at", "The year"),
        ("name,checked_in\nAda,perhaps\n", "checked_in", "“perhaps” is not a time"),
        ("name,email\nLovelace, Ada,ada@example.org\n", "row", "There are 3 cells for 2 columns"),
    ],
)
def test_a_bad_cell_is_told_with_line_field_and_reason(content: str, field: str, reason: str) -> None:
    report = bad(content)
    assert report["field"] == field
    assert reason in str(report["reason"])
    assert report["line"] == (3 if content.startswith("name,email\n,") else 2)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("  Ada \t Lovelace ", "Ada Lovelace"),
        ("Ada\x07\x1b[31m", "Ada[31m"),
        ("Ada\x85\x9f", "Ada"),
        ("\ufeffAda", "Ada"),
        ("\u202eadA", "adA"),  # read backwards, it would pose as another name
        ("A\u0308nne", "Änne"),
        ("محمد الفارسي", "محمد الفارسي"),
        ("יעל \u200fכהן", "יעל \u200fכהן"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩‍👩‍👧 Family", "👩‍👩‍👧 Family"),
        ("𐍈𐌰 山田太郎", "𐍈𐌰 山田太郎"),
        ("'=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("O'Brien", "O'Brien"),
        ("'t Hooft", "'t Hooft"),
    ],
)
def test_names_are_tidied_and_kept(cell: str, name: str) -> None:
    [entry] = read(f'name,id\n"{cell}",1\n')
    assert entry.name == name


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("2026-05-01", "2026-04-30T22:00"),
        ("2026-05-01 09:30", "2026-05-01T07:30"),
        ("2026-05-01T09:30:15Z", "2026-05-01T09:30:15"),
        ("2026-05-01 09:30:00 +0000", "2026-05-01T09:30"),
        ("2026-05-01 09:30:00 UTC", "2026-05-01T09:30"),
        ("05/01/2026 09:30", "2026-05-01T07:30"),
        ("5/1/26 9:30 PM", "2026-05-01T19:30"),
        ("12/1/25 12:05 am", "2025-11-30T23:05"),
        ("31/12/2025", "2025-12-30T23:00"),
        ("01.05.2026 09:30", "2026-05-01T07:30"),
        ("May 1, 2026 9:30 AM", "2026-05-01T07:30"),
        ("1 May 2026", "2026-04-30T22:00"),
    ],
)
def test_times_are_read_as_exports_write_them(cell: str, time: str) -> None:
    assert values.time(cell, BERLIN) == datetime.fromisoformat(time).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "cell", ["32.01.2026", "2026-13-01", "13:30", "1/1/26 13:00 PM", "0", "9999-12-31", "", "٢٠٢٦"]
)
def test_other_times_are_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"time|year"):
        values.time(cell, BERLIN)


def test_a_name_that_nobody_sees_is_none() -> None:
    [entry] = read("name,email\n\u200b,ada@example.org\n")
    assert entry.name == "ada"


def test_zeros_before_a_quantity_count_nothing() -> None:
    assert len(read("name,quantity\nAda,00000000002\n")) == 2


def test_a_check_in_by_a_clock_that_is_a_little_ahead_is_taken() -> None:
    soon = datetime.now(UTC) + timedelta(minutes=2)
    assert read(f"name,checked_in_at\nAda,{soon.isoformat()}\n")[0].checked_in_at == soon


def test_what_is_around_a_code_is_not_part_of_it() -> None:
    for cell in ("\ufeffC1\u2028", " C1\u3000", "\x1cC1\x85"):
        assert read(f'name,code\nAda,"{cell}"\n')[0].code == "C1"
    assert read("name,Unique Ticket URL\nAda,https://x.example/ C1/\n")[0].code == "C1"


@given(st.text())
def test_any_cell_is_a_time_or_a_value_error(cell: str) -> None:
    for parse in (
        lambda: values.time(cell, BERLIN),
        lambda: values.quantity(cell),
        lambda: values.status(cell),
    ):
        try:
            parse()
        except ValueError:
            pass


@given(st.text())
def test_what_is_defused_is_restored(cell: str) -> None:
    assert restored(defused(cell)) == cell
    assert defused(cell)[:1] not in set("=+-@\t\r\n\0")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_tidied_cell_stays_as_it_is(cell: str) -> None:
    for tidy in (values.line, values.lines):
        once = tidy(cell)
        assert tidy(defused(once)) == once
