"""Indicators as rows → formulas of the scoring engine; inputs → scores; totals → places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dianxiaoer.domain.appraisal.models import SchemeIndicator
from dianxiaoer.engines.figures.ranks import places
from dianxiaoer.engines.figures.scoring import Formula, FormulaError, Item, Kind, Scored, score

Given = Decimal | Sequence[Decimal] | None


def formula_of(indicator: Any) -> Formula:
    """The formula of an indicator (a row, or a shipped example with the same names). Raises ValidationError by field."""
    try:
        items = tuple(_item(row) for row in indicator.items)
        tiers = tuple((Decimal(str(floor)), Decimal(str(points))) for floor, points in indicator.tiers)
        return Formula(Kind(indicator.kind), Decimal(indicator.weight), _decimal(indicator.cap), items, tiers)
    except FormulaError as fault:
        raise ValidationError({"kind": said(fault)}) from None
    except (ArithmeticError, KeyError, TypeError, ValueError, AttributeError):
        raise ValidationError({"items": _("分项或分档看不懂,请按说明填写。")}) from None


def scored(indicator: SchemeIndicator, inputs: Mapping[str, Given], peers: Sequence[Decimal | None]) -> Scored:
    """Raises ValidationError when an input does not fit the formula."""
    try:
        return score(formula_of(indicator), inputs, peers)
    except FormulaError as fault:
        raise ValidationError(f"{indicator.name}:{said(fault)}") from None


def labels_of(indicator: Any) -> dict[str, str]:
    """input → what it is called on screens."""
    named = {row["key"]: row.get("label") or row["key"] for row in indicator.items}
    words = {"actual": _("完成数"), "target": _("目标数")}
    found = {}
    for key in formula_of(indicator).asks():
        item, dot, end = key.partition(".")
        found[key] = f"{named.get(item, item)}·{words[end]}" if dot else named.get(key) or words.get(key, key)
    return found


def ranked(totals: Mapping[int, Decimal]) -> dict[int, int]:
    return places(totals)


def said(fault: FormulaError) -> str:
    """The half of an engine's message in the reader's language."""
    chinese, _slash, english = str(fault).partition(" / ")
    return english if (get_language() or "").startswith("en") and english else chinese


def _item(row: Mapping[str, Any]) -> Item:
    return Item(row["key"], Decimal(str(row["each"])), _decimal(row.get("cap")), row.get("label", ""))


def _decimal(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))
