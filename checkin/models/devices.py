from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from checkin.choices import DeviceKind
from checkin.models.events import Event, Gate

VALID_AFTER = timedelta(hours=24)  # after the end of the event


class Device(models.Model):
    """A scanner or kiosk of one event. Its token (`Token`) opens that event alone, until it ends or is revoked."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="devices")
    kind = models.CharField(max_length=7, choices=DeviceKind.choices)
    name = models.CharField(max_length=100)
    gate = models.ForeignKey(
        Gate, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # its own
    gates = models.ManyToManyField(Gate, blank=True, related_name="+")  # those it may use; none listed: all
    created_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)  # None: a day after the event's end
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "name"], name="device_name_once"),
            models.CheckConstraint(condition=Q(kind__in=DeviceKind.values), name="device_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=DeviceKind.SCANNER) | Q(gate=None), name="device_kiosk_has_no_gate"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ends_at(self) -> datetime:
        """When its token ends. Follows the event, also when that is moved."""
        return self.valid_until or max(self.event.ends_at, self.created_at) + VALID_AFTER


class Pairing(models.Model):
    """A code that pairs one device, once. Its first half finds it; of the second only the SHA-256 is kept."""

    device = models.OneToOneField(Device, on_delete=models.CASCADE, primary_key=True, related_name="pairing")
    slot = models.CharField(max_length=4, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"pairing of device {self.device_id}"


class DeviceState(models.Model):
    """What a device last told of itself. Apart from `Device`, because it is written every few seconds."""

    device = models.OneToOneField(Device, on_delete=models.CASCADE, primary_key=True, related_name="state")
    seen_at = models.DateTimeField()
    app_version = models.CharField(max_length=40, blank=True)
    waiting = models.PositiveIntegerField(null=True)  # scans on the device that are not answered yet
    clock_offset_ms = models.BigIntegerField(null=True)  # what the device adds to its clock
    battery = models.PositiveSmallIntegerField(null=True)  # percent

    def __str__(self) -> str:
        return f"device {self.device_id} at {self.seen_at}"


class QuarantinedScan(models.Model):
    """A scan that a revoked scanner still held: kept, not counted, until an organiser decides."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", db_index=False)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="quarantined_scans")
    idempotency_key = models.UUIDField()
    request = models.JSONField()  # as it was sent
    received_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)  # None: not decided
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "idempotency_key"], name="quarantined_key_once"),
            models.CheckConstraint(
                condition=Q(accepted=None, decided_at=None)
                | Q(accepted__isnull=False, decided_at__isnull=False),
                name="quarantined_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"quarantined scan {self.pk}"


class RateCounter(models.Model):
    """How often something was done in the present window (`services.limits`), where there is no Redis."""

    key = models.CharField(max_length=200, primary_key=True)
    n = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key}: {self.n}"
