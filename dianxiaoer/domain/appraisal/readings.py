"""Where the inputs of a score come from: entered by hand with a source, an indicator of the house, or a fixed number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dianxiaoer.domain.appraisal.bridge import formula_of
from dianxiaoer.domain.appraisal.models import Entrant, HandInput, SchemeIndicator
from dianxiaoer.domain.appraisal.states import InputFrom
from dianxiaoer.domain.targets.queries import Figure, FigureError, figure
from dianxiaoer.engines.figures.rates import time_progress
from dianxiaoer.engines.measures.periods import Period

#: rows kept with a score, so that a sealed edition still shows what it counted
ROWS_KEPT = 100


@dataclass(frozen=True)
class Reading:
    """One input as read: its numbers (none: missing) and, as JSON can keep it, where they come from."""

    key: str
    numbers: tuple[Decimal, ...]
    origin: Mapping[str, Any] = field(default_factory=dict)

    def given(self) -> Decimal | tuple[Decimal, ...] | None:
        if not self.numbers:
            return None
        return self.numbers[0] if len(self.numbers) == 1 else self.numbers

    def kept(self) -> dict[str, Any]:
        return {"key": self.key, "values": [format(one.normalize(), "f") for one in self.numbers], **self.origin}


def readings_of(
    entrant: Entrant, indicator: SchemeIndicator, by_hand: Mapping[tuple[int, int, str], HandInput]
) -> list[Reading]:
    """Every input of one indicator for one entrant. What was entered by hand stands before what the system reads.

    by_hand: (entrant, indicator, input) → row. Three statements an input read from an indicator.
    """
    found = []
    for key in formula_of(indicator).asks():
        entered = by_hand.get((entrant.pk, indicator.pk, key))
        source = indicator.sources.get(key) or {"from": InputFrom.HAND}
        if entered is not None:
            origin = {"from": InputFrom.HAND, "source": entered.source, "by": str(entered.entered_by)}
            found.append(Reading(key, tuple(entered.numbers), origin))
        elif source["from"] == InputFrom.FIXED:
            found.append(Reading(key, (Decimal(str(source["value"])),), {"from": InputFrom.FIXED}))
        elif source["from"] == InputFrom.FIGURE:
            found.append(_from_figure(entrant, key, source))
        else:
            found.append(Reading(key, (), {"from": InputFrom.HAND, "source": ""}))
    return found


def check_sources(indicator: SchemeIndicator) -> None:
    """Whether the sources of an indicator can be read. Raises ValidationError."""
    known = formula_of(indicator).asks()
    for key, source in indicator.sources.items():
        if key not in known:
            raise ValidationError({"sources": _("“%(key)s”不是这种计分方法的数据项。") % {"key": key}})
        if source.get("from") not in InputFrom.values:
            raise ValidationError({"sources": _("“%(key)s”的来源看不懂。") % {"key": key}})
        if source["from"] == InputFrom.FIGURE and not source.get("key"):
            raise ValidationError({"sources": _("“%(key)s”没有写指标编号。") % {"key": key}})


def _from_figure(entrant: Entrant, key: str, source: Mapping[str, Any]) -> Reading:
    """share: "time" takes the part of an annual number due by the period's end; scale: multiplies (1e-8: 元 → 亿元)."""
    edition = entrant.edition
    period = Period(edition.period_start, edition.period_end)
    project = entrant.name if source.get("of") == "project" else ""
    origin: dict[str, Any] = {"from": InputFrom.FIGURE, "figure": source["key"], "row_count": 0, "rows": []}
    try:
        found = figure(
            None, source["key"], entrant.unit, period, source.get("filter", ""), source.get("role", "actual"),
            project=project,
        )  # fmt: skip
    except FigureError as fault:
        return Reading(key, (), origin | {"source": " ".join(fault.messages)})
    origin |= {"parameters": found.ask.parameters(), "row_count": found.row_count, "rows": _rows(found)}
    if found.value is None:
        return Reading(key, (), origin)
    value = found.value * Decimal(str(source.get("scale", 1)))
    if source.get("share") == "time":
        value *= time_progress(edition.period_end)
    return Reading(key, (value,), origin)


def _rows(found: Figure) -> list[list[Any]]:
    return [[row.pk, str(row)[:200]] for row in found.rows[:ROWS_KEPT]]
