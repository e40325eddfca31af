"""Chain: learning and ranking on real listed firms; loops, reach and gaps on a large made-up map; networkx beside it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dianxiaoer.engines.chain.gaps import chain_gaps
from dianxiaoer.engines.chain.graph import ChainMap, Link, Node, Position
from dianxiaoer.engines.chain.loops import loops
from dianxiaoer.engines.chain.reach import reach

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
NODES, LINKS, FIRMS = 20_000, 80_000, 100_000
#: Our own floors: nobody published figures for these.
TARGETS = {"loops": 1.0, "reach": 1.0, "gaps": 5.0, "learn": 20.0, "rank": 10.0}


def run() -> None:
    """Print seconds against our own targets."""
    chain = _made_up(seed=1)
    print(f"map of {NODES:,} nodes, {LINKS:,} links, {FIRMS:,} firms; seconds")
    _line("loops", lambda: loops(chain))
    _line("reach", lambda: reach(chain, ["n0"], "up", hops=6))
    _line("gaps", lambda: chain_gaps(chain, ("410000",)))
    if find_spec("networkx"):
        import networkx

        graph = networkx.DiGraph((link.supplier, link.customer) for link in chain.links)
        _line("loops (networkx)", lambda: list(networkx.strongly_connected_components(graph)))
    if not DATA.is_dir() or not find_spec("scipy"):
        print("跳过排名:没有公开数据或 scipy。/ ranking skipped: test data or scipy is absent")
        return
    _ranking()


def _ranking() -> None:
    from bench.quality_chain import load_listed
    from dianxiaoer.engines.chain.targets.choice import learn_weights
    from dianxiaoer.engines.chain.targets.holdout import split_firms
    from dianxiaoer.engines.chain.targets.market import open_market
    from dianxiaoer.engines.chain.targets.ranking import Scoring, rank_targets

    firms, places, industries = load_listed()
    known, hidden = split_firms(firms, seed=0)
    print(f"ranking {len(hidden):,} candidates for 50 cities by {len(known):,} known firms; seconds")
    weights = _line("learn", lambda: learn_weights(known, places, industries))
    market = open_market(known, places, industries)
    cities = sorted(set(known.places), key=lambda place: -known.places.count(place))[:50]
    _line("rank", lambda: rank_targets(market, Scoring(weights), hidden, cities))


def _line(name: str, act: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    answer = act()
    seconds = time.perf_counter() - start
    target = TARGETS.get(name)
    verdict = "" if target is None else f"target {target:5.1f}  " + ("met" if seconds <= target else "MISSED")
    print(f"  {name:18s}{seconds:8.3f}  {verdict}")
    return answer


def _made_up(seed: int) -> ChainMap:
    draw = random.Random(seed)
    names = [f"n{at}" for at in range(NODES)]
    pairs = {(draw.choice(names), draw.choice(names)) for _ in range(LINKS)}
    links = tuple(Link(a, b, draw.choice((1.0, 2.0, 3.0))) for a, b in sorted(pairs) if a != b)
    adcodes = ("410100", "410300", "320500", "440300", "330100")
    held = {(at, draw.choice(names)): draw.choice(adcodes) for at in range(FIRMS)}
    positions = tuple(Position(f"f{at}", node, adcode=place) for (at, node), place in held.items())
    return ChainMap("made-up", "虚构大链", 1, tuple(Node(name, name) for name in names), links, positions)
