"""Where a device is in the roster: cursors that bear whatever befalls the database, the event and the text itself."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import InvalidInput
from checkin.models import Event, Tally
from checkin.services import roster
from checkin.services.roster_cursors import Cursor, read_cursor
from tests.making import make_event, make_registrant, scan
from tests.roster_client import Kept

pytestmark = pytest.mark.django_db


def told_after(event: Event, cursor: str) -> tuple[bool, list[str]]:
    page = roster.roster_page(event.pk, cursor)
    return page.whole, [person[1] for person in page.people]


def ready(event: Event) -> Kept:
    """A device that has the roster of one person, and asks for changes from now on."""
    make_registrant(event, "Mara")
    kept = Kept(event)
    kept.catch_up()
    return kept


def test_a_poll_without_news_tells_nobody(event: Event) -> None:
    assert told_after(event, str(ready(event).cursor)) == (False, [])


def test_a_cursor_of_another_salt_begins_anew(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    cursor = str(ready(event).cursor)
    monkeypatch.setattr(roster, "roster_salt", lambda event_id: "another")
    assert told_after(event, cursor) == (True, ["Mara"])


def test_a_cursor_of_another_event_begins_anew(event: Event) -> None:
    cursor = str(ready(event).cursor)
    other = make_event(name="Other")
    make_registrant(other, "Zoë")
    assert told_after(other, cursor) == (True, ["Zoë"])


def test_a_cursor_of_a_database_that_went_back_begins_anew(event: Event) -> None:
    kept = ready(event)
    Tally.objects.filter(event=event).update(revision=0)
    assert told_after(event, str(kept.cursor)) == (True, ["Mara"])


def test_so_does_one_in_the_middle_of_its_changes(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "PAGE", 1)
    make_registrant(event, "Zoë")
    kept = ready(event)
    for person in event.registrants.all():
        scan(event, person.code)
    assert kept.step().more
    Tally.objects.filter(event=event).update(revision=1)
    assert told_after(event, str(kept.cursor)) == (True, ["Zoë"])


def written(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize("content", [[2, "a", "b"], [0], [99, {"new": "layout"}]])
def test_a_cursor_of_another_version_begins_anew(event: Event, content: object) -> None:
    make_registrant(event, "Mara")
    assert told_after(event, written(content)) == (True, ["Mara"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "rubbish!",
        "äöü",
        "\0",
        written({}),
        written([]),
        written(None),
        written([True, "tag", True, 1, 0, 0]),
        written([1]),
        written([1, "tag", True, 1, 0]),
        written([1, "tag", True, 1, 0, 0, 0]),
        written([1, "tag", 1, 1, 0, 0]),
        written([1, "tag", True, -1, 0, 0]),
        written([1, "tag", True, 1.5, 0, 0]),
        written([1, "tag", True, "1", 0, 0]),
        written([1, "tag", True, 1, 0, 2**63]),
        written([1, "tag", True, 1, 0, True]),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_what_never_was_a_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_cursor(text)


@given(
    tag=st.text("0123456789abcdef", min_size=8, max_size=8),
    whole=st.booleans(),
    numbers=st.tuples(*[st.integers(0, 2**63 - 1)] * 3),
)
def test_cursors_come_back_as_they_went_out(tag: str, whole: bool, numbers: tuple[int, int, int]) -> None:
    cursor = Cursor(tag, whole, *numbers)
    assert read_cursor(str(cursor)) == cursor


@given(st.text(max_size=60))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        read_cursor(text)
    except InvalidInput:
        pass


def test_the_salt_is_of_the_event_and_of_the_installation(
    event: Event, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    salt = roster.roster_salt(event.pk)
    assert len(salt) == 64
    assert roster.roster_salt(event.pk) == salt != roster.roster_salt(event.pk + 1)
    settings.SECRET_KEY = "another" * 10
    assert roster.roster_salt(event.pk) != salt
