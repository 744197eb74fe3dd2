"""Names that run from right to left, as a ticket draws them: one letter after another from left to right."""

import pytest

from checkin.services.tickets.fitting import fitted
from checkin.services.tickets.fonts import BOLD, printable, runs, width
from checkin.services.tickets.order import as_seen


def drawn(text: str) -> str:
    return "".join(run.text for run in runs(printable(text), BOLD))


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Ada (Judy) Lovelace", "Ada (Judy) Lovelace"),
        ("שלום", "םולש"),
        ("נועה כהן", "ןהכ העונ"),
        ("אַבְרָהָם", "םהרבא"),
        ("Noa (שלום) 12", "Noa (םולש) 12"),
        ("שלום (Ada) 12", "12 (Ada) םולש"),
        ("שלום (כהן) [ב]", "[ב] (ןהכ) םולש"),
        ("((שלום) [", "] (םולש))"),
        ("נועה Smith-לוי", "יול-Smith העונ"),
    ],
)
def test_hebrew_runs_from_right_to_left(name: str, seen: str) -> None:
    assert drawn(name) == seen


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("محمد", "FEAA FEE4 FEA4 FEE3"),  # final, middle, middle, begin
        ("مُحَمَّد", "FEAA FEE4 FEA4 FEE3"),
        ("علي", "FEF2 FEE0 FECB"),
        ("دار", "FEAD FE8D FEA9"),  # none of these joins the next
        ("لا", "FEFB"),
        ("الله", "FEEA FEE0 FEDF FE8D"),
        ("علی\u200cرضا", "FE8E FEBF FEAD FBFD FEE0 FECB"),  # the yeh ends a part of the name
        ("گل", "FEDE FB94"),
        ("س ١٢", "0661 0662 0020 FEB1"),
    ],
)
def test_arabic_letters_join_and_run_from_right_to_left(name: str, letters: str) -> None:
    assert [f"{ord(letter):04X}" for letter in drawn(name)] == letters.split()


def test_both_are_in_the_font_of_the_file() -> None:
    for name in ("محمد علي الله", "נועה כהן", "Ada محمد נועה"):
        assert {run.font for run in runs(printable(name), BOLD)} == {BOLD}
        assert "□" not in drawn(name)


@pytest.mark.parametrize("name", ["ߒߞߏ", "ܡܪܝܡ"])
def test_other_scripts_from_right_to_left_are_boxes(name: str) -> None:
    assert set(drawn(name)) == {"□"}


def test_a_long_name_breaks_before_it_is_turned_around() -> None:
    found = fitted("נועה כהן לוי", BOLD, width("נועה כהן", BOLD, 20) + 1, sizes=(20, 20), most_lines=2)
    assert [as_seen(line) for line in found.lines] == ["ןהכ העונ", "יול"]


def test_what_is_cut_ends_at_the_left() -> None:
    [line] = fitted("נועה כהן", BOLD, width("נועה", BOLD, 9), sizes=(9, 9), most_lines=1).lines
    assert drawn(line).startswith("…")
    assert drawn(line).endswith("נ")
