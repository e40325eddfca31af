"""Units an officer may write, their kind, and their worth in base units (money in 分, area in ㎡, time in 月)."""

from __future__ import annotations

from fractions import Fraction

from dianxiaoer.engines.rules.problems import TextError

#: kind of a number: sorted (base, exponent) pairs; () is a plain number or a ratio
Kind = tuple[tuple[str, int], ...]
PLAIN: Kind = ()
MONEY: Kind = (("元", 1),)
DAYS: Kind = (("天", 1),)

_TABLE: dict[str, tuple[str, Fraction]] = {
    "%": ("", Fraction(1, 100)), "‰": ("", Fraction(1, 1000)), "个百分点": ("", Fraction(1, 100)),
    "pp": ("", Fraction(1, 100)), "倍": ("", Fraction(1)), "分值": ("", Fraction(1)), "万": ("", Fraction(10_000)),
    "个": ("", Fraction(1)), "项": ("", Fraction(1)), "件": ("", Fraction(1)), "家": ("", Fraction(1)),
    "次": ("", Fraction(1)), "级": ("", Fraction(1)), "名": ("", Fraction(1)), "位": ("", Fraction(1)),
    "人": ("人", Fraction(1)), "台": ("", Fraction(1)), "层": ("", Fraction(1)), "期": ("", Fraction(1)),
    "分": ("元", Fraction(1)), "元": ("元", Fraction(100)), "万元": ("元", Fraction(10**6)),
    "百万元": ("元", Fraction(10**8)), "千万元": ("元", Fraction(10**9)), "亿元": ("元", Fraction(10**10)),
    "yuan": ("元", Fraction(100)), "美元": ("美元", Fraction(100)), "万美元": ("美元", Fraction(10**6)),
    "亿美元": ("美元", Fraction(10**10)), "usd": ("美元", Fraction(100)),
    "㎡": ("㎡", Fraction(1)), "平方米": ("㎡", Fraction(1)), "m2": ("㎡", Fraction(1)), "m²": ("㎡", Fraction(1)),
    "亩": ("㎡", Fraction(2000, 3)), "公顷": ("㎡", Fraction(10_000)),
    "立方米": ("m³", Fraction(1)), "m³": ("m³", Fraction(1)), "方": ("m³", Fraction(1)),
    "万方": ("m³", Fraction(10_000)),
    "天": ("天", Fraction(1)), "日": ("天", Fraction(1)), "月": ("月", Fraction(1)), "个月": ("月", Fraction(1)),
    "年": ("月", Fraction(12)), "吨": ("吨", Fraction(1)), "千瓦时": ("千瓦时", Fraction(1)),
    "吨标准煤": ("吨标准煤", Fraction(1)),
}  # fmt: skip


def unit_of(text: str, column: int = 0) -> tuple[Kind, Fraction]:
    """Kind and worth in base units of `万元`, `%`, `元/㎡` …; an empty text is a plain number.

    Raises TextError naming the unit and those that exist.
    """
    if not text:
        return PLAIN, Fraction(1)
    kind: Kind = PLAIN
    worth = Fraction(1)
    for position, name in enumerate(text.split("/")):
        base, factor = _lookup(name.strip(), text, column)
        kind = multiply(kind, ((base, 1 if position == 0 else -1),) if base else PLAIN)
        worth = worth * factor if position == 0 else worth / factor
    return kind, worth


def is_unit(name: str) -> bool:
    """Whether a word is a unit."""
    return name in _TABLE or name.lower() in _TABLE


def _lookup(name: str, text: str, column: int) -> tuple[str, Fraction]:
    found = _TABLE.get(name) or _TABLE.get(name.lower())
    if found is None:
        known = "可写：元、万元、亿元、美元、万美元、%、‰、人、项、家、㎡、亩、公顷、天、月、年、吨"
        hint = f"是不是「{name}元」？" if f"{name}元" in _TABLE else known
        raise TextError(f"不认识的单位「{text}」，{hint}", f"unknown unit '{text}'", column)
    return found


def multiply(left: Kind, right: Kind, sign: int = 1) -> Kind:
    """Kind of a product (sign 1) or a quotient (sign −1)."""
    powers = dict(left)
    for base, exponent in right:
        powers[base] = powers.get(base, 0) + sign * exponent
    return tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))


def kind_name(kind: Kind) -> str:
    """How messages call a kind: 数, 元, 元/㎡ …."""
    above = "·".join(base for base, exponent in kind if exponent > 0)
    below = "/".join(base for base, exponent in kind if exponent < 0)
    return f"{above or '1'}/{below}" if below else above or "数"
