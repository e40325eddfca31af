"""On-time shares: what is open and overdue counts as late, never as not yet counted."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.supervision.actions.notices import answer_notice, send_back
from dianxiaoer.domain.supervision.models import Notice
from dianxiaoer.domain.targets.queries import figure
from dianxiaoer.domain.tickets.models import Ticket
from tests.cast import NOW
from tests.domain.leads.given import a_lead
from tests.domain.supervision.given import a_notice
from tests.domain.targets.given import span
from tests.domain.tickets.making import make_ticket

JUNE = span("2024-06")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def held(key, cast, period=JUNE):
    found = figure(cast.chief, key, cast.district, period)
    assert found.rows.count() == found.row_count
    return found.numerator, found.row_count, found.value


def test_notices_answered_in_time_late_and_not_at_all(cast):
    """Due on 10 June: one answered that day, one a day late, one open and overdue, one due later (not counted)."""
    for day in (10, 11):
        answer_notice(a_notice(cast), by=cast.wang, at=NOW.replace(day=day), answer="已办。")
    a_notice(cast)
    a_notice(cast, answer_days=60)
    assert held("notice.answer_rate", cast) == (1, 3, Decimal(100) / 3)
    assert held("notice.answer_rate", cast, span("2024-05")) == (0, 0, None)
    assert held("notice.n", cast)[1] == 4


def test_a_notice_sent_back_is_open_again(cast):
    answered = answer_notice(a_notice(cast), by=cast.wang, at=NOW, answer="已办。")
    assert held("notice.answer_rate", cast) == (1, 1, 100)
    send_back(answered, by=cast.supervisor, at=NOW, reason="不全", answer_days=1)
    assert held("notice.answer_rate", cast) == (0, 1, 0)
    assert Notice.objects.get().answered_on is None


def test_leads_answered_in_time_and_the_overdue_one(cast):
    first, late, open_one = (a_lead(cast, name=f"示例线索{n}", company_name=f"示例{n}公司") for n in range(3))
    assert first.respond_due_on == date(2024, 6, 4)
    Lead.objects.filter(pk=first.pk).update(responded_on=date(2024, 6, 4))
    Lead.objects.filter(pk=late.pk).update(responded_on=date(2024, 6, 6))
    assert held("lead.respond_rate", cast) == (1, 3, Decimal(100) / 3)
    Lead.objects.filter(pk=open_one.pk).update(responded_on=date(2024, 7, 1))  # answered after the period: late in it
    assert held("lead.respond_rate", cast) == (1, 3, Decimal(100) / 3)
    assert held("lead.feedback_rate", cast) == (0, 3, 0)


def test_tickets_answered_in_time_by_the_minute(cast):
    due = datetime(2024, 6, 5, 17, 0, tzinfo=SHANGHAI)
    for answered in (due - timedelta(minutes=1), due + timedelta(minutes=1), None):
        ticket = make_ticket(cast)
        Ticket.objects.filter(pk=ticket.pk).update(answer_due_at=due, answered_at=answered)
    assert held("ticket.answer_rate", cast) == (1, 3, Decimal(100) / 3)
