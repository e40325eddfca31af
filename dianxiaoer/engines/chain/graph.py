"""The chain map (产业链图谱): nodes, what feeds what, and which firms stand where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


class ChainError(ValueError):
    """A chain's data contradicts itself; the message lists every problem with its row and what to do."""


@dataclass(frozen=True)
class Node:
    """One link of a chain (环节): a product, part or service. industry_code: GB/T 4754, words: to find firms by."""

    id: str
    name: str
    stage: str = ""
    industry_code: str = ""
    words: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Link:
    """`supplier` feeds `customer`. weight > 0: how much the customer leans on it. source: where this is known from."""

    supplier: str
    customer: str
    weight: float = 1.0
    source: str = ""


@dataclass(frozen=True)
class Position:
    """A firm on a node. weight > 0: its size there (any one unit). lists: ranking lists it is on. is_leader: 链主."""

    company: str
    node: str
    name: str = ""
    adcode: str = ""
    weight: float = 1.0
    is_leader: bool = False
    lists: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class ChainMap:
    """One version of one chain. Cycles are allowed (recycling feeds raw material)."""

    id: str
    name: str
    version: int
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    positions: tuple[Position, ...]
    note: str = ""

    @cached_property
    def node_of(self) -> Mapping[str, Node]:
        """Node by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def suppliers(self) -> Mapping[str, tuple[Link, ...]]:
        """Links that feed each node."""
        return _group(self.links, "customer", self.node_of)

    @cached_property
    def customers(self) -> Mapping[str, tuple[Link, ...]]:
        """Links each node feeds."""
        return _group(self.links, "supplier", self.node_of)

    @cached_property
    def firms_at(self) -> Mapping[str, tuple[Position, ...]]:
        """Positions on each node."""
        found: dict[str, list[Position]] = {node.id: [] for node in self.nodes}
        for position in self.positions:
            found[position.node].append(position)
        return {node: tuple(held) for node, held in found.items()}


def _group(links: Iterable[Link], end: str, nodes: Mapping[str, Node]) -> Mapping[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {node: [] for node in nodes}
    for link in links:
        found[getattr(link, end)].append(link)
    return {node: tuple(held) for node, held in found.items()}


def check_chain(chain: ChainMap) -> None:
    """Nothing, or ChainError with every doubled id, unknown node, self-link, repeated link and weight ≤ 0."""
    problems = [*_node_problems(chain), *_link_problems(chain), *_position_problems(chain)]
    if problems:
        raise ChainError(f"链「{chain.name}」有 {len(problems)} 处问题:\n" + "\n".join(problems))


def _node_problems(chain: ChainMap) -> list[str]:
    seen: set[str] = set()
    problems = []
    for number, node in enumerate(chain.nodes, start=2):
        if not node.id or not node.name:
            problems.append(f"nodes 第 {number} 行:缺少 id 或 name,请补上。")
        if node.id in seen:
            problems.append(f"nodes 第 {number} 行:环节编号 {node.id} 重复,请改名或合并。")
        seen.add(node.id)
    return problems


def _link_problems(chain: ChainMap) -> list[str]:
    seen: set[tuple[str, str]] = set()
    problems = []
    for number, link in enumerate(chain.links, start=2):
        where = f"links 第 {number} 行:"
        problems += [
            f"{where}没有环节 {end},请先在 nodes 中添加。" for end in _unknown(chain, link.supplier, link.customer)
        ]
        if link.supplier == link.customer:
            problems.append(f"{where}环节 {link.supplier} 不能供给自己,请删去。")
        if (link.supplier, link.customer) in seen:
            problems.append(f"{where}{link.supplier}→{link.customer} 重复,请合并。")
        if link.weight <= 0:
            problems.append(f"{where}weight 必须大于 0。")
        seen.add((link.supplier, link.customer))
    return problems


def _position_problems(chain: ChainMap) -> list[str]:
    seen: set[tuple[str, str]] = set()
    problems = []
    for number, held in enumerate(chain.positions, start=2):
        where = f"positions 第 {number} 行:"
        problems += [f"{where}没有环节 {held.node},请先在 nodes 中添加。" for _ in _unknown(chain, held.node)]
        if not held.company:
            problems.append(f"{where}缺少 company(企业编号),请补上。")
        if (held.company, held.node) in seen:
            problems.append(f"{where}企业 {held.company} 在环节 {held.node} 重复,请合并。")
        if held.weight <= 0:
            problems.append(f"{where}weight 必须大于 0。")
        seen.add((held.company, held.node))
    return problems


def _unknown(chain: ChainMap, *nodes: str) -> list[str]:
    return [node for node in nodes if node not in chain.node_of]
