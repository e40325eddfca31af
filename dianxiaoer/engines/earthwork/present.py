"""The plan for people and programmes: JSON, sheets, a few sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from dianxiaoer.engines.earthwork.case import Case
from dianxiaoer.engines.earthwork.explain import Marginal, Unmet
from dianxiaoer.engines.earthwork.plan import HaulPlan
from dianxiaoer.engines.optimise.workbook import Sheet


def sentences(plan: HaulPlan) -> list[str]:
    """What the plan says, for a person who knows no optimisation."""
    lines = [
        f"共安排 {sum(haul.loads for haul in plan.hauls):,} 车次,就地调配土方 {plan.matched_m3:,.0f} m³(自然方)。",
        f"各自处置需 {plan.alone_cost_yuan:,.0f} 元,统筹后 {plan.cost_yuan:,.0f} 元,节省 {plan.saving_yuan:,.0f} 元。",
        _proof(plan),
    ]
    if plan.telephone_saving_yuan is not None and plan.best_first_saving_yuan is not None:
        lines.append(
            f"同一批工地,逐家打电话可节省 {plan.telephone_saving_yuan:,.0f} 元(本方案多省 "
            f"{plan.saving_yuan - plan.telephone_saving_yuan:,.0f} 元);人工“先配最省的一对”可节省 "
            f"{plan.best_first_saving_yuan:,.0f} 元(多省 {plan.saving_yuan - plan.best_first_saving_yuan:,.0f} 元)。"
        )
    lines.append(
        f"估算少跑 {plan.saved_km:,.0f} 车公里,少排二氧化碳 {plan.saved_co2_kg / 1000:,.1f} 吨(系数可在设置中替换)。"
    )
    return lines


def _proof(plan: HaulPlan) -> str:
    if plan.is_proven:
        return "已证明:在给定条件下没有更省的方案。"
    cause = "求解时间用完,这是已有的最好方案,放宽时间上限可能更省" if plan.is_early else "差额来自必须整车"
    return (
        f"已证明:任何方案最多节省 {plan.best_possible_saving_yuan:,.0f} 元,本方案与之相差不超过 {plan.gap:.3%}"
        f"({cause})。"
    )


def as_json(case: Case, plan: HaulPlan, marginals: Sequence[Marginal], unmet: Sequence[Unmet]) -> dict[str, Any]:
    """Everything in the plan as JSON values."""
    found = asdict(plan)
    return {
        "summary": sentences(plan),
        "is_proven": plan.is_proven,
        **found,
        "marginals": [asdict(marginal) for marginal in marginals],
        "unmet": [asdict(need) for need in unmet],
    }


def as_sheets(case: Case, plan: HaulPlan, marginals: Sequence[Marginal], unmet: Sequence[Unmet]) -> list[Sheet]:
    """The plan as sheets: summary, hauls, sites, unmet needs, advice."""
    names = {place.id: place.name for place in (*case.surpluses, *case.deficits)}
    hauls = [
        (h.week, names[h.surplus_id], names[h.deficit_id], h.loads, round(h.volume_m3, 1), round(h.distance_km, 2),
         round(h.cost_yuan, 2), round(h.saving_yuan, 2), h.is_agreed)
        for h in plan.hauls
    ]  # fmt: skip
    sites = [
        (site.name, kind, round(site.volume_m3, 1), round(site.volume_m3 - plan.left_m3[site.id], 1),
         round(plan.left_m3[site.id], 1))
        for kind, group in (("余土", case.surpluses), ("缺土", case.deficits)) for site in group
    ]  # fmt: skip
    needs = [
        (names[n.site_id], round(n.left_m3, 1), n.cause, n.remedy,
         None if n.extra_saving_yuan is None else round(n.extra_saving_yuan, 2))
        for n in unmet
    ]  # fmt: skip
    return [
        Sheet("概要", ("说明",), [(line,) for line in sentences(plan)]),
        Sheet(
            "调运计划",
            ("周", "运出工地", "运入工地", "车次", "自然方(m³)", "里程(km)", "运费(元)", "节省(元)", "已约定"),
            hauls,
        ),
        Sheet("各工地", ("工地", "类别", "方量(m³)", "已调配(m³)", "自行处置(m³)"), sites),
        Sheet("未满足", ("工地", "剩余(m³)", "原因", "建议", "全区可多省(元)"), needs),
        Sheet(
            "增加什么最划算",
            ("建议", "全区可多省(元)"),
            [(m.sentence, round(m.extra_saving_yuan, 2)) for m in marginals],
        ),
    ]
