"""The week on the workbench: activities and visits by day, as far as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from dianxiaoer.desk.dashboards.panels import page_of_record
from dianxiaoer.domain.activities.queries import activities_between
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.visits.queries import visits_between


@dataclass
class Day:
    on: date
    is_today: bool
    entries: list[tuple[str, str]] = field(default_factory=list)  # (what, address)


def week_of(user: User, today: date) -> list[Day]:
    """Monday to Sunday of the week of a day. Two statements."""
    monday = today - timedelta(days=today.weekday())
    days = [Day(monday + timedelta(n), monday + timedelta(n) == today) for n in range(7)]
    for visit in visits_between(user, monday, days[-1].on):
        days[(visit.planned_on - monday).days].entries.append(
            (str(visit.company), page_of_record("visits.visit", visit.pk))
        )
    for activity in activities_between(user, monday, days[-1].on):
        first = max(activity.starts_on, monday)
        for n in range((first - monday).days, (min(activity.ends_on, days[-1].on) - monday).days + 1):
            days[n].entries.append((activity.name, page_of_record("activities.activity", activity.pk)))
    return days
