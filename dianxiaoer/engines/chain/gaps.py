"""Gaps of a chain in a region (缺链): nodes to fill, extend or strengthen (补链/延链/强链), most useful first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dianxiaoer.engines.chain.graph import ChainMap, Position
from dianxiaoer.engines.chain.reach import link_share
from dianxiaoer.engines.chain.region_groups import Filter, is_inside

ChainAction = Literal["fill", "extend", "strengthen"]
ACTION_NAMES: dict[ChainAction, str] = {"fill": "补链", "extend": "延链", "strengthen": "强链"}
#: A leader next to a gap counts as much as this many ordinary firms.
LEADER_WORTH = 3.0


@dataclass(frozen=True)
class Gap:
    """A node worth inviting firms to. urgency: local firms (leaders count three) up and down, times the link's share.

    suppliers, customers: local neighbouring nodes with firms. candidates: firms elsewhere on the node, those of the
    wanted regions only when a filter was given, listed firms and larger ones first.
    """

    node: str
    action: ChainAction
    urgency: float
    here: tuple[Position, ...]
    suppliers: tuple[str, ...]
    customers: tuple[str, ...]
    candidates: tuple[Position, ...]


def chain_gaps(chain: ChainMap, region: Filter, *, wanted: Filter = (), thin: int = 1) -> list[Gap]:
    """Gaps of a region, most urgent first, ties by node id.

    fill: nobody here, firms here on both sides. extend: nobody here, firms here on one side. strengthen: at most
    `thin` firms here while a neighbour is here too. A missing node next to nothing local is no gap: nothing here
    would use it.
    """
    gaps = [_gap(chain, node.id, region, wanted, thin) for node in chain.nodes]
    return sorted((gap for gap in gaps if gap), key=lambda gap: (-gap.urgency, gap.node))


def local_firms(chain: ChainMap, node: str, region: Filter) -> tuple[Position, ...]:
    """Firms of a node inside the region, largest first."""
    held = (p for p in chain.firms_at[node] if is_inside(p.adcode, region))
    return tuple(sorted(held, key=lambda p: (-p.weight, p.company)))


def _gap(chain: ChainMap, node: str, region: Filter, wanted: Filter, thin: int) -> Gap | None:
    here = local_firms(chain, node, region)
    above = {x.supplier: link_share(chain, x) for x in chain.suppliers[node] if local_firms(chain, x.supplier, region)}
    below = {x.customer: link_share(chain, x) for x in chain.customers[node] if local_firms(chain, x.customer, region)}
    action = _action(len(here), bool(above), bool(below), thin)
    if action is None:
        return None
    pull = sum(share * _worth(chain, other, region) for side in (above, below) for other, share in side.items())
    return Gap(
        node=node,
        action=action,
        urgency=pull / (1 + len(here)),
        here=here,
        suppliers=tuple(sorted(above)),
        customers=tuple(sorted(below)),
        candidates=_candidates(chain, node, region, wanted),
    )


def _action(firms: int, above: bool, below: bool, thin: int) -> ChainAction | None:
    if not (above or below) or firms > thin:
        return None
    if firms:
        return "strengthen"
    return "fill" if above and below else "extend"


def _worth(chain: ChainMap, node: str, region: Filter) -> float:
    return sum(LEADER_WORTH if firm.is_leader else 1.0 for firm in local_firms(chain, node, region))


def _candidates(chain: ChainMap, node: str, region: Filter, wanted: Filter) -> tuple[Position, ...]:
    away = (p for p in chain.firms_at[node] if not is_inside(p.adcode, region))
    fitting = (p for p in away if not wanted or is_inside(p.adcode, wanted))
    return tuple(sorted(fitting, key=lambda p: (not p.lists, -p.weight, p.company)))
