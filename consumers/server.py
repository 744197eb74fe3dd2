"""daphne, hardened: connections with limits, and a stop that drops no request and tells every screen."""

import asyncio
import contextlib
import logging
import resource
import signal
import time
from collections.abc import Callable
from typing import Any

# daphne.server installs Twisted's asyncio reactor, so it comes before anything else of Twisted
from daphne.server import Server as Daphne  # isort: skip
from twisted.internet import defer, reactor
from twisted.internet.endpoints import serverFromString
from twisted.logger import (
    FilteringLogObserver,
    LogLevel,
    LogLevelFilterPredicate,
    STDLibLogObserver,
    globalLogBeginner,
)

from consumers import frames
from consumers.frames import Close
from consumers.http_protocol import HTTPFactory, Request
from consumers.worker import TaskWorker
from consumers.ws_protocol import Socket, SocketFactory

logger = logging.getLogger(__name__)

WORK_SECONDS = 15.0  # for requests and tasks that run when the stop is asked for
BEGUN_SECONDS = 2.0  # for requests that have begun to arrive by then
QUIET_SECONDS = 0.25  # without any of them, before the sockets are closed
GOODBYE_SECONDS = 1.5  # for the clients to answer the close
SPARE_FILES = 200  # file descriptors kept for the database, requests and logs
MAX_MESSAGE = 4096  # bytes from a client, who has nothing to say
TURN = 250  # sockets served before the loop gets its turn


