"""The live socket of one event: it is let in, joins the feed, and leaves."""

import asyncio
import logging
from typing import Any

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.db import Error as DatabaseError

from consumers import auth
from consumers.auth import Refusal
from consumers.feed import Feed, the_feed
from consumers.frames import Batch, Close
from consumers.watch import Outlet, Screen, end

logger = logging.getLogger(__name__)


class EventConsumer(AsyncConsumer):
    """`ws/events/{slug}/`. Knows no channel layer, so sockets open and live on without Redis."""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """As Channels does, without a task of its own for what is received: that makes a socket 3 kB smaller."""
        self.scope, self.base_send = scope, send
        self.feed: Feed = the_feed()
        self.screen: Screen | None = None
        try:
            while True:
                await self.dispatch(await receive())
        except StopConsumer:
            pass
        finally:
            self._leave()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As Channels does, without its visit to the one database thread, and without dying of an exception."""
        handlers = {
            "websocket.connect": self.websocket_connect,
            "websocket.disconnect": self.websocket_disconnect,
        }
        try:
            if handler := handlers.get(message["type"]):
                await handler(message)
        except StopConsumer:
            raise
        except Exception:
            logger.exception("A socket failed")
            self._leave()
            await self.send({"type": "websocket.close", "code": Close.BROKEN})

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        """Accept first: only an open socket can be told why it is closed, and the handshake waits for nothing."""
        await self.send({"type": "websocket.accept"})
        slug = self.scope["url_route"]["kwargs"]["slug"]
        try:
            principal = await self.feed.doorkeepers.query(auth.admit, auth.handshake(self.scope), slug)
        except DatabaseError:
            principal = Refusal(Close.LATER)
        if isinstance(
            self.scope["headers"], list
        ):  # daphne's, which keeps them for as long as the socket is open
            self.scope["headers"].clear()
        if isinstance(principal, Refusal):
            end(self._outlet(), principal)
            return
        screen = Screen(principal, self._outlet())
        if self.feed.join(screen):
            self.screen = screen
        else:
            end(screen.outlet, Refusal(Close.TOO_MANY))

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    def _leave(self) -> None:
        if self.screen is not None:
            self.feed.leave(self.screen)

    def _outlet(self) -> Outlet:
        return self.scope.get("extensions", {}).get("headcount.socket") or AsgiOutlet(self.base_send)


class AsgiOutlet:
    """A socket of any ASGI server, for where frames cannot be written directly."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._writing: asyncio.Task[None] | None = None

    @property
    def unsent(self) -> int:
        return int(self._writing is not None and not self._writing.done())

    def send_batch(self, batch: Batch) -> None:
        self._write([{"type": "websocket.send", "text": frame.text.decode()} for frame in batch.frames])

    def end(self, code: int) -> None:
        self._write([{"type": "websocket.close", "code": code}])

    def abort(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
        self.end(Close.BROKEN)

    def _write(self, messages: list[dict[str, Any]]) -> None:
        self._writing = asyncio.ensure_future(self._write_after(self._writing, messages))

    async def _write_after(
        self, earlier: "asyncio.Task[None] | None", messages: list[dict[str, Any]]
    ) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        for message in messages:
            await self._send(message)
