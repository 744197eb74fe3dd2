"""`manage.py serve`: REST, pages and live sockets on one port."""

import fcntl
import gc
import secrets
from argparse import ArgumentParser, BooleanOptionalAction
from importlib.metadata import version
from typing import IO, Any

from channels.routing import get_default_application
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection

from checkin.choices import DeviceKind
from checkin.models import Event, User
from checkin.services.devices import create_device
from consumers.worker import TaskWorker

# Older daphne takes frames of any size and headers that inject others; newer redis-py cuts idle subscriptions.
OLDEST_DAPHNE = (4, 2, 3)
BEYOND_REDIS = (8,)
BACKLOG = (
    2048  # connections the kernel holds until they are accepted; with Twisted's 50 a reconnect storm stalls
)


class Command(BaseCommand):
    """Serves until SIGTERM or SIGINT, then drains (`consumers.server`)."""

    help = "Serve REST, pages and live sockets on one port."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", default=settings.PORT, type=int, help="0 takes a free one")
        parser.add_argument(
            "--first-run",
            action="store_true",
            help="migrate; make an organiser and the demo event if there are none",
        )
        parser.add_argument(
            "--worker",
            action=BooleanOptionalAction,
            default=settings.SQLITE,
            help="run background tasks in this process (default: on SQLite)",
        )

    def handle(self, *, host: str, port: int, first_run: bool, worker: bool, **options: Any) -> None:
        check_versions()
        lock = lock_database() if settings.SQLITE else None
        if not settings.SQLITE and not settings.REDIS_URLS:
            self.stderr.write("REDIS_URL is empty: screens of other processes will follow a second late.")
        if first_run:
            codes = self._prepare()
        else:
            codes = {}
        self._serve(host, port, TaskWorker() if worker else None, codes)
        del lock  # held until here

    def _prepare(self) -> dict[str, str]:
        """What a fresh installation needs. On one that is in use it migrates, and changes nothing else.

        Returns pairing codes for the demo event, by the kind of device.
        """
        call_command("migrate", verbosity=0, interactive=False)
        if User.objects.exists():
            return {}
        email = settings.ADMIN_EMAIL or "admin@headcount.local"
        password = settings.ADMIN_PASSWORD or secrets.token_urlsafe(12)
        User.objects.create_superuser(email, password)
        if settings.ADMIN_PASSWORD:
            self.stdout.write("Log in with ADMIN_EMAIL and ADMIN_PASSWORD, as they were given.")
        else:
            self.stdout.write(f"Log in as {email} with the password {password}")
            self.stdout.write("It is shown this once; `manage.py changepassword` sets another.")
        call_command("demo", verbosity=0)
        demo = Event.objects.get(slug="demo")
        return {
            kind: create_device(event=demo, fields={"kind": kind, "name": f"Demo {kind}"}).code
            for kind in DeviceKind
        }

    def _serve(self, host: str, port: int, worker: TaskWorker | None, codes: dict[str, str]) -> None:
        # The first import of daphne's server installs Twisted's reactor, which no other command wants
        from consumers.server import Server

        def on_ready(port: int) -> None:
            gc.collect()
            gc.freeze()  # what is there now stays: the collector need not look at it again and again
            if worker:
                worker.start()
            shown = f"[{host}]" if ":" in host else {"0.0.0.0": "localhost"}.get(host, host)  # noqa: S104 - only shown
            self.stdout.write(f"Headcount is at http://{shown}:{port}/")
            for kind, code in codes.items():
                link = f"http://{shown}:{port}/j/{code}"
                self.stdout.write(f"A {kind} of the demo event is paired once, within ten minutes, at {link}")
            self.stdout.flush()

        escaped = host.replace(":", r"\:")
        server = Server(
            get_default_application(),
            f"tcp:{port}:backlog={BACKLOG}:interface={escaped}",
            on_ready=on_ready,
            worker=worker,
        )
        server.run()
        if server.failed:
            raise CommandError(f"Cannot listen on {host}, port {port}.")


def check_versions() -> None:
    """Raises CommandError for versions of what carries the sockets that are known to fail."""
    if _numbers("daphne") < OLDEST_DAPHNE:
        raise CommandError(f"daphne {version('daphne')} is not safe: 4.2.3 or newer is needed.")
    if _numbers("redis") >= BEYOND_REDIS:
        raise CommandError(f"redis-py {version('redis')} is too new: 7.4 is needed.")


def _numbers(package: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version(package).split(".") if part.isdigit())


def lock_database() -> IO[str]:
    """Keep a second process off this SQLite file for as long as the lock is open, that is until this one ends."""
    path = f"{connection.settings_dict['NAME']}.lock"
    lock = open(path, "w")  # noqa: SIM115, PTH123 - it is open for as long as the process is
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CommandError(
            f"Another process serves {connection.settings_dict['NAME']} already. SQLite is for one process; "
            "DATABASE_URL and REDIS_URL are for more."
        ) from None
    return lock
