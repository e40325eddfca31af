"""Entry bars as dated data: the shipped ones, an office's own, and whether a project clears one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dianxiaoer.domain.campaigns.models import EntryBar
from dianxiaoer.domain.campaigns.states import Category
from dianxiaoer.domain.people.inherited import nearest_rows
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.models import Project

YI = Decimal(100_000_000)


@dataclass(frozen=True)
class Bar:
    """From min_yuan up, a project of the category may enter, between two days (the last may be open)."""

    category: str
    min_yuan: Decimal
    effective_from: date
    effective_to: date | None = None
    source: str = ""

    @property
    def label(self) -> str:
        return str(Category(self.category).label)

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


_SINCE = date(2021, 7, 10)
_SOURCE = "河南省“三个一批”项目建设活动方案(原则标准)"
#: Henan, 2021-07 onwards, "in principle" (rulebook 1.6); offices keep their own rows where they differ
SHIPPED: tuple[Bar, ...] = (
    Bar(Category.MANUFACTURING, 3 * YI, _SINCE, source=_SOURCE),
    Bar(Category.ATTRACTED, 1 * YI, _SINCE, source=_SOURCE),
    Bar(Category.STRATEGIC, 1 * YI, _SINCE, source=_SOURCE),
    Bar(Category.INFRASTRUCTURE, 10 * YI, _SINCE, source=_SOURCE),
    Bar(Category.SERVICES, 5 * YI, _SINCE, source=_SOURCE),
    Bar(Category.LIVELIHOOD, 2 * YI, _SINCE, source=_SOURCE),
)
#: category → first and last GB/T 4754 divisions that fall in it
DIVISIONS: dict[str, tuple[tuple[int, int], ...]] = {
    Category.MANUFACTURING: ((13, 43),),
    Category.ATTRACTED: ((13, 43),),
    Category.INFRASTRUCTURE: ((44, 46), (48, 48), (53, 58)),
    Category.SERVICES: ((51, 52), (59, 75)),
    Category.LIVELIHOOD: ((76, 90),),
}


def bars_at(unit: Unit, *, on: date) -> list[Bar]:
    """The bars in force in a unit on a day: of the nearest unit upwards that keeps its own, else the shipped. One statement."""
    kept = nearest_rows(unit, EntryBar.objects.filter(unit__in=unit.ancestry))
    own = [Bar(row.category, row.min_yuan, row.effective_from, row.effective_to, row.source) for row in kept]
    return [bar for bar in own or SHIPPED if bar.holds_on(on)]


def cleared(project: Project, bars: Sequence[Bar]) -> Bar | None:
    """The lowest bar the project clears, None when it clears none."""
    fitting = [bar for bar in bars if is_in(project, bar.category) and project.contracted_yuan >= bar.min_yuan]
    return min(fitting, key=lambda bar: bar.min_yuan, default=None)


def is_in(project: Project, category: str) -> bool:
    """Whether a project belongs to a category: by its strategic field, its industry division, its investor from outside."""
    if category == Category.STRATEGIC:
        return bool(project.strategic_field)
    if category == Category.ATTRACTED and not project.investor_name:
        return False
    division = project.industry_code.lstrip("ABCDEFGHIJKLMNOPQRST")[:2]
    if not division.isdigit():
        return False
    return any(first <= int(division) <= last for first, last in DIVISIONS[category])
