"""What the fold keeps: the log, counted. Written by `services.counts` alone, under the tally's lock."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from checkin.choices import Status
from checkin.models.events import Area, Event, Gate, PassType


class Tally(models.Model):
    """The clock of an event's counts, and the row that folds lock."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="tally")
    revision = models.BigIntegerField(default=0)
    inside = models.IntegerField(default=0)  # registrants inside at least one area

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(inside__gte=0), name="tally_inside_not_negative")
        ]

    def __str__(self) -> str:
        return f"event {self.event_id} at {self.revision}"


class PeopleCounter(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", db_index=False)
    pass_type = models.ForeignKey(PassType, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices)
    people = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "pass_type", "status"], name="people_counter_once"),
            models.CheckConstraint(condition=Q(people__gte=0), name="people_counter_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.people} {self.status}"


class AreaCounter(models.Model):
    area = models.OneToOneField(Area, on_delete=models.CASCADE, primary_key=True, related_name="+")
    inside = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(inside__gte=0), name="area_counter_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.inside} inside"


class GateCounter(models.Model):
    gate = models.OneToOneField(Gate, on_delete=models.CASCADE, primary_key=True, related_name="+")
    admitted = models.IntegerField()
    exited = models.IntegerField()
    refused = models.IntegerField()

    def __str__(self) -> str:
        return f"gate {self.gate_id}"


class MinuteCounter(models.Model):
    """Admissions at one gate in one minute, by the time of the scan."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", db_index=False)
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    minute = models.DateTimeField()
    admitted = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "minute", "gate"], name="minute_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.admitted} at {self.minute:%H:%M}"
