"""Reads of rounds: whom the records propose for a list, and the lists themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dianxiaoer.domain.campaigns.bars import bars_at, cleared
from dianxiaoer.domain.campaigns.models import Round, RoundMember
from dianxiaoer.domain.campaigns.states import BATCH_DATES, Batch
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.projects.states import Status
from dianxiaoer.kernel.fields import AmountField


@dataclass(frozen=True)
class Proposal:
    """A project the records put forward, the day that does it, and the bar it clears ("" with its reason when none)."""

    project: Project
    reached_on: date
    bar: str
    min_yuan: Decimal | None

    @property
    def is_eligible(self) -> bool:
        return bool(self.bar)


@dataclass(frozen=True)
class BatchTotal:
    batch: str
    label: str
    count: int
    amount_yuan: Decimal


def proposals(user: User, campaign: Round, batch: str) -> list[Proposal]:
    """Projects of the round's unit and below whose day for this list falls in the round and that are on no such list yet.

    Those clearing a bar come first, each group by amount. Two statements.
    """
    day = BATCH_DATES[batch]
    listed = RoundMember.objects.filter(project=OuterRef("pk"), batch=batch, removed_on__isnull=True)
    found = (
        visible(user, Project)
        .filter(unit__path__startswith=campaign.unit.path)
        .filter(Q(**{f"{day}__gte": campaign.starts_on, f"{day}__lte": campaign.ends_on}))
        .exclude(status=Status.TERMINATED)
        .exclude(Exists(listed))
        .select_related("unit")
        .order_by("-contracted_yuan", "id")
    )
    bars = bars_at(campaign.unit, on=campaign.ends_on)
    proposed = []
    for project in found:
        bar = cleared(project, bars)
        proposed.append(
            Proposal(project, getattr(project, day), bar.label if bar else "", bar.min_yuan if bar else None)
        )
    return sorted(proposed, key=lambda proposal: not proposal.is_eligible)


def batch_totals(campaign: Round) -> list[BatchTotal]:
    """Number and frozen amount of each list of a round. One statement."""
    rows = {
        row["batch"]: row
        for row in campaign.members.filter(removed_on__isnull=True)
        .order_by()
        .values("batch")
        .annotate(count=Count("pk"), amount=Sum("amount_yuan"))
    }
    empty = {"count": 0, "amount": Decimal(0)}
    return [
        BatchTotal(batch, str(label), rows.get(batch, empty)["count"], rows.get(batch, empty)["amount"])
        for batch, label in Batch.choices
    ]


def rounds_for(user: User) -> QuerySet[Round]:
    """Rounds a person may see, each with the number and frozen amount of its listed projects."""
    listed = RoundMember.objects.filter(round=OuterRef("pk"), removed_on__isnull=True).order_by().values("round")
    return (
        visible(user, Round)
        .select_related("unit")
        .annotate(
            member_count=Coalesce(Subquery(listed.annotate(n=Count("pk")).values("n")), 0),
            member_yuan=Subquery(listed.annotate(total=Sum("amount_yuan")).values("total"), output_field=AmountField()),
        )
    )
