"""What the firm does after an inspection: rate it once, unseen by the body; complain, which opens a ticket."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.inspections.models import Filing, InspectionRating
from dianxiaoer.domain.inspections.states import ASPECTS, FilingStage, Level
from dianxiaoer.domain.tickets.actions.registering import register_ticket
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import category_named
from dianxiaoer.domain.tickets.states import TicketChannel, TicketKind
from dianxiaoer.kernel.refusals import Refused

_SALT = "dianxiaoer.inspections.rating"


def rate_inspection(
    filing: Filing,
    *,
    caller: Caller,
    at: datetime,
    level: int,
    aspects: Mapping[str, int] | None = None,
    text: str = "",
) -> None:
    """One rating of an inspection that is over, by one person of the firm. Returns nothing: there is nothing to keep.

    No event, no stamp but the month, no line to the inspection. Raises Refused when this person rated it before.
    """
    refuse_stranger(filing, caller)
    if not filing.is_over:
        raise Refused(_("检查还没有结束,离开后才能评价。"))
    if level not in Level.values or any(
        key not in ASPECTS or value not in Level.values for key, value in (aspects or {}).items()
    ):
        raise Refused(_("请从五个等级中选择。"))
    row = InspectionRating(
        unit_id=filing.unit_id, kind=filing.kind, level=level, aspects=dict(aspects or {}), text=text.strip()[:500],
        rated_month=timezone.localdate(at).replace(day=1), seal=_seal(filing, caller),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.full_clean(exclude=["seal"])
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("这次检查您已经评价过,每人一次。")) from None


def complain_of_inspection(filing: Filing, *, caller: Caller, at: datetime, text: str) -> Ticket:
    """A complaint ticket at the unit that keeps the firm's file, not at the body complained of. Raises Refused without words."""
    refuse_stranger(filing, caller)
    if not text.strip():
        raise Refused(_("请写明投诉的情况。"))
    unit = filing.company.unit
    return register_ticket(
        by=caller, at=at, unit=unit, kind=TicketKind.COMPLAINT, channel=TicketChannel.PORTAL,
        category=category_named(unit, "other"), title=_("投诉检查 %(number)s") % {"number": filing.number},
        text=text, company=filing.company, source=filing,
    )  # fmt: skip


def has_rated(filing: Filing, caller: Caller) -> bool:
    """Whether this caller rated it: only the caller's own session can ask. One statement."""
    return InspectionRating.objects.filter(seal=_seal(filing, caller)).exists()


def refuse_stranger(filing: Filing, caller: Caller) -> None:
    """Who is not of the firm gives no opinion on its inspections."""
    if caller.account is None or filing.company_id not in caller.company_ids:
        raise PermissionDenied(_("您没有绑定“%(firm)s”。") % {"firm": filing.company})
    if filing.stage == FilingStage.CANCELLED:
        raise Refused(_("这次检查已取消。"))


def _seal(filing: Filing, caller: Caller) -> str:
    """HMAC-SHA256 of inspection and phone under a key of this installation."""
    key = salted_hmac(_SALT, "seal", algorithm="sha256").digest()
    return hmac.new(key, f"{filing.pk}:{caller.phone}".encode(), hashlib.sha256).hexdigest()
