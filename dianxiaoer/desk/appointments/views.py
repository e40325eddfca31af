"""The ledger of appointments, the waiting list, one appointment's page, its calendar file."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.appointments.calendars import calendar_event
from dianxiaoer.domain.appointments.columns import BOOKING_COLUMNS, WAITING_COLUMNS
from dianxiaoer.domain.appointments.finding import narrow_bookings
from dianxiaoer.domain.appointments.models import Booking
from dianxiaoer.domain.appointments.queries import bookings_for, waiting_for, window_choices
from dianxiaoer.domain.appointments.rules import standing_of
from dianxiaoer.domain.appointments.states import BOOKING, BookingChannel, BookingMode, BookingState, WaitingState
from dianxiaoer.domain.people.access import fetch
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.icalendar import CONTENT_TYPE, calendar_file
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.moves import Step, steps
from dianxiaoer.shell.timeline import told


def address_of(booking: Booking) -> str:
    return reverse("appointments-detail", args=[booking.pk])


LEDGER = Ledger(
    name="appointments",
    title=gettext_lazy("预约台账"),
    rows=bookings_for,
    columns=BOOKING_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业、联系人或手机"), narrow_bookings, kind="text"),
        Filter("window", gettext_lazy("窗口"), equals("window"), choices=window_choices),
        Filter("state", gettext_lazy("状态"), equals("state"), choices=lambda user: BookingState.choices),
        Filter("channel", gettext_lazy("预约渠道"), equals("channel"), choices=lambda user: BookingChannel.choices),
        Filter("mode", gettext_lazy("方式"), equals("mode"), choices=lambda user: BookingMode.choices),
        Filter("on", gettext_lazy("预约日期"), between("on"), kind="date_range"),
    ),
    sort="-starts_at",
    link=address_of,
    create=("appointments-book", gettext_lazy("代企业预约"), "appointments.book"),
    tools=(
        ("appointments-board", gettext_lazy("窗口日程"), "appointments.view"),
        ("appointments-waiting", gettext_lazy("候补名单"), "appointments.view"),
    ),
    empty=gettext_lazy("还没有预约。企业可在自助页面预约,也可在这里代约;先在“服务窗口”里排好班次。"),
)
WAITING = Ledger(
    name="appointments-waiting",
    title=gettext_lazy("候补名单"),
    rows=waiting_for,
    columns=WAITING_COLUMNS,
    filters=(
        Filter("window", gettext_lazy("窗口"), equals("window"), choices=window_choices),
        Filter("state", gettext_lazy("状态"), equals("state"), choices=lambda user: WaitingState.choices),
        Filter("on", gettext_lazy("日期"), between("on"), kind="date_range"),
    ),
    sort="-on",
    link=lambda entry: reverse("appointments-leave", args=[entry.pk]),
    link_verb="appointments.leave",
    empty=gettext_lazy("没有人候补。某天约满后,企业可登记候补,有人取消时按先后自动递补。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def waiting(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, WAITING)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    booking = fetch(request.user, bookings_for(request.user), pk=pk)
    context = {
        "title": f"{booking.number} {booking.company_name or booking.contact_name}",
        "trail": trail(),
        "booking": booking,
        "moves": _moves(request.user, booking),
        "standing": standing_of(booking.contact_phone, booking.unit, timezone.localdate()),
        "events": told(timeline(booking)),
        "can_excuse": booking.state == BookingState.NO_SHOW and not booking.excused_at,
    }
    return render(request, "desk/appointments/detail.html", context)


def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The appointment for the officer's own calendar."""
    booking = fetch(request.user, bookings_for(request.user), pk=pk)
    response = HttpResponse(calendar_file([calendar_event(booking, for_officer=True)]), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{booking.number}.ics"'
    return response


def trail(booking: Booking | None = None) -> list[tuple[str, str]]:
    top = [(_("预约台账"), reverse("appointments-list"))]
    return [*top, (booking.number, address_of(booking))] if booking else top


def _moves(user: User, booking: Booking) -> list[Step]:
    """What comes next first; what the act itself fills in is not shown as lacking."""
    found = steps(
        user, booking, BOOKING, lambda verb: reverse(f"appointments-{verb}", args=[booking.pk]), ("cancel", "miss")
    )
    today = timezone.localdate()
    if booking.on > today:  # nobody comes, is served or stays away before the day
        found = [step for step in found if step.verb not in {"check_in", "serve", "miss"}]
    elif booking.checked_in_at:
        found = [step for step in found if step.verb not in {"check_in", "miss"}]
    return [replace(step, missing=(), quiet=step.verb == "serve" and not booking.checked_in_at) for step in found]
