"""The roster, as a scanner asks for it."""

from typing import Any

from checkin.services.access import Actor
from tests.api.conftest import Api

ACTOR = Actor(None, "list")


def names(answer: dict[str, Any]) -> list[str]:
    return [person[1] for person in answer["people"]]


def whole(api: Api) -> dict[str, Any]:
    """The answer to who asks for the first time, in one page."""
    answer = api.get("roster/").json()
    assert (answer["whole"], answer["more"]) == (True, False)
    return dict(answer)


def since(api: Api, answer: dict[str, Any]) -> dict[str, Any]:
    return dict(api.get("roster/", {"since": answer["cursor"]}).json())
