"""The haul plan as a picture: sites where they stand, hauls as lines as thick as their loads."""

from __future__ import annotations

from pathlib import Path

from dianxiaoer.engines.earthwork.case import Case
from dianxiaoer.engines.earthwork.plan import HaulPlan
from dianxiaoer.engines.optimise.chart import new_figure, save_figure

_MOST_LINES = 3000


def draw_plan(case: Case, plan: HaulPlan, path: Path) -> None:
    """Write a PNG or SVG (by the path's ending). Raises SolverMissing when matplotlib is absent."""
    figure, axes = new_figure(9, 8)
    places = case.places()
    volume: dict[tuple[str, str], float] = {}
    for haul in plan.hauls:
        key = (haul.surplus_id, haul.deficit_id)
        volume[key] = volume.get(key, 0.0) + haul.volume_m3
    largest = max(volume.values(), default=1.0)
    for (one, other), moved in sorted(volume.items(), key=lambda item: -item[1])[:_MOST_LINES]:
        a, b = places[one], places[other]
        width = 0.3 + 4 * moved / largest
        axes.annotate("", (b.x_km, b.y_km), (a.x_km, a.y_km),
                      arrowprops={"arrowstyle": "-|>", "lw": width, "color": "#8898a8", "alpha": 0.6})  # fmt: skip
    biggest = max((site.volume_m3 for site in (*case.surpluses, *case.deficits)), default=1.0)
    for sites, colour, word in ((case.surpluses, "#c2571a", "余土"), (case.deficits, "#1f6fb2", "缺土")):
        size = [12 + 220 * site.volume_m3 / biggest for site in sites]
        axes.scatter([s.x_km for s in sites], [s.y_km for s in sites], s=size, c=colour, label=word, zorder=3,
                     edgecolors="white", linewidths=0.5)  # fmt: skip
    for marks, marker, word in ((case.dumps, "v", "弃土场"), (case.pits, "^", "取土场")):
        if marks:
            axes.scatter([p.x_km for p in marks], [p.y_km for p in marks], marker=marker, c="#404040", label=word)
    axes.set_aspect("equal")
    axes.set_xlabel("km")
    axes.set_ylabel("km")
    axes.set_title(f"土方调配:{plan.matched_m3:,.0f} m³,节省 {plan.saving_yuan:,.0f} 元")
    axes.legend(loc="best")
    save_figure(figure, path)
