"""Traffic lights (红黄绿灯): a plan held against what came of it, by a dated rule. Pure: the same question gives the same light."""

from __future__ import annotations

import math
import operator
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from dianxiaoer.engines.measures.rates import format_number

RED, YELLOW, GREEN, NONE = "red", "yellow", "green", "none"
#: worst first
ORDER = (RED, YELLOW, GREEN, NONE)
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Term:
    """The time given for a duty, as moments with their zone. in_days: it ends with a day, and turns with a day."""

    began: datetime
    due: datetime
    in_days: bool = True


Value = date | Decimal | int | Term | None


class Measure(StrEnum):
    """What is held against what, and what the gap counts.

    MONTHS_LATE: plan, actual: days. Gap: whole months past the plan; 0 from the first of the month it is due in; −1 before.
    MONTHS_SINCE: plan: the day the wait began, actual: the day it ended. Gap: months waited, with the part of a month.
    DAYS_LATE: plan, actual: days. Gap: days past the plan, negative before it.
    BEHIND_POINTS: plan, actual: shares (0..1). Gap: percentage points behind the plan, negative when ahead.
    SHARE_OF_PLAN: plan, actual: amounts. Gap: actual ÷ plan, as a fraction.
    GROWTH: plan: the growth to reach (of plan and average the higher), actual: the growth, as fractions. Gap: points short.
    MISSES: actual: times missed in a row. Gap: the same number.
    TERM_SHARE: plan: a Term. Gap: the share of it that is gone; 1 when it is due. (DAYS_LATE takes a Term too.)
    """

    MONTHS_LATE = "months_late"
    MONTHS_SINCE = "months_since"
    DAYS_LATE = "days_late"
    BEHIND_POINTS = "behind_points"
    SHARE_OF_PLAN = "share_of_plan"
    GROWTH = "growth"
    MISSES = "misses"
    TERM_SHARE = "term_share"


_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
COMPARISONS = tuple(_COMPARE)
#: a wait that has ended, a day that was kept: nothing is pending
_DATED = (Measure.MONTHS_LATE, Measure.MONTHS_SINCE, Measure.DAYS_LATE)
#: what can be asked of a term, by limits reached as time goes by
OF_TERMS = (Measure.TERM_SHARE, Measure.DAYS_LATE)
FROM_BELOW = (">", ">=")


@dataclass(frozen=True)
class Limit:
    """From where a light turns: gap `compare` value. of_actual: the actual value itself is compared (growth below zero)."""

    compare: str
    value: Decimal
    of_actual: bool = False

    def __post_init__(self) -> None:
        if self.compare not in _COMPARE:
            raise ValueError(f"比较词应为 {'、'.join(_COMPARE)} / compare must be one of {', '.join(_COMPARE)}")

    def is_reached(self, gap: Decimal, actual: Value) -> bool:
        left = Decimal(actual) if self.of_actual and isinstance(actual, Decimal | int) else gap
        return _COMPARE[self.compare](left, self.value)

    def __str__(self) -> str:
        return f"{self.compare} {self.value.normalize():f}"


@dataclass(frozen=True)
class Rule:
    """One rule: a measure and its limits; a light without a limit is never given."""

    measure: Measure
    red: Limit | None = None
    yellow: Limit | None = None


@dataclass(frozen=True)
class Light:
    """A light and the gap it was given for (None: nothing to hold against)."""

    color: str
    gap: Decimal | None
    measure: Measure
    is_done: bool = False

    def reason(self, language: str = "zh") -> str:
        """Why, in words with the number: 「落后计划 12.5 个百分点」."""
        return told(self.measure, self.gap, self.is_done, language)


@dataclass(frozen=True)
class Turns:
    """From which moment on a duty is yellow, and red; None: never."""

    yellow: datetime | None
    red: datetime | None

    def color(self, as_of: datetime) -> str:
        if self.red is not None and as_of >= self.red:
            return RED
        return YELLOW if self.yellow is not None and as_of >= self.yellow else GREEN


