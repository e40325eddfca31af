"""Named projects of a report: what ends in 项目, lists before 等项目, parks and bases somebody builds."""

from __future__ import annotations

import re
from bisect import bisect_left

from dianxiaoer.engines.text.named import Named, ProjectWords, is_specific, plain_name
from dianxiaoer.engines.text.project_edges import run_start, trim
from dianxiaoer.engines.text.project_lists import listed_projects
from dianxiaoer.engines.text.project_titles import neighbours, parted, titled
from dianxiaoer.engines.text.segments import Sentence

_HAN = "\u4e00-\u9fff"
_ANCHOR = re.compile(
    r"[项一二三四](?:(?<=项)目(?:[一二三四1234]期|(?!数|总(?!投资)|额|群|方(?!面|案)|单|名|代))(?:工程)?"
    r"|(?<=[园地心港镇厂城部线院馆][一二三四])期(?:工程|项目)?|(?<=[一二三四])期(?=[、,。建项工主]))"
)
#: What no project's name begins with, ends in, or holds; apart, so that each search can skip by first characters.
_BAD_START = re.compile(
    r"\d+条|\d{4}年|平均|(?:有序|加快|全力|持续|积极|扎实)推进|涉及|一个|两个|三个|[一二三四五六七八九十两几\d]+[个批项]|每个|整个|这个|这些|那些|多个|各个|该|本|此|这|其|上述|某|一批|[\d.]+[亿万]"
)
_BAD_END = re.compile(r"个$|[个批项类]$|招商引资项目$|[让使]项目$|月项目$|(?:重点|重大|新建|优质)项目$")
_BAD_INSIDE = re.compile(
    r"打通|破解|承载|落实(?!地)|跟着|跟著|推动|实现|讲述|开展|指引|确保|促进|围绕|坚持|聚焦|强化|推行|采取|通过|进行|组织|负责|解决|加强|优化|完善|引导|总投资|投资超|签约入园|入园|签约落|安排|铺排|上半年|下半年|季度|狠抓"
    r"|重抓|大抓|紧抓|共引|共签|共有|共实|相关|有关|以上|涉及|暨|免申即享|下达|我县|我市|我区|等多|等若干|等[一二三四五六七八九十\d]|主会场|分会场|企业培育|我们|他们|什么|如何|怎么|需要|应该|可以|能够|已经|正在|目前|全力|持续|积极"
    r"|努力|不断|进一步|三个一批|超亿|亿美元|500强"
)
_BAD_FIGURE = re.compile(r"\d(?:余|多)?[个条月]")


def _bad(name: str) -> bool:
    return bool(
        _BAD_INSIDE.search(name)
        or _BAD_START.match(name)
        or _BAD_END.search(name, max(0, len(name) - 7))
        or _BAD_FIGURE.search(name)
    )


_NOT_AFTER = re.compile(
    r"(?:\d(?!\d{3}年|\d?月|\d?号)|分别|占(?!地)|中[,,]|各|数|总数|总投资额|签约率|开工率|库(?!存)|签约(?:仪式|大会|活动|会)|开工仪式|合同|单位|方(?![面式案])|名单|清单|负责人(?:[名共们]|等)|化|组|制|式|经理|为王|集中|谋划|审批|立项|备案|要素|争取|策划|包装|来源|信息|用地保障|招引|招商|攻坚|管家|秘书|专员|推介|路演|申报|储备|资金)"
)


