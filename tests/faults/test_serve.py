"""`manage.py serve` as people start it: on a fresh machine, twice by mistake, on a database that goes away."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import psycopg
import pytest
from django.core.management import CommandError

from checkin.models import Event, Registrant
from consumers.management.commands import serve as command
from tests.faults.conftest import DoorAt, StartServe
from tests.live_clients import ROOT, Serve, database_url, watching


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has nothing yet."""
    return {"DATABASE_URL": "", "REDIS_URL": "", "VAR_DIR": str(tmp_path / "var")}


def refused(**environment: str) -> str:
    """What `serve` says when it refuses to start."""
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1, done
    return done.stderr


def test_a_first_run_prints_a_login_that_works_and_later_ones_do_not(
    tmp_path: Path, fresh: dict[str, str]
) -> None:
    with (
        Serve(tmp_path / "first.log", "--first-run", **fresh) as serve,
        httpx.Client(base_url=serve.url) as page,
    ):
        told = re.search(r"Log in as (\S+) with the password (\S+)", serve.log.read_text())
        assert told, serve.log.read_text()
        page.get("/login")
        login = page.post(
            "/api/v1/auth/login/",
            json={"email": told[1], "password": told[2]},
            headers={"X-CSRFToken": page.cookies["csrftoken"], "Referer": serve.url},
        )
        assert login.status_code == 200, login.text
        assert "Another process serves" in refused(**fresh)
    with Serve(tmp_path / "second.log", "--first-run", **fresh) as serve:
        assert "password" not in serve.log.read_text()


def test_the_first_run_tells_how_to_pair_devices(tmp_path: Path, fresh: dict[str, str]) -> None:
    with Serve(tmp_path / "log", "--first-run", **fresh) as serve:
        told = re.findall(r"A (\w+) of the demo event .*/j/(\w{8})", serve.log.read_text())
        assert [kind for kind, _ in told] == ["scanner", "kiosk"]
        for kind, code in told:
            answer = httpx.post(f"{serve.url}/api/v1/pair/", json={"code": code})
            assert answer.json()["device"]["kind"] == kind


def test_the_first_organiser_may_be_given(tmp_path: Path, fresh: dict[str, str]) -> None:
    given = {"ADMIN_EMAIL": "olga@example.org", "ADMIN_PASSWORD": "a long password"}
    with Serve(tmp_path / "log", "--first-run", **fresh, **given) as serve:
        answer = httpx.post(
            f"{serve.url}/api/v1/auth/tokens/",
            json={"email": "olga@example.org", "password": "a long password", "name": "script"},
        )
        assert answer.status_code == 201, answer.text


def test_a_stop_lets_a_running_import_end(tmp_path: Path, fresh: dict[str, str]) -> None:
    login = {"email": "olga@example.org", "password": "a long password", "name": "script"}
    given = {"ADMIN_EMAIL": login["email"], "ADMIN_PASSWORD": login["password"]}
    rows = 6000
    people = "\n".join(f"Person {number},p{number}@example.org" for number in range(rows))
    with Serve(tmp_path / "log", "--first-run", **fresh, **given) as serve:
        token = httpx.post(f"{serve.url}/api/v1/auth/tokens/", json=login).json()["token"]
        with httpx.Client(base_url=serve.url, headers={"Authorization": f"Bearer {token}"}) as script:
            files = {"file": ("people.csv", f"name,email\n{people}")}
            job = script.post("/api/v1/events/demo/imports/", files=files, timeout=20)
            assert job.status_code == 202, job.text
            path = f"/api/v1/events/demo/imports/{job.json()['id']}/"
            while (job_now := script.get(path).json())["status"] == "queued":
                assert serve.process.poll() is None
        assert job_now["status"] == "running"
        serve.process.terminate()
        assert serve.process.wait(18) == 0
    with sqlite3.connect(tmp_path / "var" / "headcount.sqlite3") as database:
        told = database.execute("SELECT status, created FROM checkin_importjob").fetchall()
    database.close()
    assert told == [("succeeded", rows)]


def test_an_address_that_is_taken_ends_it(fresh: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "Cannot listen on 127.0.0.1" in refused(**fresh, PORT=str(taken.getsockname()[1]))


@pytest.mark.parametrize(("package", "version"), [("daphne", "4.2.1"), ("redis", "8.0.0")])
def test_versions_known_to_fail_are_refused(
    package: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {"daphne": "4.2.3", "redis": "7.4.1"}
    monkeypatch.setattr(command, "version", versions.__getitem__)
    command.check_versions()
    versions[package] = version
    with pytest.raises(CommandError, match=package):
        command.check_versions()


@pytest.mark.postgres_only
async def test_sockets_outlive_the_database_connections(
    start: StartServe, event: Event, people: list[Registrant], headers: dict[str, str], door_at: DoorAt
) -> None:
    serve = start(REDIS_URL="", PGAPPNAME="serve")
    async with watching(serve.socket_url(event), headers) as screen, door_at(serve) as door:
        await screen.checked_in(0)
        await door.scan(people[0].code)
        await screen.checked_in(1)
        async with await psycopg.AsyncConnection.connect(database_url(), autocommit=True) as killer:
            ended = await killer.execute(
                "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'serve'"
            )
            pids = [pid for pid, _ in await ended.fetchall()]
            left = "SELECT FROM pg_stat_activity WHERE pid = ANY(%s)"
            while await (await killer.execute(left, [pids])).fetchone():
                pass
        await door.scan(people[1].code)
        await screen.checked_in(2, within=3)
