"""Numbers of a report → indicators: a walk over its sentences that remembers what the last numbers measured."""

from __future__ import annotations

import re
from bisect import bisect_left

from dianxiaoer.engines.text.amounts import Amounts
from dianxiaoer.engines.text.frame import AMOUNT_OF, Frame, Measured
from dianxiaoer.engines.text.lexicon import Hit
from dianxiaoer.engines.text.named import Named
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.ranks import Rank, find_ranks
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.slots import clause_end

_FINANCE = re.compile(r"银企|政金企|政银企|融资|授信|信贷|贷款|放款|首贷|续贷|信易贷|担保|金融机构|银行")
_EXPO = re.compile(r"博览会|展会|展览|参展|展位|观众|交易会|成交")
_TARGET_HEAD = re.compile(r"目标(?!任务)|任务(?:目标|书)|计划$|力争|思路")
_GOES_ON = re.compile(r"该项目|^项目|项目(?:一期|二期|建成|占地|全部|投产|达产|总投资|计划)")
_PART_OF = re.compile(r"\s*[●■•·]?(?:其中|此次|这些|在.{0,6}中)")
#: “1名领导+1名专员”: a slogan.
_SUMMED = re.compile(r"\+\d|\d[\u4e00-\u9fff]{1,8}\+")
_ASIDE = re.compile(r"\([^()\n]{4,120}\)")
_RISEN = re.compile(r"[^,。;\d]{0,6}(?:提升|增加|扩大|提高|增长|上升|扩|增|升|压缩|缩短|降|减少)(?:到|至)")
_STANDING = ("actual", "target", "expected")
_REACHED = re.compile(r"完成|超额|实现")


def _around(number: Number) -> tuple[int, int]:
    return max(0, number.start - 1), number.end + 6


def _part_of_name(number: Number, projects: list[Named]) -> bool:
    """年产20万吨硅基新材料项目: the project's name, and its capacity, but no fact of its own."""
    return any(one.start <= number.start and number.end <= one.end for one in projects)


class Walk(Amounts):
    """One pass over the sentences of a report; `measured` collects what the numbers mean."""

    def read(self, sentence: Sentence, numbers: list[Number]) -> None:
        """Take in one sentence with its numbers (also none: a sentence may still name the project the next one is about)."""
        frame, text = self.frame, self.text
        if sentence.heading:
            aims = _TARGET_HEAD.search(text, sentence.start, sentence.end)
            self._heading_target = bool(aims) and not _REACHED.search(text, sentence.start, sentence.end)
            if not numbers:
                frame.project = frame.head = frame.counts = frame.last = None
        if sentence.line != frame.line:
            body = text[sentence.start : sentence.start + 12]
            keep = frame.project if frame.project and _GOES_ON.search(body) else None
            keep_head = frame.head if frame.head and _PART_OF.match(body) else None
            counts = (frame.counts or keep_head) if keep_head else None
            self.frame = frame = Frame(
                project=keep, head=keep_head, counts=counts, target=self._heading_target, line=sentence.line,
                carried=keep_head is not None,
            )  # fmt: skip
        elif not sentence.soft:
            frame.last = None
            frame.aimed = False
            frame.recent.clear()
        low = bisect_left(self._starts, sentence.start)
        here = self.projects[low : bisect_left(self._starts, sentence.end, low)]
        if here and numbers:
            numbers = [one for one in numbers if not _part_of_name(one, here)]
        body = text[sentence.start : sentence.end]
        ordered = "第" in body or "首" in body
        ranks = find_ranks(text, sentence.start, sentence.end) if ordered else []
        if numbers or ordered:
            frame.finance = bool(_FINANCE.search(body))
            frame.expo = bool(_EXPO.search(body)) or frame.expo
        if numbers or ranks:
            self._numbers(sentence, numbers, ranks, here)
        if here and not here[-1].listed:
            frame.project = here[-1]

    def _numbers(self, sentence: Sentence, numbers: list[Number], ranks: list[Rank], here: list[Named]) -> None:
        text = self.text
        last = max(numbers[-1].tail if numbers else 0, ranks[-1].end if ranks else 0)
        hits = self.lexicon.scan(text, sentence.start, clause_end(text, last, sentence.end))
        numbers = [number for number in numbers if not self._is_threshold(number, sentence)]
        numbers = [number for number in numbers if not self._is_before(number)]
        if text.find("+", sentence.start, sentence.end) >= 0:
            numbers = [number for number in numbers if not _SUMMED.search(text, *_around(number))]
        distributed = self._distributed(sentence, numbers, hits)
        merged: list[tuple[int, int | Rank]] = [(number.start, index) for index, number in enumerate(numbers)]
        if ranks:
            merged = sorted([*merged, *((rank.start, rank) for rank in ranks)], key=lambda pair: pair[0])
        asides = (
            [match.span() for match in _ASIDE.finditer(text, sentence.start, sentence.end)]
            if len(merged) > 1 and text.find("(", sentence.start, sentence.end) >= 0
            else []
        )
        for at, thing in merged:
            if asides:
                self._step_out(asides, at)
            if not isinstance(thing, int):
                self._rank(sentence, thing, hits)
                continue
            number = numbers[thing]
            if ranks and any(rank.start <= number.start < rank.end for rank in ranks):
                continue
            if thing not in distributed and "分别" in text[sentence.start : number.start]:
                distributed = {**self._distributed(sentence, numbers, hits), **distributed}
            done = (
                distributed.get(thing)
                or self._spread(sentence, numbers, thing)
                or self._one(sentence, number, numbers, thing, hits, here)
            )
            if done is not None and done.indicator != "-":
                self._keep(done)

    def _is_before(self, number: Number) -> bool:
        """由1.5万吨提升至3万吨: where it came from, no fact."""
        from_it = self.text[number.lead - 1] in "由从"
        return from_it and _RISEN.match(self.text, number.tail, number.tail + 12) is not None

    def _step_out(self, asides: list[tuple[int, int]], at: int) -> None:
        """After a bracket the sentence goes on where it was before it."""
        frame = self.frame
        while asides and at >= asides[0][1]:
            start, end = asides.pop(0)
            if any(start < one.number.start < end for one in frame.recent):
                frame.recent = [one for one in frame.recent if one.number.start < start]
                frame.last = next((one for one in reversed(frame.recent) if one.role in _STANDING), frame.last)
                frame.counts = next((one for one in reversed(frame.recent) if one.indicator in AMOUNT_OF), frame.counts)

    def _one(
        self, sentence: Sentence, number: Number, numbers: list[Number], index: int, hits: list[Hit], here: list[Named]
    ) -> Measured | None:
        if number.kind in ("share", "point", "times"):
            return self._ratio(sentence, number, numbers, index, hits)
        if number.kind == "none":
            return None
        return self._amount(sentence, number, numbers, index, hits, here)
