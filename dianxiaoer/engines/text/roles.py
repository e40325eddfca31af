"""Which role a number plays: growth, share, part of a target, difference, multiple, target: read from the words before it."""

from __future__ import annotations

import re

_YOY = re.compile(
    r"(?:增长|增速|增幅|增加|提高|上升|提升|上涨|攀升|下降|减少|降低|回落|下滑|缩减|降|增|\+)"
    r"(?:了|达到|达|为|至|到|约|近|超|超过|均|都|率|[::])*$"
)
#: 比年初新增14.2亿元 says by how much it changed.
CHANGED_BY = re.compile(r"(?:比|较|同比)[^,,]{0,8}(?:新增|增加|增长|净增|减少|提高|提升|多|增)了?$")
CHANGE_ENDS = frozenset("增加长少高升多了")
_DOWN = re.compile(r"下降|减少|降低|回落|下滑|缩减|降(?=[^,,]{0,3}$)|低于|收窄|减(?=[^,,]{0,3}$)")
_TARGET_SHARE = re.compile(
    r"(?:目标(?:任务)?|任务(?:目标)?|计划|年度任务|进度|序时|预期)[^,,。]{0,10}$|完成率[^,,]{0,6}$|(?:完成|占|达到?)[^,,]{0,8}(?:目标|任务|计划|年计划)[^,,]{0,6}$"
)
_SHARE = re.compile(r"(?:占据|占比|占|比重|份额|比例)[^,,;。]{0,24}$")
_DIFF = re.compile(r"高于|高出|低于|快于|提高|上升|提升|下降|增加|回落|高|超过|降低|优于|领先|增长")
_MULTIPLE = re.compile(r"增长|增加|提高|是.{0,12}|达到?.{0,6}|扩大|翻|提升|上升|超")
_TARGET = re.compile(
    r"(?=[力确争目总预任全今年明计拟不将要下会奋到])(?:力争|确保(?!障)|争取(?=[^,,]{0,6}(?:实现|完成|达到|引进|签约|新|开工|全年|年内|突破))|目标(?:任务)?(?:是|为|::)|总目标|预期目标|目标任务(?:为|是|::)|(?:全年|今年|年内|明年)(?:将|要|拟|计划(?!投资|总投资))|(?:计划|拟)(?:全年|年内|今年|外出|赴|组织|参加|拜访|走访|引进|新引进|签约|新签约|招引|开工|新开工|举办|开展|实施|落地|完成)"
    r"|不低于[^,,]{0,4}$|将不低于|不少于[^,,]{0,4}$|(?:要|将|计划)(?:实现|完成|达到)|任务(?:数|额)?(?:为|是)?$|目标(?:数|额|值)(?:为|是)?$|下达|预期|会议(?:明确|提出|要求)|明确提出|奋斗目标|到20\d\d年)"
)
_DONE = re.compile(
    r"完成(?:了)?(?:全年|年度|市下达|省下达|区下达|县下达)?.{0,8}目标|已|超额|实际(?!利用|使用|到位|到资|吸收|引进)|累计|目前|截至|完成(?!时限)|实现了"
)


#: 提升到98.5% states a level, no growth.
_LEVEL = re.compile(r"(?:提升|提高|上升|增长|增加|降低|下降|压缩)(?:到|至)(?:了)?$")


#: Growth over another base than the year before: no yoy.
_OTHER_BASE = re.compile(r"环比|年初|上月|上季|上个月|上年末|去年底|去年末")


def names_yoy(gap: str) -> bool:
    """Whether the words before a percentage make it growth over a year before (环比 is not)."""
    return _OTHER_BASE.search(gap) is None and bool(_YOY.search(gap)) and not _LEVEL.search(gap)


_GOAL_AFTER = re.compile(r"的?(?:年度|全年)?(?:目标|任务)")


def names_target_share(gap: str, before: str, after: str) -> bool:
    """完成年度目标的150%, 占年计划的75%, 完成率120%."""
    if _GOAL_AFTER.match(after) and "完成" in gap:
        return True
    return bool(_TARGET_SHARE.search(gap))


_BLANK = re.compile(r"[,, ]")


def names_share(gap: str, after: str) -> bool:
    """占总项目数81%, 占比57%."""
    return bool(_SHARE.search(gap)) or (not _BLANK.sub("", gap) and after.startswith("的比重"))


_NO_DIFF = re.compile(r"利率|费率|时限|税率|成本")


def names_diff(gap: str, before: str) -> bool:
    """高于全省平均水平2.9个百分点, 同比提高1.2个百分点."""
    return bool(_DIFF.search(gap or before)) and not _NO_DIFF.search(gap)


def names_multiple(gap: str, before: str) -> bool:
    """增长2.5倍, 是去年的3倍."""
    return bool(_MULTIPLE.search(gap or before))


_AFTER_TARGET = re.compile(r"[\d.,]+[^,,。;\d]{1,6}(?:以上)?的(?:年度|全年|预期|奋斗|总)?目标")


def is_target(text: str, start: int, end: int, heading: bool) -> bool:
    """Whether the number that begins at `end` is something to be reached, not something done."""
    if (
        text.find("目标", end, end + 24) >= 0
        and _AFTER_TARGET.match(text, end, end + 24)
        and text.find("完成", max(start, end - 30), end) < 0
    ):
        return True
    before = text[start:end]
    aimed = [match.end() for match in _TARGET.finditer(before)]
    if not aimed:
        return heading and not _DONE.search(before)
    return aimed[-1] > max((match.end() for match in _DONE.finditer(before)), default=-1)


_LESS_FALL = re.compile(r"降幅收窄")


def signed(value: float, gap: str) -> float:
    """The value, negative when the words say it fell."""
    return -value if _DOWN.search(gap) and not _LESS_FALL.search(gap) else value
