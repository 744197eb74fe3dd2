"""A bad network: a TCP proxy in a thread of its own, between the devices and the server."""

import asyncio
import contextlib
import random
import threading
from collections.abc import Coroutine
from enum import Enum
from typing import Self, TypeVar

from tests.servers import HOST

_T = TypeVar("_T")


class Mode(Enum):
    PASS = "pass"
    FREEZE = "freeze"  # nothing arrives, in either direction, and nothing is closed
    LOSE_ANSWERS = "lose answers"  # requests arrive, answers do not, and then the connection is cut
    CUT = "cut"  # connections are reset in the middle
    SLOW = "slow"  # each piece takes 50 to 300 ms more


class Proxy:
    def __init__(self, port: int, seed: int = 1) -> None:
        self.mode = Mode.PASS
        self._target = port
        self._random = random.Random(seed)
        self._writers: set[asyncio.StreamWriter] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._serve, HOST, 0))
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def set(self, mode: Mode) -> None:
        """For connections that are open as well. One that is `CUT` or was kept without answers ends now."""
        before, self.mode = self.mode, mode
        self._loop.call_soon_threadsafe(self._flows.clear if mode is Mode.FREEZE else self._flows.set)
        if mode is Mode.CUT or before in (Mode.LOSE_ANSWERS, Mode.FREEZE):
            self._do(self._cut())

    def _do(self, work: Coroutine[None, None, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there_reader, there_writer = await asyncio.open_connection(HOST, self._target)
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, there_writer}
        self._writers |= ends
        try:
            await asyncio.gather(
                self._carry(reader, there_writer, answers=False),
                self._carry(there_reader, writer, answers=True),
            )
        finally:
            self._writers -= ends
            for end in ends:
                end.transport.abort()

    async def _carry(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, answers: bool
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := await source.read(65536):
                if self.mode is Mode.CUT and self._random.random() < 0.5:
                    target.transport.abort()
                    return
                if self.mode is Mode.SLOW:
                    await asyncio.sleep(self._random.uniform(0.05, 0.3))
                await self._flows.wait()
                if self.mode is Mode.LOSE_ANSWERS and answers:
                    continue
                target.write(piece)
                await target.drain()
        await self._flows.wait()  # the end of a connection is kept back like the rest of it
        with contextlib.suppress(OSError):
            if target.can_write_eof():
                target.write_eof()
