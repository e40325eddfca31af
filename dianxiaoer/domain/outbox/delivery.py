"""What the worker does with rows: takes a handful in hand, notes what arrived, plans the next try, gives up in the end.

A row in hand is left alone by every other worker until its hold ends; a worker that dies in between loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from dianxiaoer.domain.outbox.models import Message, Subscription
from dianxiaoer.domain.outbox.states import MessageState

HOLD = timedelta(minutes=10)
#: nothing older is sent any more: who reads a reminder of last week?
TOO_OLD = timedelta(days=7)
LONGEST_REST = timedelta(hours=1)


def due_messages(at: datetime) -> QuerySet[Message]:
    free = Q(held_until__isnull=True) | Q(held_until__lte=at)
    return Message.objects.filter(free, state=MessageState.WAITING, send_at__lte=at)


@transaction.atomic
def take_in_hand(at: datetime, limit: int = 200, leave: Sequence[str] = ()) -> list[Message]:
    """The messages due longest, held for this worker. leave: channels known to be down. Two statements."""
    rows = due_messages(at).exclude(channel__in=list(leave)).select_for_update(skip_locked=True)
    found = list(rows.order_by("send_at", "id")[:limit])
    Message.objects.filter(pk__in=[row.pk for row in found]).update(held_until=at + HOLD)
    return found


def let_go(messages: Sequence[Message]) -> None:
    """Not tried after all: free for the next turn."""
    Message.objects.filter(pk__in=[row.pk for row in messages]).update(held_until=None)


def note_sent(messages: Sequence[Message], at: datetime) -> None:
    held = Message.objects.filter(pk__in=[row.pk for row in messages], state=MessageState.WAITING)
    held.update(
        state=MessageState.SENT, sent_at=at, attempts=F("attempts") + 1, held_until=None, problem="", updated_at=at,
        version=F("version") + 1,
    )  # fmt: skip


def note_failure(messages: Sequence[Message], reason: str, at: datetime, *, tries: int, for_good: bool) -> None:
    """The next try after 1, 2, 4 … minutes, at most an hour; none after `tries`, or when it would not help."""
    for message in messages:
        attempts = message.attempts + 1
        over = for_good or attempts >= tries
        facts = {"attempts": attempts, "problem": reason[:300], "held_until": None, "updated_at": at}
        if over:
            facts |= {"state": MessageState.DEAD}
        else:
            facts |= {"send_at": at + min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_REST)}
        Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(**facts, version=F("version") + 1)


def give_up_old(at: datetime) -> int:
    """What waited too long (a gateway never set) is no longer worth sending. Returns how many."""
    old = Message.objects.filter(state=MessageState.WAITING, created_at__lt=at - TOO_OLD, send_at__lte=at)
    problem = _("等了 %(n)d 天没有发出,不再发送") % {"n": TOO_OLD.days}
    return old.update(state=MessageState.DEAD, problem=problem, updated_at=at, version=F("version") + 1)


def counts_by_state() -> dict[str, int]:
    return dict(Message.objects.order_by().values_list("state").annotate(n=Count("pk")))


def subscriptions_by_id(ids: Sequence[int]) -> dict[int, Subscription]:
    return Subscription.objects.in_bulk(list(ids))
