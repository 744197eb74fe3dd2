"""`docs/asyncapi.yaml` says what the sockets say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]  # ships no types
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from checkin.choices import Outcome, Role
from checkin.models import Event, Registrant
from consumers import watch as watching
from consumers.frames import Bye
from tests.consumers.conftest import Do, Open, member
from tests.consumers.test_access import remove
from tests.live_clients import Frame, bearer
from tests.making import scan

DOCS = Path(__file__).resolve().parents[2] / "docs"
ASYNCAPI = yaml.safe_load((DOCS / "asyncapi.yaml").read_text())
OPENAPI = yaml.safe_load((DOCS / "openapi.yaml").read_text())


@pytest.fixture(scope="module")
def frame_schema() -> Draft202012Validator:
    """One of the messages of the document."""
    resources = [(name, DRAFT202012.create_resource(document)) for name, document in DOCUMENTS.items()]
    messages = ASYNCAPI["components"]["messages"].values()
    one_of = [{"$ref": "asyncapi.yaml" + message["payload"]["$ref"]} for message in messages]
    return Draft202012Validator({"oneOf": one_of}, registry=Registry().with_resources(resources))


DOCUMENTS: dict[str, Any] = {"asyncapi.yaml": ASYNCAPI, "openapi.yaml": OPENAPI}


async def test_every_kind_of_frame_is_as_documented(
    monkeypatch: pytest.MonkeyPatch,
    frame_schema: Draft202012Validator,
    watch: Open,
    do: Do,
    event: Event,
    people: list[Registrant],
) -> None:
    monkeypatch.setattr(watching, "HEARTBEAT_EVERY", 0.3)
    user = await do(member, event, Role.ORGANISER)
    socket = await watch(event, await do(bearer, user))
    frames: list[Frame] = [await socket.frame()]
    await do(scan, event, people[0].code)
    await do(scan, event, people[0].code, decided=Outcome.ADMITTED)
    kinds = {"counts", "activity", "scan_refused", "conflicts", "heartbeat"}
    while {frame["type"] for frame in frames} < kinds:
        frames.append(await socket.frame())
    await do(remove, user)
    frames += (await socket.end())[0]
    assert {frame["type"] for frame in frames} == set(ASYNCAPI["components"]["messages"])
    for frame in frames:
        frame_schema.validate(frame)


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "counts", "counts": {}},
        {"type": "heartbeat", "at": "2026-05-01T08:00:00Z"},
        {"type": "conflicts", "open": [{"id": 1}], "count": 1},
        {"type": "conflicts", "open": []},
        {"type": "bye", "reason": "tired"},
        {"type": "bye", "reason": "restart", "name": "Mara"},
        {"type": "else"},
    ],
)
def test_the_document_refuses_other_frames(frame: Frame, frame_schema: Draft202012Validator) -> None:
    with pytest.raises(ValidationError):
        frame_schema.validate(frame)


def test_the_reasons_of_a_bye_are_all_documented() -> None:
    assert set(ASYNCAPI["components"]["schemas"]["ByeFrame"]["properties"]["reason"]["enum"]) == set(Bye)


def test_every_reference_leads_somewhere() -> None:
    for reference in references(ASYNCAPI):
        document, _, pointer = reference.partition("#/")
        found = DOCUMENTS[document or "asyncapi.yaml"]
        for part in pointer.split("/"):
            found = found[part]


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)
