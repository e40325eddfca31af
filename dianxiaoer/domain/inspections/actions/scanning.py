"""On site: scan in, scan out, papers left, the result. Each scan is one moment and one position, or says why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.codes.tokens import FORGED, RENEWED, REVOKED, read_token
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.actions import note_entry, raise_alert
from dianxiaoer.domain.entries.states import AlertKind, EntryKind
from dianxiaoer.domain.inspections.models import Filing, LeftDocument
from dianxiaoer.domain.inspections.states import FILING, ExemptReason, FilingStage
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.files import keep
from dianxiaoer.kernel.records import add
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@dataclass(frozen=True)
class Position:
    """Where a scan was made, in degrees, or why it is not known (the phone refused)."""

    latitude: Decimal | None = None
    longitude: Decimal | None = None
    refusal: str = ""

    def __post_init__(self) -> None:
        if self.latitude is None or self.longitude is None:
            if not self.refusal.strip():
                raise Refused(_("没有取得位置。请允许定位,或写明未定位的原因。"))
        elif not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise Refused(_("位置不在地球上,请重新定位或写明原因。"))

    def fields(self, way: str) -> dict[str, Any]:
        """The columns of a scan ("in" or "out"); about a metre is kept, no track."""
        known = self.latitude is not None and self.longitude is not None
        return {
            f"{way}_latitude": _rounded(self.latitude) if known else None,
            f"{way}_longitude": _rounded(self.longitude) if known else None,
            f"{way}_no_position": "" if known else self.refusal.strip(),
        }


@transaction.atomic
def scan_in(
    filing: Filing, *, by: User, at: datetime, position: Position, token: str = "", no_code_reason: str = ""
) -> Filing:
    """Inside, by the code on the wall. Without one the reason is written down and supervisors are told.

    Raises Refused for a forged, revoked or replaced code, or another firm's; StageRefused when scanned before.
    """
    require(by, "inspections.scan_in", filing)
    code = code_at(filing.company, token, no_code_reason)
    changes = {"in_at": at, "code": code, "no_code_reason": "" if code else no_code_reason.strip()}
    filing = move(filing, FILING, "scan_in", by=by, at=at, changes=changes | position.fields("in"))
    _entered(filing, at=at)
    if code is None:
        _tell_unscanned(filing, by=by, at=at)
    return filing


@transaction.atomic
def scan_out(
    filing: Filing,
    *,
    by: User,
    at: datetime,
    position: Position,
    token: str = "",
    no_code_reason: str = "",
    arrived_at: datetime | None = None,
) -> Filing:
    """Outside again. An emergency may scan for the first time now: then `arrived_at` says since when.

    Raises Refused when nobody scanned in and it is no emergency.
    """
    require(by, "inspections.scan_out", filing)
    changes: dict[str, Any] = {"out_at": at} | position.fields("out")
    if filing.stage == FilingStage.FILED:
        changes |= _emergency_entry(filing, at, position, token, no_code_reason, arrived_at)
    else:
        code_at(filing.company, token, no_code_reason)
    filing = move(filing, FILING, "scan_out", by=by, at=at, changes=changes)
    _entered(filing, at=at)
    return filing


def leave_document(filing: Filing, *, by: User, at: datetime, title: str, upload: Any) -> LeftDocument:
    """A paper left at the firm, while there or afterwards until the result."""
    require(by, "inspections.leave_document", filing)
    if filing.stage in {FilingStage.FILED, FilingStage.CANCELLED}:
        raise Refused(_("还没有扫码入企,不能登记留下的文书。"))
    stored = keep(upload)
    row = LeftDocument(
        filing=filing, title=title, name=stored.name, sha256=stored.sha256, size_bytes=stored.size_bytes,
        content_type=stored.content_type,
    )  # fmt: skip
    return add(row, "inspections.leave_document", by=by, at=at, root=filing, note=title)


def conclude_inspection(
    filing: Filing, *, by: User, at: datetime, result: str, result_note: str = "", rectify_by: date | None = None
) -> Filing:
    require(by, "inspections.conclude", filing)
    changes = {"result": result, "result_note": result_note, "rectify_by": rectify_by}
    return move(filing, FILING, "conclude", by=by, at=at, changes=changes)


def code_at(company: Company, token: str, no_code_reason: str) -> ServiceCode | None:
    """The good code of a firm that was scanned; None when a reason says why none was. Raises Refused otherwise."""
    if not token:
        if not no_code_reason.strip():
            raise Refused(_("请先扫企业的服务码;没有或损坏的,写明原因。"))
        return None
    reading = read_token(token)
    if reading.fault == FORGED or reading.code is None:
        raise Refused(_("这不是本系统制发的服务码。请核对是否扫错,或向企业索要正式的服务码。"))
    if reading.fault == REVOKED:
        raise Refused(_("这一服务码已停用。请扫企业现用的服务码。"))
    if reading.fault == RENEWED:
        raise Refused(_("这一服务码已换发,旧码作废。请扫新版的服务码。"))
    if reading.code.company_id != company.pk:
        raise Refused(_("扫到的是“%(firm)s”的服务码,与备案企业不符。") % {"firm": reading.code.company})
    return reading.code


def _emergency_entry(
    filing: Filing, at: datetime, position: Position, token: str, no_code_reason: str, arrived_at: datetime | None
) -> dict[str, Any]:
    if filing.exempt != ExemptReason.EMERGENCY:
        raise Refused(_("入企时没有扫码。只有紧急情况可以在离开前补扫。"))
    if arrived_at is None or arrived_at > at:
        raise Refused(_("请填写实际入企的时间,不能晚于现在。"))
    code = code_at(filing.company, token, no_code_reason)
    changes = {"in_at": arrived_at, "code": code, "no_code_reason": "" if code else no_code_reason.strip()}
    return changes | position.fields("in")


def _entered(filing: Filing, *, at: datetime) -> None:
    names = "、".join(filing.officers.values_list("name", flat=True))
    on = timezone.localdate(filing.in_at) if filing.in_at else filing.planned_on
    note_entry(
        filing, at=at, unit=filing.unit, company=filing.company, kind=EntryKind.INSPECTION, on=on, who=names,
        purpose=filing.items, is_done=True,
    )  # fmt: skip


def _tell_unscanned(filing: Filing, *, by: User, at: datetime) -> None:
    text = f"{filing.number} {filing.no_code_reason}"
    raise_alert(
        f"unscanned:{filing.pk}", at=at, unit=filing.unit, company=filing.company, kind=AlertKind.UNSCANNED,
        text=text, by=by,
    )  # fmt: skip


def _rounded(degrees: Decimal | None) -> Decimal | None:
    return None if degrees is None else degrees.quantize(Decimal("0.00001"))
