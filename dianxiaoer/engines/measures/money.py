"""Money as people write it: 10.8亿, 6577万元, 1,234.56, US$3000万 → exact yuan, and back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FACTORS = {
    "": Decimal(1), "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000),
    "十万": Decimal(100_000), "百万": Decimal(1_000_000), "千万": Decimal(10_000_000), "亿": Decimal(100_000_000),
    "十亿": Decimal(10**9), "百亿": Decimal(10**10), "千亿": Decimal(10**11), "万亿": Decimal(10**12),
}  # fmt: skip
_ENGLISH = ((Decimal(10**9), " bn"), (Decimal(10**6), " m"))
_PLAIN = (Decimal(1), "")
_FIXED_ENGLISH = {"元": _PLAIN, "万元": _ENGLISH[1], "亿元": _ENGLISH[0]}
_DOLLARS = {"美元", "美金", "USD", "US$", "$"}
_SHAPE = re.compile(
    r"^(?P<before>人民币|RMB|CNY|¥|US\$|USD|\$|美元)?(?P<sign>[-−])?(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)"
    r"(?P<factor>[十百千万亿]{0,2})(?P<after>元人民币|人民币|元|圆|块|美元|美金|USD|CNY|RMB)?整?$",
    re.IGNORECASE,
)


class MoneyError(ValueError):
    """Text that is not an amount; the message says what to write instead (Chinese / English)."""


@dataclass(frozen=True)
class Money:
    """An amount in whole units of its currency (yuan or dollars), exact."""

    amount: Decimal
    currency: str  # CNY | USD


def parse_money(text: str, unit: str = "") -> Money:
    """An amount as typed. A bare number is in `unit` ("", "万", "亿").

    >>> parse_money("10.8亿")
    Money(amount=Decimal('1080000000.0'), currency='CNY')
    >>> parse_money("US$3000万")
    Money(amount=Decimal('30000000'), currency='USD')
    >>> parse_money("6577", unit="万").amount
    Decimal('65770000')

    Raises MoneyError.
    """
    flat = unicodedata.normalize("NFKC", text).replace(" ", "").replace("萬", "万").replace("億", "亿")
    found = _SHAPE.match(flat)
    if not found:
        raise MoneyError(
            f"“{text}”不是金额:请写成 10.8亿、6577万元 或 1080000000 / not an amount: write 10.8亿 or 1080000000"
        )
    factor, after = found["factor"], (found["after"] or "").upper()
    if factor not in FACTORS:
        raise MoneyError(f"“{text}”的单位看不懂:请用 元、万元 或 亿元 / unknown unit: use 元, 万元 or 亿元")
    words = [word for word in ((found["before"] or "").upper(), after) if word]
    dollars = [word in _DOLLARS for word in words]
    if len(set(dollars)) > 1:
        raise MoneyError(f"“{text}”写了两种货币 / two currencies in one amount")
    number = Decimal(found["number"].replace(",", ""))
    scale = FACTORS[factor] if factor or after else FACTORS[unit]
    return Money((-number if found["sign"] else number) * scale, "USD" if any(dollars) else "CNY")


def parse_yuan(text: str, unit: str = "") -> Decimal:
    """An amount in yuan, exact to the fen. Raises MoneyError for dollars (a rate is needed) or more than two decimals."""
    money = parse_money(text, unit)
    if money.currency != "CNY":
        raise MoneyError(f"“{text}”是外币:请填写汇率和日期 / a foreign amount needs a rate and its date")
    fen = money.amount.quantize(Decimal("0.01"))
    if fen != money.amount:
        raise MoneyError(f"“{text}”不足一分 / finer than one fen")
    return fen


def to_yuan(money: Money, rate: Decimal) -> Decimal:
    """Yuan of a foreign amount at `rate` yuan per unit, rounded half up to the fen."""
    return (money.amount * (Decimal(1) if money.currency == "CNY" else rate)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def format_money(yuan: Decimal | int | None, unit: str = "auto", *, suffix: bool = True) -> str:
    """An amount for reading: 16.2亿元, 6,577万元, 9,000元 ("auto"), or in a fixed unit "元" | "万元" | "亿元".

    Nothing is rounded away; trailing zeros are dropped. None gives "—".
    """
    if yuan is None:
        return "—"
    value = Decimal(yuan)
    if unit == "auto":
        unit = "亿元" if abs(value) >= 100_000_000 else "万元" if abs(value) >= 10_000 else "元"
    text = f"{value / FACTORS[unit.removesuffix('元')]:,.10f}".rstrip("0").rstrip(".")
    return text + (unit if suffix else "")


def format_money_english(yuan: Decimal | int | None, unit: str = "auto") -> str:
    """An amount for an English reader: CNY 1.62 bn, CNY 65.77 m, CNY 9,000. Nothing is rounded away. None gives "—".

    unit: "auto", or fixed: "元" plain, "万元" in millions, "亿元" in billions.

    >>> format_money_english(Decimal("65770000"))
    'CNY 65.77 m'
    """
    if yuan is None:
        return "—"
    value = Decimal(yuan)
    scale, word = _english_scale(value, unit)
    text = f"{value / scale:,.12f}".rstrip("0").rstrip(".")
    return f"CNY {text}{word}"


def _english_scale(value: Decimal, unit: str) -> tuple[Decimal, str]:
    if unit in _FIXED_ENGLISH:
        return _FIXED_ENGLISH[unit]
    return next(((scale, word) for scale, word in _ENGLISH if abs(value) >= scale), _PLAIN)
