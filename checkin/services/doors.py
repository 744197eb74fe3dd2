"""What a scan needs to know about an event's gates: a few rows that change seldom, kept by their version."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from checkin.models import Event


@dataclass(frozen=True, slots=True)
class Door:
    """A gate together with the area it leads into."""

    gate_id: int
    name: str
    area_id: int
    capacity: int | None
    reentry: bool
    pass_types: frozenset[int]  # empty: every pass

    def opens(self, pass_type_id: int) -> bool:
        return not self.pass_types or pass_type_id in self.pass_types


def doors(event: Event) -> dict[int, Door]:
    """The event's doors by gate id, as they were when `event` was read."""
    return doors_at(event.pk, event.setup_version)


_READ = """
SELECT g.id, g.name, a.id, a.capacity, a.reentry, o.passtype_id
  FROM checkin_gate g JOIN checkin_area a ON a.id = g.area_id
  LEFT JOIN checkin_area_pass_types o ON o.area_id = a.id WHERE g.event_id = %s"""


@lru_cache(maxsize=1000)
def doors_at(event_id: int, setup_version: int) -> dict[int, Door]:
    """The doors of an event whose set-up had this version, or a later one."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [event_id])
        rows = cursor.fetchall()
    opened: dict[int, set[int]] = {}
    for row in rows:
        opened.setdefault(row[0], set()).update([] if row[5] is None else [row[5]])
    return {
        gate_id: Door(gate_id, name, area_id, capacity, bool(reentry), frozenset(opened[gate_id]))
        for gate_id, name, area_id, capacity, reentry, _ in rows
    }
