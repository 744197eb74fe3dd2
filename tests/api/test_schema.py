"""The published schema: valid, complete, true of what is read and written by hand, and there for everybody."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import ValidationError  # type: ignore[import-untyped]  # ships none

from checkin.api import examples
from checkin.api.scan_input import FIELDS, scan_request
from checkin.errors import InvalidInput
from checkin.models import Event
from checkin.services.current import current_counts
from tests.api.conformance import named, schema
from tests.api.conftest import Api
from tests.making import change_area, make_registrant, pass_type_of, scan

ROOT = Path(__file__).resolve().parents[2]


def test_the_schema_is_valid_and_without_a_warning(tmp_path: Path) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "openapi.yaml"))


def test_the_committed_schema_is_the_present_one() -> None:
    committed = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text())
    assert committed == schema(), "make schema"


def operations() -> dict[str, dict[str, Any]]:
    return {
        f"{verb.upper()} {path}": operation
        for path, verbs in schema()["paths"].items()
        for verb, operation in verbs.items()
    }


def test_every_operation_says_what_it_is_and_what_can_go_wrong() -> None:
    ids = [operation["operationId"] for operation in operations().values()]
    assert len(ids) == len(set(ids))
    for name, operation in operations().items():
        assert operation["summary"], name
        assert operation["tags"], name
        assert {"401", "503"} <= operation["responses"].keys(), name
        assert "404" in operation["responses"] or "{" not in name, name
        assert operation.get("security") or name.endswith(("login/", "tokens/", "pair/", "invitation/")), name


ENVELOPE = {"results", "next", "previous"}
MORE = {"GET /api/v1/events/{event}/conflicts/": {"open", "total"}}  # what a list tells beside its rows


def test_lists_have_their_envelope_and_arrivals_have_none() -> None:
    bare = []
    for name, operation in operations().items():
        if operation["operationId"].endswith("_list"):
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            page = schema()["components"]["schemas"].get(answer.get("$ref", "").rpartition("/")[2], {})
            if page.get("properties", {}).keys() != ENVELOPE | MORE.get(name, set()):
                bare.append(name)
    assert bare == ["GET /api/v1/events/{event}/arrivals/"]


def test_anybody_may_read_it(anonymous: Api) -> None:
    answer = anonymous.client.get("/api/v1/schema/")
    assert answer.status_code == 200
    assert yaml.safe_load(answer.content)["openapi"].startswith("3.1")
    as_json = anonymous.client.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    assert as_json.json()["info"]["title"] == "Headcount"


def test_it_is_made_once_however_often_it_is_read(anonymous: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    first = anonymous.client.get("/api/v1/schema/").content
    monkeypatch.setattr(SchemaGenerator, "get_schema", None)
    assert anonymous.client.get("/api/v1/schema/").content == first


def test_anybody_may_browse_it_under_the_sites_own_policy(anonymous: Api) -> None:
    """No script in the page: the policy allows only files of this site."""
    answer = anonymous.client.get("/api/v1/docs/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    addresses = [re.findall('src="(/[^"]+)"', attributes) for attributes, _ in scripts]
    assert all(len(found) == 1 for found in addresses)
    assert not any(body.strip() for _, body in scripts)
    [own] = [address for [address] in addresses if "/docs/" in address]
    script = anonymous.client.get(own.replace("&amp;", "&"))
    assert script.status_code == 200
    assert script["Content-Type"].partition(";")[0] in {"application/javascript", "text/javascript"}


SCAN = {"code": "X", "gate": 1, "idempotency_key": str(uuid.UUID(int=1))}


@pytest.mark.parametrize(
    "body",
    [
        SCAN,
        {**SCAN, "direction": "entry"},
        {**SCAN, "direction": "exit"},
        {**SCAN, "direction": "sideways"},
        {**SCAN, "direction": 1},
        {**SCAN, "scanned_at": "2026-05-01T09:30:00+02:00"},
        {**SCAN, "scanned_at": None},
        {**SCAN, "scanned_at": 5},
        {**SCAN, "override": {"reason": "swapped"}},
        {**SCAN, "override": None},
        {**SCAN, "override": {}},
        {**SCAN, "override": {"reason": ""}},
        {**SCAN, "override": {"reason": "x" * 501}},
        {**SCAN, "override": "yes"},
        {**SCAN, "code": ""},
        {**SCAN, "code": None},
        {**SCAN, "code": 5},
        {**SCAN, "code": "x" * 200},
        {**SCAN, "code": "x" * 201},
        {**SCAN, "registrant": None},
        {**SCAN, "registrant": 5},
        {**SCAN, "code": None, "registrant": 5},
        {**SCAN, "code": None, "registrant": None},
        {**SCAN, "code": None, "registrant": "5"},
        {**SCAN, "code": None, "registrant": 0},
        {**SCAN, "code": None, "registrant": 2**63},
        {"registrant": 5, "gate": 1, "idempotency_key": SCAN["idempotency_key"]},
        {**SCAN, "decided": None},
        {**SCAN, "decided": "admitted"},
        {**SCAN, "decided": "perhaps"},
        {**SCAN, "decided": ""},
        {**SCAN, "gate": "1"},
        {**SCAN, "gate": None},
        {**SCAN, "gate": True},
        {**SCAN, "gate": 1.5},
        {**SCAN, "idempotency_key": "x"},
        {**SCAN, "idempotency_key": None},
        {},
        [],
        None,
        "X",
        *({name: value for name, value in SCAN.items() if name != left_out} for left_out in SCAN),
    ],
)
def test_a_scan_is_read_as_the_schema_says(body: Any) -> None:
    try:
        scan_request(body)
        read = True
    except InvalidInput:
        read = False
    assert read == named("ScanRequest").is_valid(body)


def test_the_fields_of_a_scan_are_those_of_the_schema() -> None:
    assert schema()["components"]["schemas"]["ScanRequest"]["properties"].keys() == FIELDS


@pytest.mark.django_db
def test_every_answer_to_a_scan_has_the_shape_of_the_schema(event: Event) -> None:
    registrant = make_registrant(event, company="Nordwind")
    answers = [
        scan(event, registrant.code),
        scan(event, registrant.code),
        scan(event, registrant.code, direction="exit"),
        scan(event, registrant.code, direction="exit"),
        scan(event, registrant.code, override_reason="swapped"),
        scan(event, "NOBODY"),
    ]
    change_area(event, capacity=1)
    answers.append(scan(event, make_registrant(event, "Second").code))
    assert {answer["outcome"] for answer in answers} == {"admitted", "exited", "refused"}
    for answer in answers:
        exact(answer, "ScanAnswer")


@pytest.mark.django_db
def test_counts_have_the_shape_of_the_schema(event: Event) -> None:
    scan(event, make_registrant(event, pass_type_id=pass_type_of(event).pk).code)
    exact(dict(current_counts(event.pk)), "Counts")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (examples.SCAN_EXAMPLE, "ScanRequest"),
        (examples.ANSWER_EXAMPLE, "ScanAnswer"),
        (examples.COUNTS_EXAMPLE, "Counts"),
    ],
)
def test_the_examples_have_the_shape_of_the_schema(value: dict[str, Any], name: str) -> None:
    named(name).validate(value)


def test_a_wrong_shape_is_seen() -> None:
    for wrong in ({**examples.COUNTS_EXAMPLE, "inside": "many"}, {"event": "expo"}):
        with pytest.raises(ValidationError):
            named("Counts").validate(wrong)


def exact(value: dict[str, Any], name: str) -> None:
    """The shape of this name, and no field more, at any depth."""
    named(name).validate(value)
    shape = schema()["components"]["schemas"][name]
    assert value.keys() == shape["properties"].keys()
    for field, inner in value.items():
        told = shape["properties"][field]
        refs = [
            option for option in (told, told.get("items", {}), *told.get("oneOf", [])) if "$ref" in option
        ]
        for ref, part in (
            (ref, part) for ref in refs for part in (inner if isinstance(inner, list) else [inner])
        ):
            if isinstance(part, dict):
                exact(part, ref["$ref"].rpartition("/")[2])


def test_the_schema_is_made_once_whatever_is_added_to_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    made = 0
    make = SchemaGenerator.get_schema

    def count(self: SchemaGenerator, *args: Any, **kwargs: Any) -> Any:
        nonlocal made
        made += 1
        return make(self, *args, **kwargs)  # type: ignore[no-untyped-call]  # untyped library

    monkeypatch.setattr(SchemaGenerator, "get_schema", count)
    for number in range(3):
        answer = Client().get(f"/api/v1/schema/?x={number}", headers={"Cookie": f"a={number}"})
        assert answer.status_code == 200
    assert made == 1
