"""Reach up and down the chain from a node or a leader (上招下引): which nodes, how far, along which path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dianxiaoer.engines.chain.graph import ChainError, ChainMap, Link, Position
from dianxiaoer.engines.chain.region_groups import Filter, is_inside

Direction = Literal["up", "down"]


@dataclass(frozen=True)
class Reached:
    """A node `hops` ≥ 1 links away. path: node ids from the start to it. strength: product of link shares on the path."""

    node: str
    direction: Direction
    hops: int
    path: tuple[str, ...]
    strength: float


@dataclass(frozen=True)
class Opening:
    """A reached node seen from one region: firms already here, firms elsewhere worth inviting (largest first)."""

    reached: Reached
    here: tuple[Position, ...]
    elsewhere: tuple[Position, ...]


def reach(chain: ChainMap, starts: Iterable[str], direction: Direction, *, hops: int = 3) -> list[Reached]:
    """Nodes within `hops` links of the starts, nearest first, then strongest. Loops are walked once.

    A link's share is its weight over all weights feeding the same customer. Of several shortest paths the strongest
    is kept, then the first by node id. Raises ChainError on an unknown start.
    """
    origin = sorted(set(starts))
    unknown = [node for node in origin if node not in chain.node_of]
    if unknown:
        raise ChainError(f"链「{chain.name}」没有环节 {'、'.join(unknown)}。")
    best: dict[str, Reached] = {node: Reached(node, direction, 0, (node,), 1.0) for node in origin}
    front = origin
    for step in range(1, hops + 1):
        offers: dict[str, Reached] = {}
        for node in front:
            for ahead, share in _steps(chain, node, direction):
                if ahead not in best:
                    offer = Reached(ahead, direction, step, (*best[node].path, ahead), best[node].strength * share)
                    if ahead not in offers or _rank(offer) < _rank(offers[ahead]):
                        offers[ahead] = offer
        best.update(offers)
        front = sorted(offers)
    found = [reached for reached in best.values() if reached.hops]
    return sorted(found, key=lambda r: (r.hops, -r.strength, r.node))


def openings_around(chain: ChainMap, company: str, region: Filter, *, hops: int = 3) -> list[Opening]:
    """Openings up and down from every node a company stands on. Raises ChainError when it stands on none."""
    starts = [position.node for position in chain.positions if position.company == company]
    if not starts:
        raise ChainError(f"链「{chain.name}」上没有企业 {company}。请先在 positions 中登记它的环节。")
    return openings_from(chain, starts, region, hops=hops, without=company)


def openings_from(
    chain: ChainMap, starts: Iterable[str], region: Filter, *, hops: int = 3, without: str = ""
) -> list[Opening]:
    """Openings up, then down, from the nodes given; the company `without` is not listed at its own neighbours."""
    origin = tuple(starts)
    ways: tuple[Direction, ...] = ("up", "down")
    found = [reached for way in ways for reached in reach(chain, origin, way, hops=hops)]
    return [_opening(chain, reached, region, without) for reached in found]


def _opening(chain: ChainMap, reached: Reached, region: Filter, without: str) -> Opening:
    held = [p for p in chain.firms_at[reached.node] if p.company != without]
    ranked = sorted(held, key=lambda p: (-p.weight, p.company))
    return Opening(
        reached,
        here=tuple(p for p in ranked if is_inside(p.adcode, region)),
        elsewhere=tuple(p for p in ranked if not is_inside(p.adcode, region)),
    )


def link_share(chain: ChainMap, link: Link) -> float:
    """A link's weight over all weights feeding its customer, in (0, 1]."""
    return link.weight / sum(other.weight for other in chain.suppliers[link.customer])


def _steps(chain: ChainMap, node: str, direction: Direction) -> list[tuple[str, float]]:
    if direction == "up":
        return [(link.supplier, link_share(chain, link)) for link in chain.suppliers[node]]
    return [(link.customer, link_share(chain, link)) for link in chain.customers[node]]


def _rank(reached: Reached) -> tuple[float, tuple[str, ...]]:
    return (-reached.strength, reached.path)
