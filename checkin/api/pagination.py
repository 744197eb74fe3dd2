"""Pages of lists by key: they stay right while rows are added, and the last one costs no more than the first."""

from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core import signing
from django.db.models import BooleanField, F, Field, Func, Model, QuerySet, Value
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from checkin.api.queries import PAGE_SIZE_MOST, PageQuery, query

_Row = TypeVar("_Row", bound=Model)
_CURSOR = signing.Signer(salt="cursor")  # signed, so that what it holds needs no checks


def envelope(results: object, following: str | None = None, previous: str | None = None) -> dict[str, object]:
    return {"results": results, "next": following, "previous": previous}


def paged(
    request: Request, rows: QuerySet[_Row], offset: int = 0
) -> tuple[list[_Row], str | None, str | None]:
    """The page that `?cursor=&page_size=` asks for, with the addresses of the next one and the one before.

    The rows are ordered by columns of the same direction, the last of them unique. Without a cursor the page begins
    after `offset` rows.
    """
    asked = query(request, PageQuery)
    size = min(asked["page_size"], PAGE_SIZE_MOST)
    place = _Place.read(asked["cursor"], rows) if "cursor" in asked else None
    back = place is not None and place.back
    found = list(place.beyond(rows)[: size + 1] if place else _after(offset, size + 1, rows))
    more = len(found) > size
    found = found[:size][::-1] if back else found[:size]
    following = found and (more or back)
    before = found and (offset if place is None else more or not back)
    return (
        found,
        _link(request, _Place.of(found[-1], rows, back=False)) if following else None,
        _link(request, _Place.of(found[0], rows, back=True)) if before else None,
    )


def _after(offset: int, number: int, rows: QuerySet[_Row]) -> QuerySet[_Row]:
    """Rows from the middle. What is passed over is passed over in the index: only their ids are looked for there."""
    if not offset:
        return rows[:number]
    ids = list(rows.values_list("pk", flat=True)[offset : offset + number])
    return rows.filter(pk__in=ids)


def _link(request: Request, place: "_Place") -> str:
    address = remove_query_param(request.build_absolute_uri(), "offset")
    return str(replace_query_param(address, "cursor", _CURSOR.sign_object(place.told())))


@dataclass(frozen=True, slots=True)
class _Place:
    """A row's place in an ordered list, and which way to go on from it."""

    columns: list[str]
    values: list[Any]
    back: bool

    @classmethod
    def of(cls, row: Model, rows: QuerySet[_Row], *, back: bool) -> "_Place":
        columns = [str(column) for column in rows.query.order_by]
        return cls(columns, [getattr(row, column.removeprefix("-")) for column in columns], back)

    @classmethod
    def read(cls, cursor: str, rows: QuerySet[_Row]) -> "_Place":
        """Raises ValidationError for a cursor that is not ours, or that belongs to another ordering."""
        try:
            columns, values, back = _CURSOR.unsign_object(cursor)
        except (signing.BadSignature, ValueError) as error:
            raise serializers.ValidationError({"cursor": ["Take it from a `next` or `previous`."]}) from error
        if columns != list(rows.query.order_by):
            raise serializers.ValidationError({"cursor": ["This is from a list in another order."]})
        return cls(columns, values, back)

    def told(self) -> list[Any]:
        values = [value.isoformat() if hasattr(value, "isoformat") else value for value in self.values]
        return [self.columns, values, self.back]

    def beyond(self, rows: QuerySet[_Row]) -> QuerySet[_Row]:
        """The rows after this place; going back, those before it, the nearest first.

        Rows are compared as wholes, which is what lets an index find the place, however many begin alike.
        """
        names = [column.removeprefix("-") for column in self.columns]
        fields = [
            cast(Field[Any, Any], rows.model._meta.get_field(name.removesuffix("_id"))) for name in names
        ]
        values = [Value(value, output_field=field) for value, field in zip(self.values, fields, strict=True)]
        sign = " < " if self.columns[0].startswith("-") != self.back else " > "
        found = rows.filter(
            Func(
                _whole(*map(F, names)),
                _whole(*values),
                template="%(expressions)s",
                arg_joiner=sign,
                output_field=BooleanField(),
            )
        )
        return found.reverse() if self.back else found


def _whole(*parts: F | Value) -> Func:
    """Several columns or values as one that can be compared: `(name, id)`, which Django has not for SQLite."""
    return Func(*parts, template="(%(expressions)s)", output_field=BooleanField())
