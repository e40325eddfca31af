"""Visits as screens read them: the ledger, the calendar, findings by category, results by person, a firm on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company, Contact, Fact
from dianxiaoer.domain.entries.models import Entry
from dianxiaoer.domain.entries.quiet import limit_on, month_of_entries
from dianxiaoer.domain.inspections.models import Filing
from dianxiaoer.domain.inspections.queries import inspections_at
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.stewardship.models import Assignment
from dianxiaoer.domain.stewardship.queries import stewards_of
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.states import OPEN_STAGES, TicketStage
from dianxiaoer.domain.visits.models import Finding, Rota, Visit
from dianxiaoer.domain.visits.states import Flag, VisitStage
from dianxiaoer.kernel.inbox import InboxItem


def visits_for_ticket(user: User, ticket: Ticket) -> QuerySet[Visit]:
    """The visits a ticket may be tied to: those at its firm the person may see, newest first; none without a firm on file."""
    return (
        visible(user, Visit).filter(company=ticket.company_id).select_related("company").order_by("-planned_on", "-id")
    )


def visits_of_ticket(user: User, ticket: Ticket) -> list[Visit]:
    """The visits it is tied to. One statement."""
    return list(visible(user, Visit).filter(tickets=ticket).select_related("company", "owner").order_by("-planned_on"))


def visits_for(user: User) -> QuerySet[Visit]:
    """The ledger's rows with how many findings each had. One statement."""
    return (
        visible(user, Visit)
        .select_related("unit", "owner", "company")
        .annotate(finding_count=Count("findings", distinct=True))
    )


def visits_between(user: User, first: date, last: date) -> QuerySet[Visit]:
    """Visits planned or held on the days first … last, for the calendar. One statement."""
    rows = visible(user, Visit).filter(planned_on__range=(first, last)).exclude(stage=VisitStage.CANCELLED)
    return rows.select_related("company", "owner").order_by("planned_on", "id")


def rotas_for(user: User) -> QuerySet[Rota]:
    return visible(user, Rota).select_related("unit", "chief").order_by("unit__path", "weekday", "id")


def findings_for(user: User) -> QuerySet[Finding]:
    """The dynamic ledger (动态台账): what visits found, with its ticket as it stands. One statement."""
    return visible(user, Finding).select_related("unit", "company", "owner", "visit", "ticket", "ticket__lead_unit")


@dataclass(frozen=True)
class FlagCount:
    """Findings of a category: all, still open, settled so that the firm agreed."""

    flag: str
    label: str
    all: int
    open: int
    cleared: int


def flag_counts(user: User) -> list[FlagCount]:
    """The dynamic ledger in sum, every category. One statement."""
    rows = {
        row["flag"]: row
        for row in visible(user, Finding)
        .order_by()
        .values("flag")
        .annotate(
            all=Count("pk"),
            open=Count("pk", filter=Q(ticket__stage__in=OPEN_STAGES)),
            cleared=Count("pk", filter=Q(ticket__stage=TicketStage.CLOSED, ticket__revisit_agreed=True)),
        )
    }
    empty = {"all": 0, "open": 0, "cleared": 0}
    return [
        FlagCount(value, str(label), *(rows.get(value, empty)[name] for name in ("all", "open", "cleared")))
        for value, label in Flag.choices
    ]


@dataclass(frozen=True)
class PersonResult:
    """What counts of a person: tickets from visits in their hands, closed ones, what firms say. No visits, no logins.

    mean: of five, over `rated` ratings; None when nobody rated: unrated is not satisfied.
    """

    name: str
    unit: str
    tickets: int
    closed: int
    cleared: int
    rated: int
    mean: Decimal | None

    @property
    def closed_share(self) -> Decimal | None:
        return Decimal(self.closed) / self.tickets if self.tickets else None


