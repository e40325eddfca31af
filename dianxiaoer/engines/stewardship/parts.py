"""Neighbouring officials and the firms undecided among them, settled exactly, part after part: the last thousandth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dianxiaoer.engines.optimise.child import Stop
from dianxiaoer.engines.optimise.mixed_integer import MixedInteger, better_parts, columns_from_triplets
from dianxiaoer.engines.stewardship.candidates import neighbours
from dianxiaoer.engines.stewardship.pair_cost import pair_cost
from dianxiaoer.engines.stewardship.roster import Integers, Reals, Roster

#: Officials a part, the turns of the map (degrees) that cut it into parts, and branches a part.
_OFFICIALS, _TURNS, _NODES, _SECONDS = 32, (0.0, 45.0), 40, 10.0


@dataclass(frozen=True)
class _Part:
    """The pairs of one programme, sorted by firm, and the programme."""

    firm: Integers
    official: Integers
    programme: MixedInteger
    guess: Reals


def settle_parts(
    roster: Roster, chosen: Integers, firm: Integers, official: Integers, *, stop: Stop | None = None
) -> Integers:
    """A plan no dearer than `chosen`, which keeps every rule it keeps and breaks none further.

    firm, official: pairs worth a choice; firms with one pair stay. The map is cut into parts of neighbouring officials,
    each part is a mixed-integer programme over its undecided firms; then it is cut once more, turned.
    """
    for turn in np.deg2rad(_TURNS):
        key = np.unique(np.append(firm * roster.official_count + official, _keys(roster, chosen)))
        parts = _parts(roster, chosen, key // roster.official_count, key % roster.official_count, turn)
        found = better_parts(
            [part.programme for part in parts], [part.guess for part in parts],
            nodes=_NODES, seconds=_SECONDS, stop=stop,
        )  # fmt: skip
        chosen = chosen.copy()
        for part, x in zip(parts, found, strict=True):
            used = x > 0.5
            chosen[part.firm[used]] = part.official[used]
    return chosen


def _keys(roster: Roster, chosen: Integers) -> Integers:
    return np.asarray(np.arange(roster.firm_count) * roster.official_count + chosen)


def _parts(roster: Roster, chosen: Integers, firm: Integers, official: Integers, turn: float) -> list[_Part]:
    axes = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    order, begin = neighbours(roster.official_xy_km @ axes, _OFFICIALS)
    part_of = np.empty(roster.official_count, dtype=np.int64)
    part_of[order] = np.repeat(np.arange(len(begin) - 1), np.diff(begin))
    inside = part_of[official] == part_of[chosen[firm]]
    firm, official = firm[inside], official[inside]
    undecided = (np.bincount(firm, minlength=roster.firm_count) > 1)[firm]
    firm, official = firm[undecided], official[undecided]
    model = _Model(roster, chosen, np.unique(firm))
    of_part = np.argsort(part_of[official], kind="stable")
    cuts = np.searchsorted(part_of[official][of_part], np.arange(len(begin)))
    pairs = (of_part[first:last] for first, last in pairwise(cuts))
    return [model.part(firm[own], official[own]) for own in pairs if len(own)]


class _Model:
    """What undecided firms may add to every official; a rule `chosen` breaks already may stay as broken."""

    def __init__(self, roster: Roster, chosen: Integers, undecided: Integers) -> None:
        self.roster, self.chosen = roster, chosen
        officials, sectors = roster.official_count, len(roster.sector_names)
        is_settled = np.ones(roster.firm_count, dtype=bool)
        is_settled[undecided] = False
        low, high = roster.reachable_range()

        def left(key: Integers, size: int, weights: Reals | None, least: Reals, most: Reals) -> tuple[Reals, Reals]:
            now = np.bincount(key, weights, minlength=size)
            settled = np.bincount(key[is_settled], None if weights is None else weights[is_settled], minlength=size)
            return np.minimum(least, now) - settled, np.maximum(most, now) - settled

        free = np.full(officials * sectors, np.inf)
        self.ranges = (
            left(chosen, officials, roster.weight, low, high),
            left(chosen, officials, None, roster.lower.astype(float), roster.upper.astype(float)),
            left(chosen * sectors + roster.sector, len(free), None, roster.sector_minimum.ravel().astype(float), free),
        )

    def part(self, firm: Integers, official: Integers) -> _Part:
        roster, sectors, pairs = self.roster, len(self.roster.sector_names), len(firm)
        firms, row = np.unique(firm, return_inverse=True)
        officials, place = np.unique(official, return_inverse=True)
        cells, cell = np.unique(official * sectors + roster.sector[firm], return_inverse=True)
        load, count = len(firms) + place, len(firms) + len(officials) + place
        rows = np.concatenate([row, load, count, len(firms) + 2 * len(officials) + cell])
        values = np.concatenate([np.ones(pairs), roster.weight[firm], np.ones(2 * pairs)])
        matrix = columns_from_triplets(rows, np.tile(np.arange(pairs), 4), values, pairs)
        used = zip(self.ranges, (officials, officials, cells), strict=True)
        ends = [(least[own], most[own]) for (least, most), own in used]
        one = np.ones(len(firms))
        programme = MixedInteger(
            pair_cost(roster, firm, official).astype(np.float64), np.zeros(pairs), np.ones(pairs),
            np.ones(pairs, dtype=bool), *matrix,
            np.concatenate([one, *(least for least, _ in ends)]), np.concatenate([one, *(most for _, most in ends)]),
        )  # fmt: skip
        return _Part(firm, official, programme, (self.chosen[firm] == official).astype(np.float64))
