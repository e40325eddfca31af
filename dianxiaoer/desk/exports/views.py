"""My exports: progress, download."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.models import Export
from dianxiaoer.shell.exports import export_folder


def mine(request: HttpRequest) -> HttpResponse:
    """The person's exports of late. While one is in the making the list renews itself every two seconds."""
    require(request.user, "exports.view")
    exports = list(visible(request.user, Export)[:50])
    page = "desk/exports/mine.html#list" if request.headers.get("HX-Request") else "desk/exports/mine.html"
    return render(
        request,
        page,
        {"title": _("我的导出"), "exports": exports, "pending": any(export.is_pending for export in exports)},
    )


def download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    export = fetch(request.user, Export, pk=pk)
    require(request.user, "exports.view", export)
    path = export_folder() / export.file
    if not export.file or not path.is_file():
        raise Http404
    write_entry(
        "export.download", by=request.user, at=timezone.now(), subject=export.title, detail={"format": export.format}
    )
    name = f"{export.title}-{timezone.localtime(export.asked_at):%Y%m%d-%H%M}.{export.format}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
