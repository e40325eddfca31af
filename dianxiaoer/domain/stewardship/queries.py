"""Stewardship as screens read it: the ledger, the roster with its loads, coverage on one page, plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Sqrt
from django.utils.translation import gettext as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import reach, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.stewardship.models import Assignment, Official, Plan, SectorMinimum
from dianxiaoer.domain.stewardship.states import Sector, Size, StewardRole

ROAD_FACTOR = 1.3  # the optimiser's default: road length ÷ straight line
KM_BANDS = (5.0, 15.0, 30.0)
_PROFILE = "company__steward_profile__"


def assignments_for(user: User) -> QuerySet[Assignment]:
    """The ledger's rows. One statement."""
    return visible(user, Assignment).select_related("unit", "official", "company", "company__steward_profile", "plan")


def officials_for(user: User) -> QuerySet[Official]:
    """The roster with firms and weight in force of each. One statement."""
    held = Q(assignments__until_on__isnull=True)
    return (
        visible(user, Official)
        .select_related("unit", "user")
        .annotate(
            firm_count=Count("assignments", filter=held),
            load=Coalesce(
                Sum("assignments__company__steward_profile__weight", filter=held),
                Value(Decimal(0)),
                output_field=DecimalField(),
            ),
        )
    )


def plans_for(user: User) -> QuerySet[Plan]:
    return visible(user, Plan).select_related("unit", "owner").defer("input", "result", "before", "after")


def stewards_of(user: User, company: Company) -> list[Assignment]:
    """Who looks after a firm today, then who did. One statement."""
    rows = visible(user, Assignment).filter(company=company).select_related("official", "unit")
    return list(rows.order_by(F("until_on").desc(nulls_first=True), "-since_on", "-id")[:20])


def firms_of(user: User, official: Official) -> QuerySet[Assignment]:
    """Firms of an official today. One statement."""
    return (
        visible(user, Assignment)
        .filter(official=official, until_on__isnull=True)
        .select_related("company", "company__steward_profile")
        .order_by("role", "company__name")
    )


def in_force(unit: Unit, role: str, programme: str = "") -> dict[str, Assignment]:
    """Firm id of the planning format → the assignment of a role in force; the oldest where a role has several."""
    rows = Assignment.objects.filter(unit__path__startswith=unit.path, role=role, until_on__isnull=True)
    if programme:
        rows = rows.filter(programme=programme)
    rows = rows.select_related("company", "official", "unit").order_by("-id")
    return {f"F{row.company_id}": row for row in rows}


def minima_for(user: User) -> QuerySet[SectorMinimum]:
    """The sector minima of a person's units and of those above, which hold there too. One statement."""
    rows = SectorMinimum.objects.filter(
        Q(unit__in=reach(user).units("stewardship.view")) | Q(unit__in=user.unit.ancestry)
    )
    return rows.select_related("unit", "official").order_by("role", "sector", "unit__path", "-since_on", "-id")


def minima_on(unit: Unit, role: str, on: date) -> list[SectorMinimum]:
    """The sector minima in force for a role of a unit: the nearer unit before the farther, the newer row before the older.

    Rows of 0 are in force too: they lift what stands further away. One statement.
    """
    rows = SectorMinimum.objects.filter(unit__in=unit.ancestry, role=role, since_on__lte=on)
    held: dict[tuple[str, int | None], SectorMinimum] = {}
    for row in rows.select_related("unit", "official").order_by("-unit__path", "-since_on", "-id"):
        held.setdefault((row.sector, row.official_id), row)
    return sorted(held.values(), key=lambda row: (row.sector, row.official_id or 0))


def standing_of(plan: Plan) -> dict[str, Assignment]:
    return in_force(plan.unit, plan.role, plan.programme)


