"""Torture: `make torture`, or `python -m tests.faults.torture --only redis --seconds 30 --seed 7`.

Devices scan while faults come, and afterwards nothing may be lost, doubled or shown wrongly. Each kind of fault is
tried twice: as it is, and with a flaw on purpose, which must be found.
"""

import argparse
import random
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

from tests.faults.torture.trials import TRIALS, Outcome, run

CONTROL_TRIES = 3
HEAD = (
    "trial",
    "operations",
    "acknowledged",
    "lost",
    "doubled",
    "worst staleness",
    "faults survived",
    "verdict",
)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.faults.torture", description=__doc__)
    arguments.add_argument("--only", choices=sorted(TRIALS), action="append", help="leave out the others")
    arguments.add_argument("--seconds", type=float, default=90, help="of scanning in each trial")
    arguments.add_argument("--control-seconds", type=float, default=25, help="0 leaves the controls out")
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = arguments.parse_args()
    print(f"seed {asked.seed}", " | ".join(HEAD), sep="\n", flush=True)
    is_well = True
    for name in asked.only or TRIALS:
        is_well &= _report(_apart(name, asked.seconds, asked.seed, control=False))
        if asked.control_seconds and TRIALS[name].control:
            is_well &= _report(_control(name, asked.control_seconds, asked.seed), TRIALS[name].control)
    print("All of it holds." if is_well else "Something does not hold.")
    return 0 if is_well else 1


def _control(name: str, seconds: float, seed: int) -> Outcome:
    """With the flaw. What chance hid is tried again with other seeds: no flaw may hide three times."""
    for again in range(CONTROL_TRIES):
        outcome = _apart(name, seconds, seed + again, control=True)
        if outcome.shows(TRIALS[name].control):
            break
    return outcome


def _apart(name: str, seconds: float, seed: int, *, control: bool) -> Outcome:
    """In a process of its own: each trial has another database."""
    with (
        tempfile.TemporaryDirectory(prefix="headcount-torture-") as var,
        get_context("spawn").Pool(1) as pool,
    ):
        return pool.apply(run, (name, seconds, seed, Path(var)), {"control": control})


def _report(outcome: Outcome, flaw: str = "") -> bool:
    is_well = outcome.shows(flaw) if flaw else outcome.is_clean
    if flaw:
        verdict = f"{'found' if is_well else 'NOT FOUND'}: {flaw}"
    else:
        verdict = "holds" if is_well else "FAILS"
    cells = [
        outcome.trial + (" with a flaw" if flaw else ""),
        *(outcome.operations, outcome.acknowledged, outcome.lost, outcome.doubled),
        *(f"{outcome.staleness:.1f} s", outcome.faults_survived, verdict),
    ]
    print(" | ".join(str(cell) for cell in cells), flush=True)
    for fault in outcome.faults[: 0 if flaw and is_well else 10]:
        print(f"    {fault[:400]}", flush=True)
    return is_well


if __name__ == "__main__":
    sys.exit(main())
