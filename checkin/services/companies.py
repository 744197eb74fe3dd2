from typing import TypedDict

from django.db.models import Count, Q

from checkin.choices import Status
from checkin.models import Registrant
from checkin.services.search import matching, words


class Company(TypedDict):
    company: str
    total: int
    checked_in: int


def top_companies(event_id: int, *, limit: int, q: str = "") -> list[Company]:
    """The companies with the most registrants who are not cancelled."""
    people = Registrant.objects.filter(event_id=event_id).exclude(company="").exclude(status=Status.CANCELLED)
    wanted = words(q)
    if q.strip():  # where it has no word, it finds nobody
        people = matching(people, q)
    grouped = people.values("company").annotate(
        total=Count("id"), checked_in=Count("id", filter=Q(status=Status.CHECKED_IN))
    )
    rows = grouped.order_by("-total", "company")
    if not wanted:
        return [Company(**row) for row in rows[:limit]]
    return [Company(**row) for row in rows if _starts(row["company"], wanted)][:limit]


def _starts(company: str, wanted: list[str]) -> bool:
    """The search finds people by any of their words; here the company itself has to match."""
    own = words(company)
    return all(any(word.startswith(w) for word in own) for w in wanted)
