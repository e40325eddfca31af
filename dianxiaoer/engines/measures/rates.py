"""Shares and rates for reading: one rounding rule everywhere, and "—" where a rate has no meaning."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

DASH = "—"


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Rounded the way statistics offices do it: 0.5 goes up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def format_number(value: Decimal | int | float | None, places: int = 2) -> str:
    """A plain number with thousands separators, trailing zeros dropped."""
    if value is None:
        return DASH
    text = f"{round_half_up(Decimal(str(value)), places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_share(share: Decimal | None, places: int = 2) -> str:
    """A share (0..1, may exceed 1) as percent: 0.8095 → 80.95%."""
    return DASH if share is None else format_number(share * 100, places) + "%"
