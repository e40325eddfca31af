"""Amounts in the reader's words: 16.2亿元, or CNY 1.62 bn on an English screen."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

from dianxiaoer.engines.measures.money import format_money, format_money_english


def money_text(yuan: Decimal | int | None, unit: str = "auto") -> str:
    """`unit` fixes the Chinese unit (元, 万元, 亿元); an English screen always shows m and bn."""
    if (get_language() or "").startswith("en"):
        return format_money_english(yuan)
    return format_money(yuan, unit)
