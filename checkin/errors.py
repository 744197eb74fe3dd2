"""What services raise. They know no HTTP; `checkin.api.errors` maps each to a status in one table.

A refused scan is not here: a refusal is a result, returned and stored.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class HeadcountError(Exception):
    """A request that cannot be carried out. `code` is what clients branch on; nothing was written."""

    code: ClassVar[str] = "error"
    title: ClassVar[str] = "The request cannot be carried out"

    def __init__(self, detail: str, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra  # further members of the answer, such as which steps are allowed


class InvalidInput(HeadcountError):
    """The content is wrong; `errors` says why, field by field."""

    code = "invalid"
    title = "The request has invalid content"

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{field}: {' '.join(why)}" for field, why in errors.items()))
        self.errors = {field: list(why) for field, why in errors.items()}


class NotFound(HeadcountError):
    code = "not_found"
    title = "Not found"


class Forbidden(HeadcountError):
    code = "permission_denied"
    title = "Your role does not allow this"


class DeadCredentials(HeadcountError):
    """The token or cookie is not good, or no longer."""

    code = "not_authenticated"
    title = "Log in or send a token"


class DeviceRevoked(DeadCredentials):
    """`access` is what the device had; it is not shown."""

    code = "device_revoked"
    title = "This device was switched off"

    def __init__(self, detail: str, *, access: object, **extra: object) -> None:
        super().__init__(detail, **extra)
        self.access = access


class Throttled(HeadcountError):
    """Too often; `wait` says after how many seconds it may be tried again."""

    code = "throttled"
    title = "Too many requests"

    def __init__(self, detail: str, *, wait: int) -> None:
        super().__init__(detail)
        self.wait = wait


class Unavailable(HeadcountError):
    """The database could not be reached for this part of a request; other parts may be done."""

    code = "database_unavailable"
    title = "The database cannot be reached just now"


class Conflict(HeadcountError):
    """The request is well formed but does not fit the present state."""

    code = "conflict"
    title = "The request conflicts with the present state"


class InvalidTransition(Conflict):
    code = "invalid_transition"
    title = "This status cannot become that one"


class IdempotencyKeyReused(Conflict):
    code = "idempotency_key_reused"
    title = "This idempotency key was used for another scan"


class NotUndoable(Conflict):
    code = "not_undoable"
    title = "This scan is not the check-in that stands"


class AlreadyDecided(Conflict):
    code = "already_decided"
    title = "Somebody has decided otherwise already"


class CodeTaken(Conflict):
    code = "code_taken"
    title = "Another registrant of this event has this code"


class InUse(Conflict):
    code = "in_use"
    title = "Something still refers to this"


class LastOrganiser(Conflict):
    code = "last_organiser"
    title = "An event needs an organiser"


class EventArchived(Conflict):
    code = "event_archived"
    title = "This event is in the archive"


class TooLarge(HeadcountError):
    code = "too_large"
    title = "Too large"


class UnsupportedFile(HeadcountError):
    code = "unsupported_media_type"
    title = "This kind of file cannot be read"
