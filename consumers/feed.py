"""The feed: one per process, it reads the counts of every watched event and writes them to all of its screens.

A hint (`checkin.live`) makes it look at once; otherwise it looks every second, so that a lost hint costs a second.
However many screens an event has, its counts are read and encoded once, and at most ten times a second.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Coroutine
from weakref import WeakKeyDictionary

from django.conf import settings

from checkin import live
from checkin.services.devices import SEEN_EVERY, record_seen
from consumers.auth import no_longer_admitted
from consumers.threads import Threads
from consumers.watch import LOG_EVERY, Screen, Watch

logger = logging.getLogger(__name__)

CHECK_EVERY = 1.0  # seconds between two checks of who may still watch
READERS = 3  # threads that read counts
DOORKEEPERS = 2  # threads that admit sockets: a storm of them must not delay the counts


class Feed:
    """All watched events of this process. Belongs to the event loop it was made in."""

    def __init__(self) -> None:
        self.readers = Threads(READERS, "feed")
        self.doorkeepers = Threads(DOORKEEPERS, "door")
        self.watches: dict[int, Watch] = {}
        self._open: Counter[tuple[int | None, int | None]] = Counter()  # sockets by user and device
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._check = asyncio.Event()
        self._logged_at = -LOG_EVERY
        live.listen(self._heard)
        self._spawn(self._keep_checking())
        self._spawn(self._keep_seeing())

    def join(self, screen: Screen) -> bool:
        """Tell the screen the counts now, and whatever changes until it leaves. Not if its caller has too many."""
        if self._open[screen.principal.who] >= settings.SOCKETS_PER_CALLER:
            return False
        self._open[screen.principal.who] += 1
        event_id = screen.principal.event_id
        watch = self.watches.get(event_id)
        if watch is None:
            watch = self.watches[event_id] = Watch(event_id, self.readers)
            live.watch(event_id)
            self._spawn(self._run(watch))
        watch.screens.add(screen)
        watch.hint.set()
        return True

    def leave(self, screen: Screen) -> None:
        """Leaving twice does nothing."""
        if screen.left:
            return
        screen.left = True
        self._open[screen.principal.who] -= 1
        if not self._open[screen.principal.who]:
            del self._open[screen.principal.who]
        if watch := self.watches.get(screen.principal.event_id):
            watch.screens.discard(screen)

    async def close(self) -> None:
        """Let go of everything, database connections included. The sockets are not closed."""
        live.unlisten(self._heard)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(self.readers.close(), self.doorkeepers.close())

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> None:
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, watch: Watch) -> None:
        try:
            await watch.run()
        finally:
            del self.watches[watch.event_id]
            live.unwatch(watch.event_id)

    def _heard(self, hint: live.Hint) -> None:
        """Called from any thread. A look that is due anyway, and has not begun, covers this hint as well."""
        watch = self.watches.get(hint.event_id)
        if watch and (hint.kind is live.Kind.ACCESS or not watch.hint.is_set()):
            self._loop.call_soon_threadsafe(
                (self._check if hint.kind is live.Kind.ACCESS else watch.hint).set
            )

    async def _keep_checking(self) -> None:
        """Close the sockets of everyone who is no longer admitted: at once after a hint, else every second."""
        while True:
            try:
                async with asyncio.timeout(CHECK_EVERY):
                    await self._check.wait()
            except TimeoutError:
                pass
            self._check.clear()
            screens = [screen for watch in self.watches.values() for screen in watch.screens]
            try:
                await self._dismiss(screens)
            except Exception as error:  # noqa: BLE001 - the database is away; it is asked again in a second
                self._log(error)

    async def _keep_seeing(self) -> None:
        """Note which devices have a socket open. The fleet's list shows it."""
        while True:
            await asyncio.sleep(SEEN_EVERY)
            screens = [screen for watch in self.watches.values() for screen in watch.screens]
            devices = {screen.principal.device_id for screen in screens if screen.principal.device_id}
            if devices:
                try:
                    await self.readers.query(record_seen, devices)
                except Exception as error:  # noqa: BLE001 - the database is away; it is told again in a moment
                    self._log(error)

    async def _dismiss(self, screens: list[Screen]) -> None:
        if not screens:
            return
        refused = await self.readers.query(no_longer_admitted, {screen.principal for screen in screens})
        for screen in screens:
            if refusal := refused.get(screen.principal):
                self.leave(screen)
                screen.dismiss(refusal)

    def _log(self, error: Exception) -> None:
        now = time.monotonic()
        if now - self._logged_at >= LOG_EVERY:
            self._logged_at = now
            logger.warning("Cannot tell the database who watches, or whether they still may", exc_info=error)


_feeds: WeakKeyDictionary[asyncio.AbstractEventLoop, Feed] = WeakKeyDictionary()


def the_feed() -> Feed:
    """The feed of the running event loop, made at the first need. A process has one loop that serves sockets."""
    loop = asyncio.get_running_loop()
    if loop not in _feeds:
        _feeds[loop] = Feed()
    return _feeds[loop]
