"""Outcomes: asked ninety days later, once per firm; answered with numbers that make sense; figures follow the rows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.targets.queries import figure
from dianxiaoer.domain.training.actions.outcomes import (
    answer_outcome,
    ask_of_course,
    ask_outcomes,
    decline_outcome,
)
from dianxiaoer.domain.training.actions.planning import edit_talent
from dianxiaoer.domain.training.models import Outcome
from dianxiaoer.engines.measures.periods import parse_period
from dianxiaoer.kernel.refusals import EditConflict
from tests.cast import NOW, TODAY
from tests.domain.appointments.given import a_caller, moment
from tests.domain.companies.given import a_company
from tests.domain.training.given import STARTS, a_held_course, a_talent, an_outcome

DUE = moment(STARTS + timedelta(90), 9)
YEAR = parse_period("2024", date(2024, 12, 31))


def growth(cast, key):
    return figure(None, key, cast.district, YEAR, role="yoy").value


def test_the_clockwork_asks_each_firm_once_when_its_day_has_come(cast):
    a_held_course(cast, "示例甲公司", "示例甲公司", "示例乙公司")
    assert ask_outcomes(at=DUE - timedelta(days=1)) == []
    assert [row.company_name for row in ask_outcomes(at=DUE)] == ["示例甲公司", "示例乙公司"]
    assert ask_outcomes(at=DUE + timedelta(days=1)) == []
    asked = Message.objects.filter(key__startswith="training.outcome")
    assert sorted(asked.values_list("address", flat=True)) == ["13900000010", "13900000012"]


def test_a_course_that_asks_nothing_is_left_alone(cast):
    a_held_course(cast, "示例甲公司", asks_outcome=False)
    assert ask_outcomes(at=DUE) == []


def test_only_who_keeps_the_course_asks_before_its_day(cast):
    course = a_held_course(cast, "示例甲公司")
    for person in (cast.stranger, cast.leader, cast.zhao):
        with pytest.raises(PermissionDenied):
            ask_of_course(course, at=NOW, by=person)
    assert len(ask_of_course(course, at=NOW, by=cast.wang)) == 1


def test_half_an_answer_is_refused_in_words(cast):
    outcome = an_outcome(cast)
    given = {"by": cast.wang, "at": DUE, "source": "电话回访"}
    with pytest.raises(ValidationError, match="至少填一项"):
        answer_outcome(outcome, **given)
    with pytest.raises(ValidationError, match="之前和之后都填上"):
        answer_outcome(outcome, cost_before_yuan=Decimal(100), **given)
    with pytest.raises(ValidationError, match="之前的金额须大于 0"):
        answer_outcome(outcome, cost_before_yuan=Decimal(0), cost_after_yuan=Decimal(1), **given)
    with pytest.raises(ValidationError, match="数据来源"):
        answer_outcome(outcome, cost_before_yuan=Decimal(100), cost_after_yuan=Decimal(90), **(given | {"source": " "}))
    for person in (cast.stranger, cast.leader):
        with pytest.raises(PermissionDenied):
            answer_outcome(outcome, **(given | {"by": person}))


def test_a_firm_answers_its_own_and_corrects_it_and_another_cannot(cast):
    company = a_company(cast, "示例甲公司")
    outcome = an_outcome(cast, company)
    caller, other = a_caller("13900000001", company), a_caller("13900000002")
    numbers = {"orders_before_yuan": Decimal(100), "orders_after_yuan": Decimal(120)}
    with pytest.raises(PermissionDenied):
        answer_outcome(outcome, by=other, at=DUE, **numbers)
    answered = answer_outcome(outcome, by=caller, at=DUE, source="别处", **numbers)
    assert (answered.state, answered.source) == ("answered", "企业填报")
    with pytest.raises(EditConflict):
        answer_outcome(answered, by=caller, at=DUE, version=outcome.version, **numbers)
    with pytest.raises(ValidationError):
        decline_outcome(answered, by=caller, at=DUE)


def test_a_firm_may_rather_not_say(cast):
    company = a_company(cast, "示例甲公司")
    outcome = an_outcome(cast, company)
    assert decline_outcome(outcome, by=a_caller("13900000001", company), at=DUE).state == "declined"


def test_growth_compares_the_same_firms_before_and_after(cast):
    outcome = an_outcome(cast)
    given = {"by": cast.wang, "at": DUE, "source": "电话回访"}
    assert growth(cast, "firm.cost") is None
    answer_outcome(outcome, cost_before_yuan=Decimal(1_000_000), cost_after_yuan=Decimal(900_000), **given)
    assert growth(cast, "firm.cost") == Decimal("-10.0")
    assert growth(cast, "firm.orders") is None
    Outcome.objects.update(cost_after_yuan=Decimal(1_100_000))
    assert growth(cast, "firm.cost") == Decimal("10.0")


def test_events_talks_trainees_and_talent_are_counted_from_rows(cast):
    a_held_course(cast, "示例甲公司", "示例乙公司")
    a_held_course(cast, kind="policy_talk", name="示例宣讲", manner="online")
    a_held_course(cast, kind="meeting", name="示例座谈")
    talent = a_talent(cast)
    found = {
        key: figure(None, key, cast.district, YEAR).value
        for key in ("svc.events", "svc.policy_talks", "svc.trainees", "talent.n")
    }
    assert found == {"svc.events": 2, "svc.policy_talks": 1, "svc.trainees": 2, "talent.n": 1}
    edit_talent(talent, {"brought_in_on": TODAY - timedelta(365)}, by=cast.wang, at=NOW)
    assert figure(None, "talent.n", cast.district, YEAR).value == 0


def test_talent_is_entered_once_and_not_for_tomorrow(cast):
    a_talent(cast)
    with pytest.raises(ValidationError, match="已登记过"):
        a_talent(cast)
    with pytest.raises(ValidationError, match="晚于今天"):
        a_talent(cast, brought_in_on=TODAY + timedelta(1))
    for person in (cast.stranger, cast.leader):
        with pytest.raises(PermissionDenied):
            a_talent(cast, by=person, name="另一位")
