"""Annual targets with what became of them: completion, time progress, how far ahead, the sum set for the units below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.targets import bridge
from dianxiaoer.domain.targets.models import Target
from dianxiaoer.domain.targets.queries import Ask, Figure, figure
from dianxiaoer.domain.targets.states import FigureRole
from dianxiaoer.engines.measures.periods import year_to_date


@dataclass(frozen=True)
class TargetLine:
    """One target in force. completion, ahead in percent and points; below: what the units right below were set together."""

    target: Target
    actual: Figure
    completion: Decimal | None
    ahead: Decimal | None
    below: Decimal | None
    revisions: int

    @property
    def ask(self) -> Ask:
        return self.actual.ask

    @property
    def is_behind(self) -> bool:
        return self.ahead is not None and self.ahead < 0


def target_lines(user: User, unit: Unit, year: int, on: date) -> list[TargetLine]:
    """The targets of a unit in a year, held against the rows up to `on` (a day of that year). Three statements a target at most."""
    rows = list(
        visible(user, Target)
        .filter(year=year, unit__path__startswith=unit.path)
        .select_related("indicator", "unit")
        .order_by("indicator__order", "filter_name", "revision")
    )
    newest = {(row.unit_id, row.indicator_id, row.filter_name): row for row in rows}
    counts: dict[tuple[int, int, str], int] = {}
    below: dict[tuple[int, str], Decimal] = {}
    for row in rows:
        key = (row.unit_id, row.indicator_id, row.filter_name)
        counts[key] = counts.get(key, 0) + 1
    for row in newest.values():
        if row.unit.parent_id == unit.pk:
            name = (row.indicator_id, row.filter_name)
            below[name] = below.get(name, Decimal(0)) + row.value
    return [
        _line(user, row, on, below.get((row.indicator_id, row.filter_name)), counts[key])
        for key, row in newest.items()
        if row.unit_id == unit.pk
    ]


def years_with_targets(user: User, unit: Unit) -> list[int]:
    """Years for which the unit or one below it has targets, newest first."""
    rows = visible(user, Target).filter(unit__path__startswith=unit.path)
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)


def _line(user: User, target: Target, on: date, below: Decimal | None, revisions: int) -> TargetLine:
    actual = figure(user, target.indicator, target.unit, year_to_date(on), target.filter_name, FigureRole.ACTUAL)
    completion = bridge.percent(actual.value, target.value)
    return TargetLine(target, actual, completion, bridge.ahead_points(completion, on), below, revisions)
