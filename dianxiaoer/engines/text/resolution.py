"""What a cue leaves open, answered by the frame: whose investment, which firms, done or received."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.frame import AMOUNT_OF
from dianxiaoer.engines.text.lists import Lists
from dianxiaoer.engines.text.measure import Choice
from dianxiaoer.engines.text.named import Named
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.questions import Question, think_over
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.slots import clause_end, last_stop

_FAMILY_WORDS = (
    ("签约", "signed.amt"), ("协议", "signed.amt"), ("合同", "signed.amt"), ("未开工", "reserve.amt"), ("开工", "started.amt"),
    ("竣工", "done.amt"), ("投产", "prod.amt"), ("在谈", "talks.amt"), ("洽谈", "talks.amt"), ("意向", "talks.amt"),
    ("储备", "reserve.amt"), ("在建", "impl.amt"), ("入库", "instat.amt"), ("引进项目", "landed.amt"), ("落地项目", "landed.amt"),
)  # fmt: skip


_MANY_PROJECTS = re.compile(r"[\d一二三四五六七八九十]+(?:余)?(?:个|项)[\u4e00-\u9fff“”]{0,14}项目")
_THEN_COUNT = re.compile(r"的?(?:[\u4e00-\u9fff“”]{0,10})?[\d一二三四五六七八九十]+(?:余)?(?:个|项)")
_THEN_PROJECT = re.compile(
    r"(?:建设|打造|实施|投资|新建|兴建)?的?[^,。;、\d]{4,40}?(?:项目|基地|园|中心|工程|生产线|工厂)"
)
_KEY = re.compile("重点|重大")
_UNDER_WAY = re.compile("推进|推动|实施")
_OF_ONE = re.compile(r"该项目|项目(?:计划)?总投资|项目一期|项目二期|公司|企业")
_WORKS = re.compile(
    r"(?:修建|铺设|修通|打通|架设|敷设|改造|建成)了?.{0,14}(?:道路|水泥路|柏油路|便民路|沥青路|管网|管线|线路|便道|公路|进厂线|路面|围墙|专线|桥)"
)
_ENDS_PROJECT = re.compile(r"项目$")


_TOGETHER = re.compile(r"(?:合计|共计|总计)$")
_RIGHT_BEHIND = frozenset(["", ",", ":", "(", "的"])
_INVESTED = re.compile(r"投资(?:额)?(?:约|达|近|超)?$")
_AMOUNTS = frozenset(AMOUNT_OF.values())


class Resolution(Lists):
    """What a cue leaves open, answered by the frame: whose investment, which firms, done or received."""

    def _resolve(
        self, choice: Choice, sentence: Sentence, number: Number, slot: str, here: list[Named]
    ) -> tuple[str | None, str | None]:
        """The indicator of a choice with its project, after second thoughts and with @inv and @done answered."""
        named = self._project(sentence, number, here)
        indicator = choice.indicator
        if slot == "money" and (own := self._price_of(number, here)):
            return "pj.inv", own
        if indicator == "@inv":
            return self._investment(choice, sentence, number, named, here)
        if indicator == "@done":
            return self._done(choice, sentence, number, named)
        single = named or "该项目" in self.text[sentence.start : number.start]
        if indicator in ("key.inv", "key.plan") and single and not self._batch(sentence, number):
            return "pj.done", named
        if indicator in _AMOUNTS and self._of_the_named(choice, here):
            return "pj.inv", named
        if indicator in _AMOUNTS and self._invested(choice, number, here):
            return "pj.inv", named
        answer = think_over(Question(self.text, sentence, number, choice, named, self.frame))
        return (indicator, None) if answer is None else answer

    def _price_of(self, number: Number, here: list[Named]) -> str | None:
        """The project of 投资20亿元的某某项目, whatever the sentence counts."""
        if not self.text.startswith("的", number.tail) or not _INVESTED.search(
            self.text, max(0, number.lead - 5), number.lead
        ):
            return None
        return next((one.name for one in here if 1 <= one.start - number.tail <= 2), None)

    def _of_the_named(self, choice: Choice, here: list[Named]) -> bool:
        """Whether 协议投资 stands right behind one project's name."""
        before = [one for one in here if one.end <= choice.start and not one.listed]
        return bool(before) and self.text[before[-1].end : choice.start] in _RIGHT_BEHIND

    def _invested(self, choice: Choice, number: Number, here: list[Named]) -> bool:
        """Whether a project is named with its own 投资 between the batch's word and the number."""
        between = [one for one in here if choice.end <= one.start and one.end <= number.lead and not one.listed]
        return bool(between) and "投资" in self.text[between[-1].end : number.lead]

    def _done(
        self, choice: Choice, sentence: Sentence, number: Number, named: str | None
    ) -> tuple[str | None, str | None]:
        """已完成, 投入: of the target just said, of works for a firm, of one project, of many."""
        last = self.frame.last
        beside = choice.end == number.lead and last is not None and last.sentence is sentence
        if beside and last is not None and last.role == "target" and last.unit == number.unit:
            return last.indicator, None
        if self._infrastructure(sentence, number, named):
            return "svc.infra", named
        batch = self._batch(sentence, number)
        if named and not batch:
            return "pj.done", named
        return ("key.inv", None) if batch and "项目" in self.text[sentence.start : number.start] else (None, None)

    def _batch(self, sentence: Sentence, number: Number) -> bool:
        """Whether a count of projects stands before the number in its sentence (or the sentence speaks of many)."""
        counts = self.frame.counts
        if (
            counts is not None
            and (counts.sentence is sentence or counts.sentence.line == sentence.line)
            and counts.indicator != "lead.n"
        ):
            between = self.text[counts.number.end : number.start]
            return (
                not any(counts.number.end <= named.start < number.start and not named.listed for named in self.projects)
                or "。" not in between
            )
        return bool(
            _MANY_PROJECTS.search(
                self.text[sentence.start : number.start],
            )
        )

    def _investment(
        self, choice: Choice, sentence: Sentence, number: Number, named: str | None, here: list[Named]
    ) -> tuple[str | None, str | None]:
        """总投资: of the batch counted before, of the batch counted after, or of the one project spoken of."""
        text, frame = self.text, self.frame
        clause = last_stop(text, sentence.start, choice.start, ",;:") + 1
        local = text[max(clause, sentence.start) : choice.start]
        after = text[number.tail : number.tail + 24]
        follows = _THEN_COUNT.match(after)
        if self._infrastructure(sentence, number, named):
            return "svc.infra", named
        if frame.finance and "项目" not in text[sentence.start : sentence.end]:
            return "fin.amt", None
        if _TOGETHER.search(text, choice.start - 4, choice.start) and len(here) > 1:
            return None, None
        base = max(clause, sentence.start)
        if named and text.startswith("的项目", number.tail):
            return "pj.inv", named
        if text.startswith("的", number.tail) and not follows and (its := _THEN_PROJECT.match(after)):
            named = next((one.name for one in here if number.tail <= one.start <= number.tail + its.end()), named)
            return "pj.inv", named
        for word, amount in _FAMILY_WORDS:
            said = local.find(word)
            if said >= 0 and not any(base + said < one.start < choice.start and not one.listed for one in here):
                return amount, None
        counts = frame.counts
        close = counts is not None and counts.sentence is sentence
        near_named = any(one.start < number.start and (counts is None or one.start > counts.number.end) and not one.listed
                         and one.start >= sentence.start for one in self.projects if one.start < number.start)  # fmt: skip
        right_named = _THEN_PROJECT.match(after)
        if follows:
            family = family_of(text, sentence.start, clause_end(text, number.tail + 2, sentence.end))
            return family or (
                "key.amt"
                if _KEY.search(after)
                else "signed.amt"
                if "签约" in text[sentence.start : sentence.end]
                else "impl.amt"
                if _UNDER_WAY.search(text[sentence.start : number.start])
                else "landed.amt"
            ), None
        if (
            close
            and counts is not None
            and not near_named
            and not (right_named and text[number.tail : number.tail + 1] == "的")
        ):
            return AMOUNT_OF[counts.indicator], None
        if named and (near_named or right_named or not counts):
            return "pj.inv", named
        if right_named:
            return "pj.inv", named
        if counts is not None and counts.sentence.line == sentence.line:
            return AMOUNT_OF[counts.indicator], None
        if named:
            return "pj.inv", named
        before = text[sentence.start : number.start]
        if _OF_ONE.search(before):
            return "pj.inv", None
        line_end = text.find("\n", number.tail)
        family = family_of(text, sentence.start, number.start)
        if family is None and sentence.heading:
            family = family_of(text, sentence.start, line_end if line_end > 0 else len(text))
        return family, None

    def _infrastructure(self, sentence: Sentence, number: Number, named: str | None) -> bool:
        after = self.text[number.end : min(sentence.end, number.end + 44)]
        return bool(
            _WORKS.search(
                after,
            )
        ) and not _ENDS_PROJECT.search(self.text[sentence.start : number.lead])


def family_of(text: str, start: int, end: int) -> str | None:
    """The family of projects text[start:end] speaks of last."""
    best = max(((text.rfind(word, start, end), amount) for word, amount in _FAMILY_WORDS), default=(-1, ""))
    return best[1] if best[0] >= 0 else None
