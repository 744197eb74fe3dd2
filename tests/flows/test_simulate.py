"""People arriving through the real REST API of a running server."""

import asyncio
import io
import random
from collections import Counter
from typing import Any

import httpx
import pytest
from django.core.management import CommandError, call_command

from checkin.management.arrivals import HOUR, Door, Guest, arrival, plan
from checkin.management.simulation import Simulation, Venue
from checkin.models import Event, Gate, Registrant, Scan, StatusChange, Token, User
from checkin.services.access import create_token
from checkin.services.current import current_counts
from checkin.services.demo import create_demo
from checkin.services.recount import recount
from tests.making import STARTS_AT, make_event

# -- the plan ---------------------------------------------------------------------------------------------------------

GUESTS = [Guest(f"C{n}", n % 3) for n in range(2000)]
DOORS = [Door(1, 1, frozenset()), Door(2, 1, frozenset()), Door(3, 2, frozenset({1}))]


def test_a_plan_is_the_same_for_the_same_seed() -> None:
    assert plan(GUESTS, DOORS, 1) == plan(GUESTS, DOORS, 1)
    assert plan(GUESTS, DOORS, 1) != plan(GUESTS, DOORS, 2)


def test_most_people_come_in_a_rush_and_some_after_lunch() -> None:
    chance = random.Random(1)
    hours = Counter(int(arrival(chance) // HOUR) for _ in range(10_000))
    assert hours[0] > 7000
    assert hours[0] > hours[1] > hours[2]
    assert hours[4] > hours[2]


def test_a_plan_has_everything_that_happens_at_doors() -> None:
    scans = plan(GUESTS, DOORS, 1)
    assert [scan.at for scan in scans] == sorted(scan.at for scan in scans)
    codes = {scan.code for scan in scans}
    assert 0.88 < len(codes & {guest.code for guest in GUESTS}) / len(GUESTS) < 0.96
    assert codes - {guest.code for guest in GUESTS}, "nobody brings a foreign code"
    assert {scan.gate for scan in scans} == {1, 2, 3}
    assert {scan.direction for scan in scans} == {"entry", "exit"}
    assert any(scan.lost for scan in scans)


def test_an_event_with_one_closed_area_has_a_plan_too() -> None:
    assert {scan.gate for scan in plan(GUESTS[:10], DOORS[2:], 1)} == {3}


# -- the real thing ---------------------------------------------------------------------------------------------------


@pytest.fixture
def demo(purged: None, monkeypatch: pytest.MonkeyPatch) -> Event:
    monkeypatch.setattr("checkin.services.demo.PEOPLE", 150)
    return create_demo(User.objects.create_superuser("olga@example.org", "a long password"))


def simulate(url: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("simulate", "demo", speed=1e6, url=url, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_people_arrive_and_every_scan_is_recorded_once(demo: Event, live_server: Any) -> None:
    told = simulate(live_server.url)
    assert "150 people are on their way" in told
    outcomes = Counter(Scan.objects.values_list("outcome", flat=True))
    assert f"{outcomes.total():,} scans in" in told
    assert (
        f"{outcomes['admitted']:,} admitted, {outcomes['exited']:,} exited, {outcomes['refused']:,} refused"
        in told
    )
    assert ", 0 failed" in told
    assert "0 were sent twice" not in told
    assert set(outcomes) == {"admitted", "exited", "refused"}
    counts = current_counts(demo.pk)
    assert counts["people"]["checked_in"] > 100
    assert {gate["id"] for gate in counts["gates"] if gate["admitted"]} == set(
        Gate.objects.values_list("id", flat=True)
    )
    assert recount(demo.pk) == []
    assert not Token.objects.exists()


def test_only_some_people_and_only_for_a_while(demo: Event, live_server: Any) -> None:
    assert "20 people are on their way" in simulate(live_server.url, people=20)
    assert Registrant.objects.filter(status="checked_in").count() <= 20
    out = io.StringIO()
    call_command(
        "simulate", "demo", speed=1, url=live_server.url, seconds=0.5, stdout=out, stderr=io.StringIO()
    )
    assert Registrant.objects.exclude(status="checked_in").count() > 100, "it did not end in time"
    assert not Token.objects.exists()


def test_somebody_elsewhere_logs_in_and_out(demo: Event, live_server: Any) -> None:
    told = simulate(live_server.url, people=5, email="olga@example.org", password="a long password")
    assert "5 people" in told
    assert not Token.objects.exists()
    with pytest.raises(CommandError, match=r"No token: .*401"):
        simulate(live_server.url, email="olga@example.org", password="wrong")


def test_what_stands_in_the_way_is_said_plainly(demo: Event, live_server: Any) -> None:
    with pytest.raises(CommandError, match="Nobody answers"):
        simulate("http://127.0.0.1:9")
    with pytest.raises(CommandError, match=r"auth|token|Token"):
        simulate(live_server.url, token="hcu_wrong")
    with pytest.raises(CommandError, match="no event"):
        call_command("simulate", "nowhere")
    make_event(User.objects.get(), name="Empty")
    with pytest.raises(CommandError, match="Everybody is here already"):
        call_command("simulate", "empty", url=live_server.url)
    assert not Token.objects.exists()


class Unreliable(httpx.AsyncHTTPTransport):
    """Loses every third request before it arrives, and every third answer on its way back."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "POST":
            return await super().handle_async_request(request)
        self.count += 1
        if self.count % 3 == 0:
            raise httpx.ConnectTimeout("lost on the way")
        response = await super().handle_async_request(request)
        if self.count % 3 == 1:
            await response.aread()
            raise httpx.ReadTimeout("lost on the way back")
        return response


def test_a_bad_network_costs_time_and_nothing_else(
    demo: Event, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkin.management.simulation.FIRST_PAUSE", 0.001)
    monkeypatch.setattr("checkin.management.simulation.ATTEMPTS", 40)
    monkeypatch.setattr("checkin.management.simulation.LONGEST_PAUSE", 0.01)
    _, token = create_token(user=User.objects.get(), name="test", at=STARTS_AT)

    async def run() -> Simulation:
        headers = {"Authorization": f"Bearer {token}"}
        client = httpx.AsyncClient(base_url=live_server.url, headers=headers, transport=Unreliable())
        async with client:
            simulation = Simulation(Venue(client, "demo"), speed=1e6)
            scans = plan(await simulation.place.guests(), await simulation.place.doors(), 1)[:100]
            await simulation.run(scans, tell=lambda *_: None)
            return simulation

    summary = asyncio.run(run()).summary
    assert summary.retries > 50
    assert summary.failed == {}
    assert summary.outcomes.total() == Scan.objects.count() == 100
    checked_in = StatusChange.objects.filter(to_status="checked_in")
    assert checked_in.count() == checked_in.values("registrant").distinct().count()
    assert recount(demo.pk) == []
