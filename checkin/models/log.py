"""The append-only log. Triggers (migration 0002) refuse every UPDATE but the fold's mark, and every DELETE
but that of a whole event under purge. `revision` is that mark: None until the row is counted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from checkin.choices import Direction, Outcome, RefusalReason, Status
from checkin.models.devices import Device
from checkin.models.events import Area, Event, Gate, PassType
from checkin.models.registrants import Registrant


class Scan(models.Model):
    """One read of a code at a gate, whatever came of it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="scans", db_index=False)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    registrant = models.ForeignKey(Registrant, on_delete=models.PROTECT, null=True, related_name="scans")
    code = models.CharField(max_length=200)
    direction = models.CharField(max_length=5, choices=Direction.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=20, choices=RefusalReason.choices, blank=True)
    override_reason = models.CharField(
        max_length=500, blank=True
    )  # as asked for, whether it was needed or not
    overridden = models.BooleanField(default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.CharField(max_length=200)  # who, as they were named then
    idempotency_key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of what the key was used for
    scanned_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    area_delta = models.SmallIntegerField(default=0)  # what this scan adds to who is inside the area,
    event_delta = models.SmallIntegerField(default=0)  # … and inside any area of the event
    answer = models.TextField()  # the JSON given to the client, for word-for-word replays
    revision = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "idempotency_key"], name="scan_key_once"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFUSED, reason__in=RefusalReason.values)
                | Q(outcome__in=[Outcome.ADMITTED, Outcome.EXITED], reason="", registrant__isnull=False),
                name="scan_refused_has_reason",
            ),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="scan_direction_known"),
            models.CheckConstraint(
                condition=Q(area_delta__range=(-1, 1)) & Q(event_delta__range=(-1, 1)), name="scan_moves_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event"], condition=Q(revision=None), name="scan_not_folded"),
            models.Index(
                fields=["event", "revision"],
                condition=Q(outcome=Outcome.REFUSED),
                name="scan_refused_by_revision",
            ),
            models.Index(
                fields=["event", "revision"],
                condition=~Q(outcome=Outcome.REFUSED),
                name="scan_moved_by_revision",
            ),
            models.Index(fields=["event", "-id"], name="scan_by_event"),
        ]

    def __str__(self) -> str:
        return f"scan {self.pk}: {self.outcome} {self.reason}".rstrip()


class StatusChange(models.Model):
    """One step in a registrant's history; the first comes from nothing. A change of details is a step too."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="status_changes", db_index=False)
    registrant = models.ForeignKey(Registrant, on_delete=models.PROTECT, related_name="status_changes")
    from_status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=10, choices=Status.choices)
    from_pass_type = models.ForeignKey(
        PassType, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_pass_type = models.ForeignKey(PassType, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.CharField(max_length=200)
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=500, blank=True)
    event_delta = models.SmallIntegerField(default=0)  # -1: it took someone who was inside out of the event
    revision = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_status="", from_pass_type=None)
                | Q(from_status__in=Status.values, from_pass_type__isnull=False),
                name="status_change_from_whole",
            ),
            models.CheckConstraint(condition=Q(to_status__in=Status.values), name="status_change_to_known"),
            models.CheckConstraint(condition=Q(event_delta__range=(-1, 0)), name="status_change_moves_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event"], condition=Q(revision=None), name="status_change_not_folded"),
            models.Index(fields=["event", "revision", "id"], name="status_change_by_revision"),
        ]

    def __str__(self) -> str:
        return f"registrant {self.registrant_id}: {self.from_status or 'new'} to {self.to_status}"


class Departure(models.Model):
    """An area that a status change took its registrant out of, as by the undo of a check-in."""

    status_change = models.ForeignKey(StatusChange, on_delete=models.PROTECT, related_name="departures")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["status_change", "area"], name="departure_once")
        ]

    def __str__(self) -> str:
        return f"out of area {self.area_id}"


class Purge(models.Model):
    """While an event has a row here, and only in that transaction, its log may be deleted."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"purge of event {self.event_id}"
