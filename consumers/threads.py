"""A fixed number of long-lived threads for work that blocks, so that the event loop never does."""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from django.db import close_old_connections, connections

T = TypeVar("T")
Job = tuple[asyncio.AbstractEventLoop, asyncio.Future[Any], Callable[..., Any], tuple[Any, ...]]


class Threads:
    """Takes jobs in the order they come, from an event loop, and answers there.

    The threads live as long as the process, so that their database connections can. They are daemons: one that is
    stuck in the database does not keep the process from ending.
    """

    def __init__(self, count: int, name: str) -> None:
        self.count = count
        self.name = name
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    @property
    def waiting(self) -> int:
        """Jobs that no thread has taken yet."""
        return self._jobs.qsize()

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """The result of `function(*args)`, or what it raised. Cancelling gives up waiting, not the work."""
        if not self._threads:
            self._start()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._jobs.put((loop, answer, function, args))
        return await answer

    async def query(self, function: Callable[..., T], *args: Any) -> T:
        """As `run`, for work with the database outside of a request: with a connection that is alive."""
        return await self.run(_with_connection, function, args)

    async def close(self) -> None:
        """End the threads and their database connections, once the jobs that wait are done."""
        threads, self._threads = self._threads, []
        for _ in threads:
            self._jobs.put(None)
        for thread in threads:
            await asyncio.to_thread(thread.join)

    def _start(self) -> None:
        for number in range(self.count):
            thread = threading.Thread(target=self._work, name=f"{self.name}-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def _work(self) -> None:
        while job := self._jobs.get():
            loop, answer, function, args = job
            try:
                result, error = function(*args), None
            except BaseException as raised:  # noqa: BLE001 - it is raised where the answer is awaited
                result, error = None, raised
            try:
                loop.call_soon_threadsafe(_settle, answer, result, error)
            except RuntimeError:  # the loop has ended, nobody waits
                pass
            del job, loop, answer, function, args, result, error  # or an idle thread would keep them alive
        connections.close_all()


def _settle(answer: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
    if answer.done():
        return
    if error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(result)


def _with_connection(function: Callable[..., T], args: tuple[Any, ...]) -> T:
    close_old_connections()
    try:
        return function(*args)
    finally:
        close_old_connections()
