"""A light in words: how many working days are left, or by how many a duty is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.tickets.clock import Duty
from dianxiaoer.domain.tickets.lighting import turns_of
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import Light
from dianxiaoer.engines.figures.lights import Rule
from dianxiaoer.engines.measures.workdays import Calendar, workdays_until
from dianxiaoer.kernel.tables import Lit

_WHOLE = 100


@dataclass(frozen=True)
class Bar:
    """The clock of a duty as the page draws it. share: 0..100 of the time given that is gone."""

    label: str
    light: str
    said: str
    due_at: datetime
    done_at: datetime | None
    is_provisional: bool
    share: int


def said(light: str, due_at: datetime | None, at: datetime, calendar: Calendar) -> str:
    """The light as words with a number."""
    if light == Light.PAUSED:
        return _("暂停计时")
    if due_at is None or light == Light.NONE:
        return ""
    today, due_on = timezone.localtime(at).date(), timezone.localtime(due_at).date()
    if at > due_at:
        late = _workdays(due_on, today, calendar)
        return _("超期 %(n)d 个工作日") % {"n": late} if late else _("刚超期")
    left = _workdays(today, due_on, calendar)
    return _("还剩 %(n)d 个工作日") % {"n": left} if left else _("今天到期")


def light_of(ticket: Ticket, at: datetime, calendar: Calendar) -> Lit:
    """The light of a ticket's next duty with its words; none has no words."""
    light = ticket.light_at(at)
    return Lit(light, said(light, ticket.due_at, at, calendar))


def bar_of(duty: Duty, at: datetime, calendar: Calendar, rule: Rule, is_paused: bool) -> Bar:
    """A duty as a bar: met, met late, running, late or standing still."""
    if duty.done_at is not None:
        light, words = (Light.RED, _("已办,超期")) if duty.was_late else (Light.GREEN, _("按时办结"))
        return _bar(duty, light, words, _WHOLE)
    if is_paused:
        return _bar(duty, Light.PAUSED, _("暂停计时"), _gone(duty, at))
    light = turns_of(duty, rule).color(at)
    return _bar(duty, light, said(light, duty.due_at, at, calendar), _gone(duty, at))


def _bar(duty: Duty, light: str, words: str, share: int) -> Bar:
    return Bar(duty.label, light, words, duty.due_at, duty.done_at, duty.is_provisional, share)


def _gone(duty: Duty, at: datetime) -> int:
    whole = (duty.due_at - duty.began_at).total_seconds()
    return min(_WHOLE, max(0, round((at - duty.began_at).total_seconds() * _WHOLE / whole))) if whole > 0 else _WHOLE


def _workdays(start: date, end: date, calendar: Calendar) -> int:
    return workdays_until(start, end, calendar).days
