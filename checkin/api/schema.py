"""What drf-spectacular has to be told so that the schema is true of this API."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from checkin.api.errors import CODES, PROBLEM, RETRY_AFTER, TITLES
from checkin.api.queries import FieldsQuery, PageQuery
from checkin.errors import Conflict

Json = dict[str, Any]


class Pages:
    """The envelope of a list. A view with a bare list sets `pagination_class = None`."""

    parameters: list[Any] = [PageQuery]

    def get_paginated_response_schema(self, rows: Json) -> Json:
        address = {"type": ["string", "null"], "format": "uri"}
        properties = {"results": rows, "next": address, "previous": address}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: object) -> list[Json]:
        return []  # they come as `parameters`


class OnePage(Pages):
    """The envelope of a list that is paged in its own way, or not at all."""

    parameters = []


class Schema(AutoSchema):
    """Lists are pages, answers have all their fields, and the first sentence of a docstring is the summary."""

    def get_tags(self) -> list[str]:
        own = [part for part in self._tokenize_path() if part != "events"]
        return [own[0] if own else "events"]

    def get_summary(self) -> str:
        return self._doc()[0]

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it; DRF's, in the stubs, has arguments
        return self._doc()[1]

    def _doc(self) -> tuple[str, str]:
        handler = getattr(self.view, self.method.lower())
        text = " ".join((handler.__doc__ or "").split())
        first, _, rest = text.partition(". ")
        return first.removesuffix("."), rest

    def get_override_parameters(self) -> list[Any]:
        if self.method != "GET":
            return []
        pages = self._get_paginator() if self._is_list_view() else None
        return [*(pages.parameters if pages else []), FieldsQuery]

    def _get_paginator(self) -> Pages | None:
        kind: type[Pages] | None = getattr(self.view, "pagination_class", Pages)
        return kind() if kind else None

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}Page"

    def _insert_field_validators(self, field: Any, schema: Json) -> None:
        """A blank may be both of the library's two shapes: where formats are not checked, any text is an address."""
        library: Any = super()  # which has no types here
        library._insert_field_validators(field, schema)
        if {"type": "string", "maxLength": 0} in schema.get("oneOf", []):
            schema["anyOf"] = schema.pop("oneOf")

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Json:
        library: Any = super()  # which has no types here
        schema: Json = library._map_basic_serializer(serializer, direction)
        schema["description"] = vars(type(serializer)).get("__doc__")  # not what a base class says of itself
        if not schema["description"]:
            del schema["description"]
        if direction == "response" and "properties" in schema:
            schema["required"] = sorted(schema["properties"])
        if one_of := getattr(serializer, "one_of", None):
            schema["oneOf"] = one_of
        return schema


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "checkin.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token of `auth/tokens/`."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "checkin.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        told = "The cookie that `auth/login/` sets. Writing needs the `csrftoken` cookie's value in `X-CSRFToken`."
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": told}


class DeviceScheme(OpenApiAuthenticationExtension):
    target_class = "checkin.api.authentication.DeviceAuthentication"
    name = "device"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        told = "The cookie that `pair/` sets. Writing needs the `csrftoken` cookie's value in `X-CSRFToken`."
        return {"type": "apiKey", "in": "cookie", "name": "headcount-device", "description": told}


# -- problems ---------------------------------------------------------------------------------------------------------

_PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457. Branch on `code`. A conflict may have further members, as `allowed`.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "By field, what is wrong with it.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
_RETRY: Json = {
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds", "example": int(RETRY_AFTER)}
}
_SECRET = ("/pair/", "/invitation/")  # where something secret is looked up
_PACED = (
    *_SECRET,
    "/login/",
    "/tokens/",
    "/password/",
    "/scans/",
    "/scans/batch/",
    "/scans/undo/",
    "/walk-ins/",
)  # where one may come too often
_HEADERS: dict[int, Json] = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "example": "Bearer"}},
    429: _RETRY,
    503: _RETRY,
}
_TITLES = {**TITLES, 409: Conflict.title}
_NAMES = {code: name.title().replace("_", "") for code, name in {**CODES, 409: Conflict.code}.items()}


def add_problems(result: Json, **_: object) -> Json:
    """Postprocessing hook: every operation names the problems that can happen to it."""
    components = result["components"]
    components["schemas"]["Problem"] = _PROBLEM
    used: set[int] = set()
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            codes = _problems_of(path, method, operation)
            used |= codes
            for code in sorted(codes):
                operation["responses"][str(code)] = {"$ref": f"#/components/responses/{_NAMES[code]}"}
    components["responses"] = {_NAMES[code]: _response(code) for code in sorted(used)}
    return result


def _problems_of(path: str, method: str, operation: Json) -> set[int]:
    codes = {401, 503}
    has_body = "requestBody" in operation
    if has_body or any(parameter["in"] == "query" for parameter in operation.get("parameters", [])):
        codes.add(400)
    if has_body:
        codes |= {413, 415}
    if path.endswith("/tickets/"):  # too many in one file
        codes.add(413)
    if operation.get("security") or method != "get":  # without a role, or without the CSRF token
        codes.add(403)
    if "{" in path or path.endswith(_SECRET):
        codes.add(404)
    if method == "post" and path.endswith(_PACED):
        codes.add(429)
    if method != "get" and operation["tags"] != ["auth"]:
        codes.add(409)
    return codes


def _response(code: int) -> Json:
    answer: Json = {
        "description": _TITLES[code],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return answer | ({"headers": _HEADERS[code]} if code in _HEADERS else {})