class Server(Daphne):
    """One process that serves HTTP and WebSockets until SIGTERM or SIGINT, and ends within 18 s of it.

    It then stops listening, answers the requests in flight, lets the task that runs come to its end, says goodbye to
    the sockets with close code 1012, and returns from `run`. A second signal no longer waits for requests and tasks,
    a third one for nothing.
    """

    def __init__(
        self,
        application: Any,
        endpoint: str,
        *,
        on_ready: Callable[[int], None],
        worker: TaskWorker | None = None,
    ) -> None:
        super().__init__(
            application,
            endpoints=[endpoint],
            signal_handlers=False,
            request_buffer_size=256 * 1024,
            websocket_handshake_timeout=10,
            websocket_connect_timeout=10,
            application_close_timeout=10,
            server_name="",
        )
        self.on_ready = on_ready
        self.worker = worker
        self.draining = False
        self.failed = False
        self.sockets: set[Socket] = set()
        self.max_sockets = raise_file_limit() - SPARE_FILES
        self._no_sockets = asyncio.Event()
        self._deadline = float("inf")
        self._signals = 0
        self._drain: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Serve until stopped. Afterwards `failed` tells whether the address could not be had."""
        self.connections: dict[Any, dict[str, Any]] = {}
        self.http_factory = HTTPFactory(self)
        self.ws_factory = SocketFactory(self, server="")
        self.ws_factory.setProtocolOptions(
            allowNullOrigin=True,  # origins are the application's to judge
            openHandshakeTimeout=self.websocket_handshake_timeout,
            maxMessagePayloadSize=MAX_MESSAGE,
            maxFramePayloadSize=MAX_MESSAGE,
            failByDrop=False,  # say why: 1009 for too much, 1002 for nonsense
        )
        errors = FilteringLogObserver(STDLibLogObserver(), [LogLevelFilterPredicate(LogLevel.error)])
        globalLogBeginner.beginLoggingTo([errors], redirectStandardIO=False, discardBuffer=True)
        loop = reactor._asyncioEventloop
        asyncio.set_event_loop(loop)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop_gently)
        reactor.callLater(1, self.application_checker)
        reactor.callLater(2, self.timeout_checker)
        for endpoint in self.endpoints:
            listener = serverFromString(reactor, endpoint).listen(self.http_factory)
            listener.addCallbacks(self.listen_success, self.listen_error)
            self.listeners.append(listener)
        reactor.addSystemEventTrigger("before", "shutdown", self.kill_all_applications)
        if not self.abort_start:
            reactor.run(installSignalHandlers=False)

    def listen_success(self, port: Any) -> Any:
        self.on_ready(port.getHost().port)
        return port

    def listen_error(self, failure: Any) -> None:
        logger.critical("Cannot listen: %s", failure.getErrorMessage())
        self.failed = True
        self.stop()

    def protocol_connected(self, protocol: Any) -> None:
        super().protocol_connected(protocol)
        if isinstance(protocol, Socket):
            self.sockets.add(protocol)

    def protocol_disconnected(self, protocol: Any) -> None:
        super().protocol_disconnected(protocol)
        self.sockets.discard(protocol)
        if self.draining and not self.sockets:
            self._no_sockets.set()

    def turns_away(self, path: bytes, *, upgrade: bool) -> bool:
        """Whether a request gets a 503: a socket too many, or a new socket or a readiness check while stopping."""
        if upgrade and len(self.sockets) >= self.max_sockets:
            return True
        return self.draining and (upgrade or path == b"/readyz")

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        scope["root_path"] = ""  # daphne takes it from a header that anyone may send
        if isinstance(protocol, Socket):
            scope["extensions"] = {"headcount.socket": protocol}
        return super().create_application(protocol, scope)

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        await super().handle_reply(protocol, message)
        if isinstance(protocol, Request) and protocol.drained is not None:
            await protocol.drained.wait()

    def kill_all_applications(self) -> Any:
        """As daphne's, which fails on a connection that has no application yet."""
        running = [details.get("application_instance") for details in self.connections.values()]
        unfinished = [task for task in running if task is not None and not task.done()]
        for task in unfinished:
            task.cancel()
        gone = asyncio.wait(unfinished, timeout=1) if unfinished else asyncio.sleep(0)
        return defer.Deferred.fromFuture(asyncio.ensure_future(gone))

    def stop_gently(self) -> None:
        """The answer to a signal."""
        self._signals += 1
        if self._signals == 1:
            self._deadline = time.monotonic() + WORK_SECONDS
            self._drain = asyncio.get_event_loop().create_task(self._drain_and_stop())
        elif self._signals == 2:
            self._deadline = 0
        else:
            self.stop()

    async def _drain_and_stop(self) -> None:
        logger.info("Stopping: %d requests in flight, %d sockets", self._in_flight(), len(self.sockets))
        self.draining = True
        try:
            await self._stop_listening()
            await self._finish_work()
            await self._say_goodbye()
        except Exception:
            logger.exception("The stop went wrong")
        finally:
            self.stop()

    async def _stop_listening(self) -> None:
        for listener in self.listeners:
            port = listener.result
            port.doRead()  # whoever is in the queue would be reset
            await defer.maybeDeferred(port.stopListening).asFuture(asyncio.get_running_loop())

    async def _finish_work(self) -> None:
        if self.worker:
            self.worker.stop()
        quiet_since = time.monotonic()
        while (now := time.monotonic()) < self._deadline and now - quiet_since < QUIET_SECONDS:
            if self._in_flight() or (self.worker and self.worker.busy):
                quiet_since = now
            await asyncio.sleep(0.02)

    def _in_flight(self) -> int:
        begun = time.time() - BEGUN_SECONDS
        return sum(
            isinstance(protocol, Request)
            and not protocol.refused
            and "disconnected" not in details
            and ("application_instance" in details or details["connected"] > begun)
            for protocol, details in self.connections.items()
        )

    async def _say_goodbye(self) -> None:
        goodbye = frames.bye(frames.Bye.RESTART).wire
        for number, protocol in enumerate(tuple(self.sockets)):
            protocol.send_wire(goodbye)
            protocol.end(Close.COME_AGAIN)
            if number % TURN == 0:
                await asyncio.sleep(0)
        if self.sockets:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await self._no_sockets.wait()


def raise_file_limit() -> int:
    """Allow this process as many open files as it may have; every socket is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with contextlib.suppress(ValueError, OSError):  # some systems tell a limit that they do not grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
