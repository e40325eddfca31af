"""Owners are reminded two days before, one day before, on the day and when overdue; a firm of what it still has to say."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from dianxiaoer.domain.activities.actions.followups import promise_followup
from dianxiaoer.domain.outbox.actions import set_preference
from dianxiaoer.domain.outbox.dues import Stage, window_of
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.tickets.actions.handling import ask_firm
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.engines.measures.workdays import Calendar
from dianxiaoer.jobs.reminders import remind, run
from tests.cast import NOW
from tests.domain.activities.given import an_activity
from tests.domain.tickets.making import accepted, answered, make_bodies

MONDAY = date(2024, 6, 3)


def promised(cast, due_on, what="示例事项"):
    promise_followup(an_activity(cast), by=cast.wang, at=NOW, what=what, owner=cast.wang, due_on=due_on)


@pytest.fixture
def wang(cast):
    type(cast.wang).objects.filter(pk=cast.wang.pk).update(phone="13900000001")
    cast.wang.phone = "13900000001"
    return cast.wang


def at(on, hour=8, minute=30):
    return timezone.make_aware(datetime(on.year, on.month, on.day, hour, minute))


def test_the_window_passes_over_days_off():
    friday = window_of(date(2024, 6, 7), Calendar(off=frozenset({date(2024, 6, 10)})))  # Monday is off (端午)
    assert (friday.tomorrow, friday.in_two_days) == (date(2024, 6, 11), date(2024, 6, 12))
    assert friday.stage_of(date(2024, 6, 9)) == Stage.TOMORROW, "due on a Sunday: told with the next working day"
    assert friday.stage_of(date(2024, 6, 6)) == Stage.OVERDUE
    assert friday.stage_of(date(2024, 6, 5)) is None, "told as overdue the day before"


@pytest.mark.parametrize(
    ("days", "said"),
    [(2, "两个工作日后到期 1 件"), (1, "下个工作日到期 1 件"), (0, "今天到期 1 件"), (-3, "新超期 1 件")],
)
def test_each_stage_is_told_once(cast, wang, days, said):
    promised(cast, MONDAY + timedelta(days), "送交图纸")
    assert [remind(MONDAY, at(MONDAY)) for _turn in range(2)] == [1, 1]
    message = Message.objects.get()
    assert said in message.text
    assert "送交图纸" in message.text
    assert message.address == "13900000001"


def test_one_person_gets_one_message_a_day_however_much_is_due(cast, wang):
    for n in range(30):
        promised(cast, MONDAY + timedelta(n % 3), f"事项{n}")
    remind(MONDAY, at(MONDAY))
    text = Message.objects.get().text
    assert "今天到期 10 件,下个工作日到期 10 件,两个工作日后到期 10 件" in text
    assert text.count("事项") == 3


def test_who_does_not_want_it_is_left_alone(cast, wang):
    promised(cast, MONDAY)
    set_preference(wang, {"reminds": False}, at=NOW)
    assert remind(MONDAY, at(MONDAY)) == 0


def test_it_runs_once_on_a_working_day_after_eight(cast, wang):
    promised(cast, MONDAY)
    assert run(at(MONDAY, 7, 59)) == 0
    assert run(at(date(2024, 6, 2))) == 0, "a Sunday"
    assert run(at(MONDAY)) == 1
    assert run(at(MONDAY, 9)) == 0
    assert run(at(date(2024, 6, 4))) == 1, "overdue since yesterday"


def test_tickets_remind_their_owner_and_the_firm_of_its_part(cast):
    bodies = make_bodies(cast)
    type(bodies.ma).objects.filter(pk=bodies.ma.pk).update(phone="13900000002")
    ticket = accepted(cast, bodies, by=bodies.chen, channel="portal")
    due = timezone.localtime(Ticket.objects.get(pk=ticket.pk).due_at).date()
    assert remind(due, at(due)) == 1
    assert ticket.number in Message.objects.get(to=bodies.ma, key__startswith="remind/").text
    ask_firm(ticket, by=bodies.ma, at=NOW + timedelta(hours=3), question="请补充照片")
    for days in range(8):
        remind(MONDAY + timedelta(days), at(MONDAY + timedelta(days)))
    asked = Message.objects.filter(key__contains=":question:")
    assert [row.address for row in asked] == ["13800000001"] * 2


def test_a_firm_is_invited_to_rate_after_three_days_once(cast):
    bodies = make_bodies(cast)
    ticket = answered(cast, bodies, by=bodies.chen, channel="portal")
    answered_on = timezone.localtime(ticket.answered_at).date()
    for days in range(6):
        remind(answered_on + timedelta(days), at(answered_on + timedelta(days)))
    assert Message.objects.filter(key__contains=":rate:").count() == 1
