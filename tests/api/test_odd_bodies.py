"""Bodies with one thing wrong, made up: never a 5xx, and every refusal is a problem document."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.models import Event
from tests.api.conftest import Api
from tests.making import gate_of, make_registrant

pytestmark = pytest.mark.django_db

ODD = [  # JSON as it is sent, or what only looks like it
    *("1e400", "-1e400", "NaN", "Infinity", "-0", "0.1", "1.0", "1e2", "00", "0x1", "+1", "1_000"),
    *("true", "false", "null", "[]", "{}", "[null]", '{"id": 1}', '""', '" "', '"\\t\\n"', "", ",", "}"),
    *(str(2**31), str(2**63 - 1), str(2**63), str(2**64), str(-(2**63)), "9" * 400, "1e308", "1e-400"),
    *('"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"a\\u0000b"', '"\\u202e"', '"\\u200b"', '"\\ufeff"'),
    '"' + "e" + "\u0301" * 10_000 + '"',
    '"' + "\u0301" * 150 + '"',
    *('"𝕏👩‍👩‍👧"', '"\u0085"', '"\u2028"', '"İıẞß"', '"' + "ß" * 200 + '"', '"<b>"', '"\'=1+1"'),
    *('"9999-12-31T23:59:59.999999-12:00"', '"0001-01-01T00:00:00+14:00"', '"2000-01-01T00:00:00+14:00"'),
    *('"2999-12-31T23:59:59-12:00"', '"2026-02-29T00:00:00Z"', '"2026-05-01T24:00:00Z"', '"2026-W01-1"'),
    *('"2026-05-01T09:30:00+99:99"', '"2026-05-01T09:30:00.' + "9" * 50 + 'Z"', '"٢٠٢٦-05-01T09:30:00Z"'),
    *('"00000000-0000-0000-0000-000000000000"', '"{urn:uuid:" ', '"urn:uuid:' + "0" * 32 + '"'),
    *("[" * depth + "]" * depth for depth in (50, 500, 2000)),
    *('{"a":' * depth + "1" + "}" * depth for depth in (50, 500, 2000)),
]
ENCODINGS = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"]
VALUES = st.sampled_from(ODD) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
).map(json.dumps)


def bodies(event: Event) -> dict[str, dict[str, object]]:
    """A good one for each address."""
    gate, key = gate_of(event).pk, str(uuid.uuid4())
    scan = {
        "code": "CODE",
        "gate": gate,
        "direction": "entry",
        "idempotency_key": key,
        "scanned_at": "2026-05-01T09:30:00Z",
        "override": {"reason": "badge swapped"},
        "decided": "admitted",
    }
    person = {"name": "Mara", "email": "m@example.org", "company": "N", "note": "n", "pass_type": None}
    return {
        "scans/": scan,
        "scans/batch/": {"scans": [scan]},
        "scans/undo/": {"scan": key, "reason": "by mistake"},
        "registrants/": {
            **person,
            "pass_type": 1,
            "code": "C-1",
            "external_id": "x",
            "attention": True,
            "order_ref": "o",
            "status": "confirmed",
        },
        "walk-ins/": {**person, "gate": gate, "idempotency_key": key, "scanned_at": "2026-05-01T09:30:00Z"},
    }


@pytest.mark.parametrize(
    "path", ["scans/", "scans/batch/", "scans/undo/", "registrants/", "walk-ins/", "registrants/{pk}/"]
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_odd_value_breaks_nothing(api: Api, event: Event, path: str, data: st.DataObject) -> None:
    patched = make_registrant(event) if "pk" in path else None
    good = bodies(event)["registrants/" if patched else path]
    name = data.draw(st.sampled_from([*good, "scans.0", "surprise", "\0"]))
    text = _with(good, name, data.draw(VALUES), twice=data.draw(st.booleans()))
    body = text.encode(data.draw(st.sampled_from(ENCODINGS)), "replace")
    url = path.format(pk=patched and patched.pk)
    answer: Any = api.send("PATCH" if patched else "POST", url, body)
    assert answer.status_code in {200, 201, 400, 404, 409}, (answer.status_code, body[:200])
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json().keys() >= {"type", "title", "status", "code", "detail"}
    for item in answer.json().get("results", []):
        assert item.get("status", 200) in {200, 400, 409}, item


def _with(good: dict[str, object], name: str, value: str, *, twice: bool) -> str:
    """The body as text with one of its values exchanged, or said once more."""
    fields = {key: json.dumps(one) for key, one in good.items()}
    if name == "scans.0":
        fields = {"scans": f"[{value}]"} if "scans" in good else fields
        return "{" + ", ".join(f"{json.dumps(key)}: {one}" for key, one in fields.items()) + "}"
    said = [(key, one) for key, one in fields.items() if twice or key != name]
    return "{" + ", ".join(f"{json.dumps(key)}: {one}" for key, one in [*said, (name, value)]) + "}"
