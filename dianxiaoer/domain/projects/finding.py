"""Projects found by two characters of their name, investor or number."""

from __future__ import annotations

from django.db.models import QuerySet

from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.kernel.search import SearchIndex

INDEX = SearchIndex("projects")


def narrow_projects(rows: QuerySet[Project], words: str) -> QuerySet[Project]:
    """The rows that hold every word typed."""
    return INDEX.narrow(rows, words)


def search_projects(user: User, words: str, limit: int = 20) -> list[Project]:
    """Visible projects that hold every word typed, newest first. One statement."""
    return (
        list(INDEX.narrow(visible(user, Project).select_related("unit"), words).order_by("-id")[:limit])
        if words.strip()
        else []
    )
