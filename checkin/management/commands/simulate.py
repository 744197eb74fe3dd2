"""`manage.py simulate EVENT`: people arrive, through the real REST API, so that screens have something to show."""

import asyncio
import contextlib
import random
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from checkin.choices import Role
from checkin.management.arrivals import plan
from checkin.management.simulation import TIMEOUT, Refused, Simulation, Summary, venue
from checkin.models import Member
from checkin.services.access import create_token, revoke_token


class Command(BaseCommand):
    help = (
        "Let an event's registrants arrive in a realistic curve, through the REST API of a running server. Ctrl-C ends"
        " it. Without a token it makes one for the event's first organiser, and revokes it at the end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="its slug")
        parser.add_argument(
            "--speed",
            type=float,
            default=60,
            help="times as fast as real people (default: an hour in a minute)",
        )
        parser.add_argument("--url", default=f"http://{settings.HOST}:{settings.PORT}", help="of the server")
        parser.add_argument(
            "--token", help="for a server whose database is not here; or --email and --password"
        )
        parser.add_argument("--email")
        parser.add_argument("--password")
        parser.add_argument(
            "--people", type=int, help="how many take part (default: all who are not here yet)"
        )
        parser.add_argument("--seconds", type=float, help="to end after, whatever is left")
        parser.add_argument(
            "--seed", type=int, default=1, help="the same people behave the same with the same seed"
        )

    def handle(self, *, event: str, speed: float, url: str, **options: Any) -> None:
        if not speed > 0:
            raise CommandError("The speed must be more than 0.")
        summary = Summary()
        with self._token(event, url, options) as token, contextlib.suppress(KeyboardInterrupt):
            asyncio.run(self._simulate(event, url, token, speed, options, summary))
        if sys.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(summary.told())
        if summary.failed:
            raise CommandError("; ".join(f"{trouble} ({n})" for trouble, n in summary.failed.most_common(5)))

    async def _simulate(
        self, event: str, url: str, token: str, speed: float, options: dict[str, Any], summary: Summary
    ) -> None:
        async with venue(url, token, event) as place:
            try:
                guests, doors = await place.guests(), await place.doors()
            except Refused as error:
                raise CommandError(str(error)) from error
            if options["people"] is not None and options["people"] < len(guests):
                guests = random.Random(options["seed"]).sample(guests, options["people"])  # noqa: S311 - no secret
            if not guests or not doors:
                raise CommandError("Everybody is here already, or there is no gate.")
            scans = plan(guests, doors, options["seed"])
            self.stdout.write(
                f"{len(guests):,} people are on their way: {len(scans):,} scans, {speed:g} times as fast."
            )
            simulation = Simulation(place, speed, summary)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(options["seconds"]):
                    await simulation.run(scans, tell=self._tell)

    def _tell(self, at: float, summary: Summary) -> None:
        """One line, drawn over itself; only where somebody watches."""
        if sys.stderr.isatty():
            clock = f"{at // 3600:02.0f}:{at // 60 % 60:02.0f}"
            done = summary.outcomes
            line = f"{clock}  {done['admitted']:,} admitted, {done['exited']:,} exited, {summary.refused:,} refused"
            self.stderr.write(f"\r{line}  ", ending="")

    @contextlib.contextmanager
    def _token(self, event: str, url: str, options: dict[str, Any]) -> Iterator[str]:
        """The token given, or one that is revoked afterwards."""
        if options["token"]:
            yield options["token"]
        elif options["email"]:
            with self._remote_token(url, options["email"], options["password"] or "") as token:
                yield token
        else:
            member = (
                Member.objects.filter(event__slug=event, role=Role.ORGANISER).select_related("user").first()
            )
            if member is None:
                raise CommandError(f"There is no event “{event}” here with an organiser: give a token.")
            row, token = create_token(user=member.user, name="simulate", at=timezone.now())
            try:
                yield token
            finally:
                revoke_token(user=member.user, token_id=row.pk)

    @contextlib.contextmanager
    def _remote_token(self, url: str, email: str, password: str) -> Iterator[str]:
        with httpx.Client(base_url=url, timeout=TIMEOUT) as client:
            try:
                body = {"email": email, "password": password, "name": "simulate"}
                made = client.post("/api/v1/auth/tokens/", json=body).raise_for_status().json()
            except httpx.HTTPError as error:
                raise CommandError(f"No token: {error}") from error
            try:
                yield made["token"]
            finally:
                headers = {"Authorization": f"Bearer {made['token']}"}
                client.delete(f"/api/v1/auth/tokens/{made['id']}/", headers=headers)
