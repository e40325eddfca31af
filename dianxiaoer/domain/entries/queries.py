"""Entries and alerts as screens read them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dianxiaoer.domain.entries.models import Alert, Entry, QuietLimit
from dianxiaoer.domain.people.access import may, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.inbox import InboxItem


def entries_for(user: User) -> QuerySet[Entry]:
    return visible(user, Entry).select_related("unit", "company")


def alerts_for(user: User) -> QuerySet[Alert]:
    """The ledger of alerts. One statement."""
    return visible(user, Alert).select_related("unit", "company", "by")


def limits_for(user: User) -> QuerySet[QuietLimit]:
    return visible(user, QuietLimit).select_related("unit").order_by("unit__path", "-since_on", "-id")


def inbox_items(user: User, *, on: date, limit: int = 100) -> list[InboxItem]:
    """Alerts that wait for a supervisor. One statement, none for others."""
    if not may(user, "alerts.settle"):
        return []
    rows = visible(user, Alert, "alerts.settle").filter(settled_at__isnull=True).select_related("company")
    return [
        InboxItem(
            _("处理入企预警:%(kind)s") % {"kind": row.get_kind_display()}, row.company.name, "alerts-detail", row.pk
        )
        for row in rows.order_by("-id")[:limit]
    ]
