"""From checked tables to a Market, and what rows must not say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from dianxiaoer.engines.lending.market import AcceptanceModel, Flags, Integers, Market, Needs, Products, Reals
from dianxiaoer.engines.lending.pairs import WISHES, Wish
from dianxiaoer.engines.lending.tables import TABLES
from dianxiaoer.engines.optimise.fields import Row, read_tables
from dianxiaoer.engines.optimise.problems import InputProblems

_EVERY = (1 << 62) - 1
_NO_COLLATERAL = "信用"


@dataclass(frozen=True)
class Question:
    """A market and what the district wants from it."""

    market: Market
    wishes: tuple[Wish, ...]
    first_loan_bonus: float


def read_question(document: object) -> Question:
    """The market and wishes of a parsed input file. Raises InputProblems with a sentence per wrong row."""
    rows = read_tables(document, TABLES)
    settings = rows["settings"][0]
    wishes = tuple(settings["wishes"] or ("expected_amount",))
    sentences = _problems(rows, wishes)
    if sentences:
        raise InputProblems(sentences)
    model = AcceptanceModel(**{name: settings[name] for name in AcceptanceModel.__dataclass_fields__})
    return Question(_market(rows, model), cast("tuple[Wish, ...]", wishes), settings["first_loan_bonus"])


def _market(rows: dict[str, list[Row]], model: AcceptanceModel) -> Market:
    needs, products, banks = rows["needs"], rows["products"], rows["banks"]
    words = {
        "purpose": _words(needs, "purpose", products, "purposes"),
        "collateral": _words(needs, "collateral", products, "collaterals", _NO_COLLATERAL),
        "region": _words(needs, "region", products, "regions"),
    }
    place = {row["id"]: k for k, row in enumerate(needs)}
    product_place = {row["id"]: k for k, row in enumerate(products)}
    pairs = [(place[row["need_id"]], product_place[row["product_id"]]) for row in rows["estimates"]]
    return Market(
        needs=_needs(needs, words),
        products=_products(products, {row["id"]: k for k, row in enumerate(banks)}, words),
        bank_ids=tuple(row["id"] for row in banks),
        bank_names=tuple(row["name"] or row["id"] for row in banks),
        bank_quota_yuan=np.array([np.inf if row["quota_yuan"] is None else row["quota_yuan"] for row in banks]),
        model=model,
        estimate_pairs=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        estimates=np.array([row["chance"] for row in rows["estimates"]], dtype=np.float64),
        purpose_names=words["purpose"],
        collateral_names=words["collateral"],
        region_names=words["region"],
    )


def _needs(rows: list[Row], words: dict[str, tuple[str, ...]]) -> Needs:
    return Needs(
        tuple(row["id"] for row in rows), tuple(row["name"] or row["id"] for row in rows),
        _reals(rows, "amount_yuan"), _reals(rows, "term_months"), _reals(rows, "highest_rate"),
        _bits([[row["purpose"]] for row in rows], words["purpose"]),
        _bits([row["collateral"] or [_NO_COLLATERAL] for row in rows], words["collateral"]),
        _bits([[row["region"]] for row in rows], words["region"]),
        _reals(rows, "age_years"), _reals(rows, "revenue_yuan"), _reals(rows, "credit"),
        _flags(rows, "is_first_loan"), _flags(rows, "is_renewal"), _flags(rows, "is_consented"),
    )  # fmt: skip


def _products(rows: list[Row], bank: dict[str, int], words: dict[str, tuple[str, ...]]) -> Products:
    return Products(
        tuple(row["id"] for row in rows), tuple(row["name"] or row["id"] for row in rows),
        np.array([bank[row["bank_id"]] for row in rows], dtype=np.int64),
        _reals(rows, "smallest_yuan"), _reals(rows, "largest_yuan"), _reals(rows, "longest_months"), _reals(rows, "rate"),
        _open_bits(rows, "purposes", words["purpose"]), _open_bits(rows, "collaterals", words["collateral"]),
        _open_bits(rows, "regions", words["region"]), _reals(rows, "least_age"), _reals(rows, "least_revenue"),
        _reals(rows, "least_credit"), _flags(rows, "takes_first_loan"), _flags(rows, "is_renewal_only"),
        _reals(rows, "quota_yuan"),
    )  # fmt: skip


def _reals(rows: list[Row], key: str) -> Reals:
    return np.array([row[key] for row in rows], dtype=np.float64)


def _flags(rows: list[Row], key: str) -> Flags:
    return np.array([row[key] for row in rows], dtype=bool)


def _words(needs: list[Row], need_key: str, products: list[Row], product_key: str, *more: str) -> tuple[str, ...]:
    found = set(more)
    for rows, key in ((needs, need_key), (products, product_key)):
        for row in rows:
            value = row[key] or ()
            found.update([value] if isinstance(value, str) else value)
    return tuple(sorted(found))


def _bits(lists: list[list[str]], words: tuple[str, ...]) -> Integers:
    bit = {word: 1 << k for k, word in enumerate(words)}
    return np.array([sum(bit[word] for word in set(chosen)) for chosen in lists], dtype=np.int64)


def _open_bits(rows: list[Row], key: str, words: tuple[str, ...]) -> Integers:
    found = _bits([list(row[key] or ()) for row in rows], words)
    return np.where(found == 0, _EVERY, found)


def _problems(rows: dict[str, list[Row]], wishes: tuple[str, ...]) -> list[str]:
    banks = {row["id"] for row in rows["banks"]}
    known = {"need_id": {row["id"] for row in rows["needs"]}, "product_id": {row["id"] for row in rows["products"]}}
    found = [f"设置的目标“{wish}”不认识:可用 {'、'.join(WISHES)}" for wish in wishes if wish not in WISHES]
    if len(set(wishes)) < len(wishes):
        found.append("设置的目标有重复:每个目标只写一次")
    for row in rows["products"]:
        if row["bank_id"] not in banks:
            found.append(f"{row['_where']} 的银行“{row['bank_id']}”不在银行表")
        if row["smallest_yuan"] > row["largest_yuan"]:
            found.append(
                f"{row['_where']} 的单户起贷 {row['smallest_yuan']:,.0f} 元高于单户上限 {row['largest_yuan']:,.0f} 元"
            )
        if row["quota_yuan"] < row["smallest_yuan"]:
            found.append(
                f"{row['_where']} 的额度 {row['quota_yuan']:,.0f} 元不够放一笔最低 {row['smallest_yuan']:,.0f} 元的贷款"
            )
    for row in rows["needs"]:
        if row["is_first_loan"] and row["is_renewal"]:
            found.append(f"{row['_where']} 既是首贷又是续贷:请只留一项")
    for row in rows["estimates"]:
        found += [f"{row['_where']} 的编号“{row[key]}”不存在" for key, ids in known.items() if row[key] not in ids]
    return found + _kind_problems(rows)


def _kind_problems(rows: dict[str, list[Row]]) -> list[str]:
    columns = (
        ("purpose", "purposes", "用途"),
        ("collateral", "collaterals", "担保方式"),
        ("region", "regions", "区域"),
    )
    found = []
    for need_key, product_key, word in columns:
        kinds = _words(rows["needs"], need_key, rows["products"], product_key, _NO_COLLATERAL)
        if len(kinds) > 61:
            found.append(f"{word}共有 {len(kinds)} 种,最多 61 种:请合并相近的写法")
    return found
