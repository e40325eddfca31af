"""Financing needs and bank products as arrays: what every part of this engine works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class AcceptanceModel:
    """How likely a bank grants and a firm takes a loan: a logistic curve over stated coefficients. Replace it freely.

    score = base + rate · (highest rate the firm accepts − rate of the product, in points)
          + credit · (credit score − lowest credit score) / 10 − size · amount / largest loan
          + first_loan, when the firm has never borrowed and the product welcomes that.
    The defaults are no estimate from data, only a starting point; an office fits them to its own outcomes.
    """

    base: float = 0.3
    rate: float = 0.6
    credit: float = 0.35
    size: float = 1.0
    first_loan: float = -0.4


@dataclass(frozen=True)
class Needs:
    """N needs. Amounts in yuan, terms in months, rates in percent a year. purpose, region: bit; collateral: bits."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    amount_yuan: Reals
    term_months: Reals
    highest_rate: Reals
    purpose: Integers
    collateral: Integers
    region: Integers
    age_years: Reals
    revenue_yuan: Reals
    credit: Reals
    is_first: Flags
    is_renewal: Flags
    is_consented: Flags

    def __len__(self) -> int:
        return len(self.amount_yuan)


@dataclass(frozen=True)
class Products:
    """P products of B banks. purposes, collaterals, regions: bits accepted (all bits where open to all)."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    bank: Integers
    smallest_yuan: Reals
    largest_yuan: Reals
    longest_months: Reals
    rate: Reals
    purposes: Integers
    collaterals: Integers
    regions: Integers
    least_age: Reals
    least_revenue: Reals
    least_credit: Reals
    takes_first: Flags
    is_renewal_only: Flags
    quota_yuan: Reals

    def __len__(self) -> int:
        return len(self.rate)


@dataclass(frozen=True)
class Market:
    """Needs, products and banks of one district. bank_quota_yuan: inf where a bank has no quota of its own.

    estimates: acceptance given by hand for (need, product) positions, overriding the model: rows (k, 2) and (k,).
    """

    needs: Needs
    products: Products
    bank_ids: tuple[str, ...]
    bank_names: tuple[str, ...]
    bank_quota_yuan: Reals
    model: AcceptanceModel
    estimate_pairs: Integers
    estimates: Reals
    purpose_names: tuple[str, ...]
    collateral_names: tuple[str, ...]
    region_names: tuple[str, ...]


def score(market: Market, need: Integers, product: Integers) -> Reals:
    """The model's score of the given pairs; arrays broadcast together."""
    needs, products, model = market.needs, market.products, market.model
    found = model.base + model.rate * (needs.highest_rate[need] - products.rate[product])
    found = found + model.credit * (needs.credit[need] - products.least_credit[product]) / 10.0
    found = found - model.size * needs.amount_yuan[need] / products.largest_yuan[product]
    return np.asarray(found + model.first_loan * (needs.is_first[need] & products.takes_first[product]))


def acceptance(market: Market, need: Integers, product: Integers) -> Reals:
    """Chance of a loan for the given pairs, 0 … 1: the office's own estimate where there is one, else the model's."""
    chance = np.asarray(1.0 / (1.0 + np.exp(-score(market, need, product))))
    if not len(market.estimates):
        return chance
    key = need * len(market.products) + product
    known = market.estimate_pairs[:, 0] * len(market.products) + market.estimate_pairs[:, 1]
    order = np.argsort(known, kind="stable")
    at = np.minimum(np.searchsorted(known[order], key), len(known) - 1)
    is_known = known[order][at] == key
    return np.where(is_known, market.estimates[order][at], chance)
