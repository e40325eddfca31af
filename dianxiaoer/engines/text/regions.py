"""Region names of a report: the division table, short names, streets and parks; which region the report is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dianxiaoer.engines.text.tables import package_text, table_rows

_LEVELS = {"00": "province", "city": "city", "county": "county"}
_SUFFIX = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:(?:壮|回|满|苗|瑶|侗|彝|土家|藏|蒙古|维吾尔|布依|朝鲜|白|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇"
    r"|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|哈萨克|各)族?)*自治[州县旗]"
    r"|地区|林区|[省市县区盟旗])$"
)
#: Short names that are also ordinary words: only their full form counts.
_WORDS = frozenset(package_text("ambiguous_places.txt").split())
_HAN_TAIL = re.compile(r"[\u4e00-\u9fff]*$")
_PLACE = re.compile(
    r"(?P<kind>街道|高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|城乡一体化示范区|示范区|高新区|经开区"
    r"|新区|自贸区|保税区|综保区|开发区|管委会|工业园区|产业集聚区|园区|镇(?![长区街域])|乡(?![村镇贤亲愁]))"
)


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the division table with its full path name."""

    code: str
    name: str
    short: str
    level: str
    path: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A division named at [start, end); `codes` are the divisions the name may mean."""

    start: int
    end: int
    codes: tuple[str, ...]
    full: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All divisions by code and by name; `index` finds names by their first two characters, `heads` where they may begin."""

    by_code: dict[str, Division]
    index: dict[str, tuple[tuple[str, tuple[str, ...], bool], ...]]
    heads: re.Pattern[str]
    weak: frozenset[str]

    def scan(self, text: str, first: int = 0, last: int | None = None) -> list[Mention]:
        """Every division named in text[first:last], longest first, in order. Linear."""
        mentions = []
        title_end = _title_end(text)
        position, index = 0, self.index
        for found in self.heads.finditer(text, first, len(text) if last is None else last):
            start = found.start()
            if start >= position:
                position = start
                for name, codes, full in index.get(text[start : start + 2], ()):
                    if text.startswith(name, position):
                        if name in self.weak and not (
                            position < title_end
                            and (position == 0 or text[position - 1] in "\n 】")
                            and any(
                                self.by_code[parent].short in text
                                for code in codes
                                for parent in self.by_code[code].parents
                            )
                        ):
                            continue
                        mentions.append(Mention(position, position + len(name), codes, full))
                        position += len(name)
                        break
        return mentions


