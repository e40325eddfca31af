"""Loops of a chain: groups of nodes that feed one another round and round (recycling, mutual supply)."""

from __future__ import annotations

from dianxiaoer.engines.chain.graph import ChainMap


def loops(chain: ChainMap) -> list[tuple[str, ...]]:
    """Groups of two and more nodes each reachable from each other, ids sorted within and across groups.

    Method: strongly connected components (Tarjan 1972), without recursion so that long chains cannot overflow.
    """
    return sorted(tuple(sorted(group)) for group in _components(chain) if len(group) > 1)


def _components(chain: ChainMap) -> list[list[str]]:
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[list[str]] = []
    for root in chain.node_of:
        if root in order:
            continue
        walk = [(root, iter(chain.customers[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while walk:
            node, ahead = walk[-1]
            step = next(ahead, None)
            if step is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == order[node]:
                    groups.append(_unstack(stack, on_stack, node))
            elif step.customer not in order:
                order[step.customer] = low[step.customer] = len(order)
                stack.append(step.customer)
                on_stack.add(step.customer)
                walk.append((step.customer, iter(chain.customers[step.customer])))
            elif step.customer in on_stack:
                low[node] = min(low[node], order[step.customer])
    return groups


def _unstack(stack: list[str], on_stack: set[str], node: str) -> list[str]:
    group = []
    while True:
        top = stack.pop()
        on_stack.discard(top)
        group.append(top)
        if top == node:
            return group
