"""What a walk remembers and how it makes a measured number; the ground the other steps stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dianxiaoer.engines.text.lexicon import Lexicon
from dianxiaoer.engines.text.named import Named
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.roles import is_target, signed
from dianxiaoer.engines.text.segments import Sentence


@dataclass(slots=True)
class Measured:
    """A number with its meaning, in clean coordinates; `period` is filled by the caller."""

    number: Number
    indicator: str
    role: str
    value: float
    unit: str
    op: str
    sentence: Sentence
    rule: str
    because: tuple[str, ...]
    score: float
    filter: str | None = None
    project: str | None = None
    scope: str | None = None
    versus: str | None = None


@dataclass(slots=True)
class Frame:
    """What a later number may lean on: the last measures of the paragraph and of the sentence."""

    last: Measured | None = None
    head: Measured | None = None
    counts: Measured | None = None
    project: Named | None = None
    finance: bool = False
    expo: bool = False
    target: bool = False
    aimed: bool = False
    carried: bool = False
    line: int = -1
    recent: list[Measured] = field(default_factory=list)


#: Families with both a count and an amount: @inv after a count takes the same family's amount.
AMOUNT_OF = {
    "signed.n": "signed.amt", "started.n": "started.amt", "done.n": "done.amt", "talks.n": "talks.amt", "prod.n": "prod.amt",
    "landed.n": "landed.amt", "impl.n": "impl.amt", "reserve.n": "reserve.amt", "key.n": "key.amt", "instat.n": "instat.amt",
    "fdi.n": "fdi.inv", "landed.firms": "landed.amt", "fdi.firms": "fdi.inv", "unstarted.n": "reserve.amt", "lead.n": "talks.amt",
}  # fmt: skip
OF_TARGET = re.compile(r"(?:占|完成)[^,,]{0,10}(?:任务|目标|计划)(?:数|额)?(?:的)?\(?$")


_HOPED = re.compile(r"预计|预估|可|达产|投产后|建成后|全部|将|有望|计划")
_CHANGED = re.compile(r"增长|增速|同比|提高|上升|下降|降低")
_AIMED = re.compile(r"完成|目标|任务")


class Memory:
    """The memory of one pass over a report; `measured` collects what the numbers mean."""

    def __init__(self, text: str, lexicon: Lexicon, projects: list[Named]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.projects = projects
        self._starts = [named.start for named in projects]
        self.frame = Frame()
        self.measured: list[Measured] = []
        self._heading_target = False

    def _keep(self, measured: Measured) -> None:
        frame = self.frame
        self.measured.append(measured)
        frame.recent.append(measured)
        of_target = measured.role == "target" and OF_TARGET.search(
            self.text, measured.sentence.start, measured.number.lead
        )
        frame.aimed = (measured.role == "target" and not of_target) or (frame.aimed and measured.role != "actual")
        if measured.role in ("actual", "target", "expected"):
            if measured.filter is None or frame.head is None:
                frame.head = measured
            frame.last = measured
            if measured.indicator in AMOUNT_OF and not self._beside(measured):
                frame.counts = measured

    def _beside(self, measured: Measured) -> bool:
        """Whether 外资项目8个 only stands among the parts of a count, which goes on behind it."""
        counts = self.frame.counts
        if measured.indicator != "fdi.n" or counts is None or counts.indicator == "fdi.n":
            return False
        return counts.sentence is measured.sentence

    def _recent_actual(self) -> Measured | None:
        for one in reversed(self.frame.recent):
            if one.role in ("actual", "target") and one.unit != "pct":
                return one
        return self.frame.last

    def _project(self, sentence: Sentence, number: Number, here: list[Named]) -> str | None:
        """The one project this number speaks of: named before it in the sentence, right after it, or last in the paragraph."""
        before = [one for one in here if one.end <= number.start]
        if before:
            return before[-1].name
        after = [one for one in here if one.start >= number.end and one.start - number.end <= 30]
        if after:
            return after[0].name
        return self.frame.project.name if self.frame.project else None

    def _role(self, indicator: str, sentence: Sentence, number: Number) -> str:
        text = self.text
        low = sentence.start
        if indicator in ("pj.output", "pj.tax", "pj.jobs", "pj.tax_mu", "pj.output_mu"):
            before = text[max(low, number.start - 60) : number.start]
            return "expected" if _HOPED.search(before) else "actual"
        if indicator.startswith("pj.") or indicator == "key.plan":
            return "actual"
        return "target" if is_target(text, low, number.start, self.frame.target or self.frame.aimed) else "actual"

    def _pct_role(self, number: Number, sentence: Sentence, at: int, indicator: str) -> tuple[str, float]:
        between = self.text[max(sentence.start, at - 12) : number.lead]
        if self.lexicon.units.get(indicator) == "pct" and not indicator.startswith("firm."):
            return "actual", number.value
        if _CHANGED.search(between):
            return "yoy", signed(number.value, between)
        if _AIMED.search(between):
            return "pct_of_target", number.value
        return "share", number.value

    def _leaning(
        self, base: Measured, number: Number, role: str, value: float, sentence: Sentence, rule: str, word: str,
        label: str | None = None, versus: str | None = None, scope: str | None = None,
    ) -> Measured:  # fmt: skip
        unit = "rank" if role == "rank" else number.unit
        return Measured(
            number, base.indicator, role, value, unit, number.op, sentence, rule, (word, base.because[0]),
            min(base.score, 6.6) - 0.2, label, None, scope, versus,
        )  # fmt: skip

    def _make(
        self, number: Number, indicator: str, role: str, sentence: Sentence, rule: str, because: tuple[str, ...], score: float,
        value: float | None = None, project: str | None = None, label: str | None = None, scope: str | None = None,
    ) -> Measured:  # fmt: skip
        return Measured(
            number, indicator, role, number.value if value is None else value, number.unit, number.op, sentence, rule,
            because, score, label, project, scope,
        )  # fmt: skip
