"""The haul plan: optimal on tiny cases, feasible on real sizes, keeping what is agreed."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from dianxiaoer.engines.earthwork import truck_hours
from dianxiaoer.engines.earthwork.case import Agreed
from dianxiaoer.engines.earthwork.example import example_case
from dianxiaoer.engines.earthwork.explain import marginal_values, unmet_needs
from dianxiaoer.engines.earthwork.intake import read_case
from dianxiaoer.engines.earthwork.market import market_of
from dianxiaoer.engines.earthwork.network import solve_exchange
from dianxiaoer.engines.earthwork.plan import plan_hauls
from dianxiaoer.engines.earthwork.present import sentences
from dianxiaoer.engines.optimise.problems import InputProblems, SolverDied, SolverOutOfTime
from tests.engines.earthwork.tiny import best_saving_fen, tiny_document


@pytest.mark.parametrize("seed", range(25))
def test_a_tiny_plan_saves_as_much_as_the_best_of_all_plans(seed):
    document = tiny_document(np.random.default_rng(seed))
    plan = plan_hauls(read_case(document))
    assert round(plan.saving_yuan * 100) == best_saving_fen(document)
    assert plan.is_proven


@pytest.mark.parametrize("seed", range(6))
def test_a_tiny_plan_with_shared_trucks_is_within_its_bound(seed):
    document = tiny_document(np.random.default_rng(100 + seed), trucks=True)
    plan = plan_hauls(read_case(document))
    best = best_saving_fen(document)
    assert round(plan.saving_yuan * 100) == best
    assert plan.best_possible_saving_yuan * 100 >= best - 1


def assert_feasible(case, plan):
    moved, weekly, hours = Counter(), Counter(), Counter()
    soil = {site.id: site.soil for site in case.surpluses}
    sites = {site.id: site for site in (*case.surpluses, *case.deficits)}
    for haul in plan.hauls:
        for site_id in (haul.surplus_id, haul.deficit_id):
            assert sites[site_id].week_from <= haul.week <= sites[site_id].week_to
            moved[site_id] += haul.volume_m3
            weekly[site_id, haul.week] += haul.volume_m3
        accepts = sites[haul.deficit_id].accepts
        assert not accepts or soil[haul.surplus_id] in accepts
        trucks = case.trucks
        hours[haul.week] += haul.loads * (2 * haul.distance_km / trucks.speed_km_per_hour + trucks.load_hours)
    assert all(volume <= sites[site_id].volume_m3 + 1e-6 for site_id, volume in moved.items())
    for (site_id, _), volume in weekly.items():
        limit = sites[site_id].weekly_limit_m3
        assert limit is None or volume <= limit + 1e-6
    if case.truck_hours:
        assert all(used <= case.truck_hours[week - 1] + 1e-6 for week, used in hours.items())


@pytest.mark.parametrize(("is_limited", "trucks"), [(True, 0), (False, 0), (True, 15)])
def test_a_district_plan_keeps_every_rule_and_beats_both_ways_by_hand(is_limited, trucks):
    case = read_case(example_case(150, 3, is_limited=is_limited, trucks=trucks))
    plan = plan_hauls(case)
    assert_feasible(case, plan)
    assert plan.gap <= (0.001 if trucks else 0.0)
    assert plan.saving_yuan > plan.best_first_saving_yuan > 0
    assert plan.saving_yuan > plan.telephone_saving_yuan > 0
    assert plan.cost_yuan == pytest.approx(plan.alone_cost_yuan - plan.saving_yuan)


@pytest.mark.parametrize("is_limited", [True, False])
def test_pricing_finds_the_same_optimum_as_all_hauls_at_once(is_limited):
    market = market_of(read_case(example_case(300, 5, is_limited=is_limited)))
    whole, priced = solve_exchange(market), solve_exchange(market, most_arcs=0)
    assert whole.cost_fen == priced.cost_fen
    assert priced.is_proven


def test_the_same_case_gives_the_same_plan():
    document = example_case(60, 2)
    assert plan_hauls(read_case(document)).hauls == plan_hauls(read_case(document)).hauls


def test_agreed_hauls_are_kept_and_the_rest_is_planned_around_them():
    case = read_case(example_case(40, 1))
    first = plan_hauls(case).hauls[0]
    other = next(haul for haul in plan_hauls(case).hauls if haul.surplus_id != first.surplus_id)
    agreed = Agreed(first.surplus_id, first.deficit_id, first.week, first.volume_m3 / 2)
    plan = plan_hauls(replace(case, agreed=(agreed,)))
    kept = [haul for haul in plan.hauls if haul.is_agreed]
    assert [(haul.surplus_id, haul.deficit_id, haul.week) for haul in kept] == [
        (first.surplus_id, first.deficit_id, first.week)
    ]
    assert_feasible(case, plan)
    assert other.surplus_id in {haul.surplus_id for haul in plan.hauls}


def test_agreeing_to_more_than_a_site_has_is_refused_by_name():
    case = read_case(example_case(40, 1))
    haul = plan_hauls(case).hauls[0]
    too_much = Agreed(haul.surplus_id, haul.deficit_id, haul.week, 9e6)
    with pytest.raises(InputProblems, match="超过"):
        plan_hauls(replace(case, agreed=(too_much,)))


@pytest.mark.parametrize("trucks", [0, 4])
def test_marginal_values_are_differences_of_two_plans(trucks):
    case = read_case(example_case(40, 1, trucks=trucks))
    found = marginal_values(case, plan_hauls(case), most=2)
    assert all(marginal.extra_saving_yuan > 0 and "可多节省" in marginal.sentence for marginal in found)
    assert found or not trucks


def test_an_unmet_site_gets_a_cause_and_a_remedy_whose_saving_is_real():
    case = read_case(example_case(80, 4))
    needs = unmet_needs(case, plan_hauls(case), most=4)
    assert len(needs) == 4
    assert all(need.cause and need.remedy for need in needs)
    helped = [need for need in needs if need.extra_saving_yuan]
    assert helped
    assert all("可多节省" in need.remedy for need in helped)


def test_a_site_whose_soil_nobody_takes_is_told_so():
    document = tiny_document(np.random.default_rng(0))
    for row in document["surpluses"]:
        row |= {"soil": "石", "volume_m3": 50.0, "week_from": 1, "week_to": 2}
        row.pop("weekly_limit_m3", None)
    for row in document["deficits"]:
        row |= {"accepts": ["土"], "volume_m3": 50.0, "week_from": 1, "week_to": 2}
        row.pop("weekly_limit_m3", None)
    case = read_case(document)
    causes = {need.cause for need in unmet_needs(case, plan_hauls(case))}
    assert causes == {"附近没有土类相符的工地"}


@pytest.mark.parametrize("error", [SolverOutOfTime, SolverDied])
def test_a_solver_that_dies_or_runs_out_of_time_leaves_a_proven_plan_that_says_so(error, monkeypatch):
    def fail(*_, **__):
        raise error("no answer")

    case = read_case(example_case(60, 2, trucks=6))
    whole = plan_hauls(case)
    monkeypatch.setattr(truck_hours, "solve_mixed_integer", fail)
    plan = plan_hauls(case)
    assert_feasible(case, plan)
    assert plan.is_early
    assert 0 < plan.saving_yuan <= whole.best_possible_saving_yuan <= plan.best_possible_saving_yuan * (1 + 1e-9)
    assert any("求解时间用完" in line for line in sentences(plan))


def test_the_time_limit_holds_for_the_whole_run_and_what_it_cut_off_is_said():
    case = read_case(example_case(60, 2, trucks=6))
    whole, plan = plan_hauls(case), plan_hauls(case, seconds=0.0)
    assert_feasible(case, plan)
    assert plan.is_early
    assert 0 < plan.saving_yuan <= whole.best_possible_saving_yuan <= plan.best_possible_saving_yuan * (1 + 1e-9)
    assert any("求解时间用完" in line for line in sentences(plan))
    assert marginal_values(case, plan, seconds=0.0) == ()
    needs = unmet_needs(case, plan, seconds=0.0)
    assert needs
    assert all("时间用完" in need.remedy and need.extra_saving_yuan is None for need in needs)


def test_rounds_share_one_time_limit_and_the_last_answer_stands(monkeypatch):
    case = read_case(example_case(60, 2, trucks=6))
    limits, solve = [], truck_hours.solve_mixed_integer

    def once(*arguments, seconds, **rest):
        limits.append(seconds)
        if len(limits) > 1:
            raise SolverOutOfTime("no answer")
        return solve(*arguments, seconds=seconds, **rest)

    monkeypatch.setattr(truck_hours, "_GOOD_ENOUGH", -1.0)  # never good enough: another round follows if hauls are left
    monkeypatch.setattr(truck_hours, "first_hauls", lambda market, arcs, deadline: (np.arange(50), 1e15, np.zeros(52)))
    monkeypatch.setattr(truck_hours, "solve_mixed_integer", once)
    plan = plan_hauls(case, seconds=60.0)
    assert 60.0 > limits[0] > limits[1]
    assert plan.is_early
    assert plan.saving_yuan > 0
    assert_feasible(case, plan)
