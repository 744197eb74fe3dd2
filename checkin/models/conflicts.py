from typing import ClassVar

from django.db import models
from django.db.models import Q

from checkin.choices import ConflictOutcome, RefusalReason
from checkin.models.events import Area, Event
from checkin.models.log import Scan
from checkin.models.registrants import Registrant


class Conflict(models.Model):
    """A scanner let somebody in by itself, and the server refuses: people have to settle what became of it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="conflicts", db_index=False)
    scan = models.OneToOneField(Scan, on_delete=models.PROTECT, related_name="conflict")  # the refused one
    first_scan = models.ForeignKey(  # the admission it met, if it met one
        Scan, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    registrant = models.ForeignKey(Registrant, on_delete=models.PROTECT, null=True, related_name="conflicts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=20, choices=RefusalReason.choices)
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=11, choices=ConflictOutcome.choices, blank=True)  # empty: open
    note = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)  # who, as they were named then

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reason__in=RefusalReason.values), name="conflict_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | Q(outcome__in=ConflictOutcome.values, decided_at__isnull=False),
                name="conflict_decided_has_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event", "-id"], condition=Q(outcome=""), name="conflict_open"),
            models.Index(fields=["event", "-id"], name="conflict_by_event"),
        ]

    def __str__(self) -> str:
        return f"conflict {self.pk}: {self.outcome or 'open'}"