def loads_of_plan(plan: Plan) -> dict[str, dict[str, Any]]:
    """Official id → firms and weight of the plan's firms as they stand now."""
    weight = {row["id"]: row["weight"] for row in plan.input["firms"]}
    found: dict[str, dict[str, Any]] = {
        row["id"]: {"name": row["name"], "firms": 0, "load": 0.0} for row in plan.input["officials"]
    }
    for firm, row in standing_of(plan).items():
        line = found.get(f"O{row.official_id}")
        if line and firm in weight:
            line["firms"] += 1
            line["load"] += weight[firm]
    return found


@dataclass(frozen=True)
class Compared:
    """One official before and after a plan: firms and weight. share: of the mean weight, after."""

    name: str
    firms_before: int
    firms_after: int
    load_before: float
    load_after: float
    share: float


@dataclass(frozen=True)
class Change:
    """One firm a plan gives to somebody else."""

    firm: str
    before: str
    after: str


def compared(plan: Plan) -> tuple[list[Compared], list[Change]]:
    """What a plan would change (or changed): by official, then firm by firm. No statement."""
    if not plan.result:
        return [], []
    names = {row["id"]: row["name"] for row in plan.input["officials"]}
    firms = {row["id"]: row for row in plan.input["firms"]}
    after = {pair["firm_id"]: pair["official_id"] for pair in plan.result["assignment"]}
    before = {key: row.get("last_official_id") for key, row in firms.items()}
    counts: dict[str, list[float]] = {key: [0, 0, 0.0, 0.0] for key in names}
    for key, row in firms.items():
        for place, official in ((0, before[key]), (1, after[key])):
            if official in counts:
                counts[official][place] += 1
                counts[official][place + 2] += row["weight"]
    mean = sum(line[3] for line in counts.values()) / max(1, len(counts))
    lines = [
        Compared(names[key], int(line[0]), int(line[1]), line[2], line[3], line[3] / mean if mean else 0.0)
        for key, line in counts.items()
    ]
    changes = [
        Change(row["name"], names.get(before[key] or "", "—"), names[after[key]])
        for key, row in firms.items()
        if before[key] != after[key]
    ]
    return lines, changes


@dataclass(frozen=True)
class Band:
    """Firms of one kind: how many there are, how many somebody looks after."""

    label: str
    firms: int
    covered: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.covered) / self.firms if self.firms else None


@dataclass(frozen=True)
class Reach:
    """Firms looked after whose way from their steward lies in a band (road km, estimate), with their weight."""

    label: str
    firms: int
    weight: Decimal


@dataclass(frozen=True)
class Load:
    """What one official carries. share: weight ÷ the mean of all; km: mean way to a firm (estimate), None without places."""

    official: Official
    firms: int
    weight: Decimal
    share: float
    by_sector: tuple[int, ...]
    km: float | None


@dataclass(frozen=True)
class Coverage:
    """Coverage and load of a unit and below, on one page."""

    firms: int
    covered: int
    sectors: list[Band]
    sizes: list[Band]
    distances: list[Reach]
    loads: list[Load]
    without_place: int
    estimated: int


def coverage_of(user: User, unit: Unit, role: str = "") -> Coverage:
    """Resident firms in a unit's tree with their stewards. Seven statements, whatever the number of firms."""
    held = Assignment.objects.filter(until_on__isnull=True, company=OuterRef("pk"))
    if role:
        held = held.filter(role=role)
    firms = (
        visible(user, Company)
        .filter(unit__path__startswith=unit.path, is_resident=True, status="operating")
        .annotate(steward=Subquery(held.order_by("id").values("official")[:1]))
    )
    kinds = firms.order_by().values("steward_profile__sector", "steward_profile__size", "steward_profile__is_estimated")
    rows = list(kinds.annotate(all=Count("pk"), covered=Count("steward")))
    return Coverage(
        firms=sum(row["all"] for row in rows),
        covered=sum(row["covered"] for row in rows),
        sectors=_bands(rows, "steward_profile__sector", Sector.choices, Sector.UNKNOWN),
        sizes=_bands(rows, "steward_profile__size", Size.choices, Size.MICRO),
        distances=_distances(user, unit, role),
        loads=_loads(user, unit, role),
        without_place=firms.filter(steward_profile__x_km__isnull=True).count(),
        estimated=sum(row["all"] for row in rows if row["steward_profile__is_estimated"] in (True, None)),
    )


