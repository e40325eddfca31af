"""The chain map: checks, loops, reach, gaps, dependence."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dianxiaoer.engines.chain.dependence import chokepoints, concentration, dependences
from dianxiaoer.engines.chain.gaps import chain_gaps
from dianxiaoer.engines.chain.graph import ChainError, ChainMap, Link, Node, Position, check_chain
from dianxiaoer.engines.chain.loops import loops
from dianxiaoer.engines.chain.reach import openings_around, reach
from tests.engines.chain.cast import HERE, diamond


def test_every_problem_of_a_chain_is_named_with_its_row():
    broken = replace(
        diamond(),
        links=(Link("ore", "ore"), Link("ore", "ghost"), Link("ore", "steel"), Link("ore", "steel", -1)),
        positions=(Position("", "bike"), Position("X", "nowhere")),
    )
    with pytest.raises(ChainError) as problem:
        check_chain(broken)
    said = str(problem.value)
    for words in ("links 第 2 行", "ghost", "重复", "weight 必须大于 0", "缺少 company", "nowhere"):
        assert words in said
    check_chain(diamond())


def test_a_loop_is_found_once_with_all_its_nodes():
    assert loops(diamond()) == [("bike", "frame", "motor", "scrap", "steel")]


def test_a_chain_longer_than_the_recursion_limit_is_walked():
    names = [f"n{i}" for i in range(5000)]
    nodes = tuple(Node(n, n) for n in names)
    links = tuple(Link(a, b) for a, b in zip(names, [*names[1:], names[0]], strict=True))
    assert [len(group) for group in loops(ChainMap("l", "长链", 1, nodes, links, ()))] == [5000]


@st.composite
def small_chains(draw):
    names = [f"n{i}" for i in range(draw(st.integers(2, 6)))]
    pairs = [(a, b) for a in names for b in names if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))
    return ChainMap("r", "随机", 1, tuple(Node(n, n) for n in names), tuple(Link(a, b) for a, b in chosen), ())


@settings(deadline=None)
@given(small_chains())
def test_loops_are_exactly_the_mutually_reachable_nodes(chain):
    ahead = {n.id: {r.node for r in reach(chain, [n.id], "down", hops=9)} for n in chain.nodes}
    together = {frozenset((a, b)) for a, b in combinations(ahead, 2) if b in ahead[a] and a in ahead[b]}
    found = {frozenset(pair) for group in loops(chain) for pair in combinations(group, 2)}
    assert found == together


@settings(deadline=None)
@given(small_chains())
def test_chokepoints_are_exactly_the_nodes_whose_removal_cuts_off_all_raw_material(chain):
    for node in chain.node_of:
        above = {r.node for r in reach(chain, [node], "up", hops=9)}
        raw = {n for n in above if not chain.suppliers[n]}
        for other in above:
            kept = tuple(x for x in chain.links if other not in (x.supplier, x.customer))
            left = {r.node for r in reach(replace(chain, links=kept), [node], "up", hops=9)}
            assert (other in chokepoints(chain, node)) == (bool(raw) and not left & (raw - {other}))


def test_reach_up_gives_hops_path_and_strength_and_walks_a_loop_once():
    up = {r.node: r for r in reach(diamond(), ["bike"], "up", hops=5)}
    assert (up["frame"].hops, up["frame"].strength) == (1, 0.75)
    assert up["steel"].path == ("bike", "frame", "steel")
    assert up["ore"].strength == pytest.approx(0.75 * 1.0 * 0.75)
    assert "bike" not in up


def test_an_unknown_node_or_firm_is_refused():
    with pytest.raises(ChainError, match="ghost"):
        reach(diamond(), ["ghost"], "up")
    with pytest.raises(ChainError, match="没有企业 Z9"):
        openings_around(diamond(), "Z9", HERE)


def test_openings_around_a_leader_list_outside_firms_largest_first():
    around = {(o.reached.node, o.reached.direction): o for o in openings_around(diamond(), "B1", HERE)}
    assert [p.company for p in around["frame", "up"].elsewhere] == ["F2", "F1", "F3"]
    assert [p.company for p in around["steel", "up"].here] == ["S1"]


def test_gaps_say_fill_extend_strengthen_and_skip_what_nothing_here_would_use():
    gaps = {gap.node: gap for gap in chain_gaps(diamond(), HERE)}
    assert {node: gap.action for node, gap in gaps.items()} == {
        "frame": "fill",
        "motor": "fill",
        "scrap": "fill",
        "ore": "extend",
    }
    assert gaps["frame"].urgency == pytest.approx(1.0 * 1 + 0.75 * 3)
    assert [p.company for p in gaps["frame"].candidates] == ["F3", "F2", "F1"]
    assert [*gaps][:2] == ["frame", "scrap"], "equal urgency: by node id"


def test_a_region_filter_narrows_the_candidates_of_a_gap():
    gaps = {gap.node: gap for gap in chain_gaps(diamond(), HERE, wanted=("320000",))}
    assert [p.company for p in gaps["frame"].candidates] == ["F1"]


def test_a_thin_node_is_strengthened_only_beside_local_firms():
    chain = replace(diamond(), positions=(*diamond().positions, Position("M1", "motor", adcode="410100")))
    gaps = {gap.node: gap for gap in chain_gaps(chain, HERE)}
    assert gaps["motor"].action == "strengthen"
    assert gaps["motor"].urgency == pytest.approx((1.0 * 1 + 0.25 * 3) / 2)


def test_dependence_names_single_firms_and_shares():
    found = {d.node: d for d in dependences(diamond(), HERE)}
    assert found["ore"].single_firm
    assert found["ore"].local_share == 0
    assert found["frame"].largest == "F2"
    assert found["frame"].concentration == pytest.approx((16 + 81 + 1) / 14**2)
    assert "motor" not in found


def test_concentration_runs_from_even_to_one():
    assert concentration([2, 2, 2, 2]) == pytest.approx(0.25)
    assert concentration([7]) == 1
    assert concentration([]) == 0
