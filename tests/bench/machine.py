"""What the figures were measured on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg
import redis

from tests.bench.stack import ROOT, SEED, Stack

PACKAGES = (
    "django",
    "djangorestframework",
    "gunicorn",
    "channels",
    "daphne",
    "twisted",
    "psycopg",
    "orjson",
    "redis",
)


def facts(stack: Stack) -> dict[str, object]:
    """Machine, load, versions, commit and seed."""
    with psycopg.connect(stack.postgres.url) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), current_setting('fsync')"
        ).fetchone()
        assert row
    with redis.Redis.from_url(stack.redis.url) as client:
        redis_version = client.info("server")["redis_version"]
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain") else ""),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB",
        "load before": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
        "python": platform.python_version(),
        "postgres": f"{row[0]}, fsync {row[1]}",
        "redis": redis_version,
        "packages": " ".join(f"{name} {version(name)}" for name in PACKAGES),
        "seed": SEED,
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
