"""The frames of the live contract (`docs/asyncapi.yaml`): built and encoded once, however many sockets get them."""

import struct
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

import orjson


class Bye(StrEnum):
    """Why the server closes a socket that was open."""

    REVOKED = "revoked"
    ROLE_CHANGED = "role_changed"
    RESTART = "restart"


class Close(IntEnum):
    """The codes that sockets are closed with; below 4000 they are those of RFC 6455 and IANA's registry."""

    NORMAL = 1000
    TOO_MUCH = 1008
    BROKEN = 1011  # a fault of ours
    COME_AGAIN = 1012  # the server restarts, or has something else for this client now
    LATER = 1013  # the database cannot be reached
    UNKNOWN = 4401  # who are you?
    FORBIDDEN = 4403  # not your role
    MISSING = 4404  # no such event
    TOO_MANY = 4429  # sockets of this user or device


class Frame(NamedTuple):
    """One message in both forms: the JSON text, and the WebSocket frame that carries it."""

    text: bytes
    wire: bytes


class Batch(NamedTuple):
    """Frames that go out together, and the bytes that carry them all."""

    frames: Sequence[Frame]
    wire: bytes


def batch(frames: Sequence[Frame]) -> Batch:
    return Batch(frames, b"".join(frame.wire for frame in frames))


def encode(message: Mapping[str, object]) -> Frame:
    text = orjson.dumps(message)
    return Frame(text, wire(text))


def wire(text: bytes) -> bytes:
    """The text as one final, unmasked WebSocket text frame (RFC 6455, section 5.2)."""
    length = len(text)
    if length < 126:
        return struct.pack("!BB", 0x81, length) + text
    if length < 65536:
        return struct.pack("!BBH", 0x81, 126, length) + text
    return struct.pack("!BBQ", 0x81, 127, length) + text


def counts(counts: Mapping[str, object]) -> Frame:
    return encode({"type": "counts", "counts": counts})


def activity(items: Sequence[Mapping[str, object]]) -> Frame:
    return encode({"type": "activity", "items": items})


def scan_refused(items: Sequence[Mapping[str, object]]) -> Frame:
    return encode({"type": "scan_refused", "items": items})


def conflicts(items: Sequence[Mapping[str, object]], count: int) -> Frame:
    return encode({"type": "conflicts", "open": items, "count": count})


def heartbeat(at: datetime, revision: int) -> Frame:
    return encode({"type": "heartbeat", "at": at, "revision": revision})


def bye(reason: Bye) -> Frame:
    return encode({"type": "bye", "reason": reason})
