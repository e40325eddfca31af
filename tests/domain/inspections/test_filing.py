"""Filing under the cap, two officers, merging, calling off."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.entries.actions import set_limit as set_quiet
from dianxiaoer.domain.entries.actions import settle_alert
from dianxiaoer.domain.entries.models import Alert, Entry
from dianxiaoer.domain.inspections.actions.filing import Officer, cancel_inspection, merge_inspections
from dianxiaoer.domain.inspections.actions.plans import add_line, add_plan, publish_plan, submit_plan, withdraw_plan
from dianxiaoer.domain.inspections.caps import CapReached, cap_for
from dianxiaoer.domain.inspections.models import Filing, FrequencyCounter
from dianxiaoer.domain.inspections.queries import published_plans, standing_of
from dianxiaoer.domain.people.actions import plant_unit
from dianxiaoer.domain.people.models import User
from tests.cast import NOW, TODAY
from tests.domain.companies.given import a_company
from tests.domain.inspections.given import TWO, a_cap, a_filing


def test_a_stranger_files_nothing(cast):
    firm = a_company(cast)
    for person in (cast.stranger, cast.liu, cast.wang, cast.supervisor):
        with pytest.raises(PermissionDenied):
            a_filing(cast, by=person, company=firm)


def test_two_certified_officers_or_none(cast):
    firm = a_company(cast)
    one = Officer("示例执法员甲", "A001")
    for officers in ((), (one,), (one, Officer("同一张证", "A001")), (one, Officer("无证", " "))):
        with pytest.raises(ValidationError, match=r"至少两名|执法证号"):
            a_filing(cast, company=firm, officers=officers)
    filing = a_filing(cast, company=firm)
    with pytest.raises(IntegrityError, match="filing_has_two_officers"), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(officer_count=1)


def test_the_cap_blocks_the_third_and_tells_the_supervisors(cast):
    a_cap(cast, 2)
    firm = a_company(cast, is_resident=True)
    for _ in range(2):
        a_filing(cast, company=firm)
    with pytest.raises(CapReached, match=r"已有 2 次,上限 2 次.*示例上限通知"):
        a_filing(cast, company=firm)
    with pytest.raises(CapReached):
        a_filing(cast, company=firm)
    alert = Alert.objects.get(kind="capped")
    assert (alert.company, alert.by) == (firm, cast.handler)
    assert Filing.objects.filter(company=firm).count() == 2
    assert standing_of(firm, cast.district, TODAY).left == 0
    with pytest.raises(PermissionDenied):
        settle_alert(alert, by=cast.chief, at=NOW, note="知悉")
    assert settle_alert(alert, by=cast.supervisor, at=NOW, note="已约谈").settled_at == NOW
    a_filing(cast, company=firm, planned_on=date(2025, 1, 6))  # another year
    a_filing(cast, company=a_company(cast, "示例二号有限公司"))  # another firm
    exempt = a_filing(cast, company=firm, exempt="complaint", exempt_note="12345 举报单")
    assert Alert.objects.get(kind="exempt").text.startswith(exempt.number)
    assert standing_of(firm, cast.district, TODAY).used == 2


def test_the_database_itself_refuses_one_more(cast):
    a_cap(cast, 1)
    a_filing(cast)
    with pytest.raises(IntegrityError, match="inspections_within_the_cap"), transaction.atomic():
        FrequencyCounter.objects.update(used=2)


def test_an_exemption_says_why(cast):
    with pytest.raises(ValidationError):
        a_filing(cast, exempt="high_risk", exempt_note=" ")


def test_the_nearest_and_newest_cap_counts(cast):
    bureau = plant_unit(name="示例局", kind="bureau", parent=cast.district, at=NOW)
    assert cap_for(bureau, TODAY) is None
    a_cap(cast, 2)
    a_cap(cast, 3, since_on=date(2025, 1, 1))
    assert cap_for(bureau, TODAY).per_year == 2
    assert cap_for(bureau, date(2025, 2, 1)).per_year == 3
    a_cap(cast, 1, body=bureau)
    assert cap_for(bureau, TODAY).per_year == 1
    assert cap_for(cast.other_district, TODAY) is None


def test_what_is_called_off_no_longer_counts(cast):
    a_cap(cast, 1)
    firm = a_company(cast)
    first = a_filing(cast, company=firm)
    cancel_inspection(first, by=cast.handler, at=NOW, reason="改为书面检查")
    a_filing(cast, company=firm)
    assert standing_of(firm, cast.district, TODAY).used == 1
    with pytest.raises(ValidationError):
        cancel_inspection(first, by=cast.handler, at=NOW, reason="再取消")
    assert standing_of(firm, cast.district, TODAY).used == 1


def test_several_bodies_come_once(cast):
    a_cap(cast, 1)
    fire, tax = (
        plant_unit(name=name, kind="bureau", parent=cast.district, at=NOW) for name in ("示例消防", "示例税务")
    )
    firm = a_company(cast)
    one = a_filing(cast, unit=fire, company=firm)
    two = a_filing(cast, unit=tax, company=firm, items="发票", officers=(Officer("丙", "B1"), Officer("丁", "B2")))
    chief = User.objects.get(pk=cast.chief.pk)  # whose reach was read before the bureaus stood
    joint = merge_inspections([two, one], by=chief, at=NOW, planned_on=date(2024, 6, 12))
    assert (joint.kind, joint.officer_count, joint.unit) == ("joint", 4, fire)
    assert {row.body for row in joint.bodies.all()} == {fire, tax}
    assert set(joint.items.split("\n")) == {"消防设施", "发票"}
    assert {row.joined_into for row in Filing.objects.filter(stage="cancelled")} == {joint}
    assert [standing_of(firm, body, TODAY).used for body in (fire, tax)] == [1, 1]
    assert Entry.objects.filter(company=firm, is_cancelled=False).count() == 1
    with pytest.raises(ValidationError, match="不能合并"):
        merge_inspections([joint, one], by=chief, at=NOW, planned_on=TODAY)
    with pytest.raises(CapReached):
        a_filing(cast, unit=tax, company=firm)


def test_a_firm_entered_too_often_is_a_warning(cast):
    set_quiet(by=cast.chief, at=NOW, unit=cast.district, per_month=1, since_on=date(2024, 1, 1), source="示例")
    firm = a_company(cast)
    a_filing(cast, company=firm)
    assert not Alert.objects.exists()
    a_filing(cast, company=firm, planned_on=date(2024, 6, 20))
    assert Alert.objects.get().kind == "repeated"


def test_a_plan_is_filed_then_published_for_firms(cast):
    plan = add_plan(
        by=cast.handler, at=NOW, unit=cast.district, year=2024, title="2024 年度检查计划", basis="《示例法》"
    )
    with pytest.raises(ValidationError, match="检查事项"):
        submit_plan(plan, by=cast.handler, at=NOW)
    add_line(plan, by=cast.handler, at=NOW, kind="daily", target="规上工业", items="消防", months="二季度")
    plan = submit_plan(plan, by=cast.handler, at=NOW)
    with pytest.raises(ValidationError, match="先退回"):
        add_line(plan, by=cast.handler, at=NOW, kind="daily", target="全部", items="再加", months="全年")
    assert list(published_plans()) == []
    with pytest.raises(PermissionDenied):
        publish_plan(plan, by=cast.handler, at=NOW)
    plan = publish_plan(plan, by=cast.chief, at=NOW)
    assert list(published_plans()) == [plan]
    assert a_filing(cast, plan=plan).plan == plan
    withdraw_plan(plan, by=cast.chief, at=NOW, reason="漏列依据")
    assert list(published_plans()) == []


def test_the_two_officers_are_kept(cast):
    assert [(row.name, row.certificate) for row in a_filing(cast).officers.all()] == [
        (o.name, o.certificate) for o in TWO
    ]
