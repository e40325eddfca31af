"""Phases, completed investment, quantities, promises, evidence, what waits for whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum

from dianxiaoer.domain.projects.actions.claims import claim_stage
from dianxiaoer.domain.projects.actions.evidence import discard_evidence, upload_evidence
from dianxiaoer.domain.projects.actions.progress import add_phase, edit_phase, report_investment, set_quantity
from dianxiaoer.domain.projects.actions.promises import add_obligation, record_achievement
from dianxiaoer.domain.projects.queries import inbox_items, next_milestone
from dianxiaoer.domain.projects.states import EvidenceKind
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import EditConflict, Refused
from tests.cast import NOW, TODAY
from tests.domain.projects.factory import YI, a_paper, a_project, with_papers


def test_strangers_to_a_project_report_nothing(cast):
    project = a_project(cast)
    with pytest.raises(PermissionDenied):
        add_phase(project, by=cast.zhao, at=NOW, name="一期")
    with pytest.raises(PermissionDenied):
        report_investment(project, by=cast.stranger, at=NOW, through_on=TODAY, amount_yuan=YI)
    with pytest.raises(PermissionDenied):
        add_obligation(project, by=cast.leader, at=NOW, kind="tax", promised=YI, due_on=TODAY)


def test_phases_are_numbered_and_edited_with_a_version(cast):
    project = a_project(cast)
    first, second = (add_phase(project, by=cast.wang, at=NOW, name=name) for name in ("一期", "二期"))
    assert (first.number, second.number) == (1, 2)
    edit_phase(first, by=cast.chief, at=NOW, changes={"planned_yuan": YI}, version=1)
    with pytest.raises(EditConflict):
        edit_phase(first, by=cast.wang, at=NOW, changes={"planned_yuan": 2 * YI}, version=1)


def test_a_phase_of_another_project_is_refused(cast):
    foreign = add_phase(a_project(cast), by=cast.wang, at=NOW, name="一期")
    project = a_project(cast)
    with pytest.raises(Refused, match="分期"):
        report_investment(project, by=cast.wang, at=NOW, through_on=TODAY, amount_yuan=YI, phase=foreign)
    with pytest.raises(Refused, match="分期"):
        upload_evidence(project, by=cast.wang, at=NOW, kind="permit", upload=a_paper(), phase=foreign)


def test_completed_investment_adds_up_and_is_reported_once_a_day(cast):
    project = a_project(cast)
    for month in (3, 4):
        report_investment(
            project, by=cast.wang, at=NOW, through_on=date(2024, month, 30), amount_yuan=Decimal("32885000.50")
        )
    assert project.investment.aggregate(total=Sum("amount_yuan"))["total"] == Decimal("65770001.00")
    with pytest.raises(ValidationError, match="已经登记"):
        report_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 4, 30), amount_yuan=YI)
    with pytest.raises(Refused, match="今天"):
        report_investment(project, by=cast.wang, at=NOW, through_on=date(2024, 6, 4), amount_yuan=YI)


def test_a_quantity_is_set_again_not_doubled(cast):
    project = a_project(cast)
    facts = {"by": cast.wang, "at": NOW, "key": "capacity_mw", "unit": "兆瓦"}
    set_quantity(project, **facts, planned_low=Decimal(500), planned_high=Decimal(500))
    row = set_quantity(project, **facts, actual=Decimal(480), actual_on=TODAY)
    assert project.quantities.count() == 1
    assert (row.planned_low, row.actual) == (500, 480)
    with pytest.raises(ValidationError):
        set_quantity(project, **facts, planned_low=Decimal(900), planned_high=Decimal(700))


def test_an_obligation_shows_its_shortfall(cast):
    row = add_obligation(a_project(cast), by=cast.wang, at=NOW, kind="output", promised=YI, due_on=date(2025, 12, 31))
    assert row.shortfall == YI
    row = record_achievement(row, by=cast.wang, at=NOW, achieved=Decimal(30_000_000), achieved_on=TODAY)
    assert row.shortfall == 70_000_000
    row = record_achievement(row, by=cast.wang, at=NOW, achieved=2 * YI, achieved_on=TODAY)
    assert row.shortfall == 0


def test_a_promise_of_nothing_is_none(cast):
    with pytest.raises(ValidationError):
        add_obligation(a_project(cast), by=cast.wang, at=NOW, kind="jobs", promised=Decimal(0), due_on=TODAY)


def test_the_same_file_twice_as_one_kind_is_refused_as_another_kind_not(cast):
    project = a_project(cast)
    content = b"%PDF-1.7 same"
    upload_evidence(project, by=cast.wang, at=NOW, kind="permit", upload=a_paper(content=content))
    with pytest.raises(ValidationError, match="已作为同一种"):
        upload_evidence(project, by=cast.wang, at=NOW, kind="permit", upload=a_paper(content=content))
    upload_evidence(project, by=cast.wang, at=NOW, kind="filing", upload=a_paper(content=content))


def test_departments_hand_in_papers_they_issued(cast):
    assert upload_evidence(a_project(cast), by=cast.handler, at=NOW, kind="permit", upload=a_paper()).pk


def test_removed_evidence_needs_a_reason_stays_on_file_and_no_longer_counts(cast):
    project = with_papers(a_project(cast), cast, EvidenceKind.AGREEMENT)
    paper = project.evidence.get()
    with pytest.raises(Refused, match="原因"):
        discard_evidence(paper, by=cast.wang, at=NOW, reason="")
    discard_evidence(paper, by=cast.wang, at=NOW, reason="传错文件")
    assert project.evidence.get().discarded_on == TODAY
    assert timeline(project)[0].note == "传错文件"


def test_the_inbox_holds_others_claims_and_ones_own_due_stages(cast):
    project = with_papers(a_project(cast, due_start_on=date(2024, 6, 10)), cast)
    claim_stage(project, by=cast.wang, at=NOW, stage="performed", reached_on=date(2024, 2, 1))
    mine = inbox_items(cast.wang, on=TODAY)
    assert [(item.kind, item.days_left) for item in mine] == [("stage_due", 7)]
    assert [item.kind for item in inbox_items(cast.chief, on=TODAY)] == ["claim"]
    assert inbox_items(cast.liu, on=TODAY) == inbox_items(cast.stranger, on=TODAY) == []


def test_the_next_milestone_is_the_earliest_planned_day_not_reached(cast):
    project = a_project(cast, due_start_on=date(2024, 6, 1), due_commission_on=date(2025, 6, 1))
    milestone = next_milestone(project, on=TODAY)
    assert (milestone.label, milestone.days_left, milestone.light) == ("开工", -2, "red")
    assert next_milestone(a_project(cast), on=TODAY) is None
