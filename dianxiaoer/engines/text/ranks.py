"""Places in a ranking: 居全省第4位, 排名全市第一, 位居首位."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dianxiaoer.engines.text.numbers import chinese_value

_RANK = re.compile(
    r"(?:居|列|排名?|位次?|名列|跃居|进入|跻身|升至|排在|稳居|夺得|荣获|获得|获)(?P<scope>全[国省市区县州盟]|[\u4e00-\u9fff]{2,8}?(?:省|市|州|区|县|地区|城市|县区|县市区|开发区))?"
    r"(?:各?[\u4e00-\u9fff()、]{0,10}?)?(?P<place>第(?P<figure>\d{1,3}|[一二三四五六七八九十]{1,3})(?:位|名)?|首位|榜首|前(?P<top>[一二三五十]|\d)(?:位|名|列)?)"
)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place [start, end) with its value, 1 for first, and among whom (全省)."""

    start: int
    end: int
    value: float
    scope: str | None


def find_ranks(text: str, start: int, end: int) -> list[Rank]:
    """Every place in a ranking said in text[start:end]; 前十 is no place."""
    ranks = []
    for match in _RANK.finditer(text, start, end):
        if match["top"] or (
            match["figure"] and text[match.end() : match.end() + 1] in "届次期批个季产轮大代家方梯一二三线战"
        ):
            continue
        figure = match["figure"]
        value = 1.0 if figure is None else float(figure) if figure.isdigit() else chinese_value(figure)
        if value is not None:
            ranks.append(Rank(match.start("place"), match.end("place"), value, match["scope"]))
    return ranks
