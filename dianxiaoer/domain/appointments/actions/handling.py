"""What becomes of an appointment: confirmed, checked in, served, cancelled, not come; and a no-show taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import reaches
from dianxiaoer.domain.appointments.actions.waiting import fill_places
from dianxiaoer.domain.appointments.models import BookedQuarter, Booking
from dianxiaoer.domain.appointments.states import BOOKING, BookingChannel, BookingState
from dianxiaoer.domain.appointments.telling import take_back_messages, tell_cancelled, tell_confirmed, tell_officer
from dianxiaoer.domain.people.access import require
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.kernel.records import amend
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.stages import move


@transaction.atomic
def confirm_appointment(booking: Booking, *, by: User, at: datetime) -> Booking:
    require(by, "appointments.confirm", booking)
    confirmed = move(booking, BOOKING, "confirm", by=by, at=at)
    tell_confirmed(confirmed, at)
    return confirmed


def check_in(booking: Booking, *, by: User, at: datetime) -> Booking:
    """They have come. Only on the day of the appointment."""
    require(by, "appointments.check_in", booking)
    if timezone.localtime(at).date() != booking.on:
        raise Refused(_("预约日期是 %(on)s,只能在当天签到。") % {"on": booking.on})
    return move(booking, BOOKING, "check_in", by=by, at=at, changes={"checked_in_at": at})


def serve_appointment(booking: Booking, *, by: User, at: datetime, result_note: str = "") -> Booking:
    """It is done. Those who came without checking in are checked in by the same act."""
    require(by, "appointments.serve", booking)
    if timezone.localtime(at).date() < booking.on:
        raise Refused(_("预约日期是 %(on)s,还没有到。") % {"on": booking.on})
    changes = {"served_at": at, "checked_in_at": booking.checked_in_at or at, "result_note": result_note.strip()}
    return move(booking, BOOKING, "serve", by=by, at=at, changes=changes)


@transaction.atomic
def miss_appointment(booking: Booking, *, by: User, at: datetime) -> Booking:
    """They did not come: only after the grace time, and never to somebody who checked in. What was held is free again."""
    require(by, "appointments.miss", booking)
    earliest = booking.starts_at + timedelta(minutes=booking.window.grace_minutes)
    if at < earliest:
        raise Refused(
            _("%(when)s(开始后 %(grace)s 分钟)以后才能登记爽约。")
            % {"when": f"{timezone.localtime(earliest):%m-%d %H:%M}", "grace": booking.window.grace_minutes}
        )
    if booking.checked_in_at:
        raise Refused(_("来人已签到,不能登记爽约。请登记办理结果。"))
    missed = move(booking, BOOKING, "miss", by=by, at=at)
    _let_go(missed)
    return missed


@transaction.atomic
def excuse_appointment(booking: Booking, *, by: User, at: datetime, reason: str) -> Booking:
    """A no-show taken back after an appeal: it stays on the record and counts no more."""
    require(by, "appointments.excuse", booking)
    if booking.state != BookingState.NO_SHOW:
        raise Refused(_("只有爽约的预约才能撤销爽约记录。"))
    if not reason.strip():
        raise Refused(_("请写明撤销爽约记录的原因。"))
    changes = {"excused_at": at, "excuse_reason": reason.strip()}
    return amend(booking, "appointments.excuse", changes, by=by, at=at)


@transaction.atomic
def cancel_appointment(
    booking: Booking, *, by: User | Caller, at: datetime, reason: str = "", channel: str = ""
) -> Booking:
    """Called off: the place is free and goes to who waits for it. A firm cancels its own until the window's time, and so
    does another system (channel "api") what was booked through it; the office at any time, with a reason the firm is told.
    """
    if isinstance(by, Caller):
        if not reaches(by, booking):
            raise PermissionDenied(_("这个预约不是您的。"))
        _hold_firm_to_time(booking, at)
        reason = reason.strip() or _("企业自行取消")
    else:
        require(by, "appointments.cancel", booking)
    if channel == BookingChannel.API:
        if booking.channel != channel:
            raise Refused(_("这个预约不是通过接口约的,不能通过接口取消。请致电窗口 %(phone)s。") % _phone(booking))
        _hold_firm_to_time(booking, at)
    cancelled = move(booking, BOOKING, "cancel", by=by, at=at, changes={"cancel_reason": reason.strip()})
    _let_go(cancelled)
    take_back_messages(cancelled, at)
    if not isinstance(by, Caller):
        tell_cancelled(cancelled, at)
    fill_places(cancelled.window, cancelled.on, at=at)
    return cancelled


@transaction.atomic
def assign_officer(booking: Booking, *, by: User, at: datetime, officer: User) -> Booking:
    """Who receives them. Raises Refused when the officer is booked elsewhere at that time."""
    require(by, "appointments.assign", booking)
    if not booking.is_expected:
        raise Refused(_("预约已经结束,不能再指定接待人。"))
    try:
        with transaction.atomic():
            BookedQuarter.objects.filter(booking=booking).update(officer=officer)
    except IntegrityError:
        raise Refused(_("%(who)s 在这个时段已有预约。请换一位接待人。") % {"who": officer}) from None
    assigned = amend(booking, "appointments.assign", {"officer": officer}, by=by, at=at)
    tell_officer(assigned, at)
    return assigned


def link_ticket(booking: Booking, *, by: User, at: datetime, ticket: Ticket | None) -> Booking:
    """The request the appointment serves (a doorstep visit for a 上门办 ticket); None takes the link off."""
    require(by, "appointments.link_ticket", booking)
    return amend(booking, "appointments.link_ticket", {"ticket": ticket}, by=by, at=at)


def _hold_firm_to_time(booking: Booking, at: datetime) -> None:
    if at > booking.cancel_until:
        raise Refused(
            _("已过自行取消的时间(%(until)s)。请致电窗口 %(phone)s。")
            % {"until": f"{timezone.localtime(booking.cancel_until):%m-%d %H:%M}", **_phone(booking)}
        )


def _phone(booking: Booking) -> dict[str, str]:
    return {"phone": booking.window.phone or "—"}


def _let_go(booking: Booking) -> None:
    """The seat and the officer are free again."""
    BookedQuarter.objects.filter(booking=booking).delete()
