"""Reminders of every room's duties: two days before, one day before, on the day, and when overdue; once a day each person.

Owners get one message a day by the channels they chose; firms a text about what they still have to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from importlib import import_module
from itertools import chain, islice
from typing import TypeVar

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dianxiaoer.domain.outbox.actions import message_of, messages_to, preference_of, queue_messages
from dianxiaoer.domain.outbox.dues import Due, Pile, Stage, piles_of, window_of
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.outbox.states import Channel
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.tickets.dues import FirmDue, firm_dues
from dianxiaoer.kernel.models import JobRun

#: each room's `dues(first, last)`; a room that gets duties adds its line
SOURCES: tuple[str, ...] = (
    "dianxiaoer.domain.leads.dues:dues",
    "dianxiaoer.domain.activities.dues:dues",
    "dianxiaoer.domain.projects.dues:dues",
    "dianxiaoer.domain.funds.dues:dues",
    "dianxiaoer.domain.tickets.dues:dues",
    "dianxiaoer.domain.appointments.dues:dues",
    "dianxiaoer.domain.training.dues:dues",
    "dianxiaoer.domain.visits.dues:dues",
    "dianxiaoer.domain.inspections.dues:dues",
    "dianxiaoer.domain.supervision.dues:dues",
)
MORNING = time(8)
AT_ONCE = 500
T = TypeVar("T")
_DAY = "reminders of the day"


def run(at: datetime) -> int:
    """Once each working day, from eight in the morning on. Returns how many people and firms were reminded."""
    local = timezone.localtime(at)
    calendar = working_calendar((local.year - 1, local.year, local.year + 1))
    if local.time() < MORNING or not calendar.is_workday(local.date()) or not _claim(at):
        return 0
    return remind(local.date(), at)


def remind(on: date, at: datetime) -> int:
    """Remind everybody concerned as of a day. Again on the same day: nothing is queued twice."""
    window = window_of(on, working_calendar((on.year - 1, on.year, on.year + 1)))
    piles = piles_of(_all(window.since, window.in_two_days), window)
    people = sum(_tell(chunk, piles, on, at) for chunk in _chunks(sorted(piles)))
    return people + sum(_tell_firms(chunk, at) for chunk in _chunks(firm_dues(on)))


def _all(first: date, last: date) -> Iterator[Due]:
    for source in SOURCES:
        module, _colon, name = source.partition(":")
        room: Callable[[date, date], Iterable[Due]] = getattr(import_module(module), name)
        yield from room(first, last)


def _tell(ids: list[int], piles: dict[int, Pile], on: date, at: datetime) -> int:
    people = User.objects.filter(pk__in=ids, is_active=True).select_related("unit", "preference")
    messages = [_reminder(person, piles[person.pk], on, at) for person in people if preference_of(person).reminds]
    queue_messages(chain.from_iterable(messages))
    return sum(map(bool, messages))


def _reminder(person: User, pile: Pile, on: date, at: datetime) -> list[Message]:
    with translation.override(person.language):
        return messages_to(person, f"remind/{person.pk}/{on}", text=_sentence(pile), at=at, title=_("到期提醒"))


def _sentence(pile: Pile) -> str:
    words = {
        Stage.OVERDUE: _("新超期 %(n)d 件"),
        Stage.TODAY: _("今天到期 %(n)d 件"),
        Stage.TOMORROW: _("下个工作日到期 %(n)d 件"),
        Stage.TWO_DAYS: _("两个工作日后到期 %(n)d 件"),
    }
    counts = [words[stage] % {"n": pile.counts[stage]} for stage in sorted(pile.counts)]
    named = "、".join(title for _stage, title in sorted(pile.titles))
    return _("【店小二】%(counts)s:%(named)s。请登录办理。") % {"counts": ",".join(counts), "named": named}


def _tell_firms(dues: list[FirmDue], at: datetime) -> int:
    queue_messages([_text_to_firm(due, at) for due in dues])
    return len(dues)


def _text_to_firm(due: FirmDue, at: datetime) -> Message:
    ticket = due.ticket
    language = ticket.account.language if ticket.account else settings.LANGUAGE_CODE
    with translation.override(language):
        text = (
            _("【店小二】您的诉求 %(number)s 等您补充材料,补充后继续办理。")
            if due.what == "question"
            else _("【店小二】您的诉求 %(number)s 已答复,请评价。不满意的,1 天内回访。")
        ) % {"number": ticket.number}
    return message_of(
        due.key, unit=ticket.unit, channel=Channel.SMS, address=ticket.contact_phone, text=text, at=at, about=ticket
    )


def _claim(at: datetime) -> bool:
    """Whether the day is ours: the mark moves in one statement, so two machines never both remind."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    JobRun.objects.get_or_create(name=_DAY)
    open_day = Q(started_at__isnull=True) | Q(started_at__lt=midnight)
    return bool(JobRun.objects.filter(open_day, name=_DAY).update(started_at=at))


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk
