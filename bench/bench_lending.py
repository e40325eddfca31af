"""Bank matching: our plan and ranking beside today's practice, a bare compiled kernel, OR-Library instances and HiGHS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from bench.planning_table import clocked, growth, import_seconds, peak_mib, report, timed
from dianxiaoer.engines.lending.eligibility import kernel_arguments
from dianxiaoer.engines.lending.example import example_market
from dianxiaoer.engines.lending.intake import read_question
from dianxiaoer.engines.lending.market import Market
from dianxiaoer.engines.lending.plan import plan_loans
from dianxiaoer.engines.lending.ranking import rank_products

ORLIB = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "orlib" / "gap"


def run() -> None:
    report("import dianxiaoer.engines.lending.plan", import_seconds("dianxiaoer.engines.lending.plan"), 0.5, "s")
    plan_loans(read_question(example_market(300, 20, 1)).market, seconds=2.0)  # compile once, outside the clock
    _plans()
    _ranking()
    _orlib()


def _plans() -> None:
    sizes, times = [], []
    for needs, products in ((10_000, 200), (25_000, 300), (50_000, 400), (100_000, 500)):
        market = read_question(example_market(needs, products, 1)).market
        seconds, busy, plan = clocked(lambda market=market: plan_loans(market, value_count=0))
        lost = 1 - plan.practice.expected_yuan / plan.totals.expected_yuan
        print(f"{needs:,} × {products}: {seconds:.1f} s ({busy:.1f} s of processor), gap {plan.gap:.2%}, today's practice lends {lost:.1%} less, "
              f"{peak_mib():.0f} MiB so far")  # fmt: skip
        sizes.append(needs)
        times.append(seconds)
    over = float((plan.quota_used_yuan - market.products.quota_yuan).max())
    report("100,000 × 500: largest excess over a quota", max(0.0, over - 1e-3), 0, "yuan")
    report("100,000 × 500: certified gap", plan.gap, 0.005, "")
    report("100,000 × 500: seconds", times[-1], 25, "s")
    report("100,000 × 500: memory", peak_mib(), 2048, "MiB")
    print(f"growth exponent over needs (products growing with them): {growth(sizes, times):.2f}")


def _ranking() -> None:
    market = _repeated(read_question(example_market(10_000, 500, 1)).market, 100)
    from dianxiaoer.engines.lending import eligibility_kernels

    def bare() -> Any:
        best = np.full((len(market.needs), 10), -1, dtype=np.int32)
        eligibility_kernels.rank(*arguments, best, np.full(best.shape, -np.inf))
        return best

    arguments = kernel_arguments(market)
    bare_seconds, ours = [], []
    for _ in range(3):
        bare_seconds.append(timed(bare)[0])
        ours.append(timed(lambda: rank_products(market, 10))[0])
    print(f"1,000,000 × 500 top 10: ours {min(ours):.2f} s, bare compiled kernel {min(bare_seconds):.2f} s")
    report("1,000,000 × 500 top 10: ours ÷ bare kernel", min(ours) / min(bare_seconds), 1.2, "×")
    report("1,000,000 × 500 top 10: memory", peak_mib(), 2048, "MiB")


def _repeated(market: Market, times: int) -> Market:
    """The same needs many times over, amounts shaken a little: a million needs without a million rows of input."""
    from dataclasses import fields, replace

    rng = np.random.default_rng(1)
    needs = market.needs
    wider = {f.name: np.tile(getattr(needs, f.name), times) for f in fields(needs) if f.name not in ("ids", "names")}
    wider["amount_yuan"] = np.round(wider["amount_yuan"] * rng.uniform(0.8, 1.25, len(wider["amount_yuan"])), -3)
    return replace(market, needs=replace(needs, **wider))


def _orlib() -> None:
    if not ORLIB.is_dir():
        print("OR-Library instances: skipped, ../shared/data/orlib is absent")
        return
    from dianxiaoer.engines.optimise.generalised_assignment import assign_within_capacity
    from tests.engines.optimise.orlib import best_known, read_gap

    known = best_known()
    optimal = 0
    small = [f"cattrysse1994/gap{k}-{i}" for k in range(1, 13) for i in range(5)]
    seconds, _ = timed(lambda: [None])
    for name in small:
        spent, found = timed(lambda name=name: assign_within_capacity(*read_gap(name), seconds=20))
        seconds += spent
        optimal += round(found.cost) == round(known[name][1])
    print(f"OR-Library gap1 … gap12: {optimal} of {len(small)} optimal in {seconds:.0f} s")
    worst = 0.0
    for name in ("chu1997/c20200", "chu1997/d20100", "yagiura2004/e20200", "yagiura2004/c40400", "yagiura2004/d20400"):
        spent, found = timed(lambda name=name: assign_within_capacity(*read_gap(name), seconds=30))
        above = found.cost / known[name][1] - 1
        worst = max(worst, above)
        print(f"  {name}: {above:.3%} above the best known, own certified gap {found.gap:.3%}, {spent:.0f} s")
    report("OR-Library large: above the best known", worst, 0.003, "")
