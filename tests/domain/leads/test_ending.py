"""A lead becomes one project, or is dropped with its reason; a dropped one comes back with its first registration."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.leads.actions.ending import convert_lead, drop_lead, missing_to_convert, reopen_lead
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused, StageRefused
from tests.cast import NOW
from tests.domain.leads.given import SIGNED_ON, a_lead, a_lead_in_negotiation, later


def convert(cast, lead, **facts):
    given = {"by": cast.wang, "at": NOW, "signed_on": SIGNED_ON, "contracted_yuan": 300_000_000}
    return convert_lead(lead, **(given | facts))


def test_a_new_lead_cannot_be_converted(cast):
    with pytest.raises(StageRefused, match="新登记"):
        convert(cast, a_lead(cast))
    assert not Project.objects.exists()


def test_what_is_missing_is_named_before_any_project_is_made(cast):
    lead = a_lead_in_negotiation(cast)
    Lead.objects.filter(pk=lead.pk).update(company=None, planned_yuan=None)
    lead.refresh_from_db()
    assert missing_to_convert(lead) == ["企业档案", "拟投资额"]
    with pytest.raises(StageRefused) as refusal:
        convert(cast, lead)
    assert refusal.value.missing == ("企业档案", "拟投资额")
    assert not Project.objects.exists()


def test_a_colleague_or_reader_converts_nothing(cast):
    lead = a_lead_in_negotiation(cast)
    for person in (cast.zhao, cast.leader, cast.liu):
        with pytest.raises(PermissionDenied):
            convert(cast, lead, by=person)


def test_a_lead_opens_its_project_with_what_it_knows(cast):
    lead = convert(cast, a_lead_in_negotiation(cast), sponsor_leader=cast.leader)
    project = Project.objects.get()
    assert (lead.stage, lead.project, lead.converted_on, lead.next_due_on) == ("converted", project, SIGNED_ON, None)
    assert (project.name, project.owner, project.industry_code) == ("示例电池材料项目", cast.wang, "3985")
    assert (project.contracted_yuan, project.sponsor_leader) == (300_000_000, cast.leader)
    assert lead.company.__class__.objects.get().is_investor
    assert any(event.verb == "leads.convert" and "首次登记" in event.note for event in timeline(project))


def test_a_lead_is_converted_once(cast):
    lead = convert(cast, a_lead_in_negotiation(cast))
    with pytest.raises(StageRefused):
        convert(cast, lead)
    assert Project.objects.count() == 1


def test_a_dropped_lead_says_why(cast):
    with pytest.raises(Refused):
        drop_lead(a_lead(cast), by=cast.wang, at=NOW, drop_reason="not_fit", note=" ")
    with pytest.raises(ValidationError):
        drop_lead(Lead.objects.get(), by=cast.wang, at=NOW, drop_reason="", note="没有原因")
    lead = drop_lead(Lead.objects.get(), by=cast.wang, at=NOW, drop_reason="not_fit", note="方向不符")
    assert (lead.stage, timeline(lead)[0].note) == ("dropped", "方向不符")


def test_a_dropped_lead_cannot_be_converted(cast):
    lead = drop_lead(a_lead_in_negotiation(cast), by=cast.wang, at=NOW, drop_reason="terms", note="谈不拢")
    with pytest.raises(StageRefused):
        convert(cast, lead)


def test_only_the_chief_wakes_a_dropped_lead_and_the_clock_starts_again(cast):
    lead = drop_lead(a_lead(cast), by=cast.wang, at=NOW, drop_reason="not_fit", note="方向不符")
    with pytest.raises(PermissionDenied):
        reopen_lead(lead, by=cast.wang, at=later(30), note="投资方又来")
    lead = reopen_lead(lead, by=cast.chief, at=later(30), note="投资方又来")
    assert (lead.stage, lead.drop_reason, lead.registered_on) == ("new", "", SIGNED_ON)
    assert lead.next_due_on > later(30).date()


@pytest.mark.parametrize(
    "lie", [{"stage": "converted"}, {"stage": "dropped"}, {"drop_reason": "terms"}, {"planned_yuan": -1}]
)
def test_the_database_refuses_what_the_actions_would(cast, lie):
    lead = a_lead(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.filter(pk=lead.pk).update(**lie)
