"""At the firm and after: check in by the code, write the record; what was found becomes tickets in the same act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.inspections.actions.scanning import Position, code_at
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.actions.registering import register_ticket
from dianxiaoer.domain.tickets.queries import category_named
from dianxiaoer.domain.tickets.states import TicketChannel, TicketKind
from dianxiaoer.domain.visits.actions.planning import renew_entry
from dianxiaoer.domain.visits.models import Finding, Met, Visit
from dianxiaoer.domain.visits.states import CATEGORY_OF, VISIT, Flag, VisitStage
from dianxiaoer.engines.measures.workdays import add_workdays
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

USUAL_WORKDAYS = 7  # a finding without a day of its own is due by then
_TITLE = 60


@dataclass(frozen=True)
class Found:
    """One red flag as written in the record. owner None: who leads the visit; due_on None: in seven working days."""

    flag: str
    text: str
    owner: User | None = None
    due_on: date | None = None
    lead_unit: Unit | None = None


@dataclass(frozen=True)
class Person:
    """Somebody of the firm who was met."""

    name: str
    position: str = ""


def check_in(visit: Visit, *, by: User, at: datetime, token: str, position: Position) -> Visit:
    """At the door, by the code. Not a duty and not counted: it says when somebody was there, once."""
    require(by, "visits.check_in", visit)
    if visit.stage != VisitStage.PLANNED:
        raise Refused(_("走访已登记或取消,不能再签到。"))
    if visit.in_at:
        raise Refused(_("已于 %(at)s 签到,不必再扫。") % {"at": f"{timezone.localtime(visit.in_at):%Y-%m-%d %H:%M}"})
    code = code_at(visit.company, token, "")
    changes = {"in_at": at, "code": code} | position.fields("in")
    return amend(visit, "visits.check_in", changes, by=by, at=at, version=visit.version)


@transaction.atomic
def record_visit(
    visit: Visit,
    *,
    by: User,
    at: datetime,
    visited_on: date,
    summary: str,
    met: Iterable[Person] = (),
    found: Sequence[Found] = (),
    topics: str = "",
) -> Visit:
    """The record, and a ticket for everything found, owned and dated, in one act: all of it or none.

    Raises Refused for a day to come, StageRefused when it is recorded already.
    """
    require(by, "visits.record", visit)
    if visited_on > timezone.localdate(at):
        raise Refused(_("走访日期不能晚于今天。"))
    changes = {"visited_on": visited_on, "summary": summary.strip(), "topics": topics.strip() or visit.topics}
    visit = move(visit, VISIT, "record", by=by, at=at, changes=changes)
    stamps = {"created_at": at, "updated_at": at}
    Met.objects.bulk_create(
        Met(visit=visit, name=one.name.strip(), position=one.position.strip(), **stamps)
        for one in met
        if one.name.strip()
    )
    for one in found:
        _raise(visit, one, by=by, at=at)
    renew_entry(visit, at=at)
    return visit


def _raise(visit: Visit, one: Found, *, by: User, at: datetime) -> Finding:
    owner, flag = one.owner or visit.owner, Flag(one.flag)
    due_on = one.due_on or add_workdays(timezone.localdate(at), USUAL_WORKDAYS, working_calendar()).on
    if due_on < timezone.localdate(at):
        raise Refused(_("%(flag)s:期限不能早于今天。") % {"flag": flag.label})
    ticket = register_ticket(
        by=by, at=at, unit=visit.unit, kind=TicketKind.ISSUE, channel=TicketChannel.VISIT,
        category=category_named(visit.unit, CATEGORY_OF[flag]),
        title=f"{flag.label}:{one.text.strip()}"[:_TITLE], text=one.text.strip(), company=visit.company,
        lead_unit=one.lead_unit or owner.unit, owner=owner, due_on=due_on, source=visit,
    )  # fmt: skip
    row = Finding(
        unit=visit.unit, visit=visit, company=visit.company, flag=flag, text=one.text.strip(),
        found_on=visit.visited_on or timezone.localdate(at), owner=owner, due_on=due_on, ticket=ticket,
    )  # fmt: skip
    return add(row, "visits.record", by=by, at=at, root=visit, note=ticket.number)
