"""Devices: pairing them, what they tell of themselves, and switching them off."""

import hmac
import logging
import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db import Error as DatabaseError
from django.db import IntegrityError
from django.db.models import F, Q
from django.utils import timezone

from checkin import live
from checkin.choices import DeviceKind
from checkin.errors import Conflict, InvalidInput, NotFound
from checkin.models import Device, DeviceState, Event, Gate, Pairing, Token
from checkin.services.access import DEVICE_PREFIX, digest, new_secret
from checkin.services.transactions import writing

logger = logging.getLogger(__name__)

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # no I, L, O, U, 0, 1: nobody takes one for another
SLOT = 4  # characters that find the pairing; the other four are secret
TRIES = 5  # wrong guesses at the secret half
PAIRING_TIME = timedelta(minutes=10)
SEEN_EVERY = 10.0  # seconds between two writes of when a device was seen
ONLINE = timedelta(seconds=30)  # since it was last seen


@dataclass(frozen=True, slots=True)
class PairingCode:
    """A code that pairs one device, once. It is shown here and stored nowhere."""

    device: Device
    code: str
    expires_at: datetime


def create_device(*, event: Event, fields: Mapping[str, object]) -> PairingCode:
    """A device that waits to be paired. `fields`: kind, name, gate, gates, valid_until (default: event end + 24 h).

    Raises InvalidInput for gates of another event or of a kiosk, Conflict for a name that is taken.
    """
    now = timezone.now()
    device = Device(event=event, created_at=now)
    with _one_of_a_name(), writing():
        _save(device, fields)
        return _open_pairing(device, now)


def change_device(*, device: Device, fields: Mapping[str, object]) -> None:
    """Rename it or change its gates. Raises as `create_device` does, and Conflict for a revoked one."""
    _refuse_revoked(device)
    with _one_of_a_name(), writing():
        _save(device, fields)


def _save(device: Device, fields: Mapping[str, object]) -> None:
    gates = cast(list[Gate] | None, fields.get("gates"))
    values = {name: value for name, value in fields.items() if name != "gates"}
    for name, value in values.items():
        setattr(device, name, value)
    _check_gates(device, list(device.gates.all()) if gates is None and device.pk else gates or [])
    device.save(update_fields=list(values)) if device.pk else device.save(force_insert=True)
    if gates is not None:
        device.gates.set(gates)


@contextmanager
def _one_of_a_name() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Conflict("This event has a device of this name already.") from error


def _check_gates(device: Device, gates: list[Gate]) -> None:
    if device.kind == DeviceKind.KIOSK and (device.gate or gates):
        raise InvalidInput({"gate": ["A kiosk has no gate."]})
    if device.gate and gates and device.gate not in gates:
        raise InvalidInput({"gate": ["Its own gate must be one of those it may use."]})


def _refuse_revoked(device: Device) -> None:
    if device.revoked_at:
        raise Conflict("This device was revoked: make a new one.")


def open_pairing(device: Device) -> PairingCode:
    """A new code for a device: for another phone at the same door, or because the last code was not used.

    Whatever is paired now stays so until the code is used. Raises Conflict for a revoked device.
    """
    _refuse_revoked(device)
    with writing():
        return _open_pairing(device, timezone.now())


def _open_pairing(device: Device, now: datetime) -> PairingCode:
    Pairing.objects.filter(Q(device=device) | Q(expires_at__lt=now)).delete()
    slots = set(Pairing.objects.values_list("slot", flat=True))
    slot = next(s for s in iter(_letters, None) if s not in slots)
    secret = _letters()
    expires_at = now + PAIRING_TIME
    Pairing.objects.create(device=device, slot=slot, digest=digest(secret), expires_at=expires_at)
    return PairingCode(device, slot + secret, expires_at)


def _letters() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SLOT))


def pair_device(code: str) -> tuple[Device, str]:
    """The device of a live pairing code, and its token, which is stored nowhere. The code is used up.

    A token that the device had before ends here; what that phone still holds goes to the quarantine.
    Raises NotFound alike for a code that is wrong, used, expired, or was guessed wrong too often.
    """
    now = timezone.now()
    code = code.upper().replace("-", "").replace(" ", "")
    refused = NotFound("This code does not pair a device, or no longer. Ask for a new one.")
    with writing():
        rows = Pairing.objects.select_for_update(of=("self",)).select_related("device__event", "device__gate")
        pairing = rows.filter(
            slot=code[:SLOT], expires_at__gt=now, tries__lt=TRIES, device__revoked_at=None
        ).first()
        right = pairing is not None and hmac.compare_digest(pairing.digest, digest(code[SLOT:]))
        if pairing is not None and not right:
            Pairing.objects.filter(pk=pairing.pk).update(tries=F("tries") + 1)
        if pairing is not None and right:
            device, token = pairing.device, new_secret(DEVICE_PREFIX)
            pairing.delete()
            Token.objects.filter(device=device, replaced_at=None).update(replaced_at=now)
            Token.objects.create(device=device, name=device.name, digest=digest(token), created_at=now)
            live.publish_access_on_commit(device.event_id)
    if pairing is None or not right:
        raise refused
    return device, token


def revoke_device(device: Device) -> Device:
    """Switch a device off: its next call gets 401, its sockets are closed. Doing it again changes nothing."""
    with writing():
        Pairing.objects.filter(device=device).delete()
        Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=timezone.now())
        live.publish_access_on_commit(device.event_id)
    device.refresh_from_db()
    return device


# -- what a device tells of itself ------------------------------------------------------------------------------------

_written: dict[int, float] = {}
_lock = threading.Lock()


def record_seen(device_ids: Iterable[int]) -> None:
    """Note that these devices were heard of just now; each at most every `SEEN_EVERY` seconds per process."""
    now = time.monotonic()
    with _lock:
        due = [d for d in set(device_ids) if now - _written.get(d, -SEEN_EVERY) >= SEEN_EVERY]
        _written.update(dict.fromkeys(due, now))
    if not due:
        return
    try:
        with writing():
            alive = Device.objects.filter(pk__in=due).order_by("pk").values_list("pk", flat=True)
            DeviceState.objects.bulk_create(
                [DeviceState(device_id=pk, seen_at=timezone.now()) for pk in alive],
                update_conflicts=True,
                unique_fields=["device"],
                update_fields=["seen_at"],
            )
    except DatabaseError:  # the call that it came with matters more
        logger.warning("when devices were seen could not be noted just now", exc_info=True)


def record_state(*, device: Device, fields: Mapping[str, object]) -> DeviceState:
    """What the device says of itself: app_version, waiting, clock_offset_ms, battery; what it leaves out stays."""
    with writing():
        defaults = {**fields, "seen_at": timezone.now()}
        return DeviceState.objects.update_or_create(device=device, defaults=defaults)[0]


def gates_of(device: Device) -> frozenset[int]:
    """The gates that a device may scan at; empty: all of its event."""
    return frozenset(device.gates.values_list("pk", flat=True))
