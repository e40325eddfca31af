"""The upload screen of every subject: choose a file → see what would happen row by row → take all rows or none."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.people.access import require, units_for
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.imports import ImportColumn, ImportRow, ImportSheet, read_sheet, write_template
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.shell.exports import TYPES
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import see_other

_KEPT_SECONDS = 24 * 3600
_SHOWN_ROWS = 200
_SIGNER = TimestampSigner(salt="import")


@dataclass(frozen=True)
class Importer:
    """One subject's import. verb: the grant it takes. ledger: url name to go to when done.

    act: (user, at, unit, values) writes one row through the subject's action; what it raises is the row's problem.
    exists: (user, unit, values) → whether the row is on file already, so that it can be skipped on purpose.
    """

    name: str
    title: str | Promise
    verb: str
    ledger: str
    columns: Sequence[ImportColumn]
    act: Callable[[Any, datetime, Unit, dict[str, Any]], Any]
    exists: Callable[[Any, Unit, dict[str, Any]], bool]
    help: str | Promise = ""


class UploadForm(Form):
    unit = forms.ModelChoiceField(None, label=gettext_lazy("导入到"))
    file = forms.FileField(label=gettext_lazy("文件"), help_text=gettext_lazy("xlsx 或 csv,一次最多 2000 行"))
    skips = forms.BooleanField(label=gettext_lazy("已有的行跳过,不算错误"), required=False, initial=True)

    def __init__(self, user: Any, verb: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, verb)  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.ods,.csv"

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > settings.UPLOAD_BYTES:
            raise ValidationError(_("文件过大,最多 %(n)d MB。") % {"n": settings.UPLOAD_BYTES // 1024 // 1024})
        return upload


def import_page(request: HttpRequest, importer: Importer) -> HttpResponse:
    """GET: the form (?template: the sheet to fill in). POST with a file: the preview. POST with its token: the import."""
    require(request.user, importer.verb)
    if "template" in request.GET:
        return _template(importer)
    if request.method == "POST" and request.POST.get("token"):
        return _commit(request, importer)
    initial = {"unit": request.user.unit_id}
    form = UploadForm(request.user, importer.verb, request.POST or None, request.FILES or None, initial=initial)
    if request.method != "POST":
        return _page(request, importer, form)
    if not form.is_valid():
        return _page(request, importer, form, status=422)
    kept = _keep(request.user.pk, form.cleaned_data["file"])
    return _preview(request, importer, form, kept, form.cleaned_data["unit"], form.cleaned_data["skips"])


def run_rows(
    importer: Importer, sheet: ImportSheet, user: Any, unit: Unit, at: datetime, *, skips: bool, commit: bool
) -> list[ImportRow]:
    """Every row through the subject's own action in one transaction, kept only when asked for and all are sound."""
    with transaction.atomic():
        rows = [_run(importer, row, user, unit, at, skips) for row in sheet.rows]
        if not commit or any(row.problems for row in rows):
            transaction.set_rollback(True)
    return rows


def _run(importer: Importer, row: ImportRow, user: Any, unit: Unit, at: datetime, skips: bool) -> ImportRow:
    if row.problems:
        return row
    values = dict(row.values)
    if skips and importer.exists(user, unit, values):
        return replace(row, is_skipped=True)
    try:
        with transaction.atomic():
            importer.act(user, at, unit, values)
    except ValidationError as problem:
        return replace(row, problems=tuple(_sentences(problem, importer.columns)))
    except PermissionDenied as problem:
        return replace(row, problems=(str(problem),))
    return row


def _sentences(problem: ValidationError, columns: Sequence[ImportColumn]) -> list[str]:
    if not hasattr(problem, "error_dict"):
        return list(problem.messages)
    headers = {column.key: str(column.header) for column in columns}
    return [
        f"{headers[name]}:{sentence}" if name in headers else sentence
        for name, sentences in problem.message_dict.items()
        for sentence in sentences
    ]


