from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from checkin.choices import Status
from checkin.models.events import Area, Event, Gate, PassType


class Registrant(models.Model):
    """One registration on an event's list. The same person twice is two registrants."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrants", db_index=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, blank=True)
    company = models.CharField(max_length=200, blank=True)
    pass_type = models.ForeignKey(PassType, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=200)
    external_id = models.CharField(max_length=200, blank=True)  # the registration's name where it came from
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REGISTERED)
    registered_at = models.DateTimeField()
    checked_in_at = models.DateTimeField(null=True, blank=True)
    # where the check-in that stands was scanned; nowhere, where it was done by hand
    checked_in_gate = models.ForeignKey(
        Gate, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField(
        default=timezone.now, editable=False
    )  # when its newest step was written
    note = models.TextField(max_length=2000, blank=True)
    attention = models.BooleanField(default=False)  # the door stops at the note until somebody has read it
    order_ref = models.CharField(max_length=100, blank=True)  # whoever came in one order is one party
    # folded words of name, company, e-mail and code, separated by single spaces (services.search)
    search_words = models.TextField(editable=False)
    # checksums of what the last import said (importing.changes), so that only what a list changed is taken over
    import_marks = models.CharField(max_length=56, blank=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "code"], name="registrant_code_once"),
            models.UniqueConstraint(
                fields=["event", "external_id"],
                condition=~Q(external_id=""),
                name="registrant_external_id_once",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="registrant_named"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="registrant_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.CHECKED_IN, checked_in_at__isnull=False)
                | (~Q(status=Status.CHECKED_IN) & Q(checked_in_at=None)),
                name="registrant_checked_in_has_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event", "name", "id"], name="registrant_by_name"),
            models.Index(fields=["event", "company", "name", "id"], name="registrant_by_company"),
            models.Index(fields=["event", "registered_at", "id"], name="registrant_by_registered"),
            models.Index(fields=["event", "checked_in_at", "id"], name="registrant_by_checked_in"),
            models.Index(fields=["event", "status", "name", "id"], name="registrant_by_status"),
            models.Index(fields=["event", "pass_type", "name", "id"], name="registrant_by_pass_type"),
            models.Index(fields=["event", "changed_at", "id"], name="registrant_by_changed"),
            models.Index(
                fields=["checked_in_gate"],
                condition=Q(checked_in_gate__isnull=False),
                name="registrant_by_gate",
            ),
        ]

    def __str__(self) -> str:
        return f"registrant {self.pk}"


class RetiredCode(models.Model):
    """A code that a reissue replaced: still recognised, never admitted."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", db_index=False)
    registrant = models.ForeignKey(Registrant, on_delete=models.CASCADE, related_name="retired_codes")
    code = models.CharField(max_length=200)
    retired_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "code"], name="retired_code_once")]

    def __str__(self) -> str:
        return f"retired code of registrant {self.registrant_id}"


class Presence(models.Model):
    """That a registrant was admitted to an area, by which scan last, and whether they are inside now."""

    registrant = models.ForeignKey(
        Registrant, on_delete=models.CASCADE, related_name="presences", db_index=False
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    inside = models.BooleanField()
    scan = models.ForeignKey("checkin.Scan", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["registrant", "area"], name="presence_once")]

    def __str__(self) -> str:
        return f"registrant {self.registrant_id} in area {self.area_id}"
