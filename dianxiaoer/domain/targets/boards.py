"""What dashboards and the big screen read: figures computed by a job into snapshots, each with its period and its rows' count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.targets.models import Indicator, Snapshot, Target
from dianxiaoer.domain.targets.queries import Figure, figure
from dianxiaoer.domain.targets.sources import SOURCES, is_installed
from dianxiaoer.domain.targets.states import FigureRole, Kind, Measure
from dianxiaoer.engines.measures.periods import Period, year_to_date
from dianxiaoer.kernel.models import Event

#: (model, date field, way to the unit): the newest of these days is the day a unit reports to
ACTS = (
    ("leads.lead", "registered_on", "unit"),
    ("activities.activity", "starts_on", "unit"),
    ("projects.project", "signed_on", "unit"),
    ("projects.project", "started_on", "unit"),
    ("projects.project", "library_on", "unit"),
    ("projects.project", "commissioned_on", "unit"),
    ("funds.receipt", "received_on", "project__unit"),
)

LATE, LATE_NUMBERS = timedelta(minutes=2), 500
#: how many of the acts last written are looked at for each one shown as latest
WRITTEN_FOR_ONE = 6


@dataclass(frozen=True)
class Tile:
    """One figure of a board. value, yoy and completion as in Figure (percent as 81); None = "—"."""

    indicator: Indicator
    period: str
    value: Decimal | None
    row_count: int
    yoy: Decimal | None = None
    completion: Decimal | None = None
    months: tuple[tuple[str, Decimal], ...] = ()
    chains: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class Board:
    """The figures of a unit for one period, as last computed."""

    unit: Unit
    period: str
    computed_at: datetime
    data_as_of: datetime | None
    tiles: dict[str, Tile]

    def pick(self, keys: Iterable[str]) -> list[Tile]:
        return [self.tiles[key] for key in keys if key in self.tiles]


def board_of(unit: Unit) -> Board | None:
    """The newest snapshots of a unit; None when the job has not run or the unit has no records. One statement."""
    rows = list(Snapshot.objects.filter(unit=unit).select_related("indicator").order_by("indicator__order"))
    if not rows:
        return None
    latest = max((row.data_as_of for row in rows if row.data_as_of), default=None)
    return Board(unit, rows[0].period, rows[0].computed_at, latest, _tiles(rows))


def boards_below(unit: Unit, keys: Iterable[str]) -> list[tuple[Unit, dict[str, Tile]]]:
    """The named figures of the units right below. One statement."""
    rows = Snapshot.objects.filter(unit__parent=unit, indicator__key__in=list(keys)).select_related("indicator", "unit")
    found: dict[Unit, list[Snapshot]] = {}
    for row in rows.order_by("unit__path", "indicator__order"):
        found.setdefault(row.unit, []).append(row)
    return [(below, _tiles(snapshots)) for below, snapshots in found.items()]


def recent_events(user: User, unit: Unit, limit: int = 12) -> list[Event]:
    """What happened lately in a unit and below it, as far as the person sees. One statement beside the units'.

    Among the last acts written the latest ones are chosen: an act may be entered after its day.
    """
    units = visible(user, Unit, "figures.view").filter(path__startswith=unit.path)
    reached = list(units.values_list("pk", flat=True))
    written = Event.objects.filter(unit_id__in=reached).select_related("by").order_by("-id")[: limit * WRITTEN_FOR_ONE]
    return sorted(written, key=lambda event: (event.at, event.pk), reverse=True)[:limit]


def reporting_days(today: date) -> dict[Unit, date]:
    """The newest day, not after today, on which something happened in a unit or below it. Units without records are left out."""
    units = list(Unit.objects.filter(is_active=True))
    by_id = {unit.pk: unit for unit in units}
    newest: dict[Unit, date] = {}
    for label, day, way in ACTS:
        if not is_installed(label):
            continue
        rows = apps.get_model(label)._default_manager.filter(**{f"{day}__lte": today})
        for unit_id, latest in rows.order_by().values_list(way).annotate(latest=Max(day)):
            for above in (by_id.get(int(part)) for part in by_id[unit_id].path.split(".") if part):
                if above is not None:
                    newest[above] = max(newest.get(above, latest), latest)
    return newest


def refresh_snapshots(*, at: datetime, today: date | None = None) -> int:
    """Compute every board anew, year to date at each unit's reporting day. Returns snapshots written."""
    return _refresh(reporting_days(today or timezone.localdate(at)), at)


