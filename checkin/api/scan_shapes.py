"""The shapes of scans and counts as the schema documents them. Scans are read and written by hand
(`scan_input`, `services.scanning`); a test holds both against these."""

from typing import Any

import orjson
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from checkin.api.queries import Time
from checkin.choices import Direction, Outcome, RefusalReason, Status, Withheld
from checkin.models import Scan


class PassTypeBriefSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    colour = serializers.CharField()


class OverrideSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class ScanSerializer(serializers.Serializer[Any]):
    """One read of a code, or a check-in by name: `registrant` instead of `code`, exactly one of them."""

    one_of = (
        {"required": ["code"], "properties": {"code": {"type": "string"}}},
        {"required": ["registrant"], "properties": {"registrant": {"type": "integer"}}},
    )

    code = serializers.CharField(max_length=200, required=False, allow_null=True)
    registrant = serializers.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        allow_null=True,
        help_text="The id of who was found by name.",
    )
    gate = serializers.IntegerField()
    direction = serializers.ChoiceField(choices=Direction.choices, default=Direction.ENTRY)
    idempotency_key = serializers.UUIDField(help_text="Made by the client, the same on every retry.")
    scanned_at = Time(required=False, allow_null=True, help_text="The device's clock. Left out: now.")
    override = OverrideSerializer(required=False, allow_null=True)
    decided = serializers.ChoiceField(
        choices=Outcome.choices,
        required=False,
        allow_null=True,
        help_text="What the device showed by itself, before it had an answer. Let in there and refused here, it is a "
        "conflict. No part of what a repeated key has to repeat.",
    )


class ScannedRegistrantSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    company = serializers.CharField()
    pass_type = PassTypeBriefSerializer()
    status = serializers.ChoiceField(choices=Status.choices)
    checked_in_at = serializers.DateTimeField(allow_null=True)


class PreviousScanSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    gate = serializers.CharField()
    by = serializers.CharField()
    seconds_ago = serializers.IntegerField()
    same_device = serializers.BooleanField()


class GateBriefSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ScanAnswerSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    idempotency_key = serializers.UUIDField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    reason = serializers.ChoiceField(choices=RefusalReason.choices, allow_null=True)
    message = serializers.CharField()
    registrant = ScannedRegistrantSerializer(allow_null=True)
    previous = PreviousScanSerializer(allow_null=True)
    gate = GateBriefSerializer()
    direction = serializers.ChoiceField(choices=Direction.choices)
    overridable = serializers.BooleanField(help_text="An override would admit.")
    overridden = serializers.BooleanField()
    scanned_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    replayed = serializers.BooleanField()


@extend_schema_serializer(component_name="ScanAnswer")
class StoredAnswer(ScanAnswerSerializer):
    """A log row as it was answered."""

    def to_representation(self, scan: Scan) -> dict[str, Any]:
        return {"id": scan.pk, **orjson.loads(scan.answer), "replayed": False}


@extend_schema_field(
    {
        "oneOf": [
            {"$ref": "#/components/schemas/ScanAnswer"},
            {
                "allOf": [{"$ref": "#/components/schemas/Problem"}],
                "properties": {
                    "idempotency_key": {"description": "As it was sent; null where there was none."}
                },
                "required": ["idempotency_key"],
            },
        ]
    }
)
class _Result(serializers.DictField):
    pass


class BatchSerializer(serializers.Serializer[Any]):
    scans = serializers.ListField(child=ScanSerializer(), min_length=1, max_length=500)


class BatchAnswerSerializer(serializers.Serializer[Any]):
    results = serializers.ListField(
        child=_Result(),
        help_text="In the order sent, one for each.",
    )


# -- counts -----------------------------------------------------------------------------------------------------------


class PeopleSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    registered = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    checked_in = serializers.IntegerField()
    cancelled = serializers.IntegerField()
    expected = serializers.IntegerField(help_text="total - cancelled")


class ScanCountsSerializer(serializers.Serializer[Any]):
    admitted = serializers.IntegerField()
    exited = serializers.IntegerField()
    refused = serializers.IntegerField()


