"""What a stage asks for is data: shipped rows, an office's own rows, the nearest unit upwards decides."""

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.projects.actions.claims import claim_stage
from dianxiaoer.domain.projects.actions.requirements import add_requirement, adopt_requirements, edit_requirement
from dianxiaoer.domain.projects.models import StageRequirement
from dianxiaoer.domain.projects.queries import checklist
from dianxiaoer.domain.projects.requirements import SHIPPED, Requirement, for_stage, lacking, requirements_at
from dianxiaoer.domain.projects.states import LADDER, EvidenceKind, RequirementKind, Stage
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW, TODAY
from tests.domain.projects.factory import a_project, at_stage


def test_every_stage_ships_with_evidence():
    for stage in LADDER[1:]:
        assert any(line.kind == RequirementKind.EVIDENCE for line in for_stage(SHIPPED, stage))


def test_an_officer_edits_no_requirement(cast):
    with pytest.raises(PermissionDenied):
        adopt_requirements(cast.district, by=cast.wang, at=NOW)


def test_own_rows_only_after_the_shipped_ones_were_copied(cast):
    with pytest.raises(Refused, match="默认要求"):
        add_requirement(
            cast.district, by=cast.chief, at=NOW, stage=Stage.STARTED, kind="evidence", key=EvidenceKind.PERMIT
        )
    adopt_requirements(cast.district, by=cast.chief, at=NOW)
    assert set(requirements_at(cast.district)) == set(SHIPPED)
    with pytest.raises(Refused, match="已有"):
        adopt_requirements(cast.district, by=cast.chief, at=NOW)


@pytest.mark.parametrize(("kind", "key"), [("field", "code"), ("evidence", "company"), ("field", "nonsense")])
def test_what_cannot_be_asked_is_refused(cast, kind, key):
    adopt_requirements(cast.district, by=cast.chief, at=NOW)
    with pytest.raises(Refused, match="可要求"):
        add_requirement(cast.district, by=cast.chief, at=NOW, stage=Stage.STARTED, kind=kind, key=key)


def test_a_row_added_by_the_office_is_asked_and_a_row_switched_off_is_not(cast):
    project = at_stage(a_project(cast), cast, Stage.PERFORMED)
    adopt_requirements(cast.district, by=cast.chief, at=NOW)
    add_requirement(cast.district, by=cast.chief, at=NOW, stage=Stage.STARTED, kind="field", key="due_commission_on")
    with pytest.raises(StageRefused, match="计划投产日期"):
        claim_stage(project, by=cast.wang, at=NOW, stage=Stage.STARTED, reached_on=TODAY)
    row = StageRequirement.objects.get(key="due_commission_on")
    edit_requirement(row, by=cast.chief, at=NOW, changes={"is_active": False})
    assert claim_stage(project, by=cast.wang, at=NOW, stage=Stage.STARTED, reached_on=TODAY).pk


def test_a_park_follows_its_district_and_the_other_district_the_shipped(cast):
    adopt_requirements(cast.district, by=cast.chief, at=NOW)
    StageRequirement.objects.filter(stage=Stage.STARTED).delete()
    assert for_stage(requirements_at(cast.park), Stage.STARTED) == []
    assert for_stage(requirements_at(cast.other_district), Stage.STARTED) == for_stage(SHIPPED, Stage.STARTED)


def test_the_checklist_shows_what_is_there_and_what_is_not(cast):
    lines = {line.label: line.is_met for line in checklist(a_project(cast), Stage.PERFORMED)}
    assert lines["行业代码"] is True
    assert lines["投资协议"] is False


def test_an_amount_of_nothing_is_missing(cast):
    money = Requirement(Stage.STARTED, RequirementKind.FIELD, "recognised_yuan")
    assert lacking(a_project(cast), Stage.STARTED, [money], ()) == ["累计到位资金"]
