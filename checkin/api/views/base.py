from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from checkin.api.pagination import envelope, paged
from checkin.api.permissions import access
from checkin.api.queries import left_out, picker
from checkin.models import Device, Event, User
from checkin.services.access import Actor

PIECE_BYTES = 64 * 1024

_Shape = type[serializers.Serializer[Any]]

# Who you are at one event, as its other routes have it. Read by `checkin.api.authentication`.
AT_EVENT = OpenApiParameter(
    "event",
    description="Of the event that is asked about. A user without a role there leaves it to the paired device.",
)


class EventView(APIView):
    """A view below an event, for callers whom the access table let in."""

    @property
    def event(self) -> Event:
        return access(self.request).event

    @property
    def actor(self) -> Actor:
        who = access(self.request).device or self.request.user
        assert isinstance(who, (Device, User))  # the access table lets nobody else in
        return Actor.of(who)

    def shown(
        self,
        shape: _Shape,
        row: object,
        *,
        status: int = 200,
        context: Mapping[str, object] | None = None,
    ) -> Response:
        return Response(_told(self.request, shape, [row], context)[0], status=status)


def page(
    request: Request,
    rows: QuerySet[Any],
    shape: _Shape,
    *,
    context: Mapping[str, object] | None = None,
    offset: int = 0,
) -> Response:
    """One page of a list, by the rows' own ordering; `offset` as in `paged`."""
    left_out(request, shape)  # what is asked wrongly is told before anything is read
    found, following, previous = paged(request, rows, offset)
    return Response(envelope(_told(request, shape, found, context), following, previous))


def _told(
    request: Request, shape: _Shape, rows: list[Any], context: Mapping[str, object] | None
) -> list[Mapping[str, Any]]:
    """The rows in this shape; what `?fields=` does not ask for is not even looked at."""
    pick = picker(request, shape)  # for shapes that give stored answers, whole as they are
    serializer = shape(context=context or {})
    for name in left_out(request, shape):
        del serializer.fields[name]
    return [pick(serializer.to_representation(row)) for row in rows]


def valid(
    shape: _Shape, request: Request, *, partial: bool = False, context: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """The body in this shape. Raises ValidationError."""
    body = shape(data=request.data, partial=partial, context=context or {})
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def download(file: IO[bytes], name: str, media_type: str, *, inline: bool = False) -> StreamingHttpResponse:
    """The file under this name, piece by piece; then it is closed. `inline`: a browser may show it."""
    return streamed(_Pieces(file), name, media_type, inline=inline)


def streamed(
    content: Iterator[str] | Iterator[bytes], name: str, media_type: str, *, inline: bool = False
) -> StreamingHttpResponse:
    told = content_disposition_header(not inline, name) or "attachment"
    return StreamingHttpResponse(content, content_type=media_type, headers={"Content-Disposition": told})


class _Pieces:
    """A file, piece by piece. The response closes it, even one that nobody reads."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if piece := self._file.read(PIECE_BYTES):
            return piece
        raise StopIteration
