"""The plan and the rankings for people and programmes: sentences, JSON, sheets, a funnel."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from dianxiaoer.engines.lending.market import Market
from dianxiaoer.engines.lending.plan import LendingPlan
from dianxiaoer.engines.lending.ranking import Ranking, near_misses
from dianxiaoer.engines.optimise.chart import new_figure, save_figure
from dianxiaoer.engines.optimise.workbook import Sheet

_WAN = 10_000.0
#: Near misses are worked out for needs with few products, up to this many needs.
_MOST_NEAR_MISSES = 2_000


def _money(yuan: float) -> str:
    return f"{yuan / 1e8:,.2f} 亿元" if abs(yuan) >= 1e8 else f"{yuan / _WAN:,.1f} 万元"


def sentences(plan: LendingPlan) -> list[str]:
    """What the plan says, for a person who knows no optimisation."""
    market, now, today = plan.market, plan.totals, plan.practice
    lines = [
        f"{len(market.needs):,} 个需求共 {_money(float(market.needs.amount_yuan.sum()))},其中已授权 "
        f"{int(market.needs.is_consented.sum()):,} 个,至少有一个产品可申请的 {plan.eligible_needs:,} 个。",
        f"方案安排 {now.firms:,} 户、{_money(now.amount_yuan)},按接受率预计投放 {_money(now.expected_yuan)},"
        f"含首贷 {now.first_loans:,} 户;任何产品和银行都不超额度。",
        f"同一批需求按“先到先得、利率最低”办,安排 {today.firms:,} 户、{_money(today.amount_yuan)},预计投放 "
        f"{_money(today.expected_yuan)};本方案预计多投放 {_money(now.expected_yuan - today.expected_yuan)}。",
        _proof(plan),
    ]
    for value in plan.quota_values:
        name = market.products.names[value.product]
        lines.append(
            f"{name} 额度增加 100 万元,预计多投放 {_money(value.extra_expected_yuan)}(已在方案中实际填入核对)。"
        )
    return lines


def _proof(plan: LendingPlan) -> str:
    early = "求解提前结束,这是已有的最好方案,放宽时间上限再算可能更好;" if plan.is_early else ""
    if plan.gap < 1e-6:
        return f"{early}已证明:在给定额度与目标下没有更好的方案。"
    return f"{early}已证明:在给定额度与目标下,任何方案至多再好 {plan.gap:.2%}。"


def as_json(plan: LendingPlan, ranking: Ranking) -> dict[str, Any]:
    """Everything in the plan and the rankings as JSON values."""
    market = plan.market
    needs, products = market.needs, market.products
    return {
        "summary": sentences(plan),
        "totals": asdict(plan.totals),
        "practice": asdict(plan.practice),
        "gap": plan.gap,
        "is_split": plan.is_split,
        "is_early": plan.is_early,
        "loans": [
            {"need_id": needs.ids[i], "product_id": products.ids[j], "amount_yuan": round(needs.amount_yuan[i] * share, 2),
             "chance": round(chance, 4)}
            for i, j, share, chance in zip(plan.need.tolist(), plan.product.tolist(), plan.share.tolist(),
                                           plan.chance.tolist(), strict=True)
        ],
        "products": [
            {"product_id": products.ids[j], "quota_yuan": products.quota_yuan[j].item(), "used_yuan": round(used, 2)}
            for j, used in enumerate(plan.quota_used_yuan.tolist())
        ],
        "quota_values": [
            {"product_id": products.ids[v.product], "extra_expected_yuan": v.extra_expected_yuan}
            for v in plan.quota_values
        ],
        "rankings": _rankings(market, ranking),
    }  # fmt: skip


def _rankings(market: Market, ranking: Ranking) -> list[dict[str, Any]]:
    found = []
    shown = 0
    for i in range(len(market.needs)):
        rows = [
            {"product_id": market.products.ids[j], "chance": round(chance, 4), "reason": reason(market, i, j, chance)}
            for j, chance in zip(ranking.product[i].tolist(), ranking.chance[i].tolist(), strict=True) if j >= 0
        ]  # fmt: skip
        entry: dict[str, Any] = {"need_id": market.needs.ids[i], "best": rows}
        if len(rows) < 3 and shown < _MOST_NEAR_MISSES:
            shown += 1
            entry["next"] = [
                {"product_id": market.products.ids[miss.product], "missing": miss.missing}
                for miss in near_misses(market, i)
            ]
        found.append(entry)
    return found


def reason(market: Market, need: int, product: int, chance: float) -> str:
    """Why this product stands here, in one line."""
    products, needs = market.products, market.needs
    words = [f"接受率约 {chance:.0%}", f"利率 {products.rate[product]:.2f}%(可接受 {needs.highest_rate[need]:.2f}%)"]
    words.append(f"信用分高出门槛 {needs.credit[need] - products.least_credit[product]:.0f} 分")
    if needs.is_first[need]:
        words.append("受理首贷")
    return ",".join(words)


def as_sheets(plan: LendingPlan, ranking: Ranking) -> list[Sheet]:
    """The plan as sheets: summary, loans, quotas, unserved needs with what they lack."""
    market = plan.market
    needs, products = market.needs, market.products
    loans = [
        (needs.ids[i], needs.names[i], round(needs.amount_yuan[i] * share / _WAN, 2), products.names[j],
         market.bank_names[products.bank[j]], float(products.rate[j]), round(chance, 3), reason(market, i, j, chance))
        for i, j, share, chance in zip(plan.need.tolist(), plan.product.tolist(), plan.share.tolist(),
                                       plan.chance.tolist(), strict=True)
    ]  # fmt: skip
    quotas = [
        (products.ids[j], products.names[j], market.bank_names[products.bank[j]], round(products.quota_yuan[j] / _WAN, 2),
         round(used / _WAN, 2))
        for j, used in enumerate(plan.quota_used_yuan.tolist())
    ]  # fmt: skip
    return [
        Sheet("概要", ("说明",), [(line,) for line in sentences(plan)]),
        Sheet("放款安排", ("需求编号", "企业", "金额(万元)", "产品", "银行", "利率(%)", "接受率", "理由"), loans),
        Sheet("额度", ("产品编号", "产品", "银行", "额度(万元)", "安排(万元)"), quotas),
        Sheet("未安排", ("需求编号", "企业", "金额(万元)", "原因", "下一步"), _unserved(plan, ranking)),
    ]


def _unserved(plan: LendingPlan, ranking: Ranking) -> list[tuple[Any, ...]]:
    market = plan.market
    found: list[tuple[Any, ...]] = []
    for i in np.setdiff1d(np.arange(len(market.needs)), plan.need).tolist():
        if not market.needs.is_consented[i]:
            cause, nearest = "企业尚未授权", "请企业先签授权书"
        elif ranking.product[i, 0] >= 0:
            cause = "有可申请的产品,但额度已用于预期效果更好的需求"
            names = [market.products.names[j] for j in ranking.product[i, :2].tolist() if j >= 0]
            nearest = f"等 {'、'.join(names)} 增加额度,或商银行调剂"
        else:
            misses = near_misses(market, i) if len(found) < _MOST_NEAR_MISSES else ()
            cause = "没有符合全部条件的产品"
            nearest = ";".join(f"{market.products.names[miss.product]}:{miss.missing}" for miss in misses)
        found.append(
            (market.needs.ids[i], market.needs.names[i], round(market.needs.amount_yuan[i] / _WAN, 2), cause, nearest)
        )
    return found


def draw_funnel(plan: LendingPlan, path: Path) -> None:
    """Write a PNG or SVG: needs, with consent, with a product, in the plan, expected: firms on each step."""
    market = plan.market
    steps = [
        ("需求", float(len(market.needs))), ("已授权", float(market.needs.is_consented.sum())),
        ("有可申请产品", float(plan.eligible_needs)), ("方案安排", float(plan.totals.firms)),
        ("预计放款", plan.totals.expected_firms),
    ]  # fmt: skip
    figure, axes = new_figure(8, 4)
    for row, (_, value) in enumerate(steps):
        axes.barh(-row, value, left=-value / 2, color="#1f6fb2", alpha=1 - 0.13 * row, height=0.8)
        axes.text(0, -row, f"{value:,.0f}", ha="center", va="center", color="white" if row < 3 else "black")
    axes.set_yticks([-row for row in range(len(steps))], [name for name, _ in steps])
    axes.set_xticks([])
    axes.set_title(f"银企对接:安排 {_money(plan.totals.amount_yuan)},预计投放 {_money(plan.totals.expected_yuan)}")
    save_figure(figure, path)
