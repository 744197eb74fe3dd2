"""Fields, constraints and indexes. Every write goes through `checkin.services`."""

from checkin.models.conflicts import Conflict
from checkin.models.counters import AreaCounter, GateCounter, MinuteCounter, PeopleCounter, Tally
from checkin.models.devices import Device, DeviceState, Pairing, QuarantinedScan, RateCounter
from checkin.models.events import Area, Event, Gate, Member, PassType
from checkin.models.imports import ImportJob
from checkin.models.log import Departure, Purge, Scan, StatusChange
from checkin.models.registrants import Presence, Registrant, RetiredCode
from checkin.models.users import Token, User

__all__ = [
    "Area",
    "AreaCounter",
    "Conflict",
    "Departure",
    "Device",
    "DeviceState",
    "Event",
    "Gate",
    "GateCounter",
    "ImportJob",
    "Member",
    "MinuteCounter",
    "Pairing",
    "PassType",
    "PeopleCounter",
    "Presence",
    "Purge",
    "QuarantinedScan",
    "RateCounter",
    "Registrant",
    "RetiredCode",
    "Scan",
    "StatusChange",
    "Tally",
    "Token",
    "User",
]
