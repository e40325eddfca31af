"""Filing an inspection before it takes place, merging several into one, calling one off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.actions import note_entry, raise_alert
from dianxiaoer.domain.entries.quiet import is_one_too_many
from dianxiaoer.domain.entries.states import AlertKind, EntryKind
from dianxiaoer.domain.inspections.caps import CapReached, give_back, take_one
from dianxiaoer.domain.inspections.models import Filing, FilingBody, FilingOfficer, InspectionPlan
from dianxiaoer.domain.inspections.states import FILING, FilingStage, InspectionKind
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.records import add, amend, lock
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move

LEAST_OFFICERS = 2


@dataclass(frozen=True)
class Officer:
    """Who inspects, by enforcement certificate; `body` None is the leading body's."""

    name: str
    certificate: str
    body: Unit | None = None


def file_inspection(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    company: Company,
    kind: str,
    basis: str,
    items: str,
    planned_on: date,
    officers: Sequence[Officer],
    bodies: Iterable[Unit] = (),
    plan: InspectionPlan | None = None,
    exempt: str = "",
    exempt_note: str = "",
) -> Filing:
    """An inspection on file. Counts against the cap of every body taking part, unless an exempt reason is recorded.

    Raises CapReached (and leaves an alert for the supervisors), Refused for fewer than two certified officers.
    """
    require_at(by, "inspections.file", unit)
    row = Filing(
        unit=unit, owner=by, company=company, kind=kind, basis=basis, items=items, planned_on=planned_on, plan=plan,
        exempt=exempt, exempt_note=exempt_note.strip(), officer_count=len(_distinct(officers)), filed_at=at,
    )  # fmt: skip
    taking_part = list(dict.fromkeys([unit, *bodies]))
    try:
        return _write(row, officers, taking_part, by=by, at=at)
    except CapReached as problem:
        _tell_capped(problem, by=by, at=at)
        raise


@transaction.atomic
def merge_inspections(filings: Sequence[Filing], *, by: User, at: datetime, planned_on: date) -> Filing:
    """Several filings at one firm become one joint inspection: all bodies, officers and matters, on one day.

    The first leads. What the single ones had counted is given back first, so that each body counts once.
    """
    for filing in filings:
        require(by, "inspections.merge", filing)
    rows = [lock(filing) for filing in sorted(filings, key=lambda filing: filing.pk)]
    if len(rows) < 2:
        raise Refused(_("至少选两件检查才能合并。"))
    if len({row.company_id for row in rows}) > 1:
        raise Refused(_("只有对同一家企业的检查才能合并。"))
    if any(row.stage != FilingStage.FILED for row in rows):
        raise Refused(_("已经入企或取消的检查不能合并。"))
    first = rows[0]
    officers = [
        Officer(one.name, one.certificate, one.body) for row in rows for one in row.officers.select_related("body")
    ]
    bodies = [one.body for row in rows for one in row.bodies.select_related("body")]
    for row in rows:
        _release(row)
    joint = Filing(
        unit=first.unit, owner=first.owner, company=first.company, kind=InspectionKind.JOINT,
        basis="\n".join(dict.fromkeys(row.basis for row in rows)),
        items="\n".join(dict.fromkeys(row.items for row in rows)),
        planned_on=planned_on, exempt=first.exempt if all(row.exempt for row in rows) else "",
        exempt_note=first.exempt_note if all(row.exempt for row in rows) else "",
        officer_count=len(_distinct(officers)), filed_at=at,
    )  # fmt: skip
    joint = _write(joint, officers, list(dict.fromkeys(bodies)), by=by, at=at)
    reason = _("并入联合检查 %(number)s") % {"number": joint.number}
    for row in rows:
        _call_off(amend(row, "inspections.merge", {"joined_into": joint}, by=by, at=at), by=by, at=at, reason=reason)
    return joint


@transaction.atomic
def cancel_inspection(filing: Filing, *, by: User, at: datetime, reason: str) -> Filing:
    """Called off before anybody came; it no longer counts."""
    require(by, "inspections.cancel", filing)
    if lock(filing).stage == FilingStage.FILED:
        _release(filing)
    return _call_off(filing, by=by, at=at, reason=reason)


