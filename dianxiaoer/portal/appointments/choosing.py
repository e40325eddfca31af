"""Three plain pages: which item, which day, which time; then who comes. A full day has its waiting list."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from dianxiaoer.domain.appointments.actions.booking import book_appointment
from dianxiaoer.domain.appointments.actions.waiting import queue_for_place
from dianxiaoer.domain.appointments.models import ServiceItem
from dianxiaoer.domain.appointments.queries import bookable_slots, farthest_day, item_on_offer, items_by_body
from dianxiaoer.domain.appointments.states import BookingState
from dianxiaoer.portal.appointments.forms import VisitForm
from dianxiaoer.portal.district import chosen, place_of, remember
from dianxiaoer.portal.signin import caller, caller_required
from dianxiaoer.shell.pages import form_page, see_other


def items(request: HttpRequest) -> HttpResponse:
    """What can be booked in the visitor's district, body by body; other districts by a switch (?unit=)."""
    found = items_by_body()
    place = place_of(request, [body for body, _windows in found])
    bodies = [row for row in found if place.serves(row[0])]
    context = {"title": _("预约办事"), "place": place, "bodies": bodies, "back": reverse("portal")}
    return remember(render(request, "portal/appointments/items.html", context), chosen(request))


def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Days on which the item still has times, with how many places are free."""
    item, at = item_on_offer(pk), timezone.now()
    found = bookable_slots(item.window, item, timezone.localdate(), _farthest(request, item, at), at)
    context = {
        "title": item.label,
        "item": item,
        "days": [(on, sum(slot.free for slot in slots)) for on, slots in found.items()],
        "back": reverse("portal-appointments"),
    }
    return render(request, "portal/appointments/days.html", context)


def times(request: HttpRequest, pk: int, on: str) -> HttpResponse:
    """The times of a day: free ones lead on, full ones to the waiting list."""
    item, day, at = item_on_offer(pk), _day(on), timezone.now()
    slots = bookable_slots(item.window, item, day, day, at).get(day, []) if day <= _farthest(request, item, at) else []
    context = {
        "title": item.label,
        "item": item,
        "on": day,
        "slots": [(slot, _address("book" if slot.free else "queue", item, slot.starts_at)) for slot in slots],
        "is_full": bool(slots) and not any(slot.free for slot in slots),
        "queue": f"{reverse('portal-appointments_queue')}?{urlencode({'item': item.pk, 'on': day})}",
        "back": reverse("portal-appointments_days", args=[item.pk]),
    }
    return render(request, "portal/appointments/times.html", context)


@caller_required
def book(request: HttpRequest) -> HttpResponse:
    """?item=&at=: who comes, and it is booked. Taken meanwhile: said on the form, with another time a step back."""
    chosen = _chosen(request)
    if chosen is None or chosen[1] is None:
        return see_other(reverse("portal-appointments"))
    item, starts_at, on = chosen
    return _visit_page(
        request,
        item,
        title=_("确认预约"),
        when=f"{timezone.localtime(starts_at):%Y-%m-%d %H:%M}",
        submit=_("预约"),
        back=reverse("portal-appointments_times", args=[item.pk, str(on)]),
        act=lambda form: book_appointment(
            item, by=_caller(request), at=timezone.now(), starts_at=starts_at, **form.cleaned_data
        ),
        done=lambda booking: reverse("portal-appointments_detail", args=[booking.pk]),
        said=lambda booking: (
            _("已提交,等待确认。确认后短信通知您。来不了请提前取消,把位置让给别人。")
            if booking.state == BookingState.BOOKED
            else _("预约成功,开始前会有短信提醒。来不了请提前取消,把位置让给别人。")
        ),
    )


@caller_required
def queue(request: HttpRequest) -> HttpResponse:
    """?item=&on= any time of a day, or ?item=&at= one time."""
    chosen = _chosen(request)
    if chosen is None:
        return see_other(reverse("portal-appointments"))
    item, starts_at, on = chosen
    return _visit_page(
        request,
        item,
        title=_("登记候补"),
        when=f"{timezone.localtime(starts_at):%Y-%m-%d %H:%M}" if starts_at else _("%(on)s 任何时间") % {"on": on},
        submit=_("登记候补"),
        back=reverse("portal-appointments_times", args=[item.pk, str(on)]),
        act=lambda form: queue_for_place(
            item, by=_caller(request), at=timezone.now(), on=on, starts_at=starts_at, **form.cleaned_data
        ),
        done=lambda entry: reverse("portal-appointments_mine"),
        said=lambda entry: _("已登记候补。有人取消时按先后自动递补,并短信通知您。"),
    )


def _visit_page(request: HttpRequest, item: ServiceItem, *, when: str, **context: Any) -> HttpResponse:
    who = _caller(request)
    initial = {"contact_name": who.name, "company": next(iter(who.company_ids), None)}
    form = VisitForm(who, item, request.POST if request.method == "POST" else None, initial=initial)
    return form_page(request, form, template="portal/appointments/visit.html", item=item, when=when, **context)


def _chosen(request: HttpRequest) -> tuple[ServiceItem, datetime | None, date] | None:
    """The item, time and day the address names; None when it names none."""
    item, at = request.GET.get("item", ""), request.GET.get("at", "")
    if not item.isdigit():
        return None
    starts_at = _moment(at) if at else None
    on = timezone.localtime(starts_at).date() if starts_at else _day(request.GET.get("on", ""))
    return item_on_offer(int(item)), starts_at, on


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Http404
    return found


def _day(text: str) -> date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None or abs(found - timezone.localdate()) > timedelta(days=400):
        raise Http404
    return found


def _farthest(request: HttpRequest, item: ServiceItem, at: datetime) -> date:
    who = caller(request)
    return farthest_day(item.window, at, who.phone if who else "")


def _caller(request: HttpRequest) -> Any:
    return caller(request)


def _address(step: str, item: ServiceItem, starts_at: datetime) -> str:
    asked = urlencode({"item": item.pk, "at": starts_at.isoformat()})
    return f"{reverse(f'portal-appointments_{step}')}?{asked}"
