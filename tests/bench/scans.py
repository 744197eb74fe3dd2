"""Scans over REST, one at a time and in batches, beside a bare DRF view and the database by itself."""

import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

import orjson

from checkin.models import Scan
from tests.bench import filling
from tests.bench.filling import Filled
from tests.bench.http_load import Job, Outcome
from tests.bench.results import Aim, Row, interleaved, percentile
from tests.bench.stack import ROOT, Process, Stack
from tests.servers import HOST

CONNECTIONS = 8
BATCH = 500
FASTEST = {"single": 2500, "batch": 20_000, "bare": 3000}  # scans a second that the load is ready to send
WARM_UP = 1.5  # seconds

_BARE_TABLES = f"""
CREATE TABLE bare_registrant (id bigserial PRIMARY KEY, event_id bigint NOT NULL, code varchar(200) NOT NULL,
    name varchar(200) NOT NULL, status varchar(10) NOT NULL, checked_in_at timestamptz, UNIQUE (event_id, code));
CREATE TABLE bare_scan (id bigserial PRIMARY KEY, event_id bigint NOT NULL, registrant_id bigint,
    gate_id bigint NOT NULL, code varchar(200) NOT NULL, outcome varchar(8) NOT NULL, idempotency_key uuid NOT NULL,
    scanned_at timestamptz NOT NULL, UNIQUE (event_id, idempotency_key));
INSERT INTO bare_registrant (event_id, code, name, status)
    SELECT event, {filling.CODE.format(slug="bare")}, {filling.NAME}, 'registered'
      FROM generate_series(1, 2) event, generate_series(1, {{people}}) n;
ANALYZE bare_registrant;
"""
_PGBENCH = f"""
\\set n random(1, {{people}})
BEGIN;
UPDATE bare_registrant SET status = 'checked_in', checked_in_at = now()
 WHERE event_id = 2 AND code = {filling.CODE.format(slug="bare").replace("|| n", "|| :n")}
   AND status IN ('registered', 'checked_in');
INSERT INTO bare_scan (event_id, registrant_id, gate_id, code, outcome, idempotency_key, scanned_at)
VALUES (2, :n, 1, 'code', 'admitted', gen_random_uuid(), now());
COMMIT;
"""


