"""Applying for a special-bond batch, its review, issue and spending."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.bonds.models import BondBatch, BondSpending
from dianxiaoer.domain.bonds.states import BONDS, BondStage
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def apply_bond(
    project: Project, *, by: User, at: datetime, applied_yuan: Decimal, applied_on: date, note: str = ""
) -> BondBatch:
    """The next batch of a project, numbered from one."""
    require(by, "bonds.apply", project)
    _hold_day(applied_on, at)
    last = lock(project).bonds.order_by("-number").values_list("number", flat=True).first() or 0
    batch = BondBatch(project=project, number=last + 1, applied_yuan=applied_yuan, applied_on=applied_on, note=note)
    return add(batch, "bonds.apply", by=by, at=at, root=project)


def review_bond(
    batch: BondBatch, *, by: User, at: datetime, review_level: str, approved_yuan: Decimal, reviewed_on: date
) -> BondBatch:
    """Passed at a level (city, province, national); a further level is recorded the same way."""
    require(by, "bonds.review", batch)
    _hold_day(reviewed_on, at, batch.applied_on)
    changes = {"review_level": review_level, "approved_yuan": approved_yuan, "reviewed_on": reviewed_on}
    return move(batch, BONDS, "review", by=by, at=at, changes=changes, root=batch.project)


def refuse_bond(batch: BondBatch, *, by: User, at: datetime, note: str) -> BondBatch:
    require(by, "bonds.refuse", batch)
    return move(batch, BONDS, "refuse", by=by, at=at, changes={"note": note.strip()}, root=batch.project)


def issue_bond(batch: BondBatch, *, by: User, at: datetime, issued_yuan: Decimal, issued_on: date) -> BondBatch:
    require(by, "bonds.issue", batch)
    _hold_day(issued_on, at, batch.reviewed_on or batch.applied_on)
    changes = {"issued_yuan": issued_yuan, "issued_on": issued_on}
    return move(batch, BONDS, "issue", by=by, at=at, changes=changes, root=batch.project)


@transaction.atomic
def spend_bond(
    batch: BondBatch, *, by: User, at: datetime, amount_yuan: Decimal, spent_on: date, note: str = ""
) -> BondBatch:
    """One payment; the batch's total grows under its lock and never passes what was issued."""
    require(by, "bonds.spend", batch)
    fresh = lock(batch)
    if fresh.stage != BondStage.ISSUED:
        raise Refused(_("债券尚未发行,不能登记支出。"))
    _hold_day(spent_on, at, fresh.issued_on)
    spending = BondSpending(batch=fresh, amount_yuan=amount_yuan, spent_on=spent_on, note=note)
    add(spending, "bonds.spend", by=by, at=at, note=note, root=fresh.project)
    changes = {"spent_yuan": fresh.spent_yuan + amount_yuan}
    return amend(fresh, "bonds.spend", changes, by=by, at=at, root=fresh.project)


def _hold_day(day: date, at: datetime, earliest: date | None = None) -> None:
    if day > at.date() or (earliest and day < earliest):
        raise Refused(_("日期不能晚于今天,也不能早于上一步的日期。"))
