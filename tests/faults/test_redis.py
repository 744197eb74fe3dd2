"""Redis is killed or frozen and comes back: doors and screens of different processes hardly notice."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.models import Event, Registrant
from tests.faults.conftest import DoorAt, StartServe
from tests.live_clients import Door, Gunicorn, Screen, watching
from tests.servers import RedisServer

pytestmark = pytest.mark.postgres_only
AT_ONCE = 0.3  # seconds from the answer to a scan at one process to the frame at another, with Redis
FOLLOWS = 1.5  # and without it
HEALS = 10.0  # seconds after its return until it is at once again
SLOWER = 0.1  # seconds that a scan may take more without Redis, on a busy machine


async def test_two_processes_show_each_others_scans_at_once(
    start: StartServe,
    redis: RedisServer,
    event: Event,
    people: list[Registrant],
    headers: dict[str, str],
    door_at: DoorAt,
) -> None:
    one, other = (start(REDIS_URL=redis.url) for _ in range(2))
    async with (
        watching(one.socket_url(event), headers) as left,
        watching(other.socket_url(event), headers) as right,
        door_at(one) as door_left,
        door_at(other) as door_right,
    ):
        await left.checked_in(0)
        await right.checked_in(0)
        for number, registrant in enumerate(people[:10], 1):
            await (door_left if number % 2 else door_right).scan(registrant.code)
            scanned = time.monotonic()
            for screen in (left, right):
                assert await screen.checked_in(number) - scanned < AT_ONCE


async def test_scans_at_gunicorn_are_shown_by_daphne_at_once(
    start: StartServe,
    tmp_path: Path,
    redis: RedisServer,
    event: Event,
    people: list[Registrant],
    headers: dict[str, str],
    door_at: DoorAt,
) -> None:
    live = start(REDIS_URL=redis.url)
    with Gunicorn(tmp_path / "web.log", REDIS_URL=redis.url) as web:
        async with door_at(web) as door, watching(live.socket_url(event), headers) as screen:
            await screen.checked_in(0)
            arrivals = Arrivals(people)
            await arrivals.come(3, door, screen)  # each worker connects to Redis at its first scan
            _, lag = await arrivals.come(10, door, screen)
            assert lag < AT_ONCE


@pytest.mark.parametrize("fault", ["killed", "frozen"])
async def test_without_redis_scans_go_on_and_screens_follow(
    fault: str,
    start: StartServe,
    redis: RedisServer,
    event: Event,
    people: list[Registrant],
    headers: dict[str, str],
    door_at: DoorAt,
) -> None:
    doors, screens = (start(REDIS_URL=redis.url) for _ in range(2))
    arrivals = Arrivals(people)
    async with door_at(doors) as door, watching(screens.socket_url(event), headers) as screen:
        await screen.checked_in(0)
        took, lag = await arrivals.come(10, door, screen)
        assert lag < AT_ONCE

        redis.kill() if fault == "killed" else redis.freeze()
        took_without, lag_without = await arrivals.come(10, door, screen)
        assert took_without < took + SLOWER
        assert lag_without < FOLLOWS
        async with watching(screens.socket_url(event), headers) as newcomer:
            await newcomer.checked_in(arrivals.number, within=FOLLOWS)

        redis.start() if fault == "killed" else redis.thaw()
        returned = time.monotonic()
        while (await arrivals.come(1, door, screen))[1] > AT_ONCE:
            assert time.monotonic() - returned < HEALS
        _, lag_after = await arrivals.come(5, door, screen)
        assert lag_after < AT_ONCE
        assert screen.closed is None


class Arrivals:
    """People come one after the other, each once the screen has shown the one before."""

    def __init__(self, people: list[Registrant]) -> None:
        self.number = 0
        self._people: Iterator[Registrant] = iter(people)

    async def come(self, number: int, door: Door, screen: Screen) -> tuple[float, float]:
        """The median seconds of a scan, and the most that the screen was behind its answer."""
        took, lags = [], []
        for _ in range(number):
            took.append(await door.scan(next(self._people).code))
            scanned = time.monotonic()
            self.number += 1
            lags.append(await screen.checked_in(self.number) - scanned)
        return statistics.median(took), max(lags)
