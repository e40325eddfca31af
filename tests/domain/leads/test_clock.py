"""The service clock: respond, judge, feed back, follow up, fall dormant; terms are rows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.leads.actions.ending import drop_lead
from dianxiaoer.domain.leads.actions.judging import ask_experts, feed_back, respond_lead, screen_lead
from dianxiaoer.domain.leads.actions.pursuing import follow_up_lead
from dianxiaoer.domain.leads.actions.terms import set_term
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.queries import dormant, due_soon, file_of, inbox_items, overdue
from dianxiaoer.domain.reference.calendar import CalendarDay
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY
from tests.domain.leads.given import a_lead, a_screened_lead, later

pytestmark = pytest.mark.django_db


def due(lead, key):
    return next(duty for duty in file_of(lead).duties if duty.key == key)


def test_the_terms_that_ship(cast):
    lead = a_lead(cast)  # a Monday
    assert due(lead, "respond").due_on == date(2024, 6, 4)
    assert due(lead, "judge").due_on == date(2024, 6, 6)
    assert due(lead, "feed_back").due_on == date(2024, 6, 10)
    assert (lead.next_due_kind, lead.next_due_on) == ("respond", date(2024, 6, 4))
    assert lead.dormant_on == date(2024, 8, 3)


def test_working_days_skip_the_weekend(cast):
    lead = a_lead(cast, registered_on=date(2024, 5, 31))  # a Friday
    assert due(lead, "respond").due_on == date(2024, 6, 3)


def test_experts_lengthen_judging(cast):
    lead = ask_experts(a_lead(cast), by=cast.wang, at=NOW, note="请材料专家")
    assert due(lead, "judge_experts").due_on == date(2024, 6, 10)
    with pytest.raises(Refused):
        ask_experts(a_screened_lead(cast, is_another=True), by=cast.wang, at=NOW, note="晚了")


def test_the_first_answer_meets_its_duty_and_is_given_once(cast):
    lead = respond_lead(a_lead(cast), by=cast.wang, at=later(2), note="已电话联系")
    duty = due(lead, "respond")
    assert (duty.done_on, duty.was_late) == (date(2024, 6, 5), True)
    assert lead.next_due_kind == "judge"
    with pytest.raises(Refused):
        respond_lead(lead, by=cast.wang, at=later(3), note="又来")


def test_a_follow_up_starts_the_fortnight_again(cast):
    lead = feed_back(a_screened_lead(cast), by=cast.wang, at=NOW, note="告知引荐人")
    follow_up_lead(lead, by=cast.wang, at=later(5), manner="call", note="约定考察")
    lead.refresh_from_db()
    assert (lead.next_due_kind, lead.next_due_on) == ("follow_up", date(2024, 6, 22))
    assert lead.responded_on == date(2024, 6, 8)


def test_a_follow_up_entered_late_does_not_move_the_clock_back(cast):
    lead = a_screened_lead(cast)
    follow_up_lead(lead, by=cast.wang, at=later(5), manner="call", note="后一次")
    follow_up_lead(lead, by=cast.wang, at=later(6), manner="call", note="补录", on=date(2024, 6, 4))
    lead.refresh_from_db()
    assert lead.last_followed_on == date(2024, 6, 8)


def test_an_act_is_dated_neither_ahead_nor_before_registration(cast):
    lead = a_lead(cast)
    for day in (date(2024, 6, 4), date(2024, 6, 2)):
        with pytest.raises(Refused):
            follow_up_lead(lead, by=cast.wang, at=NOW, manner="call", note="错日期", on=day)


def test_a_dropped_lead_has_no_duty(cast):
    lead = drop_lead(a_lead(cast), by=cast.wang, at=NOW, drop_reason="not_fit", note="方向不符")
    assert (lead.next_due_on, lead.next_due_kind, lead.dormant_on) == (None, "", None)


def test_the_inbox_holds_what_is_due_within_a_week_of_the_owner_only(cast):
    lead = a_lead(cast)
    items = inbox_items(cast.wang, on=TODAY)
    assert [(item.kind, item.label, item.title, item.due_on, item.url_args) for item in items] == [
        ("respond", "首次响应", "示例电池材料项目", date(2024, 6, 4), (lead.pk,))
    ]
    assert inbox_items(cast.zhao, on=TODAY) == inbox_items(cast.liu, on=TODAY) == []


def test_a_lead_nobody_touched_for_sixty_days_is_dormant(cast, django_assert_num_queries):
    lead = a_screened_lead(cast)
    list(inbox_items(cast.wang, on=TODAY))
    day_before, on_the_day = lead.dormant_on - timedelta(1), lead.dormant_on
    with django_assert_num_queries(2):
        assert inbox_items(cast.wang, on=day_before)[0].kind != "dormant"
        assert inbox_items(cast.wang, on=on_the_day)[0].kind == "dormant"
    assert not dormant(Lead.objects.all(), day_before).exists()
    assert dormant(Lead.objects.all(), on_the_day).get() == lead


def test_overdue_and_soon_are_told_apart(cast):
    a_lead(cast)
    rows = Lead.objects.all()
    assert (overdue(rows, date(2024, 6, 4)).count(), due_soon(rows, date(2024, 6, 4)).count()) == (0, 1)
    assert (overdue(rows, date(2024, 6, 5)).count(), due_soon(rows, date(2024, 6, 5)).count()) == (1, 0)


def test_a_lead_followed_for_years_still_skips_holidays(cast):
    set_term(
        by=cast.chief, at=NOW, unit=cast.district, key="follow_up", days=1, is_working_days=True,
        from_on=date(2020, 1, 1), basis="示例",
    )  # fmt: skip
    CalendarDay.objects.create(on=date(2024, 6, 10), kind="off", name="端午节")
    lead = a_screened_lead(cast, registered_on=date(2019, 5, 20))
    follow_up_lead(lead, by=cast.wang, at=later(4), manner="call", note="还在谈")  # Friday, 7 June 2024
    assert due(Lead.objects.get(), "follow_up").due_on == date(2024, 6, 11)


def test_an_office_sets_its_own_terms_from_a_day_on(cast):
    before = a_lead(cast, registered_on=date(2024, 5, 20))
    after = a_lead(cast, is_another=True)
    facts = {
        "key": "feed_back",
        "days": 5,
        "is_working_days": True,
        "from_on": date(2024, 6, 1),
        "basis": "示例发〔2024〕1号",
    }
    set_term(by=cast.chief, at=NOW, unit=cast.district, **facts)
    assert due(before, "feed_back").due_on == date(2024, 5, 27)
    assert due(after, "feed_back").due_on == date(2024, 6, 10)
    park = a_lead(cast, by=cast.park_manager, unit=cast.park)
    assert due(park, "feed_back").days == 5


def test_a_new_term_moves_the_stored_dates(cast):
    lead = a_lead(cast)
    set_term(
        by=cast.chief,
        at=NOW,
        unit=cast.district,
        key="respond",
        days=2,
        is_working_days=True,
        from_on=TODAY,
        basis="示例",
    )
    lead.refresh_from_db()
    assert lead.next_due_on == date(2024, 6, 5)


def test_an_officer_sets_no_terms_and_zero_days_are_refused(cast):
    facts = {
        "at": NOW,
        "unit": cast.district,
        "key": "respond",
        "is_working_days": True,
        "from_on": TODAY,
        "basis": "示例",
    }
    with pytest.raises(PermissionDenied):
        set_term(by=cast.wang, days=2, **facts)
    with pytest.raises(ValidationError):
        set_term(by=cast.chief, days=0, **facts)


def test_screening_asks_for_an_opinion_and_a_contact(cast):
    lead = a_lead(cast, contact_name="", industry_code="")
    with pytest.raises(ValidationError) as refusal:
        screen_lead(lead, by=cast.wang, at=NOW, screening_opinion=" ")
    assert set(refusal.value.missing) == {"行业代码", "联系人", "研判意见"}
