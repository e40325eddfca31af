"""Exports of a ledger: the rows on screen with a watermark line; each one is written to the audit log.

A small export is the answer itself. A large one (DXR_EXPORT_ROWS) is made in the background: the worker visits the same
address as the same person, so it holds exactly what the screen filtered, and only what that person may see by then.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.exports import ask_export, export_with_person, note_export
from dianxiaoer.kernel.models import Export, ExportState
from dianxiaoer.kernel.paging import exact_count
from dianxiaoer.kernel.tables import Column, watermark, write_csv, write_xlsx
from dianxiaoer.kernel.word import LIMIT_ROWS, write_docx
from dianxiaoer.shell.pages import see_other

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {"xlsx": f"{_OFFICE}.spreadsheetml.sheet", "docx": f"{_OFFICE}.wordprocessingml.document"}
FORMATS = {"xlsx", "csv", "docx"}
TELL_EVERY_ROWS = 500


def export_response(
    request: HttpRequest,
    ledger: Any,
    rows: QuerySet[Any],
    columns: Sequence[Column],
    sort: str,
    filters: str,
    shown: Callable[[Column, Any], str],
) -> HttpResponse | StreamingHttpResponse:
    """The filtered rows as a file, or (too many for now) the page where the file will stand.

    filters: the filters in words, printed in the watermark and the audit log. shown: how the screen prints a value.
    """
    kind = request.GET["export"]
    at = timezone.now()
    ordered = rows.order_by(sort, "-id" if sort.startswith("-") else "id")
    mark = watermark(request.user, at, f"{ledger.title}({filters})" if filters else str(ledger.title))
    writer: BackgroundWriter | None = getattr(request, "background_writer", None)
    if writer is not None:
        writer.write(kind, str(ledger.title), columns, ordered, mark)
        return HttpResponse(status=204)
    if kind == "docx" and not exact_count(rows, LIMIT_ROWS)[1]:
        return _too_long(request)
    write_entry("export", by=request.user, at=at, subject=ledger.name, detail={"format": kind, "filters": filters})
    if not exact_count(rows, settings.EXPORT_ROWS)[1]:
        return _later(request, str(ledger.title), kind, filters)
    name = f"{ledger.title}-{timezone.localtime(at):%Y%m%d-%H%M}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(
            write_csv(columns, ordered.iterator(chunk_size=2000), mark), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return response
    target = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    if kind == "docx":
        write_docx(target, str(ledger.title), columns, ordered.iterator(chunk_size=2000), mark, shown)
    else:
        write_xlsx(target, str(ledger.title), columns, ordered.iterator(chunk_size=2000), mark)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=TYPES[kind])


def export_folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class BackgroundWriter:
    """Writes the rows of one export to its file and tells how far it is."""

    export: Export

    def write(self, kind: str, title: str, columns: Sequence[Column], rows: QuerySet[Any], mark: str) -> None:
        self._note(rows_total=rows.order_by().count(), state=ExportState.MAKING)
        name = f"{uuid4().hex}.{kind}"
        told = self._telling(rows.iterator(chunk_size=2000))
        with (export_folder() / name).open("wb") as target:
            if kind == "csv":
                for line in write_csv(columns, told, mark):
                    target.write(line.encode("utf-8"))
            else:
                write_xlsx(target, title, columns, told, mark)
        self._note(file=name, state=ExportState.READY, finished_at=timezone.now())

    def _telling(self, rows: Iterable[Any]) -> Iterator[Any]:
        count = 0
        for count, row in enumerate(rows, 1):
            if count % TELL_EVERY_ROWS == 0:
                self._note(rows_done=count)
            yield row
        self._note(rows_done=count)

    def _note(self, **facts: Any) -> None:
        note_export(self.export.pk, **facts)


@task()
def make_export(pk: int) -> None:
    """Make one export in the background. What stops it is told on the page of exports and raised for the worker's log."""
    export = export_with_person(pk)
    try:
        with translation.override(export.language):
            _visit(export)
    except Exception as problem:
        sentence = str(problem) if isinstance(problem, PermissionDenied) else _("生成时出错,已记入日志。请稍后重试。")
        note_export(pk, state=ExportState.FAILED, problem=sentence[:300], finished_at=timezone.now())
        raise


def _visit(export: Export) -> None:
    if not export.user.is_active:
        raise PermissionDenied(_("账号已停用。"))
    parts = urlsplit(export.address)
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = parts.path
    request.META = {"QUERY_STRING": parts.query, "SERVER_NAME": "worker", "SERVER_PORT": "0"}
    request.GET = QueryDict(parts.query)  # type: ignore[assignment]
    request.user = export.user
    request.background_writer = BackgroundWriter(export)  # type: ignore[attr-defined]
    found = resolve(parts.path)
    found.func(request, *found.args, **found.kwargs)


def _too_long(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("超过 %(rows)s 行,不宜做成 Word。请缩小筛选范围,或导出 Excel。") % {"rows": LIMIT_ROWS})
    query = request.GET.copy()
    del query["export"]
    return see_other(f"{request.path}?{query.urlencode()}")


def _later(request: HttpRequest, title: str, kind: str, filters: str) -> HttpResponse:
    export = ask_export(
        by=request.user,
        at=timezone.now(),
        title=title,
        filters=filters,
        address=request.get_full_path(),
        format=kind,
        language=translation.get_language() or "zh-hans",
    )
    make_export.enqueue(export.pk)
    messages.info(request, _("超过 %(rows)s 行,正在后台生成。好了就能在这里下载。") % {"rows": settings.EXPORT_ROWS})
    return see_other(reverse("exports-list"))
