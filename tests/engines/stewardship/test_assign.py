"""The liaison assignment: best on tiny rosters, within the rules and its proof on real sizes."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from dianxiaoer.engines.optimise.problems import SolverDied
from dianxiaoer.engines.stewardship import small
from dianxiaoer.engines.stewardship.assign import assign_officials
from dianxiaoer.engines.stewardship.candidates import cheapest_officials
from dianxiaoer.engines.stewardship.example import example_roster
from dianxiaoer.engines.stewardship.explain import firm_sentence, price_of_move, unmet_sentences, wish_prices
from dianxiaoer.engines.stewardship.intake import read_roster
from dianxiaoer.engines.stewardship.large import assign_large
from dianxiaoer.engines.stewardship.pair_cost import allowed_pairs, cost_matrix, pair_cost
from dianxiaoer.engines.stewardship.parts import settle_parts
from dianxiaoer.engines.stewardship.rule_prices import rule_prices
from dianxiaoer.engines.stewardship.whole_sets import whole_sets


def tiny_roster(seed):
    document = example_roster(7, 3, seed)
    document["sector_minima"] = []
    document["settings"] = {"band_low": 0.6, "band_high": 1.4}
    for row in document["officials"]:
        row |= {"lower": 1, "upper": 4}
    return read_roster(document)


def cheapest_by_enumeration(roster):
    cost, allowed = cost_matrix(roster), allowed_pairs(roster)
    low, high = roster.load_range()
    firms, best = np.arange(roster.firm_count), None
    for choice in itertools.product(range(roster.official_count), repeat=roster.firm_count):
        chosen = np.array(choice)
        count = np.bincount(chosen, minlength=roster.official_count)
        load = np.bincount(chosen, weights=roster.weight, minlength=roster.official_count)
        fits = np.all((count >= roster.lower) & (count <= roster.upper) & (load >= low - 1e-9) & (load <= high + 1e-9))
        if fits and allowed[firms, chosen].all():
            total = int(cost[firms, chosen].sum())
            best = total if best is None else min(best, total)
    return best


@pytest.mark.parametrize("seed", range(8))
def test_a_tiny_roster_costs_what_enumeration_finds_or_names_a_wider_band(seed):
    roster = tiny_roster(seed)
    result = assign_officials(roster)
    best = cheapest_by_enumeration(roster)
    if best is None:
        assert result.is_band_wider or unmet_sentences(result)
        return
    assert not result.is_band_wider
    assert result.total_points * 100 == pytest.approx(best, rel=6e-4)
    assert result.bound_points * 100 <= best + 1


@pytest.fixture(scope="module")
def district():
    roster = read_roster(example_roster(160, 8, 3))
    return roster, assign_officials(roster)


def assert_rules_hold(roster, result):
    after = result.after
    assert np.all(allowed_pairs(roster)[np.arange(roster.firm_count), result.chosen])
    assert np.all((after.count >= roster.lower) & (after.count <= roster.upper))
    assert np.all(after.by_sector >= roster.sector_minimum)
    assert np.all(after.load_share >= result.band_low - 1e-9)
    assert np.all(after.load_share <= result.band_high + 1e-9)


def test_a_district_keeps_every_rule_within_a_thousandth(district):
    roster, result = district
    assert_rules_hold(roster, result)
    assert (result.band_low, result.band_high) == (0.9, 1.1)
    assert result.gap <= 0.001
    assert unmet_sentences(result) == ()


def test_the_price_method_keeps_the_same_rules_and_its_bound_is_true(district):
    roster, result = district
    large = assign_large(roster)
    total = pair_cost(roster, np.arange(roster.firm_count), large.chosen).sum()
    assert_rules_hold(roster, replace(result, after=replace(result.after, chosen=large.chosen)))
    assert large.bound <= result.total_points * 100 + 1e-6
    assert total >= result.bound_points * 100 - 1e-6
    assert (total - large.bound) / total < 0.05


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_beats_the_bound_of_whole_sets(seed):
    roster = tiny_roster(seed)
    sets, best = whole_sets(roster, rule_prices(roster)), cheapest_by_enumeration(roster)
    assert sets is not None
    assert best is None or sets.bound <= best + 1e-6


def test_whole_sets_prove_more_than_prices_and_left_out_pairs_weaken_the_proof_only(district, monkeypatch):
    roster, result = district
    prices = rule_prices(roster)
    full = whole_sets(roster, prices)
    assert prices.bound < full.bound <= result.total_points * 100 + 1e-6
    monkeypatch.setattr("dianxiaoer.engines.stewardship.whole_sets._CANDIDATES", 2)
    assert whole_sets(roster, prices).bound <= result.total_points * 100 + 1e-6


def test_weights_finer_than_any_step_are_assigned_by_prices_alone(district):
    roster, _ = district
    finer = replace(roster, weight=roster.weight + np.pi / 700)
    assert whole_sets(finer, rule_prices(finer)) is None
    large = assign_large(finer)
    assert large.bound <= pair_cost(finer, np.arange(160), large.chosen).sum()
    load = np.bincount(large.chosen, weights=finer.weight, minlength=8)
    low, high = finer.load_range()
    assert np.all((load >= low - 1e-9) & (load <= high + 1e-9))


def test_parts_settle_a_plan_no_dearer_within_the_rules(district):
    roster, result = district
    firm, official = np.nonzero(allowed_pairs(roster))
    start = np.roll(np.arange(8), 1)[result.chosen]  # everybody's firms to the next official: rules mostly broken
    start[roster.forbidden[:, 0]] = result.chosen[roster.forbidden[:, 0]]
    settled = settle_parts(roster, result.chosen, firm, official)
    assert_rules_hold(roster, replace(result, after=replace(result.after, chosen=settled)))
    cost = [pair_cost(roster, np.arange(160), plan).sum() for plan in (result.chosen, settled, start)]
    assert cost[1] <= cost[0]
    assert pair_cost(roster, np.arange(160), settle_parts(roster, start, firm, official)).sum() < cost[2]


def test_a_load_band_is_drawn_in_to_loads_the_weights_can_reach():
    roster = read_roster(example_roster(160, 8, 3))  # weights 1, 2, 4, 8
    low, high = roster.load_range()
    inner_low, inner_high = roster.reachable_range()
    assert np.all((inner_low >= low) & (inner_high <= high) & (inner_low % 1 == 0) & (inner_high % 1 == 0))
    assert np.all((inner_low - low < 1) & (high - inner_high < 1))
    finer = replace(roster, weight=roster.weight + np.pi / 7)
    assert np.array_equal(finer.reachable_range()[0], finer.load_range()[0])


def test_the_cheapest_officials_equal_a_slow_oracle():
    roster = read_roster(example_roster(150, 40, 4))
    rng = np.random.default_rng(1)
    extra, load_price = rng.normal(0, 200, (40, len(roster.sector_names))), rng.normal(0, 50, 40)
    found = cheapest_officials(roster, 5, extra, load_price)
    priced = cost_matrix(roster) + extra[:, roster.sector].T + load_price * roster.weight[:, None]
    priced = np.where(allowed_pairs(roster), priced, np.inf)
    firms = np.arange(150)[:, None]
    assert np.allclose(priced[firms, found.official], np.sort(priced, axis=1)[:, :5])
    assert np.array_equal(found.units, cost_matrix(roster)[firms, found.official])


@pytest.mark.slow
def test_a_large_roster_keeps_every_rule_within_two_thousandths_proven():
    roster = read_roster(example_roster(6_000, 160, 2))
    result = assign_officials(roster)
    assert_rules_hold(roster, result)
    assert (result.band_low, result.band_high) == (0.9, 1.1)
    assert result.gap <= 0.002


def test_frozen_pairs_stay_and_forbidden_pairs_never_appear():
    document = example_roster(120, 8, 5)
    document["firms"][0]["frozen_official_id"] = "O8"
    document["firms"][0].pop("forbidden_official_ids", None)
    document["firms"][1]["forbidden_official_ids"] = ["O1", "O2", "O3"]
    roster = read_roster(document)
    for chosen in (assign_officials(roster).chosen, assign_large(roster).chosen):
        assert chosen[0] == 7
        assert chosen[1] > 2


def test_one_huge_firm_widens_the_band_and_is_named():
    document = example_roster(60, 6, 2)
    document["firms"][0] |= {"weight": 80.0, "name": "示例巨型企业"}
    result = assign_officials(read_roster(document))
    assert result.is_band_wider
    assert "示例巨型企业" in unmet_sentences(result)[0]


def test_a_sector_with_too_few_firms_becomes_a_sentence():
    document = example_roster(60, 6, 2)
    document["sector_minima"] = [{"sector": "农业", "minimum": 9}]
    sentences = unmet_sentences(assign_officials(read_roster(document)))
    assert any("农业企业" in sentence and "各人合计要求 54 户" in sentence for sentence in sentences)


def test_minimal_change_moves_no_more_firms_than_the_ordinary_plan(district):
    roster, result = district
    kept = assign_officials(roster, is_minimal_change=True)
    assert kept.after.changes <= result.after.changes


def test_a_wish_costs_what_the_others_gain_without_it(district):
    roster, result = district
    prices = {price.wish: price for price in wish_prices(roster, result)}
    assert set(prices) == {"fairness", "continuity", "leader"}
    slack = 0.002 * result.total_points
    assert all(price.points >= -slack for price in prices.values())
    assert "人均" in prices["fairness"].sentence


def test_a_move_by_hand_never_improves_and_is_settled_around(district):
    _, result = district
    firm = 5
    official = (int(result.chosen[firm]) + 1) % 8
    price = price_of_move(result, firm, official)
    assert price.settled.chosen[firm] == official
    assert price.points_settled >= -0.001 * result.total_points
    assert price.points_now != 0


def test_every_firm_gets_a_reason(district):
    roster, result = district
    assert all("路程" in firm_sentence(result, firm) for firm in range(roster.firm_count))


def test_the_same_roster_gives_the_same_assignment(district):
    roster, result = district
    assert np.array_equal(assign_officials(roster).chosen, result.chosen)
    assert np.array_equal(assign_large(roster).chosen, assign_large(roster).chosen)


@pytest.mark.slow
def test_a_city_keeps_every_rule_with_a_certified_gap():
    roster = read_roster(example_roster(5000, 150, 1))
    result = assign_officials(roster)
    assert_rules_hold(roster, result)
    assert result.gap < 0.002


def test_a_solver_that_dies_leaves_an_assignment_within_the_rules_that_says_so(district, monkeypatch):
    def die(*_, **__):
        raise SolverDied("killed")

    roster, result = district
    monkeypatch.setattr(small, "solve_mixed_integer", die)
    survived = assign_officials(roster)
    assert_rules_hold(roster, survived)
    assert survived.is_early
    assert survived.bound_points <= result.total_points
