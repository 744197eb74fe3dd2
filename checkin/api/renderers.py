from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework import renderers


class Renderer(renderers.BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None  # JSON is UTF-8

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)


class CsvRenderer(Renderer):
    """Lets a client ask for `text/csv`. The export streams by itself; what is rendered here is a problem, as JSON."""

    media_type = "text/csv"
    format = "csv"


class WorkbookRenderer(CsvRenderer):
    """The same for a workbook."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = "xlsx"


class PdfRenderer(CsvRenderer):
    media_type = "application/pdf"
    format = "pdf"


class SvgRenderer(CsvRenderer):
    media_type = "image/svg+xml"
    format = "svg"


class PngRenderer(CsvRenderer):
    media_type = "image/png"
    format = "png"
