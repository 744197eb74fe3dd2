"""A pytest plugin that gives the tests their Postgres and Redis before Django reads its settings.

`DATABASE_URL` and `REDIS_URL` are used if they are set. Else a server of each is started for this run, or for each of
its workers, and stopped after it. `HEADCOUNT_TEST_DB=sqlite` runs on an SQLite file and the in-memory layer instead. In
CI nothing may be skipped: a test left out there is a test that nobody runs.
"""

import os
import secrets
import tempfile
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from tests.programs import ProgramError
from tests.servers import PostgresServer, RedisServer, ServerError

ON_SQLITE = os.environ.get("HEADCOUNT_TEST_DB") == "sqlite"
_cleanup = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the environment: as a wrapper, this runs before pytest-django loads the settings."""
    if not early_config.known_args_namespace.help:
        os.environ["VAR_DIR"] = _cleanup.enter_context(tempfile.TemporaryDirectory(prefix="headcount-var-"))
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(64)
        try:
            if not _leaves_it_to_workers(early_config):
                _use_sqlite() if ON_SQLITE else _use_servers()
        except (ProgramError, ServerError) as error:
            _cleanup.close()
            raise pytest.UsageError(str(error)) from error
    return (yield)


def _leaves_it_to_workers(config: pytest.Config) -> bool:
    """Whether this process only hands out tests: each of its workers has servers of its own."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    return bool(getattr(config.known_args_namespace, "numprocesses", 0)) and not is_worker


def _use_sqlite() -> None:
    os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['VAR_DIR']}/headcount.sqlite3"
    os.environ["REDIS_URL"] = ""


def _use_servers() -> None:
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _cleanup.enter_context(PostgresServer()).url
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = _cleanup.enter_context(RedisServer()).url


def pytest_unconfigure() -> None:
    """Stop what was started, however the run ended. A killed run is cleaned up by the servers' guards."""
    _cleanup.close()


def pytest_report_header() -> str:
    """Say which database and Redis this run has."""
    own = "of each worker's own"
    return f"database: {os.environ.get('DATABASE_URL', own)}, redis: {os.environ.get('REDIS_URL', own)}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, not skip, what belongs to the other database."""
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.alone)
    other = "postgres_only" if ON_SQLITE else "sqlite_only"
    dropped = [item for item in items if item.get_closest_marker(other)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in dropped]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        os.environ.get("CI")
        and exitstatus == pytest.ExitCode.OK
        and reporter
        and reporter.stats.get("skipped")
    ):
        reporter.write_line("Tests were skipped, which CI does not accept.", red=True, bold=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
