"""What people are told about courses and asked afterwards, queued in the transaction of the act."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.outbox.actions import queue_message
from dianxiaoer.domain.outbox.states import Channel
from dianxiaoer.domain.training.models import Course, Outcome, Registration

REMIND_BEFORE = timedelta(days=1)


def tell_registered(course: Course, registration: Registration, at: datetime, *, moved_up: bool = False) -> None:
    """A seat, or a place in line; the day before, a reminder to who has a seat."""
    with translation.override(_language(registration.account)):
        words = _words(course) | {"seat": registration.place}
        if registration.place is None:
            sentence = _("【店小二】%(what)s 名额已满,已为您登记候补,有空位时短信通知。")
        elif moved_up:
            sentence = _("【店小二】候补成功:%(what)s,%(when)s,%(where)s,座号 %(seat)s。")
        else:
            sentence = _("【店小二】报名成功:%(what)s,%(when)s,%(where)s,座号 %(seat)s。")
        _sms(course, registration, f"registered.{registration.version}", sentence % words, at)
        due = course.starts_at - REMIND_BEFORE
        if registration.place is not None and due > at:
            text = _("【店小二】提醒:%(what)s,%(when)s,%(where)s,座号 %(seat)s。") % words
            _sms(course, registration, "remind", text, at, send_at=due)


def tell_cancelled(course: Course, registration: Registration, at: datetime) -> None:
    with translation.override(_language(registration.account)):
        words = _words(course) | {"why": course.cancel_reason}
        _sms(course, registration, "cancelled", _("【店小二】%(what)s(%(when)s)已取消:%(why)s。") % words, at)


def tell_outcome_asked(outcome: Outcome, at: datetime) -> None:
    if not outcome.phone:
        return
    with translation.override(_language(outcome.account)):
        text = _("【店小二】回访:贵企业参加“%(what)s”后,成本和订单有什么变化?请打开“培训活动—我的报名”填写,约 1 分钟。")
        queue_message(
            f"training.outcome.{outcome.pk}",
            unit=outcome.unit,
            channel=Channel.SMS,
            address=outcome.phone,
            text=text % {"what": outcome.course.name},
            at=at,
            about=outcome,
        )


def _sms(
    course: Course, registration: Registration, part: str, text: str, at: datetime, *, send_at: datetime | None = None
) -> None:
    if not registration.phone:
        return
    queue_message(
        f"training.{registration.pk}.{part}",
        unit=course.unit,
        channel=Channel.SMS,
        address=registration.phone,
        text=text,
        at=at,
        about=registration,
        send_at=send_at,
    )


def _words(course: Course) -> dict[str, object]:
    return {
        "what": course.name,
        "when": f"{timezone.localtime(course.starts_at):%Y-%m-%d %H:%M}",
        "where": course.place or course.host_firm or "—",
    }


def _language(account: Account | None) -> str:
    return account.language if account else "zh-hans"
