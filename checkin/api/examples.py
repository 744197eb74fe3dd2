"""What the schema shows of scans and counts; a test holds it against the shapes."""

SCAN_EXAMPLE = {
    "code": "MZXW6YTBOI2DSMRVGY3TQOJQGE",
    "gate": 3,
    "direction": "entry",
    "idempotency_key": "5f0c8e0a-3a0f-4f0e-9d6a-0d6f8a3c2b11",
    "scanned_at": "2026-05-01T09:30:00+02:00",
}
ANSWER_EXAMPLE = {
    "id": 81,
    "idempotency_key": "5f0c8e0a-3a0f-4f0e-9d6a-0d6f8a3c2b11",
    "outcome": "refused",
    "reason": "already_inside",
    "message": "Already inside: North door, 3 min ago, by Kim",
    "registrant": {
        "id": 17,
        "name": "Mara Lindqvist",
        "company": "Nordwind Robotics",
        "pass_type": {"id": 2, "name": "Speaker", "colour": "#D55E00"},
        "status": "checked_in",
        "checked_in_at": "2026-05-01T07:26:58.120000+00:00",
    },
    "previous": {
        "at": "2026-05-01T07:26:58.120000+00:00",
        "gate": "North door",
        "by": "Kim",
        "seconds_ago": 182,
        "same_device": False,
    },
    "gate": {"id": 3, "name": "South door"},
    "direction": "entry",
    "overridable": True,
    "overridden": False,
    "scanned_at": "2026-05-01T07:30:00+00:00",
    "recorded_at": "2026-05-01T07:30:00.412000+00:00",
    "replayed": False,
}
COUNTS_EXAMPLE = {
    "event": "expo",
    "revision": 4711,
    "as_of": "2026-05-01T07:30:00.512000+00:00",
    "capacity": 5000,
    "people": {
        "total": 2100,
        "registered": 700,
        "confirmed": 60,
        "checked_in": 1284,
        "cancelled": 56,
        "expected": 2044,
    },
    "inside": 1231,
    "scans": {"admitted": 1340, "exited": 109, "refused": 31},
    "pass_types": [
        {
            "id": 1,
            "name": "General",
            "colour": "#0072B2",
            "total": 2100,
            "registered": 700,
            "confirmed": 60,
            "checked_in": 1284,
            "cancelled": 56,
        }
    ],
    "areas": [{"id": 1, "name": "Venue", "capacity": 5000, "inside": 1231}],
    "gates": [
        {
            "id": 3,
            "name": "South door",
            "area": 1,
            "admitted": 1340,
            "exited": 109,
            "refused": 31,
            "per_minute": 12,
        }
    ],
    "arrivals": {"last_1m": 12, "last_5m": 74, "last_15m": 201},
}
