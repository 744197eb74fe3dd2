"""What scans by name look like, and the answers to all scans."""

from checkin.models import Event
from tests.making import scan_body as body

ANSWER = {
    *("id", "idempotency_key", "outcome", "reason", "message", "registrant", "previous", "gate", "direction"),
    *("overridable", "overridden", "scanned_at", "recorded_at", "replayed"),
}


def by_name(event: Event, registrant: object, **fields: object) -> dict[str, object]:
    """A scan of somebody who was found by name."""
    return {k: v for k, v in body(event, "").items() if k != "code"} | {"registrant": registrant, **fields}
