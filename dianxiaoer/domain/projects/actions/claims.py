"""A stage is claimed by one person and verified by another; both leave their name, date and papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Evidence, Project, StageClaim
from dianxiaoer.domain.projects.requirements import for_stage, lacking, requirements_at
from dianxiaoer.domain.projects.states import LADDER, MOVE_TO, STAGE_DATES, STAGES, ClaimStatus, Stage
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused, StageRefused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def claim_stage(
    project: Project,
    *,
    by: User,
    at: datetime,
    stage: str,
    reached_on: date,
    note: str = "",
    evidence: Sequence[Evidence] = (),
) -> StageClaim:
    """Say that a stage was reached on a day. Its papers are those of the kinds the stage asks for, and `evidence`.

    Raises StageRefused naming everything still lacking, Refused for a wrong stage, day, status or a claim under way.
    """
    require(by, "projects.claim", project)
    project = lock(project)
    _hold_status(project)
    _hold_stage(project, stage)
    _hold_day(project, stage, reached_on, at.date())
    if project.claims.filter(status=ClaimStatus.PENDING).exists():
        raise Refused(_("已有一项阶段申报待核实。请等核实完成,或先撤回。"))
    if any(paper.project_id != project.pk for paper in evidence):
        raise Refused(_("佐证材料须属于同一项目。"))
    asked = for_stage(requirements_at(project.unit), stage)
    papers = list(project.evidence.filter(discarded_on__isnull=True))
    _hold_requirements(project, stage, {paper.kind for paper in papers})
    claim = StageClaim(
        project=project,
        stage=stage,
        reached_on=reached_on,
        note=note,
        claimed_by=by,
        claimed_on=at.date(),
        requirements=[[line.kind, line.key, line.group] for line in asked],
    )
    add(claim, "projects.claim", by=by, at=at, note=note, root=project)
    kinds = {line.key for line in asked}
    claim.evidence.set([*(paper for paper in papers if paper.kind in kinds), *evidence])
    return claim


def withdraw_claim(claim: StageClaim, *, by: User, at: datetime) -> StageClaim:
    """Take one's own claim back before anybody decided."""
    require(by, "projects.withdraw", claim.project)
    return _decide(claim, ClaimStatus.WITHDRAWN, "projects.withdraw", by=by, at=at)


@transaction.atomic
def verify_claim(claim: StageClaim, *, by: User, at: datetime, method: str, note: str = "") -> Project:
    """Find a claim true: the project moves to the stage, dated the day it was reached.

    Raises Refused for one's own claim or a claim no longer pending, StageRefused when papers were taken away since.
    """
    require(by, "projects.verify", claim.project)
    project = lock(claim.project)
    _hold_status(project)
    _hold_another_person(claim, by)
    kinds = project.evidence.filter(discarded_on__isnull=True).values_list("kind", flat=True)
    _hold_stage(project, claim.stage)
    _hold_requirements(project, claim.stage, set(kinds))
    _decide(claim, ClaimStatus.VERIFIED, "projects.verify", by=by, at=at, method=method, decision_note=note)
    reached = {STAGE_DATES[claim.stage]: claim.reached_on}
    line = MOVE_TO[claim.stage]
    require(by, f"projects.{line.verb}", project)
    if project.stage in line.sources:
        return move(project, STAGES, line.verb, by=by, at=at, note=note, changes=reached)
    return amend(project, f"projects.{line.verb}", reached, by=by, at=at, note=note)  # 入库 entered late: a dated mark


def reject_claim(claim: StageClaim, *, by: User, at: datetime, note: str) -> StageClaim:
    """Find a claim not true, with the reason the claimant will read."""
    require(by, "projects.reject", claim.project)
    _hold_another_person(claim, by)
    if not note.strip():
        raise Refused(_("请填写退回原因。"))
    return _decide(claim, ClaimStatus.REJECTED, "projects.reject", by=by, at=at, decision_note=note.strip())


@transaction.atomic
def move_back(project: Project, *, by: User, at: datetime, to: str, reason: str) -> Project:
    """Put a project back to an earlier stage: dates beyond it are cleared, their claims revoked, the reason kept."""
    require(by, "projects.move_back", project)
    project = lock(project)
    if to not in LADDER[: LADDER.index(project.stage)]:
        raise Refused(_("只能退回到“%(stage)s”之前的阶段。") % {"stage": project.get_stage_display()})
    if to == Stage.IN_LIBRARY and project.library_on is None:
        raise Refused(_("这个项目没有入库,不能退回到入库阶段。"))
    if not reason.strip():
        raise Refused(_("请填写退回原因。"))
    undone = LADDER[LADDER.index(to) + 1 :]
    standing = project.claims.filter(stage__in=undone, status__in=[ClaimStatus.VERIFIED, ClaimStatus.PENDING])
    for claim in standing:
        amend(claim, "projects.move_back", {"status": ClaimStatus.REVOKED}, by=by, at=at, root=project)
    changes = {STAGE_DATES[stage]: None for stage in undone} | {"stage": to}
    return amend(project, "projects.move_back", changes, by=by, at=at, note=reason.strip())


@transaction.atomic
def _decide(claim: StageClaim, status: str, verb: str, *, by: User, at: datetime, **words: str) -> StageClaim:
    fresh = lock(claim)
    if fresh.status != ClaimStatus.PENDING:
        raise Refused(_("这项申报已经%(status)s。请刷新页面。") % {"status": fresh.get_status_display()})
    changes = {"status": status, **words}
    if status != ClaimStatus.WITHDRAWN:
        changes |= {"decided_by": by, "decided_on": at.date()}
    return amend(fresh, verb, changes, by=by, at=at, note=words.get("decision_note", ""), root=fresh.project)


def _hold_status(project: Project) -> None:
    if not project.may_advance:
        raise Refused(_("项目处于“%(status)s”状态,不能推进阶段。请先恢复。") % {"status": project.get_status_display()})


def _hold_stage(project: Project, stage: str) -> None:
    if stage not in project.next_stages:
        raise StageRefused(
            _("无法申报“%(stage)s”:项目当前阶段是“%(standing)s”。")
            % {"stage": Stage(stage).label, "standing": project.get_stage_display()}
        )


def _hold_day(project: Project, stage: str, reached_on: date, today: date) -> None:
    if reached_on > today:
        raise Refused(_("达到日期不能晚于今天。"))
    for earlier in LADDER[: LADDER.index(stage)]:
        day = project.stage_date(earlier)
        if day and reached_on < day:
            raise Refused(
                _("“%(stage)s”的日期不能早于“%(earlier)s”的日期 %(day)s。")
                % {"stage": Stage(stage).label, "earlier": Stage(earlier).label, "day": day}
            )


def _hold_requirements(project: Project, stage: str, kinds: set[str]) -> None:
    missing = lacking(project, stage, requirements_at(project.unit), kinds)
    if missing:
        raise StageRefused(
            _("无法申报“%(stage)s”:缺少 %(missing)s。请补全后重试。")
            % {"stage": Stage(stage).label, "missing": "、".join(missing)},
            missing,
        )


def _hold_another_person(claim: StageClaim, by: User) -> None:
    if claim.claimed_by_id == by.pk:
        raise Refused(_("不能核实自己的申报:须由另一人核实。"))
