"""Realistic fictitious needs and products of any size. Same seed, same market."""

from __future__ import annotations

from typing import Any

import numpy as np

_PURPOSES = ("流动资金", "设备购置", "厂房建设", "技术改造", "贸易融资")
_COLLATERALS = ("信用", "不动产抵押", "保证担保", "知识产权质押", "应收账款质押")
_WAN = 10_000.0


def example_market(needs: int = 10_000, products: int = 200, seed: int = 1) -> dict[str, Any]:
    """An input document: small firms asking for 20 万元 … 3,000 万元, products whose quotas cover under half of it."""
    rng = np.random.default_rng(seed)
    banks = max(2, products // 8)
    regions = [f"示例街道{k + 1}" for k in range(12)]
    asked = [_need(rng, k, regions) for k in range(needs)]
    total = sum(row["amount_yuan"] for row in asked)
    offered = [_product(rng, k, banks, regions) for k in range(products)]
    share = rng.lognormal(0.0, 0.8, products)
    for row, part in zip(offered, share / share.sum(), strict=True):
        row["quota_yuan"] = float(max(row["largest_yuan"], round(part * total * 0.45 / _WAN) * _WAN))
    by_bank = [sum(row["quota_yuan"] for row in offered if row["bank_id"] == f"B{k + 1}") for k in range(banks)]
    bank_rows: list[dict[str, Any]] = [{"id": f"B{k + 1}", "name": f"示例银行{k + 1}"} for k in range(banks)]
    for row, quota in zip(bank_rows, by_bank, strict=True):
        if rng.random() < 0.6:
            row["quota_yuan"] = round(0.85 * quota / _WAN) * _WAN
    return {"settings": {}, "needs": asked, "products": offered, "banks": bank_rows}


def _need(rng: np.random.Generator, number: int, regions: list[str]) -> dict[str, Any]:
    revenue = float(np.exp(rng.normal(15.8, 1.2)))
    amount = float(np.clip(revenue * rng.uniform(0.05, 0.4), 20 * _WAN, 3000 * _WAN))
    is_first = bool(rng.random() < 0.25)
    return {
        "id": f"N{number + 1}", "name": f"示例企业{number + 1}",
        "amount_yuan": round(amount / _WAN) * _WAN, "term_months": int(rng.choice([6, 12, 24, 36], p=[0.15, 0.5, 0.2, 0.15])),
        "highest_rate": round(float(rng.uniform(3.6, 6.8)), 2), "purpose": str(rng.choice(_PURPOSES, p=[0.55, 0.2, 0.08, 0.1, 0.07])),
        "collateral": [str(word) for word in rng.choice(_COLLATERALS, int(rng.integers(1, 3)), replace=False)],
        "region": str(rng.choice(regions)), "age_years": round(float(rng.exponential(6.0)), 1),
        "revenue_yuan": round(revenue, -3), "credit": int(np.clip(rng.normal(68, 12), 20, 99)),
        "is_first_loan": is_first, "is_renewal": bool(not is_first and rng.random() < 0.3),
        "is_consented": bool(rng.random() < 0.95),
    }  # fmt: skip


def _product(rng: np.random.Generator, number: int, banks: int, regions: list[str]) -> dict[str, Any]:
    is_local = rng.random() < 0.25
    return {
        "id": f"P{number + 1}", "name": f"示例产品{number + 1}", "bank_id": f"B{rng.integers(banks) + 1}",
        "smallest_yuan": float(rng.choice([10, 20, 50, 100])) * _WAN,
        "largest_yuan": float(rng.choice([300, 500, 1000, 2000, 3000])) * _WAN,
        "longest_months": int(rng.choice([12, 24, 36, 60], p=[0.3, 0.2, 0.4, 0.1])),
        "rate": round(float(rng.uniform(3.1, 5.6)), 2),
        "purposes": [str(word) for word in rng.choice(_PURPOSES, int(rng.integers(2, 6)), replace=False)],
        "collaterals": [str(word) for word in rng.choice(_COLLATERALS, int(rng.integers(2, 5)), replace=False)],
        "regions": [str(word) for word in rng.choice(regions, 5, replace=False)] if is_local else [],
        "least_age": float(rng.choice([0, 1, 2, 3])), "least_revenue": float(rng.choice([0, 100, 300, 500])) * _WAN,
        "least_credit": int(rng.choice([45, 50, 55, 60, 65])), "takes_first_loan": bool(rng.random() < 0.7),
        "is_renewal_only": bool(rng.random() < 0.05), "quota_yuan": 0.0,
    }  # fmt: skip
