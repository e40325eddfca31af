"""Facts carry source and date; a firm stands on a list once a year."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.companies.actions.knowledge import add_fact, mark_ranking, remove_fact, unmark_ranking
from dianxiaoer.kernel.events import timeline
from tests.cast import NOW, TODAY
from tests.domain.companies.given import a_company


@pytest.fixture
def company(cast):
    return a_company(cast)


def test_a_fact_without_a_source_is_refused(cast, company):
    with pytest.raises(ValidationError) as refusal:
        add_fact(company, by=cast.wang, at=NOW, key="staff", value="120 人", source="", on=TODAY)
    assert "source" in refusal.value.message_dict


def test_a_newer_fact_stands_beside_the_older(cast, company):
    for value in ("120 人", "150 人"):
        add_fact(company, by=cast.wang, at=NOW, key="staff", value=value, source="企业提供", on=TODAY)
    assert [fact.value for fact in company.facts.all()] == ["150 人", "120 人"]


def test_a_fact_taken_back_is_told_with_its_reason(cast, company):
    fact = add_fact(company, by=cast.wang, at=NOW, key="tax", value="300 万元", source="企业提供", on=TODAY)
    remove_fact(fact, by=cast.wang, at=NOW, reason="误录他企业")
    event = timeline(company)[0]
    assert (event.note, event.changes["value"]) == ("误录他企业", ["300 万元", None])


def test_a_firm_stands_on_a_list_once_a_year(cast, company):
    mark = mark_ranking(company, by=cast.wang, at=NOW, list_name="世界500强", year=2023, place=17)
    with pytest.raises(ValidationError):
        mark_ranking(company, by=cast.wang, at=NOW, list_name="世界500强", year=2023, place=18)
    assert str(mark) == "2023 世界500强 #17"
    unmark_ranking(mark, by=cast.wang, at=NOW)
    assert mark_ranking(company, by=cast.wang, at=NOW, list_name="世界500强", year=2023).pk


def test_a_reader_marks_nothing(cast, company):
    with pytest.raises(PermissionDenied):
        mark_ranking(company, by=cast.leader, at=NOW, list_name="世界500强", year=2023)
