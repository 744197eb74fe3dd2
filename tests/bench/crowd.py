"""A scan while two thousand screens watch and a device sends what it held; what they take, and their return."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.bench import filling
from tests.bench.fanout import Screens
from tests.bench.http_load import Outcome
from tests.bench.results import Aim, Row, interleaved, percentile
from tests.bench.scans import BATCH, Target, target
from tests.bench.stack import Process, Stack

PACE = 50  # scans a second: ten doors in a hurry
REPLAYED = 5000  # scans a second, at most, that the device which was away sends
SETTLED_AT = 100  # sockets after which the server has what it needs for the first of them
SECONDS_MORE = 3  # of scans, for what was due when the time ran out


def measure(stack: Stack, *, rounds: int, seconds: float, sockets: int) -> list[Row]:
    single = int(PACE * (seconds + SECONDS_MORE) * (rounds + 1))
    held = int(REPLAYED * (seconds + SECONDS_MORE) * (rounds + 1))
    calm, watched = filling.fill("calm", 2 * single), filling.fill("watched", 2 * single + held)
    web, live = stack.gunicorn("config.wsgi:application"), stack.daphne()
    raw = stack.python("tests.bench.raw_fanout")
    alone, seen = (target(web, fair, "scans/", 1) for fair in (calm, watched))
    replay = target(web, watched, "scans/batch/", BATCH)
    alone.pace = seen.pace = PACE
    replay.connections, replay.scanned = 1, 2 * single
    path = f"/ws/events/{watched.event.slug}/"
    with Screens() as screens:
        memory = {
            "live": _memory(screens, "live", live, path, watched.headers, sockets),
            "raw": _memory(screens, "raw", raw, "/", {}, sockets),
        }
        legs: dict[str, Callable[[], Outcome]] = {
            "alone": lambda: alone.load(seconds),
            "watched": lambda: seen.load(seconds),
            "replay": lambda: _with(replay, seen, seconds),
        }
        for leg in legs.values():
            leg()
        found = interleaved(rounds, legs)
        storms = interleaved(
            rounds,
            {
                "live": lambda: screens.storm("live", live, path, watched.headers, counts=True),
                "raw": lambda: screens.storm("raw", raw, "/", {}, counts=False),
            },
        )
    filling.check(calm.event)
    filling.check(watched.event)
    return [*_latencies(found, sockets), *_memories(memory, sockets), *_storms(storms, sockets)]


def _memory(
    screens: Screens, of: str, server: Process, path: str, headers: dict[str, str], sockets: int
) -> float:
    """Kilobytes that the server holds for each socket beyond the first hundred."""
    screens.open(of, server, path, headers, SETTLED_AT)
    before = server.resident()
    screens.open(of, server, path, headers, sockets - SETTLED_AT)
    return (server.resident() - before) / (sockets - SETTLED_AT) / 1000


def _with(replay: Target, singles: Target, seconds: float) -> Outcome:
    """The single scans, sent while the batches are."""
    with ThreadPoolExecutor(1) as beside:
        sending = beside.submit(replay.load, seconds)
        found = singles.load(seconds)
        sending.result()
    return found


def _latencies(found: dict[str, list[Outcome]], sockets: int) -> list[Row]:
    names = {"watched": f"{sockets:,} sockets open", "replay": f"{sockets:,} sockets open and a replay"}
    rows = []
    for leg, name in names.items():
        for share in (0.5, 0.99):
            mine, calm = ([percentile(done.latencies, share) for done in found[of]] for of in (leg, "alone"))
            aim = Aim(2, at_least=False) if share > 0.9 and leg == "watched" else None
            extra = {"scans a second": PACE}
            rows.append(
                Row(f"single scan, {name}, p{share * 100:g}", "ms", mine, "nobody watching", calm, aim, extra)
            )
    return rows


def _memories(found: dict[str, float], sockets: int) -> list[Row]:
    aim = Aim(25, at_least=False, of_ratio=False)
    name = f"memory of an idle socket, of {sockets:,}"
    return [Row(name, "kB", [found["live"]], "raw asyncio", [found["raw"]], aim)]


def _storms(found: dict[str, list[dict[str, float]]], sockets: int) -> list[Row]:
    raw = [storm["opened"] for storm in found["raw"]]
    return [
        Row(
            f"{sockets:,} sockets back at once, all open",
            "s",
            [storm["opened"] for storm in found["live"]],
            "raw asyncio",
            raw,
        ),
        Row(f"{sockets:,} sockets back at once, all have counts", "s", [s["counts"] for s in found["live"]]),
    ]
