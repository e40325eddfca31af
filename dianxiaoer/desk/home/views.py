"""工作台: what waits for me, by urgency; four numbers; what happened lately; one button to begin something new."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.dashboards.panels import recent
from dianxiaoer.desk.figures.links import address_of, shown
from dianxiaoer.desk.figures.views import home_unit
from dianxiaoer.desk.home.inbox import inbox_of
from dianxiaoer.desk.home.tabs import TABS, unseen_copies
from dianxiaoer.desk.home.week import week_of
from dianxiaoer.domain.people.access import may
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.targets.boards import recent_events
from dianxiaoer.domain.targets.queries import NotYetKept, figure
from dianxiaoer.engines.measures.periods import Period

#: what 新建 offers: (url name, label, verb)
NEW: tuple[tuple[str, str | Promise, str], ...] = (
    ("leads-register", gettext_lazy("登记线索"), "leads.register"),
    ("companies-add", gettext_lazy("登记企业"), "companies.add"),
    ("activities-add", gettext_lazy("登记招商活动"), "activities.add"),
    ("tickets-register", gettext_lazy("登记诉求"), "tickets.register"),
    ("projects-open", gettext_lazy("登记项目"), "projects.open"),
    ("appointments-book", gettext_lazy("代企业预约"), "appointments.book"),
    ("training-add", gettext_lazy("登记培训活动"), "training.add"),
)


def home(request: HttpRequest) -> HttpResponse:
    """?due=soon|overdue narrows the inbox to what a number counted; ?tab=done|begun|copied shows its other sides."""
    today = timezone.localdate()
    waiting = inbox_of(request.user, today)
    due = request.GET.get("due", "")
    groups = {
        "soon": [one for one in waiting if one.light == "yellow"],
        "overdue": [one for one in waiting if one.light == "red"],
    }
    context: dict[str, Any] = {
        "title": _("工作台"),
        "waiting": groups.get(due, waiting),
        "due": due if due in groups else "",
        "numbers": [
            (_("我的待办"), str(len(waiting)), "?#inbox"),
            (_("临期"), str(len(groups["soon"])), "?due=soon#inbox"),
            (_("超期"), str(len(groups["overdue"])), "?due=overdue#inbox"),
        ],
        "new": [(reverse(name), label) for name, label, verb in NEW if _stands(name) and may(request.user, verb)],
        "as_of": timezone.now(),
        "events": [],
        "tabs": TABS,
        "tab": request.GET.get("tab", ""),
        "unseen": unseen_copies(request.user),
        "week": week_of(request.user, today),
    }
    if shown_tab := next((tab for tab in TABS if tab.key == context["tab"]), None):
        context["lines"], context["page"] = shown_tab.read(request.user, request)
    if may(request.user, "figures.view"):
        unit = home_unit(request.user)
        context["numbers"].append(_number_of_the_week(request.user, unit, today))
        context["events"] = recent(recent_events(request.user, unit))
    return render(request, "desk/home/home.html", context)


def _number_of_the_week(user: User, unit: Unit, today: date) -> tuple[str, str, str]:
    """Visits to firms this week; activities where visits are not kept yet."""
    monday = today - timedelta(days=today.weekday())
    week = Period(monday, monday + timedelta(days=6))
    try:
        held, label = figure(user, "svc.visits", unit, week), _("本周走访")
    except NotYetKept:
        held, label = figure(user, "act.n", unit, week), _("本周活动")
    return label, shown(held), address_of(held.ask)


def _stands(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
