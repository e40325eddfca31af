"""Uploading, downloading and removing evidence."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.projects.acting import act_page
from dianxiaoer.desk.projects.forms import ReasonForm, UploadForm
from dianxiaoer.domain.people.access import fetch, visible
from dianxiaoer.domain.projects.actions.evidence import discard_evidence, upload_evidence
from dianxiaoer.domain.projects.models import Evidence, Project
from dianxiaoer.kernel.files import answer_file


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """?kind=agreement preselects the kind a checklist asked for."""
    project = fetch(request.user, Project, pk=pk)
    initial = {"kind": request.GET.get("kind", "")}

    @transaction.atomic
    def act(form: UploadForm) -> Any:
        facts = form.changes("files")
        for file in form.cleaned_data["files"]:
            upload_evidence(project, by=request.user, at=timezone.now(), upload=file, **facts)

    return act_page(
        request,
        project,
        "projects.upload",
        UploadForm(request.POST or None, request.FILES or None, initial=initial),
        project=project,
        title=_("上传佐证材料"),
        submit=_("上传"),
        act=act,
        tab="files",
        said=_("已上传。"),
    )


def download(request: HttpRequest, pk: int) -> FileResponse:
    """The stored file, as a download; gone from the disk is 404 (see `is_intact` in operations)."""
    paper = fetch(request.user, Evidence, pk=pk)
    try:
        return answer_file(paper.sha256, paper.name, paper.content_type)
    except FileNotFoundError:
        raise Http404 from None


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    paper = fetch(request.user, visible(request.user, Evidence).select_related("project"), pk=pk)
    return act_page(
        request,
        paper,
        "projects.discard",
        ReasonForm(request.POST or None),
        project=paper.project,
        title=_("移除佐证材料"),
        intro=paper.name,
        submit=_("移除"),
        danger=True,
        tab="files",
        act=lambda form: discard_evidence(paper, by=request.user, at=timezone.now(), **form.cleaned_data),
        said=_("已移除,文件与记录仍保留备查。"),
    )
