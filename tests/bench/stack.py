"""The servers of a run: a durable Postgres, a Redis, and in front of them the system and its references."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from tests.servers import HOST, PostgresServer, RedisServer, free_port

ROOT = Path(__file__).resolve().parents[2]
SEED = "headcount"  # of every made-up code
START_SECONDS = 30
WORKERS = 2  # of gunicorn


@dataclass(frozen=True)
class Process:
    """A server that was started for this run."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """User and system time of the process and its children since they started (/proc/PID/stat)."""
        leader = psutil.Process(self.pid)
        times = [process.cpu_times() for process in (leader, *leader.children(recursive=True))]
        return sum(t.user + t.system for t in times)

    def workers(self) -> list["Process"]:
        """Those it has started itself, the oldest first."""
        return [Process(self.port, child.pid) for child in psutil.Process(self.pid).children()]

    def resident(self) -> int:
        """Bytes of memory of the process itself (/proc/PID/statm)."""
        return int(psutil.Process(self.pid).memory_info().rss)


class Stack:
    """Postgres with fsync, Redis, and Django of this process connected to both."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self._servers = ExitStack()

    def __enter__(self) -> "Stack":
        with contextlib.ExitStack() as starting:
            self.postgres = starting.enter_context(
                PostgresServer(durable=True, settings={"shared_buffers": "512MB", "max_wal_size": "4GB"})
            )
            self.redis = starting.enter_context(RedisServer())
            self._servers = starting.pop_all()
        os.environ |= self.environment()
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return self

    def __exit__(self, *_: object) -> None:
        from django.db import connections

        connections.close_all()
        self._servers.close()

    def environment(self) -> dict[str, str]:
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(64))
        return {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "SECRET_KEY": os.environ["SECRET_KEY"],
            "VAR_DIR": str(self.var),
            "LOG_LEVEL": "WARNING",
        }

    def sql(self, statements: str) -> None:
        """Run statements of our own, outside the system."""
        with psycopg.connect(self.postgres.url, autocommit=True) as connection:
            connection.execute(statements)

    def gunicorn(self, application: str) -> Process:
        """So many workers, each as `config/gunicorn.py` has them."""
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", application]
        return self._start(command, {"WEB_CONCURRENCY": str(WORKERS)})

    def daphne(self, sockets: int = 2500) -> Process:
        """The live side: one `manage.py serve`, for so many sockets of one caller."""
        return self._start([sys.executable, "manage.py", "serve"], {"SOCKETS_PER_CALLER": str(sockets)})

    def python(self, module: str, *arguments: str) -> Process:
        """A server of the benchmark's own; it listens on the port it finds in the environment."""
        return self._start([sys.executable, "-m", module, *arguments], {})

    def _start(self, command: list[str], settings: dict[str, str]) -> Process:
        port = free_port()
        environment = os.environ | settings | {"HOST": HOST, "PORT": str(port)}
        log = (self.var / f"{port}.log").open("wb")
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self._servers.callback(_end, process)
        _await(process, port, Path(log.name))
        return Process(port, process.pid)


def _await(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(25)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def stopped_by_sigterm() -> Iterator[None]:
    """End in an orderly way, servers included, when asked to."""
    previous = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
