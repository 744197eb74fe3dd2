from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from checkin.choices import Role

COLOUR = r"^#[0-9A-Fa-f]{6}$"


class Event(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    venue = models.CharField(max_length=200, blank=True)
    timezone = models.CharField(max_length=64, default="UTC")  # an IANA name
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveIntegerField(null=True, blank=True)
    requires_confirmation = models.BooleanField(default=False)
    strict_doors = models.BooleanField(default=False)
    closed = models.BooleanField(default=False)
    archived = models.BooleanField(default=False)  # out of the lists
    setup_version = models.PositiveIntegerField(
        default=0, editable=False
    )  # grows with areas and gates changed

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="event_named"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gt=0), name="event_capacity_positive"
            ),
            models.CheckConstraint(
                condition=Q(archived=False) | Q(closed=True), name="event_archived_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PassType(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pass_types")
    name = models.CharField(max_length=100)
    colour = models.CharField(max_length=7, default="#0072B2")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "name"], name="pass_type_name_once"),
            models.CheckConstraint(condition=Q(colour__regex=COLOUR), name="pass_type_colour_is_hex"),
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A part of the venue that admits people. No pass types listed: every pass opens it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=100)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    reentry = models.BooleanField(default=True)
    pass_types = models.ManyToManyField(PassType, blank=True, related_name="areas")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "name"], name="area_name_once"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gt=0), name="area_capacity_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Gate(models.Model):
    """A named door into one area."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="gates")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="gates")
    name = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "name"], name="gate_name_once")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A user's role at one event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "user"], name="member_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="member_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
