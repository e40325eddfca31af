"""A small chain and a small country of firms the chain tests share."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from dianxiaoer.engines.chain.graph import ChainMap, Link, Node, Position

if TYPE_CHECKING:
    from dianxiaoer.engines.chain.targets.firms import Firms
    from dianxiaoer.engines.chain.targets.market import Industries
    from dianxiaoer.engines.chain.targets.places import Places

HERE = ("410100",)


def diamond() -> ChainMap:
    """ore → steel → {frame, motor} → bike → scrap → steel: a diamond with a loop; firms of two cities."""
    names = ("ore", "steel", "frame", "motor", "bike", "scrap")
    links = [
        ("ore", "steel", 3),
        ("scrap", "steel", 1),
        ("steel", "frame", 1),
        ("steel", "motor", 1),
        ("frame", "bike", 3),
        ("motor", "bike", 1),
        ("bike", "scrap", 1),
    ]
    positions = (
        Position("B1", "bike", adcode="410105", weight=5, is_leader=True),
        Position("S1", "steel", adcode="410122", weight=2),
        Position("F1", "frame", adcode="320505", weight=4),
        Position("F2", "frame", adcode="330106", weight=9),
        Position("F3", "frame", adcode="330106", weight=1, lists=("world_500",)),
        Position("O1", "ore", adcode="150502", weight=7),
    )
    return ChainMap(
        "t", "试链", 1, tuple(Node(n, n) for n in names), tuple(Link(a, b, w) for a, b, w in links), positions
    )


def country(size: int = 240, seed: int = 1) -> tuple[Firms, Places, Industries]:
    """Firms of three cities: each industry is at home in one of them, four times out of five."""
    # scipy is an extra: the tests of the map must run without it.
    from dianxiaoer.engines.chain.targets.firms import firms_from_rows
    from dianxiaoer.engines.chain.targets.market import industries_from_rows
    from dianxiaoer.engines.chain.targets.places import places_from

    draw = random.Random(seed)
    cities = ("410100", "320500", "440300")
    trades = {"A1": "轴承钢轴承", "B1": "液晶显示面板", "C1": "锂离子电池"}
    rows, words = [], {}
    for i in range(size):
        home = draw.randrange(3)
        trade = list(trades)[home if draw.random() < 0.8 else draw.randrange(3)]
        rows.append({"code": f"{i:06d}", "city_adcode": cities[home], "sw_code": trade, "ownership": "民营企业"})
        words[f"{i:06d}"] = (trades[trade] + draw.choice("甲乙丙"),)
    firms = firms_from_rows(rows, level=1, words=words)
    regions = [
        {"adcode": "410100", "name": "郑州市", "lon": "113.6", "lat": "34.7"},
        {"adcode": "320500", "name": "苏州市", "lon": "120.6", "lat": "31.3"},
        {"adcode": "440300", "name": "深圳市", "lon": "114.1", "lat": "22.5"},
    ]
    industries = industries_from_rows(
        [
            {"code": c, "name": n, "parent": p}
            for c, n, p in [("A", "机械", ""), ("A1", "轴承", "A"), ("B1", "显示", ""), ("C1", "电池", "")]
        ],
        [{"industry_code": "C1", "upstream_code": "A1", "weight": "2"}],
    )
    return firms, places_from(cities, regions), industries
