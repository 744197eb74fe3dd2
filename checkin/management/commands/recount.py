"""`manage.py recount EVENT`: prove that the counters agree with the log."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkin.models import Event
from checkin.services.recount import recount


class Command(BaseCommand):
    help = "Count an event's log again from nothing and compare; differences are printed, and the exit code is 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="its slug")

    def handle(self, *, event: str, **options: Any) -> None:
        found = Event.objects.filter(slug=event).first()
        if found is None:
            raise CommandError(f"There is no event “{event}”.")
        differences = recount(found.pk)
        for difference in differences:
            self.stdout.write(f"{difference.counter}: kept {difference.kept}, counted {difference.counted}")
        if differences:
            raise CommandError(f"{len(differences)} counters differ from the log.")
        self.stdout.write("The counters agree with the log.")
