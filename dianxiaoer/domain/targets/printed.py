"""A table of printed figures held against computed ones: the check of figures.csv, line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.targets.queries import Figure, FigureError, NotYetKept, figure, kept_indicator
from dianxiaoer.domain.targets.states import FigureRole
from dianxiaoer.engines.figures.printed import Printed, agrees
from dianxiaoer.engines.measures.periods import PeriodError, parse_period

COLUMNS = ("id", "region", "indicator", "filter", "project", "role", "value", "unit", "op", "period", "as_printed")
SAME, DIFFERENT, WAITING = "same", "different", "not_yet_kept"


class TableError(ValueError):
    """A file that is not a table of figures; the message says which column or line."""


@dataclass(frozen=True)
class Line:
    """One printed figure: where, what, when, and how it reads."""

    id: str
    region: str
    indicator: str
    filter_name: str
    project: str
    role: str
    period: str
    printed: Printed
    unit: str

    @property
    def question(self) -> tuple[str, ...]:
        return (self.region, self.indicator, self.filter_name, self.project, self.role, self.period)


@dataclass(frozen=True)
class Verdict:
    """What came of a line. outcome: same | different | not_yet_kept; note: why, or which part it waits for."""

    line: Line
    outcome: str
    computed: Decimal | None = None
    figure: Figure | None = None
    note: str = ""


def read_table(path: Path) -> list[Line]:
    """The lines of a CSV with the columns of COLUMNS. Raises TableError, OSError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lacking = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        if lacking:
            raise TableError(f"缺少列 {'、'.join(lacking)} / missing columns: {', '.join(lacking)}")
        return [_line(row, number) for number, row in enumerate(reader, start=2)]


def check_lines(lines: Iterable[Line], today: date) -> Iterator[Verdict]:
    """Every line computed and held against what is printed."""
    lines = list(lines)
    units = {unit.region_name: unit for unit in Unit.objects.exclude(region_name="")}
    floors = _largest_floors(lines)
    for line in lines:
        yield _verdict(line, units.get(line.region), floors, today)


def _verdict(line: Line, unit: Unit | None, floors: dict[tuple[str, ...], Decimal], today: date) -> Verdict:
    try:
        kept_indicator(line.indicator)
        if unit is None:
            raise FigureError(_("没有管辖“%(region)s”的机构。") % {"region": line.region})
        period = parse_period(line.period, today)
        found = figure(None, line.indicator, unit, period, line.filter_name, line.role, project=line.project)
    except NotYetKept as refusal:
        return Verdict(line, WAITING, note=refusal.part)
    except (ValidationError, PeriodError, ValueError) as refusal:
        return Verdict(line, DIFFERENT, note=";".join(getattr(refusal, "messages", [str(refusal)])))
    computed = found.upper if line.role == FigureRole.EXPECTED and line.printed.op == "<=" else found.value
    if line.unit != found.measure:
        note = _("单位不同:应为 %(unit)s") % {"unit": found.measure}
        return Verdict(line, DIFFERENT, computed, found, note)
    floor = floors.get(line.question)
    if floor is not None and line.printed.value < floor:
        # 10余家 and 100余家 of one and the same question: the smaller is a floor only
        same = computed is not None and computed >= line.printed.value
        note = _("同一问题另有更大的数字,按下限核对")
        return Verdict(line, SAME if same else DIFFERENT, computed, found, note)
    return Verdict(line, SAME if agrees(line.printed, computed) else DIFFERENT, computed, found)


def _largest_floors(lines: Iterable[Line]) -> dict[tuple[str, ...], Decimal]:
    """The largest "at least" of each question that is asked more than once."""
    found: dict[tuple[str, ...], list[Decimal]] = {}
    for line in lines:
        if line.printed.op == ">=":
            found.setdefault(line.question, []).append(line.printed.value)
    return {question: max(values) for question, values in found.items() if len(values) > 1}


def _line(row: dict[str, str], number: int) -> Line:
    try:
        value = Decimal(row["value"])
    except InvalidOperation:
        raise TableError(
            f"第 {number} 行的 value “{row['value']}”不是数字 / line {number}: value is not a number"
        ) from None
    return Line(
        row["id"],
        row["region"],
        row["indicator"],
        row["filter"],
        row["project"],
        row["role"] or "actual",
        row["period"],
        Printed(value, row["op"] or "=", row["as_printed"]),
        row["unit"],
    )
