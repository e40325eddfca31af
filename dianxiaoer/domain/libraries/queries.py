"""Who should be in a library and is not, since when, and which papers are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from dianxiaoer.domain.companies.models import Company, Fact
from dianxiaoer.domain.companies.states import FactKey
from dianxiaoer.domain.libraries.models import EntryPaper, LibraryEntry
from dianxiaoer.domain.libraries.rules import Rule, Thresholds, firm_rule, project_rule
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Evidence, Project
from dianxiaoer.domain.projects.states import EvidenceKind, Status
from dianxiaoer.engines.measures.money import MoneyError, parse_yuan


@dataclass(frozen=True)
class MissingProject:
    """A started project that should be in the fixed-asset library and is not."""

    project: Project
    due_on: date
    days_left: int  # negative when overdue
    missing: tuple[str, ...]
    within_days: int

    @property
    def days_overdue(self) -> int:
        return max(-self.days_left, 0)

    @property
    def light(self) -> str:
        return "red" if self.days_left < -self.within_days else "yellow" if self.days_left < 0 else "green"


@dataclass(frozen=True)
class MissingFirm:
    """A resident firm past the size threshold of its industry that is neither in the directory nor on its way."""

    company: Company
    rule: str
    min_yuan: Decimal
    revenue_yuan: Decimal
    as_of: date
    source: str


def missing_projects(user: User, *, on: date, limit: int = 500) -> list[MissingProject]:
    """Started, large enough, not terminated, not in: longest overdue first. Three statements."""
    thresholds = Thresholds()
    kept = Evidence.objects.filter(discarded_on__isnull=True).only("project_id", "kind")
    rows = (
        visible(user, Project)
        .filter(started_on__isnull=False, library_on__isnull=True, contracted_yuan__gte=thresholds.least_project_yuan())
        .exclude(status=Status.TERMINATED)
        .select_related("unit", "owner")
        .prefetch_related(Prefetch("evidence", queryset=kept, to_attr="kept_evidence"))
        .order_by("started_on", "id")[:limit]
    )
    ruled = ((project, project_rule(project.contracted_yuan, thresholds.at(project.unit, on=on))) for project in rows)
    return [_missing_project(project, rule, on) for project, rule in ruled if rule]


def missing_firms(user: User, *, on: date) -> list[MissingFirm]:
    """Resident firms whose last known revenue passes the threshold of their industry. Three statements."""
    thresholds = Thresholds()
    revenue = Fact.objects.filter(key=FactKey.REVENUE, on__lte=on).order_by("-on", "-id")
    rows = (
        visible(user, Company)
        .filter(is_resident=True, library_entry__isnull=True, facts__key=FactKey.REVENUE)
        .exclude(industry_code="")
        .distinct()
        .select_related("unit")
        .prefetch_related(Prefetch("facts", queryset=revenue, to_attr="revenue_facts"))
        .order_by("name", "id")
    )
    found = (_missing_firm(company, thresholds.at(company.unit, on=on)) for company in rows)
    return [firm for firm in found if firm]


def watched_firms(user: User) -> QuerySet[LibraryEntry]:
    """Firms on the list, those not in first, with their papers. Two statements."""
    return (
        visible(user, LibraryEntry)
        .select_related("company", "unit")
        .prefetch_related(Prefetch("papers", queryset=EntryPaper.objects.order_by("id")))
        .order_by("entered_on", "due_on", "id")
    )


def papers_missing(entry: LibraryEntry) -> list[str]:
    """Labels of the papers still to come; reads the prefetched papers."""
    return [str(paper) for paper in entry.papers.all() if paper.supplied_on is None]


def _missing_project(project: Project, rule: Rule, on: date) -> MissingProject:
    have = {paper.kind for paper in project.kept_evidence}  # type: ignore[attr-defined]
    due_on = project.started_on + rule.within
    missing = tuple(str(EvidenceKind(kind).label) for kind in rule.papers if kind not in have)
    return MissingProject(project, due_on, (due_on - on).days, missing, rule.within_days)


def _missing_firm(company: Company, rules: Sequence[Rule]) -> MissingFirm | None:
    rule = firm_rule(company.industry_code, rules)
    fact = next(iter(company.revenue_facts), None)  # type: ignore[attr-defined]
    if rule is None or fact is None:
        return None
    try:
        revenue = parse_yuan(fact.value)
    except MoneyError:
        return None  # a revenue nobody can read decides nothing
    if revenue < rule.min_yuan:
        return None
    return MissingFirm(company, rule.label, rule.min_yuan, revenue, fact.on, fact.source)
