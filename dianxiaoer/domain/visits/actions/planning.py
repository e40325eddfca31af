"""Planning a visit under the quiet rule, joining one that is planned, calling one off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.actions import note_entry, raise_alert
from dianxiaoer.domain.entries.quiet import is_one_too_many
from dianxiaoer.domain.entries.states import AlertKind
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.visits.models import Rota, Visit, Visitor
from dianxiaoer.domain.visits.states import VISIT, VisitStage
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


class TooOften(Refused):
    """A visit refused by the quiet rule until somebody joins another one or says why this one must be."""


@transaction.atomic
def plan_visit(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    company: Company,
    kind: str,
    planned_on: date,
    topics: str,
    owner: User | None = None,
    visitors: Iterable[User] = (),
    over_limit_reason: str = "",
    rota: Rota | None = None,
) -> Visit:
    """A planned visit, counted from now on among the entries of the firm's month.

    Raises TooOften when the month is full and no reason is given; with a reason supervisors are told.
    """
    require_at(by, "visits.plan", unit)
    lock(company)  # two planners at once: the second counts the first
    reason = over_limit_reason.strip()
    too_many, so_far, limit = is_one_too_many(company, planned_on)
    if too_many and not reason:
        raise TooOften(
            _(
                "“%(firm)s”%(month)s 已有 %(n)d 次入企,上限 %(limit)s 次。请加入已安排的走访或改期;企业邀请或确需前往的,写明理由。"
            )
            % {"firm": company, "month": f"{planned_on:%Y-%m}", "n": so_far, "limit": limit}
        )
    row = Visit(
        unit=unit, owner=owner or by, company=company, kind=kind, planned_on=planned_on, topics=topics, rota=rota,
        over_limit_reason=reason if too_many else "",
    )  # fmt: skip
    visit = add(row, "visits.plan", by=by, at=at)
    for person in dict.fromkeys(visitors):
        if person.pk != visit.owner_id:
            _bring(visit, person, at=at)
    renew_entry(visit, at=at)
    if too_many:
        text = f"{planned_on:%Y-%m} {so_far}/{limit}:{reason}"
        raise_alert(
            f"repeated:visit:{visit.pk}", at=at, unit=unit, company=company, kind=AlertKind.REPEATED, text=text, by=by
        )
    return visit


@transaction.atomic
def edit_visit(
    visit: Visit, changes: Mapping[str, Any], *, by: User, at: datetime, version: int | None = None
) -> Visit:
    """Amend a planned visit. Moved into a full month it needs a reason like a new one."""
    require(by, "visits.edit", visit)
    if visit.stage != VisitStage.PLANNED:
        raise Refused(_("走访已登记或取消,不能再改计划。"))
    planned_on = changes.get("planned_on", visit.planned_on)
    if (planned_on.year, planned_on.month) != (visit.planned_on.year, visit.planned_on.month):
        too_many, so_far, limit = is_one_too_many(visit.company, planned_on, but=visit)
        if too_many and not changes.get("over_limit_reason", visit.over_limit_reason):
            raise TooOften(
                _("改到的月份已有 %(n)d 次入企,上限 %(limit)s 次。请换一天,或写明理由。")
                % {"n": so_far, "limit": limit}
            )
    visit = amend(visit, "visits.edit", changes, by=by, at=at, version=version)
    renew_entry(visit, at=at)
    return visit


@transaction.atomic
def join_visit(visit: Visit, *, by: User, at: datetime, topics: str = "") -> Visit:
    """Come along on somebody else's planned visit: the firm is entered once. Own topics are added to the visit's."""
    require(by, "visits.join", visit)
    visit = lock(visit)
    if visit.stage != VisitStage.PLANNED:
        raise Refused(_("这次走访已登记或取消,不能再加入。"))
    if visit.owner_id == by.pk or visit.visitors.filter(user=by).exists():
        raise Refused(_("您已在这次走访中。"))
    _bring(visit, by, at=at)
    together = ";".join(dict.fromkeys(part for part in (visit.topics, topics.strip()) if part))[:300]
    visit = amend(visit, "visits.join", {"topics": together}, by=by, at=at, note=by.name)
    renew_entry(visit, at=at)
    return visit


@transaction.atomic
def cancel_visit(visit: Visit, *, by: User, at: datetime, reason: str) -> Visit:
    require(by, "visits.cancel", visit)
    visit = move(visit, VISIT, "cancel", by=by, at=at, changes={"cancel_reason": reason}, note=reason)
    renew_entry(visit, at=at)
    return visit


def renew_entry(visit: Visit, *, at: datetime) -> None:
    """The visit's line in the list of entries, as it stands."""
    names = [visit.owner.name, *visit.visitors.values_list("name", flat=True)]
    note_entry(
        visit, at=at, unit=visit.unit, company=visit.company, kind=visit.kind, on=visit.visited_on or visit.planned_on,
        who="、".join(names), purpose=visit.topics, is_done=visit.stage == VisitStage.DONE,
        is_cancelled=visit.stage == VisitStage.CANCELLED,
    )  # fmt: skip


def _bring(visit: Visit, person: User, *, at: datetime) -> None:
    Visitor.objects.create(
        visit=visit, user=person, name=person.name, organisation=str(person.unit), created_at=at, updated_at=at
    )
