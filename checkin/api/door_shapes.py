"""Shapes of what the door sends and is told beside scans: undo, walk-ins, conflicts."""

from typing import Any

from rest_framework import serializers

from checkin.api.queries import Time
from checkin.api.registrant_shapes import Name
from checkin.api.scan_shapes import (
    GateBriefSerializer,
    PassTypeBriefSerializer,
    ScanAnswerSerializer,
    ScannedRegistrantSerializer,
)
from checkin.api.serializers import Strict
from checkin.choices import ConflictOutcome, RefusalReason

_BIGGEST = 2**63 - 1


class UndoSerializer(Strict):
    scan = serializers.UUIDField(help_text="The idempotency key of the scan.")
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


class UndoneSerializer(serializers.Serializer[Any]):
    scan = serializers.UUIDField()
    registrant = ScannedRegistrantSerializer()


class WalkInSerializer(Strict):
    name = Name()
    company = serializers.CharField(max_length=200, allow_blank=True, default="")
    email = serializers.EmailField(max_length=254, allow_blank=True, default="")
    pass_type = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=_BIGGEST,
        help_text="Left out: the first one.",
    )
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")
    gate = serializers.IntegerField(
        min_value=1, max_value=_BIGGEST, help_text="A scanner may leave it out: its own gate."
    )
    idempotency_key = serializers.UUIDField(help_text="Made by the client, the same on every retry.")
    scanned_at = Time(
        required=False, allow_null=True, default=None, help_text="The device's clock. Left out: now."
    )


class WalkedInSerializer(serializers.Serializer[Any]):
    registrant = ScannedRegistrantSerializer()
    scan = ScanAnswerSerializer()


# -- conflicts --------------------------------------------------------------------------------------------------------


class ConflictPersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    company = serializers.CharField()
    pass_type = PassTypeBriefSerializer()


class AreaBriefSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class FirstScanSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    gate = GateBriefSerializer()
    by = serializers.CharField()


class SecondScanSerializer(FirstScanSerializer):
    override_reason = serializers.CharField()


class ConflictSerializer(serializers.Serializer[Any]):
    """A scanner let somebody through by itself, and the server refused."""

    id = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    reason = serializers.ChoiceField(
        choices=RefusalReason.choices, help_text="Why the second scan was refused."
    )
    registrant = ConflictPersonSerializer(allow_null=True, help_text="Null: nobody has the code.")
    area = AreaBriefSerializer()
    first = FirstScanSerializer(allow_null=True, help_text="The admission that stands, where there is one.")
    second = SecondScanSerializer(help_text="The scan that the device let through.")
    outcome = serializers.ChoiceField(
        choices=ConflictOutcome.choices, allow_blank=True, help_text="Empty: open."
    )
    note = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.CharField()


class SettleSerializer(Strict):
    outcome = serializers.ChoiceField(choices=ConflictOutcome.choices)
    note = serializers.CharField(max_length=500, allow_blank=True, default="")
