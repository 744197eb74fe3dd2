"""Conflicts for tests of them."""

from typing import Any

from checkin.models import Event
from tests.api.conftest import Api
from tests.making import make_registrant, scan
from tests.making import scan_body as body


def clash(event: Event, door: Api, name: str = "Mara Lindqvist", **fields: Any) -> dict[str, Any]:
    """Somebody is in already, and the door lets in the same ticket by itself: the answer of that second scan."""
    registrant = make_registrant(event, name)
    scan(event, registrant.code)
    answer: dict[str, Any] = door.post(
        "scans/", body(event, registrant.code, decided="admitted", **fields)
    ).json()
    assert answer["outcome"] == "refused"
    return answer
