"""Money as people write it, exact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dianxiaoer.engines.measures.money import Money, MoneyError, format_money, parse_money, parse_yuan, to_yuan
from dianxiaoer.engines.measures.rates import format_number, format_share


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("10.8亿", "1080000000"),
        ("10.8億元", "1080000000"),
        ("6577万元", "65770000"),
        ("6577萬", "65770000"),
        ("1,234.56", "1234.56"),
        ("１０．８亿元", "1080000000"),
        ("人民币 300 万", "3000000"),
        ("¥5000", "5000"),
        ("2千万", "20000000"),
        ("1.5万亿", "1500000000000"),
        ("643000元整", "643000"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_in_any_unit(text, yuan):
    assert parse_yuan(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "10.8亿美金元", "1e9", "10 八亿", "NaN", "--5", "5亿亿", "US$5元"]
)
def test_what_is_not_an_amount_is_refused_in_words(text):
    with pytest.raises(MoneyError, match=r"金额|单位|货币"):
        parse_money(text)


def test_dollars_need_a_rate():
    assert parse_money("US$3000万") == Money(Decimal(30_000_000), "USD")
    with pytest.raises(MoneyError, match="汇率"):
        parse_yuan("3000万美元")
    assert to_yuan(Money(Decimal(100), "USD"), Decimal("7.12345")) == Decimal("712.35")


def test_finer_than_a_fen_is_refused():
    with pytest.raises(MoneyError, match="分"):
        parse_yuan("0.001")


def test_a_bare_number_takes_the_unit_of_its_column():
    assert parse_yuan("6577", unit="万") == Decimal(65_770_000)
    assert parse_yuan("6577元", unit="万") == Decimal(6577)


@given(some.integers(min_value=0, max_value=10**17))
def test_what_is_shown_reads_back_exactly(fen):
    yuan = Decimal(fen) / 100
    for unit in ("auto", "元", "万元", "亿元"):
        assert parse_yuan(format_money(yuan, unit)) == yuan


def test_numbers_and_shares_round_half_up():
    assert format_share(Decimal(17) / 21, 0) == "81%"
    assert format_share(Decimal(12) / 21, 0) == "57%"
    assert format_number(Decimal("2.345")) == "2.35"
    assert format_share(None) == "—"
    assert format_money(None) == "—"