@dataclass
class Target:
    """An address to send scans to, and the people who have not been scanned there yet."""

    server: Process
    path: str
    headers: dict[str, str]
    slug: str  # of the codes
    gate_id: int
    people: int
    per_request: int = 1
    scanned: int = 0
    connections: int = CONNECTIONS
    pace: float = 0.0  # requests a second

    def load(self, seconds: float) -> Outcome:
        """Scan people nobody has scanned yet for so long. Raises RuntimeError when anything goes wrong."""
        kind = "batch" if self.per_request > 1 else "single"
        requests = int(FASTEST[kind] * seconds / self.per_request) + CONNECTIONS
        job = Job(
            port=self.server.port,
            path=self.path,
            headers=self.headers,
            bodies=list(self._bodies(min(requests, (self.people - self.scanned) // self.per_request))),
            connections=self.connections,
            seconds=seconds,
            pace=self.pace,
        )
        done = run_load(job)
        self.scanned += done.sent * self.per_request
        if done.statuses.keys() - {"200", "201"} or '"admitted"' not in done.sample:
            raise RuntimeError(f"{self.path}: {done.statuses} {done.sample}")
        return done

    def _bodies(self, requests: int) -> Iterator[str]:
        for first in range(
            self.scanned + 1, self.scanned + 1 + requests * self.per_request, self.per_request
        ):
            scans = [self._scan(n) for n in range(first, first + self.per_request)]
            yield orjson.dumps(scans[0] if self.per_request == 1 else {"scans": scans}).decode()

    def _scan(self, n: int) -> dict[str, object]:
        return {
            "code": filling.code(self.slug, n),
            "gate": self.gate_id,
            "idempotency_key": str(uuid.uuid4()),
        }


def run_load(job: Job) -> Outcome:
    """Send the load from a process of its own."""
    command = [sys.executable, "-m", "tests.bench.http_load"]
    done = subprocess.run(
        command, cwd=ROOT, input=orjson.dumps(asdict(job)), stdout=subprocess.PIPE, check=True
    )
    return Outcome(**orjson.loads(done.stdout))


def measure(stack: Stack, *, rounds: int, seconds: float) -> list[Row]:
    seconds_in_all = WARM_UP + rounds * seconds
    people = {kind: int(fastest * seconds_in_all) for kind, fastest in FASTEST.items()}
    stack.sql(_BARE_TABLES.format(people=people["bare"]))
    web = stack.gunicorn("config.wsgi:application")
    bare = stack.gunicorn("tests.bench.bare_drf:application")
    singles = target(web, filling.fill("singles", people["single"]), "scans/", 1)
    batches = target(web, filling.fill("batches", people["batch"]), "scans/batch/", BATCH)
    reference = Target(bare, "/events/1/scans/", {}, "bare", 1, people["bare"])
    for each in (singles, batches, reference):
        each.load(WARM_UP)
    legs: dict[str, Callable[[], Outcome | float]] = {
        "single": lambda: singles.load(seconds),
        "bare": lambda: reference.load(seconds),
        "batch": lambda: batches.load(seconds),
    }
    if (stack.postgres.programs / "pgbench").exists():  # some systems have it in a package of its own
        legs["pgbench"] = lambda: pgbench(stack, people["bare"], seconds)
    found = interleaved(rounds, legs)
    for each in (singles, batches):
        _check(each)
    return _rows(found)


def target(server: Process, filled: Filled, path: str, per_request: int) -> Target:
    slug = filled.event.slug
    url = f"/api/v1/events/{slug}/{path}"
    return Target(server, url, filled.headers, slug, filled.gate_id, filled.people, per_request)


def _check(target: Target) -> None:
    """Every scan that was sent is in the log as an admission, and the counters agree with the log."""
    admitted = Scan.objects.filter(event__slug=target.slug, outcome="admitted")
    if admitted.count() != target.scanned:
        raise RuntimeError(f"{target.slug}: {target.scanned} scans sent, {admitted.count()} admitted")
    first = admitted.select_related("event").first()
    assert first
    filling.check(first.event)


def _rows(found: dict[str, list[Outcome | float]]) -> list[Row]:
    outcomes = {name: [o for o in of if isinstance(o, Outcome)] for name, of in found.items()}
    database = [tps for tps in found.get("pgbench", []) if isinstance(tps, float)]
    single, bare = _per_second(outcomes["single"], 1), _per_second(outcomes["bare"], 1)
    batch = _per_second(outcomes["batch"], BATCH)
    rows = [
        Row("single scans", "scans/s", single, "bare DRF view", bare, Aim(0.75)),
        Row("single scans", "scans/s", single, "pgbench", database),
        Row("bare DRF view", "scans/s", bare, "pgbench", database),
        Row(f"batches of {BATCH}", "scans/s", batch, "single scans", single, Aim(10)),
        Row(f"batches of {BATCH}", "scans/s", batch, "pgbench", database, Aim(0.3)),
    ]
    for share in (0.5, 0.99):
        mine, theirs = (_latency(outcomes[name], share) for name in ("single", "bare"))
        rows.append(Row(f"single scan, p{share * 100:g}", "ms", mine, "bare DRF view", theirs))
        rows.append(Row(f"batch, p{share * 100:g}", "ms", _latency(outcomes["batch"], share)))
    return rows


def _per_second(outcomes: Sequence[Outcome], per_request: int) -> list[float]:
    return [len(o.latencies) * per_request / o.seconds for o in outcomes]


def _latency(outcomes: Sequence[Outcome], share: float) -> list[float]:
    return [percentile(o.latencies, share) for o in outcomes]


def pgbench(stack: Stack, people: int, seconds: float) -> float:
    """Transactions a second of the same check-in, by the database's own load generator."""
    script = stack.var / "check_in.sql"
    script.write_text(_PGBENCH.format(people=people))
    command = [str(stack.postgres.programs / "pgbench"), "-h", HOST, "-p", str(stack.postgres.port)]
    command += ["-U", "headcount", "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "2"]
    command += ["-T", str(max(1, round(seconds))), "-f", str(script), "headcount"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+) \(without initial", done.stdout)
    if not found:
        raise RuntimeError(done.stdout + done.stderr)
    return float(found[1])
