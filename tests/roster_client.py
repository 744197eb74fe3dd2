"""A device that keeps the roster as clients are told to: page by page, the old one until the new one is complete."""

from typing import Any

from checkin.models import Event, Registrant
from checkin.services import roster
from checkin.services.codes import roster_hash
from checkin.services.roster_cursors import Cursor

Told = dict[int, tuple[Any, ...]]


class Kept:
    """`careless`: takes a whole roster for as new as its last page. That is the fault to be found."""

    def __init__(self, event: Event, *, careless: bool = False) -> None:
        self.event, self.careless = event, careless
        self.people: Told = {}
        self.cursor: str | None = None
        self.complete = False
        self._coming: Told | None = None  # a new roster, as far as it is there

    def step(self) -> roster.Page:
        """Ask once."""
        page = roster.roster_page(self.event.pk, self.cursor)
        if page.whole and self._coming is None:
            self._coming = {}
        into = self.people if self._coming is None else self._coming
        into |= {person[0]: person for person in page.people}
        self.cursor = page.cursor
        if page.whole and not page.more:
            self.people, self._coming, self.complete = into, None, True
            if self.careless:
                now = page.counts["revision"]
                self.cursor = str(Cursor(Cursor.tag_of(page.salt), whole=False, since=now))
        return page

    def catch_up(self) -> Told:
        """Ask until there is no more, and once for what changed."""
        while self.step().more or not self.complete:
            pass
        while self.step().more:
            pass
        return self.people


def truth(event: Event) -> Told:
    """What the tables say of everybody, read one by one."""
    salt = roster.roster_salt(event.pk)
    return {
        person.pk: (
            *(person.pk, person.name, person.company, person.pass_type_id, person.status),
            *(person.order_ref, int(person.attention), person.note),
            [roster_hash(salt, person.code)],
            [roster_hash(salt, retired.code) for retired in person.retired_codes.order_by("id")],
            [
                (p.area_id, int(p.inside), p.scan.scanned_at, p.scan.gate_id, p.scan.by)
                for p in person.presences.select_related("scan").order_by("area_id")
            ],
        )
        for person in Registrant.objects.filter(event=event).order_by("id")
    }
