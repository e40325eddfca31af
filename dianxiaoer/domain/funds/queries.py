"""Reads of receipts: what awaits a decision, and sums by origin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.funds.states import Origin, ReceiptStatus
from dianxiaoer.domain.people.access import may, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.queries import VERIFY_WITHIN, InboxItem
from dianxiaoer.kernel.events import subject_of
from dianxiaoer.kernel.models import Event


def awaiting_recognition(user: User) -> QuerySet[Receipt]:
    """Claims a person may recognise: in their reach, of other people, oldest first. One statement."""
    return (
        visible(user, Receipt, "receipts.recognise")
        .filter(status=ReceiptStatus.CLAIMED)
        .exclude(claimed_by=user)
        .select_related("project", "claimed_by")
        .order_by("received_on", "id")
    )


def inbox_items(user: User, *, on: date, limit: int = 50) -> list[InboxItem]:
    """Receipts waiting for this person's decision. One statement."""
    if not may(user, "receipts.recognise"):
        return []
    return [_item(receipt, on) for receipt in awaiting_recognition(user)[:limit]]


def _item(receipt: Receipt, on: date) -> InboxItem:
    due_on = timezone.localdate(receipt.created_at) + VERIFY_WITHIN
    title = _("认定到位资金:%(investor)s") % {"investor": receipt.investor_name}
    return InboxItem("receipt", title, receipt.project.name, "funds-detail", receipt.pk, due_on, (due_on - on).days)


def recognised_by_origin(project: Project) -> list[tuple[str, Decimal]]:
    """(origin label, recognised yuan) of a project, in the order of the ladder. One statement."""
    sums = dict(
        project.receipts.filter(status=ReceiptStatus.RECOGNISED)
        .order_by()
        .values_list("origin")
        .annotate(total=Sum("recognised_yuan"))
    )
    return [(str(Origin(origin).label), sums[origin]) for origin in Origin.values if origin in sums]


def history(receipt: Receipt) -> QuerySet[Event]:
    """The events of one receipt, newest first. One statement."""
    own = Event.objects.filter(subject=subject_of(receipt), object_id=receipt.pk)
    return own.select_related("by").order_by("-id")
