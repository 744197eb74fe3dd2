from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from checkin.choices import ImportStatus
from checkin.models.events import Event


class ImportJob(models.Model):
    """A list being imported. The file stays in the database until it has run: processes share no disk."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="imports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=200)
    filename = models.CharField(max_length=200)
    content = models.BinaryField(default=b"")
    mapping = models.JSONField(null=True)  # {"3": "email", "4": null}: what the sender says of columns
    dry_run = models.BooleanField(default=False)
    status = models.CharField(max_length=9, choices=ImportStatus.choices, default=ImportStatus.QUEUED)
    total = models.PositiveIntegerField(default=0)  # rows
    processed = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)  # registrants
    updated = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    bad_rows = models.PositiveIntegerField(default=0)  # all of them; the first are among the errors
    errors = models.JSONField(default=list)  # [{"line": 3, "field": "email", "reason": "…"}]
    # of a dry run: [{"line": 2, "name": "Ada", "change": "update", "fields": ["email"]}]
    sample = models.JSONField(default=list)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(null=True, editable=False)  # the last sign of life of who runs it
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=ImportStatus.values), name="import_status_known")
        ]

    def __str__(self) -> str:
        return f"import {self.pk}: {self.status}"
