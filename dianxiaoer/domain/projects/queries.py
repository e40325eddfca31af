"""Reads of projects: what a stage lacks, what waits for whom, the page of one project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.access import may, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import ContractChange, Evidence, Project, StageClaim
from dianxiaoer.domain.projects.requirements import Requirement, lacking, requirements_at
from dianxiaoer.domain.projects.states import LADDER, ClaimStatus, Stage, Status
from dianxiaoer.kernel.fields import AmountField

#: a planned day this near is shown in the inbox
NEAR = timedelta(days=14)


@dataclass(frozen=True)
class InboxItem:
    """One thing waiting for a person: kind, sentence, day it is due (or None) and where to act."""

    kind: str
    title: str
    due_on: date | None
    url: str


@dataclass(frozen=True)
class Step:
    """One stage on the ladder of a project: reached (with its day), the current one, or ahead."""

    stage: str
    label: str
    reached_on: date | None
    is_current: bool


@dataclass(frozen=True)
class NextStage:
    """A stage a project may claim, with what it lacks (empty: ready)."""

    stage: str
    label: str
    missing: tuple[str, ...]


def ladder(project: Project) -> list[Step]:
    return [Step(stage, str(Stage(stage).label), project.stage_date(stage), stage == project.stage) for stage in LADDER]


def next_stages(
    project: Project, papers: Sequence[Evidence], requirements: Sequence[Requirement] | None = None
) -> list[NextStage]:
    """What the project may claim next and what each step lacks. One statement when requirements are not given."""
    asked = requirements_at(project.unit) if requirements is None else requirements
    kinds = {paper.kind for paper in papers if paper.discarded_on is None}
    return [
        NextStage(stage, str(Stage(stage).label), tuple(lacking(project, stage, asked, kinds)))
        for stage in project.next_stages
    ]


def awaiting_verification(user: User) -> QuerySet[StageClaim]:
    """Claims a person may verify: in their reach, of other people, oldest first. One statement."""
    return (
        visible(user, StageClaim, "projects.verify")
        .filter(status=ClaimStatus.PENDING)
        .exclude(claimed_by=user)
        .select_related("project", "project__unit", "claimed_by")
        .order_by("claimed_on", "id")
    )


def stages_due(user: User, *, on: date) -> QuerySet[Project]:
    """A person's own projects whose planned start or commissioning is near or past, and not yet verified."""
    soon = on + NEAR
    own = visible(user, Project).filter(owner=user, status__in=[Status.ACTIVE, Status.DELAYED])
    starts = own.filter(started_on__isnull=True, due_start_on__lte=soon)
    return (starts | own.filter(commissioned_on__isnull=True, due_commission_on__lte=soon)).order_by(
        "due_start_on", "id"
    )


def inbox_items(user: User, *, on: date, limit: int = 50) -> list[InboxItem]:
    """Claims waiting for this person's verification, and stages of their own projects that are due. Two statements."""
    items = []
    if may(user, "projects.verify"):
        for claim in awaiting_verification(user)[:limit]:
            title = _("%(project)s 申报“%(stage)s”待核实") % {
                "project": claim.project.name,
                "stage": claim.get_stage_display(),
            }
            items.append(InboxItem("claim", title, None, reverse("projects-claim-detail", args=[claim.pk])))
    for project in stages_due(user, on=on)[:limit]:
        items.append(_due_item(project))
    return items


def out_of_balance() -> QuerySet[Project]:
    """Projects whose amount differs from the sum of their changes: always empty; checked by tests and by operations."""
    changes = ContractChange.objects.filter(project=OuterRef("pk")).order_by().values("project")
    total = Subquery(changes.annotate(total=Sum("amount_yuan")).values("total"), output_field=AmountField())
    zero = Decimal(0)
    return Project.objects.annotate(total=Coalesce(total, zero, output_field=AmountField())).exclude(
        contracted_yuan=F("total")
    )


def _due_item(project: Project) -> InboxItem:
    is_start = project.started_on is None and project.due_start_on is not None
    due_on = project.due_start_on if is_start else project.due_commission_on
    title = (_("%(project)s 计划开工") if is_start else _("%(project)s 计划投产")) % {"project": project.name}
    return InboxItem("stage_due", title, due_on, reverse("projects-detail", args=[project.pk]))
