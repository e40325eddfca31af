"""A firm is on file once, for life, under every name it ever had."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.companies.actions.files import edit_company, file_company, relate_company
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.companies.queries import company_in, search_companies, suggestions
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import EditConflict, Refused
from tests.cast import NOW
from tests.domain.companies.given import a_code, a_company, a_contact


def test_a_stranger_makes_no_file(cast):
    with pytest.raises(PermissionDenied):
        a_company(cast, by=cast.stranger)


def test_an_officer_makes_no_file_in_the_other_district(cast):
    with pytest.raises(PermissionDenied):
        a_company(cast, unit=cast.other_district)


def test_a_wrong_credit_code_is_refused_on_its_field(cast):
    with pytest.raises(ValidationError) as refusal:
        a_company(cast, uscc="91350100M000100Y4Z")
    assert "uscc" in refusal.value.message_dict


def test_the_same_name_in_any_spelling_is_refused(cast):
    a_company(cast)
    with pytest.raises(Refused, match="已有档案"):
        a_company(cast, "示例新材料有限责任公司")


def test_another_firm_of_the_same_name_can_be_confirmed(cast):
    a_company(cast, uscc=a_code(1))
    other = a_company(cast, uscc=a_code(2), is_another=True)
    assert other.pk


def test_a_code_is_on_file_once_in_a_unit_even_when_confirmed(cast):
    a_company(cast, uscc=a_code(1))
    with pytest.raises(ValidationError):
        a_company(cast, "范例机械有限公司", uscc=a_code(1), is_another=True)
    copy = Company(unit=cast.district, name="直写", normal_name="直写", uscc=a_code(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_the_other_district_keeps_its_own_file(cast):
    a_company(cast, uscc=a_code(1))
    assert a_company(cast, uscc=a_code(1), by=cast.liu, unit=cast.other_district).pk


def test_a_region_code_brings_its_name(cast):
    assert a_company(cast, region_code="410108").region_name == "河南省郑州市惠济区"


def test_a_renamed_firm_is_found_by_both_names(cast):
    company = a_company(cast)
    edit_company(company, {"name": "范例前沿材料股份有限公司"}, by=cast.wang, at=NOW, version=1)
    assert search_companies(cast.wang, "示例新材") == search_companies(cast.wang, "前沿") == [company]
    company.refresh_from_db()
    assert company.former_names == "示例新材料有限公司"
    assert company.normal_name == "范例前沿材料股份有限公司"


def test_two_people_do_not_overwrite_each_other(cast):
    company = a_company(cast)
    edit_company(company, {"note": "甲"}, by=cast.wang, at=NOW, version=1)
    with pytest.raises(EditConflict):
        edit_company(company, {"note": "乙"}, by=cast.zhao, at=NOW, version=1)


def test_the_timeline_says_from_what_to_what(cast):
    company = a_company(cast)
    edit_company(company, {"short_name": "示例新材"}, by=cast.wang, at=NOW)
    event = timeline(company)[0]
    assert (event.verb, event.changes) == ("companies.edit", {"short_name": ["", "示例新材"]})


def test_a_relation_is_set_and_told(cast):
    company = relate_company(a_company(cast, is_target=True), by=cast.wang, at=NOW, is_investor=True)
    assert company.relations() == "目标企业、投资方"
    with pytest.raises(TypeError):
        relate_company(company, by=cast.wang, at=NOW, is_friend=True)


def test_file_company_finds_before_it_makes(cast):
    company = a_company(cast, uscc=a_code(1))
    assert file_company(by=cast.wang, at=NOW, unit=cast.district, name="改了名", uscc=a_code(1)) == company
    assert file_company(by=cast.wang, at=NOW, unit=cast.district, name="示例新材料有限责任公司") == company
    assert file_company(by=cast.wang, at=NOW, unit=cast.district, name="范例机械有限公司") != company


def test_a_name_with_another_code_is_another_firm(cast):
    a_company(cast, uscc=a_code(1))
    assert company_in(cast.district, name="示例新材料有限公司", uscc=a_code(2)) is None
    assert company_in(cast.district) is None


def test_two_characters_find_a_firm(cast):
    company = a_company(cast, "天水华天示例科技股份有限公司")
    assert search_companies(cast.wang, "华天") == [company]
    assert search_companies(cast.liu, "华天") == search_companies(cast.stranger, "华天") == []


def test_typing_a_name_tells_of_likely_duplicates(cast, django_assert_max_num_queries):
    company = a_company(cast, "郑州示例新材料科技有限公司", uscc=a_code(1))
    a_contact(cast, company)
    a_company(cast, "范例机械有限公司")
    with django_assert_max_num_queries(11):
        found = suggestions(cast.wang, name="示例新材料有限公司")
    assert [one.company for one in found] == [company]
    assert found[0].reasons
    assert suggestions(cast.wang, name="完全不同", uscc=a_code(1))[0].is_certain
    assert suggestions(cast.wang, name="完全不同", phone="13800001234")[0].company == company
    assert suggestions(cast.wang, name="郑州示例新材料科技有限公司", leave=company.pk) == []
    assert suggestions(cast.liu, name="示例新材料有限公司") == []
