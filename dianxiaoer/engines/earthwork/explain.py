"""Why the plan is as it is, and what would change it: every number here is the difference of two solved plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dianxiaoer.engines.earthwork.case import Case, Site
from dianxiaoer.engines.earthwork.market import Market, market_of
from dianxiaoer.engines.earthwork.network import solve_exchange
from dianxiaoer.engines.earthwork.plan import HaulPlan
from dianxiaoer.engines.earthwork.truck_hours import SplitPlan, split_plan
from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.deadline import Deadline
from dianxiaoer.engines.optimise.problems import OptimiseError, SolverOutOfTime

_FEN = 100.0


@dataclass(frozen=True)
class Marginal:
    """One thing a district could add, and the saving it adds, by solving again."""

    sentence: str
    extra_saving_yuan: float


@dataclass(frozen=True)
class Unmet:
    """A site left with earth or without it: why, which rule to relax, what that brings (yuan; None if nothing helps)."""

    site_id: str
    left_m3: float
    cause: str
    remedy: str
    extra_saving_yuan: float | None


def marginal_values(
    case: Case, plan: HaulPlan, *, most: int = 5, seconds: float = 120.0, stop: Stop | None = None
) -> tuple[Marginal, ...]:
    """The most useful additions: one truck in a week when trucks are shared, else more weekly capacity at a site.

    Each is checked by solving the changed case (before rounding to whole loads where trucks are shared). Best first.
    What cannot be checked within `seconds` is left out.
    """
    found, deadline = [], Deadline.after(seconds)
    try:
        base = _saving_fen(market_of(case), deadline, stop)
        changes = [*_changes(case, plan, deadline, stop)][:most]
    except SolverOutOfTime:
        return ()
    for changed, words in changes:
        try:
            extra = (_saving_fen(market_of(changed), deadline, stop) - base) / _FEN
        except SolverOutOfTime:
            break
        if extra > 0:
            found.append(Marginal(f"{words},全区可多节省 {extra:,.0f} 元", extra))
    return tuple(sorted(found, key=lambda marginal: -marginal.extra_saving_yuan))


def _saving_fen(market: Market, deadline: Deadline, stop: Stop | None) -> float:
    """The best saving; SolverOutOfTime where shared trucks left no time to find it: half a plan is no measure."""
    if len(market.truck_hours):
        return _split(market, deadline, stop).saving_fen
    return float(market.alone_cost_fen - solve_exchange(market).cost_fen)


def _split(market: Market, deadline: Deadline, stop: Stop | None) -> SplitPlan:
    split = split_plan(market, deadline=deadline, stop=stop)
    if split.is_early:
        raise SolverOutOfTime("核算建议的时间用完:请放宽时间上限")
    return split


def _changes(case: Case, plan: HaulPlan, deadline: Deadline, stop: Stop | None) -> Iterator[tuple[Case, str]]:
    if case.truck_hours:
        price = _split(market_of(case), deadline, stop).hour_price_fen(case.weeks)
        for week in np.argsort(-price, kind="stable"):
            if price[week] > 0:
                hours = list(case.truck_hours)
                hours[week] += case.trucks.hours_per_truck_week
                yield replace(case, truck_hours=tuple(hours)), f"第 {week + 1} 周增加 1 辆车"
    for site in _busiest(case, plan):
        more = replace(site, weekly_limit_m3=(site.weekly_limit_m3 or 0.0) * 1.1)
        yield case.with_site(more), f"{site.name} 的每周上限提高一成(到 {more.weekly_limit_m3:,.0f} m³)"


def _busiest(case: Case, plan: HaulPlan) -> list[Site]:
    """Limited sites by volume moved in weeks that are full: where more capacity can matter."""
    moved: dict[tuple[str, int], float] = {}
    for haul in plan.hauls:
        for site_id in (haul.surplus_id, haul.deficit_id):
            moved[site_id, haul.week] = moved.get((site_id, haul.week), 0.0) + haul.volume_m3
    sites = {site.id: site for site in (*case.surpluses, *case.deficits) if site.weekly_limit_m3 is not None}
    full = dict.fromkeys(sites, 0.0)
    for (site_id, _), volume in moved.items():
        if site_id in sites and volume + plan.load_m3 > (sites[site_id].weekly_limit_m3 or 0.0):
            full[site_id] += volume
    waiting = [site_id for site_id in sites if full[site_id] > 0 and plan.left_m3[site_id] >= plan.load_m3]
    return [sites[site_id] for site_id in sorted(waiting, key=lambda site_id: (-full[site_id], site_id))]


def unmet_needs(
    case: Case, plan: HaulPlan, *, most: int = 5, seconds: float = 120.0, stop: Stop | None = None
) -> tuple[Unmet, ...]:
    """The sites with most left over, each with its cause and the one rule whose relaxing helps the district most.

    Where `seconds` do not suffice to check any relaxation, the remedy says so.
    """
    deadline = Deadline.after(seconds)
    sites = {site.id: site for site in (*case.surpluses, *case.deficits)}
    left = [site_id for site_id, volume in plan.left_m3.items() if volume >= plan.load_m3]
    worst = sorted(left, key=lambda site_id: (-plan.left_m3[site_id], site_id))[:most]
    try:
        base = _saving_fen(market_of(case), deadline, stop) if worst else 0.0
    except SolverOutOfTime:
        base = None
    return tuple(_unmet(case, sites[site_id], plan.left_m3[site_id], base, deadline, stop) for site_id in worst)


def _unmet(
    case: Case, site: Site, left_m3: float, base_fen: float | None, deadline: Deadline, stop: Stop | None
) -> Unmet:
    is_surplus = site in case.surpluses
    best, words, is_checked = 0.0, "", base_fen is not None
    for changed, remedy in _relaxed(case, site, is_surplus):
        if base_fen is None:
            break
        try:
            extra = _saving_fen(market_of(changed), deadline, stop) - base_fen
        except SolverOutOfTime:
            is_checked = False
            break
        except OptimiseError:
            continue  # a relaxation that cannot be solved is no advice
        if extra > best * (1 + 1e-9) + 0.5:
            best, words = extra, remedy
    cause = _cause(case, site, is_surplus)
    if not words and not is_checked:
        return Unmet(site.id, left_m3, cause, "时间用完,还没有核算放宽哪条规则更省:请放宽时间上限后再算一次", None)
    if not words:
        return Unmet(site.id, left_m3, cause, "放宽土类、时间或每周上限都不会更省:按自行处置安排即可", None)
    return Unmet(site.id, left_m3, cause, f"{words},全区可多节省 {best / _FEN:,.0f} 元", best / _FEN)


def _relaxed(case: Case, site: Site, is_surplus: bool) -> Iterator[tuple[Case, str]]:
    wide = replace(site, week_from=max(1, site.week_from - 4), week_to=min(case.weeks, site.week_to + 4))
    if wide != site:
        yield case.with_site(wide), f"把 {site.name} 的时间放宽到第 {wide.week_from}–{wide.week_to} 周"
    if site.weekly_limit_m3 is not None:
        yield case.with_site(replace(site, weekly_limit_m3=None)), f"取消 {site.name} 的每周上限"
    if not is_surplus and site.accepts:
        yield case.with_site(replace(site, accepts=())), f"允许 {site.name} 接收各类土"


def _cause(case: Case, site: Site, is_surplus: bool) -> str:
    """The first rule that leaves the site without any partner, else competition."""
    word = "缺土" if is_surplus else "余土"
    one = replace(case, surpluses=(site,)) if is_surplus else replace(case, deficits=(site,))
    one = replace(one, agreed=(), truck_hours=())
    if len(market_of(one).pairs):
        own_limit = "、受本工地每周上限约束" if site.weekly_limit_m3 is not None else ""
        return f"周边有可配的{word},但方量已被更省的去向用完{own_limit}"
    always = replace(
        one,
        surpluses=tuple(replace(s, week_from=1, week_to=case.weeks) for s in one.surpluses),
        deficits=tuple(replace(s, week_from=1, week_to=case.weeks) for s in one.deficits),
    )
    if len(market_of(always).pairs):
        return f"与可配{word}工地的时间不重叠"
    anything = replace(always, deficits=tuple(replace(s, accepts=()) for s in always.deficits))
    if len(market_of(anything).pairs):
        return "附近没有土类相符的工地"
    return f"所有{word}工地都太远,运费高于自行处置"
