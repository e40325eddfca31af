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
from dianxiaoer.domain.projects.requirements import Requirement, for_stage, is_met, lacking, requirements_at
from dianxiaoer.domain.projects.states import DUE_DATES, LADDER, ClaimStatus, Stage, Status
from dianxiaoer.kernel.fields import AmountField

#: a planned day this near is shown in the inbox
NEAR = timedelta(days=14)
#: days a verifier has from the claim; an office's habit, shown as the due day
VERIFY_WITHIN = timedelta(days=5)


@dataclass(frozen=True)
class InboxItem:
    """One thing that waits for a person: what, about which record, until when, and where to act."""

    kind: str  # claim | receipt | stage_due
    title: str
    subject: str
    url_name: str
    pk: int
    due_on: date
    days_left: int  # negative when overdue

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=[self.pk])


@dataclass(frozen=True)
class Step:
    """One stage on the ladder of a project: reached (with its day), the current one, or ahead."""

    stage: str
    label: str
    reached_on: date | None
    is_current: bool


@dataclass(frozen=True)
class Milestone:
    """The next planned day of a project and how far away it is (negative: overdue)."""

    label: str
    due_on: date
    days_left: int

    @property
    def days_overdue(self) -> int:
        return max(-self.days_left, 0)

    @property
    def light(self) -> str:
        return "red" if self.days_left < 0 else "yellow" if self.days_left <= NEAR.days else "green"


@dataclass(frozen=True)
class NextStage:
    """A stage a project may claim, with what it lacks (empty: ready)."""

    stage: str
    label: str
    missing: tuple[str, ...]


def ladder(project: Project) -> list[Step]:
    return [Step(stage, str(Stage(stage).label), project.stage_date(stage), stage == project.stage) for stage in LADDER]


def next_milestone(project: Project, *, on: date) -> Milestone | None:
    """The earliest planned day not yet verified; None when none is planned. No statement."""
    planned = [(project.planned_date(stage), stage) for stage in DUE_DATES]
    open_days = [(day, stage) for day, stage in planned if day and project.stage_date(stage) is None]
    if not open_days:
        return None
    day, stage = min(open_days)
    return Milestone(str(Stage(stage).label), day, (day - on).days)


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
    claims = awaiting_verification(user)[:limit] if may(user, "projects.verify") else []
    items = [_claim_item(claim, on) for claim in claims]
    return items + [_due_item(project, on) for project in stages_due(user, on=on)[:limit]]


def out_of_balance() -> QuerySet[Project]:
    """Projects whose amount differs from the sum of their changes: always empty; checked by tests and by operations."""
    changes = ContractChange.objects.filter(project=OuterRef("pk")).order_by().values("project")
    total = Subquery(changes.annotate(total=Sum("amount_yuan")).values("total"), output_field=AmountField())
    zero = Decimal(0)
    return Project.objects.annotate(total=Coalesce(total, zero, output_field=AmountField())).exclude(
        contracted_yuan=F("total")
    )


def _claim_item(claim: StageClaim, on: date) -> InboxItem:
    due_on = claim.claimed_on + VERIFY_WITHIN
    title = _("核实“%(stage)s”申报") % {"stage": claim.get_stage_display()}
    return InboxItem("claim", title, claim.project.name, "projects-claim_detail", claim.pk, due_on, (due_on - on).days)


def _due_item(project: Project, on: date) -> InboxItem:
    is_start = project.started_on is None and project.due_start_on is not None
    due_on = (project.due_start_on if is_start else project.due_commission_on) or on
    title = _("计划开工") if is_start else _("计划投产")
    return InboxItem("stage_due", title, project.name, "projects-detail", project.pk, due_on, (due_on - on).days)


@dataclass(frozen=True)
class CheckLine:
    """One line of a stage's checklist: what is asked, whether it is there; `group` marks alternatives (0: none)."""

    label: str
    is_met: bool
    group: int
    note: str


def checklist(project: Project, stage: str) -> list[CheckLine]:
    """Everything a stage asks of a project, met or not. Two statements."""
    kinds = set(project.evidence.filter(discarded_on__isnull=True).values_list("kind", flat=True))
    asked = for_stage(requirements_at(project.unit), stage)
    return [CheckLine(line.label, is_met(project, line, kinds), line.group, line.note) for line in asked]
