"""What goes wrong, one fault after another, each from a seeded choice. A fault is over when it returns."""

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import redis

from tests.faults.torture.proxy import Mode
from tests.faults.torture.system import Program, System
from tests.servers import HOST

READY_WITHIN = 8.0  # seconds that a program of ours may take to be back


@dataclass
class Nemesis:
    system: System
    restart_fleet: Callable[[], None]
    random: random.Random

    def kill_program(self) -> None:
        program = self._program()
        program.kill()
        program.start()

    def stop_program(self) -> None:
        program = self._program()
        took = program.stop()
        if took > READY_WITHIN + 12:  # RELIABILITY B2: 18 s, and a restart
            raise AssertionError(f"a stop took {took:.1f} s")
        program.start()

    def freeze_program(self) -> None:
        program = self._program()
        program.signal(signal.SIGSTOP)
        time.sleep(self.random.uniform(3, 6))  # longer than a device waits
        program.signal(signal.SIGCONT)

    def kill_redis(self) -> None:
        self.system.redis.kill()
        time.sleep(self.random.uniform(4, 7))
        self.system.redis.start()

    def empty_redis(self) -> None:
        with redis.Redis(HOST, self.system.redis.port, socket_timeout=2) as client:
            client.flushall()

    def freeze_redis(self) -> None:
        self.system.redis.freeze()
        time.sleep(self.random.uniform(4, 7))
        self.system.redis.thaw()

    def kill_postgres(self) -> None:
        self.system.postgres.kill(signal.SIGQUIT)
        time.sleep(self.random.uniform(0, 2))
        self.system.postgres.start()

    def freeze_postgres(self) -> None:
        self.system.postgres.freeze()
        time.sleep(self.random.uniform(1, 4))
        self.system.postgres.thaw()

    def end_backends(self) -> None:
        with psycopg.connect(self.system.postgres.url, autocommit=True) as connection:
            connection.execute(
                """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"""
            )

    def bad_network(self) -> None:
        modes = [mode for mode in Mode if mode is not Mode.PASS]
        self.system.proxy.set(self.random.choice(modes))
        time.sleep(self.random.uniform(0.5, 5))
        self.system.proxy.set(Mode.PASS)

    def lose_answers(self) -> None:
        self.system.proxy.set(Mode.LOSE_ANSWERS)
        time.sleep(self.random.uniform(0.3, 1.5))
        self.system.proxy.set(Mode.PASS)

    def kill_fleet(self) -> None:
        """While scans wait: nothing leaves the devices in the moments before."""
        self.system.proxy.set(Mode.FREEZE)
        time.sleep(self.random.uniform(0.3, 1))
        self.restart_fleet()
        self.system.proxy.set(Mode.PASS)

    def _program(self) -> Program:
        return self.random.choice(self.system.programs)
