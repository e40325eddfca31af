"""What each tab of a project's page reads; a tab not open costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.states import ClaimStatus
from dianxiaoer.domain.tickets.queries import linked_tickets
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.timeline import told

TABS = (
    ("timeline", _("动态")),
    ("money", _("资金")),
    ("files", _("材料与核实")),
    ("phases", _("分期与进度")),
    ("obligations", _("履约承诺")),
    ("tickets", _("诉求")),
)


def tab_context(user: User, project: Project, tab: str) -> dict[str, Any]:
    """At most four statements."""
    return _READERS[tab](user, project)


def _timeline(user: User, project: Project) -> dict[str, Any]:
    return {"events": told(timeline(project))}


def _money(user: User, project: Project) -> dict[str, Any]:
    receipts = list(visible(user, project.receipts.all()).select_related("claimed_by", "decided_by"))
    by_origin: dict[str, Decimal] = {}
    for receipt in receipts:
        if receipt.recognised_yuan:
            label = receipt.get_origin_display()
            by_origin[label] = by_origin.get(label, Decimal(0)) + receipt.recognised_yuan
    return {
        "changes": list(project.contract_changes.all()),
        "receipts": receipts,
        "by_origin": by_origin,
        "signings": list(project.signings.select_related("activity")),
        "bonds": list(visible(user, project.bonds.all())),
    }


def _files(user: User, project: Project) -> dict[str, Any]:
    claims = project.claims.exclude(status=ClaimStatus.PENDING).select_related("claimed_by", "decided_by")
    return {"claims": list(claims)}


def _phases(user: User, project: Project) -> dict[str, Any]:
    investment = list(project.investment.select_related("phase"))
    return {
        "phases": list(project.phases.all()),
        "investment": investment,
        "invested_yuan": sum((row.amount_yuan for row in investment), Decimal(0)),
        "quantities": list(project.quantities.select_related("phase")),
        "memberships": list(
            project.round_memberships.filter(removed_on__isnull=True).select_related("round").order_by("listed_on")
        ),
    }


def _obligations(user: User, project: Project) -> dict[str, Any]:
    return {
        "obligations": list(project.obligations.all()),
        "plan": list(project.investment_plan.all()),
        "today": timezone.localdate(),
    }


def _tickets(user: User, project: Project) -> dict[str, Any]:
    return {
        "tickets": linked_tickets(user, project=project),
        "new_ticket": f"{reverse('tickets-register')}?project={project.pk}",
    }


_READERS: dict[str, Callable[[User, Project], dict[str, Any]]] = {
    "timeline": _timeline,
    "money": _money,
    "files": _files,
    "phases": _phases,
    "obligations": _obligations,
    "tickets": _tickets,
}
