"""Ten thousand guessed codes from one scanner: none is hit, the scanner is held up, and no other notices."""

import secrets
import threading
import time
import uuid
from collections import Counter
from typing import Any

import httpx

from checkin.choices import DeviceKind
from checkin.models import Event, Gate
from checkin.services.codes import new_code
from checkin.services.devices import create_device, pair_device
from tests.faults.conftest import StartServe
from tests.making import gate_of, make_registrant

GUESSES = 10_000
BATCH = 500


def scanner(event: Event, name: str) -> dict[str, str]:
    code = create_device(event=event, fields={"kind": DeviceKind.SCANNER, "name": name}).code
    return {"Authorization": f"Bearer {pair_device(code)[1]}"}


def scans(gate: Gate, codes: list[str]) -> dict[str, Any]:
    return {"scans": [{"code": c, "gate": gate.pk, "idempotency_key": str(uuid.uuid4())} for c in codes]}


def test_guessing_finds_nothing_and_disturbs_nobody(event: Event, start: StartServe) -> None:
    people = [make_registrant(event, f"Person {n}") for n in range(20)]
    gate = gate_of(event)
    guesser, honest = scanner(event, "Guesser"), scanner(event, "Honest")
    base = f"{start().url}/api/v1/events/{event.slug}"
    answers: Counter[int] = Counter()
    outcomes: Counter[str] = Counter()

    def guess() -> None:
        with httpx.Client(headers=guesser, timeout=30) as client:
            for _ in range(GUESSES // BATCH):
                codes = [
                    new_code() if secrets.randbits(1) else f"T{secrets.randbelow(10**6)}"
                    for _ in range(BATCH)
                ]
                answer = client.post(f"{base}/scans/batch/", json=scans(gate, codes))
                answers[answer.status_code] += 1
                if answer.status_code == 200:
                    outcomes.update(result["reason"] for result in answer.json()["results"])
                else:
                    assert int(answer.headers["Retry-After"]) >= 1

    thread = threading.Thread(target=guess)
    thread.start()
    slowest = 0.0
    with httpx.Client(headers=honest, timeout=30) as client:
        for person in people:
            began = time.monotonic()
            answer = client.post(f"{base}/scans/", json=scans(gate, [person.code])["scans"][0])
            slowest = max(slowest, time.monotonic() - began)
            assert answer.json()["outcome"] == "admitted"
    thread.join()
    assert answers[429] > 0, "the limit bites"
    assert set(outcomes) <= {"unknown_code"}
    assert set(answers) <= {200, 429}
    assert slowest < 2