def turns(rule: Rule, term: Term) -> Turns:
    """When a term turns yellow and red by a rule, so that what is due can be kept in order and asked by the moment.

    Raises ValueError for a measure that does not look at a term, and for a limit that is reached from above.
    """
    return Turns(_first_moment(rule.measure, rule.yellow, term), _first_moment(rule.measure, rule.red, term))


def _first_moment(measure: Measure, limit: Limit | None, term: Term) -> datetime | None:
    if limit is None:
        return None
    if measure not in OF_TERMS or limit.compare not in FROM_BELOW:
        raise ValueError(f"{measure} {limit} says nothing of a term")
    if measure == Measure.DAYS_LATE:
        days = math.floor(limit.value) + 1 if limit.compare == ">" else math.ceil(limit.value)
        return _day_begins(term.due) + timedelta(days)
    share = float(limit.value)
    moment = (term.began + (term.due - term.began) * share).replace(microsecond=0)
    if limit.compare == ">":
        moment += timedelta(seconds=1)
    return _day_begins(moment) if term.in_days and share < 1 else moment


def _day_begins(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(), moment.tzinfo)


def light(rule: Rule, *, plan: Value, actual: Value, as_of: date) -> Light:
    """The light of one thing on a day; of a term at a moment.

    Green when no limit is reached; none without a plan (or, for MISSES and GROWTH, without an actual value).
    A dated thing that is done is green, whatever its day was: what is late now is what the light asks about.
    Source of the measures: published rules of 银川 2025, 三亚 2022, 武汉, 天津 2022 (rulebook §1.7).
    """
    if isinstance(plan, Term):
        return _light_of_term(rule, plan, as_of)
    if rule.measure in _DATED and isinstance(actual, date):
        return Light(GREEN, _gap(rule.measure, plan, actual, actual), rule.measure, True)
    gap = _gap(rule.measure, plan, actual, as_of)
    if gap is None:
        return Light(NONE, None, rule.measure)
    if rule.red and rule.red.is_reached(gap, actual):
        return Light(RED, gap, rule.measure)
    if rule.yellow and rule.yellow.is_reached(gap, actual):
        return Light(YELLOW, gap, rule.measure)
    return Light(GREEN, gap, rule.measure)


def _light_of_term(rule: Rule, term: Term, as_of: date) -> Light:
    if not isinstance(as_of, datetime):
        raise ValueError("a term is held against a moment")
    color = turns(rule, term).color(as_of)
    if rule.measure == Measure.DAYS_LATE:
        return Light(color, Decimal((as_of.date() - term.due.date()).days), rule.measure)
    gone, given = (as_of - term.began).total_seconds(), (term.due - term.began).total_seconds()
    return Light(color, Decimal(round(gone / given, 4)) if given > 0 else Decimal(1), rule.measure)


def worst(colors: list[str] | tuple[str, ...]) -> str:
    """The worst of several lights; none when there are none."""
    return min(colors, key=ORDER.index, default=NONE)


def _gap(measure: Measure, plan: Value, actual: Value, as_of: date) -> Decimal | None:
    if measure in _DATED:
        return _dated_gap(measure, plan, as_of) if isinstance(plan, date) else None
    if isinstance(plan, date | Term) or isinstance(actual, date | Term) or actual is None:
        return None
    if measure == Measure.MISSES:
        return Decimal(actual)
    if plan is None:
        return None
    if measure == Measure.SHARE_OF_PLAN:
        return Decimal(actual) / Decimal(plan) if plan > 0 else None
    return (Decimal(plan) - Decimal(actual)) * _HUNDRED


def _dated_gap(measure: Measure, plan: date, as_of: date) -> Decimal:
    if measure == Measure.DAYS_LATE:
        return Decimal((as_of - plan).days)
    if measure == Measure.MONTHS_SINCE:
        return months_between(plan, as_of)
    if (as_of.year, as_of.month) < (plan.year, plan.month):
        return Decimal(-1)
    return Decimal(max(0, int(months_between(plan, as_of))))


