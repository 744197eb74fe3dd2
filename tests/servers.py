"""Private Postgres and Redis servers for tests and benchmarks: on a free loopback port, in a directory of their own.

Both classes are context managers and work alike:

    with PostgresServer(durable=True) as postgres:
        postgres.url             # postgres://headcount@127.0.0.1:41234/headcount
        postgres.kill()          # SIGKILL, as in a power cut; kill(signal.SIGQUIT) is Postgres's immediate stop
        postgres.start()         # again, on the same port and with the same data
        postgres.freeze()        # alive but silent, until thaw()
"""

import contextlib
import functools
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

import psutil
import psycopg
import redis

from tests.programs import copy_postgres, find_postgres, find_redis, runs

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 15
PORTS = 4000  # for each test worker

# A shell that outlives the tests when they are killed outright: its standard input then closes, it ends the server
# and removes its directory. A frozen server gets the signal only once it runs again.
GUARD = """
cat >/dev/null
pid=$(head -n 1 "$1") && kill -"$2" "$pid" && kill -CONT "$pid"
while kill -0 "$pid"; do sleep 0.1; done
rm -rf "$3"
"""


class ServerError(Exception):
    """A server did not start; the message holds the end of its log."""


def free_port() -> int:
    """Return a loopback port nobody listens on at this moment.

    Up to four workers that share a test run have ranges of their own, below the ports that the system lends to clients:
    until the server listens, or while it is killed, nobody else takes it.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 16_000 + PORTS * (worker % 4)
    while True:
        port = random.randrange(first, first + PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


class Server(ABC):
    """One server process that can be started, stopped, killed and frozen, and is never left behind."""

    name: str
    pid_file: str
    end_signal: str  # ends the server without waiting for its clients

    def __init__(self) -> None:
        self.port = free_port()
        self.directory = Path(tempfile.mkdtemp(prefix=f"headcount-{self.name}-"))
        self.log = self.directory / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", self.directory / self.pid_file, self.end_signal, self.directory],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    @abstractmethod
    def url(self) -> str:
        """The address for `DATABASE_URL` or `REDIS_URL`."""

    @abstractmethod
    def _command(self) -> list[str]: ...

    @abstractmethod
    def _answers(self) -> bool: ...

    def _account(self) -> str | None:
        """The account that the server runs as, None for ours."""
        return None

    @property
    def pid(self) -> int:
        """The process id of the running server; Postgres has children besides."""
        if self._process is None:
            raise ServerError(f"{self.name} is not running")
        return self._process.pid

    def start(self) -> Self:
        """Start the server, for the first time or again, and return once it answers."""
        deadline = time.monotonic() + START_SECONDS
        while not self._start_once(deadline):
            if time.monotonic() > deadline:
                log = self.log.read_text(errors="replace")[-2000:]
                self.close()
                raise ServerError(f"{self.name} did not start:\n{log}")
        return self

    def _start_once(self, deadline: float) -> bool:
        """Return whether the server came up. Just after a kill, Postgres refuses until its children are gone."""
        with self.log.open("ab") as log:
            # In a session of its own, so that Ctrl-C reaches the tests only, and they stop the server.
            self._process = subprocess.Popen(
                self._command(),
                cwd=self.directory,
                user=self._account(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while self._process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return True
            time.sleep(0.02)
        self.kill()
        return False

    def stop(self) -> None:
        """Stop the server in an orderly way; `start` brings it back with its data."""
        if self._process is None:
            return
        self.thaw()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """End the server with a signal that leaves it no time, and wait until it is gone."""
        if self._process is not None:
            self.thaw()  # or the children of a frozen Postgres would never notice that it is gone
            self._process.send_signal(number)
            self._process.wait(STOP_SECONDS)
            self._process = None

    def freeze(self) -> None:
        """Stop the server in its tracks: connections stay open, nothing is answered."""
        self._signal_family(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on; harmless otherwise."""
        self._signal_family(signal.SIGCONT)

    def _signal_family(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        parent = psutil.Process(self._process.pid)
        parent.send_signal(number)  # first, so that a frozen Postgres starts no further children
        for child in parent.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.send_signal(number)

    def close(self) -> None:
        """Stop the server and remove its directory. After this it cannot be started again."""
        self.stop()
        self._guard.communicate()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()


class PostgresServer(Server):
    """A Postgres of its own, database and role `headcount`.

    Not `durable`, it skips fsync: a killed process still loses nothing, only a machine that loses power does.
    Benchmarks want `durable=True`, or they would measure a database that nobody should run.
    """

    name = "postgres"
    pid_file = "data/postmaster.pid"
    end_signal = "QUIT"

    def __init__(
        self, *, durable: bool = False, max_connections: int = 200, settings: dict[str, str] | None = None
    ) -> None:
        super().__init__()
        self.settings = {
            "listen_addresses": HOST,
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": str(max_connections),
            **({} if durable else {"fsync": "off", "full_page_writes": "off"}),
            **(settings or {}),
        }

    @property
    def url(self) -> str:
        return f"postgres://headcount@{HOST}:{self.port}/headcount"

    @functools.cached_property
    def programs(self) -> Path:
        """The folder of `postgres` and `initdb`; copied where the account that runs them cannot read it."""
        folder = find_postgres()
        return folder if runs(folder / "postgres", self._account()) else copy_postgres(folder, self.directory)

    def start(self) -> Self:
        if not (self.directory / "data").exists():
            self._create()
            super().start()
            with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE headcount")
            return self
        return super().start()

    def _create(self) -> None:
        """Make the data directory, with a locale that knows letters beyond ASCII where the machine has one."""
        if account := self._account():
            shutil.chown(self.directory, account)
        for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
            command = [str(self.programs / "initdb"), "-D", "data", "-U", "headcount", "--auth=trust"]
            command += ["--encoding=UTF8", f"--locale={locale}", "--no-sync"]
            done = subprocess.run(
                command, cwd=self.directory, user=self._account(), capture_output=True, text=True
            )
            if done.returncode == 0:
                return
        self.close()
        raise ServerError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _account(self) -> str | None:
        """Postgres refuses to run as root, so root lends it an account that owns nothing."""
        if os.geteuid() != 0:
            return None
        known = {entry.pw_name for entry in pwd.getpwall()}
        return "postgres" if "postgres" in known else "nobody"

    def _command(self) -> list[str]:
        options = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", "data", *options]

    def _url(self, database: str) -> str:
        return f"postgres://headcount@{HOST}:{self.port}/{database}"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class RedisServer(Server):
    """A Redis of its own that keeps nothing on disk: after `kill` and `start` it is empty, as Headcount allows."""

    name = "redis"
    pid_file = "redis.pid"
    end_signal = "TERM"

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def _command(self) -> list[str]:
        options = {
            "bind": HOST,
            "port": str(self.port),
            "pidfile": str(self.directory / self.pid_file),
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
        }
        return [
            str(find_redis()),
            *(word for name, value in options.items() for word in (f"--{name}", value)),
        ]

    def _answers(self) -> bool:
        with redis.Redis(HOST, self.port, socket_timeout=2, socket_connect_timeout=2) as client:
            try:
                return bool(client.ping())
            except (redis.ConnectionError, redis.TimeoutError):
                return False
