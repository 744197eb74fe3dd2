"""Who may do what, in one table: for each route and method who may call it, for each frame who may see it.

Views and sockets ask this table and have no rules of their own. Below an event, whoever has no role there
gets 404, whatever the table says.
"""

from enum import StrEnum


class Caller(StrEnum):
    """What somebody is to an event: a member by role, a paired device by kind, or neither."""

    ORGANISER = "organiser"
    DOOR = "door"
    VIEWER = "viewer"
    SCANNER = "scanner"
    KIOSK = "kiosk"
    STAFF = "staff"  # has an account, and may create events
    USER = "user"  # has an account
    ANONYMOUS = "anonymous"


Callers = frozenset[Caller]

ORGANISER: Callers = frozenset({Caller.ORGANISER})
DOOR: Callers = ORGANISER | {Caller.DOOR}
MEMBERS: Callers = DOOR | {Caller.VIEWER}
DEVICES: Callers = frozenset({Caller.SCANNER, Caller.KIOSK})
SCANS: Callers = DOOR | {Caller.SCANNER}
STAFF: Callers = frozenset({Caller.STAFF})
USERS: Callers = STAFF | {Caller.USER}
ANYONE: Callers = frozenset(Caller)

_PARTS = {"GET": MEMBERS | {Caller.SCANNER}, "POST": ORGANISER}
_PART = {"GET": MEMBERS | {Caller.SCANNER}, "PATCH": ORGANISER, "DELETE": ORGANISER}

ROUTES: dict[str, dict[str, Callers]] = {
    "login": {"POST": ANYONE},
    "logout": {"POST": USERS},
    "me": {"GET": USERS},
    "password": {"POST": USERS},
    "invitation": {"POST": ANYONE},
    "tokens": {"GET": USERS, "POST": ANYONE},  # POST carries e-mail address and password
    "token": {"DELETE": USERS},
    "pair": {"POST": ANYONE},
    "events": {"GET": USERS, "POST": STAFF},
    "event": {"GET": MEMBERS | DEVICES, "PATCH": ORGANISER},
    "event-copy": {"POST": ORGANISER},
    "pass-types": _PARTS,
    "pass-type": _PART,
    "areas": _PARTS,
    "area": _PART,
    "gates": _PARTS,
    "gates-now": {"GET": MEMBERS},
    "gate": _PART,
    "members": {"GET": MEMBERS, "POST": ORGANISER},
    "member": {"GET": MEMBERS, "PATCH": ORGANISER, "DELETE": ORGANISER},
    "devices": {"GET": ORGANISER, "POST": ORGANISER},
    "device": {"GET": ORGANISER, "PATCH": ORGANISER},
    "device-pairing": {"POST": ORGANISER},
    "device-revoke": {"POST": ORGANISER},
    "device-self": {"GET": DEVICES, "POST": DEVICES},
    "quarantine": {"GET": ORGANISER, "POST": ORGANISER},
    "registrants": {"GET": DOOR, "POST": DOOR},
    "registrants-total": {"GET": DOOR},
    "registrants-status": {"POST": ORGANISER},
    "registrant": {"GET": DOOR, "PATCH": ORGANISER},
    "registrant-history": {"GET": DOOR},
    "registrant-status": {"POST": DOOR},
    "registrant-ticket": {"GET": DOOR},  # who sees the code anyway
    "registrant-reissue": {"POST": ORGANISER},
    "scans": {"GET": ORGANISER, "POST": SCANS},
    "scans-batch": {"POST": SCANS},
    "scans-undo": {"POST": SCANS},
    "walk-ins": {"POST": SCANS},
    "conflicts": {"GET": SCANS},
    "conflict": {"POST": SCANS},
    "roster": {"GET": SCANS},
    "counts": {"GET": MEMBERS | DEVICES},
    "arrivals": {"GET": MEMBERS | DEVICES},
    "forecast": {"GET": MEMBERS},
    "companies": {"GET": frozenset({Caller.ORGANISER, Caller.VIEWER})},
    "activity": {"GET": MEMBERS},
    "imports": {"GET": ORGANISER, "POST": ORGANISER},
    "import-preview": {"POST": ORGANISER},
    "import": {"GET": ORGANISER},
    "import-errors": {"GET": ORGANISER},
    "export": {"GET": ORGANISER},
    "tickets": {"GET": ORGANISER},
    "schema": {"GET": ANYONE},
    "docs": {"GET": ANYONE},
}

STAFF_TOO: frozenset[str] = frozenset({"event-copy"})  # the role is not enough: it creates an event

# What writes there is refused while the event is in the archive. Scans and what came of them are not, as a scanner that
# was away may still bring some; nor are members and devices, and the event itself, which is taken back.
FROZEN: frozenset[str] = frozenset(
    {
        *("pass-types", "pass-type", "areas", "area", "gates", "gate"),
        *(
            "registrants",
            "registrant",
            "registrant-status",
            "registrants-status",
            "registrant-reissue",
            "imports",
        ),
    }
)

FRAMES: dict[str, Callers] = {
    "counts": MEMBERS | DEVICES,
    "heartbeat": MEMBERS | DEVICES,
    "bye": MEMBERS | DEVICES,
    "activity": MEMBERS,
    "scan_refused": ORGANISER,
    "conflicts": SCANS,
}
