"""Who should be in which library, as dated lines: the shipped ones (rulebook 1.4), and an office's own where it keeps any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from dianxiaoer.domain.libraries.divisions import read_divisions
from dianxiaoer.domain.libraries.models import Threshold
from dianxiaoer.domain.libraries.states import Library
from dianxiaoer.domain.people.inherited import nearest_rows
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.states import EvidenceKind

WAN, YI = Decimal(10_000), Decimal(100_000_000)


@dataclass(frozen=True)
class Rule:
    """One line: from min_yuan (contract of a project, yearly revenue of a firm) up, between two days (the last may be open)."""

    library: str
    label: str
    min_yuan: Decimal
    effective_from: date
    divisions: str = ""
    papers: tuple[str, ...] = ()
    within_days: int = 30
    effective_to: date | None = None
    source: str = ""
    spans: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", read_divisions(self.divisions))

    def holds_on(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    @property
    def within(self) -> timedelta:
        return timedelta(days=self.within_days)


_BASIC = (EvidenceKind.FILING, EvidenceKind.CONTRACT, EvidenceKind.SITE_PHOTO, EvidenceKind.PLATFORM)
_2011, _2021 = date(2011, 1, 1), date(2021, 1, 1)
_ASSET_SOURCE = "国家统计局固定资产投资统计报表制度;入库时限为本地习惯(银川 2025)"
_FIRM_SOURCE = "国家统计局统计单位划分及具体处理办法、“四上”企业标准(待核实当年版本)"


def _firms(label: str, divisions: str, wan: int) -> Rule:
    return Rule(Library.ABOVE_SIZE, label, wan * WAN, _2021, divisions, source=_FIRM_SOURCE)


#: entry of projects from 500万元 since 2011; a large project shows its permit too
SHIPPED: tuple[Rule, ...] = (
    Rule(Library.FIXED_ASSET, "计划总投资 500 万元以上", 500 * WAN, _2011, papers=_BASIC, source=_ASSET_SOURCE),
    Rule(
        Library.FIXED_ASSET, "计划总投资 1 亿元以上", 1 * YI, _2011, papers=(*_BASIC, EvidenceKind.PERMIT),
        source=_ASSET_SOURCE,
    ),
    _firms("规模以上工业", "06-46", 2000),
    _firms("限额以上批发", "51", 2000),
    _firms("限额以上零售", "52", 500),
    _firms("限额以上住宿餐饮", "61-62", 200),
    _firms("规模以上服务业(2000万元)", "53-60、63-65、76-79、84", 2000),
    _firms("规模以上服务业(1000万元)", "71-75、83", 1000),
    _firms("规模以上服务业(500万元)", "80-82、85-90", 500),
)  # fmt: skip


class Thresholds:
    """The lines of every unit, read once: which hold in a unit on a day. One statement to make, none to ask."""

    def __init__(self, rows: Iterable[Threshold] | None = None) -> None:
        self._rows = list(Threshold.objects.all() if rows is None else rows)
        self._kept: dict[tuple[int, date], list[Rule]] = {}

    def at(self, unit: Unit, *, on: date) -> list[Rule]:
        """Of the nearest unit upwards that keeps its own, else the shipped."""
        asked = (unit.pk, on)
        if asked not in self._kept:
            own = [_rule(row) for row in nearest_rows(unit, self._rows)]
            self._kept[asked] = [rule for rule in own or SHIPPED if rule.holds_on(on)]
        return self._kept[asked]

    def least_project_yuan(self) -> Decimal:
        """Below this amount no unit asks a project to enter, on any day."""
        amounts = [row.min_yuan for row in self._rows if row.library == Library.FIXED_ASSET]
        return min([*amounts, *(rule.min_yuan for rule in SHIPPED if rule.library == Library.FIXED_ASSET)])


def project_rule(planned_yuan: Decimal, rules: Sequence[Rule]) -> Rule | None:
    """The highest line a project reaches; None when it is too small to enter."""
    fitting = [rule for rule in rules if rule.library == Library.FIXED_ASSET and planned_yuan >= rule.min_yuan]
    return max(fitting, key=lambda rule: rule.min_yuan, default=None)


def firm_rule(industry_code: str, rules: Sequence[Rule]) -> Rule | None:
    """The line of a firm's industry; None when its industry is unknown or has no size threshold."""
    division = industry_code[:2]
    if not division.isdigit():
        return None
    held = (rule for rule in rules if rule.library == Library.ABOVE_SIZE)
    return next((rule for rule in held if any(low <= int(division) <= high for low, high in rule.spans)), None)


def _rule(row: Threshold) -> Rule:
    return Rule(
        row.library,
        row.label,
        row.min_yuan,
        row.effective_from,
        row.divisions,
        tuple(row.papers),
        row.within_days,
        row.effective_to,
        row.source,
    )


def labels_of(papers: Iterable[str]) -> str:
    """Kinds of evidence in words."""
    return "、".join(str(EvidenceKind(kind).label) for kind in papers)
