"""The vocabulary: one word per thing, the same in Python, SQL, JSON and TypeScript."""

from django.db.models import TextChoices


class Status(TextChoices):
    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"


class Role(TextChoices):
    ORGANISER = "organiser"
    DOOR = "door"
    VIEWER = "viewer"


class DeviceKind(TextChoices):
    SCANNER = "scanner"
    KIOSK = "kiosk"


class Direction(TextChoices):
    ENTRY = "entry"
    EXIT = "exit"


class Outcome(TextChoices):
    ADMITTED = "admitted"
    EXITED = "exited"
    REFUSED = "refused"


class RefusalReason(TextChoices):
    """Why a scan was refused, in the order of preference: the first that applies is the one given."""

    UNKNOWN_CODE = "unknown_code"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    RETIRED_CODE = "retired_code"
    WRONG_PASS = "wrong_pass"  # noqa: S105 - a reason, not a password
    ALREADY_INSIDE = "already_inside"
    ALREADY_USED = "already_used"
    NOT_INSIDE = "not_inside"
    AREA_FULL = "area_full"
    EVENT_CLOSED = "event_closed"


class ConflictOutcome(TextChoices):
    """What became of somebody whom a scanner let in by itself, and whom the server refuses."""

    LET_IN = "let_in"
    TURNED_AWAY = "turned_away"
    SWAPPED = "swapped"  # two people had one ticket; the right one has it now


class ImportStatus(TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class TicketLayout(TextChoices):
    """What tickets are printed on."""

    A4 = "a4"
    BADGE = "badge"


class Withheld(TextChoices):
    """Why a forecast shows no numbers."""

    NOT_BEGUN = "not_begun"  # the doors open in hours
    OVER = "over"
    QUIET = "quiet"  # hardly anybody comes
    NOT_BETTER = "not_better"  # than "as many as in the last ten minutes", or nobody knows yet
