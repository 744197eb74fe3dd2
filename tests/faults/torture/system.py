"""What is tortured: Postgres, Redis, gunicorn for REST and `manage.py serve` for the sockets, each on its own port."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.faults.torture.proxy import Proxy
from tests.servers import HOST, PostgresServer, RedisServer, free_port

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 40
GUNICORN = ("-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py")
SERVE = ("manage.py", "serve")


@dataclass
class Program:
    """A server of ours and its children, to be killed, stopped and started again."""

    command: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    starts: int = 0  # how often it was ready

    def start(self) -> None:
        environment = os.environ | self.environment | {"HOST": HOST, "PORT": str(self.port)}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), 1):
                self.starts += 1
                return
            time.sleep(0.02)
        self.end()
        raise RuntimeError(f"{self.command} did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def signal(self, number: signal.Signals) -> None:
        """To all of its processes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def kill(self) -> None:
        """SIGKILL, as when the machine runs out of memory."""
        self.signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> float:
        """SIGTERM to the leader, as a deployment does. Return the seconds that it took."""
        began = time.monotonic()
        self._process.terminate()
        self._process.wait(30)
        return time.monotonic() - began

    def end(self) -> None:
        self.signal(signal.SIGCONT)
        self.kill()

    def memory(self) -> int:
        """Bytes that belong to its processes alone."""
        leader = psutil.Process(self._process.pid)
        return sum(one.memory_full_info().uss for one in (leader, *leader.children(recursive=True)))

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"


@dataclass
class System:
    postgres: PostgresServer
    redis: RedisServer
    web: Program
    live: Program
    proxy: Proxy  # what the devices speak to: it leads to `web`

    @property
    def programs(self) -> tuple[Program, ...]:
        """On SQLite there is one for both."""
        return (self.web,) if self.web is self.live else (self.web, self.live)

    def memory(self) -> int:
        return sum(program.memory() for program in self.programs)


@contextmanager
def running(var: Path, *, flaw: str = "", forgets: bool = False, on_sqlite: bool = False) -> Iterator[System]:
    """All of it, with Django of this process on the same database. `flaw` is one of `tests.faults.torture.flaws`; a
    Postgres that `forgets` answers before what it stored has left its memory; `on_sqlite` neither it nor Redis is used.
    """
    settings = {"synchronous_commit": "off", "wal_writer_delay": "10s"} if forgets else {}
    with ExitStack() as servers:
        postgres = servers.enter_context(PostgresServer(settings=settings))
        redis = servers.enter_context(RedisServer())
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": "" if on_sqlite else postgres.url,
            "REDIS_URL": "" if on_sqlite else redis.url,
            "SECRET_KEY": secrets.token_urlsafe(64),
            "VAR_DIR": str(var),
            "LOG_LEVEL": "WARNING",
        }
        _connect_django(environment)
        live = Program(_flawed(SERVE, flaw), environment, var / "live.log")
        web = live if on_sqlite else Program(_flawed(GUNICORN, flaw), environment, var / "web.log")
        proxy = servers.enter_context(Proxy(web.port))
        system = System(postgres, redis, web, live, proxy)
        for program in system.programs:
            program.start()
            servers.callback(program.end)
        yield system
        _close_connections()


def _flawed(command: tuple[str, ...], flaw: str) -> tuple[str, ...]:
    return ("-m", "tests.faults.torture.flaws", flaw, *command) if flaw else command


def _connect_django(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
