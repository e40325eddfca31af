"""The board of a window: a week, or one day with what is to be done next to each who comes."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dianxiaoer.desk.appointments.views import trail
from dianxiaoer.domain.appointments.actions.waiting import move_up_waiting
from dianxiaoer.domain.appointments.models import ServiceWindow
from dianxiaoer.domain.appointments.queries import board_of, windows_for
from dianxiaoer.domain.people.access import fetch, may, require
from dianxiaoer.shell.pages import see_other


def board(request: HttpRequest) -> HttpResponse:
    """?window= (the first one without), ?on= a day of it, ?days=1 for that day alone."""
    require(request.user, "appointments.view")
    windows = list(windows_for(request.user).filter(is_active=True))
    today = timezone.localdate()
    context = {"title": _("窗口日程"), "trail": trail(), "windows": windows, "today": today}
    asked = request.GET.get("window", "")
    window = next((one for one in windows if str(one.pk) == asked), windows[0] if windows else None)
    if window is None:
        return render(request, "desk/appointments/board.html", context)
    on = _day(request.GET.get("on", "")) or today
    days = 1 if request.GET.get("days") == "1" else 7
    first = on if days == 1 else on - timedelta(days=on.weekday())
    context |= {
        "window": window,
        "on": on,
        "span": days,
        "days": board_of(request.user, window, first, first + timedelta(days - 1)),
        "before": first - timedelta(days),
        "after": first + timedelta(days),
        "can_book": may(request.user, "appointments.book", window),
        "can_move_up": may(request.user, "appointments.move_up", window),
    }
    return render(request, "desk/appointments/board.html", context)


@require_POST
def move_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Give what is free on a day (?on=) to those who wait for it."""
    window = fetch(request.user, ServiceWindow, pk=pk)
    on = _day(request.POST.get("on", "")) or timezone.localdate()
    moved = move_up_waiting(window, on, by=request.user, at=timezone.now())
    messages.success(request, _("已递补 %(count)s 位。") % {"count": len(moved)})
    return see_other(f"{reverse('appointments-board')}?window={window.pk}&on={on}&days=1")


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
