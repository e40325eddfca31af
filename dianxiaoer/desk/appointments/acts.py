"""What becomes of an appointment: one form each, one button where nothing is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.appointments.forms import CancelForm, ExcuseForm, OfficerForm, ServeForm, TicketForm
from dianxiaoer.desk.appointments.views import address_of, trail
from dianxiaoer.domain.appointments.actions import handling
from dianxiaoer.domain.appointments.actions.waiting import leave_line
from dianxiaoer.domain.appointments.queries import bookings_for, waiting_for
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.kernel.verbs import label_of
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "confirm", Form(_posted(request)), handling.confirm_appointment)


def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "check_in", Form(_posted(request)), handling.check_in)


def serve(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "serve", ServeForm(_posted(request)), handling.serve_appointment)


def miss(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "miss", Form(_posted(request)), handling.miss_appointment, danger=True)


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "cancel", CancelForm(_posted(request)), handling.cancel_appointment, danger=True)


def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "excuse", ExcuseForm(_posted(request)), handling.excuse_appointment)


def assign(request: HttpRequest, pk: int) -> HttpResponse:
    form = OfficerForm(request.user, request.POST or None)
    return _act(request, pk, "assign", form, handling.assign_officer)


def link_ticket(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, "link_ticket", TicketForm(request.user, _posted(request)), handling.link_ticket)


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """One who waits, and the button that takes them out of the line."""
    entry = fetch(request.user, waiting_for(request.user), pk=pk)
    require(request.user, "appointments.leave", entry)
    page = reverse("appointments-waiting")
    return form_page(
        request,
        Form(_posted(request)),
        title=_("退出候补"),
        intro=f"{entry.company_name or entry.contact_name} · {entry.item.label} · {entry.on} · {entry.get_state_display()}",
        submit=_("退出候补"),
        danger=True,
        back=page,
        trail=[(_("候补名单"), page)],
        act=lambda form: leave_line(entry, by=request.user, at=timezone.now()),
        done=lambda entry: page,
        said=lambda entry: _("已退出候补。"),
    )


def _posted(request: HttpRequest) -> Any:
    """What was sent, also when a form asks nothing: an empty POST is still an answer."""
    return request.POST if request.method == "POST" else None


def _act(
    request: HttpRequest, pk: int, verb: str, form: forms.Form, action: Callable[..., Any], *, danger: bool = False
) -> HttpResponse:
    booking = fetch(request.user, bookings_for(request.user), pk=pk)
    require(request.user, f"appointments.{verb}", booking)
    title = label_of(f"appointments.{verb}")
    when = timezone.localtime(booking.starts_at)
    return form_page(
        request,
        form,
        title=title,
        intro=f"{booking.company_name or booking.contact_name} · {booking.item.label} · {when:%Y-%m-%d %H:%M}",
        submit=title,
        danger=danger,
        back=address_of(booking),
        trail=trail(booking),
        act=lambda form: action(booking, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=address_of,
        said=lambda booking: _("已保存。"),
    )
