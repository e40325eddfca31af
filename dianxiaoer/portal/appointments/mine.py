"""One's own appointments: the list, one of them, its calendar file, cancelling, leaving the waiting list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.firm_access import fetch_for
from dianxiaoer.domain.appointments.actions.handling import cancel_appointment
from dianxiaoer.domain.appointments.actions.waiting import leave_line
from dianxiaoer.domain.appointments.calendars import calendar_event
from dianxiaoer.domain.appointments.models import Booking
from dianxiaoer.domain.appointments.queries import bookings_of, place_in_line, waiting_of
from dianxiaoer.kernel.icalendar import CONTENT_TYPE, calendar_file
from dianxiaoer.portal.signin import caller, caller_required
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page

SHOWN = 60


@caller_required
def mine(request: HttpRequest) -> HttpResponse:
    who: Any = caller(request)
    context = {
        "title": _("我的预约"),
        "bookings": list(bookings_of(who)[:SHOWN]),
        "waiting": [(entry, place_in_line(entry)) for entry in waiting_of(who)[:SHOWN]],
        "back": reverse("portal-appointments"),
    }
    return render(request, "portal/appointments/mine.html", context)


@caller_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    booking = _booking(request, pk)
    context = {
        "title": _("预约 %(number)s") % {"number": booking.number},
        "booking": booking,
        "can_cancel": booking.is_expected and timezone.now() <= booking.cancel_until,
        "back": reverse("portal-appointments_mine"),
    }
    return render(request, "portal/appointments/detail.html", context)


@caller_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    booking = _booking(request, pk)
    page = reverse("portal-appointments_detail", args=[pk])
    when = f"{timezone.localtime(booking.starts_at):%Y-%m-%d %H:%M}"
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        template="portal/form.html",
        title=_("取消预约"),
        intro=_("%(what)s,%(when)s。取消后位置会让给候补的企业。") % {"what": booking.item.label, "when": when},
        submit=_("确认取消"),
        danger=True,
        back=page,
        act=lambda form: cancel_appointment(booking, by=_who(request), at=timezone.now()),
        done=lambda booking: page,
        said=lambda booking: _("已取消。"),
    )


@caller_required
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    booking = _booking(request, pk)
    response = HttpResponse(calendar_file([calendar_event(booking)]), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{booking.number}.ics"'
    return response


@caller_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    entry = fetch_for(caller(request), waiting_of(_who(request)), pk=pk)
    page = reverse("portal-appointments_mine")
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        template="portal/form.html",
        title=_("退出候补"),
        intro=f"{entry.item.label} · {entry.on}",
        submit=_("退出候补"),
        danger=True,
        back=page,
        act=lambda form: leave_line(entry, by=_who(request), at=timezone.now()),
        done=lambda entry: page,
        said=lambda entry: _("已退出候补。"),
    )


def _booking(request: HttpRequest, pk: int) -> Booking:
    return fetch_for(caller(request), bookings_of(_who(request)), pk=pk)


def _who(request: HttpRequest) -> Any:
    return caller(request)
