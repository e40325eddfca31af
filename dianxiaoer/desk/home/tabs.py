"""The other three sides of the inbox: what I dealt with (已办), what I began (我发起的), what I was copied on (抄送我的)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.dashboards.panels import page_of_record
from dianxiaoer.domain.outbox.models import Copy
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.events import begun_by, last_acts_of
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.paging import Page, page_of
from dianxiaoer.kernel.verbs import label_of

SIZE = 20


@dataclass(frozen=True)
class Line:
    """One row: when, which act, about what, where that is. seen: where a POST ticks it off, "" when there is nothing to do."""

    at: datetime
    verb: str
    about: str
    address: str
    note: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Tab:
    key: str
    label: str | Promise
    read: Callable[[User, HttpRequest], tuple[list[Line], Page]]


def done(user: User, request: HttpRequest) -> tuple[list[Line], Page]:
    """One row a record, with my last act on it. One statement."""
    page = _page(last_acts_of(user), request)
    return _lines(page.rows), page


def begun(user: User, request: HttpRequest) -> tuple[list[Line], Page]:
    """Every record I brought in. One statement."""
    page = _page(begun_by(user), request)
    return _lines(page.rows), page


def copied(user: User, request: HttpRequest) -> tuple[list[Line], Page]:
    """What I was told of, unseen and seen. One statement."""
    page = _page(visible(user, Copy).filter(user=user).select_related("by"), request)
    lines = [
        Line(
            row.at,
            str(row.by or ""),
            row.label,
            page_of_record(row.subject, row.object_id),
            row.note,
            "" if row.seen_at else reverse("messages-seen", args=[row.pk]),
        )
        for row in page.rows
    ]
    return lines, page


TABS: tuple[Tab, ...] = (
    Tab("done", _("已办"), done),
    Tab("begun", _("我发起的"), begun),
    Tab("copied", _("抄送我的"), copied),
)


def unseen_copies(user: User) -> int:
    """One statement."""
    return visible(user, Copy).filter(user=user, seen_at__isnull=True).count()


def _page(rows: Any, request: HttpRequest) -> Page:
    return page_of(rows, "-id", size=SIZE, after=request.GET.get("after", ""), before=request.GET.get("before", ""))


def _lines(events: Iterable[Event]) -> list[Line]:
    return [
        Line(
            event.at,
            label_of(event.verb),
            event.label,
            page_of_record(event.root_subject, event.root_id),
            event.note[:80],
        )
        for event in events
    ]