@cache
def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Province, city and county names with what papers call them beside (`place_aliases.tsv`). Source: the national division tables of 2025 (see docs/data-sources.md)."""
    rows = {code: (name, parent) for code, name, parent in table_rows("regions.tsv", 3, extra) if code != "adcode"}
    by_code: dict[str, Division] = {}
    for code, (name, _) in rows.items():
        chain = _chain(code, rows)
        names = [rows[one][0] for one in chain if not rows[one][0].startswith("重庆") or one == "500000"]
        path = "".join(name for at, name in enumerate(names) if at == 0 or name != names[at - 1])
        level = "province" if len(chain) == 1 else "city" if len(chain) == 2 else "county"
        if len(chain) == 2 and name.endswith(("县", "区")) and not name.endswith("地区"):
            level = "county"
        by_code[code] = Division(code, name, _short(name), level, path, tuple(chain[:-1]))
    names_of: dict[str, tuple[set[str], bool]] = {}
    weak: set[str] = set()
    for division in by_code.values():
        if len(division.parents) == 1 and division.name == by_code[division.parents[0]].name:
            continue
        alias = (
            division.short + division.name[-1]
            if "自治" in division.name and division.level != "province"
            else division.name
        )
        for name, full in ((division.name, True), (alias, True), (division.short, False)):
            if not full and any(by_code[parent].short == name for parent in division.parents):
                continue
            if len(name) >= 2 and not (full and name in ("城区", "矿区", "郊区")):
                if not full and name in _WORDS:
                    weak.add(name)
                codes, was_full = names_of.setdefault(name, (set(), full))
                codes.add(division.code)
                names_of[name] = (codes, was_full or full)
    for code, alias in table_rows("place_aliases.tsv", 2, extra):
        names_of[alias] = ({code}, True)
    index: dict[str, list[tuple[str, tuple[str, ...], bool]]] = {}
    for name, (codes, full) in names_of.items():
        index.setdefault(name[:2], []).append((name, tuple(sorted(codes)), full))
    return Gazetteer(
        by_code,
        {key: tuple(sorted(names, key=lambda one: -len(one[0]))) for key, names in index.items()},
        _heads(index),
        frozenset(weak),
    )


def _heads(pairs: Iterable[str]) -> re.Pattern[str]:
    """A first character of any of `pairs` before a second of any."""
    first, second = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return re.compile(f"[{re.escape(''.join(sorted(first)))}](?=[{re.escape(''.join(sorted(second)))}])")


def _chain(code: str, rows: dict[str, tuple[str, str]]) -> list[str]:
    chain = [code]
    while rows.get(chain[0], ("", ""))[1]:
        chain.insert(0, rows[chain[0]][1])
    return chain


def _short(name: str) -> str:
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


@dataclass(frozen=True, slots=True)
class Subject:
    """The region a report is about: full path `name`, `level`, the place [start, end) that says so, and its division.

    `within` is the division's path when the subject is a street or park of it; `parent` another subject above it.
    """

    name: str
    level: str
    start: int
    end: int
    code: str | None
    parent: Subject | None = None


_PAPER = re.compile(r"日报|晚报|晨报")
_MEDIA = re.compile(r"日报|晚报|晨报|网|发布|融媒|报(?=\s|$|\n|》|》)|电视台|广播|政府|客户端|新闻")


def subject_of(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> Subject | None:
    """The region the report is about: title first, then source line, then what is named most; None when none is named."""
    scores = _scores(text, mentions, gazetteer)
    division = gazetteer.by_code[max(scores, key=lambda code: (scores[code], -int(code)))] if scores else None
    if division is not None:
        division = _deepest(division, scores, text, gazetteer)
    place = _place(text, division, {one.start for one in mentions})
    if place is not None:
        return _placed(text, place, division, mentions, gazetteer)
    if division is None:
        return None
    first = next(
        (one for one in mentions if division.code in one.codes and one.full),
        next((one for one in mentions if division.code in one.codes), None),
    )
    if first is None:
        return None
    return Subject(division.path, division.level, first.start, first.end, division.code)


#: 黎城街道 is a street of that name, not the county.
_BELOW = ("街道", "镇", "乡", "社区", "村", "路", "大道")


def _scores(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> dict[str, float]:
    title_end = _title_end(text)
    named: Counter[str] = Counter()
    for mention in mentions:
        for code in mention.codes:
            named[code] += 1
    scores: dict[str, float] = {}
    for mention in mentions:
        if not mention.full and text.startswith(_BELOW, mention.end):
            continue
        codes = _likeliest(mention.codes, named, gazetteer)
        weight = 1.0 if mention.full else 0.6
        if mention.end <= title_end:
            weight += 4 if mention.start < 60 else 2
        if _MEDIA.match(text, mention.end) or (
            _MEDIA.search(text, mention.end, mention.end + 6) and mention.start < 400
        ):
            weight += 1.5
        if not mention.full and _PAPER.match(text, mention.end) and gazetteer.by_code[codes[0]].level == "county":
            weight *= 0.3
        if text[mention.end : mention.end + 1] in ("省",) or "有限公司" in text[mention.end : mention.end + 14]:
            weight *= 0.3
        if text[mention.start - 1 : mention.start] in ("赴", "、", "往", "在") and mention.end > title_end:
            weight *= 0.5
        for code in codes:
            scores[code] = scores.get(code, 0.0) + weight / len(codes)
    return {code: score for code, score in scores.items() if score > 0}


def _title_end(text: str) -> int:
    end = 0
    for _ in range(3):
        stop = text.find("\n", end + 1)
        if stop < 0 or stop > 160:
            break
        end = stop
    return end


def _likeliest(codes: tuple[str, ...], named: Counter[str], gazetteer: Gazetteer) -> list[str]:
    """Of divisions sharing a name, those whose province or city the text names most."""
    if len(codes) == 1:
        return list(codes)
    support = {code: sum(named[parent] for parent in gazetteer.by_code[code].parents) for code in codes}
    best = max(support.values())
    if best == 0:
        higher = [code for code in codes if gazetteer.by_code[code].level != "county"]
        return higher or list(codes)
    return [code for code in codes if support[code] == best]


def _deepest(division: Division, scores: dict[str, float], text: str, gazetteer: Gazetteer) -> Division:
    """A county named nearly as much as its city is the subject; 全省 and 全市 hold the subject up."""
    below = [gazetteer.by_code[code] for code in scores if division.code in gazetteer.by_code[code].parents]
    if not below:
        return division
    child = max(below, key=lambda one: (scores[one.code], -int(one.code)))
    word = {"province": "全省", "city": "全市"}.get(division.level, "")
    held = bool(word) and text.count(word) + text.count("我" + word[1:]) > 1
    title = text[: _title_end(text) or 60].split("\n")[0]
    if (child.name in title or child.short in title) and division.short not in title:
        return _deepest(child, scores, text, gazetteer)
    if re.search(f"{division.short}(?:市|地区|州|盟)?{child.short}(?![湾岛湖山河江海])", title):
        return _deepest(child, scores, text, gazetteer)
    rivals = sum(scores[one.code] >= scores[child.code] * 0.6 for one in below)
    if rivals == 1 and not held and scores[child.code] >= 0.45 * scores[division.code] and scores[child.code] >= 1.5:
        return _deepest(child, scores, text, gazetteer)
    return division


def _place(text: str, division: Division | None, named_at: set[int]) -> tuple[str, str, int, int] | None:
    """A street, town, zone or park named often or in the title: (name, kind, start, end) of its first naming."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, int, int]] = {}
    title_end = max(_title_end(text), 1)
    for match in _PLACE.finditer(text):
        before = _HAN_TAIL.search(text, max(0, match.start() - 8), match.start())
        name, kind = _place_name(before[0] if before else "", match["kind"], division)
        if name is None:
            continue
        key = name + kind
        if match.end() - len(key) in named_at and kind in ("镇", "乡"):
            continue
        counts[key] += 4 if match.end() <= title_end else 1
        first.setdefault(key, (kind, match.end() - len(key), match.end()))
    if not counts:
        return None
    key, count = max(counts.items(), key=lambda item: (item[1], -first[item[0]][1]))
    named = division.short if division else ""
    whole = text.count(named) if named else 0
    kind, start, end = first[key]
    if count >= 5 and count >= whole * 0.8:
        return key, kind, start, end
    return None


