"""Inspections as screens read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.inspections.caps import cap_for
from dianxiaoer.domain.inspections.models import (
    Filing,
    FrequencyCap,
    FrequencyCounter,
    InspectionPlan,
    InspectionRating,
)
from dianxiaoer.domain.inspections.states import FilingStage, PlanStage
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.inbox import InboxItem

#: fewer ratings of a body in a year than this are not shown to anybody but supervisors: they would name the firm
LEAST_RATINGS = 5
NEAR_DAYS = 30


def filings_for(user: User) -> QuerySet[Filing]:
    """The ledger's rows. One statement."""
    return visible(user, Filing).select_related("unit", "owner", "company", "plan")


def plans_for(user: User) -> QuerySet[InspectionPlan]:
    return (
        visible(user, InspectionPlan)
        .select_related("unit")
        .annotate(line_count=Count("lines", distinct=True), filing_count=Count("filings", distinct=True))
    )


def published_plans() -> QuerySet[InspectionPlan]:
    """What every firm may read, the newest year first. Two statements with the lines."""
    return (
        InspectionPlan.objects.filter(stage=PlanStage.PUBLISHED)
        .select_related("unit")
        .prefetch_related("lines")
        .order_by("-year", "unit__path", "id")
    )


def caps_for_user(user: User) -> QuerySet[FrequencyCap]:
    return visible(user, FrequencyCap).select_related("unit", "body").order_by("unit__path", "-since_on", "-id")


def ratings_for(user: User) -> QuerySet[InspectionRating]:
    """Ratings for supervisors: by body, kind and month; nothing in a row names a firm."""
    return visible(user, InspectionRating).select_related("unit")


@dataclass(frozen=True)
class Standing:
    """A body's year with a firm: used of allowed, None without a cap."""

    body: Unit
    used: int
    allowed: int | None

    @property
    def left(self) -> int | None:
        return None if self.allowed is None else max(self.allowed - self.used, 0)


def standing_of(company: Company, body: Unit, on: date) -> Standing:
    """How many inspections of the year a body has used at a firm, and the cap. Two statements."""
    cap = cap_for(body, on)
    used = (
        FrequencyCounter.objects.filter(company=company, body=body, year=on.year).values_list("used", flat=True).first()
    )
    return Standing(body, used or 0, cap.per_year if cap else None)


def could_join(user: User, filing: Filing) -> list[Filing]:
    """Other filings at the same firm within a month that could be made one joint inspection. One statement."""
    near = (filing.planned_on - timedelta(NEAR_DAYS), filing.planned_on + timedelta(NEAR_DAYS))
    rows = visible(user, Filing).filter(company=filing.company_id, stage=FilingStage.FILED, planned_on__range=near)
    return list(rows.exclude(pk=filing.pk).select_related("unit").order_by("planned_on", "id")[:20])


def filings_to_scan(user: User, company: Company, on: date) -> list[Filing]:
    """What an officer may check in to, or out of, at a firm: filed around the day, or still on site. One statement."""
    near = Q(stage=FilingStage.FILED, planned_on__range=(on - timedelta(7), on + timedelta(7)))
    rows = visible(user, Filing).filter(near | Q(stage=FilingStage.ON_SITE), company=company)
    return list(rows.select_related("unit").order_by("-stage", "planned_on", "id")[:10])


@dataclass(frozen=True)
class RatingSum:
    """Ratings of a body in a year: how many, mean of five. None of both when too few to stay anonymous."""

    count: int | None
    mean: Decimal | None
    good_share: Decimal | None


def rating_of_body(body: Unit, year: int) -> RatingSum:
    """The only view of ratings the inspected body has. One statement."""
    found = InspectionRating.objects.filter(unit=body, rated_month__year=year).aggregate(
        n=Count("pk"), mean=Avg("level"), good=Count("pk", filter=Q(level__gte=3))
    )
    if found["n"] < LEAST_RATINGS:
        return RatingSum(None, None, None)
    mean = Decimal(str(found["mean"])).quantize(Decimal("0.01"))
    return RatingSum(found["n"], mean, Decimal(found["good"]) / found["n"])


def inspections_at(user: User, company: Company, limit: int = 10) -> list[Filing]:
    """The newest inspections of a firm a person may see. One statement."""
    return list(
        visible(user, Filing).filter(company=company).select_related("unit").order_by("-planned_on", "-id")[:limit]
    )


def inbox_items(user: User, *, on: date, limit: int = 100) -> list[InboxItem]:
    """The person's own filings: to be carried out, to be left, to be concluded. One statement."""
    rows = Filing.objects.filter(owner_id=user.pk).exclude(stage__in=[FilingStage.CONCLUDED, FilingStage.CANCELLED])
    verbs = {
        FilingStage.FILED: _("入企检查"),
        FilingStage.ON_SITE: _("扫码离开"),
        FilingStage.LEFT: _("登记检查结果"),
    }
    return [
        InboxItem(verbs[FilingStage(row.stage)], str(row), "inspections-detail", row.pk, row.planned_on)
        for row in rows.select_related("company").order_by("planned_on", "id")[:limit]
    ]
