"""A figure's address (it opens the rows counted) and its value as read: 16.2亿元, 81%, 第4位, 2.9个百分点."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from dianxiaoer.domain.targets.queries import Ask, Figure
from dianxiaoer.domain.targets.states import Measure
from dianxiaoer.engines.measures.rates import DASH, format_number
from dianxiaoer.shell.amounts import money_text

_SIGNS = {Measure.MEGAWATT: " MW", Measure.CUBIC_METRE: " m³", Measure.SQUARE_METRE: " ㎡", Measure.METRE: " m"}


def address_of(ask: Ask) -> str:
    return figure_address(ask.indicator.key, ask.parameters())


def figure_address(key: str, parameters: dict[str, str]) -> str:
    return reverse("figures-figure", args=[key]) + f"?{urlencode(parameters)}"


def shown(figure: Figure) -> str:
    """The value as people read it, a range with both ends."""
    low = shown_value(figure.value, figure.measure)
    if figure.upper is None or figure.upper == figure.value:
        return low
    return _("%(low)s 至 %(high)s") % {"low": low, "high": shown_value(figure.upper, figure.measure)}


def shown_value(value: Decimal | None, measure: str) -> str:
    if value is None:
        return DASH
    if measure == Measure.YUAN:
        return money_text(value.quantize(Decimal("0.01")))
    if measure == Measure.PERCENT:
        return format_number(value, 2) + "%"
    if measure == Measure.POINTS:
        return _("%(n)s 个百分点") % {"n": format_number(value, 2)}
    if measure == Measure.PLACE:
        return _("第 %(n)s 位") % {"n": format_number(value, 0)}
    return format_number(value, 2) + _SIGNS.get(Measure(measure), "")
