"""After a bad rating: the call-back, the mending, and setting aside one that was found mistaken."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions.common import need_text, tell_firm
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import lock, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def call_back(rating: Rating, *, by: User, at: datetime, note: str, is_confirmed: bool) -> Rating:
    """Ring the firm about a bad rating, and say whether it holds. Not by who handled the ticket."""
    require(by, "tickets.call_back", rating)
    fresh = _bad(rating)
    if fresh.called_back_at is not None:
        raise Refused(_("这条差评已回访。请刷新页面。"))
    if fresh.ticket.owner_id == by.pk:
        raise Refused(_("差评回访须由经办人以外的人进行。"))
    fresh.called_back_at, fresh.called_back_by, fresh.is_confirmed = at, by, is_confirmed
    fresh.call_back_note = need_text(note, _("回访记录"))
    write(fresh, ["called_back_at", "called_back_by", "is_confirmed", "call_back_note"], at=at)
    record_event(fresh, "tickets.call_back", by=by, at=at, root=fresh.ticket, note=note)
    return fresh


@transaction.atomic
def mend_ticket(rating: Rating, *, by: User, at: datetime, note: str) -> Rating:
    """What was put right, told to the firm, which may then rate once more. Refused before the call-back."""
    require(by, "tickets.mend", rating)
    fresh = _bad(rating)
    if fresh.called_back_at is None:
        raise Refused(_("请先回访企业,再登记整改。"))
    if fresh.mended_at is not None:
        raise Refused(_("这条差评已整改。请刷新页面。"))
    fresh.mended_at, fresh.mended_by, fresh.mend_note = at, by, need_text(note, _("整改情况"))
    write(fresh, ["mended_at", "mended_by", "mend_note"], at=at)
    record_event(fresh, "tickets.mend", by=by, at=at, root=fresh.ticket, note=note)
    tell_firm(fresh.ticket, "mend", _("您反映的问题已整改,您可以再评价一次。"), at=at)
    return fresh


@transaction.atomic
def exclude_rating(rating: Rating, *, by: User, at: datetime, reason: str) -> Rating:
    """Set a mistaken or malicious rating aside, after a review that is written down. Only who supervises."""
    require(by, "tickets.exclude_rating", rating)
    fresh = lock(rating)
    if fresh.excluded_at is not None:
        raise Refused(_("这条评价已剔除。"))
    fresh.excluded_at, fresh.excluded_by, fresh.exclude_reason = at, by, need_text(reason, _("剔除理由"))
    write(fresh, ["excluded_at", "excluded_by", "exclude_reason"], at=at)
    ticket = lock(fresh.ticket)
    if fresh.place == 1:
        ticket.stars = None
        write(ticket, ["stars"], at=at)
    record_event(fresh, "tickets.exclude_rating", by=by, at=at, root=fresh.ticket, note=reason)
    return fresh


def _bad(rating: Rating) -> Rating:
    fresh = lock(rating)
    if fresh.call_back_due_at is None or fresh.excluded_at is not None:
        raise Refused(_("只有有效的差评需要回访和整改。"))
    return fresh
