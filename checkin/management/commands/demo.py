"""`manage.py demo`: an event to try things out on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkin.models import Event, User
from checkin.services.demo import PEOPLE, SLUG, create_demo


class Command(BaseCommand):
    help = f"Create the event “{SLUG}” with {PEOPLE:,} made-up registrants. Run again, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--owner", metavar="EMAIL", help="its organiser (default: the first of the staff)"
        )

    def handle(self, *, owner: str | None, verbosity: int, **options: Any) -> None:
        existed = Event.objects.filter(slug=SLUG).exists()
        event = create_demo(self._owner(owner))
        if verbosity:
            said = "is there already" if existed else "is ready"
            self.stdout.write(f"The event “{event.slug}” {said}.")

    def _owner(self, email: str | None) -> User | None:
        if email is None:
            return User.objects.filter(is_staff=True, is_active=True).order_by("id").first()
        owner = User.objects.filter(email=email.lower()).first()
        if owner is None:
            raise CommandError(f"Nobody has an account with the address {email}.")
        return owner
