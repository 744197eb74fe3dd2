"""The load on a web server, in a process of its own: `python -m tests.bench.http_load < job.json > outcome.json`.

A fixed number of kept-alive connections, each sending its next request as soon as the last one is answered. It
speaks just enough HTTP by itself: a client library would use more CPU than the server that is measured.
"""

import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson


@dataclass
class Job:
    """What to send: bodies of requests to one path, until they or the seconds run out."""

    port: int
    path: str
    headers: dict[str, str]
    bodies: list[str]
    connections: int
    seconds: float
    method: str = "POST"
    pace: float = 0.0  # requests a second over all connections; 0: each as soon as the last one is answered


@dataclass
class Outcome:
    """What came of it. Latencies are milliseconds, from the first byte sent to the last received.

    With a pace they begin when the request was due: one that waits for a slow one before it has waited too.
    """

    seconds: float = 0.0
    sent: int = 0  # bodies taken, answered or not
    latencies: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    sample: str = ""  # the last answer


class Client(asyncio.Protocol):
    def __init__(
        self, requests: Iterator[bytes], outcome: Outcome, deadline: float, due: float, every: float
    ) -> None:
        self.requests, self.outcome, self.deadline = requests, outcome, deadline
        self.due, self.every = due, every
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.received = b""
        self.sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        if (wait := self.due - time.perf_counter()) > 0:
            asyncio.get_running_loop().call_later(wait, self.send)
            return
        request = next(self.requests, None) if time.perf_counter() < self.deadline else None
        if request is None:
            self.done.set_result(None)
            self.transport.close()
            return
        self.outcome.sent += 1
        self.sent_at = self.due if self.every else time.perf_counter()
        self.due += self.every
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if not separator or len(body) < content_length(head):
            return
        self.outcome.latencies.append((time.perf_counter() - self.sent_at) * 1000)
        status = head[9:12].decode()
        self.outcome.statuses[status] = self.outcome.statuses.get(status, 0) + 1
        self.outcome.sample = body[:2000].decode()
        self.received = b""
        if b"connection: close" in head.lower():
            self.done.set_exception(ConnectionError(f"the server closed a connection: {head.decode()}"))
        else:
            self.send()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed a connection"))


def content_length(head: bytes) -> int:
    start = head.lower().index(b"content-length:") + len(b"content-length:")
    return int(head[start:].split(b"\r\n", 1)[0])


def requests(job: Job) -> Iterator[bytes]:
    headers = {"Host": "127.0.0.1", "Content-Type": "application/json", **job.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"{job.method} {job.path} HTTP/1.1\r\n{lines}".encode()
    for body in job.bodies:
        content = body.encode()
        yield b"%sContent-Length: %d\r\n\r\n%s" % (head, len(content), content)


async def run(job: Job) -> Outcome:
    outcome = Outcome()
    begun = time.perf_counter()
    queue = requests(job)
    loop = asyncio.get_running_loop()
    every = job.connections / job.pace if job.pace else 0.0

    async def connect(nth: int) -> Client:
        due = begun + nth * every / job.connections
        made = Client(queue, outcome, begun + job.seconds, due, every)
        return (await loop.create_connection(lambda: made, "127.0.0.1", job.port))[1]

    clients = [await connect(nth) for nth in range(job.connections)]
    async with asyncio.timeout(job.seconds + 60):
        await asyncio.gather(*(client.done for client in clients))
    outcome.seconds = time.perf_counter() - begun
    return outcome


def main() -> None:
    job: dict[str, Any] = orjson.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(orjson.dumps(asdict(asyncio.run(run(Job(**job))))))


if __name__ == "__main__":
    main()
