"""Setting the terms of the service clock for a unit, and seeing a number in full."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.leads.actions.ticking import reclock_all
from dianxiaoer.domain.leads.models import ClockRule, Lead
from dianxiaoer.domain.leads.states import OPEN_STAGES
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add
from dianxiaoer.kernel.refusals import Refused

_SHORTEST_REASON = 4


@transaction.atomic
def set_term(
    *, by: User, at: datetime, unit: Unit, key: str, days: int, is_working_days: bool, from_on: date, basis: str
) -> ClockRule:
    """A term for a unit and everything below it, from a day on. Duties that began earlier keep the term they had."""
    require_at(by, "leads.set_clock", unit)
    row = ClockRule(unit=unit, key=key, days=days, is_working_days=is_working_days, from_on=from_on, basis=basis)
    add(row, "leads.set_clock", by=by, at=at)
    reclock_all(Lead.objects.filter(unit__path__startswith=unit.path, stage__in=OPEN_STAGES))
    return row


@transaction.atomic
def reveal_lead_phone(lead: Lead, *, by: User, at: datetime, reason: str) -> str:
    """The number in full. Who, when, which and why go to the timeline and to the sealed log."""
    require(by, "leads.reveal", lead)
    if len(reason.strip()) < _SHORTEST_REASON:
        raise Refused(_("请写明查看电话的事由(不少于 %(n)d 个字)。") % {"n": _SHORTEST_REASON})
    record_event(lead, "leads.reveal", by=by, at=at, note=reason)
    write_entry("leads.reveal", by=by, at=at, subject=str(lead)[:120], detail={"lead": lead.pk, "reason": reason})
    return lead.contact_phone
