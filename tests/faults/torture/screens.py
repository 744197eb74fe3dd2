"""Dashboards that come back by themselves, and remember what they were shown and when."""

import asyncio
import contextlib
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import websockets

from tests.faults.torture.system import Program

AWAY = (0.2, 1.0)  # seconds until a screen tries again
Counts = dict[str, Any]


@dataclass
class Shown:
    at: float  # time.time()
    scans: int  # admitted, exited and refused
    revision: int


@dataclass
class Screen:
    """Of one event; `foreign` are the names that belong to other events."""

    live: Program
    event: str
    token: str
    foreign: tuple[str, ...]
    shown: list[Shown] = field(default_factory=list)
    last: Counts = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    opened: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self) -> None:
        """For ever."""
        url = f"{self.live.url.replace('http', 'ws')}/ws/events/{self.event}/"
        headers = {"Authorization": f"Bearer {self.token}"}
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException, TimeoutError):
                async with websockets.connect(
                    url, additional_headers=headers, open_timeout=5, ping_interval=5, ping_timeout=5
                ) as socket:
                    self.opened += 1
                    revision = -1
                    async for text in socket:
                        revision = self._take(str(text), revision)
            await asyncio.sleep(random.uniform(*AWAY))

    def _take(self, text: str, before: int) -> int:
        for name in self.foreign:
            if name in text:
                self.faults.append(f"a frame of {self.event} tells of {name}")
        frame = json.loads(text)
        if frame["type"] != "counts":
            return before
        counts = frame["counts"]
        if counts["event"] != self.event:
            self.faults.append(f"the counts of {counts['event']} at {self.event}")
        if counts["revision"] < before:
            self.faults.append(f"revision {counts['revision']} after {before}")
        self.shown.append(Shown(time.time(), sum(counts["scans"].values()), counts["revision"]))
        self.last = counts
        self.news.set()
        return int(counts["revision"])

    async def converge(self, within: float) -> None:
        """The last frame is what REST says, and nothing changes any more."""
        told: Counts = {}
        try:
            async with asyncio.timeout(within):
                told = await self._counts()
                while not self.last or lasting(self.last) != lasting(told):
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            self.faults.append(
                f"after {within} s it shows {lasting(self.last)}, and REST says {lasting(told)}"
            )

    async def _counts(self) -> Counts:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with httpx.AsyncClient(base_url=self.live.url, timeout=5, headers=headers) as client:
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    answer = await client.get(f"/api/v1/events/{self.event}/counts/")
                    if answer.is_success:
                        return dict(answer.json())
                await asyncio.sleep(0.1)

    def staleness(self, answered_at: list[float]) -> float:
        """The longest time from the answer to a scan until this screen had counted as many scans, in seconds."""
        worst, frames = 0.0, iter(self.shown)
        frame = next(frames, None)
        for number, at in enumerate(sorted(answered_at), 1):
            while frame is not None and frame.scans < number:
                frame = next(frames, None)
            worst = max(worst, (frame.at if frame else time.time()) - at)
        return worst


def lasting(counts: Counts) -> Counts:
    """Without what goes on changing when nothing comes: the time, and what came in the last minutes."""
    gates = [{**gate, "per_minute": 0} for gate in counts.get("gates", [])]
    return {**counts, "as_of": "", "arrivals": {}, "gates": gates}
