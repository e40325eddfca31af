"""What came of an activity: leads, negotiations, signings and money, found from the records that name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project


@dataclass(frozen=True)
class Outcome:
    """leads, projects: the very rows counted. A project counts once, however many ceremonies name it; its money counts
    here only when this activity was the first that signed it or won its lead (三明 rule: the first event that signed)."""

    leads: Sequence[Lead]
    negotiations: int
    projects: Sequence[Project]
    won: Sequence[Project]
    contracted_yuan: Decimal
    recognised_yuan: Decimal


def outcome_of(user: User, activity: Activity) -> Outcome:
    """What the person may see of it. Three statements."""
    leads = leads_of(user, activity)
    mine = Q(signings__activity=activity)
    projects = list(
        visible(user, Project)
        .filter(mine | Q(pk__in=[lead.project_id for lead in leads if lead.project_id]))
        .distinct()
        .prefetch_related("signings")
        .order_by("-contracted_yuan", "-id")
    )
    from_leads = {lead.project_id for lead in leads}
    won = [project for project in projects if project.pk in from_leads or _first_signed_at(project) == activity.pk]
    return Outcome(
        leads=leads,
        negotiations=sum(1 for lead in leads if lead.negotiation_started_on),
        projects=projects,
        won=won,
        contracted_yuan=sum((project.contracted_yuan for project in won), Decimal(0)),
        recognised_yuan=sum((project.recognised_yuan for project in won), Decimal(0)),
    )


def leads_of(user: User, activity: Activity) -> list[Lead]:
    """Leads that name the activity as where they came from. One statement."""
    rows = visible(user, Lead).filter(activity=activity).select_related("owner")
    return list(rows.order_by("-registered_on", "-id"))


def _first_signed_at(project: Project) -> int | None:
    signings = sorted(project.signings.all(), key=lambda signing: (signing.signed_on, signing.pk))
    return signings[0].activity_id if signings else None
