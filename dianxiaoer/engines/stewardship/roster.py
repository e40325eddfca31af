"""Firms to be looked after and officials to look after them, as arrays: what every part of this engine works on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
_WEIGHT_PARTS = 10_000


@dataclass(frozen=True)
class Wishes:
    """What a pair costs, in points: a point is one kilometre. All ≥ 0, every one a setting of the office.

    band_low, band_high: load an official should carry, as multiples of the mean load times the official's share.
    """

    point_per_km: float = 1.0
    missing_expertise_points: float = 12.0
    change_points: float = 15.0
    big_firm_without_leader_points: float = 40.0
    big_firm_weight: float = 8.0
    road_factor: float = 1.3
    band_low: float = 0.9
    band_high: float = 1.1


@dataclass(frozen=True)
class Roster:
    """One assignment problem. F firms, O officials, S sectors.

    Firms: weight > 0 (F,), sector (F,) index, xy_km (F, 2), needs (F,) bits of expertise, last (F,) official or −1.
    Officials: is_leader (O,), expertise (O,) bits, xy_km (O, 2), lower, upper (O,) firms, load_ceiling (O,) weight or
    inf, share (O,) of the mean load; sector_minimum (O, S) firms.
    forbidden: pairs (k, 2).   frozen: pairs (k, 2) that must stay.   expertise_names: bit k ↔ name k.
    """

    firm_ids: tuple[str, ...]
    firm_names: tuple[str, ...]
    weight: Reals
    sector: Integers
    sector_names: tuple[str, ...]
    firm_xy_km: Reals
    needs: Integers
    last: Integers
    official_ids: tuple[str, ...]
    official_names: tuple[str, ...]
    is_leader: NDArray[np.bool_]
    expertise: Integers
    expertise_names: tuple[str, ...]
    official_xy_km: Reals
    lower: Integers
    upper: Integers
    load_ceiling: Reals
    share: Reals
    sector_minimum: Integers
    forbidden: Integers
    frozen: Integers
    wishes: Wishes

    @property
    def firm_count(self) -> int:
        return len(self.weight)

    @property
    def official_count(self) -> int:
        return len(self.lower)

    @property
    def fair_load(self) -> Reals:
        """Load of each official if weight were split by share, shape (O,)."""
        return np.asarray(self.weight.sum() * self.share / self.share.sum())

    def load_range(self) -> tuple[Reals, Reals]:
        """Lowest and highest load each official should carry; a ceiling of the official's own wins."""
        high = np.minimum(self.fair_load * self.wishes.band_high, self.load_ceiling)
        return np.minimum(self.fair_load * self.wishes.band_low, high), high

    def reachable_range(self) -> tuple[Reals, Reals]:
        """`load_range` drawn in to loads that sums of the weights can reach: the same rule, a closer bound.

        Weights 1, 2, 4, 8 sum to whole numbers: a band of 80.3 … 98.9 is one of 81 … 98.
        """
        low, high = self.load_range()
        step = self.weight_step()
        if not step:
            return low, high
        inner_low, inner_high = np.ceil(low / step - 1e-9) * step, np.floor(high / step + 1e-9) * step
        fits = inner_low <= inner_high
        return np.where(fits, inner_low, low), np.where(fits, inner_high, high)

    def weight_step(self) -> float:
        """The largest load every weight is a multiple of, at a ten-thousandth; 0.0 when weights are finer than that."""
        whole = np.rint(self.weight * _WEIGHT_PARTS)
        if not np.allclose(whole, self.weight * _WEIGHT_PARTS, rtol=0, atol=1e-6):
            return 0.0
        return float(np.gcd.reduce(whole.astype(np.int64))) / _WEIGHT_PARTS

    def with_wishes(self, **changes: float) -> Roster:
        """The same roster with some wishes weighed differently."""
        return replace(self, wishes=replace(self.wishes, **changes))
