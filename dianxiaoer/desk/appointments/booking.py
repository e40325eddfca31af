"""Booking for a firm: item and day first, then the free times of that day and who comes; a full day has its waiting list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.desk.appointments.forms import BookForm, PickForm, QueueForm
from dianxiaoer.desk.appointments.views import address_of, trail
from dianxiaoer.domain.appointments.actions.booking import book_appointment
from dianxiaoer.domain.appointments.actions.waiting import queue_for_place
from dianxiaoer.domain.appointments.models import ServiceItem
from dianxiaoer.domain.appointments.queries import items_for, slots_of_day
from dianxiaoer.domain.companies.queries import company_in
from dianxiaoer.domain.people.access import require
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page

PAGE = "desk/appointments/book.html"


def book(request: HttpRequest) -> HttpResponse:
    """?item=&on= chosen: the free times of that day."""
    require(request.user, "appointments.book")
    pick = PickForm(items_for(request.user, "appointments.book"), _picked(request))
    context: dict[str, Any] = {
        "title": _("代企业预约"),
        "trail": trail(),
        "pick": pick,
        "back": reverse("appointments-list"),
    }
    if not pick.is_valid():
        return form_page(request, Form(), template=PAGE, act=_nothing_to_do, done=str, **context)
    item, on = pick.cleaned_data["item"], pick.cleaned_data["on"]
    slots = [slot for slot in slots_of_day(item.window, item, on) if slot.ends_at > timezone.now()]
    context |= {
        "item": item,
        "on": on,
        "slots": slots,
        "has_free": any(slot.free for slot in slots),
        "queue": f"{reverse('appointments-queue')}?{urlencode({'item': item.pk, 'on': on})}",
    }
    return form_page(
        request,
        BookForm(item, slots, request.POST or None),
        template=PAGE,
        act=lambda form: book_appointment(
            item, by=request.user, at=timezone.now(), company=_company(item, form), **form.cleaned_data
        ),
        done=address_of,
        said=lambda booking: _("已预约,预约号 %(number)s。") % {"number": booking.number},
        **context,
    )


def queue(request: HttpRequest) -> HttpResponse:
    """The waiting list of a full day (?item=&on=)."""
    require(request.user, "appointments.queue")
    pick = PickForm(items_for(request.user, "appointments.queue"), _picked(request))
    if not pick.is_valid():
        return render(request, PAGE, {"title": _("登记候补"), "trail": trail(), "pick": pick, "form": Form()})
    item, on = pick.cleaned_data["item"], pick.cleaned_data["on"]
    return form_page(
        request,
        QueueForm(item, slots_of_day(item.window, item, on), request.POST or None),
        title=_("登记候补"),
        intro=f"{item.window.label} · {item.label} · {on}",
        back=reverse("appointments-waiting"),
        trail=trail(),
        act=lambda form: queue_for_place(
            item, by=request.user, at=timezone.now(), on=on, company=_company(item, form), **form.cleaned_data
        ),
        done=lambda entry: reverse("appointments-waiting"),
        said=lambda entry: _("已登记候补。"),
    )


def _picked(request: HttpRequest) -> dict[str, str] | None:
    """What the address says was chosen; None before anything was."""
    if "item" not in request.GET:
        return None
    return {"item": request.GET["item"], "on": request.GET.get("on") or str(timezone.localdate())}


def _company(item: ServiceItem, form: Any) -> Any:
    return company_in(item.window.unit, name=form.cleaned_data["company_name"])


def _nothing_to_do(form: Any) -> Any:
    raise Http404