def months_between(start: date, end: date) -> Decimal:
    """Whole months from one day to another and the part of the month that has run: 1 exactly on the anniversary.

    The anniversary of the 31st is the last day of a shorter month. Negative when `end` lies before.
    """
    if end < start:
        return -months_between(end, start)
    whole = (end.year - start.year) * 12 + end.month - start.month
    if _anniversary(start, whole) > end:
        whole -= 1
    passed, following = _anniversary(start, whole), _anniversary(start, whole + 1)
    return Decimal(whole) + Decimal((end - passed).days) / Decimal((following - passed).days)


def _anniversary(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


#: measure → (language → (what is said of a gap above zero, at zero, below zero)); {n}: the size of the gap
_WORDS: dict[Measure, dict[str, tuple[str, str, str]]] = {
    Measure.MONTHS_LATE: {
        "zh": ("逾期 {n} 个月", "本月到期,尚未完成", "未到期"),
        "en": ("{n} months overdue", "due this month, not done", "not due yet"),
    },
    Measure.MONTHS_SINCE: {
        "zh": ("已等 {n} 个月", "刚刚开始", "尚未开始"),
        "en": ("waiting for {n} months", "just begun", "not begun yet"),
    },
    Measure.DAYS_LATE: {
        "zh": ("超期 {n} 天", "今天到期", "还剩 {n} 天"),
        "en": ("{n} days overdue", "due today", "{n} days left"),
    },
    Measure.BEHIND_POINTS: {
        "zh": ("落后计划 {n} 个百分点", "与计划持平", "超前计划 {n} 个百分点"),
        "en": ("{n} points behind plan", "on plan", "{n} points ahead of plan"),
    },
    Measure.SHARE_OF_PLAN: {
        "zh": ("为计划的 {n}%", "计划完成 0%", "为计划的 {n}%"),
        "en": ("{n}% of plan", "0% of plan", "{n}% of plan"),
    },
    Measure.GROWTH: {
        "zh": ("增速低 {n} 个百分点", "增速持平", "增速高 {n} 个百分点"),
        "en": ("growth {n} points short", "growth as planned", "growth {n} points above"),
    },
    Measure.TERM_SHARE: {
        "zh": ("时限已过 {n}%", "时限刚开始", "时限尚未开始"),
        "en": ("{n}% of the term is gone", "the term begins", "the term has not begun"),
    },
    Measure.MISSES: {
        "zh": ("连续 {n} 次未完成", "按期完成", "按期完成"),
        "en": ("missed {n} times in a row", "done as planned", "done as planned"),
    },
}
_SHARES = (Measure.SHARE_OF_PLAN, Measure.TERM_SHARE)
#: less than a month is told in days, about: "0.07 个月" tells nobody anything
_DAYS_WAITED = {"zh": "已等约 {n} 天", "en": "waiting for about {n} days"}
_DAYS_OF_A_MONTH = 30
_DONE = {"zh": "已完成", "en": "done"}
_NOTHING = {"zh": "没有计划或数据,不亮灯", "en": "no plan or no data: no light"}


def told(measure: Measure, gap: Decimal | None, is_done: bool = False, language: str = "zh") -> str:
    """A gap in words. language: "zh" or "en"."""
    language = "en" if language.startswith("en") else "zh"
    if is_done:
        return _DONE[language]
    if gap is None:
        return _NOTHING[language]
    above, level, below = _WORDS[measure][language]
    size = abs(gap) * _HUNDRED if measure in _SHARES else abs(gap)
    form = above if gap > 0 else below if gap < 0 else level
    if measure == Measure.MONTHS_SINCE and 0 < gap < 1:
        form, size = _DAYS_WAITED[language], (gap * _DAYS_OF_A_MONTH).to_integral_value(ROUND_HALF_UP)
    return form.format(n=format_number(size, 2))