def find_projects(text: str, sentences: list[Sentence], words: ProjectWords) -> list[Named]:
    """Named projects in order of place; repeated names are left in (see `once`)."""
    found: list[Named] = []
    built_at = [match.start() for match in _BUILT_HINT.finditer(text)]
    for sentence in sentences:
        body = text[sentence.start : sentence.end]
        anchored = "项目" in body or "期" in body
        listed = "等" in body
        built = bool(built_at) and bisect_left(built_at, sentence.start) < bisect_left(built_at, sentence.end)
        told = _WORKS_HINT.search(body) is not None
        if not (anchored or built or listed or told):
            continue
        here = listed_projects(text, sentence, words) if listed else []
        if anchored:
            _add(here, _anchored(text, sentence, words, found))
        if built:
            _add(here, _built(text, sentence, words))
        if told:
            _add(here, titled(text, sentence, words))
        if here and ("、" in body or "和" in body):
            _add(here, neighbours(text, sentence, words, here))
        here.sort(key=lambda one: one.start)
        found += [_described(text, sentence, one, words) for one in here]
    return found


def _add(here: list[Named], more: list[Named]) -> None:
    """`more` into `here`, those left out that overlap one that is there."""
    for one in more:
        if not any(one.start < other.end and other.start < one.end for other in here):
            here.append(one)


#: Words beside a name that only a single project has: a plainer name is then enough.
_SURE_AFTER = re.compile(
    r"[::—](?:年产|规划|计划|占地|完成投资|建设)|[,,]?(?:计划|预计)?总投资[\d约达]|[,,]?占地|[,,]由|[,,]?位于|正式|主体|[,,]建成后|[,,]达产后"
)
_SURE_BEFORE = ("投资建设的", "投资的", "亿元的", "万元的", "打造的", "投资兴建的", "亿元建设的")
_ADVERB = re.compile(r"目前|现在|该|眼下|如今|其中|据悉|“")


#: What names no project right before 项目, however specific the words before it.
_NEVER_LAST = frozenset(["招商", "签约", "开工", "重点", "重大", "在建", "续建", "新建", "储备", "引资", "亿元", "以上",
                         "投产", "竣工", "落地", "引进", "优质", "一批"])  # fmt: skip
_PHASE = re.compile(r"[一二三四]期")


def _anchored(text: str, sentence: Sentence, words: ProjectWords, known: list[Named]) -> list[Named]:
    found: list[Named] = []
    for match in _ANCHOR.finditer(text, sentence.start, sentence.end):
        if found and match.start() < found[-1].end:
            continue
        if text[match.start() - 2 : match.start()] in _NEVER_LAST or _NOT_AFTER.match(text, match.end()):
            continue
        left = run_start(text, max(sentence.start, match.start() - 60), match.start())
        if match.start() - left < 2:
            continue
        start = trim(text, left, match.start(), words)
        again = text.rfind("项目", start, match.start())
        if again >= 0 and match.start() - again - 2 >= 4:
            start = trim(text, again + 2, match.start(), words)  # 已投产项目示例食品项目
        name = text[start : match.end()]
        if match[0][:2] == "项目" and len(match[0]) >= 4 and words.generic.sub("", _ADVERB.sub("", name[:-4])) == "":
            firm = _firm_before(text, sentence, match.start())
            if firm and not any(one.start >= text.rfind("\n", 0, match.start()) for one in (found or known)):
                found.append(Named(match.start(), match.end(), firm + match[0], "project.phase", None, firm))
            continue
        if start >= match.start() or not 5 <= len(name) <= 46 or _bad(name) or _unbalanced(name):
            continue
        sure = _SURE_AFTER.match(text, match.end()) or text.endswith(_SURE_BEFORE, sentence.start, start)
        if not is_specific(name, words, 2 if sure else 3):
            continue
        end = match.end()
        if phase := _PHASE.match(text[end : end + 2]):
            end += phase.end()
        if text[end - 3 : end] in ("期工程",):
            end -= 2
        found += parted(Named(start, end, plain_name(text[start:end]), "project.anchor"), words)
    return found


_LEGAL_NAME = re.compile(rf"[{_HAN}()]{{4,30}}?有限公司")


