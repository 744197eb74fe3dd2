"""The roster as the schema documents it. People are rows of a table without headings: there are many of them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from checkin.api.serializers import AreaSerializer, EventSerializer, GateSerializer, PassTypeSerializer
from checkin.choices import Status

Json = dict[str, Any]


def _row(*columns: Json) -> Json:
    """An array with just these places."""
    return {
        "type": "array",
        "prefixItems": list(columns),
        "items": False,
        "minItems": len(columns),
        "maxItems": len(columns),
    }


def _column(kind: str, description: str, **more: Any) -> Json:
    return {"type": kind, "description": description, **more}


_HASH = {"type": "string", "pattern": "^[A-Za-z0-9_-]{16}$"}
_PRESENCE = _row(
    _column("integer", "area"),
    _column("integer", "1: inside now", enum=[0, 1]),
    _column("string", "of the last admission or exit there", format="date-time"),
    _column("integer", "its gate"),
    _column("string", "who scanned"),
)
_PERSON = _row(
    _column("integer", "id"),
    _column("string", "name"),
    _column("string", "company"),
    _column("integer", "pass type"),
    _column("string", "status", enum=Status.values),
    _column("string", "order_ref"),
    _column("integer", "attention", enum=[0, 1]),
    _column("string", "note"),
    _column("array", "hashes of the code", items=_HASH),
    _column("array", "hashes of codes that were replaced", items=_HASH),
    _column("array", "one for each area they were admitted to", items=_PRESENCE),
)


@extend_schema_field(_PERSON)
class _Person(serializers.ListField):
    pass


class RosterSerializer(serializers.Serializer[Any]):
    """What a scanner keeps. A hash is base64url of the first 12 bytes of SHA-256 of the salt and then the code."""

    cursor = serializers.CharField(help_text="What to send as `since` next.")
    more = serializers.BooleanField(help_text="There is another page, now.")
    whole = serializers.BooleanField(help_text="Part of a run through everybody, else of what changed.")
    total = serializers.IntegerField(help_text="People of the event.")
    revision = serializers.IntegerField()
    as_of = serializers.DateTimeField()
    salt = serializers.CharField()
    event = EventSerializer()
    pass_types = PassTypeSerializer(many=True)
    areas = AreaSerializer(many=True)
    gates = GateSerializer(many=True)
    people = serializers.ListField(child=_Person())
