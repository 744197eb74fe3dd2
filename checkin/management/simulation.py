"""Carries out a plan of scans over HTTP, as scanners do: several at once, each with a key, repeated until answered."""

import asyncio
import contextlib
import random
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

import httpx

from checkin.management.arrivals import Door, Guest, PlannedScan

SCANNERS = 16  # scans at once
TIMEOUT = 10.0  # seconds for one answer
ATTEMPTS = 8
FIRST_PAUSE = 0.2  # seconds before a scan is repeated; doubled every time, with jitter,
LONGEST_PAUSE = 10.0  # … up to this
TELL_EVERY = 0.5  # seconds
BUSY = {429, 502, 503, 504}


class Refused(Exception):
    """The API does not let the simulation begin."""


@dataclass(slots=True)
class Summary:
    outcomes: Counter[str] = field(default_factory=Counter)  # admitted, exited, or why refused
    failed: Counter[str] = field(default_factory=Counter)  # what came instead of an answer
    replayed: int = 0  # sent twice, and recognised
    retries: int = 0
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)  # seconds, of answers to single requests

    @property
    def refused(self) -> int:
        return self.outcomes.total() - self.outcomes["admitted"] - self.outcomes["exited"]

    def told(self) -> str:
        reasons = {r: n for r, n in self.outcomes.most_common() if r not in ("admitted", "exited")}
        why = f" ({', '.join(f'{reason} {n:,}' for reason, n in reasons.items())})" if reasons else ""
        first = (
            f"{self.outcomes.total():,} scans in {self.seconds:.0f} s: {self.outcomes['admitted']:,} admitted,"
            f" {self.outcomes['exited']:,} exited, {self.refused:,} refused{why}."
        )
        second = (
            f"{self.replayed:,} were sent twice and recognised, {self.retries:,} attempts were repeated,"
            f" {self.failed.total():,} failed."
        )
        return f"{first}\n{second}{self._latency()}"

    def _latency(self) -> str:
        if len(self.latencies) < 2:
            return ""
        cuts = quantiles(self.latencies, n=100)
        return (
            f" An answer took {cuts[49] * 1000:.0f} ms, in 95 of 100 cases at most {cuts[94] * 1000:.0f} ms."
        )


class Venue:
    """One event, through the API."""

    def __init__(self, client: httpx.AsyncClient, event: str) -> None:
        self._client = client
        self._below = f"/api/v1/events/{event}/"

    async def guests(self) -> list[Guest]:
        """Everybody who is not here yet, those who cancelled too. Raises Refused."""
        query = "registrants/?page_size=500&ordering=id&fields=code,pass_type,status"
        rows = [row async for row in self._rows(query)]
        return [
            Guest(row["code"], row["pass_type"]["id"], row["status"] == "cancelled")
            for row in rows
            if row["status"] != "checked_in"
        ]

    async def doors(self) -> list[Door]:
        """Raises Refused."""
        opens = {area["id"]: frozenset(area["pass_types"]) async for area in self._rows("areas/")}
        return [Door(gate["id"], gate["area"], opens[gate["area"]]) async for gate in self._rows("gates/")]

    async def _rows(self, path: str) -> AsyncIterator[dict[str, Any]]:
        address: str | None = f"{self._below}{path}"
        while address:
            try:
                response = await self._client.get(address)
                response.raise_for_status()
            except httpx.HTTPStatusError as error:
                raise Refused(f"{error.request.url.path}: {_detail(error.response)}") from error
            except httpx.TransportError as error:
                where = f"{self._client.base_url} (PORT or --url says where)"
                raise Refused(f"Nobody answers at {where}: {error}") from error
            page = response.json()
            for row in page["results"]:
                yield row
            address = page["next"]

    async def post(self, body: dict[str, object]) -> httpx.Response:
        return await self._client.post(f"{self._below}scans/", json=body)


@contextlib.asynccontextmanager
async def venue(url: str, token: str, event: str) -> AsyncIterator[Venue]:
    headers = {"Authorization": f"Bearer {token}"}
    limits = httpx.Limits(max_connections=SCANNERS, max_keepalive_connections=SCANNERS)
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=TIMEOUT, limits=limits) as client:
        yield Venue(client, event)


@dataclass(slots=True)
class Simulation:
    """Runs a plan. What it has done so far is in `summary`, also when it is cancelled in the middle."""

    place: Venue
    speed: float  # planned seconds in one of ours
    summary: Summary = field(default_factory=Summary)
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SCANNERS))

    async def run(self, scans: Sequence[PlannedScan], *, tell: Callable[[float, Summary], None]) -> None:
        """Send every scan at its time, or as soon as a scanner is free; `tell` hears now and then how it goes."""
        begin = told = time.monotonic()
        try:
            async with asyncio.TaskGroup() as sending:
                for scan in scans:
                    await asyncio.sleep(max(0.0, begin + scan.at / self.speed - time.monotonic()))
                    await self._free.acquire()
                    sending.create_task(self._send(scan))
                    if time.monotonic() - told >= TELL_EVERY:
                        told = time.monotonic()
                        tell(scan.at, self.summary)
        finally:
            self.summary.seconds = time.monotonic() - begin

    async def _send(self, scan: PlannedScan) -> None:
        body = {
            "code": scan.code,
            "gate": scan.gate,
            "direction": scan.direction,
            "idempotency_key": str(uuid.uuid4()),
        }
        try:
            answer = await self._answer(body)
            if answer is not None and scan.lost:
                answer = await self._answer(body)
                self.summary.replayed += bool(answer and answer["replayed"])
        finally:
            self._free.release()
        if answer is not None:
            self.summary.outcomes[answer["reason"] or answer["outcome"]] += 1

    async def _answer(self, body: dict[str, object]) -> dict[str, Any] | None:
        """The answer to a scan that is repeated, with its key, until there is one; None if there never is."""
        trouble = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                self.summary.retries += 1
                pause = min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
            begin = time.monotonic()
            try:
                response = await self.place.post(body)
            except httpx.TransportError as error:
                trouble = type(error).__name__
                continue
            if response.is_success:
                self.summary.latencies.append(time.monotonic() - begin)
                return dict(response.json())
            trouble = _detail(response)
            if response.status_code not in BUSY:
                break
        self.summary.failed[trouble] += 1
        return None


def _detail(response: httpx.Response) -> str:
    """What a problem document says, or the status of something else."""
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"status {response.status_code}"
