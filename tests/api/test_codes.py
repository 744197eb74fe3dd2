"""Codes: what a list brings, a scan finds, however the reader wraps it; what no reader could read is not taken."""

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checkin.models import Event, Registrant, User
from checkin.services.codes import AROUND, is_legible, readings, tidied
from checkin.services.formulas import defused
from checkin.services.importing import values
from tests.api.conftest import Api
from tests.making import gate_of, make_event
from tests.services.lists import bring

around = st.text(alphabet=AROUND, max_size=4)


@given(st.text() | st.tuples(around, st.text(), around).map("".join))
def test_what_is_tidied_stays_as_it_is(read: str) -> None:
    assert tidied(tidied(read)) == tidied(read)
    for reading in readings(tidied(read)):
        assert readings(reading)[-1] == readings(reading)[-1].upper()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_code_survives_its_way_through_a_spreadsheet(code: str) -> None:
    code = tidied(code)
    if is_legible(code) and code != values.BLANK:
        assert values.key(defused(code)) == code


@given(
    st.text(min_size=1),
    st.sampled_from([*"\0\n\r\t\x1b\x1d\x7f\x85", "\u2028", "\u2029", "\ud800"]),
)
def test_what_not_every_reader_reads_makes_a_code_illegible(text: str, mark: str) -> None:
    assert not is_legible(f"A{mark}B")
    assert not is_legible(f"{text}{mark}{text}")


@pytest.mark.parametrize(
    "code",
    [
        "MZXW6YTB",
        "Order-17/3",
        "two  spaces",
        "票-012",
        "🎟️ 7",
        "👩\u200d👧",
        "7\u200e",
        "می\u200cخواهم",
        "e" + "\u0301" * 100,
    ],
)
def test_what_can_be_read_is_legible(code: str) -> None:
    assert is_legible(code)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
        max_size=30,
    ),
    before=around,
    after=around,
)
@example(
    cells=["'\tA1", "\ufeffB1", "'=C1", "-", "'-", " D1\u3000", "'\nE1", "f1", "F1"],
    before=" ",
    after="\ufeff",
)
def test_what_a_list_brings_a_scan_finds(organiser: User, cells: list[str], before: str, after: str) -> None:
    event = make_event(organiser)
    quoted = (cell.replace('"', '""') for cell in cells)
    bring(event, "name,code\n" + "".join(f'N{n},"{cell}"\n' for n, cell in enumerate(quoted)))
    people = list(Registrant.objects.filter(event=event))
    reads = [(one, read) for one in people for read in (one.code, f"{before}{one.code}{after}")]
    if not reads:
        return
    scans = [_scan(event, read) for _, read in reads]
    answers = Api(organiser, event).post("scans/batch/", {"scans": scans}).json()["results"]
    for (one, _), answer in zip(reads, answers, strict=True):
        assert answer["registrant"]["id"] == one.pk


def _scan(event: Event, code: str) -> dict[str, Any]:
    return {"code": code, "gate": gate_of(event).pk, "idempotency_key": str(uuid.uuid4())}


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["A\nB", "A\u200bB", "A\x1dB", "\u202e", "e" + "\u0301" * 150])
def test_a_read_that_is_no_ticket_is_recorded_as_unknown(event: Event, door: Api, code: str) -> None:
    answer = door.post("scans/", _scan(event, code))
    assert (answer.status_code, answer.json()["reason"]) == (201, "unknown_code")
