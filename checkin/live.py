"""Hints that an event changed, carried to every process. The only module that knows the channel layer.

A hint is never the truth: it may be lost, doubled or late, and whoever gets one reads the database. So publishing may
fail in silence, and it never fails or delays the write that it follows: inside this process a hint is one call, and
for the others it waits in a set until a background thread sends it. That thread has an event loop of its own, because
`async_to_sync(group_send)` in a request hangs when the server stops, and because a frozen Redis must hold up nobody.
"""

import asyncio
import logging
import os
import threading
import time
import uuid
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction

logger = logging.getLogger(__name__)

SEND_TIMEOUT = 1.0  # seconds for one hint; the feed looks by itself every second, so a later one is worthless
SEND_EVERY = 0.05  # seconds between two rounds of sending: a burst of scans is 20 rounds a second
RETRY_AFTER = 1.0  # seconds before the next attempt to subscribe
LOG_EVERY = 30.0  # seconds between two log lines about the same trouble
MESSAGE_TYPE = "event.hint"


class Kind(StrEnum):
    """What changed: an event's log, or who may watch it."""

    COUNTS = "counts"
    ACCESS = "access"


class Hint(NamedTuple):
    event_id: int
    kind: Kind


Listener = Callable[[Hint], None]


def publish_on_commit(event_id: int) -> None:
    """Announce, once the transaction has committed, that the event's log has grown. Never raises, never waits."""
    _on_commit(Hint(event_id, Kind.COUNTS))


def publish_access_on_commit(event_id: int) -> None:
    """Announce, once the transaction has committed, that somebody's access to the event has changed."""
    _on_commit(Hint(event_id, Kind.ACCESS))


def listen(listener: Listener) -> None:
    """Call `listener` with every hint of this process, and with those of others about watched events.

    It is called in the thread that committed, or in the background thread: it must be thread-safe and quick.
    """
    _listeners.add(listener)


def unlisten(listener: Listener) -> None:
    _listeners.discard(listener)


def watch(event_id: int) -> None:
    """Hear the other processes' hints about this event, from any thread, until `unwatch`."""
    if messenger := _the_messenger():
        messenger.follow(event_id, watched=True)


def unwatch(event_id: int) -> None:
    if messenger := _the_messenger():
        messenger.follow(event_id, watched=False)


def _on_commit(hint: Hint) -> None:
    # a function and no `partial`: Django names the one that failed, and a partial has no name
    transaction.on_commit(lambda: _publish(hint), robust=True)


def _publish(hint: Hint) -> None:
    for listener in tuple(_listeners):
        listener(hint)
    if messenger := _the_messenger():
        messenger.send(hint)


def _group(event_id: int) -> str:
    return f"event.{event_id}"