def refresh_changed(*, at: datetime) -> int:
    """The same for units something happened in since their boards were computed; all of them once a day and after a
    definition changed. What the clockwork runs every minute: three statements when nothing happened."""
    seen = Snapshot.objects.aggregate(event=Max("seen_event"), day=Max("computed_at"))
    if seen["day"] is None or timezone.localdate(seen["day"]) != timezone.localdate(at):
        return refresh_snapshots(at=at)
    # an act may commit after one that began later: the newest numbers are looked at twice
    late = Q(pk__gt=seen["event"] - LATE_NUMBERS, at__gte=at - LATE)
    happened = Event.objects.filter(Q(pk__gt=seen["event"]) | late).values_list("unit_id", "subject").distinct()
    if any(subject == "targets.indicator" for _unit, subject in happened):
        return refresh_snapshots(at=at)
    touched = {unit_id for unit_id, _subject in happened if unit_id}
    if not touched:
        return 0
    paths = Unit.objects.filter(pk__in=touched).values_list("path", flat=True)
    above = {int(part) for path in paths for part in path.split(".") if part}
    days = {unit: day for unit, day in reporting_days(timezone.localdate(at)).items() if unit.pk in above}
    return _refresh(days, at)


def _refresh(days: dict[Unit, date], at: datetime) -> int:
    """Boards of these units. What happens meanwhile has a later event, so the next turn sees it."""
    indicators = [row for row in Indicator.objects.filter(on_board=True, is_active=True, waits_for="") if _stands(row)]
    aimed = set(Target.objects.values_list("indicator", "year"))
    last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    written = 0
    for unit, day in days.items():
        period = year_to_date(day)
        rows = [row for one in indicators for row in _snapshots(one, unit, period, (one.pk, day.year) in aimed, at)]
        for row in rows:
            row.seen_event = last
        written += _replace(unit, rows)
    return written


@transaction.atomic
def _replace(unit: Unit, rows: list[Snapshot]) -> int:
    Snapshot.objects.filter(unit=unit).delete()
    return len(Snapshot.objects.bulk_create(rows))


def _snapshots(indicator: Indicator, unit: Unit, period: Period, has_target: bool, at: datetime) -> list[Snapshot]:
    roles = [FigureRole.ACTUAL]
    if indicator.kind != Kind.REPORTED and indicator.measure != Measure.PERCENT:
        roles.append(FigureRole.YOY)
    if has_target:
        roles.append(FigureRole.COMPLETION)
    found = [figure(None, indicator, unit, period, role=role) for role in roles]
    return [
        Snapshot(
            unit=unit,
            indicator=indicator,
            role=one.ask.role,
            period=str(period),
            value=None if one.value is None else one.value.quantize(Decimal("0.0001")),
            row_count=one.row_count,
            detail=_detail(one) if one.ask.role == FigureRole.ACTUAL else {},
            data_as_of=one.data_as_of,
            computed_at=at,
        )
        for one in found
    ]


def _detail(one: Figure) -> dict[str, list[list[str]]]:
    """Money sums by month and by chain, as text so that JSON keeps them exact."""
    indicator = one.ask.indicator
    if indicator.kind != Kind.SUMMED or indicator.measure != Measure.YUAN or not indicator.date_field:
        return {}
    fields = SOURCES[indicator.source].fields
    total = Sum(fields[indicator.value_field])
    rows = one.rows.order_by().annotate(month=TruncMonth(fields[indicator.date_field]))
    found = {"months": [[f"{month:%Y-%m}", str(yuan)] for month, yuan in _grouped(rows, "month", total)]}
    if "chain" in fields:
        chains = sorted(_grouped(one.rows.order_by(), fields["chain"], total), key=lambda pair: pair[1], reverse=True)
        found["chains"] = [[name or "", str(yuan)] for name, yuan in chains]
    return found


def _grouped(rows: QuerySet[Any], by: str, total: Sum) -> list[tuple[Any, Decimal]]:
    return [(row[by], row["total"] or Decimal(0)) for row in rows.values(by).annotate(total=total).order_by(by)]


def _tiles(rows: Iterable[Snapshot]) -> dict[str, Tile]:
    values: dict[str, dict[str, Snapshot]] = {}
    for row in rows:
        values.setdefault(row.indicator.key, {})[row.role] = row
    return {
        key: Tile(
            roles[FigureRole.ACTUAL].indicator,
            roles[FigureRole.ACTUAL].period,
            roles[FigureRole.ACTUAL].value,
            roles[FigureRole.ACTUAL].row_count,
            *(roles[role].value if role in roles else None for role in (FigureRole.YOY, FigureRole.COMPLETION)),
            *(_pairs(roles[FigureRole.ACTUAL].detail.get(name, [])) for name in ("months", "chains")),
        )
        for key, roles in values.items()
        if FigureRole.ACTUAL in roles
    }


def _pairs(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, Decimal(yuan)) for name, yuan in rows)


def _stands(indicator: Indicator) -> bool:
    return indicator.kind == Kind.REPORTED or is_installed(indicator.source)
