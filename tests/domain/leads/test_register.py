"""The first registration is kept; a firm is not registered twice by accident."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.leads.actions.registering import edit_lead, link_company
from dianxiaoer.domain.leads.queries import search_leads, similar_leads
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import EditConflict, Refused
from tests.cast import NOW, TODAY
from tests.domain.companies.given import a_company
from tests.domain.leads.given import a_lead, later


def test_a_reader_registers_nothing(cast):
    for person in (cast.leader, cast.stranger, cast.supervisor):
        with pytest.raises(PermissionDenied):
            a_lead(cast, by=person)


def test_nobody_registers_for_another_district(cast):
    with pytest.raises(PermissionDenied):
        a_lead(cast, unit=cast.other_district)


def test_who_cannot_follow_up_cannot_own(cast):
    with pytest.raises(Refused, match="没有跟进线索的权限"):
        a_lead(cast, owner=cast.liu)


def test_a_lead_is_not_registered_ahead_of_time(cast):
    with pytest.raises(Refused):
        a_lead(cast, registered_on=date(2024, 6, 4))


def test_the_first_registration_is_written_down(cast):
    lead = a_lead(cast, registered_on=date(2024, 5, 20), owner=cast.zhao)
    assert (lead.registered_on, lead.registered_by, lead.owner) == (date(2024, 5, 20), cast.wang, cast.zhao)
    assert timeline(lead)[0].verb == "leads.register"
    owner = lead.ownerships.get()
    assert (owner.user, owner.since_on, owner.until_on) == (cast.zhao, date(2024, 5, 20), None)


@pytest.mark.parametrize("field", ["registered_on", "registered_by", "owner", "stage", "unit", "project"])
def test_the_first_registration_owner_and_stage_are_not_edited(cast, field):
    with pytest.raises(TypeError):
        edit_lead(a_lead(cast), {field: None}, by=cast.wang, at=NOW)


def test_a_firm_with_an_open_lead_is_told_with_who_came_first(cast):
    a_lead(cast)
    with pytest.raises(Refused, match="小王 于 2024-06-03 首次登记"):
        a_lead(cast, by=cast.zhao, name="又一条", company_name="示例新材料有限责任公司")


def test_a_second_project_of_the_firm_can_be_confirmed(cast):
    a_lead(cast)
    assert a_lead(cast, name="二期项目", is_another=True).pk


def test_the_other_district_registers_the_firm_for_itself(cast):
    a_lead(cast)
    assert a_lead(cast, by=cast.liu, unit=cast.other_district).pk
    assert len(similar_leads(cast.wang, company_name="示例新材料有限公司")) == 1


def test_a_firm_on_file_is_linked_by_itself(cast):
    company = a_company(cast)
    assert a_lead(cast).company == company


def test_a_file_is_made_from_the_lead(cast):
    lead = link_company(a_lead(cast), by=cast.wang, at=NOW, uscc="")
    assert (lead.company.name, lead.company.is_target, Company.objects.count()) == ("示例新材料有限公司", True, 1)


def test_a_lead_without_a_firm_makes_no_file(cast):
    with pytest.raises(Refused, match="企业名称"):
        link_company(a_lead(cast, company_name=""), by=cast.wang, at=NOW)


def test_another_name_unties_the_file(cast):
    lead = link_company(a_lead(cast), by=cast.wang, at=NOW)
    lead = edit_lead(lead, {"company_name": "范例机械有限公司"}, by=cast.wang, at=NOW)
    assert lead.company is None


def test_an_officer_edits_no_lead_of_a_colleague(cast):
    with pytest.raises(PermissionDenied):
        edit_lead(a_lead(cast), {"name": "改"}, by=cast.zhao, at=NOW)


def test_two_edits_do_not_overwrite_each_other(cast):
    lead = a_lead(cast)
    edit_lead(lead, {"name": "甲"}, by=cast.wang, at=NOW, version=lead.version)
    with pytest.raises(EditConflict):
        edit_lead(lead, {"name": "乙"}, by=cast.chief, at=later(1), version=lead.version)


def test_the_timeline_never_holds_a_number(cast):
    lead = edit_lead(a_lead(cast), {"contact_phone": "13900005678"}, by=cast.wang, at=NOW)
    assert lead.contact_phone == "13900005678"
    assert timeline(lead)[0].changes == {"contact_phone": ["138****1234", "139****5678"]}


def test_two_characters_find_a_lead_by_its_firm(cast):
    lead = a_lead(cast, company_name="天水华天示例有限公司")
    assert search_leads(cast.wang, "华天") == [lead]
    assert search_leads(cast.wang, "电池") == [lead]
    assert search_leads(cast.liu, "华天") == []


def test_the_same_phone_is_told(cast):
    lead = a_lead(cast)
    assert similar_leads(cast.zhao, phone="13800001234") == [lead]
    assert similar_leads(cast.zhao) == similar_leads(cast.liu, phone="13800001234") == []


def test_today_is_the_day_in_china(cast):
    assert a_lead(cast).registered_on == TODAY
