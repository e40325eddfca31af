"""Amounts for an English reader."""

from decimal import Decimal

import pytest

from dianxiaoer.engines.measures.money import format_money_english


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (Decimal("1620000000"), "CNY 1.62 bn"),
        (Decimal("65770000"), "CNY 65.77 m"),
        (Decimal("999999.99"), "CNY 999,999.99"),
        (Decimal("-2500000"), "CNY -2.5 m"),
        (Decimal(0), "CNY 0"),
        (Decimal("98765432109876"), "CNY 98,765.432109876 bn"),
        (None, "—"),
    ],
)
def test_nothing_is_rounded_away(yuan, text):
    assert format_money_english(yuan) == text
