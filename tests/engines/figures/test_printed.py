"""When a computed number is the printed one."""

from decimal import Decimal

import pytest

from dianxiaoer.engines.figures.printed import Printed, agrees


@pytest.mark.parametrize(
    ("value", "op", "text", "computed", "same"),
    [
        ("38380000000", "=", "383.8亿元", "38384999999", True),
        ("38380000000", "=", "383.8亿元", "38385000000", False),
        ("65770000", "=", "6577萬元", "65770000", True),
        ("65770000", "=", "6577萬元", "65790000", False),
        ("1620000000", "=", "16.2億元", "1620000000", True),
        ("27", "=", "27个", "26", False),
        ("15.4", "=", "15.4%", "15.3846", True),
        ("10", "=", "10亿元", "10", True),  # text and value of different scale: compared exactly
        ("100", ">=", "100余次", "100", True),
        ("100", ">=", "100余次", "199", True),
        ("100", ">=", "100余次", "200", False),
        ("100", ">=", "100余次", "99", False),
        ("10", ">=", "10余家", "19", True),
        ("10", ">=", "10余家", "20", False),
        ("30", ">=", "30余位", "34", True),
        ("40000000000", ">=", "400亿元", "40000000000", True),
        ("1000000000", "<=", "10亿元", "1000000000", True),
        ("1000000000", "<=", "10亿元", "1600000000", False),
        ("100000", "~", "10萬方", "104999", True),
        ("100000", "~", "10萬方", "94999", False),
        ("4", "=", "第4位", "4", True),
        ("-10", "=", "10%", "-10.2", True),
    ],
)
def test_rounding_and_words_of_vagueness_are_honoured(value, op, text, computed, same):
    assert agrees(Printed(Decimal(value), op, text), Decimal(computed)) is same


def test_a_missing_value_never_agrees():
    assert not agrees(Printed(Decimal(0)), None)
