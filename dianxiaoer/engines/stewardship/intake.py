"""From checked tables to a Roster, and what rows must not say to each other."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dianxiaoer.engines.optimise.fields import Row, read_tables
from dianxiaoer.engines.optimise.problems import InputProblems
from dianxiaoer.engines.stewardship.roster import Integers, Roster, Wishes
from dianxiaoer.engines.stewardship.tables import TABLES

_MOST_KINDS = 62  # kinds of expertise fit the bits of one whole number


def read_roster(document: object) -> Roster:
    """The roster of a parsed input file. Raises InputProblems with a sentence per wrong row."""
    rows = read_tables(document, TABLES)
    firms, officials, minima = rows["firms"], rows["officials"], rows["sector_minima"]
    place = {row["id"]: k for k, row in enumerate(officials)}
    sectors = sorted({row["sector"] for row in firms})
    skills = sorted({word for row in officials for word in row["expertise"] or ()} | _all_needs(firms))
    sentences = _problems(firms, officials, minima, set(place), set(sectors), skills)
    if sentences:
        raise InputProblems(sentences)
    bit = {word: 1 << k for k, word in enumerate(skills)}
    sector_of = {name: k for k, name in enumerate(sectors)}
    return Roster(
        firm_ids=tuple(row["id"] for row in firms),
        firm_names=tuple(row["name"] or row["id"] for row in firms),
        weight=np.array([row["weight"] for row in firms], dtype=np.float64),
        sector=np.array([sector_of[row["sector"]] for row in firms], dtype=np.int64),
        sector_names=tuple(sectors),
        firm_xy_km=np.array([(row["x_km"], row["y_km"]) for row in firms], dtype=np.float64),
        needs=_bits(firms, "needs", bit),
        last=np.array([place.get(row["last_official_id"], -1) for row in firms], dtype=np.int64),
        official_ids=tuple(row["id"] for row in officials),
        official_names=tuple(row["name"] or row["id"] for row in officials),
        is_leader=np.array([row["is_leader"] for row in officials], dtype=bool),
        expertise=_bits(officials, "expertise", bit),
        expertise_names=tuple(skills),
        official_xy_km=np.array([(row["x_km"], row["y_km"]) for row in officials], dtype=np.float64),
        lower=np.array([row["lower"] for row in officials], dtype=np.int64),
        upper=np.array([row["upper"] for row in officials], dtype=np.int64),
        load_ceiling=np.array([np.inf if r["load_ceiling"] is None else r["load_ceiling"] for r in officials]),
        share=np.array([row["share"] for row in officials], dtype=np.float64),
        sector_minimum=_minima(minima, place, sector_of),
        forbidden=_pairs((k, place[o]) for k, row in enumerate(firms) for o in row["forbidden_official_ids"] or ()),
        frozen=_pairs((k, place[r["frozen_official_id"]]) for k, r in enumerate(firms) if r["frozen_official_id"]),
        wishes=Wishes(**{name: rows["settings"][0][name] for name in Wishes.__dataclass_fields__}),
    )


def _all_needs(firms: list[Row]) -> set[str]:
    return {word for row in firms for word in row["needs"] or ()}


def _bits(rows: list[Row], key: str, bit: dict[str, int]) -> Integers:
    return np.array([sum(bit[word] for word in set(row[key] or ())) for row in rows], dtype=np.int64)


def _pairs(found: Iterable[tuple[int, int]]) -> Integers:
    return np.array(list(found), dtype=np.int64).reshape(-1, 2)


def _minima(rows: list[Row], place: dict[str, int], sector_of: dict[str, int]) -> Integers:
    table = np.zeros((len(place), len(sector_of)), dtype=np.int64)
    for row in sorted(rows, key=lambda row: row["official_id"] is not None):  # a row of one's own wins
        chosen = slice(None) if row["official_id"] is None else place[row["official_id"]]
        table[chosen, sector_of[row["sector"]]] = row["minimum"]
    return table


def _problems(
    firms: list[Row], officials: list[Row], minima: list[Row], ids: set[str], sectors: set[str], skills: list[str]
) -> list[str]:
    found = []
    for row in officials:
        if row["lower"] > row["upper"]:
            found.append(f"{row['_where']} 的最少户数 {row['lower']} 大于最多户数 {row['upper']}:请对调或改正")
    for row in firms:
        named = [row["frozen_official_id"], *(row["forbidden_official_ids"] or ())]
        found += [f"{row['_where']} 提到的干部“{name}”不在干部表" for name in named if name and name not in ids]
        if row["frozen_official_id"] and row["frozen_official_id"] in (row["forbidden_official_ids"] or ()):
            found.append(f"{row['_where']} 的固定包联人又在回避人之列:请删去其一")
        if len(set(row["forbidden_official_ids"] or ())) >= len(ids):
            found.append(f"{row['_where']} 回避了所有干部:请至少留一人")
    for row in minima:
        if row["sector"] not in sectors:
            found.append(f"{row['_where']} 的行业“{row['sector']}”没有任何企业:请核对名称")
        if row["official_id"] is not None and row["official_id"] not in ids:
            found.append(f"{row['_where']} 的干部“{row['official_id']}”不在干部表")
    return found + _total_problems(firms, officials, skills)


def _total_problems(firms: list[Row], officials: list[Row], skills: list[str]) -> list[str]:
    found = []
    lower, upper = sum(row["lower"] for row in officials), sum(row["upper"] for row in officials)
    if upper < len(firms):
        found.append(f"最多户数合计 {upper} 少于企业 {len(firms)} 户:请提高最多户数或增加干部")
    if lower > len(firms):
        found.append(f"最少户数合计 {lower} 多于企业 {len(firms)} 户:请降低最少户数")
    if len(skills) > _MOST_KINDS:
        found.append(f"专长共 {len(skills)} 种,最多 {_MOST_KINDS} 种:请合并相近的专长")
    return found
