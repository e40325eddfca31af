"""Dependence of a region on few firms and places: single points, concentration, nodes no path goes round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dianxiaoer.engines.chain.gaps import local_firms
from dianxiaoer.engines.chain.graph import ChainMap, Position
from dianxiaoer.engines.chain.reach import reach
from dianxiaoer.engines.chain.region_groups import Filter, is_inside


@dataclass(frozen=True)
class Dependence:
    """An input of local firms. firms: all known on the node; firm_share: the largest one's share of weight.

    concentration: Herfindahl index of firm weights, 1 = one firm. local_share: weight inside the region, 0..1.
    users: local nodes that take the input directly. single_firm: exactly one firm is known for it.
    """

    node: str
    users: tuple[str, ...]
    firms: int
    largest: str
    firm_share: float
    concentration: float
    local_share: float

    @property
    def single_firm(self) -> bool:
        """All users hang on one known firm."""
        return self.firms == 1


def dependences(chain: ChainMap, region: Filter) -> list[Dependence]:
    """Inputs of the region's firms that at least one firm is known for, most concentrated first, then most users."""
    users: dict[str, set[str]] = {}
    for link in chain.links:
        if local_firms(chain, link.customer, region):
            users.setdefault(link.supplier, set()).add(link.customer)
    found = [_dependence(chain, node, using, region) for node, using in users.items() if chain.firms_at[node]]
    return sorted(found, key=lambda d: (-d.concentration, -len(d.users), d.node))


def concentration(weights: Iterable[float]) -> float:
    """Herfindahl–Hirschman index of weights: sum of squared shares, 1/n (even) … 1 (one holds all), 0 for none."""
    held = list(weights)
    total = sum(held)
    return sum((weight / total) ** 2 for weight in held) if total > 0 else 0.0


def chokepoints(chain: ChainMap, node: str) -> list[str]:
    """Nodes without which no raw material (a node nothing feeds) reaches the node any more, nearest first.

    A node already cut off from every raw material, or one itself raw, has none.
    """
    above = [reached.node for reached in reach(chain, [node], "up", hops=len(chain.nodes))]
    raw = {other for other in above if not chain.suppliers[other]}
    if not raw:
        return []
    return [other for other in above if not _raw_without(chain, node, other) & (raw - {other})]


def _raw_without(chain: ChainMap, node: str, removed: str) -> set[str]:
    seen, waiting = {node}, [node]
    while waiting:
        for link in chain.suppliers[waiting.pop()]:
            if link.supplier != removed and link.supplier not in seen:
                seen.add(link.supplier)
                waiting.append(link.supplier)
    return {other for other in seen if not chain.suppliers[other]}


def _dependence(chain: ChainMap, node: str, users: set[str], region: Filter) -> Dependence:
    held: tuple[Position, ...] = chain.firms_at[node]
    largest = min(held, key=lambda p: (-p.weight, p.company))
    total = sum(p.weight for p in held)
    return Dependence(
        node=node,
        users=tuple(sorted(users)),
        firms=len(held),
        largest=largest.company,
        firm_share=largest.weight / total,
        concentration=concentration(p.weight for p in held),
        local_share=sum(p.weight for p in held if is_inside(p.adcode, region)) / total,
    )
