"""What came of an activity is counted from the leads and signings that name it, each project once."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from dianxiaoer.desk.activities.outcome import outcome_of
from dianxiaoer.domain.leads.actions.registering import register_lead
from dianxiaoer.domain.projects.actions.contract import record_signing
from dianxiaoer.domain.projects.actions.opening import open_project
from tests.cast import NOW, TODAY
from tests.domain.activities.given import an_activity


def _lead(cast, name, activity):
    return register_lead(
        by=cast.wang,
        at=NOW,
        unit=cast.district,
        name=name,
        company_name=f"{name}有限公司",
        source_kind="fair",
        activity=activity,
        contact_name="张某",
        contact_phone="13800000000",
    )


def _project(cast, name, amount, activity=None):
    return open_project(
        by=cast.chief,
        at=NOW,
        unit=cast.district,
        name=name,
        company=None,
        investor_name="示例投资有限公司",
        signed_on=TODAY,
        contracted_yuan=Decimal(amount),
        activity=activity,
    )


def test_leads_and_projects_of_the_activity_are_counted(cast):
    fair = an_activity(cast)
    _lead(cast, "示例线索甲", fair)
    _lead(cast, "示例线索乙", None)
    won = _project(cast, "示例项目甲", 5_000_000, fair)
    outcome = outcome_of(cast.wang, fair)
    assert [lead.name for lead in outcome.leads] == ["示例线索甲"]
    assert outcome.negotiations == 0
    assert list(outcome.won) == [won]
    assert outcome.contracted_yuan == Decimal(5_000_000)


def test_a_project_signed_elsewhere_first_is_shown_but_not_counted(cast):
    first, second = an_activity(cast), an_activity(cast, name="示例第二场")
    project = _project(cast, "示例项目甲", 5_000_000, first)
    record_signing(project, by=cast.chief, at=NOW, signed_on=date(2024, 6, 10), activity=second)
    outcome = outcome_of(cast.wang, second)
    assert list(outcome.projects) == [project]
    assert list(outcome.won) == []
    assert outcome.contracted_yuan == 0


def test_another_district_sees_no_outcome(cast):
    fair = an_activity(cast)
    _lead(cast, "示例线索甲", fair)
    _project(cast, "示例项目甲", 5_000_000, fair)
    outcome = outcome_of(cast.liu, fair)
    assert (list(outcome.leads), list(outcome.projects)) == ([], [])


def test_the_page_shows_it(client, cast):
    fair = an_activity(cast)
    _lead(cast, "示例线索甲", fair)
    _project(cast, "示例项目甲", 5_000_000, fair)
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("activities-detail", args=[fair.pk])).content.decode()
    assert "示例线索甲" in page
    assert "示例项目甲" in page
    assert "500万元" in page
