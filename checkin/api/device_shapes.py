"""Shapes of devices, pairing and the quarantine."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from checkin.api.queries import Time
from checkin.api.serializers import Own, Strict, StrictModel
from checkin.choices import DeviceKind
from checkin.models import Device, DeviceState, Gate, QuarantinedScan, Token
from checkin.services.devices import ONLINE, gates_of


class DeviceSerializer(serializers.ModelSerializer[Device]):
    """A scanner or kiosk, and what it last told of itself."""

    gates = serializers.SerializerMethodField(help_text="Those it may scan at. None listed: all.")
    valid_until = serializers.DateTimeField(source="ends_at")
    paired = serializers.SerializerMethodField()
    paired_at = serializers.SerializerMethodField(help_text="When its present token was made.")
    online = serializers.SerializerMethodField(help_text="Heard of in the last 30 s.")
    last_seen = serializers.SerializerMethodField()
    app_version = serializers.SerializerMethodField()
    waiting = serializers.SerializerMethodField(help_text="Scans on the device that are not answered yet.")
    clock_offset_ms = serializers.SerializerMethodField(help_text="What the device adds to its clock.")
    battery = serializers.SerializerMethodField(help_text="Percent.")

    class Meta:
        model = Device
        fields: tuple[str, ...] = (
            *(
                "id",
                "kind",
                "name",
                "gate",
                "gates",
                "created_at",
                "valid_until",
                "revoked_at",
                "paired",
                "paired_at",
            ),
            *("online", "last_seen", "app_version", "waiting", "clock_offset_ms", "battery"),
        )

    def get_gates(self, device: Device) -> list[int]:
        return sorted(gate.pk for gate in device.gates.all())

    def get_paired(self, device: Device) -> bool:
        return _token(device) is not None

    def get_paired_at(self, device: Device) -> datetime | None:
        token = _token(device)
        return token.created_at if token else None

    def get_online(self, device: Device) -> bool:
        seen = self.get_last_seen(device)
        return seen is not None and timezone.now() - seen < ONLINE and device.revoked_at is None

    def get_last_seen(self, device: Device) -> datetime | None:
        return _state(device).seen_at

    def get_app_version(self, device: Device) -> str:
        return _state(device).app_version

    def get_waiting(self, device: Device) -> int | None:
        return _state(device).waiting

    def get_clock_offset_ms(self, device: Device) -> int | None:
        return _state(device).clock_offset_ms

    def get_battery(self, device: Device) -> int | None:
        return _state(device).battery


def _token(device: Device) -> Token | None:
    return next((token for token in device.tokens.all() if token.replaced_at is None), None)


def _state(device: Device) -> DeviceState:
    return getattr(device, "state", None) or DeviceState()


class NewDeviceSerializer(StrictModel):
    """What can be written of a device."""

    kind = serializers.ChoiceField(choices=DeviceKind.choices)
    gate = Own(queryset=Gate.objects.all(), required=False, allow_null=True)
    gates = Own(
        many=True,
        queryset=Gate.objects.all(),
        required=False,
        help_text="Those it may use. None listed: all.",
    )
    valid_until = Time(required=False, help_text="Left out: 24 h after the event's end.")

    class Meta:
        model = Device
        fields: tuple[str, ...] = ("kind", "name", "gate", "gates", "valid_until")

    def validate_valid_until(self, value: datetime) -> datetime:
        if value <= timezone.now():
            raise serializers.ValidationError("This is over already.")
        return value


class ChangeDeviceSerializer(NewDeviceSerializer):
    class Meta(NewDeviceSerializer.Meta):
        fields = ("name", "gate", "gates", "valid_until")  # its kind stays


class PairingCodeSerializer(DeviceSerializer):
    """The device, and the code that pairs it once. It is shown here and stored nowhere."""

    pairing_code = serializers.CharField()
    pairing_url = serializers.URLField()
    pairing_qr = serializers.CharField(help_text="The URL as a QR code: an SVG data URI.")
    expires_at = serializers.DateTimeField(help_text="When the code ends.")

    class Meta(DeviceSerializer.Meta):
        fields = (
            *DeviceSerializer.Meta.fields,
            *("pairing_code", "pairing_url", "pairing_qr", "expires_at"),
        )


class PairSerializer(Strict):
    code = serializers.CharField(
        max_length=20, help_text="Eight characters; case, spaces and - do not matter."
    )


class OwnDeviceSerializer(serializers.Serializer[Any]):
    """What a device may know of itself."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=DeviceKind.choices)
    name = serializers.CharField()
    event = serializers.CharField(source="event.slug")
    gate = serializers.IntegerField(source="gate_id", allow_null=True)
    gates = serializers.SerializerMethodField(help_text="Those it may scan at. None listed: all.")
    valid_until = serializers.DateTimeField(source="ends_at")

    def get_gates(self, device: Device) -> list[int]:
        return sorted(gates_of(device))


class PairedSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="Shown once.")
    device = OwnDeviceSerializer()


class DeviceStateSerializer(Strict):
    app_version = serializers.CharField(max_length=40, required=False, allow_blank=True)
    waiting = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)
    clock_offset_ms = serializers.IntegerField(min_value=-(10**13), max_value=10**13, required=False)
    battery = serializers.IntegerField(min_value=0, max_value=100, required=False, allow_null=True)


class QuarantinedScanSerializer(serializers.ModelSerializer[QuarantinedScan]):
    device = serializers.CharField(source="device.name")

    class Meta:
        model = QuarantinedScan
        fields = ("id", "device", "request", "received_at", "accepted", "decided_at")


class DecisionSerializer(Strict):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), min_length=1, max_length=500
    )
    accept = serializers.BooleanField(help_text="False discards them.")


class DecidedSerializer(serializers.Serializer[Any]):
    decided = serializers.IntegerField()
    admitted = serializers.IntegerField()
    failed = serializers.IntegerField(help_text="Accepted, but not to be recorded: a gate that is gone, say.")
