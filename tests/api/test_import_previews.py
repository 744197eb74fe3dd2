"""How a list would be understood, over REST, and what may be said of its columns. Nothing is stored."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from checkin.models import Event, ImportJob, Registrant, User
from tests.api.conftest import Api
from tests.making import make_event
from tests.workbooks import tampered, workbook

pytestmark = pytest.mark.django_db

LIST = (
    "Gast,E-Mail,Firma,Ticket Type,Kommentar,Order #,Status,VIP\n"
    "Ada Lovelace,ada@example.org,Analytical,VIP,brings a dog,A7,Paid,yes\n"
    "Bob Ross,bob,,,,A7,,\n"
    "Cleo,,,General,,A8,Pending,no\n"
)


def ask(api: Api, content: bytes | str, to: str = "imports/preview/", **fields: Any) -> Any:
    file = SimpleUploadedFile("list.csv", content.encode() if isinstance(content, str) else content)
    return api._done(api.client.post(f"{api.below}{to}", {"file": file, **fields}, headers=api.headers))


def fields(answer: Any) -> list[str | None]:
    return [column["field"] for column in answer["columns"]]


def test_a_preview_says_how_columns_and_rows_are_understood(api: Api) -> None:
    response = ask(api, LIST)
    assert response.status_code == 200
    answer = response.json()
    assert answer.keys() == {"columns", "fields", "total", "problem", "rows", "errors"}
    assert fields(answer) == [None, "email", "company", "pass", None, "order", "status", "attention"]
    assert answer["columns"][0] == {
        "position": 0,
        "heading": "Gast",
        "field": None,
        "samples": ["Ada Lovelace", "Bob Ross", "Cleo"],
    }
    assert answer["total"] == 3
    assert {"name": "order", "label": "Order"} in answer["fields"]
    assert {field for field in fields(answer) if field} <= {field["name"] for field in answer["fields"]}
    assert [(error["line"], error["field"]) for error in answer["errors"]] == [(3, "email"), (4, "name")]


def test_rows_are_shown_as_they_would_be_imported(api: Api) -> None:
    answer = ask(api, LIST, mapping='{"0": "name", "4": "note"}').json()
    assert answer["rows"][0] == {
        "line": 2,
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "company": "Analytical",
        "pass": "VIP",
        "code": "",
        "order_ref": "A7",
        "status": "confirmed",
        "attention": True,
        "note": "brings a dog",
        "checked_in_at": None,
        "registered_at": None,
    }
    assert [(row["name"], row["status"], row["attention"]) for row in answer["rows"][1:]] == [
        ("Cleo", "registered", False)
    ]


def test_nothing_is_stored(api: Api, event: Event) -> None:
    ask(api, LIST)
    assert not ImportJob.objects.exists()
    assert not Registrant.objects.exists()
    assert len(api.get("pass-types/").json()["results"]) == 1


def test_a_preview_has_an_end(api: Api, django_assert_max_num_queries: Any) -> None:
    content = "name,email,x\n" + "".join(
        f"N{n},n,{n % 9}\n" if n % 2 else f"N{n},,{'y' * 300}\n" for n in range(3000)
    )
    with django_assert_max_num_queries(6):
        answer = ask(api, content).json()
    assert (len(answer["rows"]), len(answer["errors"]), answer["total"]) == (20, 20, 3000)
    assert [len(column["samples"]) for column in answer["columns"]] == [5, 1, 5]
    assert max(len(text) for text in answer["columns"][2]["samples"]) == 100


def test_a_workbook_is_previewed_like_a_csv_file(api: Api) -> None:
    answer = ask(
        api, workbook([["Name", "Mail"], ["Zoë", "zoe@example.org"], [None, None], ["Ada", 7]])
    ).json()
    assert fields(answer) == ["name", "email"]
    assert (answer["rows"][0]["line"], answer["rows"][0]["name"]) == (2, "Zoë")
    assert answer["errors"][0]["line"] == 4


def test_a_list_that_names_nobody_is_shown_with_its_problem(api: Api) -> None:
    answer = ask(api, "姓名,電郵\n陳大文,chan@example.org\n").json()
    assert fields(answer) == [None, None]
    assert "name the columns" in answer["problem"]
    assert answer["rows"] == []
    mapped = ask(api, "姓名,電郵\n陳大文,chan@example.org\n", mapping='{"0": "name", "1": "email"}').json()
    assert (mapped["problem"], mapped["rows"][0]["name"]) == ("", "陳大文")


def test_a_heading_twice_is_shown_with_its_problem(api: Api) -> None:
    content = "name,Email,E-Mail\nAda,a@example.org,b@example.org\n"
    assert "Two columns are called “E-Mail”" in ask(api, content).json()["problem"]
    chosen = ask(api, content, mapping='{"1": null, "2": "email"}').json()
    assert (chosen["problem"], chosen["rows"][0]["email"]) == ("", "b@example.org")


def test_what_a_preview_says_may_be_sent_back_as_it_is(api: Api) -> None:
    content = "Attendee Name,Name,Email,Order Email,Comments\nAda,Bob,,b@example.org,x\n"
    answer = ask(api, content).json()
    assert fields(answer) == ["name", "name", "email", "email", "note"]
    mapping = {column["position"]: column["field"] for column in answer["columns"]}
    assert ask(api, content, mapping=json.dumps(mapping)).json() == answer


def test_columns_left_out_and_moved(api: Api) -> None:
    content = "name,company,email,firm\nAda,wrong,a@example.org,right\n"
    answer = ask(api, content, mapping='{"2": null, "3": "company"}').json()
    assert fields(answer) == ["name", None, None, "company"]  # a column that is chosen stands alone
    assert (answer["rows"][0]["company"], answer["rows"][0]["email"]) == ("right", "")


@pytest.mark.parametrize("to", ["imports/preview/", "imports/"])
@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ('{"0": "shoe_size"}', "no field “shoe_size”"),
        ('{"0": ""}', "no field “”"),
        ('{"0": "\\u0000"}', "no field"),
        ('{"9": "name"}', "no column 9"),
        ('{"0": "name", "2": "name"}', "Several columns are said to be “name”"),
        ('{"0": null, "1": null}', "No column is left that names people"),
        ("[]", "JSON object"),
        ("name", "JSON object"),
        ("null", "JSON object"),
        ('{"name": 0}', "JSON object"),
        ('{"-1": "name"}', "JSON object"),
        ('{"01": "name"}', "JSON object"),
        ('{"²": "name"}', "JSON object"),
        ('{"0": 7}', "JSON object"),
        ('{"0": ["name"]}', "JSON object"),
        (" ", "blank"),
        ("[" * 9000, "JSON object"),
        ("{" * 30_000, "20000 characters"),
        ('{"0": "name\0"}', "JSON object"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(api: Api, to: str, mapping: str, reason: str) -> None:
    response = ask(api, "name,email,x\nAda,a@example.org,\n", to, mapping=mapping)
    assert response.status_code == 400
    errors = response.json()["errors"]
    assert errors.keys() == {"mapping"}
    assert reason in " ".join(errors["mapping"])
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", 400, "empty"),
        (b"name\nA\0da\n", 400, "NUL"),
        (b'name,email\n"Ada,a@example.org\n', 400, "never closed"),
        (b"PK\x03\x04 truncated", 400, "damaged"),
        (b"PK\x05\x06" + b"\0" * 18, 415, "no .xlsx workbook"),
        (tampered(workbook([["name"]]), {"xl/bomb.xml": b"\0" * 60_000_000}), 400, "50 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted", 415, "with a password"),
        (b"%PDF-1.7", 415, "CSV"),
        (b"name\n" + b"Ada Lovelace\n" * 500_000, 413, "5 MB"),
        (b"name\n" + b"Ada\n" * 200_001, 413, "200,001 rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(api: Api, content: bytes, status: int, reason: str) -> None:
    response = ask(api, content)
    assert response.status_code == status
    problem = response.json()
    assert reason in (" ".join(problem["errors"]["file"]) if status == 400 else problem["detail"])


def test_what_is_no_form_with_a_file_is_refused(api: Api) -> None:
    assert api.post("imports/preview/", {"file": "x"}).status_code == 415
    assert api.post("imports/preview/", b"name\nAda\n", content_type="text/csv").status_code == 415
    for form in ({}, {"file": "just text"}, {"file": SimpleUploadedFile("l.csv", b"name\n"), "dry_run": "1"}):
        response = api.client.post(f"{api.below}imports/preview/", form, headers=api.headers)
        assert api._done(response).status_code == 400


def test_only_organisers_preview(
    api: Api, door: Api, viewer: Api, stranger: Api, anonymous: Api, organiser: User
) -> None:
    for caller, status in ((door, 403), (viewer, 403), (stranger, 404), (anonymous, 401)):
        assert ask(caller, LIST).status_code == status
    assert ask(Api(organiser, make_event(name="Other")), LIST).status_code == 404
