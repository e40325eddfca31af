"""Exports of a ledger: the rows on screen with a watermark line; each one is written to the audit log."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.tables import Column, watermark, write_csv, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_response(
    request: HttpRequest, ledger: Any, rows: QuerySet[Any], columns: Sequence[Column], sort: str, filters: str
) -> HttpResponse | StreamingHttpResponse:
    """The filtered rows as a file. `filters`: the filters in words, printed in the watermark and the audit log."""
    kind = request.GET["export"]
    at = timezone.now()
    ordered = rows.order_by(sort, "-id" if sort.startswith("-") else "id")
    what = f"{ledger.title}({filters})" if filters else str(ledger.title)
    mark = watermark(request.user, at, what)
    write_entry("export", by=request.user, at=at, subject=ledger.name, detail={"format": kind, "filters": filters})
    name = f"{ledger.title}-{timezone.localtime(at):%Y%m%d-%H%M}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(
            write_csv(columns, ordered.iterator(chunk_size=2000), mark), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return response
    target = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    write_xlsx(target, str(ledger.title), columns, ordered.iterator(chunk_size=2000), mark)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX)
