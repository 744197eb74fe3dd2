"""Whether what the devices were told, what the database holds and what the screens showed agree."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.faults.torture.fleet import lines_of

Row = tuple[str, int, str, int | None, int]  # key, id, outcome, registrant, area_delta


@dataclass
class Findings:
    operations: int = 0
    acknowledged: int = 0
    lost: int = 0  # operations without a row (I1)
    doubled: int = 0  # operations with an effect more than once (B6)
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.faults)


@dataclass
class Journals:
    """What the devices of one event wrote down."""

    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered_at: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def read(self, path: Path) -> None:
        for line in lines_of(path):
            if "scan" in line:
                self.made[line["op"]] = line["scan"]
            elif "answer" in line:
                self.answers[line["op"]] = line["answer"]
                self.answered_at.append(line["at"])
            else:
                self.wrong.append(str(line))


def check(journals: Journals, event_id: int, capacity: int | None, changed: bool) -> Findings:
    """`changed`: each try had a key of its own, so operations are told apart by ticket, gate and moment."""
    rows = _rows(event_id)
    found = Findings(len(journals.made), len(journals.answers), faults=list(journals.wrong))
    if changed:
        found.doubled = max(0, len(rows) - len(journals.made))
        return found
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row[0]].append(row)
    found.lost = sum(op not in by_key for op in journals.made)
    found.doubled = sum(len(same) > 1 for same in by_key.values())
    found.faults += [f"nobody made {key}" for key in by_key if key not in journals.made]
    found.faults += _told_otherwise(journals, by_key)
    found.faults += _impossible(rows, capacity)
    return found


def _told_otherwise(journals: Journals, by_key: dict[str, list[Row]]) -> list[str]:
    wrong = []
    for op, answer in journals.answers.items():
        for _, scan_id, outcome, *_ in by_key.get(op, [])[:1]:
            if (scan_id, outcome) != (answer["id"], answer["outcome"]):
                wrong.append(f"{op}: told {answer}, stored {scan_id} {outcome}")
    return wrong


def _impossible(rows: list[Row], capacity: int | None) -> list[str]:
    """In the order of the log: nobody is inside twice, and no more than there is room for."""
    inside: Counter[int | None] = Counter()
    wrong, most = [], 0
    for key, _, _, registrant, delta in rows:
        inside[registrant] += delta
        if not 0 <= inside[registrant] <= 1:
            wrong.append(f"{key}: {registrant} is inside {inside[registrant]} times")
        most = max(most, inside.total())
    if capacity is not None and most > capacity:
        wrong.append(f"{most} inside where {capacity} have room")
    return wrong


def _rows(event_id: int) -> list[Row]:
    from django.db import connection

    statement = """SELECT idempotency_key, id, outcome, registrant_id, area_delta
        FROM checkin_scan WHERE event_id = %s ORDER BY id"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [event_id])
        return [(str(UUID(str(key))), *rest) for key, *rest in cursor.fetchall()]