def _preview(
    request: HttpRequest, importer: Importer, form: UploadForm, kept: Path, unit: Unit, skips: bool
) -> HttpResponse:
    try:
        with kept.open("rb") as file:
            sheet = read_sheet(file, kept.name, importer.columns)
    except Refused as problem:
        kept.unlink(missing_ok=True)
        form.add_error("file", problem)
        return _page(request, importer, form, status=422)
    rows = run_rows(importer, sheet, request.user, unit, timezone.now(), skips=skips, commit=False)
    wrong = [row for row in rows if row.problems]
    token = _SIGNER.sign_object([kept.name, unit.pk, skips]) if not wrong else ""
    if wrong:
        kept.unlink(missing_ok=True)
    context = _told(rows, sheet) | {"token": token, "unit": unit}
    return _page(request, importer, form, status=422 if wrong else 200, **context)


def _commit(request: HttpRequest, importer: Importer) -> HttpResponse:
    """The file of the preview is read and run again: what changed in between is found, and then nothing is written."""
    try:
        name, unit_id, skips = _SIGNER.unsign_object(request.POST["token"], max_age=_KEPT_SECONDS)
        kept = _folder() / name
        unit = units_for(request.user, importer.verb).get(pk=unit_id)
        if not name.startswith(f"{request.user.pk}-") or not kept.exists():
            raise Unit.DoesNotExist
    except (BadSignature, Unit.DoesNotExist):
        messages.error(request, _("预览已过期,请重新上传文件。"))
        return see_other(request.path)
    with kept.open("rb") as file:
        sheet = read_sheet(file, name, importer.columns)
    at = timezone.now()
    rows = run_rows(importer, sheet, request.user, unit, at, skips=skips, commit=True)
    if any(row.problems for row in rows):
        form = UploadForm(request.user, importer.verb, initial={"unit": unit.pk})
        return _page(request, importer, form, status=422, **_told(rows, sheet), unit=unit)
    kept.unlink(missing_ok=True)
    taken = sum(not row.is_skipped for row in rows)
    detail = {"rows": taken, "skipped": len(rows) - taken}
    write_entry("import", by=request.user, at=at, subject=importer.name, detail=detail)
    messages.success(request, _("已导入 %(n)d 行,跳过 %(skipped)d 行。") % {"n": taken, "skipped": len(rows) - taken})
    return see_other(reverse(importer.ledger))


def _told(rows: Sequence[ImportRow], sheet: ImportSheet) -> dict[str, Any]:
    wrong = [row for row in rows if row.problems]
    skipped = sum(row.is_skipped for row in rows)
    return {
        "rows": (wrong or rows)[:_SHOWN_ROWS],
        "counts": {"all": len(rows), "wrong": len(wrong), "skipped": skipped, "new": len(rows) - len(wrong) - skipped},
        "unknown": sheet.unknown,
        "cut": max(len(wrong or rows) - _SHOWN_ROWS, 0),
    }


def _page(
    request: HttpRequest, importer: Importer, form: UploadForm, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "title": importer.title,
        "importer": importer,
        "form": form,
        "back": reverse(importer.ledger),
        "trail": [(_("返回台账"), reverse(importer.ledger))],
    }
    return render(request, "shell/import.html", context, status=status)


def _template(importer: Importer) -> FileResponse:
    target = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    write_template(target, str(importer.title), importer.columns)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{importer.title}.xlsx", content_type=TYPES["xlsx"])


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep(user_id: int, upload: Any) -> Path:
    """The upload on disk until it is taken or a day has passed."""
    for old in _folder().iterdir():
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            old.unlink(missing_ok=True)
    ending = ".csv" if upload.name.lower().endswith(".csv") else ".xlsx"
    kept = _folder() / f"{user_id}-{secrets.token_hex(16)}{ending}"
    with kept.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return kept
