"""The weekly visit of a bureau's chief: every week a firm nobody of the bureau has seen for longest, those in need first."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.quiet import is_one_too_many
from dianxiaoer.domain.entries.states import EntryKind
from dianxiaoer.domain.people.access import reach, require_at, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.tickets.states import OPEN_STAGES
from dianxiaoer.domain.visits.actions.planning import TooOften, plan_visit
from dianxiaoer.domain.visits.models import Rota, Visit
from dianxiaoer.domain.visits.states import VisitStage
from dianxiaoer.kernel.records import add
from dianxiaoer.kernel.refusals import Refused

CANDIDATES = 30


def set_rota(
    *, by: User, at: datetime, unit: Unit, chief: User, weekday: int, since_on: date, topics: str = ""
) -> Rota:
    """The chief visits a firm every week from a day on. Raises Refused when the chief could not plan a visit there."""
    require_at(by, "visits.set_rota", unit)
    if unit.pk not in reach(chief).units("visits.plan"):
        raise Refused(
            _("“%(name)s”没有在“%(unit)s”安排走访的权限。请先授予角色,或另选一人。") % {"name": chief, "unit": unit}
        )
    row = Rota(unit=unit, chief=chief, weekday=weekday, since_on=since_on, topics=topics)
    return add(row, "visits.set_rota", by=by, at=at)


def plan_week(on: date, *, at: datetime) -> int:
    """Plan this week's visit of every rota that has none yet. Returns how many were planned; again the same day: 0."""
    rows = Rota.objects.filter(since_on__lte=on).filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    return sum(_plan(rota, on, at=at) for rota in rows.select_related("unit", "chief").order_by("id"))


def _plan(rota: Rota, on: date, *, at: datetime) -> int:
    day = on - timedelta(on.weekday()) + timedelta(rota.weekday)
    if day < on or rota.visits.filter(planned_on=day).exists():
        return 0
    firm = firm_in_turn(rota, day)
    if firm is None:
        return 0
    topics = rota.topics or _("每周局长走访")
    try:
        with transaction.atomic():
            plan_visit(
                by=rota.chief, at=at, unit=rota.unit, company=firm, kind=EntryKind.BUREAU_CHIEF, planned_on=day,
                topics=topics, rota=rota,
            )  # fmt: skip
    except (
        IntegrityError,
        PermissionDenied,
        TooOften,
    ):  # planned by another machine; the chief left; the month filled up
        return 0
    return 1


def firm_in_turn(rota: Rota, on: date) -> Company | None:
    """The resident firm the chief may see that waits longest: open tickets first, then the oldest last visit.

    A firm whose month is full is passed over. None when there is none.
    """
    rows = (
        visible(rota.chief, Company)
        .filter(is_resident=True, status="operating")
        .annotate(
            open_tickets=Count("tickets", filter=Q(tickets__stage__in=OPEN_STAGES), distinct=True),
            last_visit=Max("visits__visited_on", filter=Q(visits__stage=VisitStage.DONE)),
        )
        .exclude(pk__in=Visit.objects.filter(stage=VisitStage.PLANNED).values("company"))
        .order_by("-open_tickets", F("last_visit").asc(nulls_first=True), "id")
    )
    return next((firm for firm in rows.select_related("unit")[:CANDIDATES] if not is_one_too_many(firm, on)[0]), None)
