from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from checkin.models import Event, Registrant, User
from tests.live_clients import Door, Serve, bearer
from tests.making import gate_of, make_registrant
from tests.servers import RedisServer

StartServe = Callable[..., Serve]
DoorAt = Callable[[Serve], Door]


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """A Redis of the test's own, to be killed and frozen."""
    with RedisServer() as server:
        yield server


@pytest.fixture
def start(purged: None, tmp_path: Path) -> Iterator[StartServe]:
    """Starts a `manage.py serve` that ends with the test."""
    with ExitStack() as running:

        def start_one(*arguments: str, **environment: str) -> Serve:
            log = tmp_path / f"serve-{len(list(tmp_path.iterdir()))}.log"
            return running.enter_context(Serve(log, *arguments, **environment))

        yield start_one


@pytest.fixture
def headers(organiser: User) -> dict[str, str]:
    return bearer(organiser)


@pytest.fixture
def door_at(event: Event, headers: dict[str, str]) -> DoorAt:
    gate = gate_of(event)
    return lambda serve: Door(serve, event, gate.pk, headers)


@pytest.fixture
def people(event: Event) -> list[Registrant]:
    return [make_registrant(event, f"Person {number}") for number in range(60)]


@pytest.fixture
def many_people(event: Event) -> list[Registrant]:
    return [make_registrant(event, f"Person {number}") for number in range(1500)]
