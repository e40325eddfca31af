"""What is told about an appointment, to the firm and to the officer, queued in the transaction of the act."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dianxiaoer.domain.appointments.models import Booking, WaitingEntry
from dianxiaoer.domain.outbox.actions import queue_message
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.outbox.states import Channel, MessageState
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import subject_of


def tell_booked(booking: Booking, at: datetime, *, moved_up: bool = False) -> None:
    """The firm learns that the place is its own; the reminder waits for its time; the officer on call is told too."""
    with translation.override(_language(booking)):
        words = _words(booking)
        sentence = (
            _("【店小二】候补成功:%(what)s,%(when)s,%(where)s。预约号 %(number)s。不能来请在 %(until)s 前取消。")
            if moved_up
            else _("【店小二】预约成功:%(what)s,%(when)s,%(where)s。预约号 %(number)s。不能来请在 %(until)s 前取消。")
        )
        _sms(booking, "booked", sentence % words, at)
        due = booking.starts_at - timedelta(minutes=booking.window.remind_minutes)
        if due > at:
            reminder = _("【店小二】提醒:%(what)s,%(when)s,%(where)s。预约号 %(number)s。") % words
            _sms(booking, "remind", reminder, at, send_at=due)
    if booking.officer is not None:
        tell_officer(booking, at)


def tell_confirmed(booking: Booking, at: datetime) -> None:
    with translation.override(_language(booking)):
        _sms(
            booking,
            "confirmed",
            _("【店小二】预约 %(number)s 已确认:%(what)s,%(when)s,%(where)s。") % _words(booking),
            at,
        )


def tell_cancelled(booking: Booking, at: datetime) -> None:
    """The office cancelled; the firm learns why. What was still to be sent is not sent."""
    with translation.override(_language(booking)):
        words = _words(booking) | {"why": booking.cancel_reason}
        text = _("【店小二】预约 %(number)s(%(what)s,%(when)s)已取消:%(why)s。请另约时间,或致电窗口。")
        _sms(booking, "cancelled", text % words, at)


def tell_officer(booking: Booking, at: datetime) -> None:
    """The officer who receives them, on the phone of the duty list or of the person."""
    officer = booking.officer
    if officer is None or not officer.phone:
        return
    with translation.override(officer.language):
        words = _words(booking) | {"who": booking.company_name or booking.contact_name}
        text = _("【店小二】您有预约接待:%(who)s,%(what)s,%(when)s,%(where)s。预约号 %(number)s。") % words
        _sms(booking, f"officer.{officer.pk}", text, at, to=officer)


def tell_in_line(entry: WaitingEntry, place: int, at: datetime) -> None:
    with translation.override(_language(entry)):
        text = _("【店小二】已登记候补:%(what)s,%(on)s,第 %(place)s 位。有人取消时自动递补并短信通知。")
        queue_message(
            f"appointments.waiting.{entry.pk}",
            unit=entry.unit,
            channel=Channel.SMS,
            address=entry.contact_phone,
            text=text % {"what": entry.item.label, "on": entry.on, "place": place},
            at=at,
            about=entry,
        )


def take_back_messages(booking: Booking, at: datetime) -> int:
    """Messages about an appointment that still wait to be sent are not sent. Returns how many."""
    waiting = Message.objects.filter(
        subject=subject_of(booking), object_id=booking.pk, state=MessageState.WAITING, send_at__gt=at
    )
    return waiting.update(state=MessageState.CANCELLED, updated_at=at)


def _sms(
    booking: Booking, part: str, text: str, at: datetime, *, send_at: datetime | None = None, to: User | None = None
) -> None:
    queue_message(
        f"appointments.{booking.pk}.{part}",
        unit=booking.unit,
        channel=Channel.SMS,
        address=to.phone if to else booking.contact_phone,
        text=text,
        at=at,
        to=to,
        about=booking,
        send_at=send_at,
    )


def _words(booking: Booking) -> dict[str, str]:
    starts, ends = timezone.localtime(booking.starts_at), timezone.localtime(booking.ends_at)
    until = timezone.localtime(booking.cancel_until)
    return {
        "what": booking.item.label,
        "when": f"{starts:%Y-%m-%d %H:%M}–{ends:%H:%M}",
        "where": booking.address or f"{booking.window.label} {booking.window.place}".strip(),
        "number": booking.number,
        "until": f"{until:%m-%d %H:%M}",
    }


def _language(row: Booking | WaitingEntry) -> str:
    return row.account.language if row.account else "zh-hans"
