"""Holds every answer that the API's tests see against the schema that the API publishes."""

import json
import re
from functools import cache
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]  # ships none

Json = dict[str, Any]
EVERYWHERE = {405, 406, 500}  # can happen to any request, and are documented for none


@cache
def schema() -> Json:
    return dict(SchemaGenerator().get_schema(request=None, public=True))


@cache
def named(name: str) -> Draft202012Validator:
    """For the schema of this name."""
    return _validator({"$ref": f"#/components/schemas/{name}"})


def _validator(shape: Json) -> Draft202012Validator:
    return Draft202012Validator(
        {**shape, "components": schema()["components"]}, format_checker=FormatChecker()
    )


@cache
def _routes() -> list[tuple[re.Pattern[str], str]]:
    paths = sorted(schema()["paths"], key=lambda path: path.count("{"))  # the most literal first
    return [(re.compile(re.sub(r"{\w+}", "[^/]+", path) + r"\Z"), path) for path in paths]


@cache
def _answers(method: str, route: str, status: int) -> dict[str, Draft202012Validator]:
    """By media type, what this operation says it answers with this status. Fails if it says nothing."""
    told = schema()["paths"][route][method]["responses"].get(str(status))
    assert told is not None, f"{method} {route} does not say that it answers {status}"
    if "$ref" in told:
        told = schema()["components"]["responses"][told["$ref"].rpartition("/")[2]]
    return {
        media_type: _validator(content["schema"]) for media_type, content in told.get("content", {}).items()
    }


def conforms(method: str, path: str, query: str, response: HttpResponseBase) -> None:
    """Fails for an answer with a status, a type or a shape that the schema does not name for this request."""
    method = method.lower()
    route = next((template for pattern, template in _routes() if pattern.match(path)), "")
    if method not in schema()["paths"].get(route, {}) or response.status_code in EVERYWHERE:
        return
    answers = _answers(method, route, response.status_code)
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    if not answers:
        assert not getattr(response, "content", b"")
        return
    assert media_type in answers, f"{method} {route} does not say that it answers {media_type}"
    if media_type.endswith("json") and "fields=" not in query:
        answers[media_type].validate(json.loads(getattr(response, "content", b"")))
