"""Product words → comparable vectors, with the names of places and of the firm itself taken out first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from dianxiaoer.engines.chain.sheets import Row

_SUFFIX = re.compile(
    r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|新区|地区|省|市|区|县|盟|旗)$"
)
_PEOPLES = re.compile(
    "(朝鲜族|土家族|苗族|藏族|羌族|彝族|回族|蒙古族|蒙古|哈萨克|柯尔克孜|布依族|侗族|白族|傣族|景颇族|傈僳族|"
    "哈尼族|壮族|瑶族|满族|黎族|畲族|各族|锡伯|塔吉克|土族|撒拉族|仡佬族|毛南族|仫佬族|水族|佤族|纳西族|独龙族|怒族|普米族)+$"
)
#: Wider areas and one-character province signs that mean nothing else: they would give the place away as well.
_AREAS = (
    *("华东", "华南", "华北", "华中", "东北", "西北", "西南", "长三角", "珠三角", "京津冀"),
    *("省内", "省外", "境内", "境外", "国内", "国外"),
    *"沪浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇陕冀晋",
)
_GRAM_SIZES = (1, 2, 3)


@dataclass(frozen=True)
class Wording:
    """Vocabulary (gram → column) and its inverse document frequencies, learned from known firms only."""

    columns: Mapping[str, int]
    idf: NDArray[np.float64]


def place_pattern(region_names: Iterable[str]) -> re.Pattern[str]:
    """Matches full and short names of the regions given, and words for wider areas."""
    names: set[str] = set(_AREAS)
    for name in region_names:
        short = _SUFFIX.sub("", name)
        names.update(form for form in (name, short, _PEOPLES.sub("", short)) if len(form) >= 2)
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


def product_words(
    rows: Iterable[Row], places: re.Pattern[str], own_names: Mapping[str, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Firm code → sorted distinct product words, bookkeeping lines, places and the firm's own name removed."""
    own = {code: _brand(name) for code, name in (own_names or {}).items()}
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.get("is_accounting_item") == "1":
            continue
        code = row["company_code"]
        word = places.sub("", row["product"])
        if len(own.get(code, "")) >= 2:
            word = word.replace(own[code], "")
        if len(word) >= 2:
            found.setdefault(code, set()).add(word)
    return {code: tuple(sorted(words)) for code, words in found.items()}


def learn_wording(firms: Sequence[tuple[str, ...]], *, least: int = 3, most_share: float = 0.2) -> Wording:
    """Vocabulary of the grams that occur in at least `least` firms and in at most `most_share` of those with words."""
    seen = Counter(gram for words in firms for gram in set(_grams(words)))
    total = max(1, sum(1 for words in firms if words))
    kept = sorted(gram for gram, count in seen.items() if least <= count <= max(least, most_share * total))
    idf = np.array([np.log((1 + total) / (1 + seen[gram])) + 1 for gram in kept], dtype=np.float64)
    return Wording({gram: at for at, gram in enumerate(kept)}, idf)


def vectors(wording: Wording, firms: Sequence[tuple[str, ...]]) -> sparse.csr_matrix:
    """Unit tf-idf rows, shape (firms, grams); a firm without known words has a zero row."""
    rows, columns, cells = [], [], []
    for at, words in enumerate(firms):
        for gram, count in Counter(_grams(words)).items():
            column = wording.columns.get(gram)
            if column is not None:
                rows.append(at)
                columns.append(column)
                cells.append((1 + np.log(count)) * wording.idf[column])
    table = sparse.csr_matrix((cells, (rows, columns)), shape=(len(firms), len(wording.columns)), dtype=np.float32)
    length = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(length > 0, length, 1)).astype(np.float32) @ table


def _grams(words: Iterable[str]) -> list[str]:
    padded = [f" {word} " for word in words]
    found = (word[i : i + n] for word in padded for n in _GRAM_SIZES for i in range(len(word) - n + 1))
    return [gram for gram in found if gram != " "]


def _brand(name: str) -> str:
    return re.sub(r"[*\sA-ZＡＢ-]|集团|股份|科技", "", name)
