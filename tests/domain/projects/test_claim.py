"""A stage is claimed with papers by one person and verified by another."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dianxiaoer.domain.projects.actions.claims import (
    claim_stage,
    move_back,
    reject_claim,
    verify_claim,
    withdraw_claim,
)
from dianxiaoer.domain.projects.actions.evidence import discard_evidence
from dianxiaoer.domain.projects.actions.status import change_status
from dianxiaoer.domain.projects.models import Project, StageClaim
from dianxiaoer.domain.projects.states import ClaimStatus, EvidenceKind, Stage, Status
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW
from tests.domain.projects.factory import a_project, at_stage, with_papers

DAY = date(2024, 2, 1)


def _claim(project, cast, stage=Stage.PERFORMED, **facts):
    return claim_stage(project, **({"by": cast.wang, "at": NOW, "stage": stage, "reached_on": DAY} | facts))


def test_a_claim_without_papers_is_refused_and_told_everything_missing(cast):
    with pytest.raises(StageRefused) as refused:
        _claim(a_project(cast), cast)
    assert "投资协议" in refused.value.missing
    assert "土地出让或厂房租赁合同 / 项目备案或核准文件 / 资金到账凭证" in refused.value.missing


def test_one_of_the_alternatives_will_do(cast):
    project = with_papers(a_project(cast), cast, EvidenceKind.AGREEMENT, EvidenceKind.LICENCE, EvidenceKind.FILING)
    assert _claim(project, cast).status == ClaimStatus.PENDING


def test_a_stranger_to_the_project_may_not_claim(cast):
    project = with_papers(a_project(cast), cast)
    with pytest.raises(PermissionDenied):
        _claim(project, cast, by=cast.zhao)
    with pytest.raises(PermissionDenied):
        _claim(project, cast, by=cast.stranger)


def test_no_stage_is_jumped(cast):
    project = with_papers(a_project(cast), cast)
    with pytest.raises(StageRefused, match="当前阶段是“签约”"):
        _claim(project, cast, Stage.STARTED)


def test_a_stage_is_not_reached_tomorrow_nor_before_the_one_below(cast):
    project = with_papers(a_project(cast), cast)
    with pytest.raises(Refused, match="不能晚于今天"):
        _claim(project, cast, reached_on=date(2024, 6, 4))
    with pytest.raises(Refused, match="不能早于“签约”"):
        _claim(project, cast, reached_on=date(2024, 1, 7))


def test_papers_of_another_project_prove_nothing_here(cast):
    other = with_papers(a_project(cast), cast, EvidenceKind.PERMIT)
    with pytest.raises(Refused, match="同一项目"):
        _claim(with_papers(a_project(cast), cast), cast, evidence=list(other.evidence.all()))


def test_one_claim_at_a_time(cast):
    project = with_papers(a_project(cast), cast)
    _claim(project, cast)
    with pytest.raises(Refused, match="待核实"):
        _claim(project, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        StageClaim.objects.create(
            project=project, stage=Stage.PERFORMED, reached_on=DAY, claimed_by=cast.wang, claimed_on=DAY
        )


def test_nobody_verifies_their_own_claim(cast):
    claim = _claim(with_papers(a_project(cast), cast), cast, by=cast.chief)
    with pytest.raises(Refused, match="另一人"):
        verify_claim(claim, by=cast.chief, at=NOW, method="document")
    with pytest.raises(IntegrityError), transaction.atomic():
        StageClaim.objects.filter(pk=claim.pk).update(decided_by=cast.chief)


def test_an_officer_may_not_verify_at_all(cast):
    claim = _claim(with_papers(a_project(cast), cast), cast)
    with pytest.raises(PermissionDenied):
        verify_claim(claim, by=cast.zhao, at=NOW, method="document")


def test_verification_moves_the_project_and_dates_the_stage(cast):
    claim = _claim(with_papers(a_project(cast), cast), cast)
    project = verify_claim(claim, by=cast.chief, at=NOW, method="site", note="现场已看")
    claim.refresh_from_db()
    assert (project.stage, project.performed_on) == (Stage.PERFORMED, DAY)
    assert (claim.status, claim.decided_by, claim.method) == (ClaimStatus.VERIFIED, cast.chief, "site")
    assert claim.evidence.filter(kind=EvidenceKind.AGREEMENT).exists()
    assert "projects.perform" in {event.verb for event in timeline(project)}


def test_a_claim_is_decided_once(cast):
    claim = _claim(with_papers(a_project(cast), cast), cast)
    reject_claim(claim, by=cast.chief, at=NOW, note="照片不清")
    with pytest.raises(Refused, match="未通过"):
        verify_claim(claim, by=cast.supervisor, at=NOW, method="document")


def test_a_rejection_needs_its_reason(cast):
    claim = _claim(with_papers(a_project(cast), cast), cast)
    with pytest.raises(Refused, match="原因"):
        reject_claim(claim, by=cast.chief, at=NOW, note=" ")


def test_a_withdrawn_claim_frees_the_way(cast):
    project = with_papers(a_project(cast), cast)
    withdraw_claim(_claim(project, cast), by=cast.wang, at=NOW)
    assert _claim(project, cast).status == ClaimStatus.PENDING


def test_papers_under_a_claim_stay(cast):
    project = with_papers(a_project(cast), cast)
    _claim(project, cast)
    with pytest.raises(Refused, match="不能移除"):
        discard_evidence(project.evidence.get(kind=EvidenceKind.AGREEMENT), by=cast.wang, at=NOW, reason="传错")


def test_the_whole_ladder_is_climbed(cast):
    project = at_stage(a_project(cast), cast, Stage.AT_CAPACITY)
    assert project.stage == Stage.AT_CAPACITY
    dates = [project.signed_on, project.performed_on, project.started_on, project.library_on]
    dates += [project.completed_on, project.commissioned_on, project.at_capacity_on]
    assert dates == sorted(dates)


def test_a_small_project_completes_without_the_library_and_enters_it_later(cast):
    project = at_stage(a_project(cast), cast, Stage.STARTED)
    project = verify_claim(_claim(project, cast, Stage.COMPLETED), by=cast.chief, at=NOW, method="document")
    assert (project.stage, project.library_on) == (Stage.COMPLETED, None)
    project = verify_claim(_claim(project, cast, Stage.IN_LIBRARY), by=cast.chief, at=NOW, method="system")
    assert (project.stage, project.library_on) == (Stage.COMPLETED, DAY)


def test_moving_back_needs_a_reason_and_an_earlier_stage(cast):
    project = at_stage(a_project(cast), cast, Stage.STARTED)
    with pytest.raises(Refused, match="原因"):
        move_back(project, by=cast.chief, at=NOW, to=Stage.SIGNED, reason="")
    with pytest.raises(Refused):
        move_back(project, by=cast.chief, at=NOW, to=Stage.COMPLETED, reason="错")
    with pytest.raises(PermissionDenied):
        move_back(project, by=cast.wang, at=NOW, to=Stage.SIGNED, reason="错")


def test_moving_back_clears_the_dates_revokes_the_claims_and_keeps_the_reason(cast):
    project = at_stage(a_project(cast), cast, Stage.STARTED)
    project = move_back(project, by=cast.chief, at=NOW, to=Stage.PERFORMED, reason="现场只是平整土地")
    assert (project.stage, project.started_on) == (Stage.PERFORMED, None)
    assert project.performed_on is not None
    assert project.claims.get(stage=Stage.STARTED).status == ClaimStatus.REVOKED
    assert timeline(project)[0].note == "现场只是平整土地"


@pytest.mark.parametrize("verb", ["suspend", "terminate"])
def test_a_stopped_project_does_not_advance(cast, verb):
    project = with_papers(a_project(cast), cast)
    project = change_status(project, verb, by=cast.chief, at=NOW, reason="投资方资金链", on=DAY)
    with pytest.raises(Refused, match="不能推进"):
        _claim(project, cast)


def test_a_status_needs_its_reason_and_its_way_back(cast):
    project = a_project(cast)
    with pytest.raises(StageRefused, match="状态原因"):
        change_status(project, "delay", by=cast.wang, at=NOW, reason=" ", on=DAY)
    with pytest.raises(PermissionDenied):
        change_status(project, "terminate", by=cast.wang, at=NOW, reason="违约", on=DAY)
    project = change_status(project, "delay", by=cast.wang, at=NOW, reason="土地未交付", on=DAY)
    assert (project.status, project.status_on) == (Status.DELAYED, DAY)
    project = change_status(project, "resume", by=cast.chief, at=NOW, reason="已交付", on=DAY)
    with pytest.raises(StageRefused, match="正常推进"):
        change_status(project, "resume", by=cast.chief, at=NOW, reason="已交付", on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(status=Status.DELAYED, status_reason="")