def results_by_person(user: User, first: date, last: date) -> list[PersonResult]:
    """By owner, tickets that visits of the period raised. Two statements."""
    rows = visible(user, Finding).filter(found_on__range=(first, last)).order_by()
    sums = rows.values("owner", "owner__name", "owner__unit__name").annotate(
        n=Count("pk"),
        closed=Count("pk", filter=Q(ticket__stage=TicketStage.CLOSED)),
        cleared=Count("pk", filter=Q(ticket__stage=TicketStage.CLOSED, ticket__revisit_agreed=True)),
    )
    counted = rows.filter(ticket__ratings__excluded_at__isnull=True, ticket__ratings__isnull=False)
    ratings = {
        row["owner"]: row
        for row in counted.values("owner").annotate(n=Count("ticket__ratings"), mean=Avg("ticket__ratings__stars"))
    }
    found = [_result(row, ratings.get(row["owner"])) for row in sums]
    return sorted(found, key=lambda one: (-one.cleared, -one.closed, one.name))


def _result(row: dict[str, object], rated: dict[str, object] | None) -> PersonResult:
    mean = Decimal(str(rated["mean"])).quantize(Decimal("0.01")) if rated and rated["mean"] is not None else None
    return PersonResult(
        name=str(row["owner__name"]),
        unit=str(row["owner__unit__name"]),
        tickets=int(str(row["n"])),
        closed=int(str(row["closed"])),
        cleared=int(str(row["cleared"])),
        rated=int(str(rated["n"])) if rated else 0,
        mean=mean,
    )


@dataclass(frozen=True)
class FirmFile:
    """A firm on one page before a visit. Phones of contacts are printed masked."""

    company: Company
    facts: Sequence[Fact]
    contacts: Sequence[Contact]
    projects: Sequence[Project]
    tickets: Sequence[Ticket]
    visits: Sequence[Visit]
    inspections: Sequence[Filing]
    stewards: Sequence[Assignment]
    entries: Sequence[Entry]
    per_month: int | None

    @property
    def is_full(self) -> bool:
        return self.per_month is not None and len(self.entries) >= self.per_month


def firm_file(user: User, company: Company, on: date) -> FirmFile:
    """What the person may see of the firm. Ten statements."""
    limit = limit_on(company.unit, on)
    visits = visible(user, Visit).filter(company=company, stage=VisitStage.DONE).select_related("owner")
    return FirmFile(
        company=company,
        facts=list(company.facts.all()[:12]),
        contacts=list(company.contacts.all()[:6]),
        projects=list(visible(user, Project).filter(company=company).order_by("-id")[:6]),
        tickets=list(
            visible(user, Ticket)
            .filter(company=company, stage__in=OPEN_STAGES)
            .select_related("owner")
            .order_by("queue_at")[:10]
        ),
        visits=list(visits.prefetch_related("findings").order_by("-visited_on", "-id")[:5]),
        inspections=inspections_at(user, company, 5),
        stewards=[row for row in stewards_of(user, company) if row.until_on is None],
        entries=month_of_entries(company, on),
        per_month=limit.per_month if limit else None,
    )


def to_join(user: User, company: Company, on: date) -> list[Visit]:
    """Visits planned at a firm in the month of a day that a person could join. One statement."""
    rows = visible(user, Visit).filter(
        company=company, stage=VisitStage.PLANNED, planned_on__year=on.year, planned_on__month=on.month
    )
    return list(rows.select_related("owner", "unit").order_by("planned_on", "id")[:10])


def visits_to_check_in(user: User, company: Company, on: date) -> list[Visit]:
    """Own planned visits at a firm that a scan may check in to. One statement."""
    rows = visible(user, Visit).filter(company=company, stage=VisitStage.PLANNED, in_at__isnull=True)
    mine = rows.filter(Q(owner=user) | Q(visitors__user=user)).distinct()
    return list(mine.select_related("unit").order_by("planned_on", "id")[:10])


def inbox_items(user: User, *, on: date, limit: int = 100) -> list[InboxItem]:
    """The person's own planned visits. One statement."""
    rows = Visit.objects.filter(owner_id=user.pk, stage=VisitStage.PLANNED).select_related("company")
    return [
        InboxItem(_("走访企业"), row.company.name, "visits-detail", row.pk, row.planned_on)
        for row in rows.order_by("planned_on", "id")[:limit]
    ]