def _bands(rows: Sequence[dict[str, Any]], key: str, choices: Any, blank: str) -> list[Band]:
    return [
        Band(
            str(label),
            sum(row["all"] for row in rows if (row[key] or blank) == value),
            sum(row["covered"] for row in rows if (row[key] or blank) == value),
        )
        for value, label in choices
    ]


def _distances(user: User, unit: Unit, role: str) -> list[Reach]:
    """By the way from the steward: below each limit of KM_BANDS, beyond the last, and without a place. One statement."""
    edges = [(low, high) for low, high in zip((None, *KM_BANDS), (*KM_BANDS, None), strict=True)]
    bands = [(_km_label(low, high), _between(low, high)) for low, high in edges]
    bands.append((_("没有位置"), Q(way__isnull=True)))
    asked: dict[str, Any] = {}
    for place, (_label, within) in enumerate(bands):
        asked[f"n{place}"] = Count("pk", filter=within)
        asked[f"w{place}"] = Sum(f"{_PROFILE}weight", filter=within)
    found = _held(user, unit, role).order_by().aggregate(**asked)
    return [
        Reach(label, found[f"n{place}"], found[f"w{place}"] or Decimal(0)) for place, (label, _q) in enumerate(bands)
    ]


def _between(low: float | None, high: float | None) -> Q:
    return Q(**({"way__gte": low} if low is not None else {}), **({"way__lt": high} if high is not None else {}))


def _km_label(low: float | None, high: float | None) -> str:
    if low is None:
        return _("%(high)g km 以内") % {"high": high}
    return _("%(low)g km 以上") % {"low": low} if high is None else f"{low:g}–{high:g} km"


def _held(user: User, unit: Unit, role: str) -> QuerySet[Assignment]:
    """What is in force in a unit's tree, with `way`: road km from the official to the firm, None without a place."""
    held = Assignment.objects.filter(until_on__isnull=True, unit__path__startswith=unit.path)
    if role:
        held = held.filter(role=role)
    east = Cast(f"{_PROFILE}x_km", FloatField()) - Cast("official__x_km", FloatField())
    north = Cast(f"{_PROFILE}y_km", FloatField()) - Cast("official__y_km", FloatField())
    return visible(user, held).annotate(way=ROAD_FACTOR * Sqrt(east * east + north * north))


def _loads(user: User, unit: Unit, role: str) -> list[Load]:
    sums = (
        _held(user, unit, role)
        .order_by()
        .values("official", f"{_PROFILE}sector")
        .annotate(n=Count("pk"), weight=Sum(f"{_PROFILE}weight"), placed=Count("way"), km=Sum("way"))
    )
    lines: dict[int, list[dict[str, Any]]] = {}
    for row in sums:
        lines.setdefault(row["official"], []).append(row)
    officials = visible(user, Official).filter(unit__path__startswith=unit.path).select_related("unit")
    wanted = [row for row in officials.order_by("-is_leader", "unit__path", "id") if row.is_active or row.pk in lines]
    total = sum((row["weight"] or Decimal(0) for rows in lines.values() for row in rows), Decimal(0))
    mean = total / max(1, len([row for row in wanted if row.pk in lines]))
    return [_load(row, lines.get(row.pk, []), mean) for row in wanted]


def _load(official: Official, rows: list[dict[str, Any]], mean: Decimal) -> Load:
    weight = sum((row["weight"] or Decimal(0) for row in rows), Decimal(0))
    placed = sum(row["placed"] for row in rows)
    by_sector = {row[f"{_PROFILE}sector"]: row["n"] for row in rows}
    return Load(
        official=official,
        firms=sum(row["n"] for row in rows),
        weight=weight,
        share=float(weight / mean) if mean else 0.0,
        by_sector=tuple(by_sector.get(value, 0) for value in Sector.values),
        km=sum(row["km"] or 0.0 for row in rows) / placed if placed else None,
    )


def role_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in StewardRole.choices]
