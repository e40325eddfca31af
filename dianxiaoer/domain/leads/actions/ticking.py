"""Keeping the service clock's next duty on the lead, so that ledgers and inboxes need not reckon."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from dianxiaoer.domain.leads.clock import Terms, dormant_on, duties_of, next_duty, terms_of, years_of
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.leads.states import OPEN_STAGES, ClockKey
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.engines.measures.workdays import Calendar

KEPT = ("next_due_on", "next_due_kind", "dormant_on", "respond_due_on", "feed_back_due_on")


def reclock(lead: Lead) -> Lead:
    """Reckon the next duty of a lead anew and store it. No event: nobody did anything. Four statements."""
    _reckon(lead, terms_of(lead.unit), working_calendar(years_of(lead)))
    lead.save(update_fields=KEPT)
    return lead


def reclock_all(leads: QuerySet[Lead]) -> int:
    """The same for every open lead of a queryset, after terms or the calendar changed. Returns leads reckoned."""
    calendar = working_calendar()
    terms: dict[int, Terms] = {}
    rows = list(leads.select_related("unit"))
    for lead in rows:
        if lead.unit_id not in terms:
            terms[lead.unit_id] = terms_of(lead.unit)
        _reckon(lead, terms[lead.unit_id], calendar)
    Lead.objects.bulk_update(rows, KEPT, batch_size=500)
    return len(rows)


def reclock_open(at: datetime) -> int:
    """Every open lead, after the calendar changed. Returns leads reckoned."""
    return reclock_all(Lead.objects.filter(stage__in=OPEN_STAGES))


def _reckon(lead: Lead, terms: Terms, calendar: Calendar) -> None:
    duties = duties_of(lead, terms, calendar)
    duty = next_duty(duties)
    due = {one.key: one.due_on for one in duties}
    lead.respond_due_on = due.get(ClockKey.RESPOND, lead.respond_due_on)
    lead.feed_back_due_on = due.get(ClockKey.FEED_BACK, lead.feed_back_due_on)
    lead.next_due_on, lead.next_due_kind = (duty.due_on, duty.key) if duty else (None, "")
    lead.dormant_on = dormant_on(lead, terms, calendar)
