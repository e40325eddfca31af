"""Numbers of every shape, with their unit and what stands around them."""

import pytest

from dianxiaoer.engines.text.numbers import chinese_value, find_numbers

CASES = [
    ("到位资金16.2亿元", [(1.62e9, "CNY", "=", "16.2亿元")]),
    ("入企次数100余次", [(100, "count", ">=", "100余次")]),
    ("三十余家企业", [(30, "count", ">=", "三十余家")]),
    ("近百亿元", [(1e10, "CNY", "~", "百亿元")]),
    ("超10亿美元", [(1e9, "USD", ">=", "10亿美元")]),
    ("不低于400亿元", [(4e10, "CNY", ">=", "400亿元")]),
    ("约10万方", [(1e5, "m3", "~", "10万方")]),
    ("150万元以上", [(1.5e6, "CNY", ">=", "150万元")]),
    ("3—5亿元", [(3e8, "CNY", ">=", "3"), (5e8, "CNY", "<=", "5亿元")]),
    ("7亿元到10亿元", [(7e8, "CNY", ">=", "7亿元"), (1e9, "CNY", "<=", "10亿元")]),
    ("1,234.5万元", [(12345000, "CNY", "=", "1,234.5万元")]),
    ("签约21个项目", [(21, "count", "=", "21个")]),
    ("次数20次", [(20, "count", "=", "20次")]),
    ("2.9个百分点", [(2.9, "pp", "=", "2.9个百分点")]),
    ("占地200亩", [(200, "mu", "=", "200亩")]),
    ("500兆瓦", [(500, "MW", "=", "500兆瓦")]),
    ("1.2万亿元", [(1.2e12, "CNY", "=", "1.2万亿元")]),
    ("几十家、数百家", []),
    ("亿元以上项目", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_number_is_read_with_its_unit(text, expected):
    assert [(one.value, one.unit, one.op, text[one.start : one.end]) for one in find_numbers(text)] == expected


@pytest.mark.parametrize(
    ("figure", "value"),
    [("二十", 20), ("一百二十", 120), ("两千零五", 2005), ("十二", 12), ("三点五", 3.5), ("百千", None)],
)
def test_chinese_numerals(figure, value):
    assert chinese_value(figure) == value


@pytest.mark.parametrize("hostile", ["1" * 200_000, "一" * 200_000, "1," * 100_000, "1,111" * 40_000, "约" * 200_000])
def test_hostile_input_is_linear(hostile):
    find_numbers(hostile)
