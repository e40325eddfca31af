"""Claiming money received, and a second person recognising or rejecting it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.funds.origin import home_code, origin_of
from dianxiaoer.domain.funds.states import RECEIPTS, ReceiptStatus
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.actions.evidence import upload_evidence
from dianxiaoer.domain.projects.actions.totals import add_recognised
from dianxiaoer.domain.projects.models import Evidence, Project
from dianxiaoer.domain.projects.states import EvidenceKind, Status
from dianxiaoer.engines.measures.money import Money, to_yuan
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

#: facts a claim may state; origin, status and what was recognised are never typed
FACTS = {
    "investor_name",
    "kind",
    "received_on",
    "amount_yuan",
    "phase",
    "origin_region_code",
    "origin_country",
    "note",
    "currency",
    "foreign_amount",
    "rate",
    "rate_on",
}


@transaction.atomic
def claim_receipt(
    project: Project,
    *,
    by: User,
    at: datetime,
    investor_name: str,
    kind: str,
    received_on: date,
    amount_yuan: Decimal | None = None,
    evidence: Iterable[Evidence] = (),
    uploads: Sequence[Any] = (),
    **facts: Any,
) -> Receipt:
    """Money said to have come in, with papers on file and files handed in now. facts: phase, origin_region_code, origin_country, note, and for foreign money
    currency, foreign_amount, rate, rate_on (amount_yuan is then computed).

    Raises Refused (terminated project, day to come, foreign papers), ValidationError by field.
    """
    require(by, "receipts.claim", project)
    _hold_facts(facts)
    if project.status == Status.TERMINATED:
        raise Refused(_("项目已终止,不能再申报到位资金。"))
    receipt = Receipt(
        project=project,
        investor_name=investor_name,
        kind=kind,
        received_on=received_on,
        amount_yuan=amount_yuan,
        claimed_by=by,
        **facts,
    )
    _derive(receipt, at)
    add(receipt, "receipts.claim", by=by, at=at, root=project)
    _attach(receipt, [*evidence, *_upload(project, uploads, by=by, at=at)])
    return receipt


@transaction.atomic
def edit_receipt(
    receipt: Receipt,
    *,
    by: User,
    at: datetime,
    changes: Mapping[str, Any],
    version: int | None = None,
    evidence: Iterable[Evidence] | None = None,
    uploads: Sequence[Any] = (),
) -> Receipt:
    """Correct a claim nobody has decided yet; origin and yuan are derived anew."""
    require(by, "receipts.edit", receipt)
    _hold_facts(changes)
    fresh = lock(receipt)
    if fresh.status != ReceiptStatus.CLAIMED:
        raise Refused(_("这笔资金已经%(status)s,不能修改。") % {"status": fresh.get_status_display()})
    draft = lock(receipt)
    for name, value in changes.items():
        setattr(draft, name, value)
    _derive(draft, at)
    derived = {"origin": draft.origin, "amount_yuan": draft.amount_yuan}
    kept = fresh.evidence.all() if evidence is None else evidence
    _attach(fresh, [*kept, *_upload(fresh.project, uploads, by=by, at=at)])
    return amend(receipt, "receipts.edit", {**changes, **derived}, by=by, at=at, version=version, root=receipt.project)


@transaction.atomic
def recognise_receipt(
    receipt: Receipt, *, by: User, at: datetime, recognised_yuan: Decimal, recognised_on: date | None = None
) -> Receipt:
    """Recognise all or part of a receipt. The project's total grows under its lock and never passes its contract.

    Raises Refused (own claim, no evidence, more than received, more than contracted), StageRefused (already decided).
    """
    require(by, "receipts.recognise", receipt)
    project = lock(receipt.project)
    _hold_another_person(receipt, by)
    if not receipt.evidence.filter(discarded_on__isnull=True).exists():
        raise Refused(_("缺少佐证材料,不能认定。请申报人先上传凭证。"))
    if not 0 < recognised_yuan <= receipt.amount_yuan:
        raise Refused(_("认定金额须大于 0,且不超过到位金额。"))
    day = recognised_on or at.date()
    if day > at.date() or day < receipt.received_on:
        raise Refused(_("认定日期须在到位日期之后,且不晚于今天。"))
    changes = {"recognised_yuan": recognised_yuan, "recognised_on": day, "decided_by": by}
    found = move(receipt, RECEIPTS, "recognise", by=by, at=at, changes=changes, root=project)
    add_recognised(project, recognised_yuan, verb="receipts.recognise", by=by, at=at)
    return found


def reject_receipt(receipt: Receipt, *, by: User, at: datetime, reason: str) -> Receipt:
    require(by, "receipts.reject", receipt)
    _hold_another_person(receipt, by)
    changes = {"reject_reason": reason.strip(), "decided_by": by}
    return move(receipt, RECEIPTS, "reject", by=by, at=at, changes=changes, note=reason, root=receipt.project)


@transaction.atomic
def revoke_receipt(receipt: Receipt, *, by: User, at: datetime, reason: str) -> Receipt:
    """Undo a recognition found wrong: its amount leaves the project's total, the reason stays."""
    require(by, "receipts.revoke", receipt)
    project = lock(receipt.project)
    fresh = lock(receipt)
    _hold_another_person(receipt, by)
    changes = {"reject_reason": reason.strip(), "recognised_yuan": None, "recognised_on": None, "decided_by": by}
    found = move(receipt, RECEIPTS, "revoke", by=by, at=at, changes=changes, note=reason, root=project)
    add_recognised(project, -(fresh.recognised_yuan or Decimal(0)), verb="receipts.revoke", by=by, at=at)
    return found


def _hold_facts(facts: Iterable[str]) -> None:
    if unknown := sorted(set(facts) - FACTS):
        raise Refused(f"到位资金没有这些可填的字段 / a receipt has no such facts: {', '.join(unknown)}")


def _derive(receipt: Receipt, at: datetime) -> None:
    if receipt.received_on > at.date():
        raise Refused(_("到位日期不能晚于今天。"))
    if receipt.phase_id and receipt.phase.project_id != receipt.project_id:
        raise Refused(_("所选分期不属于这个项目。"))
    if receipt.currency != "CNY" and receipt.foreign_amount and receipt.rate:
        receipt.amount_yuan = to_yuan(Money(receipt.foreign_amount, receipt.currency), receipt.rate)
    receipt.origin = origin_of(home_code(receipt.project.unit), receipt.origin_region_code, receipt.origin_country)


def _upload(project: Project, uploads: Sequence[Any], *, by: User, at: datetime) -> list[Evidence]:
    return [upload_evidence(project, by=by, at=at, kind=EvidenceKind.CAPITAL, upload=upload) for upload in uploads]


def _attach(receipt: Receipt, evidence: Sequence[Evidence]) -> None:
    if any(paper.project_id != receipt.project_id for paper in evidence):
        raise Refused(_("佐证材料须属于同一项目。"))
    receipt.evidence.set(evidence)


def _hold_another_person(receipt: Receipt, by: User) -> None:
    if receipt.claimed_by_id == by.pk:
        raise Refused(_("不能认定自己申报的资金:须由另一人认定。"))
