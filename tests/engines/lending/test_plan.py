"""The lending plan: best on tiny markets, within quotas and its proof on real sizes."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from dianxiaoer.engines.lending import split
from dianxiaoer.engines.lending.eligibility import failed_conditions
from dianxiaoer.engines.lending.example import example_market
from dianxiaoer.engines.lending.fill import fill_quotas
from dianxiaoer.engines.lending.intake import read_question
from dianxiaoer.engines.lending.market import acceptance
from dianxiaoer.engines.lending.pairs import eligible_pairs
from dianxiaoer.engines.lending.plan import plan_loans as plan_loans_within
from dianxiaoer.engines.lending.present import sentences
from dianxiaoer.engines.lending.prices import quota_prices
from dianxiaoer.engines.lending.ranking import near_misses, rank_products
from dianxiaoer.engines.optimise.problems import SolverDied


def plan_loans(market, *wishes, **options):
    return plan_loans_within(market, *wishes, **({"seconds": 0.7} | options))


def market_of(needs, products, seed=1):
    return read_question(example_market(needs, products, seed)).market


def tiny_market(seed):
    """Six needs, three products that take almost anyone, quotas for about half."""
    document = example_market(6, 3, seed)
    for row in document["products"]:
        row |= {"smallest_yuan": 0.0, "largest_yuan": 3e7, "rate": 3.0, "longest_months": 60, "least_credit": 0}
        row |= {"purposes": [], "collaterals": [], "regions": [], "least_revenue": 0, "least_age": 0}
    for row, share in zip(document["products"], (0.2, 0.25, 0.15), strict=True):
        row["quota_yuan"] = share * sum(need["amount_yuan"] for need in document["needs"])
    return read_question(document).market


def best_worth_by_enumeration(market, pairs):
    best = 0.0
    for choice in itertools.product(*(range(a - 1, b) for a, b in itertools.pairwise(pairs.start.tolist()))):
        chosen = [k for k, start in zip(choice, pairs.start[:-1], strict=True) if k >= start]
        need = [i for i, (k, start) in enumerate(zip(choice, pairs.start[:-1], strict=True)) if k >= start]
        product = pairs.product[chosen]
        used = np.bincount(product, weights=market.needs.amount_yuan[need], minlength=len(market.products))
        by_bank = np.bincount(market.products.bank, weights=used, minlength=len(market.bank_ids))
        if np.all(used <= market.products.quota_yuan + 1e-6) and np.all(by_bank <= market.bank_quota_yuan + 1e-6):
            best = max(best, float(pairs.worth[chosen].sum()))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_a_tiny_market_is_worth_what_enumeration_finds(seed):
    market = tiny_market(seed)
    best = best_worth_by_enumeration(market, eligible_pairs(market, ("expected_amount",), 0.0))
    plan = plan_loans(market, seconds=10.0)
    assert plan.worth == pytest.approx(best, rel=1e-5)
    assert plan.bound >= best * (1 - 1e-9)


def assert_within_quotas(plan):
    market = plan.market
    used = plan.quota_used_yuan
    assert np.all(used <= market.products.quota_yuan + 1e-3)
    by_bank = np.bincount(market.products.bank, weights=used, minlength=len(market.bank_ids))
    assert np.all(by_bank <= market.bank_quota_yuan + 1e-3)
    share = np.bincount(plan.need, weights=plan.share, minlength=len(market.needs))
    assert np.all(share <= 1 + 1e-9)
    for need, product in list(zip(plan.need, plan.product, strict=True))[:200]:
        assert not failed_conditions(market, need)[:, product].any()


@pytest.mark.parametrize("is_split", [False, True])
def test_a_district_stays_within_every_quota_and_beats_todays_practice(is_split):
    plan = plan_loans(market_of(800, 40), is_split=is_split, seconds=20.0 if is_split else 0.7)
    assert_within_quotas(plan)
    assert plan.totals.expected_yuan > 1.02 * plan.practice.expected_yuan
    assert plan.gap <= (0.001 if is_split else 0.06)  # forty quotas of a few loans each leave whole loans little room
    assert plan.market.needs.is_consented[plan.need].all()


def killed(*_, **__):
    raise SolverDied("求解器进程被信号 9 终止")


@pytest.mark.parametrize("way", ["no time", "killed", "cancelled"])
def test_split_loans_cut_short_are_the_best_plan_at_hand_and_say_so(way, monkeypatch):
    market = market_of(2500, 100)
    whole = plan_loans(market, is_split=True, seconds=30.0)
    if way == "killed":
        monkeypatch.setattr(split, "solve_exactly", killed)
    cut = plan_loans(
        market,
        is_split=True,
        seconds=0.0 if way == "no time" else 30.0,
        stop=(lambda: True) if way == "cancelled" else None,
    )
    assert_within_quotas(cut)
    assert cut.is_early
    assert not whole.is_early
    assert whole.gap <= 1e-6
    assert cut.worth <= whole.worth * (1 + 1e-6) <= cut.bound * (1 + 2e-6)
    assert cut.gap < 0.5 if way == "cancelled" else cut.gap < 0.02
    assert "提前结束" in " ".join(sentences(cut))


def test_a_million_more_quota_of_a_split_plan_brings_what_is_printed():
    market = market_of(300, 20)
    plan = plan_loans(market, is_split=True, seconds=20.0)
    assert plan.quota_values
    for value in plan.quota_values:
        quota, bank_quota = market.products.quota_yuan.copy(), market.bank_quota_yuan.copy()
        quota[value.product] += 1e6
        bank_quota[market.products.bank[value.product]] += 1e6
        wider = replace(market, products=replace(market.products, quota_yuan=quota), bank_quota_yuan=bank_quota)
        again = plan_loans(wider, is_split=True, seconds=20.0, value_count=0)
        assert again.worth - plan.worth == pytest.approx(value.extra_worth, rel=1e-3, abs=plan.worth * 3e-6)


def test_splitting_never_makes_it_worse():
    market = market_of(300, 20)
    assert plan_loans(market, is_split=True, seconds=20.0).worth >= plan_loans(market).worth * (1 - 1e-6)


def test_the_price_bound_is_true_where_the_optimum_is_known():
    market = market_of(300, 20)
    pairs = eligible_pairs(market, ("expected_amount",), 0.0)
    prices = quota_prices(market, pairs)
    exact = plan_loans(market)
    assert prices.bound >= exact.worth * (1 - 1e-9)
    chosen = fill_quotas(market, pairs, prices)
    assert pairs.worth[chosen[chosen >= 0]].sum() <= exact.worth * (1 + 1e-6)


def test_a_search_that_is_stopped_at_once_still_gives_a_plan_and_a_true_bound():
    market = market_of(2500, 100)
    stopped, whole = plan_loans(market, stop=lambda: True), plan_loans(market)
    assert_within_quotas(stopped)
    assert stopped.is_early
    assert stopped.bound >= whole.worth


def test_the_first_wish_decides():
    market = market_of(300, 20)
    money, firms = plan_loans(market, ("expected_amount",)), plan_loans(market, ("firms", "expected_amount"))
    assert firms.totals.firms > money.totals.firms
    assert money.totals.expected_yuan > firms.totals.expected_yuan


def test_a_first_loan_bonus_brings_more_first_loans():
    market = market_of(300, 20)
    assert plan_loans(market, first_loan_bonus=2.0).totals.first_loans > plan_loans(market).totals.first_loans


def test_a_million_more_quota_brings_what_is_printed_or_more():
    market = market_of(300, 20)
    plan = plan_loans(market)
    assert plan.quota_values
    value = plan.quota_values[0]
    quota, bank_quota = market.products.quota_yuan.copy(), market.bank_quota_yuan.copy()
    quota[value.product] += 1e6
    bank_quota[market.products.bank[value.product]] += 1e6
    wider = replace(market, products=replace(market.products, quota_yuan=quota), bank_quota_yuan=bank_quota)
    assert plan_loans(wider).bound >= plan.worth + value.extra_worth * (1 - 1e-9)
    assert 0 < value.extra_expected_yuan <= 1e6 + market.needs.amount_yuan.max()


def test_ranking_equals_a_slow_oracle():
    market = market_of(120, 30)
    ranking = rank_products(market, 5)
    every = np.arange(len(market.products))
    for need in range(len(market.needs)):
        fits = ~failed_conditions(market, need).any(axis=0)
        chance = acceptance(market, np.full(len(every), need), every)
        best = sorted(every[fits], key=lambda j: (-chance[j], j))[:5]
        found = ranking.product[need][ranking.product[need] >= 0].tolist()
        assert np.allclose(chance[found], chance[best])
        assert np.allclose(ranking.chance[need][: len(found)], chance[found])


def test_a_near_miss_names_the_one_thing_that_is_missing():
    market = market_of(120, 30)
    misses = [(need, miss) for need in range(60) for miss in near_misses(market, need)]
    assert misses
    for need, miss in misses:
        assert failed_conditions(market, need)[:, miss.product].sum() == 1
        assert miss.missing


def test_an_estimate_given_by_hand_wins_over_the_model():
    document = example_market(60, 10, 1)
    first = plan_loans(read_question(document).market)
    need, product = first.market.needs.ids[first.need[0]], first.market.products.ids[first.product[0]]
    document["estimates"] = [{"need_id": need, "product_id": product, "chance": 0.0}]
    changed = plan_loans(read_question(document).market)
    served = {
        (changed.market.needs.ids[i], changed.market.products.ids[j])
        for i, j in zip(changed.need, changed.product, strict=True)
    }
    assert (need, product) not in served


def test_the_same_market_gives_the_same_plan():
    market = market_of(4000, 100)
    one, other = plan_loans(market), plan_loans(market)
    assert np.array_equal(one.need, other.need)
    assert np.array_equal(one.product, other.product)
