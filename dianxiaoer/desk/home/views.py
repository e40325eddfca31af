"""工作台: what waits for me, by urgency; four numbers; what happened lately; one button to begin something new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.figures.links import address_of, shown
from dianxiaoer.desk.figures.views import home_unit
from dianxiaoer.domain.activities import queries as activities
from dianxiaoer.domain.people.access import may
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.targets.boards import recent_events
from dianxiaoer.domain.targets.queries import figure
from dianxiaoer.engines.measures.periods import Period
from dianxiaoer.shell.timeline import told

#: every room that knows what waits for a person: (user, on=date) → items with title, subject, url_name, pk, due_on, days_left
INBOXES: tuple[Callable[..., list[Any]], ...] = (activities.inbox_items,)
SOON = 3  # days before due from which an item counts as 临期
#: what 新建 offers: (url name, label, verb)
NEW: tuple[tuple[str, str | Promise, str], ...] = (
    ("leads-register", gettext_lazy("登记线索"), "leads.register"),
    ("companies-add", gettext_lazy("登记企业"), "companies.add"),
    ("activities-add", gettext_lazy("登记招商活动"), "activities.add"),
    ("projects-open", gettext_lazy("登记项目"), "projects.open"),
)


@dataclass(frozen=True)
class Waiting:
    """One line of the inbox: light, what, about what, until when."""

    title: str
    subject: str
    address: str
    due_on: date
    days_left: int

    @property
    def light(self) -> str:
        return "red" if self.days_left < 0 else "yellow" if self.days_left <= SOON else "green"

    @property
    def word(self) -> str:
        if self.days_left < 0:
            return _("超期 %(n)d 天") % {"n": -self.days_left}
        if self.days_left == 0:
            return _("今天到期")
        return _("还有 %(n)d 天") % {"n": self.days_left}


def home(request: HttpRequest) -> HttpResponse:
    """?due=soon|overdue narrows the inbox to what a number counted."""
    today = timezone.localdate()
    waiting = inbox_of(request.user, today)
    due = request.GET.get("due", "")
    groups = {
        "soon": [one for one in waiting if 0 <= one.days_left <= SOON],
        "overdue": [one for one in waiting if one.days_left < 0],
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
        context["events"] = told(recent_events(request.user, unit))
    return render(request, "desk/home/home.html", context)


def inbox_of(user: User, on: date) -> list[Waiting]:
    """Everything that waits for a person in all rooms, most urgent first."""
    items = [item for room in INBOXES for item in room(user, on=on)]
    items.sort(key=lambda item: (item.days_left, item.title))
    return [
        Waiting(
            item.title,
            item.subject,
            reverse(item.url_name, args=[item.pk]) if _stands(item.url_name, item.pk) else "",
            item.due_on,
            item.days_left,
        )
        for item in items
    ]


def _stands(name: str, *args: int) -> bool:
    try:
        reverse(name, args=args)
    except NoReverseMatch:
        return False
    return True
