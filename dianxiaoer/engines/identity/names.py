"""Company names made comparable: one spelling, and the parts a name is built of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from dianxiaoer.engines.text.tables import package_text

_HAN = "\u3400-\u9fff"
_KEPT = re.compile(rf"[^0-9a-z{_HAN}()\U00020000-\U0003ffff]")
#: spellings of one legal form → the spelling kept; longest first
_FORMS = (
    ("股份有限责任公司", "股份有限公司"),
    ("有限责任公司", "有限公司"),
    ("有限责任", "有限公司"),
    ("股份公司", "股份有限公司"),
    ("companylimited", "有限公司"),
    ("coltd", "有限公司"),
    ("limited", "有限公司"),
    ("corporation", "corp"),
    ("incorporated", "inc"),
    ("ltd", "有限公司"),
)
_FORM = re.compile(
    r"(集团股份有限公司|股份有限公司|集团有限公司|控股有限公司|有限公司|集团公司|总公司|控股集团|集团|公司|合伙企业|个人独资企业"
    r"|合作社|工厂|厂|corp|inc|gmbh|llc|plc)$"
)
_BRANCH = re.compile(rf"^(.{{4,}}?公司|.{{4,}}?集团)([0-9a-z{_HAN}()]{{1,15}}(?:分公司|分厂|分行|支行|分所))$")
_ROUND = str.maketrans("〔〖【[{《<〕〗】]}》>", "(((((((" + ")))))))")
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class CompanyName:
    """normal: one spelling of the whole. region: places in it. core: what tells firms apart. form: legal form. branch: 分公司."""

    normal: str
    region: tuple[str, ...]
    core: str
    form: str
    branch: str


def fold_text(text: str) -> str:
    """Text made comparable letter by letter: half width, simplified, lower case, one kind of bracket; spaces kept.

    Source of the character table: OpenCC (Apache-2.0).
    """
    flat = unicodedata.normalize("NFKC", text).lower()
    flat = unicodedata.normalize("NFKC", flat.translate(_simplified()))
    return flat.translate(_ROUND)


def normal_name(text: str) -> str:
    """One spelling for one name: half width, simplified, lower case, no spaces or punctuation, 有限责任公司 as 有限公司.

    >>> normal_name("示例電子科技(深圳)有限責任公司") == normal_name("示例电子科技(深圳)有限公司")
    True

    Two firms may share a normal name; it is for comparing and searching, never for showing.
    """
    flat, before = _KEPT.sub("", fold_text(text)), ""
    while flat != before:  # brackets may stand one within another
        before, flat = flat, flat.replace("()", "").replace("(集团)", "集团")
    for spelling, kept in _FORMS:
        if flat.endswith(spelling) and not flat.endswith(kept):
            return flat[: -len(spelling)] + kept
    return flat


def parse_name(text: str) -> CompanyName:
    """The parts of a name. What is left when place, form and branch are taken off is never empty."""
    normal = normal_name(text)
    whole, branch = normal, ""
    if found := _BRANCH.match(normal):
        whole, branch = found[1], found[2]
    regions = [place for place in _BRACKETS.findall(whole) if place in _regions()]
    bare = _BRACKETS.sub("", whole) or whole
    form = match[1] if (match := _FORM.search(bare)) and match.start() >= 2 else ""
    core = bare.removesuffix(form)
    while place := _leading_region(core):
        regions.append(place)
        core = core[len(place) :]
    return CompanyName(normal, tuple(_short(place) for place in regions), core, form, branch)


def _leading_region(core: str) -> str:
    for length in range(min(11, len(core) - 2), 1, -1):
        if core[:length] in _regions():
            return core[:length]
    return ""


@cache
def _regions() -> frozenset[str]:
    """Names of places, whole and short (郑州市, 郑州); counties only whole, for their short names are common words."""
    found = set()
    for line in package_text("regions.tsv").splitlines()[1:]:
        code, name, _parent = line.split("\t")
        found.add(name)
        if code.endswith("00"):
            found.add(_short(name))
    return frozenset(place for place in found if len(place) >= 2)


def _short(place: str) -> str:
    if found := re.match(r"^(内蒙古|广西|西藏|宁夏|新疆)", place):
        return found[1]
    return re.sub(r"(特别行政区|自治州|自治县|地区|省|市|县|区|盟)$", "", place) if len(place) > 2 else place


@cache
def _simplified() -> dict[int, str]:
    pairs = package_text("simplified.txt").strip()
    return {ord(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}
