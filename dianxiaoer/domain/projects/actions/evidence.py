"""Handing in papers and photos, and taking wrong ones away."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Evidence, Phase, Project
from dianxiaoer.domain.projects.states import ClaimStatus
from dianxiaoer.kernel.files import keep
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


def upload_evidence(
    project: Project,
    *,
    by: User,
    at: datetime,
    kind: str,
    upload: Any,
    taken_on: date | None = None,
    place: str = "",
    phase: Phase | None = None,
) -> Evidence:
    """Keep a file as evidence of one kind. `upload`: an uploaded file (name, size, chunks).

    Raises Refused (type, size, ending) and ValidationError (the same file twice).
    """
    require(by, "projects.upload", project)
    if taken_on and taken_on > at.date():
        raise Refused(_("材料形成日期不能晚于今天。"))
    if phase and phase.project_id != project.pk:
        raise Refused(_("所选分期不属于这个项目。"))
    kept = keep(upload)
    evidence = Evidence(
        project=project,
        phase=phase,
        kind=kind,
        name=kept.name,
        sha256=kept.sha256,
        size_bytes=kept.size_bytes,
        content_type=kept.content_type,
        uploaded_by=by,
        taken_on=taken_on,
        place=place,
    )
    return add(evidence, "projects.upload", by=by, at=at, root=project)


def discard_evidence(evidence: Evidence, *, by: User, at: datetime, reason: str) -> Evidence:
    """Take evidence off the project's list; row and file stay for the record.

    Raises Refused without a reason, or when a pending or verified claim stands on it.
    """
    project = evidence.project
    require(by, "projects.discard", project)
    if not reason.strip():
        raise Refused(_("请填写移除原因。"))
    if evidence.claims.filter(status__in=[ClaimStatus.PENDING, ClaimStatus.VERIFIED]).exists():
        raise Refused(_("这份材料已用于待核实或已核实的阶段申报,不能移除。"))
    return amend(
        evidence, "projects.discard", {"discarded_on": at.date()}, by=by, at=at, note=reason.strip(), root=project
    )
