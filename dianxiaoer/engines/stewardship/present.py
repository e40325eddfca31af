"""The assignment for people and programmes: sentences, JSON, sheets, a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dianxiaoer.engines.optimise.chart import new_figure, save_figure
from dianxiaoer.engines.optimise.workbook import Sheet
from dianxiaoer.engines.stewardship.assign import State, Stewardship
from dianxiaoer.engines.stewardship.explain import WishPrice, firm_sentence, unmet_sentences

_POINTS = {"distance": "路程", "expertise": "缺专长", "change": "更换包联人", "leader": "大企业无领导"}


def sentences(result: Stewardship, prices: Sequence[WishPrice] = ()) -> list[str]:
    """What the assignment says, for a person who knows no optimisation."""
    after, roster = result.after, result.roster
    lines = [
        f"{roster.firm_count:,} 户企业全部落实到 {roster.official_count:,} 名干部,工作量为人均的 "
        f"{after.load_share.min():.2f}–{after.load_share.max():.2f} 倍,平均路程 {after.mean_km:.1f} km。"
    ]
    if result.before is not None:
        before = result.before
        lines.append(
            f"上年工作量为人均的 {before.load_share.min():.2f}–{before.load_share.max():.2f} 倍,平均路程 "
            f"{before.mean_km:.1f} km;本次更换 {after.changes:,} 户。"
        )
    lines.append(_proof(result))
    return [*lines, *unmet_sentences(result), *(price.sentence + "。" for price in prices)]


def _proof(result: Stewardship) -> str:
    early = "求解时间用完,这是已有的最好安排,放宽时间上限可能更好;" if result.is_early else ""
    if result.gap < 1e-9:
        return f"{early}已证明:在给定要求下没有更好的安排。"
    points = result.total_points - result.bound_points
    scale = result.roster.wishes.point_per_km
    km = f",相当于 {points / scale:,.0f} 公里路程" if scale else ""
    return f"{early}已证明:任何符合要求的安排至多再好 {result.gap:.3%}(合计 {points:,.0f} 分{km})。"


def as_json(result: Stewardship, prices: Sequence[WishPrice] = ()) -> dict[str, Any]:
    """Everything in the assignment as JSON values."""
    roster = result.roster
    return {
        "summary": sentences(result, prices),
        "total_points": result.total_points,
        "bound_points": result.bound_points,
        "gap": result.gap,
        "band": [result.band_low, result.band_high],
        "is_band_wider": result.is_band_wider,
        "is_early": result.is_early,
        "unmet": list(unmet_sentences(result)),
        "wish_prices": [{"wish": p.wish, "points": p.points, "sentence": p.sentence} for p in prices],
        "assignment": [
            {"firm_id": firm_id, "official_id": roster.official_ids[official]}
            for firm_id, official in zip(roster.firm_ids, result.chosen.tolist(), strict=True)
        ],
        "after": _state_json(result, result.after),
        "before": None if result.before is None else _state_json(result, result.before),
    }


def _state_json(result: Stewardship, state: State) -> dict[str, Any]:
    roster = result.roster
    officials = [
        {"official_id": roster.official_ids[k], "firms": int(state.count[k]), "load": float(state.load[k]),
         "load_share": float(state.load_share[k]),
         "by_sector": dict(zip(roster.sector_names, state.by_sector[k].tolist(), strict=True))}
        for k in range(roster.official_count)
    ]  # fmt: skip
    return {"points": state.points, "mean_km": state.mean_km, "changes": state.changes,
            "big_without_leader": state.big_without_leader, "officials": officials}  # fmt: skip


def as_sheets(result: Stewardship, prices: Sequence[WishPrice] = ()) -> list[Sheet]:
    """The assignment as sheets: summary, firms with reasons, officials before and after."""
    roster, after, before = result.roster, result.after, result.before
    firms = [
        (roster.firm_ids[k], roster.firm_names[k], roster.sector_names[roster.sector[k]], float(roster.weight[k]),
         roster.official_names[official], roster.official_names[roster.last[k]] if roster.last[k] >= 0 else "",
         firm_sentence(result, k))
        for k, official in enumerate(result.chosen.tolist())
    ]  # fmt: skip
    officials = [
        (roster.official_ids[k], roster.official_names[k], roster.is_leader[k].item(), int(after.count[k]),
         round(float(after.load[k]), 2), round(float(after.load_share[k]), 3),
         None if before is None else int(before.count[k]), None if before is None else round(float(before.load_share[k]), 3),
         *after.by_sector[k].tolist())
        for k in range(roster.official_count)
    ]  # fmt: skip
    headers = ("编号", "姓名", "领导", "户数", "工作量", "人均倍数", "上年户数", "上年人均倍数", *roster.sector_names)
    points = [(word, round(after.points[name], 1), None if before is None else round(before.points[name], 1))
              for name, word in _POINTS.items()]  # fmt: skip
    return [
        Sheet("概要", ("说明",), [(line,) for line in sentences(result, prices)]),
        Sheet("企业", ("编号", "名称", "行业", "权重", "包联人", "上年包联人", "为什么是此人"), firms),
        Sheet("干部", headers, officials),
        Sheet("分值", ("愿望", "本次", "上年"), points),
    ]


def draw_loads(result: Stewardship, path: Path) -> None:
    """Write a PNG or SVG: every official's load before and after, sorted, with the band."""
    figure, axes = new_figure(9, 4.5)
    rank = np.arange(result.roster.official_count)
    if result.before is not None:
        axes.plot(rank, np.sort(result.before.load_share), color="#b0662f", label="上年", drawstyle="steps-mid")
    axes.plot(rank, np.sort(result.after.load_share), color="#1f6fb2", label="本次", drawstyle="steps-mid")
    axes.axhspan(result.band_low, result.band_high, color="#1f6fb2", alpha=0.12, label="允许范围")
    axes.set_xlabel("干部(按工作量从小到大)")
    axes.set_ylabel("工作量 ÷ 人均")
    axes.set_ylim(bottom=0)
    axes.legend()
    axes.set_title(f"包联工作量:{result.roster.firm_count:,} 户企业,{result.roster.official_count:,} 名干部")
    save_figure(figure, path)
