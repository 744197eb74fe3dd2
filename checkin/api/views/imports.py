"""Lists coming in, and the list going out."""

from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from checkin.api import import_shapes as shapes
from checkin.api.filters import chosen
from checkin.api.queries import ExportQuery, left_out, query
from checkin.api.renderers import CsvRenderer, Renderer, WorkbookRenderer
from checkin.api.views.base import EventView, download, page, streamed, valid
from checkin.errors import NotFound, TooLarge
from checkin.models import ImportJob
from checkin.services import exports
from checkin.services.imports import preview_import, settle_stale, start_import

FORM_BYTES = 64 * 1024  # what a form adds to its file
LINES_AT_ONCE = 500


class FileView(EventView):
    """Takes a list as a form."""

    parser_classes = (MultiPartParser,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Before the body is read: what is much too large shall not be."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.IMPORT_MAX_BYTES + FORM_BYTES:
            raise TooLarge(f"A list may have {settings.IMPORT_MAX_BYTES // 1024**2} MB.")
        super().initial(request, *args, **kwargs)


class ImportsView(FileView):
    @extend_schema(responses=shapes.ImportJobSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """Imports, the newest first."""
        rows = _jobs(self).defer(*_unread(request)).order_by("-id")
        return page(request, rows, shapes.ImportJobSerializer)

    @extend_schema(
        request={"multipart/form-data": shapes.ImportRequestSerializer},
        responses={202: shapes.ImportJobSerializer},
    )
    def post(self, request: Request, event: str) -> Response:
        """Import a CSV or XLSX list in the background. With `dry_run`, count what would change and write nothing."""
        body = valid(shapes.ImportRequestSerializer, request)
        file = body["file"]
        job = start_import(
            event=self.event,
            actor=self.actor,
            filename=file.name,
            content=file.read(),
            dry_run=body["dry_run"],
            mapping=body.get("mapping"),
        )
        return self.shown(shapes.ImportJobSerializer, job, status=202)


class PreviewView(FileView):
    @extend_schema(
        request={"multipart/form-data": shapes.PreviewRequestSerializer}, responses=shapes.PreviewSerializer
    )
    def post(self, request: Request, event: str) -> Response:
        """How a list would be understood, by its first 1,000 rows. Nothing of it is stored."""
        body = valid(shapes.PreviewRequestSerializer, request)
        found = preview_import(event=self.event, content=body["file"].read(), mapping=body.get("mapping"))
        return self.shown(shapes.PreviewSerializer, found)


class ImportView(EventView):
    @extend_schema(responses=shapes.ImportJobSerializer)
    def get(self, request: Request, event: str, pk: int) -> Response:
        """How far an import is, and the bad rows so far, each with its line, field and reason."""
        return self.shown(shapes.ImportJobSerializer, _one(_jobs(self).defer(*_unread(request)), pk))


def _jobs(view: EventView) -> QuerySet[ImportJob]:
    settle_stale(view.event)
    return ImportJob.objects.filter(event=view.event).defer("content")


def _unread(request: Request) -> set[str]:
    """What may be very long stays in the database while only a job's figures are asked for, as every second."""
    return left_out(request, shapes.ImportJobSerializer) & {"errors", "sample", "mapping"}


def _one(jobs: QuerySet[ImportJob], pk: int) -> ImportJob:
    job = jobs.filter(pk=pk).first()
    if job is None:
        raise NotFound("This event has no such import.")
    return job


class ImportErrorsView(EventView):
    renderer_classes = (CsvRenderer, Renderer)

    @extend_schema(
        operation_id="events_imports_errors_retrieve",
        responses={(200, CsvRenderer.media_type): OpenApiTypes.STR},
    )
    def get(self, request: Request, event: str, pk: int) -> StreamingHttpResponse:
        """The bad rows of an import as CSV: line, field, reason."""
        job = _one(_jobs(self), pk)
        return _csv(exports.error_lines(job.errors), f"{self.event.slug}-import-{job.pk}-errors.csv")


class ExportView(EventView):
    renderer_classes = (CsvRenderer, WorkbookRenderer, Renderer)

    @extend_schema(
        parameters=[ExportQuery],
        responses={
            (200, CsvRenderer.media_type): OpenApiTypes.STR,
            (200, WorkbookRenderer.media_type): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request, event: str) -> StreamingHttpResponse:
        """The list with statuses and check-in times, as CSV in UTF-8 or as a workbook; an import takes it back.

        It takes the filters of the registrants' list. With `of=conflicts`, whom scanners let through and the server
        refused, and what became of it.
        """
        asked = query(request, ExportQuery)
        form, of_conflicts = asked["format"], asked["of"] == "conflicts"
        name = f"{self.event.slug}{'-conflicts' * of_conflicts}.{form}"
        if of_conflicts:
            if form == "xlsx":
                return _workbook(exports.conflict_workbook(self.event), name)
            return _csv(exports.conflict_lines(self.event), name)
        people = chosen(self.event, asked, ordering="id")
        if form == "xlsx":
            return _workbook(exports.export_workbook(self.event, people), name)
        return _csv(exports.export_lines(self.event, people), name)


def _csv(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    return streamed(_blocks(lines), name, "text/csv; charset=utf-8")


def _workbook(file: IO[bytes], name: str) -> StreamingHttpResponse:
    return download(file, name, WorkbookRenderer.media_type)


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    """A piece for each line would be 100,000 pieces."""
    while block := "".join(islice(lines, LINES_AT_ONCE)):
        yield block
