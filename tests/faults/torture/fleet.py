"""Scanners that lose nothing: what they scan is on the disk before it is sent, and is sent until it is answered.

A process of its own, which the nemesis kills: `python -m tests.faults.torture.fleet ORDERS.json`. Each device keeps a
journal, one JSON line for a scan that was made and one for its answer.
"""

import asyncio
import json
import os
import random
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

MOST_IN_BATCH = 100
PATIENCE = 4.0  # seconds until an answer counts as lost
AGAIN = (429, 503)  # the server says that it did nothing, and asks to come again


@dataclass(frozen=True)
class Orders:
    """What a fleet does; read from JSON."""

    url: str
    journals: str  # folder
    devices: list[dict[str, Any]]  # name, token, event, gate, codes
    until: float  # time.time() at which the last scan is made
    per_second: float  # scans of each device
    seed: int
    is_forgetful: bool = False  # control: after a kill nothing is sent again
    changes_keys: bool = False  # control: each try has a key of its own


@dataclass
class Device:
    orders: Orders
    name: str
    token: str
    event: str
    gate: int
    codes: list[str]
    waiting: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # scans without an answer by the number of each

    def __post_init__(self) -> None:
        path = Path(self.orders.journals) / f"{self.name}.jsonl"
        made = answered = 0
        mend(path)
        for line in lines_of(path):
            if "scan" in line:
                made += 1
                if not self.orders.is_forgetful:
                    self.waiting[line["op"]] = line["scan"]
            elif "answer" in line:
                answered += 1
                self.waiting.pop(line["op"], None)
        self._random = random.Random(f"{self.orders.seed} {self.name} {made} {answered}")
        self._journal = path.open("a")
        self._begins = asyncio.Event()
        self._is_scanning = True

    async def work(self, client: httpx.AsyncClient) -> None:
        self._client = client
        await asyncio.gather(self._scan(), self._send())

    async def _scan(self) -> None:
        while time.time() < self.orders.until:
            await asyncio.sleep(self._random.expovariate(self.orders.per_second))
            op = str(uuid.uuid4())
            scan = {
                "code": self._random.choice(self.codes),
                "gate": self.gate,
                "direction": "exit" if self._random.random() < 0.1 else "entry",
                "idempotency_key": op,
                "scanned_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            }
            await self._note({"op": op, "scan": scan, "at": time.time()})
            self.waiting[op] = scan
            self._begins.set()
        self._is_scanning = False
        self._begins.set()

    async def _send(self) -> None:
        failures = 0
        while self.waiting or self._is_scanning:
            if not self.waiting:
                self._begins.clear()
                await self._begins.wait()
            elif await self._try():
                failures = 0
            else:
                failures += 1
                await asyncio.sleep(self._random.uniform(0.05, min(2.0, 0.1 * 2**failures)))

    async def _try(self) -> bool:
        """One request; sometimes the same one twice at once, as a bad network makes of it."""
        ops = list(self.waiting)[:MOST_IN_BATCH]
        if len(ops) > 3:
            body = {"scans": [self._sent(op) for op in ops]}
            answers = await self._post("scans/batch/", body)
            results = answers[0]["results"] if answers else []
        else:
            ops = ops[:1]
            answers = await self._post(
                "scans/", self._sent(ops[0]), times=self._random.choice([1, 1, 1, 2, 3])
            )
            results = answers[:1]
            for other in answers[1:]:
                if content(other) != content(answers[0]):
                    await self._note({"wrong": "two answers to one key", "answers": answers})
        for op, result in zip(ops, results, strict=False):
            await self._settle(op, result)
        return bool(results)

    def _sent(self, op: str) -> dict[str, Any]:
        scan = self.waiting[op]
        return scan | {"idempotency_key": str(uuid.uuid4())} if self.orders.changes_keys else scan

    async def _post(self, path: str, body: dict[str, Any], times: int = 1) -> list[dict[str, Any]]:
        """The answers that came and are none of a fault."""
        tries = [
            self._client.post(
                f"/api/v1/events/{self.event}/{path}",
                json=body,
                headers={"Authorization": f"Bearer {self.token}"},
            )
            for _ in range(times)
        ]
        answers = []
        for came in await asyncio.gather(*tries, return_exceptions=True):
            if isinstance(came, httpx.Response) and came.status_code < 300:
                answers.append(came.json())
            elif isinstance(came, httpx.Response) and came.status_code not in AGAIN:
                await self._note({"wrong": f"status {came.status_code}", "text": came.text[:500]})
            elif isinstance(came, BaseException) and not isinstance(came, httpx.HTTPError):
                raise came
        return answers

    async def _settle(self, op: str, result: dict[str, Any]) -> None:
        if "outcome" not in result:
            if result.get("status") not in AGAIN:
                await self._note({"wrong": "an error in a batch", "answer": result})
            return
        await self._note(
            {"op": op, "answer": {"id": result["id"], "outcome": result["outcome"]}, "at": time.time()}
        )
        self.waiting.pop(op, None)

    async def _note(self, line: dict[str, Any]) -> None:
        await asyncio.to_thread(self._write, json.dumps(line))

    def _write(self, line: str) -> None:
        """On the disk when it returns. One write of less than a page: a kill leaves it whole or leaves it out."""
        self._journal.write(line + "\n")
        self._journal.flush()
        os.fsync(self._journal.fileno())


def content(answer: dict[str, Any]) -> dict[str, Any]:
    """What a replay may not change."""
    return {name: value for name, value in answer.items() if name != "replayed"}


def mend(path: Path) -> None:
    """Cut off a line that a kill cut short: nothing was done about it yet."""
    text = path.read_text() if path.exists() else ""
    if text and not text.endswith("\n"):
        path.write_text(text[: text.rfind("\n") + 1])


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text() if path.exists() else ""
    return (json.loads(line) for line in text.splitlines())


async def main(orders: Orders) -> None:
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=50)
    async with httpx.AsyncClient(base_url=orders.url, timeout=PATIENCE, limits=limits) as client:
        devices = [Device(orders, **device) for device in orders.devices]
        await asyncio.gather(*(device.work(client) for device in devices))


if __name__ == "__main__":
    asyncio.run(main(Orders(**json.loads(Path(sys.argv[1]).read_text()))))
