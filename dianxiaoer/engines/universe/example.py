"""Synthetic firms in realistic proportions, all fictitious (every name says 示例), the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dianxiaoer.engines.identity.uscc import ALPHABET
from dianxiaoer.engines.text.tables import package_text

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 500_000
#: Share of firms by province, in per cent of all; the rest share what is left. Rough, from common knowledge.
_PROVINCES = {"44": 14, "32": 10, "37": 10, "33": 8, "41": 6, "13": 5, "51": 5, "35": 5, "42": 5, "31": 5, "34": 4}
_BRANDS = "华天金恒瑞盛宏泰昌隆兴旺鑫源佳美达信诚和安康丰裕远东方大新中海天宇星辰云峰山川江河林木森森绿青蓝白玉石磊光明亮晶莹雅洁净"
_TRADES = (
    ("3912", "电子科技", 5),
    ("3973", "半导体", 1),
    ("3841", "新能源科技", 2),
    ("3825", "光伏科技", 1),
    ("3770", "电动车", 1),
    ("3489", "机械制造", 6),
    ("3311", "金属制品", 5),
    ("2929", "塑料制品", 4),
    ("2614", "化工", 2),
    ("2720", "制药", 1),
    ("1811", "服饰", 4),
    ("1361", "食品", 4),
    ("3212", "有色金属", 1),
    ("3963", "无人机科技", 1),
    ("4790", "建筑工程", 9),
    ("5131", "贸易", 14),
    ("5211", "商贸", 14),
    ("5430", "物流", 5),
    ("6210", "餐饮管理", 5),
    ("6513", "软件", 6),
    ("6531", "信息技术", 5),
    ("7251", "广告传媒", 4),
    ("7299", "商务服务", 8),
    ("0141", "农业发展", 4),
)
_STATUSES = (("存续", 78), ("注销", 14), ("吊销", 6), ("迁出", 2))
CERTIFICATES = ("高新技术企业", "科技型中小企业", "创新型中小企业", "专精特新", "小巨人", "瞪羚企业")
_CERTIFICATE_SHARE = (0.03, 0.04, 0.02, 0.012, 0.002, 0.001)
TAGS = ("出口", "上市", "近期融资", "扩产", "租约将到期", "有迁址意向", "研发机构", "军工", "冷链", "电商")
_TAG_SHARE = (0.05, 0.001, 0.01, 0.015, 0.02, 0.004, 0.03, 0.003, 0.01, 0.08)
_WEIGHTS = np.array([pow(3, place, 31) for place in range(17)])
_ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])


def write_example(path: str | Path, *, rows: int, seed: int) -> None:
    """Write `rows` fictitious firms to a Parquet file with the columns the loader reads.

    About 1 % are faulty on purpose, so that a load has something to refuse and to merge: wrong check digits, negative
    capital, a region that is no number, a second row of the same firm, the same name written in full width.
    """
    import pyarrow.parquet as pq

    writer = None
    for table in example_blocks(rows, seed):
        writer = writer or pq.ParquetWriter(str(path), table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()


def example_blocks(rows: int, seed: int) -> Iterator[pa.Table]:
    """The same firms as Arrow tables of up to 500,000 rows."""
    for start in range(0, rows, BLOCK):
        yield _block(start, min(BLOCK, rows - start), seed)


def _block(start: int, size: int, seed: int) -> pa.Table:
    import pyarrow as pa

    draw = np.random.default_rng([seed, start])
    codes, names, odds = _counties()
    county = draw.choice(len(codes), size, p=odds)
    trade = draw.choice(len(_TRADES), size, p=_shares([weight for _, _, weight in _TRADES]))
    region = codes[county]
    uscc = _uscc(region, start + np.arange(size), draw)
    columns: dict[str, Any] = {
        "uscc": uscc,
        "name": _names(names, county, trade, draw),
        "region": region.astype(np.str_),
        "industry": np.array([code for code, _, _ in _TRADES])[trade],
        "capital_yuan": np.round(10 ** draw.normal(6.2, 0.8, size), -3),
        "founded_on": np.datetime64("2025-06-30") - draw.exponential(3000, size).astype(np.int64).clip(0, 16000),
        "status": np.array([name for name, _ in _STATUSES])[draw.choice(4, size, p=_shares([w for _, w in _STATUSES]))],
        "employees": (10 ** draw.normal(0.9, 0.7, size)).astype(np.int64).clip(0, 200_000),
        "certificates": _labels(CERTIFICATES, _CERTIFICATE_SHARE, size, draw),
        "tags": _labels(TAGS, _TAG_SHARE, size, draw),
    }
    _spoil(columns, size, draw)
    return pa.table(columns)


def _spoil(columns: dict[str, Any], size: int, draw: np.random.Generator) -> None:
    """Make some rows faulty or double."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def some(share: float) -> NDArray[np.int64]:
        return np.flatnonzero(draw.random(size) < share)

    columns["capital_yuan"][some(0.001)] *= -1
    columns["region"][some(0.001)] = "不详"
    bad = some(0.002)
    columns["uscc"][bad, 17] = np.where(columns["uscc"][bad, 17] == ord("1"), ord("2"), ord("1"))
    double = some(0.003)
    source = (double * 7919) % size
    columns["uscc"][double] = columns["uscc"][source]
    wide = pc.replace_substring(columns["name"].take(pa.array(source)), "有限公司", "有限公司")
    again = np.arange(size)
    again[double] = size + np.arange(len(double))
    columns["name"] = pa.concat_arrays([columns["name"], wide]).take(pa.array(again))
    flat = np.ascontiguousarray(columns["uscc"]).tobytes()
    offsets = np.arange(size + 1, dtype=np.int32) * 18
    columns["uscc"] = pa.StringArray.from_buffers(size, pa.py_buffer(offsets), pa.py_buffer(flat))


