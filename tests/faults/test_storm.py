"""A server is killed under a thousand screens: they come back spread out, and the database hardly notices."""

import asyncio
import logging
import random
import signal
import time
from dataclasses import dataclass
from statistics import mean

import psycopg
import pytest

from checkin.models import Event
from tests.faults.conftest import StartServe
from tests.faults.test_limits import handshake
from tests.live_clients import database_url, until
from tests.servers import free_port

pytestmark = [pytest.mark.postgres_only, pytest.mark.alone]
SCREENS = 1000
BACK_WITHIN = (
    20.0  # seconds from the server's return until the last screen has counts: the longest wait, and some
)
TRIES = 4.0  # of a screen from then until it is back, on average
READS = 10  # of an event's counts, a second, however many screens ask for them
CEILINGS = [0.5, 1, 2, 4, 8, 15]  # seconds: the waits of `frontend/src/live/backoff.ts`
log = logging.getLogger(__name__)
FIRST_FRAME = b'{"type":"counts"'


@dataclass
class Returning:
    """A screen that waits as the pages do between its tries, and notes when it has counts."""

    port: int
    request: bytes
    chance: random.Random
    failures: int = 0
    tries: int = 0
    has_counts: bool = False

    async def watch(self) -> None:
        while True:
            try:
                await self._follow()
            except OSError:
                pass
            self.has_counts = False
            self.failures += 1
            ceiling = CEILINGS[min(self.failures, len(CEILINGS)) - 1]
            await asyncio.sleep(self.chance.random() * ceiling)

    async def _follow(self) -> None:
        self.tries += 1
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self.request)
            await reader.readuntil(FIRST_FRAME)
            self.has_counts, self.failures = True, 0
            while await reader.read(65_536):
                pass
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


async def settled_reads() -> int:
    """What `counts_read` says once all who read have told: those who were killed, too."""
    found = -1
    while found != (now := await asyncio.to_thread(counts_read)):
        found = now
        await asyncio.sleep(1)
    return found


def counts_read() -> int:
    """How often anybody has read the areas' counters, which is once for each time that counts are put together."""
    query = "SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = 'checkin_areacounter'"
    with psycopg.connect(database_url()) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return int(row[0])


async def test_a_thousand_screens_come_back_after_a_kill(
    start: StartServe, event: Event, headers: dict[str, str]
) -> None:
    port = free_port()
    serve = start("--port", str(port))
    chance = random.Random(20261121)
    request = handshake(serve.socket_url(event), headers)
    screens = [Returning(port, request, chance) for _ in range(SCREENS)]
    watching = [asyncio.create_task(screen.watch()) for screen in screens]
    try:
        await until(lambda: all(screen.has_counts for screen in screens), within=30)
        serve.process.send_signal(signal.SIGKILL)
        serve.process.wait()
        killed = time.monotonic()
        await until(lambda: not any(screen.has_counts for screen in screens))
        before = await settled_reads()
        again = await asyncio.to_thread(start, "--port", str(port))
        returned = time.monotonic()
        for screen in screens:
            screen.tries = 0
        await until(lambda: all(screen.has_counts for screen in screens), within=BACK_WITHIN)
        took = time.monotonic() - returned
        tries = mean(screen.tries for screen in screens)
        log.info("%d screens back after %.1f s, %.2f tries each", SCREENS, took, tries)
        assert tries <= TRIES
        again.process.terminate()  # its connections tell what they read when they end
        await asyncio.to_thread(again.process.wait)
        assert await settled_reads() - before <= READS * (time.monotonic() - killed)
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
