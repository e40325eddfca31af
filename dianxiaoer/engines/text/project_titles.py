"""Projects whose own name does without 项目: 「某某工程:总投资…」, 「总投资…的某某产业园」, neighbours in a 、-list."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.named import Named, ProjectWords, is_specific, plain_name
from dianxiaoer.engines.text.project_edges import run_start, trim
from dianxiaoer.engines.text.segments import Sentence

_NAME = r"[\u4e00-\u9fffA-Za-z0-9+·\-“”]"
#: What is built: a name that ends so needs no 项目.
_WORK_ENDS = (
    "工程",
    "园",
    "基地",
    "中心",
    "综合体",
    "小镇",
    "电站",
    "码头",
    "工厂",
    "厂",
    "生产线",
    "枢纽",
    "总部",
    "大厦",
    "市场",
    "一期",
    "二期",
    "三期",
    "四期",
)
_WORKS = f"(?:{'|'.join(_WORK_ENDS)})"
_ENDS = re.compile(f"{_WORKS}$")
_HEADED = re.compile(
    rf"[ \u3000]*(?:[●■◆★▲○□·•▶►※]|—+|\d{{1,2}}[.、.)]|[((]?[一二三四五六七八九十]+[))、.])?[ \u3000]*(?P<name>{_NAME}{{4,40}}?)"
    r"[:,((](?:项目)?(?:计划|概算|估算|预计|规划|已?完成|累计完成)?总?投资(?:额)?(?:约|为|达)?[\d.]"
)
_THEN_MONEY = re.compile(rf"{_WORKS}[:,((]?(?:项目)?(?:计划|概算|估算|预计|规划)?总投资(?:额)?(?:约|为|达)?[\d.]")
_OF_MONEY = re.compile(
    rf"投资(?:额)?(?:约|超|近|达|为)?[\d.]+(?:余|多)?[亿万](?:美|欧)?元(?:人民币)?的(?P<name>{_NAME}{{3,30}}?{_WORKS})"
    r"(?=[,。;、]|[正已现将目主加快全顺成开签落建进在])"
)
_AT_STAGE = re.compile(
    rf"{_WORKS}(?:[已将正]|现已|即将|完成|项目)?(?:全线贯通|主体|结顶|封顶|完成竣工|竣工|建成投[用产]|正式开工|开工建设|投入使用|投入运营|试运营|试生产|试营业|破土动工|奠基|全面开建|开建)"
)
_STAGE = re.compile(
    r"[投封结竣开试贯奠动主](?:(?<=投)[用产入]|(?<=[封结])顶|(?<=竣)工|(?<=开)[工建]|(?<=试)[运生营]|(?<=贯)通|(?<=奠)基|(?<=动)工|(?<=主)体)"
)
_WALKED = re.compile(
    rf"[^,。;]{{0,14}}(?:走进|来到|步入){_NAME}{{4,40}}?(?P<works>工厂|产业园|基地|中心|生产线|厂区)[,。]"
)
_GOES_ON = re.compile(r"该项目|项目(?:由|总投资|占地)")
_JOINERS = frozenset("、和及与以")
#: How far behind a sentence 该工程 may follow.
_FAR = 120
_WORK = re.compile(_WORKS)
_AGAIN = re.compile(r"该(?P<works>工程|产业园|园区|基地|综合体|电站|码头|工厂)(?:[由将总计占规])")
_PIECE = re.compile(
    rf"(?:、|以及|和|及|与)(?P<name>{_NAME}{{2,30}}?{_WORKS})(?=[、,。;等]|[和与及正已相加快全顺进同齐陆建开签落将主](?!口))"
)
_JOINED = re.compile(f"{_WORKS}(?:和|与|及|以及)(?=.{{4}})")


def titled(text: str, sentence: Sentence, words: ProjectWords) -> list[Named]:
    """Names before 「:总投资…」 at the head of a sentence and after 「总投资…的」."""
    low, high = sentence.start, sentence.end
    found: list[Named] = []
    of_money, by_works = [], []
    if text.find("投资", low, high) >= 0:
        headed = _HEADED.match(text, low, high)
        of_money = [*([headed] if headed else ()), *_OF_MONEY.finditer(text, low, high)]
        by_works = [*_THEN_MONEY.finditer(text, low, high)]
    if _STAGE.search(text, low, high):
        by_works += _AT_STAGE.finditer(text, low, high)
    for match in of_money:
        name = match["name"]
        if _ENDS.search(name) and is_specific(name, words, 3):
            found.append(Named(match.start("name"), match.end("name"), plain_name(name), "project.title"))
    for match in by_works:
        works = _WORK.match(text, match.start())
        end = works.end() if works else match.start()
        start = trim(text, run_start(text, max(sentence.start, end - 40), end), end, words)
        if _worthy(text[start:end], words) and not any(one.start < end and start < one.end for one in found):
            found.append(Named(start, end, plain_name(text[start:end]), "project.title"))
    found += _walked_into(text, sentence, words)
    return found + (_spoken_of_again(text, sentence, words) if text.find("该", low, high + _FAR) >= 0 else [])


def _walked_into(text: str, sentence: Sentence, words: ProjectWords) -> list[Named]:
    """「走进某某智能工厂,…。该项目由…」: what stands there when the line goes on about the project."""
    match = _WALKED.match(text, sentence.start, sentence.end)
    if match is None or not _GOES_ON.search(text, match.end(), sentence.end + _FAR):
        return []
    start = trim(text, run_start(text, sentence.start, match.end("works")), match.end("works"), words)
    name = text[start : match.end("works")]
    return [Named(start, match.end("works"), plain_name(name), "project.title")] if _worthy(name, words) else []


def _spoken_of_again(text: str, sentence: Sentence, words: ProjectWords) -> list[Named]:
    """「…抽水蓄能电站工程…。该工程总投资…」: what the line goes on to call 该工程."""
    line_end = text.find("\n", sentence.end, sentence.end + _FAR)
    found = []
    for match in _AGAIN.finditer(text, sentence.start, line_end if line_end > 0 else sentence.end + _FAR):
        at = text.find(match["works"], sentence.start, min(sentence.end, match.start()))
        end = at + len(match["works"])
        start = trim(text, run_start(text, max(sentence.start, at - 40), end), end, words) if at >= 0 else end
        if _worthy(text[start:end], words):
            found.append(Named(start, end, plain_name(text[start:end]), "project.title"))
    return found[:1]


def neighbours(text: str, sentence: Sentence, words: ProjectWords, known: list[Named]) -> list[Named]:
    """What stands in one 、-list with a known project and ends as things built do."""
    found: list[Named] = []
    for one in known:
        end = one.start
        while end > sentence.start and text[end - 1] in "、和与及" and text.endswith(_WORK_ENDS, 0, end - 1):
            end -= 1
            start = trim(text, run_start(text, sentence.start, end), end, words)
            if not _worthy(text[start:end], words):
                break
            found.append(Named(start, end, plain_name(text[start:end]), "project.title"))
            end = start
        at = one.end
        while text[at : at + 1] in _JOINERS and (match := _PIECE.match(text, at, sentence.end)):
            if not _worthy(match["name"], words):
                break
            found.append(Named(match.start("name"), match.end("name"), plain_name(match["name"]), "project.title"))
            at = match.end()
    return found


def parted(one: Named, words: ProjectWords) -> list[Named]:
    """「数据中心和科普园二期」 are two projects; any other name stays one."""
    match = _JOINED.search(one.name)
    if match is None or one.end - one.start != len(one.name):
        return [one]
    joint = match.end() - (2 if one.name.endswith("以及", 0, match.end()) else 1)
    halves = (one.name[:joint], one.name[match.end() :])
    if not all(is_specific(half, words, 3) for half in halves):
        return [one]
    return [
        Named(one.start, one.start + joint, halves[0], one.rule),
        Named(one.start + match.end(), one.end, halves[1], one.rule),
    ]


def _worthy(name: str, words: ProjectWords) -> bool:
    return 4 <= len(name) <= 30 and _ENDS.search(name) is not None and is_specific(name, words, 3)