class PassTypeCountsSerializer(PassTypeBriefSerializer):
    total = serializers.IntegerField()
    registered = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    checked_in = serializers.IntegerField()
    cancelled = serializers.IntegerField()


class AreaCountsSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    capacity = serializers.IntegerField(allow_null=True)
    inside = serializers.IntegerField()


class GateCountsSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    area = serializers.IntegerField()
    admitted = serializers.IntegerField()
    exited = serializers.IntegerField()
    refused = serializers.IntegerField()
    per_minute = serializers.IntegerField(help_text="Admitted in the last minute.")


class ArrivalCountsSerializer(serializers.Serializer[Any]):
    last_1m = serializers.IntegerField()
    last_5m = serializers.IntegerField()
    last_15m = serializers.IntegerField()


class CountsSerializer(serializers.Serializer[Any]):
    event = serializers.CharField()
    revision = serializers.IntegerField()
    as_of = serializers.DateTimeField()
    capacity = serializers.IntegerField(allow_null=True)
    people = PeopleSerializer()
    inside = serializers.IntegerField()
    scans = ScanCountsSerializer()
    pass_types = PassTypeCountsSerializer(many=True)
    areas = AreaCountsSerializer(many=True)
    gates = GateCountsSerializer(many=True)
    arrivals = ArrivalCountsSerializer()


class ArrivalSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField(help_text="Begin of the bucket.")
    admitted = serializers.IntegerField()


class PersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    company = serializers.CharField()


class GateNowSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    admitted = serializers.IntegerField(help_text="In these minutes.")
    refused = serializers.IntegerField(help_text="In these minutes.")
    refused_since = serializers.DateTimeField(allow_null=True, help_text="The first of those refusals.")
    last_admitted_at = serializers.DateTimeField(
        allow_null=True, help_text="To the minute. Null: not in the last day."
    )


class TwiceTriedSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    registrant = PersonSerializer()
    gate = serializers.CharField(help_text="Where it was refused.")
    first_gate = serializers.CharField(help_text="Where it was admitted.")
    first_at = serializers.DateTimeField()


class GatesNowSerializer(serializers.Serializer[Any]):
    as_of = serializers.DateTimeField()
    minutes = serializers.IntegerField(help_text="How long `now` is.")
    gates = GateNowSerializer(many=True)
    twice = TwiceTriedSerializer(many=True, help_text="Tickets tried at two gates of late, the newest first.")


class PeakSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    per_minute = serializers.FloatField()


class PastErrorSerializer(serializers.Serializer[Any]):
    forecast = serializers.FloatField(help_text="Mean absolute error of earlier half hours, in people.")
    same_as_before = serializers.FloatField(help_text="That of “as many as in the last ten minutes”.")
    tried = serializers.IntegerField(help_text="How many half hours that is.")


class ForecastSerializer(serializers.Serializer[Any]):
    as_of = serializers.DateTimeField()
    minutes = serializers.IntegerField(help_text="How far ahead.")
    withheld = serializers.ChoiceField(
        choices=Withheld.choices,
        allow_null=True,
        help_text="Why there are no numbers: they are told only where earlier predictions beat the plain guess.",
    )
    expected = serializers.IntegerField(allow_null=True, help_text="Admissions within these minutes.")
    low = serializers.IntegerField(allow_null=True, help_text="In four cases of five, at least so many,")
    high = serializers.IntegerField(allow_null=True, help_text="and at most so many.")
    peak = PeakSerializer(allow_null=True, help_text="The busiest five minutes of the next hour.")
    error = PastErrorSerializer(allow_null=True)
    days = serializers.IntegerField(help_text="Earlier days of the event that it goes by.")
    events = serializers.IntegerField(help_text="Earlier events of its organisers that it goes by.")


class ActivitySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    revision = serializers.IntegerField()
    registrant = PersonSerializer()
    to = serializers.ChoiceField(choices=Status.choices)
    gate = serializers.CharField(allow_null=True)
    by = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {
            "from": serializers.ChoiceField(choices=Status.choices, allow_null=True)
        }
