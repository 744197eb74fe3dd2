"""Cells that a spreadsheet would run as formulas: defused on the way out, restored on the way in.

OWASP ASVS 5.0, 1.2.10: an apostrophe goes before a cell that begins like a formula. One goes before cells that begin
with apostrophes and then like a formula too, so that what was defused can be told from what was written.
"""

import re

# full-width signs too, which spreadsheets in East Asian locales read as the plain ones
_RISKY = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")


def defused(cell: str) -> str:
    return f"'{cell}" if _RISKY.match(cell) else cell


def restored(cell: str) -> str:
    """The inverse of `defused`."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell
