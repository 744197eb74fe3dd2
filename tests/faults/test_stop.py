"""SIGTERM: no request is lost, every screen is told, and the process ends in time."""

import asyncio
import signal
import socket
import time
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from checkin.models import Event, Registrant
from tests.faults.conftest import DoorAt, StartServe
from tests.live_clients import Door, Serve, database_url, until, watching

ENDS_WITHIN = 18.0  # seconds, the promise
ENDS_SOON = 6.0  # seconds, where no request takes long
SOCKETS = 20
WORKERS = 10


class Load:
    """Scans from several connections, one after the other on each, until the server no longer takes any."""

    def __init__(self, door: Door, people: list[Registrant]) -> None:
        self.answers: list[int] = []
        self.lost: list[Exception] = []
        self.refused = 0
        self._door = door
        self._people: Iterator[Registrant] = iter(people)

    async def run(self) -> None:
        for registrant in self._people:
            try:
                await self._door.scan(registrant.code)
            except httpx.ConnectError:  # nobody listens any more
                self.refused += 1
                return
            except httpx.HTTPError as error:
                self.lost.append(error)
                return
            self.answers.append(registrant.pk)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_under_load_loses_nothing(
    number: signal.Signals,
    start: StartServe,
    event: Event,
    many_people: list[Registrant],
    headers: dict[str, str],
    door_at: DoorAt,
) -> None:
    serve = start()
    async with door_at(serve) as door, asyncio.TaskGroup() as tasks:
        load = Load(door, many_people)
        screens = [watching(serve.socket_url(event), headers) for _ in range(SOCKETS)]
        opened = [await screen.__aenter__() for screen in screens]
        scanning = [tasks.create_task(load.run()) for _ in range(WORKERS)]
        await opened[0].checked_in(50, within=20)
        serve.process.send_signal(number)
        stopped = time.monotonic()
        codes = [await screen.close_code(within=ENDS_WITHIN) for screen in opened]
        await asyncio.wait(scanning, timeout=ENDS_WITHIN)
        await ended(serve, ENDS_SOON - (time.monotonic() - stopped))
    assert codes == [1012] * SOCKETS
    assert all(screen.frames[-1][1] == {"type": "bye", "reason": "restart"} for screen in opened)
    assert load.lost == []
    assert load.refused == WORKERS
    assert len(load.answers) >= 50


@pytest.mark.postgres_only
async def test_requests_that_wait_for_a_lock_are_answered(
    start: StartServe, people: list[Registrant], door_at: DoorAt
) -> None:
    serve = start()
    async with door_at(serve) as door, await psycopg.AsyncConnection.connect(database_url()) as holder:
        await asyncio.gather(
            *(door.scan(registrant.code) for registrant in people[5:10])
        )  # its threads are connected then
        await holder.execute("SELECT FROM checkin_registrant FOR UPDATE")
        scans = [asyncio.create_task(door.scan(registrant.code)) for registrant in people[:5]]
        await waiting_for_locks(5)
        serve.process.terminate()
        await refusing(serve)
        assert not any(scan.done() for scan in scans)
        await holder.rollback()
        assert len(await asyncio.gather(*scans)) == 5
        await ended(serve, ENDS_SOON)


async def test_a_half_sent_request_does_not_hold_up_the_stop(start: StartServe) -> None:
    serve = start()
    reader, writer = await asyncio.open_connection("127.0.0.1", serve.port)
    writer.write(b"POST /api/v1/auth/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()
    serve.process.terminate()
    await ended(serve, ENDS_SOON)
    assert await reader.read() == b""
    writer.close()


async def test_a_second_signal_waits_for_no_request(
    start: StartServe, people: list[Registrant], door_at: DoorAt
) -> None:
    serve = start()
    async with door_at(serve) as door, await psycopg.AsyncConnection.connect(database_url()) as holder:
        await door.scan(people[1].code)  # a thread is connected then
        await holder.execute("SELECT FROM checkin_registrant FOR UPDATE")
        scan = asyncio.create_task(door.scan(people[0].code))
        await waiting_for_locks(1)
        serve.process.terminate()
        await refusing(serve)
        serve.process.terminate()
        await ended(serve, 2.5)
        with pytest.raises(httpx.RemoteProtocolError):
            await scan


async def ended(serve: Serve, within: float) -> None:
    assert await asyncio.to_thread(serve.process.wait, within) == 0, serve.log.read_text()


async def refusing(serve: Serve) -> None:
    """Return once the server takes no new connections."""

    def refuses() -> bool:
        try:
            socket.create_connection(("127.0.0.1", serve.port), 1).close()
        except OSError:
            return True
        return False

    await until(refuses)


async def waiting_for_locks(number: int) -> None:
    """Return once so many statements wait for locks in this database."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with (
        asyncio.timeout(ENDS_SOON),
        await psycopg.AsyncConnection.connect(database_url(), autocommit=True) as asking,
    ):
        while True:
            row = await (await asking.execute(waiting)).fetchone()
            if row and row[0] >= number:
                return
            await asyncio.sleep(0.02)
