"""The inbox (待办): what every room says waits for a person, in one shape, most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.activities import queries as activities
from dianxiaoer.domain.appointments import queries as appointments
from dianxiaoer.domain.appraisal import queries as appraisal
from dianxiaoer.domain.entries import queries as entries
from dianxiaoer.domain.funds import queries as funds
from dianxiaoer.domain.inspections import queries as inspections
from dianxiaoer.domain.leads import queries as leads
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects import queries as projects
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.supervision import queries as supervision
from dianxiaoer.domain.tickets import queries as tickets
from dianxiaoer.domain.training import queries as training
from dianxiaoer.domain.visits import queries as visits
from dianxiaoer.engines.measures.workdays import Calendar, workdays_until

SOON = 3  # working days before due from which an item without a light rule of its own counts as 临期
#: rooms that tell what waits in the shape of kernel/inbox.py
ALIKE = (activities, appointments, training, tickets, visits, inspections, entries)


@dataclass(frozen=True)
class Waiting:
    """One line: what, about what, where to do it, until when (None: no term). is_near: what its own light rule says, if any."""

    title: str
    subject: str
    address: str
    due_on: date | None
    days_left: int | None
    workdays_left: int | None = None
    is_near: bool | None = None

    @property
    def light(self) -> str:
        if self.days_left is None or self.workdays_left is None:
            return "none"
        is_near = self.workdays_left <= SOON if self.is_near is None else self.is_near
        return "red" if self.days_left < 0 else "yellow" if is_near else "green"

    @property
    def word(self) -> str:
        if self.days_left is None:
            return _("待办理")
        if self.days_left < 0:
            return _("超期 %(n)d 个工作日") % {"n": max(1, -(self.workdays_left or 0))}
        if self.days_left == 0:
            return _("今天到期")
        return _("还有 %(n)d 个工作日") % {"n": self.workdays_left or 0}


def inbox_of(user: User, on: date) -> list[Waiting]:
    """Everything that waits for a person; overdue first, what has no term last. At most eighteen statements."""
    found = [
        *_from_leads(user, on),
        *_from_projects(user, on),
        *_from_rooms_alike(user, on),
    ]
    calendar = working_calendar((on.year - 1, on.year, on.year + 1))
    counted = [_in_workdays(one, on, calendar) for one in found]
    return sorted(counted, key=lambda one: (one.days_left is None, one.days_left or 0, one.title))


def _in_workdays(one: Waiting, on: date, calendar: Calendar) -> Waiting:
    if one.due_on is None:
        return one
    return replace(one, workdays_left=workdays_until(on, one.due_on, calendar).days)


def _from_leads(user: User, on: date) -> Iterator[Waiting]:
    for item in leads.inbox_items(user, on=on):
        yield _waiting(item.label, item.title, _address(item.url_name, *item.url_args), item.due_on, on)


def _from_projects(user: User, on: date) -> Iterator[Waiting]:
    pages = ((projects, "projects-detail"), (funds, "funds-detail"))
    pages += ((supervision, "notices-detail"), (appraisal, "appraisal-answer"))
    for room, page in pages:
        for item in room.inbox_items(user, on=on) if _address(page, 1) else ():
            yield _waiting(item.title, item.subject, item.url, item.due_on, on)


def _from_rooms_alike(user: User, on: date) -> Iterator[Waiting]:
    for room in ALIKE:
        for item in room.inbox_items(user, on=on):
            line = _waiting(item.title, item.subject, _address(item.url_name, item.pk), item.due_on, on)
            yield line if item.warn_on is None else replace(line, is_near=item.warn_on <= on)


def _waiting(title: str, subject: str, address: str, due_on: date | None, on: date) -> Waiting:
    return Waiting(title, subject, address, due_on, None if due_on is None else (due_on - on).days)


def _address(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
