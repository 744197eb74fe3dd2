"""A door that scans for an hour: people come, go and come back, some are refused, some scans are held for a while."""

import random
import time
import uuid
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection
from threading import Event
from typing import Any

import orjson
from django.utils import timezone

from tests.bench import filling
from tests.bench.filling import Filled
from tests.servers import HOST

REFUSED = 0.04  # of the scans
ROUND = 150  # scans, the last of which the door holds and sends as a batch
HELD = 25

Scan = tuple[dict[str, object], str]  # what to send, and the outcome that must come back


def paced(every: float, ended: Event, after: float = 0.0) -> Iterator[float]:
    """A turn each so many seconds, until the end: the seconds since the first one."""
    began = due = time.monotonic() + after
    while not ended.wait(max(0.0, due - time.monotonic())):
        yield time.monotonic() - began
        due += every


class Door:
    """A scanner with a connection and people of its own, so that each scan has only one right answer."""

    def __init__(self, port: int, fair: Filled, people: Iterable[int], seed: int) -> None:
        self.fair = fair
        self.outside, self.inside = deque(people), deque[int]()
        self.sent: Counter[str] = Counter()  # by outcome
        self._random = random.Random(seed)
        self._connection = HTTPConnection(HOST, port, timeout=30)

    def scan(self, ended: Event, *, every: float, after: float) -> None:
        """A scan each so many seconds. Raises RuntimeError when one is not answered as it should be."""
        held: list[Scan] = []
        for nth, _ in enumerate(paced(every, ended, after)):
            scan = self._next()
            if nth % ROUND < ROUND - HELD:
                self._send("scans/", scan[0], [scan])
                continue
            held.append(scan)
            if len(held) == HELD:
                self._send_held(held)
                held = []
        if held:
            self._send_held(held)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The answer's content. Raises RuntimeError when it is an error."""
        headers = {"Content-Type": "application/json", **self.fair.headers}
        whole = f"/api/v1/events/{self.fair.event.slug}/{path}"
        self._connection.request(method, whole, orjson.dumps(body) if body else None, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{path}: {answer.status} {content.decode()}")
        return orjson.loads(content)

    def reconnect(self) -> None:
        """Who answers the next request is any of the server's workers."""
        self._connection.close()

    def _next(self) -> Scan:
        if self._random.random() < REFUSED:
            return self._refused()
        if self.outside and (not self.inside or self._random.random() < 0.5):
            self.inside.append(self.outside.popleft())
            return self._scan(self._code(self.inside[-1])), "admitted"
        self.outside.append(self.inside.popleft())
        return self._scan(self._code(self.outside[-1]), direction="exit"), "exited"

    def _refused(self) -> Scan:
        """Somebody who is inside already, or whom nobody knows."""
        known = self.inside and self._random.random() < 0.5
        return self._scan(self._code(self.inside[0]) if known else "NOBODY"), "refused"

    def _code(self, person: int) -> str:
        return filling.code(self.fair.event.slug, person)

    def _scan(self, code: str, direction: str = "entry") -> dict[str, object]:
        return {
            "code": code,
            "gate": self.fair.gate_id,
            "direction": direction,
            "idempotency_key": str(uuid.uuid4()),
            "scanned_at": timezone.now().isoformat(),
        }

    def _send_held(self, held: list[Scan]) -> None:
        self.reconnect()  # the door was away
        self._send("scans/batch/", {"scans": [scan for scan, _ in held]}, held)

    def _send(self, path: str, body: object, scans: list[Scan]) -> None:
        answer = self.ask("POST", path, body)
        told = [result.get("outcome") for result in answer.get("results", [answer])]
        expected = [outcome for _, outcome in scans]
        if told != expected:
            raise RuntimeError(f"{path}: {told} instead of {expected}: {answer}")
        self.sent.update(told)
