"""Lists over REST: sent as a form, run by the worker, reported row by row."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkin.api.import_shapes import ImportErrorSerializer
from checkin.models import Event, ImportJob, Registrant, User
from tests.api.conftest import Api
from tests.making import make_event
from tests.workbooks import tampered, workbook

pytestmark = pytest.mark.django_db

JOB = {
    *(
        "id",
        "status",
        "dry_run",
        "filename",
        "mapping",
        "total",
        "processed",
        "created",
        "updated",
        "skipped",
    ),
    *("sample", "bad_rows", "errors", "by", "created_at", "finished_at"),
}
LIST = b"name,email,company,pass\nAda Lovelace,ada@example.org,Analytical,VIP\nBob Ross,bob,,\n"


def send(api: Api, content: bytes, name: str = "list.csv", **fields: Any) -> Any:
    form = {"file": SimpleUploadedFile(name, content), **fields}
    return api._done(api.client.post(f"{api.below}imports/", form, headers=api.headers))


def work() -> None:
    """What the worker process does: run what is queued."""
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)


def test_a_list_is_taken_at_once_and_imported_by_the_worker(api: Api, event: Event, purged: None) -> None:
    response = send(api, LIST)
    assert response.status_code == 202
    job = response.json()
    assert job.keys() == JOB
    assert (job["status"], job["total"], job["processed"], job["errors"]) == ("queued", 2, 0, [])
    assert not Registrant.objects.exists()
    work()
    job = api.get(f"imports/{job['id']}/").json()
    assert (job["status"], job["processed"], job["created"], job["updated"], job["skipped"]) == (
        *("succeeded", 2, 1, 0, 0),
    )
    assert job["errors"] == [{"line": 3, "field": "email", "reason": "“bob” is not an e-mail address."}]
    assert (job["bad_rows"], job["by"]) == (1, api.get("/api/v1/auth/me/").json()["name"])
    assert job["finished_at"]
    [ada] = api.get("registrants/").json()["results"]
    assert (ada["name"], ada["pass_type"]["name"], ada["status"]) == ("Ada Lovelace", "VIP", "registered")
    assert api.get("counts/").json()["people"]["total"] == 1


def test_the_same_list_twice_is_skipped(api: Api, event: Event, purged: None) -> None:
    send(api, LIST)
    second = send(api, LIST).json()
    work()
    job = api.get(f"imports/{second['id']}/").json()
    assert (job["created"], job["skipped"], len(job["errors"])) == (0, 1, 1)


def test_a_dry_run_says_what_would_be(api: Api, event: Event, purged: None) -> None:
    job = send(api, LIST, dry_run="true").json()
    assert job["dry_run"] is True
    work()
    job = api.get(f"imports/{job['id']}/").json()
    assert job["created"] == 1
    assert job["sample"] == [{"line": 2, "name": "Ada Lovelace", "change": "create", "fields": []}]
    assert not Registrant.objects.exists()
    assert len(api.get("pass-types/").json()["results"]) == 1


def test_a_dry_run_names_whom_it_would_change_and_how(api: Api, event: Event, purged: None) -> None:
    send(api, b"id,name,email,pass,status\n1,Ada,ada@example.org,General,\n2,Bob,,,\n")
    work()
    changed = b"id,name,email,pass,status\n1,Ada L.,ada@example.org,VIP,paid\n2,Bob,,,\n3,Cleo,,,\n"
    job = send(api, changed, dry_run="true").json()
    work()
    job = api.get(f"imports/{job['id']}/").json()
    assert (job["created"], job["updated"], job["skipped"]) == (1, 1, 1)
    assert job["sample"] == [
        {"line": 2, "name": "Ada L.", "change": "update", "fields": ["name", "pass", "status"]},
        {"line": 4, "name": "Cleo", "change": "create", "fields": []},
    ]
    assert api.get(f"imports/{job['id'] - 1}/").json()["sample"] == []


def test_the_names_that_a_dry_run_tells_have_an_end(api: Api, event: Event, purged: None) -> None:
    bring = b"id,name\n" + b"".join(b"%d,N%d\n" % (n, n) for n in range(40))
    send(api, bring)
    job = send(
        api, bring.replace(b",N", b",M") + b"".join(b"%d,X\n" % n for n in range(90, 190)), dry_run="1"
    )
    work()
    job = api.get(f"imports/{job.json()['id']}/").json()
    assert (job["created"], job["updated"]) == (100, 40)
    assert [one["line"] for one in job["sample"]] == [*range(2, 27), *range(42, 67)]


def test_the_bad_rows_are_a_csv_file_too(api: Api, event: Event, purged: None) -> None:
    job = send(api, b"name,email\nAda,=1+1\nBob,bob\n").json()
    work()
    response = api.get(f"imports/{job['id']}/errors.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="expo-import-{job["id"]}-errors.csv"'
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content))) == [
        ["line", "field", "reason"],
        ["2", "email", "“=1+1” is not an e-mail address."],
        ["3", "email", "“bob” is not an e-mail address."],
    ]
    assert api.get("imports/999999/errors.csv").status_code == 404


def test_a_reason_that_looks_like_a_formula_is_text(api: Api, event: Event) -> None:
    job = send(api, LIST).json()
    ImportJob.objects.update(errors=[{"line": 0, "field": "file", "reason": "=1+1"}])
    content = b"".join(api.get(f"imports/{job['id']}/errors.csv").streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content)))[1] == ["0", "file", "'=1+1"]


def test_what_is_said_of_columns_is_kept_and_followed(api: Api, event: Event, purged: None) -> None:
    content = "姓名,公司,Ref\n陳大文,Nordwind,A7\n".encode()
    job = send(api, content, mapping='{"0": "name", "1": "company", "2": null}').json()
    assert job["mapping"] == {"0": "name", "1": "company", "2": None}
    work()
    assert api.get(f"imports/{job['id']}/").json()["mapping"] == job["mapping"]
    [found] = api.get("registrants/").json()["results"]
    assert (found["name"], found["company"]) == ("陳大文", "Nordwind")
    assert send(api, LIST).json()["mapping"] is None


def test_a_workbook_is_told_by_its_content(api: Api, event: Event, purged: None) -> None:
    job = send(api, workbook([["name", "email"], ["Zoë", "zoe@example.org"]]), "list.csv").json()
    work()
    assert api.get(f"imports/{job['id']}/").json()["created"] == 1


def test_imports_are_listed_the_newest_first(api: Api) -> None:
    ids = [send(api, LIST, f"{n}.csv").json()["id"] for n in range(3)]
    page = api.get("imports/", {"page_size": 2}).json()
    assert [job["id"] for job in page["results"]] == ids[:0:-1]
    assert [job["id"] for job in api.everything("imports/", {"page_size": 2})] == ids[::-1]


def test_an_import_of_another_event_is_not_there(api: Api, organiser: User) -> None:
    other = Api(organiser, make_event(organiser, name="Other"))
    job = send(other, LIST).json()
    assert api.get(f"imports/{job['id']}/").status_code == 404
    assert api.get("imports/").json()["results"] == []


def test_an_interrupted_import_is_shown_failed(api: Api) -> None:
    job = send(api, LIST).json()
    long_ago = timezone.now() - timedelta(hours=1)
    ImportJob.objects.update(status="running", touched_at=long_ago)
    assert api.get("imports/").json()["results"][0]["status"] == "failed"
    shown = api.get(f"imports/{job['id']}/").json()
    assert "interrupted" in shown["errors"][0]["reason"]


def test_what_is_wrong_with_the_whole_list_is_no_bad_row(api: Api, event: Event, purged: None) -> None:
    job = send(api, LIST).json()
    work()
    whole = {"line": 0, "field": "file", "reason": "The import was interrupted."}
    ImportJob.objects.update(errors=[*ImportJob.objects.get().errors, whole])
    shown = api.get(f"imports/{job['id']}/").json()
    assert (shown["bad_rows"], len(shown["errors"])) == (1, 2)


@pytest.mark.parametrize("path", ["imports/", "imports/{id}/"])
def test_while_only_figures_are_asked_for_bad_rows_are_neither_read_nor_told(
    api: Api, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path.format(id=send(api, LIST).json()["id"])
    told: list[object] = []
    tell = ImportErrorSerializer.to_representation

    def tell_and_note(self: ImportErrorSerializer, row: Any) -> Any:
        told.append(row)
        return tell(self, row)

    monkeypatch.setattr(ImportErrorSerializer, "to_representation", tell_and_note)
    ImportJob.objects.update(errors=[{"line": 2, "field": "email", "reason": "No."}], bad_rows=1)
    with CaptureQueriesContext(connection) as asked:
        answer = api.get(path, {"fields": "status,bad_rows"}).json()
    assert answer.get("results", [answer]) == [{"status": "queued", "bad_rows": 1}]
    assert told == []
    read = [one["sql"] for one in asked if 'FROM "checkin_importjob"' in one["sql"]]
    assert read
    assert not any(f'"{column}"' in sql for sql in read[-1:] for column in ("errors", "sample", "mapping"))
    api.get(path)
    assert len(told) == 1


def test_only_organisers_import(api: Api, door: Api, viewer: Api, stranger: Api, anonymous: Api) -> None:
    for caller, status in ((door, 403), (viewer, 403), (stranger, 404), (anonymous, 401)):
        assert send(caller, LIST).status_code == status
        assert caller.get("imports/").status_code == status
        assert caller.get("imports/1/").status_code == status
        assert caller.get("imports/1/errors.csv").status_code == status


def test_a_page_sends_its_csrf_token(event: Event, organiser: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(organiser)
    url = f"/api/v1/events/{event.slug}/imports/"
    refused = client.post(url, {"file": SimpleUploadedFile("list.csv", LIST)})
    assert refused.status_code == 403
    client.get("/api/v1/auth/me/")
    token = client.cookies["csrftoken"].value
    sent = client.post(url, {"file": SimpleUploadedFile("list.csv", LIST)}, headers={"X-CSRFToken": token})
    assert sent.status_code == 202


# -- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", 400, "empty"),
        (b"\n", 400, "empty"),
        (b"colour,size\nred,3\n", 400, "name the columns"),
        (b"name,name\nAda,Bob\n", 400, "Two columns"),
        (b'name,email\n"Ada,a@example.org\n', 400, "never closed"),
        (b"name\nA\0da\n", 400, "NUL"),
        ("name\nZoë\n".encode() + b"M\xfcller\n", 400, "Line 2 is UTF-8"),
        (b"name\n" + b"x" * 1_000_000 + b"\n", 400, "a cell of more than 131,072 characters"),
        (b",".join(b"c%d" % n for n in range(10_000)), 400, "10000 columns"),
        (b"PK\x03\x04 truncated", 400, "damaged"),
        (tampered(workbook([["name"]]), {"xl/bomb.xml": b"\0" * 60_000_000}), 400, "50 MB"),
        (b"%PDF-1.7", 415, "CSV"),
        (b"name\n" + b"Ada Lovelace\n" * 500_000, 413, "5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(
    api: Api, content: bytes, status: int, reason: str
) -> None:
    response = send(api, content)
    assert response.status_code == status
    problem = response.json()
    told = " ".join(problem["errors"]["file"]) if status == 400 else problem["detail"]
    assert reason in told
    assert not ImportJob.objects.exists()


def test_what_is_no_form_with_a_file_is_refused(api: Api) -> None:
    assert api.post("imports/", {"file": "x"}).status_code == 415
    assert api.post("imports/", b"x", content_type="text/csv").status_code == 415
    assert api.post("imports/", b"x", content_type="multipart/form-data").status_code == 400
    url = f"{api.below}imports/"
    for form in (
        {},
        {"file": "just text"},
        {"file": SimpleUploadedFile("l.csv", LIST), "dry_run": "perhaps"},
    ):
        response = api.client.post(url, form, headers=api.headers)
        assert response.status_code == 400
        assert json.loads(response.content)["errors"].keys() & {"file", "dry_run"}
    extra = api.client.post(url, {"file": SimpleUploadedFile("l.csv", LIST), "x": "1"}, headers=api.headers)
    assert json.loads(extra.content)["errors"].keys() == {"x"}


def test_names_of_files_do_no_harm(api: Api) -> None:
    assert send(api, LIST, "../../etc/passwd").json()["filename"] == "passwd"
    assert send(api, LIST, "\u202elist\u0007.csv").json()["filename"] == "list.csv"


def test_the_number_of_queries_does_not_grow_with_the_list(
    api: Api, django_assert_max_num_queries: Any, organiser: User
) -> None:
    content = b"name\n" + b"Ada\n" * 10_000
    with django_assert_max_num_queries(10):
        send(api, content)
    with django_assert_max_num_queries(6):
        api.get("imports/")
