"""工作台: what waits for me, by urgency; four numbers; what happened lately; one button to begin something new."""

from __future__ import annotations

from datetime import timedelta
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
from dianxiaoer.domain.people.access import may
from dianxiaoer.domain.targets.boards import recent_events
from dianxiaoer.domain.targets.queries import figure
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
    """?due=soon|overdue narrows the inbox to what a number counted."""
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
    }
    if may(request.user, "figures.view"):
        unit = home_unit(request.user)
        monday = today - timedelta(days=today.weekday())
        held = figure(request.user, "act.n", unit, Period(monday, monday + timedelta(days=6)))
        context["numbers"].append((_("本周活动"), shown(held), address_of(held.ask)))
        context["events"] = recent(recent_events(request.user, unit))
    return render(request, "desk/home/home.html", context)


def _stands(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
