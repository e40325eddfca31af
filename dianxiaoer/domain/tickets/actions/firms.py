"""What a firm itself does to its ticket: supply, withdraw, contest the answer, rate. Never one of the staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.actions.common import keep_all, need_text, say, signed, told_of
from dianxiaoer.domain.tickets.actions.ending import again, end
from dianxiaoer.domain.tickets.actions.handling import go_on
from dianxiaoer.domain.tickets.clock import end_of
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import is_callers, rateable
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.domain.tickets.states import (
    CALL_BACK_DAYS,
    CONTEST_DAYS,
    MEND_DAYS,
    OFFLINE_ASPECTS,
    ONLINE_ASPECTS,
    ONLINE_CHANNELS,
    POINTS_A_STAR,
    NoteKind,
    Stars,
)
from dianxiaoer.kernel.events import record_event
from dianxiaoer.kernel.records import lock, write
from dianxiaoer.kernel.refusals import Refused


@transaction.atomic
def supply(ticket: Ticket, *, caller: Caller, at: datetime, text: str, files: Iterable[Any] = ()) -> Ticket:
    """Answer what the body asked for; the clock runs on."""
    hold_caller(caller, ticket)
    kept = keep_all(files)
    moved = go_on(ticket, "supply", by=caller, at=at, note=need_text(text, _("补充内容")))
    say(moved, NoteKind.SUPPLY, text, by=caller, at=at, is_shown=True, kept=kept)
    return moved


@transaction.atomic
def withdraw(ticket: Ticket, *, caller: Caller, at: datetime, reason: str = "") -> Ticket:
    """The firm no longer needs it. Refused once it was answered."""
    hold_caller(caller, ticket)
    return end(ticket, "withdraw", by=caller, at=at, note=reason.strip())


@transaction.atomic
def object_answer(ticket: Ticket, *, caller: Caller, at: datetime, text: str, files: Iterable[Any] = ()) -> Ticket:
    """The firm does not accept the answer: a new round with the same body, once, within 15 days of the answer."""
    hold_caller(caller, ticket)
    kept = keep_all(files)
    text = need_text(text, _("不认可的理由"))
    fresh = lock(ticket)
    if fresh.notes.filter(kind=NoteKind.OBJECTION).exists():
        raise Refused(_("您已提出过一次异议,如仍不满意请评价或投诉。"))
    if fresh.answered_at is None or at > fresh.answered_at + timedelta(CONTEST_DAYS):
        raise Refused(_("请在答复后 %(n)d 日内提出。") % {"n": CONTEST_DAYS})
    moved = again(fresh, "reopen", by=caller, at=at, reason=text)
    say(moved, NoteKind.OBJECTION, text, by=caller, at=at, is_shown=True, kept=kept)
    return moved


@transaction.atomic
def rate_ticket(
    ticket: Ticket,
    *,
    caller: Caller,
    at: datetime,
    level: int,
    aspects: Mapping[str, int] | None = None,
    text: str = "",
    is_anonymous: bool = True,
) -> Rating:
    """One rating of a finished ticket: level 5 very satisfied … 1 very dissatisfied, and stars for named aspects.

    1 or 2 opens a call-back due in one day and a mending due in 15 days, and may be followed by one more rating.
    Raises Refused before the answer, for an unknown aspect, and for a second one that is not due.
    """
    hold_caller(caller, ticket)
    fresh = lock(ticket)
    place = rateable(fresh, at=at)
    if place is None:
        raise Refused(_("这件诉求还不能评价,或已经评价过。"))
    is_online = fresh.channel in ONLINE_CHANNELS
    stars = _levels(level, aspects or {}, is_online)
    is_bad = level in {Stars.DISSATISFIED, Stars.VERY_DISSATISFIED}
    opens = is_bad and place == 1
    day = timezone.localtime(at).date()
    rating = Rating(
        ticket=fresh,
        place=place,
        stars=level,
        points=level * POINTS_A_STAR,
        is_online=is_online,
        aspects=stars,
        text=text.strip(),
        account=caller.account,
        is_anonymous=is_anonymous,
        rated_at=at,
        rated_on=day,
        call_back_due_at=end_of(day + timedelta(CALL_BACK_DAYS)) if opens else None,
        mend_due_at=end_of(day + timedelta(MEND_DAYS)) if opens else None,
        created_at=at,
        updated_at=at,
    )
    rating.full_clean()
    rating.save(force_insert=True)
    if place == 1:
        fresh.stars = level
        write(fresh, ["stars"], at=at)
    who = _("企业评价") if is_anonymous else told_of(caller)
    record_event(
        rating, "tickets.rate", by=signed(caller), at=at, root=fresh, note=f"{who}:{rating.get_stars_display()}"
    )
    return rating


def hold_caller(caller: Caller | User, ticket: Ticket) -> None:
    """Raises PermissionDenied for one of the staff and for a ticket that is not the caller's."""
    if not isinstance(caller, Caller) or not is_callers(caller, ticket):
        raise PermissionDenied(_("只有提出诉求的企业可以这样做。"))


def _levels(level: int, aspects: Mapping[str, int], is_online: bool) -> dict[str, int]:
    named = ONLINE_ASPECTS if is_online else OFFLINE_ASPECTS
    if level not in Stars.values or any(value not in Stars.values for value in aspects.values()):
        raise Refused(_("请从五个等级中选择。"))
    if unknown := aspects.keys() - set(named):
        raise Refused(_("没有这个评价项:%s。") % "、".join(sorted(unknown)))
    return dict(aspects)
