"""The list as CSV: streamed, safe to open, and back again unchanged."""

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.choices import Status
from checkin.models import Event, Registrant, StatusChange
from checkin.services import exports
from checkin.services.access import Actor
from checkin.services.formulas import defused
from checkin.services.importing import values
from checkin.services.imports import import_now
from checkin.services.names import can_be_seen
from checkin.services.recount import recount
from checkin.services.registrants import Details, create_registrant, reissue
from checkin.services.statuses import change_status
from tests.api.conftest import Api
from tests.making import make_event, make_registrant, scan

pytestmark = pytest.mark.django_db

HEADINGS = [
    "name",
    "email",
    "company",
    "pass",
    "status",
    "code",
    "external_id",
    "registered_at",
    "checked_in_at",
    "note",
    "attention",
    "order_ref",
]


def exported(api: Api) -> bytes:
    response = api.get("export/", {"format": "csv"})
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def bring(event: Event, content: bytes) -> tuple[int, int, int, list[Any]]:
    job = import_now(
        event=event, actor=Actor(None, "x"), filename="export.csv", content=content, progress=lambda _: None
    )
    return job.created, job.updated, job.skipped, job.errors


def test_the_export_is_a_csv_file_that_spreadsheets_open(api: Api, event: Event) -> None:
    make_registrant(event, "Zoë Müller", email="zoe@example.org", company='Nord "Wind", Ltd.', note="a\nb")
    response = api.get("export/")
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="expo.csv"'
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    [row] = table(content)
    assert list(row) == HEADINGS
    assert (row["name"], row["company"], row["note"]) == ("Zoë Müller", 'Nord "Wind", Ltd.', "a\nb")
    assert (row["pass"], row["status"], row["checked_in_at"]) == ("General", "registered", "")


def test_statuses_and_times_are_those_of_the_event_s_place(organiser: Any) -> None:
    event = make_event(organiser, name="Tokyo", timezone="Asia/Tokyo")
    registrant = make_registrant(event, registered_at=datetime(2026, 4, 1, 20, tzinfo=UTC))
    scan(event, registrant.code, scanned_at=datetime(2026, 5, 1, 8, 30, tzinfo=UTC))
    [row] = table(exported(Api(organiser, event)))
    assert row["registered_at"] == "2026-04-02 05:00:00+09:00"
    assert (row["status"], row["checked_in_at"]) == ("checked_in", "2026-05-01 17:30:00+09:00")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "＝1", "'=1"])
def test_cells_that_look_like_formulas_are_text(api: Api, event: Event, name: str) -> None:
    make_registrant(event, name, company=name, note=name)
    [row] = table(exported(api))
    assert row["name"] == row["company"] == row["note"] == f"'{name}"


def test_a_client_may_ask_for_csv_by_its_type(api: Api, stranger: Api, event: Event) -> None:
    assert api.get("export/", accept="text/csv").status_code == 200
    assert api.get("export/", accept="*/*").status_code == 200
    assert stranger.get("export/", accept="text/csv").status_code == 404
    assert api.get("export/", {"format": "pdf"}).status_code == 400
    assert stranger.get("export/", {"format": "xlsx"}).status_code == 404


def test_only_organisers_export(door: Api, viewer: Api, stranger: Api, anonymous: Api) -> None:
    for caller, status in ((door, 403), (viewer, 403), (stranger, 404), (anonymous, 401)):
        assert caller.get("export/").status_code == status


def test_nobody_of_another_event_is_exported(api: Api, event: Event) -> None:
    make_registrant(make_event(name="Other"), "Somebody Else")
    assert table(exported(api)) == []


def test_the_number_of_queries_does_not_grow_with_the_list(
    api: Api, event: Event, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "ROWS_AT_ONCE", 10)
    for n in range(35):
        make_registrant(event, f"N{n}")
    with django_assert_max_num_queries(5):
        assert len(table(exported(api))) == 35


# -- what is filtered --------------------------------------------------------------------------------------------------


def names(api: Api, **asked: str) -> list[str]:
    return [row["name"] for row in table(b"".join(api.get("export/", asked).streaming_content))]


def test_the_list_s_filters_are_the_export_s(api: Api, event: Event) -> None:
    various(event)
    assert names(api, status="checked_in") == ["'=1+1"]
    assert names(api, q="nobody") == []
    assert names(api, q="محمد") == ["محمد"]
    assert names(api, company="-") == ["'=1+1"]
    vip = api.get("registrants/", {"q": "ada"}).json()["results"][0]["pass_type"]["id"]
    assert names(api, pass_type=str(vip)) == ["Ada"]
    assert names(api, ordering="-name")[0] == "محمد"
    assert len(names(api)) == 5
    assert api.get("export/", {"status": "asleep"}).json()["errors"].keys() == {"status"}
    assert api.get("export/", {"q": "\0"}).status_code == 400
    assert api.get("export/", {"of": "conflicts", "q": "ada"}).json()["errors"].keys() == {"q"}


# -- workbooks ---------------------------------------------------------------------------------------------------------


def sheet(content: bytes) -> list[list[Any]]:
    found = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in found.iter_rows()]


