"""One event that is being watched: what its screens have been told, and what they are told next."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple, Protocol

from django.utils import timezone

from checkin.errors import NotFound
from checkin.services.activity import ActivityItem, RefusedScan, activity_since, refusals_since
from checkin.services.conflicts import OpenConflicts, open_conflicts
from checkin.services.current import Counts, current_counts
from consumers import frames
from consumers.auth import Audience, Principal, Refusal
from consumers.frames import Batch, Close, Frame
from consumers.threads import Threads

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds, without a hint
FRAME_EVERY = 0.1  # seconds between two frames; the first one after a pause goes out at once
HEARTBEAT_EVERY = 10.0  # seconds
BEHIND_SECONDS = 20.0  # for which a screen may leave unread what it was sent
NEWS_LIMIT = 50  # items in one frame: the newest
ROUNDS_KEPT = 20  # rounds of news kept for screens that are behind
LOG_EVERY = 30.0  # seconds between two log lines about a database that does not answer
TURN = 250  # screens written to before the loop gets its turn


class Outlet(Protocol):
    """Where the frames of one screen go."""

    @property
    def unsent(self) -> int:
        """More than zero while the screen has not taken what it was sent."""

    def send_batch(self, batch: Batch) -> None: ...

    def end(self, code: int) -> None:
        """Close in an orderly way."""

    def abort(self) -> None:
        """Drop the connection and what waits for it."""


class Screen:
    """One open socket, and how far it has been told."""

    def __init__(self, principal: Principal, outlet: Outlet) -> None:
        self.principal = principal
        self.outlet = outlet
        self.audience = principal.audience
        self.sees_conflicts = bool(self.audience & Audience.CONFLICTS)
        self.shown: Frame | None = None  # the last counts it was sent
        self.told: int | None = None  # the revision up to which it was sent the news
        self.conflicts: Frame | None = None  # the last it was sent of them
        self.behind_since: float | None = None
        self.left = False

    def is_behind(self, now: float) -> bool:
        """Whether it has not taken what it was sent; after `BEHIND_SECONDS` of that its connection ends."""
        if not self.outlet.unsent:
            self.behind_since = None
            return False
        if self.behind_since is None:
            self.behind_since = now
        elif now - self.behind_since > BEHIND_SECONDS:
            self.outlet.abort()
        return True

    def dismiss(self, refusal: Refusal) -> None:
        end(self.outlet, refusal)


def end(outlet: Outlet, refusal: Refusal) -> None:
    """Say why, if there is a word for it, and close."""
    if refusal.bye:
        outlet.send_batch(frames.batch([frames.bye(refusal.bye)]))
    outlet.end(refusal.code)


class Round(NamedTuple):
    """What one look found to be new, encoded."""

    revision: int
    activity: Frame | None
    refused: Frame | None

    def of(self, audience: Audience) -> list[Frame]:
        activity = self.activity if audience & Audience.ACTIVITY else None
        refused = self.refused if audience & Audience.REFUSALS else None
        return [frame for frame in (activity, refused) if frame]


class Reading(NamedTuple):
    counts: Counts
    activity: Sequence[ActivityItem] = ()
    refused: Sequence[RefusedScan] = ()
    conflicts: OpenConflicts | None = None


class Lack(NamedTuple):
    """What a screen has not been sent yet: those that lack the same get the same bytes."""

    audience: Audience
    told: int | None
    counts: bool
    conflicts: bool


class Watch:
    """Looks at one event for as long as it has screens: at once after a hint, else every second."""

    def __init__(self, event_id: int, threads: Threads) -> None:
        self.event_id = event_id
        self.screens: set[Screen] = set()
        self.hint = asyncio.Event()
        self._threads = threads
        self._counts: Counts | None = None
        self._frame: Frame | None = None
        self._conflicts: OpenConflicts | None = None
        self._conflicts_frame: Frame | None = None
        self._rounds: deque[Round] = deque(maxlen=ROUNDS_KEPT)
        self._last_told: set[tuple[str, int]] = set()
        self._beat_at = time.monotonic()
        self._logged_at = -LOG_EVERY

    async def run(self) -> None:
        """Return once there are no screens, or no event."""
        while self.screens:
            await self._wait_for_hint()
            began = time.monotonic()
            try:
                told = await self._look()
            except NotFound:
                for screen in self.screens:
                    screen.dismiss(Refusal(Close.MISSING))
                return
            except Exception as error:  # noqa: BLE001 - screens stay open and silent until there is news again
                self._log(error)
                await asyncio.sleep(LOOK_EVERY)
            else:
                await asyncio.sleep(began + FRAME_EVERY - time.monotonic() if told else 0)

    async def _wait_for_hint(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await self.hint.wait()
        except TimeoutError:
            pass
        self.hint.clear()  # before reading: what is committed from now on gets a look of its own

    async def _look(self) -> bool:
        """Read, then tell. Return whether there was anything to tell."""
        present = tuple(self.screens)  # who joins later is told by a look that began later
        audience = reduce(or_, {screen.audience for screen in present}, Audience.COUNTS)
        after = self._counts["revision"] if self._counts else None
        reading = await self._threads.query(read, self.event_id, after, audience, self._conflicts)
        self._take_conflicts(reading.conflicts)
        self._take(reading)
        return await self._tell(present)

    def _take_conflicts(self, found: OpenConflicts | None) -> None:
        """None: nobody is here who may see them, and what is known may be old."""
        if found is not None and found is not self._conflicts:
            self._conflicts_frame = frames.conflicts(found.items, found.number)
        self._conflicts = found

    def _take(self, reading: Reading) -> None:
        """Encode what is new, if anything is."""
        counts = reading.counts
        if self._counts and {**counts, "as_of": ""} == {**self._counts, "as_of": ""}:
            return
        self._counts, self._frame = counts, frames.counts(counts)
        # another process may have folded between two queries of a look: what was told early is not told again
        activity = [item for item in reading.activity if ("activity", item["id"]) not in self._last_told]
        refused = [item for item in reading.refused if ("refused", item["id"]) not in self._last_told]
        self._last_told = {("activity", i["id"]) for i in activity} | {("refused", i["id"]) for i in refused}
        news = Round(
            counts["revision"],
            frames.activity(activity) if activity else None,
            frames.scan_refused(refused) if refused else None,
        )
        self._rounds.append(news)

    async def _tell(self, present: Sequence[Screen]) -> bool:
        """Send every screen what it lacks: the same bytes to all that lack the same."""
        assert self._counts is not None
        now = time.monotonic()
        beat = self._heartbeat(now)
        batches: dict[Lack, Batch] = {}
        lack, batch = None, frames.batch([])  # of the screen before: nearly all lack the same
        conflicts, some = self._conflicts_frame, bool(self._conflicts and self._conflicts.number)
        for number, screen in enumerate(present):
            if number % TURN == TURN - 1:
                await asyncio.sleep(0)
            lacks = screen.shown is not self._frame
            # a newcomer is not told that there are none
            lacks_conflicts = (
                screen.sees_conflicts and screen.conflicts is not conflicts and (some or screen.conflicts)
            )
            if not (lacks or beat or lacks_conflicts) or screen not in self.screens or screen.is_behind(now):
                continue
            own = (screen.audience, screen.told, lacks, bool(lacks_conflicts))
            if own != lack:
                lack = Lack(*own)
                batch = batches.get(lack) or frames.batch([*self._lacking(lack), *beat])
                batches[lack] = batch
            screen.outlet.send_batch(batch)
            screen.shown, screen.told = self._frame, self._counts["revision"]
            if lacks_conflicts:
                screen.conflicts = conflicts
        return bool(batches)

    def _lacking(self, lack: Lack) -> list[Frame]:
        lacking: list[Frame] = []
        if lack.counts and self._frame:
            newer = [news for news in self._rounds if lack.told is not None and news.revision > lack.told]
            lacking += [self._frame, *(frame for news in newer for frame in news.of(lack.audience))]
        if lack.conflicts and self._conflicts_frame:
            lacking.append(self._conflicts_frame)
        return lacking

    def _heartbeat(self, now: float) -> list[Frame]:
        if now - self._beat_at < HEARTBEAT_EVERY or not self._counts:
            return []
        self._beat_at = now
        return [frames.heartbeat(timezone.now(), self._counts["revision"])]

    def _log(self, error: Exception) -> None:
        now = time.monotonic()
        if now - self._logged_at >= LOG_EVERY:
            self._logged_at = now
            logger.warning("Cannot read the counts of event %d", self.event_id, exc_info=error)


def read(event_id: int, after: int | None, audience: Audience, known: OpenConflicts | None = None) -> Reading:
    """Read the database. What happened before the first look is told by REST; conflicts are told as they stand."""
    counts = current_counts(event_id)
    open_ = open_conflicts(event_id, NEWS_LIMIT, known) if audience & Audience.CONFLICTS else None
    if after is None or counts["revision"] == after:
        return Reading(counts, conflicts=open_)
    return Reading(
        counts,
        activity_since(event_id, after, NEWS_LIMIT) if audience & Audience.ACTIVITY else (),
        refusals_since(event_id, after, NEWS_LIMIT) if audience & Audience.REFUSALS else (),
        open_,
    )
