"""A short selection of the torture; `make torture` runs all of it."""

import re
import subprocess
import sys

import pytest

from tests.faults.torture.system import ROOT
from tests.faults.torture.trials import TRIALS

pytestmark = pytest.mark.postgres_only
SECONDS = {"redis": 20}
CONTROLS = ("rush", "devices")  # one for what the database keeps apart, one for what devices keep


@pytest.mark.parametrize("name", [name for name in TRIALS if name != "all at once"])
def test_nothing_is_lost_doubled_or_shown_wrongly(name: str) -> None:
    told = torture(name, "--seconds", str(SECONDS.get(name, 12)), "--control-seconds", "0")
    operations, acknowledged = (
        int(number) for number in re.findall(rf"^{name} \| (\d+) \| (\d+)", told, re.M)[0]
    )
    assert operations == acknowledged > 100, told


@pytest.mark.parametrize("name", CONTROLS)
def test_a_flaw_is_found(name: str) -> None:
    told = torture(name, "--seconds", "8", "--control-seconds", "12")
    assert f"found: {TRIALS[name].control}" in told


def torture(name: str, *options: str) -> str:
    command = [sys.executable, "-m", "tests.faults.torture", "--only", name, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
