"""Activities found by two characters of their name, place or theme."""

from __future__ import annotations

from django.db.models import QuerySet

from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.search import SearchIndex

INDEX = SearchIndex("activities")


def narrow_activities(rows: QuerySet[Activity], words: str) -> QuerySet[Activity]:
    """The rows that hold every word typed."""
    return INDEX.narrow(rows, words)


def search_activities(user: User, words: str, limit: int = 20) -> list[Activity]:
    """Visible activities that hold every word typed, newest first. One statement."""
    return (
        list(INDEX.narrow(visible(user, Activity).select_related("unit"), words).order_by("-id")[:limit])
        if words.strip()
        else []
    )
