"""Who gets a clause's limited places and money, when more firms qualify than its quota and budget allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dianxiaoer.engines.rules.document.records import Clause, Fact
from dianxiaoer.engines.rules.facts.values import amount
from dianxiaoer.engines.rules.problems import Problem, RuleError, TextError

_MONEY = Fact(code="money", name="预算", type="金额", unit="元")


@dataclass(frozen=True, slots=True)
class Allocation:
    """granted_fen: by claim, in the order given. refused: claims that got nothing, by position, with the reason."""

    granted_fen: tuple[int, ...]
    refused: dict[int, str]
    left_fen: int | None
    left_places: int | None


def allocate(clause: Clause, claims_fen: Sequence[int], order: Sequence[int] | None = None) -> Allocation:
    """What each claim (分, ≥ 0) is granted under the clause's quota (名额) and budget (预算).

    order: positions of claims, first served first (by date, by score, as the policy says); None = as given. A claim the
    remaining budget only partly covers gets the remainder; claims of 0 take no place. Raises RuleError for a quota or
    budget that cannot be read, ValueError for a negative claim or an order that is not one.
    """
    places, money = quota_of(clause), budget_of(clause)
    served = list(range(len(claims_fen))) if order is None else list(order)
    if sorted(served) != list(range(len(claims_fen))) or any(fen < 0 for fen in claims_fen):
        raise ValueError("order must name every claim once, claims must not be negative")
    granted, refused = [0] * len(claims_fen), {}
    for position in served:
        wanted = claims_fen[position]
        if wanted == 0:
            continue
        if places == 0:
            refused[position] = f"名额 {clause.quota} 已用完"
        elif money == 0:
            refused[position] = f"预算 {clause.budget} 已用完"
        else:
            granted[position] = wanted if money is None else min(wanted, money)
            money = None if money is None else money - granted[position]
            places = None if places is None else places - 1
    return Allocation(tuple(granted), refused, money, places)


def quota_of(clause: Clause) -> int | None:
    """How many a clause can serve; None = without limit. Raises RuleError for a quota that is no whole number."""
    if not clause.quota:
        return None
    match = re.match(r"^\d+", clause.quota)
    if match is None:
        raise RuleError(
            Problem(f"名额「{clause.quota}」要写整数", "the quota is a whole number", clause.where("quota"))
        )
    return int(match[0])


def budget_of(clause: Clause) -> int | None:
    """How much a clause can give, in 分; None = without limit. Raises RuleError for a budget that is no money."""
    if not clause.budget:
        return None
    try:
        return int(amount(clause.budget, _MONEY))
    except TextError as error:
        raise RuleError(error.at(clause.where("budget"), clause.budget)) from None