def exported_workbook(api: Api, **asked: str) -> bytes:
    response = api.get("export/", {"format": "xlsx", **asked})
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_the_export_is_a_workbook_too(api: Api, event: Event) -> None:
    make_registrant(event, "Zoë Müller", email="zoe@example.org", company="00123", note="a\nb", code="0042")
    response = api.get("export/", {"format": "xlsx"})
    assert response.streaming
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == 'attachment; filename="expo.xlsx"'
    headings, row = sheet(b"".join(response.streaming_content))
    assert headings == HEADINGS
    assert [row[HEADINGS.index(name)] for name in ("name", "company", "note", "code")] == [
        *("Zoë Müller", "00123", "a\nb", "0042"),
    ]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "＝1", "'=1", "{=1}"])
def test_no_cell_of_a_workbook_is_a_formula(api: Api, event: Event, name: str) -> None:
    make_registrant(event, name, company=name)
    content = exported_workbook(api)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in b"".join(book.read(part) for part in book.namelist())
    assert sheet(content)[1][0] == defused(name)


def test_a_workbook_has_what_is_filtered(api: Api, event: Event) -> None:
    various(event)
    assert [row[0] for row in sheet(exported_workbook(api, status="cancelled"))[1:]] == ["Bob", "Cleo  Nil "]
    assert [row[0] for row in sheet(exported_workbook(api, of="conflicts"))] == ["created_at"]


def test_a_workbook_comes_back_in_and_changes_nothing(api: Api, event: Event) -> None:
    various(event)
    make_registrant(event, "Control \x07\x0b", note="a\r\nb \ufffe", company=" #N/A")
    before, steps = list(Registrant.objects.values()), StatusChange.objects.count()
    assert bring(event, exported_workbook(api)) == (0, 0, 6, [])
    assert list(Registrant.objects.values()) == before
    assert StatusChange.objects.count() == steps


def test_a_workbook_makes_the_same_list_elsewhere(api: Api, event: Event, organiser: Any) -> None:
    various(event)
    content = exported_workbook(api)
    copy = make_event(organiser, name="Copy")
    assert bring(copy, content)[0] == 5
    again = exported_workbook(Api(organiser, copy))
    assert [[str(cell or "").strip() for cell in row[1:]] for row in sheet(again)] == [
        [str(cell or "").strip() for cell in row[1:]] for row in sheet(content)
    ]


# -- out and in again -------------------------------------------------------------------------------------------------


def various(event: Event) -> None:
    actor = Actor(None, "x")
    bring(event, b"name,pass,id,status,order,vip\nAda,VIP,1,paid,A7,yes\nBob,Press,2,refunded,A7,\n")
    walk_in = make_registrant(event, "=1+1", company="-", note="two\nlines ")
    scan(event, walk_in.code)
    reissued = make_registrant(event, "محمد", email="m@example.org", code="C1")
    reissue(event=event, registrant_id=reissued.pk, actor=actor)
    gone = make_registrant(event, "Cleo  Nil ")
    change_status(event=event, registrant_id=gone.pk, to=Status.CANCELLED, actor=actor)


def test_an_export_comes_back_in_and_changes_nothing(api: Api, event: Event) -> None:
    various(event)
    before, steps = list(Registrant.objects.values()), StatusChange.objects.count()
    assert bring(event, exported(api)) == (0, 0, 5, [])
    assert list(Registrant.objects.values()) == before
    assert StatusChange.objects.count() == steps


def test_an_export_makes_the_same_list_elsewhere(api: Api, event: Event, organiser: Any) -> None:
    various(event)
    content = exported(api)
    copy = make_event(organiser, name="Copy")
    assert bring(copy, content)[0] == 5
    assert recount(copy.pk) == []
    again = exported(Api(organiser, copy))
    assert [tidied(row) for row in table(again)] == [tidied(row) for row in table(content)]


def tidied(row: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(cell.split(" ")).strip() for name, cell in row.items() if name != "name"} | {
        "name": " ".join(row["name"].split())
    }


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20).map(str.strip)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXT.filter(can_be_seen),
            "company": TEXT,
            "note": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
            "code": st.sampled_from(["", "1", "2", "=3", "a  b", "a\u0308", "'x"]),
            "external_id": st.sampled_from(["", "1", "2", "-3", "c  d"]),
            "email": st.sampled_from(["", "a@example.org", "+tag@example.org"]),
            "attention": st.booleans(),
            "order_ref": TEXT,
        }
    ),
    max_size=5,
    unique_by=(lambda p: p["code"] or id(p), lambda p: p["external_id"] or id(p)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE)
def test_any_list_comes_back_unchanged(organiser: Any, people: list[dict[str, Any]]) -> None:
    event = make_event(organiser, slug="")
    for person in people:
        create_registrant(event=event, details=Details(**person), actor=Actor(None, "x"))
    before = list(Registrant.objects.filter(event=event).values())
    content = "".join(exports.export_lines(event)).encode()
    with exports.export_workbook(event) as file:
        book = file.read()
    if all(values.line(defused(person["name"])) for person in people):
        assert bring(event, content) == (0, 0, len(people), [])
        assert bring(event, book) == (0, 0, len(people), [])
    assert list(Registrant.objects.filter(event=event).values()) == before