def _firm_before(text: str, sentence: Sentence, position: int) -> str | None:
    """The one firm this paragraph speaks of before a bare 项目一期."""
    line_start = text.rfind("\n", 0, position) + 1
    firms = [_trim_firm(match[0]) for match in _LEGAL_NAME.finditer(text, line_start, position)]
    return firms[0] if len(set(firms)) == 1 else None


_FIRM_LEAD = re.compile(r"^.*(?:走进|来到|的|在|与|和|由|是|为|向|从|对|即|如)(?=[\u4e00-\u9fff()]{6})")


def _trim_firm(name: str) -> str:
    return _FIRM_LEAD.sub("", name)


def _unbalanced(name: str) -> bool:
    return name.count("(") != name.count(")") or name.count("“") != name.count("”")


_WORKS_HINT = re.compile("投资|工程|园|基地|综合体|电站|小镇|厂|中心")
_BUILT_HINT = re.compile(
    r"[规现高一二塔机](?:(?<=规)划建设\d|(?<=现)场|(?<=高)端大气|(?<=[一二])期|(?<=塔)吊|(?<=机)器)"
)
_BUILT = re.compile(
    rf"(?:走进|来到|见到|看到|在|位于)(?:[{_HAN}]{{0,10}}的)?(?P<name>[{_HAN}A-Za-z0-9+]{{3,24}}?)"
    r"(?=规划建设\d|建设现场|施工现场|项目现场|,高端大气|一期|二期|,塔吊|,机器)"
)


_BUILT_END = re.compile(r"(?:园|中心|基地|港|小镇|广场|大厦|工厂|厂|城|总部)$")


def _built(text: str, sentence: Sentence, words: ProjectWords) -> list[Named]:
    """A building or park somebody walks into or builds, without the word 项目."""
    found = []
    for match in _BUILT.finditer(text, sentence.start, sentence.end):
        start = trim(text, match.start("name"), match.end("name"), words)
        name = text[start : match.end("name")]
        end_word = _BUILT_END.search(name)
        if end_word and 4 <= len(name) <= 24 and is_specific(name, words, 2):
            found.append(Named(start, match.end("name"), plain_name(name), "project.built"))
    return found


_BY = re.compile(
    rf"由(?P<by>[{_HAN}A-Za-z0-9()·]{{3,34}}?(?:公司|集团|企业|院|局))(?:全资|独资|联合|出资)?(?:投资|建设|承建|打造|出资)"
)
_SUBJECT = re.compile(rf"(?P<by>[{_HAN}A-Za-z0-9()·]{{3,34}}?(?:公司|集团))(?:计划|拟|将|总)?投资")
_INVESTS = re.compile(r"(?:公司|集团)(?:计划|拟|将|总)?投资")
_OWN_FIRM = re.compile(rf"[{_HAN}A-Za-z()]{{2,20}}?(?:集团|公司)(?=.{{4}})")


def _described(text: str, sentence: Sentence, named: Named, words: ProjectWords) -> Named:
    before = text[max(sentence.start, named.start - 24) : named.start]
    after = text[named.end : min(sentence.end, named.end + 60)]
    stage, told, goes_on = named.stage, words.any_stage.search(before), words.any_stage.search(after)
    if told or (goes_on and stage is None):
        for name, pattern in words.stages:
            if (goes_on and stage is None and pattern.search(after)) or (told and pattern.search(before)):
                stage = name
    investor = named.investor
    if investor is None and ("公司" in named.name or "集团" in named.name) and (match := _OWN_FIRM.match(named.name)):
        investor = match[0]
    if not named.listed and investor is None:
        near = text[max(sentence.start, named.start - 60) : min(len(text), named.end + 80)]
        match = _BY.search(near) if "由" in near else None
        if match is None and _INVESTS.search(near):
            match = _SUBJECT.search(near)
        if match is not None:
            investor = _trim_firm(match["by"])
    if stage == named.stage and investor == named.investor:
        return named
    return Named(named.start, named.end, named.name, named.rule, stage, investor, named.listed)