_GENERIC = frozenset(
    [
        "该",
        "全",
        "在",
        "本",
        "各",
        "我",
        "为",
        "到",
        "对",
        "的",
        "与",
        "和",
        "及",
        "省级",
        "国家级",
        "县级",
        "工业",
        "产业",
        "重点",
        "辖",
        "现代",
        "两个",
        "多个",
        "进",
        "入",
        "各类",
        "专业",
        "特色",
        "科技",
        "城",
        "下",
        "等",
        "市级",
    ]
)
_STOP_TAIL = re.compile(r"^.*(?:在|是|与|和|及|的|对|为|向|到|由|让|使|赴|从|将|把|、|了|各|该|辖|全|至|我|至)(?=.)")


def _place_name(name: str, kind: str, division: Division | None) -> tuple[str | None, str]:
    """The proper part of a place's name; "" for 示范区, 高新区, 经开区 said alone; None when it is none."""
    name = _STOP_TAIL.sub("", name)
    if division is not None and name.startswith((division.name, division.short)):
        name = name.removeprefix(division.name).removeprefix(division.short)
        if kind == "新区" and not name:
            name = division.short
    alone = kind in ("示范区", "高新区", "经开区", "新区", "开发区")
    if name in _GENERIC or (not name and not alone) or name == "市":
        return ("" if alone else None), kind
    if len(name) > 5 or kind in ("管委会",):
        return None, kind
    if kind in ("镇", "乡") and (len(name) > 3 or name in ("城", "乡", "小", "村", "集", "重")):
        return None, kind
    return name, kind


def _placed(
    text: str,
    place: tuple[str, str, int, int],
    division: Division | None,
    mentions: list[Mention],
    gazetteer: Gazetteer,
) -> Subject:
    key, kind, start, end = place
    level = "subdistrict" if kind in ("街道", "镇", "乡") else "park" if kind.endswith("园区") else "development_zone"
    if division is None:
        return Subject(key, level, start, end, None)
    province = gazetteer.by_code[division.parents[0]].name if division.parents else division.name
    if kind == "园区" and (zone := re.search(rf"{division.short}(新区|高新区|经开区)", text)):
        parent = Subject(province + zone[0], "development_zone", zone.start(1), zone.end(), division.code)
        return Subject(parent.name + key, "park", start, end, division.code, parent)
    start = _reach_back(text, start, division)
    if kind == "新区" and key.startswith(division.short):
        name = province + key
    elif kind == "示范区" and key == kind:
        name = province + division.short + key
    else:
        name = division.path + key
    return Subject(name, level, start, end, division.code)


def _reach_back(text: str, start: int, division: Division) -> int:
    """A place's span takes in the city written before it: 济源北海街道, 市高新区."""
    for name in (division.name, division.short, "市", "区", "县"):
        if text.endswith(name, 0, start):
            return start - len(name)
    return start
