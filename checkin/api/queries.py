"""Query strings, validated like bodies: a NUL or a wrong number there is a 400 too."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from checkin.choices import Outcome, RefusalReason, Status, TicketLayout

PAGE_SIZE_MOST = 500
# Each order of the list of registrants, by the columns that make it: those of an index, the last of them unique.
ORDERS = {
    "name": ("name", "id"),
    "company": ("company", "name", "id"),
    "pass_type": ("pass_type_id", "name", "id"),
    "status": ("status", "name", "id"),
    "registered_at": ("registered_at", "id"),
    "checked_in_at": ("checked_in_at", "id"),
    "changed_at": ("changed_at", "id"),
    "id": ("id",),
}
_BIGGEST = 2**63 - 1


class Ids(serializers.RegexField):
    """None of them is not all of them: REST framework takes a blank in an address as if nothing was asked."""

    def get_value(self, dictionary: Mapping[Any, Any]) -> object:
        return dictionary.get(self.field_name, serializers.empty)


class Id(serializers.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=_BIGGEST, required=False, **kwargs)


class PageQuery(serializers.Serializer[Any]):
    cursor = serializers.CharField(max_length=8000, required=False, help_text="From `next` or `previous`.")
    page_size = serializers.IntegerField(
        min_value=1,
        default=50,
        help_text=f"Rows on a page; more than {PAGE_SIZE_MOST} gives {PAGE_SIZE_MOST}.",
    )


class FieldsQuery(serializers.Serializer[Any]):
    fields: Any = serializers.CharField(  # DRF's own attribute, which no field stays in the way of
        max_length=1000,
        required=False,
        help_text="The fields wanted, separated by commas; the others are left out of the answer.",
    )


class EventsQuery(serializers.Serializer[Any]):
    archived = serializers.BooleanField(
        default=False, help_text="Only those in the archive. Left out: only those that are not in it."
    )


class Time(serializers.DateTimeField):
    """ISO 8601 with an offset: a time without one is a different moment in every place."""

    default_error_messages = {
        "no_offset": "Give a time with an offset, such as 2026-05-01T09:30:00+02:00.",
        "far_off": "Give a time between the years 2000 and 2999.",
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("no_offset")
        try:
            at = value.astimezone(UTC)
        except OverflowError:
            self.fail("far_off")
        if not 2000 <= at.year <= 2999:
            self.fail("far_off")
        return at


class RegistrantQuery(serializers.Serializer[Any]):
    q = serializers.CharField(
        max_length=200,
        allow_blank=True,
        required=False,
        help_text="Words, in any order: starts of name, company, e-mail address or code; accents do not matter.",
    )
    status = serializers.MultipleChoiceField(choices=Status.choices, required=False)
    pass_type = Id()
    company = serializers.CharField(max_length=200, required=False)
    gate = Id(help_text="Where the check-in that stands was scanned.")
    ids = Ids(
        r"\A\d{1,18}(,\d{1,18}){0,499}\Z",
        max_length=10_000,
        required=False,
        help_text="Up to 500 ids, separated by commas: only those.",
    )
    ordering = serializers.ChoiceField(
        choices=[sign + column for column in ORDERS for sign in ("", "-")],
        required=False,
        help_text="By check-in time lists only those who are checked in.",
    )

    def get_fields(self) -> dict[str, Any]:
        limits = {
            "from": Time(required=False, help_text="Checked in at this time or later."),
            "to": Time(required=False, help_text="Checked in before this time."),
        }
        return super().get_fields() | limits  # `from` is a keyword


class RegistrantsQuery(RegistrantQuery):
    offset = serializers.IntegerField(
        min_value=0,
        max_value=10_000_000,
        default=0,
        help_text="So many rows are passed over; `next` and `previous` lead on from there. Not with `cursor`.",
    )


class ScanQuery(serializers.Serializer[Any]):
    gate = Id()
    outcome = serializers.ChoiceField(choices=Outcome.choices, required=False)
    reason = serializers.ChoiceField(choices=RefusalReason.choices, required=False)
    registrant = Id()


class ActivityQuery(serializers.Serializer[Any]):
    after = Id(help_text="A revision: every later step, the oldest first. Left out: the newest 50.")
    cursor = serializers.RegexField(r"\A\d{1,18}\.\d{1,18}\Z", required=False, help_text="From `next`.")


class ArrivalsQuery(serializers.Serializer[Any]):
    bucket = serializers.IntegerField(
        min_value=60, max_value=86400, default=60, help_text="Seconds; whole minutes."
    )
    gate = Id()

    def get_fields(self) -> dict[str, Any]:
        limits = {
            "from": Time(required=False, help_text="Left out: the first arrival."),
            "to": Time(required=False, help_text="Left out: the last arrival."),
        }
        return super().get_fields() | limits  # `from` is a keyword

    def validate_bucket(self, value: int) -> int:
        if value % 60:
            raise serializers.ValidationError("Give a multiple of 60 seconds.")
        return value


class CompaniesQuery(serializers.Serializer[Any]):
    limit = serializers.IntegerField(min_value=1, max_value=500, default=10)
    q = serializers.CharField(
        max_length=200, required=False, help_text="Start of a word of the company's name."
    )


class RosterQuery(serializers.Serializer[Any]):
    since = serializers.CharField(
        max_length=500, required=False, help_text="The last `cursor`. Left out: everybody, from the start."
    )


class QuarantineQuery(serializers.Serializer[Any]):
    open = serializers.BooleanField(default=False, help_text="Only those that nobody has decided on.")


class ConflictQuery(serializers.Serializer[Any]):
    open = serializers.BooleanField(default=False, help_text="Only those that nobody has settled.")


class ExportQuery(RegistrantQuery):
    format = serializers.ChoiceField(choices=["csv", "xlsx"], default="csv")
    of = serializers.ChoiceField(choices=["registrants", "conflicts"], default="registrants")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        filters = [name for name in attrs if name not in ("format", "of") and attrs[name]]
        if attrs["of"] == "conflicts" and filters:
            raise serializers.ValidationError(
                {name: ["Conflicts are exported as a whole."] for name in filters}
            )
        return attrs


class TicketQuery(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        told = "`svg` and `png`: the QR code alone. `pdf`: the ticket, on a page of its own size."
        kind = serializers.ChoiceField(choices=["svg", "png", "pdf"], default="svg", help_text=told)
        return super().get_fields() | {"as": kind}  # a keyword


class TicketsQuery(RegistrantQuery):
    layout = serializers.ChoiceField(
        choices=TicketLayout.choices,
        default=TicketLayout.A4,
        help_text="`a4`: sheets of eight with cut marks. `badge`: a page of 86 × 54 mm for each.",
    )


_Shape = TypeVar("_Shape", bound=serializers.Serializer[Any])


def query(request: Request, shape: type[_Shape]) -> dict[str, Any]:
    """The query string in this shape. Raises ValidationError."""
    serializer = shape(data=request.query_params)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def left_out(request: Request, shape: type[_Shape]) -> set[str]:
    """The fields of this shape that `?fields=` does not ask for. Raises ValidationError for unknown fields."""
    if request.method not in SAFE_METHODS or not request.query_params.get("fields"):
        return set()
    names = {name.strip() for name in query(request, FieldsQuery)["fields"].split(",")}
    known = set(shape().fields)
    if unknown := names - known:
        raise serializers.ValidationError(
            {"fields": [f"There is no field {name}." for name in sorted(unknown)]}
        )
    return known - names


def picker(request: Request, shape: type[_Shape]) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Takes from an answer of this shape what `?fields=` asks for. Raises ValidationError for unknown fields."""
    others = left_out(request, shape)
    return lambda answer: {name: value for name, value in answer.items() if name not in others}