class Messenger:
    """The background thread of one process: sends its hints through the channel layer and receives the others'."""

    def __init__(self) -> None:
        self.sender = uuid.uuid4().hex  # so that it knows its own echoes
        self.lost = 0  # hints that could not be sent since the start
        self._outbox: set[Hint] = set()
        self._watched: set[int] = set()
        self._logged_at: dict[str, float] = {}
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._to_send = asyncio.Event()
        self._to_follow = asyncio.Event()
        threading.Thread(target=self._run, name="live", daemon=True).start()

    def send(self, hint: Hint) -> None:
        """Have the hint sent soon. Hints that wait already are not sent twice."""
        with self._lock:
            wake = not self._outbox
            self._outbox.add(hint)
        if wake:
            self._loop.call_soon_threadsafe(self._to_send.set)

    def follow(self, event_id: int, *, watched: bool) -> None:
        with self._lock:
            (self._watched.add if watched else self._watched.discard)(event_id)
        self._loop.call_soon_threadsafe(self._to_follow.set)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._work())

    async def _work(self) -> None:
        await asyncio.gather(self._send_hints(), self._hear_others())

    async def _send_hints(self) -> None:
        while True:
            await self._to_send.wait()
            self._to_send.clear()
            with self._lock:
                hints, self._outbox = self._outbox, set()
            await asyncio.gather(*map(self._send_hint, hints))
            await asyncio.sleep(SEND_EVERY)

    async def _send_hint(self, hint: Hint) -> None:
        message = {
            "type": MESSAGE_TYPE,
            "event": hint.event_id,
            "kind": hint.kind.value,
            "sender": self.sender,
        }
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                await get_channel_layer().group_send(_group(hint.event_id), message)
        except Exception as error:  # noqa: BLE001 - whatever Redis or its client does, the scan has happened
            self.lost += 1
            self._log("Hints are not sent", error)

    async def _hear_others(self) -> None:
        """Subscribe and receive for ever. Some layers fail on receiving when Redis goes, and start again here."""
        await self._to_follow.wait()
        while True:
            try:
                channel = await get_channel_layer().new_channel()
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._join_groups(channel))
                    tasks.create_task(self._receive(channel))
            except Exception as error:  # noqa: BLE001 - whatever Redis does, the feed still looks every second
                self._log("No hints from other processes", error)
            await asyncio.sleep(RETRY_AFTER)

    async def _join_groups(self, channel: str) -> None:
        """Keep the channel in the groups of the watched events, trying again until it is."""
        joined: set[int] = set()
        while True:
            self._to_follow.clear()
            with self._lock:
                watched = set(self._watched)
            try:
                for event_id in watched - joined:
                    await get_channel_layer().group_add(_group(event_id), channel)
                    joined.add(event_id)
                for event_id in joined - watched:
                    await get_channel_layer().group_discard(_group(event_id), channel)
                    joined.discard(event_id)
            except Exception as error:  # noqa: BLE001 - whatever Redis does, it is asked again in a moment
                self._log("No hints from other processes", error)
                await asyncio.sleep(RETRY_AFTER)
                continue
            await self._to_follow.wait()

    async def _receive(self, channel: str) -> None:
        while True:
            message: dict[str, Any] = await get_channel_layer().receive(channel)
            if message["sender"] != self.sender:
                hint = Hint(message["event"], Kind(message["kind"]))
                for listener in tuple(_listeners):
                    listener(hint)

    def _log(self, trouble: str, error: Exception) -> None:
        now = time.monotonic()
        if now - self._logged_at.get(trouble, -LOG_EVERY) >= LOG_EVERY:
            self._logged_at[trouble] = now
            logger.warning(
                "%s: %s: %s (screens follow within a second)", trouble, type(error).__name__, error
            )


class _SayOnce(logging.Filter):
    """The layer logs a traceback every second while Redis is away; one line now and then says as much."""

    _said_at = -LOG_EVERY

    def filter(self, record: logging.LogRecord) -> bool:
        if record.created - self._said_at < LOG_EVERY:
            return False
        self._said_at = record.created
        if record.exc_info:
            record.msg, record.exc_info = f"{record.msg} ({record.exc_info[1]})", None
        return True


logging.getLogger("channels_redis.pubsub").addFilter(_SayOnce())

_listeners: set[Listener] = set()
_messenger: Messenger | None = None
_starting = threading.Lock()


def _the_messenger() -> Messenger | None:
    """The messenger of this process, started at the first need. None with the in-memory layer: nobody to tell."""
    global _messenger  # noqa: PLW0603 - a process has one
    if _messenger is None:
        if isinstance(get_channel_layer(), InMemoryChannelLayer):
            return None
        with _starting:
            if _messenger is None:
                _messenger = Messenger()
    return _messenger


def _forget_parent() -> None:
    """A forked child has neither the parent's thread nor its feed, and perhaps a lock that nobody will release."""
    global _messenger, _starting
    _messenger, _starting = None, threading.Lock()
    _listeners.clear()


os.register_at_fork(after_in_child=_forget_parent)
