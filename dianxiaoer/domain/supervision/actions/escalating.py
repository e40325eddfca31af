"""The clock of notices: reminders before and on the due day, and the ladder when the answer does not come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.supervision.actions.telling import tell
from dianxiaoer.domain.supervision.ladder import Step, ladder_of
from dianxiaoer.domain.supervision.models import Notice
from dianxiaoer.domain.supervision.states import RUNGS, NoticeStage, Rung
from dianxiaoer.engines.measures.workdays import Calendar, workdays_until
from dianxiaoer.kernel.records import amend, lock

#: days before the due day on which the person is reminded
REMIND_BEFORE = (2, 1, 0)


def press_notices(*, at: datetime, on: date | None = None) -> int:
    """Remind whose day is near and escalate what is late. Said once for each day and rung, however often the job runs.

    Returns notices that climbed. Statements grow with the notices near or past their day only.
    """
    on = on or timezone.localdate(at)
    calendar = working_calendar()
    near = Notice.objects.filter(stage=NoticeStage.ISSUED, due_on__lte=on + timedelta(max(REMIND_BEFORE)))
    climbed = 0
    for notice in near.select_related("unit", "to").iterator(chunk_size=500):
        left = notice.days_left(on)
        if left is not None and left >= 0:
            tell(notice, Rung.PERSON, f"{notice.due_on}-t{left}", at=at, what=_("督办函即将到期"))
        else:
            climbed += _climb(notice, on, calendar, at)
    return climbed


def _climb(notice: Notice, on: date, calendar: Calendar, at: datetime) -> bool:
    """Every rung the delay has reached since the last look. Whether it went beyond where it stood."""
    late = workdays_until(notice.due_on or on, on, calendar).days
    reached = [step for step in ladder_of(notice.unit, on) if late >= step.after_days]
    for step in reached:
        if step.rung == Rung.PERSON:
            tell(notice, step.rung, f"{notice.due_on}-late", at=at, what=step.act)
    higher = [step for step in reached if RUNGS.index(step.rung) > RUNGS.index(notice.rung)]
    if not higher:
        return False
    return _raise_to(notice, higher, late, at)


@transaction.atomic
def _raise_to(notice: Notice, steps: list[Step], late: int, at: datetime) -> bool:
    fresh = lock(notice)
    if fresh.stage != NoticeStage.ISSUED:
        return False  # answered while the job looked
    for step in steps:
        told = tell(fresh, step.rung, f"{fresh.due_on}-late", at=at, what=step.act)
        note = _("答复超期 %(n)d 个工作日,升级到%(rung)s(%(who)s):%(act)s") % {
            "n": late,
            "rung": step.label,
            "who": told or _("无人任职"),
            "act": step.act,
        }
        fresh = amend(fresh, "notices.escalate", {"rung": step.rung}, by=None, at=at, note=note)
    return True
