"""The money of the agreement: the first amount, increments, ceremonies. `contracted_yuan` moves only here."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import ContractChange, Project, SigningRecord
from dianxiaoer.domain.projects.states import ChangeKind, Status
from dianxiaoer.engines.measures.money import Money, format_money, to_yuan
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import add, lock, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def change_contract(
    project: Project,
    *,
    by: User,
    at: datetime,
    kind: str,
    amount_yuan: Decimal,
    changed_on: date,
    note: str = "",
    **foreign: Any,
) -> Project:
    """Record a capital increase or decrease: only the difference is new money; the number of projects stays.

    amount_yuan: the difference, > 0 for both kinds (a decrease is stored negative).
    Raises Refused when the project is terminated or a decrease would fall below what is already recognised.
    """
    require(by, "projects.change_contract", project)
    if kind not in {ChangeKind.INCREASE, ChangeKind.DECREASE}:
        raise Refused(_("合同额只能登记增资或减资。"))
    if project.status == Status.TERMINATED:
        raise Refused(_("项目已终止,不能变更合同额。请先重新启动项目。"))
    if changed_on > at.date():
        raise Refused(_("变更日期不能晚于今天。"))
    signed = -abs(amount_yuan) if kind == ChangeKind.DECREASE else abs(amount_yuan)
    change = ContractChange(project=project, kind=kind, amount_yuan=signed, changed_on=changed_on, note=note, **foreign)
    return add_change(change, by=by, at=at)


def record_signing(
    project: Project,
    *,
    by: User,
    at: datetime,
    signed_on: date,
    activity: Any = None,
    occasion: str = "",
    announced_yuan: Decimal | None = None,
) -> SigningRecord:
    """One more ceremony: a line in the log. The project's count and amount stay as they are."""
    require(by, "projects.record_signing", project)
    signing = SigningRecord(
        project=project, activity=activity, occasion=occasion, signed_on=signed_on, announced_yuan=announced_yuan
    )
    return add(signing, "projects.record_signing", by=by, at=at, root=project)


@transaction.atomic
def add_change(change: ContractChange, *, by: User, at: datetime) -> Project:
    """Add a change and carry it into the project's sum, under the project's lock. Returns the project as saved."""
    project = lock(change.project)
    change.project = project
    if change.currency != "CNY" and change.foreign_amount is not None and change.rate:
        sign = -1 if change.kind == ChangeKind.DECREASE else 1
        change.amount_yuan = sign * to_yuan(Money(abs(change.foreign_amount), change.currency), change.rate)
    add(change, "projects.change_contract", by=by, at=at, root=project)
    before, after = project.contracted_yuan, project.contracted_yuan + change.amount_yuan
    if after < project.recognised_yuan:
        raise Refused(
            _("减资后合同额 %(after)s 低于累计认定到位资金 %(recognised)s,不能登记。")
            % {"after": format_money(after), "recognised": format_money(project.recognised_yuan)}
        )
    project.contracted_yuan = after
    write(project, ["contracted_yuan"], at=at)
    record_event(
        project,
        "projects.change_contract",
        by=by,
        at=at,
        note=change.note,
        changes={"contracted_yuan": (before, after)},
    )
    return project