def _counties() -> tuple[NDArray[np.int64], list[str], NDArray[np.float64]]:
    """County codes, short names of their cities, share of firms of each."""
    lines = [line.split("\t") for line in package_text("regions.tsv").splitlines()[1:]]
    name_of = {code: name for code, name, _ in lines}
    counties = [code for code, _, _ in lines if not code.endswith("00")]
    weight = np.array([_PROVINCES.get(code[:2], 1.2) for code in counties])
    each = {province: sum(1 for code in counties if code[:2] == province) for province in {c[:2] for c in counties}}
    odds = weight / np.array([each[code[:2]] for code in counties])
    cities = [_short(name_of.get(code[:4] + "00") or name_of.get(code[:2] + "0000", "")) for code in counties]
    return np.array([int(code) for code in counties]), cities, odds / odds.sum()


def _short(place: str) -> str:
    return re.sub("(省|市|地区|盟|自治州|自治区|特别行政区)$", "", place)[:3]


def _names(
    cities: list[str], county: NDArray[np.int64], trade: NDArray[np.int64], draw: np.random.Generator
) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    brand = pa.array(list(_BRANDS))
    first, second, third = (brand.take(pa.array(draw.integers(0, len(_BRANDS), len(county)))) for _ in range(3))
    third = pc.if_else(pa.array(draw.random(len(county)) < 0.5), third, "")
    parts = (
        pa.array(cities).take(pa.array(county)),
        "示例",
        first,
        second,
        third,
        pa.array([name for _, name, _ in _TRADES]).take(pa.array(trade)),
        "有限公司",
    )
    return pc.binary_join_element_wise(*parts, "")


def _labels(words: tuple[str, ...], shares: tuple[float, ...], size: int, draw: np.random.Generator) -> pa.Array:
    import pyarrow as pa

    bits = np.zeros(size, dtype=np.int64)
    for at, share in enumerate(shares):
        bits |= (draw.random(size) < share).astype(np.int64) << at
    kinds, row = np.unique(bits, return_inverse=True)
    spelled = [";".join(word for at, word in enumerate(words) if kind >> at & 1) for kind in kinds]
    return pa.array(spelled).take(pa.array(row))


def _uscc(region: NDArray[np.int64], serial: NDArray[np.int64], draw: np.random.Generator) -> NDArray[np.uint8]:
    """Well-formed codes as bytes, shape (n, 18): 91 + region + nine of an organisation + check digit."""
    digits = np.empty((len(region), 18), dtype=np.int64)
    digits[:, 0], digits[:, 1] = 9, 1
    for place in range(6):
        digits[:, 2 + place] = region // 10 ** (5 - place) % 10
    # The serial number, mixed by a prime, is the organisation code: no two of the first 70 million firms share one.
    mixed = serial * 1_000_003 % 70_000_000
    for place in range(1, 8):
        digits[:, 8 + place] = mixed // 10 ** (7 - place) % 10
    digits[:, 8] = ALPHABET.index("A") + mixed // 10**7
    check = 11 - digits[:, 8:16] @ _ORGANISATION_WEIGHTS % 11
    letters = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
    digits[:, 16] = np.select([check == 10, check == 11], [ALPHABET.index("X"), 0], check)
    digits[:, 17] = -(digits[:, :17] @ _WEIGHTS) % 31
    return letters[digits]


def _shares(weights: list[int]) -> NDArray[np.float64]:
    return np.array(weights) / sum(weights)
