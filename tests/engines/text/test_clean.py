"""Damage comes off and every span still points at the raw text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianxiaoer.engines.text.clean import clean

CASES = [
    ("發(fā)展", "发展"), ("64.3萬(wàn)元", "64.3万元"), ("企業(yè),,項(xiàng)目,。", "企业,项目。"), ("招商蛇口(14.000, 0.00, 0.00%)股份", "招商蛇口股份"),
    ("16.2\u00a0亿元", "16.2亿元"), ("作用。?/p>", "作用。"), ("<p>签约</p>", "\n签约\n"), ("16.2\n亿元", "16.2亿元"),
    ("日报 2024-09-05\n9月4日", "日报2024-09-05\n9月4日"), ("記者?祁某", "记者 祁某"), ("到位内资22.9亿?,", "到位内资22.9亿元,"), ("招商?资工作", "招商引资工作"), ("有困难?我们来", "有困难 我们来"),
    ("29?企业", "29家企业"), ("拟?工建设", "拟 工建设"),
    ("\uff11\uff12个\uff0c发\uff08f\u0101\uff09展\uff1b占\uff15\uff05", "12个,发展;占5%"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_damage_comes_off(raw, expected):
    assert clean(raw).text == expected


def test_a_span_takes_in_the_bracket_that_touches_it():
    raw = "投資64.3萬(wàn)元,利用"
    cleaned = clean(raw)
    start = cleaned.text.index("64.3")
    assert raw[slice(*cleaned.raw_span(start, start + 6))] == "64.3萬(wàn)元"


@given(st.text(alphabet="招商引資發(fā)1,, 。?\n\u00a0<p>/%", max_size=80))
def test_every_span_lies_in_the_raw_text(raw):
    cleaned = clean(raw)
    for start in range(len(cleaned.text)):
        first, last = cleaned.raw_span(start, start + 1)
        assert 0 <= first <= last <= len(raw)
