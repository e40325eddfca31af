"""Which period a number holds for: the time said in its sentence, else in its paragraph, else what the report is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from dianxiaoer.engines.text.periods import Calendar, TimeMark
from dianxiaoer.engines.text.segments import Sentence

_ANAPHOR = re.compile(
    r"[●■•·\s]*(?:此次|本次|这次|活动|会上|现场|其中|签约|当天|当日|这些|会展期间|展会期间|期间|会期|活动期间|大会|仪式|这批|据悉|据介绍)"
)
_LAUNCH = re.compile(r"[,,]?[^,,。;\d]{0,8}(?:启动|出台|印发|成立|开始实施|组建)")
_FIRM = re.compile(r"[\u4e00-\u9fff]{4}公司(?![A-Za-z])")
_EVENT_NAME = re.compile(r"[^,,。;\d]{2,30}(?:大会|仪式|推进会|座谈会|动员会|签约活动|开工活动|论坛|洽谈会|博览会)")
_UNDATED = ("pj.", "svc.infra", "svc.road_")
_FRAME = {"asof", "since", "upto", "months", "year", "month", "day", "thisyear", "now", "edition", "recent", "vague"}


_MEANWHILE = re.compile(r"\s*同期[,,]")
#: 占年度任务70亿元 holds for the year, whatever months the sentence speaks of.
_WHOLE_YEAR = re.compile(r"年度|全年|年内|年计划")
_PLANNED = re.compile(r"预计|将于|计划|拟于|成立于|始建|创建于|力争")


@dataclass(slots=True)
class Clock:
    """The running sense of time of one report."""

    text: str
    calendar: Calendar
    marks: list[TimeMark]
    default: str | None
    starts: list[int]
    line: int = -1
    current: TimeMark | None = None
    heading: TimeMark | None = None
    last: TimeMark | None = None
    before: str | None = None

    def enter(self, sentence: Sentence) -> None:
        """Move to the next sentence: a new line forgets its times unless a heading or 此次 carries them on."""
        if sentence.line == self.line:
            return
        self.line = sentence.line
        carried = None
        if self.last and self.last.kind in ("day", "recent", "month"):
            carried = self.last if self._same_firm(sentence) or self._goes_on(sentence) else None
        if self.before and _MEANWHILE.match(self.text, sentence.start):
            carried = TimeMark(sentence.start, sentence.start, "months", self.before, self.calendar.year)
        self.current = carried or self.heading
        if sentence.heading:
            self.current = None
            found = self.within(sentence.start, sentence.end)
            told = [mark for mark in found if mark.kind in ("year", "months", "thisyear", "since", "upto", "asof")]
            self.heading = told[-1] if told else (None if not sentence.bullet else self.heading)
            if len(self.text[sentence.start : sentence.end].strip()) <= 6 or found:
                self.current = self.heading

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether this line goes on about the event of the line before."""
        return _ANAPHOR.match(self.text, sentence.start, sentence.end) is not None

    def _same_firm(self, sentence: Sentence) -> bool:
        """Whether this line goes on about the firm of the line that said 近期."""
        if self.last is None or self.last.kind != "recent":
            return False
        start = self.text.rfind("\n", 0, self.last.start) + 1
        stop = self.text.find("\n", sentence.start)
        then = set(_FIRM.findall(self.text, start, self.text.find("\n", start)))
        return bool(then) and bool(
            then & set(_FIRM.findall(self.text, sentence.start, stop if stop > 0 else len(self.text)))
        )

    def within(self, start: int, end: int) -> list[TimeMark]:
        """The times said in [start, end)."""
        low = bisect_left(self.starts, start)
        return self.marks[low : bisect_left(self.starts, end, low)]

    def at(self, position: int, sentence: Sentence, role: str, indicator: str) -> str | None:
        """The period of a number at `position`."""
        said = [mark for mark in self.within(sentence.start, position) if self._usable(mark, role)]
        if said:
            self.current = self.last = self._chosen(said, role)
        mark = self.current
        if indicator == "firm.top500":
            edition = [one for one in self.within(position, sentence.end) if one.kind == "edition"]
            mark = edition[0] if edition else mark
        if indicator == "pj.bldg" and mark is not None and mark.kind == "recent":
            mark = None
        if indicator.startswith(_UNDATED) and indicator not in ("pj.done", "pj.bond", "pj.bldg"):
            return None
        if indicator in ("firm.cost", "firm.orders") and (mark is None or mark.kind in ("recent", "now", "since")):
            return None
        if role == "target":
            return self._target(sentence, position, mark)
        if (
            not said
            and role == "actual"
            and "全年" in self.text[sentence.start : position]
            and (past := self._past_year())
        ):
            self.current = mark = TimeMark(position, position, "year", f"{past}-01..{past}-12", past)
        if mark is not None:
            return mark.period or None
        return self.default or self.before

    def _past_year(self) -> int | None:
        """The year 全年 means when the report looks back: one it names before its own, in its first months the last."""
        day = self.calendar.published
        if day is None:
            return None
        named = [mark.year for mark in self.marks if mark.kind == "year" and mark.year and mark.year < day.year]
        return named[0] if named else day.year - 1 if day.month <= 3 else None

    def leave(self, sentence: Sentence) -> None:
        """A sentence's last time holds for the rest of its paragraph."""
        low = bisect_left(self.starts, sentence.start)
        if low == len(self.starts) or self.starts[low] >= sentence.end:
            return
        here = self.within(sentence.start, sentence.end)
        said = [mark for mark in here if mark.kind in _FRAME and self._usable(mark, "actual")]
        if not said:
            return
        firm = [mark for mark in said if mark.kind in ("months", "upto", "since", "asof", "year")]
        if firm:
            self.before = firm[-1].period
        chosen = self._chosen(said, "actual")
        if self.current is None or chosen.kind not in ("recent", "edition", "now"):
            self.current = self.last = chosen

    def _usable(self, mark: TimeMark, role: str) -> bool:
        if mark.kind == "target" and role != "target":
            return False
        before = self.text[max(0, mark.start - 3) : mark.start]
        if mark.kind in ("month", "day", "year") and _LAUNCH.match(self.text, mark.end):
            return False
        if mark.kind in ("months", "edition", "thisyear", "year") and _EVENT_NAME.match(self.text, mark.end):
            return False
        return not _PLANNED.search(before)

    def _chosen(self, said: list[TimeMark], role: str) -> TimeMark:
        """The nearest time; 目前 and 近日 beside a firmer one in the same sentence do not win."""
        best = said[-1]
        for mark in reversed(said):
            if best.kind in ("now", "recent", "thisyear", "edition") and mark.kind in (
                "asof",
                "since",
                "upto",
                "months",
                "year",
                "day",
            ):
                if best.kind == "thisyear" and mark.kind in ("year",):
                    break
                if best.kind == "edition":
                    break
                best = mark
                break
        return best

    def _target(self, sentence: Sentence, position: int, mark: TimeMark | None) -> str:
        said = list(self.within(sentence.start, position))
        whole = _WHOLE_YEAR.search(self.text, max(sentence.start, position - 12), position)
        for one in reversed(said):
            if one.kind == "target" or (one.kind == "months" and not whole):
                return one.period
            if one.year is not None and one.kind in ("thisyear", "year", "since", "months"):
                return f"{one.year}-01..{one.year}-12"
        year = mark.year if mark is not None and mark.year and mark.kind in ("thisyear", "year") else self.calendar.year
        name = self.calendar.year_text(year)
        return f"{name}-01..{name}-12"


def default_period(marks: list[TimeMark], calendar: Calendar) -> str | None:
    """What undated sentences are taken to mean: this year to publication when the report says 今年以来 or 目前."""
    for mark in marks:
        if mark.kind in ("since", "asof", "now", "thisyear"):
            return mark.period if mark.kind in ("since", "asof") else calendar.to_date(calendar.year)
    return None
