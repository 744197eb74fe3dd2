"""Measure the system beside references: `make bench`, or `python -m tests.bench --only scans --quick`."""

import argparse
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import machine
from tests.bench.results import Row, as_json, table
from tests.bench.stack import ROOT, Stack, stopped_by_sigterm

# Each measure has its own process and servers, and imports what needs Django once those are there.
Found = tuple[dict[str, object], list[Row]]


@dataclass(frozen=True)
class Asked:
    """How long the measures may take."""

    quick: bool
    minutes: float  # of the soak


def scans(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import scans

    return scans.measure(stack, rounds=3 if asked.quick else 7, seconds=2 if asked.quick else 4)


def fanout(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import fanout

    return fanout.measure(
        stack, rounds=2 if asked.quick else 5, sizes=(500, 2000) if asked.quick else (500, 2000, 10_000)
    )


def counts(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import counting

    sizes = (1000, 100_000) if asked.quick else (1000, 100_000, 1_000_000)
    return counting.measure(stack, rounds=3 if asked.quick else 5, sizes=sizes)


def imports(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import importing

    return importing.measure(stack, rounds=1 if asked.quick else 3, rows=10_000 if asked.quick else 50_000)


def lists(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import listing

    return listing.measure(stack, rounds=2 if asked.quick else 5, sizes=(1000, 10_000, 100_000))


def crowd(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import crowd

    return crowd.measure(
        stack, rounds=2 if asked.quick else 5, seconds=5 if asked.quick else 10, sockets=2000
    )


def growth(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import growth

    sizes = {"people": (1000, 100_000), "gates": (1, 30, 1000), "events": (1, 30, 1000)}
    few = {"people": (1000, 10_000), "gates": (1, 100), "events": (1, 100)}
    seconds, rounds = (2, 2) if asked.quick else (4, 5)
    return growth.measure(stack, rounds=rounds, seconds=seconds, **(few if asked.quick else sizes))


def door(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import door

    seconds = 10 if asked.quick else 60
    return door.measure(stack, rounds=1 if asked.quick else 3, seconds=seconds, people=10_000, many=100_000)


def soak(stack: Stack, asked: Asked) -> list[Row]:
    from tests.bench import soak

    return soak.measure(stack, minutes=min(asked.minutes, 1) if asked.quick else asked.minutes)


MEASURES: dict[str, Callable[[Stack, Asked], list[Row]]] = {
    "scans": scans,
    "fanout": fanout,
    "counts": counts,
    "imports": imports,
    "lists": lists,
    "crowd": crowd,
    "growth": growth,
    "door": door,
    "soak": soak,
}
BY_DEFAULT = [name for name in MEASURES if name != "soak"]  # which takes an hour


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    arguments.add_argument("--only", choices=sorted(MEASURES), action="append", help="leave out the others")
    arguments.add_argument(
        "--quick", action="store_true", help="fewer and shorter rounds: a first impression"
    )
    arguments.add_argument("--minutes", type=float, default=60, help="of the soak (default: 60)")
    arguments.add_argument("--output", type=Path, default=ROOT / "var" / "bench", help="folder for the JSON")
    arguments.add_argument("--into", type=Path, help=argparse.SUPPRESS)  # of a measure's own process
    given = arguments.parse_args()
    asked = Asked(given.quick, given.minutes)
    with stopped_by_sigterm():
        if given.into:
            given.into.write_bytes(pickle.dumps(one(given.only[0], asked)))
        else:
            report(dict(every(given.only or BY_DEFAULT, asked)), asked.quick, given.output)
    return 0


def one(name: str, asked: Asked) -> Found:
    with tempfile.TemporaryDirectory(prefix="headcount-bench-") as var, Stack(Path(var)) as stack:
        facts = machine.facts(stack)
        return facts, MEASURES[name](stack, asked)


def every(names: Iterable[str], asked: Asked) -> Iterable[tuple[str, Found]]:
    length = ["--minutes", str(asked.minutes), *(["--quick"] if asked.quick else [])]
    with tempfile.TemporaryDirectory(prefix="headcount-bench-") as folder:
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            path = Path(folder, name)
            command = [sys.executable, "-m", "tests.bench", "--only", name, "--into", str(path)]
            with subprocess.Popen([*command, *length], cwd=ROOT) as process:
                try:
                    process.wait()
                finally:
                    process.terminate()  # it stops its servers then
            if process.returncode:
                sys.exit(process.returncode)
            found: Found = pickle.loads(path.read_bytes())  # noqa: S301 - written just now
            yield name, found


def report(found: dict[str, Found], quick: bool, output: Path) -> None:
    """Print a table, and write a file of this run, and one of each measure that the next run replaces."""
    output.mkdir(parents=True, exist_ok=True)
    for name, (facts, rows) in found.items():
        (output / f"{name}.json").write_bytes(as_json(facts | {"quick": quick}, rows))
    rows = [row for _, measured in found.values() for row in measured]
    facts = next(iter(found.values()))[0] | {"quick": quick}
    path = output / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.write_bytes(as_json(facts, rows))
    for name, fact in facts.items():
        print(f"{name}: {fact}")
    print(f"\n{table(rows)}\n\n{path}")


if __name__ == "__main__":
    sys.exit(main())