@transaction.atomic
def _write(row: Filing, officers: Sequence[Officer], bodies: Sequence[Unit], *, by: User, at: datetime) -> Filing:
    _refuse_too_few(officers)
    counted = {} if row.exempt else {body.pk: take_one(row.company, body, row.planned_on) for body in bodies}
    filing = add(row, "inspections.file", by=by, at=at)
    stamps = {"created_at": at, "updated_at": at}
    FilingBody.objects.bulk_create(
        FilingBody(filing=filing, body=body, is_counted=counted.get(body.pk, False), **stamps) for body in bodies
    )
    FilingOfficer.objects.bulk_create(
        FilingOfficer(filing=filing, name=one.name.strip(), certificate=one.certificate.strip(),
                      body=one.body or filing.unit, **stamps)
        for one in _distinct(officers)
    )  # fmt: skip
    _enter(filing, officers, at=at)
    _warn(filing, by=by, at=at)
    return filing


def _enter(filing: Filing, officers: Sequence[Officer], *, at: datetime) -> None:
    note_entry(
        filing, at=at, unit=filing.unit, company=filing.company, kind=EntryKind.INSPECTION, on=filing.planned_on,
        who="、".join(one.name for one in officers), purpose=filing.items,
    )  # fmt: skip


def _warn(filing: Filing, *, by: User, at: datetime) -> None:
    """Supervisors learn of every exemption, and of a firm entered more often in a month than the quiet rule allows."""
    if filing.exempt:
        text = f"{filing.number} {filing.get_exempt_display()}:{filing.exempt_note}"
        raise_alert(
            f"exempt:{filing.pk}",
            at=at,
            unit=filing.unit,
            company=filing.company,
            kind=AlertKind.EXEMPT,
            text=text,
            by=by,
        )
    too_many, so_far, limit = is_one_too_many(filing.company, filing.planned_on, but=filing)
    if too_many:
        text = _("%(month)s 已有 %(n)d 次入企,上限 %(limit)s 次;又备案 %(number)s") % {
            "month": f"{filing.planned_on:%Y-%m}", "n": so_far, "limit": limit, "number": filing.number,
        }  # fmt: skip
        raise_alert(
            f"repeated:inspection:{filing.pk}", at=at, unit=filing.unit, company=filing.company,
            kind=AlertKind.REPEATED, text=text, by=by,
        )  # fmt: skip


def _tell_capped(problem: CapReached, *, by: User, at: datetime) -> None:
    """Outside the transaction that failed, so that it stays; once a day for a person, body and firm."""
    key = f"capped:{problem.body.pk}:{problem.company.pk}:{by.pk}:{at:%Y%m%d}"
    raise_alert(
        key, at=at, unit=problem.body, company=problem.company, kind=AlertKind.CAPPED, text=problem.messages[0], by=by
    )


def _release(filing: Filing) -> None:
    for one in filing.bodies.filter(is_counted=True).select_related("body"):
        give_back(filing.company, one.body, filing.planned_on)
    filing.bodies.update(is_counted=False)


def _call_off(filing: Filing, *, by: User, at: datetime, reason: str) -> Filing:
    filing = move(filing, FILING, "cancel", by=by, at=at, changes={"cancel_reason": reason}, note=reason)
    note_entry(
        filing, at=at, unit=filing.unit, company=filing.company, kind=EntryKind.INSPECTION, on=filing.planned_on,
        purpose=filing.items, is_cancelled=True,
    )  # fmt: skip
    return filing


def _refuse_too_few(officers: Sequence[Officer]) -> None:
    if any(not one.name.strip() or not one.certificate.strip() for one in officers):
        raise Refused(_("每位检查人员都要有姓名和执法证号。"))
    if len(_distinct(officers)) < LEAST_OFFICERS:
        raise Refused(_("检查人员至少两名,执法证号不能相同。"))


def _distinct(officers: Sequence[Officer]) -> list[Officer]:
    """One officer per certificate: the same card twice is one person."""
    return list({one.certificate.strip(): one for one in officers}.values())
