"""Target ranking: what it may see, that parts add up, that it finds what is there and nothing where nothing is."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy", reason="target ranking needs the extra `solvers` (scipy)")

from dianxiaoer.engines.chain.targets.affinity import fit_parts, open_scorer
from dianxiaoer.engines.chain.targets.choice import LEAST_FIRMS, START_WEIGHT, learn_weights, log_lift
from dianxiaoer.engines.chain.targets.firms import Firms, firms_from_rows
from dianxiaoer.engines.chain.targets.holdout import auc, judge, split_firms
from dianxiaoer.engines.chain.targets.market import membership, open_market
from dianxiaoer.engines.chain.targets.office import (
    evidence_from_columns,
    evidence_from_rows,
    evidence_of_distance,
    load_office_weights,
)
from dianxiaoer.engines.chain.targets.places import great_circle_km
from dianxiaoer.engines.chain.targets.ranking import Scoring, rank_targets
from dianxiaoer.engines.chain.targets.wording import learn_wording, place_pattern, product_words, vectors
from tests.engines.chain.cast import country


@pytest.fixture(scope="module")
def ranked():
    firms, places, industries = country()
    known, hidden = split_firms(firms, seed=3)
    market = open_market(known, places, industries)
    weights = learn_weights(known, places, industries)
    return known, hidden, places, market, weights


def test_hidden_firms_are_found_far_above_chance(ranked):
    known, hidden, places, market, weights = ranked
    total, pull = log_lift(fit_parts(open_scorer(market), hidden), weights, market.base)
    assert judge(total - pull, known, hidden, places, top=10).auc > 0.75


def test_firms_strewn_at_random_are_ranked_no_better_than_chance():
    firms, places, industries = country(600)
    strewn = replace(firms, places=tuple(np.random.default_rng(5).permutation(firms.places)))
    known, hidden = split_firms(strewn, seed=3)
    market = open_market(known, places, industries)
    weights = learn_weights(known, places, industries)
    total, pull = log_lift(fit_parts(open_scorer(market), hidden), weights, market.base)
    assert judge(total - pull, known, hidden, places).auc == pytest.approx(0.5, abs=0.08)


def test_a_score_is_the_sum_of_its_parts_and_best_comes_first(ranked):
    _, hidden, _, market, weights = ranked
    (ranking,) = rank_targets(market, Scoring(weights), hidden, ["320500"], top=20)
    scores = [target.score for target in ranking.targets]
    assert scores == sorted(scores, reverse=True)
    for target in ranking.targets:
        assert sum(target.parts.values()) == pytest.approx(target.score)
    assert hidden.columns["sw_code"][hidden.codes.index(ranking.targets[0].code)] == "B1"


def test_reasons_name_known_local_firms_only(ranked):
    known, hidden, _, market, weights = ranked
    (ranking,) = rank_targets(market, Scoring(weights), hidden, ["440300"], top=10)
    place_of = dict(zip(known.codes, known.places, strict=True))
    named = [code for target in ranking.targets for reason in target.because for code in reason.firms]
    assert named
    assert {place_of[code] for code in named} == {"440300"}


def test_neither_a_candidates_place_nor_its_name_changes_its_score(ranked):
    _, hidden, _, market, weights = ranked
    moved = replace(hidden, places=("440300",) * len(hidden))
    here = rank_targets(market, Scoring(weights), hidden, ["440300"])
    there = rank_targets(market, Scoring(weights), moved, ["440300"])
    assert here == there
    rows = [{"code": "1", "name": "深圳示例", "full_name": "深圳示例公司", "sw_code": "A1"}]
    assert set(firms_from_rows(rows, level=1).columns) == {"sw_code"}


def test_the_same_input_gives_the_same_weights():
    firms, places, industries = country()
    assert learn_weights(firms, places, industries) == learn_weights(firms, places, industries)


def test_weights_are_never_negative_and_start_plain_with_few_firms():
    firms, places, industries = country()
    assert min(learn_weights(firms, places, industries).values()) >= 0
    few = firms.take(np.arange(LEAST_FIRMS - 1))
    assert set(learn_weights(few, places, industries).values()) == {START_WEIGHT}


def test_evidence_adds_its_points_and_only_in_its_region(ranked):
    _, hidden, _, market, weights = ranked
    office = load_office_weights()
    code = rank_targets(market, Scoring(weights), hidden, ["410100"], top=999)[0].targets[-1].code
    rows = [
        {
            "code": code,
            "part": "partner",
            "key": "supplier",
            "strength": "5",
            "because": "示例龙头自报",
            "adcode": "410100",
        }
    ]
    told = Scoring(weights, office, evidence_from_rows(rows, office))
    first, other = rank_targets(market, told, hidden, ["410100", "320500"], top=999)
    assert first.targets[0].code == code
    assert first.targets[0].parts["partner"] == pytest.approx(5 * office["partner", "supplier"])
    assert any(reason.says == "示例龙头自报" for reason in first.targets[0].because)
    assert all("partner" not in target.parts for target in other.targets)


def test_a_signal_fades_by_half_in_180_days_and_an_unknown_key_is_refused():
    office = load_office_weights()
    (fact,) = evidence_from_rows([{"code": "1", "part": "signal", "key": "relocation", "age_days": "180"}], office)
    assert fact.strength == pytest.approx(0.5)
    with pytest.raises(ValueError, match="没有权重"):
        evidence_from_rows([{"code": "1", "part": "signal", "key": "rumour"}], office)


def test_size_growth_and_lists_are_read_from_columns():
    office = load_office_weights()
    rows = [{"code": "1", "revenue_2020": "1e8", "revenue_2021": "1.2e8", "lists": "world_500"}, {"code": "2"}]
    facts = evidence_from_columns(rows, office)
    assert {f.part: round(f.strength, 3) for f in facts} == {"size": 0.079, "growth": 2.0, "list": 1.0}
    with pytest.raises(ValueError, match="没有权重"):
        evidence_from_columns([{"code": "1", "lists": "moon_500"}], office)


def test_distance_is_counted_only_where_both_ends_are_on_the_map():
    regions = [
        {"adcode": "110100", "lon": "116.4074", "lat": "39.9042"},
        {"adcode": "310100", "lon": "121.4737", "lat": "31.2304"},
    ]
    rows = [
        {"code": "1", "city_adcode": "110100"},
        {"code": "2", "city_adcode": ""},
        {"code": "3", "city_adcode": "999900"},
    ]
    (fact,) = evidence_of_distance(rows, ["310100"], regions, place_column="city_adcode")
    assert (fact.code, fact.adcode) == ("1", "310100")
    assert fact.strength == pytest.approx(np.log1p(1067), abs=0.01)


def test_emphasis_multiplies_a_part_and_the_sum_still_holds(ranked):
    _, hidden, _, market, weights = ranked
    plain = rank_targets(market, Scoring(weights), hidden, ["320500"], top=999)[0]
    loud = rank_targets(market, Scoring(weights, emphasis={"industry": 3.0}), hidden, ["320500"], top=999)[0]
    before = {t.code: t for t in plain.targets}
    for target in loud.targets:
        assert target.parts["industry"] == pytest.approx(3 * before[target.code].parts["industry"])
        assert sum(target.parts.values()) == pytest.approx(target.score)


def test_places_areas_and_own_names_leave_the_product_words():
    places = place_pattern(["江苏省", "苏州市", "恩施土家族苗族自治州"])
    rows = [
        {"company_code": "1", "product": "苏州地铁轴承"},
        {"company_code": "1", "product": "恩施硒茶"},
        {"company_code": "1", "product": "华东江苏"},
        {"company_code": "1", "product": "示范牌电机"},
        {"company_code": "1", "product": "其他", "is_accounting_item": "1"},
    ]
    assert product_words(rows, places, {"1": "示范股份"}) == {"1": ("地铁轴承", "牌电机", "硒茶")}


def test_alike_products_have_alike_vectors_and_unknown_words_none():
    firms = [("锂离子电池",), ("锂电池组",), ("生猪养殖",)] * 3
    wording = learn_wording(firms, most_share=1.0)
    table = vectors(wording, [("锂电池",), ("锂离子电池",), ("生猪",), ("@@",)])
    alike = np.asarray((table @ table.T).todense())
    assert alike[0, 1] > 0.4 > 0.1 > alike[0, 2]
    assert alike[3].sum() == 0


def test_a_blank_industry_is_guessed_from_the_other_column():
    rows = [
        {"code": str(i), "city_adcode": "410100", "sw_code": s, "ts_industry": "电气"} for i, s in enumerate("AAAB")
    ]
    _, places, industries = country()
    market = open_market(firms_from_rows(rows, level=1), places, industries)
    guess = membership(market, "sw_code", Firms(("x",), ("",), {"ts_industry": ("电气",)}))
    assert dict(zip(market.values["sw_code"], np.asarray(guess.todense()).ravel(), strict=True)) == {
        "A": 0.75,
        "B": 0.25,
    } | {value: 0 for value in market.values["sw_code"] if value not in "AB"}


def test_auc_agrees_with_counting_pairs():
    draw = np.random.default_rng(0)
    scores, here = draw.integers(0, 5, 40).astype(float), draw.random(40) < 0.4
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[here] for b in scores[~here]]
    assert auc(scores, here) == pytest.approx(np.mean(pairs))


def test_distance_of_two_cities_is_as_on_the_map():
    km = great_circle_km(np.array([116.4074, 121.4737, np.nan]), np.array([39.9042, 31.2304, 0]))
    assert km[0, 1] == pytest.approx(1067, abs=3)
    assert np.isnan(km[0, 2])


def test_no_pattern_of_places_matches_the_empty_string():
    assert re.fullmatch(place_pattern(["市"]), "") is None
