"""Liaison assignment: our answers beside greedy by size, a raw HiGHS call and CP-SAT."""

from __future__ import annotations

import numpy as np

from bench.planning_table import clocked, growth, import_seconds, peak_mib, report, timed
from dianxiaoer.engines.optimise.mixed_integer import solve_mixed_integer
from dianxiaoer.engines.stewardship.assign import Stewardship, assign_officials
from dianxiaoer.engines.stewardship.example import example_roster
from dianxiaoer.engines.stewardship.intake import read_roster
from dianxiaoer.engines.stewardship.large import assign_large
from dianxiaoer.engines.stewardship.pair_cost import allowed_pairs, cost_matrix
from dianxiaoer.engines.stewardship.roster import Roster
from dianxiaoer.engines.stewardship.small import _Model

_CP_SAT_SECONDS = 20.0


def run() -> None:
    module = "dianxiaoer.engines.stewardship.assign"
    report(f"import {module}", import_seconds(module), 0.5, "s")
    roster = read_roster(example_roster(780, 29, 1))
    seconds, result = timed(lambda: assign_officials(roster))
    report("780 × 29, load 0.9–1.1: seconds", seconds, 10, "s")
    report("780 × 29, load 0.9–1.1: gap over all pairs", result.gap, 0.001, "")
    _greedy(roster, result)
    _raw(roster, result, seconds)
    _cp_sat(roster, result)
    sizes, times = [], []
    assign_large(read_roster(example_roster(300, 10, 1)))  # compile once, outside the clock
    for firms, officials in ((5_000, 150), (20_000, 500), (50_000, 1000), (100_000, 2000)):
        large = read_roster(example_roster(firms, officials, 1))
        seconds, busy, result = clocked(lambda large=large: assign_officials(large))
        short = int(np.maximum(0, large.sector_minimum - result.after.by_sector).sum())
        share = result.after.load_share
        print(f"{firms:,} × {officials:,}: {seconds:.1f} s ({busy:.1f} s of processor), gap {result.gap:.3%}, load {share.min():.2f}–{share.max():.2f}, "
              f"sector minima short {short}, {peak_mib():.0f} MiB so far")  # fmt: skip
        sizes.append(firms)
        times.append(seconds)
    report("100,000 × 2,000: seconds", times[-1], 30, "s")
    report("100,000 × 2,000: memory", peak_mib(), 1024, "MiB")
    report("100,000 × 2,000: sector minima short", short, 0, "")
    report("100,000 × 2,000: gap over all pairs, load band hard", result.gap, 0.001, "")
    print(f"growth exponent over firms (officials growing with them): {growth(sizes, times):.2f}")


def _greedy(roster: Roster, result: Stewardship) -> None:
    """Biggest firms first, each to its cheapest official with room by count."""
    cost, room = cost_matrix(roster).astype(float), roster.upper.copy()
    cost[~allowed_pairs(roster)] = np.inf
    total, load = 0.0, np.zeros(roster.official_count)
    for firm in np.argsort(-roster.weight, kind="stable"):
        official = int(np.where(room > 0, cost[firm], np.inf).argmin())
        room[official] -= 1
        load[official] += roster.weight[firm]
        total += cost[firm, official] / 100
    share = load / roster.fair_load
    print(
        f"  greedy by size: {total / result.total_points - 1:+.1%} points, but load {share.min():.2f}–{share.max():.2f} × fair"
    )


def _raw(roster: Roster, result: Stewardship, ours: float) -> None:
    """The same programme given to HiGHS straight, ours being the whole answer with loads, sectors and proof."""
    programme = _Model(roster).programme(roster.wishes.band_low, roster.wishes.band_high)
    seconds, raw = timed(lambda: solve_mixed_integer(programme, seconds=10.0, gap=5e-4))
    print(f"  raw HiGHS call: {seconds:.1f} s, gap {raw.gap:.3%}; ours ÷ raw {ours / seconds:.2f} ×")


def _cp_sat(roster: Roster, result: Stewardship) -> None:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    cost, allowed = cost_matrix(roster), allowed_pairs(roster)
    x = {(int(f), int(o)): model.new_bool_var("") for f, o in np.argwhere(allowed)}
    weight = np.rint(roster.weight * 10_000).astype(int)
    low, high = (np.rint(edge * 10_000).astype(int) for edge in roster.load_range())
    for f in range(roster.firm_count):
        model.add_exactly_one(x[f, o] for o in range(roster.official_count) if (f, o) in x)
    for o in range(roster.official_count):
        mine = [f for f in range(roster.firm_count) if (f, o) in x]
        model.add_linear_constraint(sum(x[f, o] for f in mine), int(roster.lower[o]), int(roster.upper[o]))
        model.add_linear_constraint(sum(int(weight[f]) * x[f, o] for f in mine), int(low[o]), int(high[o]))
        for s in range(len(roster.sector_names)):
            model.add(sum(x[f, o] for f in mine if roster.sector[f] == s) >= int(roster.sector_minimum[o, s]))
    model.minimize(sum(int(cost[pair]) * variable for pair, variable in x.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = _CP_SAT_SECONDS, 1
    seconds, status = timed(lambda: solver.solve(model))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        gap = 1 - solver.best_objective_bound / solver.objective_value
        above = solver.objective_value / 100 / result.total_points - 1
        print(f"  CP-SAT, {seconds:.0f} s: {above:+.2%} points against ours, its gap {gap:.2%}")
    else:
        print(f"  CP-SAT, {seconds:.0f} s: no assignment found")
