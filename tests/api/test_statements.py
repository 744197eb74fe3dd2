"""How many statements a request takes: never more because a list is longer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkin.models import Event, Gate, Member, PassType, User
from checkin.services.access import create_token
from checkin.services.events import save_part
from tests.api.conftest import Api
from tests.making import STARTS_AT, area_of, make_event, make_registrant, scan

pytestmark = pytest.mark.django_db

# the statements of a GET, with one for token, user, event and role
LISTS = {
    "/api/v1/events/": 2,
    "/api/v1/auth/tokens/": 2,
    "": 1,
    "pass-types/": 2,
    "areas/": 4,
    "gates/": 2,
    "members/": 2,
    "registrants/": 2,
    "registrants/?q=mara&status=registered&ordering=-registered_at": 2,
    "registrants/total/?status=registered": 2,
    "scans/": 2,
    "roster/": 10,
    "counts/": 2,
    "arrivals/": 5,
    "gates/now/": 8,
    "forecast/": 4,
    "companies/": 2,
    "activity/": 5,
    "activity/?after=0": 5,
}


def fill(event: Event, organiser: User, rows: int) -> None:
    start = PassType.objects.count()
    for n in range(start, start + rows):
        pass_type = PassType(event=event)
        save_part(event=event, part=pass_type, fields={"name": f"pass {n}"})
        save_part(event=event, part=area_of(event), fields={"pass_types": []})
        save_part(event=event, part=Gate(event=event), fields={"name": f"gate {n}", "area": area_of(event)})
        event.refresh_from_db()
        registrant = make_registrant(event, f"Mara {n}", company=f"c {n}", pass_type_id=pass_type.pk)
        scan(event, registrant.code)
        scan(event, "NOBODY")
        make_event(organiser, name="Another")
        Member.objects.create(event=event, user=User.objects.create_user(f"{n}@example.org"), role="door")
        create_token(user=organiser, name=str(n), at=STARTS_AT)


def statements(api: Api, path: str) -> int:
    api.get(path)  # folds what is new
    with CaptureQueriesContext(connection) as captured:
        assert api.get(path).status_code == 200
    own = [s for s in captured if not s["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    return len(own)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_as_many_statements_however_long_it_is(
    api: Api, event: Event, organiser: User, path: str
) -> None:
    fill(event, organiser, 1)
    short = statements(api, path)
    fill(event, organiser, 7)
    assert statements(api, path) == short
    if connection.vendor == "postgresql":
        assert short <= LISTS[path]


def test_a_history_takes_as_many_however_long_it_is(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    path = f"registrants/{registrant.pk}/history/"
    short = statements(api, path)
    for n in range(5):
        api.patch(f"registrants/{registrant.pk}/", {"note": str(n)})
    assert statements(api, path) == short <= 3


def test_a_page_from_the_middle_takes_one_more(api: Api, event: Event) -> None:
    for n in range(6):
        make_registrant(event, f"Mara {n}")
    few, more = (statements(api, f"registrants/?offset=1&page_size={size}") for size in (1, 4))
    assert few == more <= 3
