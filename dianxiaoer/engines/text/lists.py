"""「A、B、C 分别为 x、y、z」 and parts of a count: which number of a list belongs to which measure."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.frame import Measured
from dianxiaoer.engines.text.lexicon import Hit
from dianxiaoer.engines.text.measure import Choice
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.roles import is_target
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.shares import Shares
from dianxiaoer.engines.text.slots import clause_end, slot_of

_COUNT_SLOTS = {"project", "firm", "issue", "lead", "times", "batch", "visits", "person", "bank", "country", "park", "item",
                "copies", "bldg", "jobs", "thing", "ware", "line", "bed", "place", "team"}  # fmt: skip
WHICH = re.compile(
    r"[亿万]元(?:以上)?的(?:有|达|共)$|其中|从[^,,。]{2,8}看[,,]|涉及|按[^,,。]{2,8}(?:划)?分[,,]|包含|包括|分别|含|占|(?:项目|企业)中[,,]"
)


_RESPECTIVELY = re.compile(r"分别")
_JOINER = re.compile(r"[、和,,]|与|及")
#: 到位资金占比分别为33.1%、20.7%: shares of one measure.
_OF_ALL = re.compile(r"(?:占比|比重|份额)(?:数)?$")
_PIECE = re.compile(r"[^、和与及]+")
_STOP = re.compile(r"[。;;]")


class Lists(Shares):
    """「A、B、C 分别为 x、y、z」 and parts of a count: which number of a list belongs to which measure."""

    def _distributed(self, sentence: Sentence, numbers: list[Number], hits: list[Hit]) -> dict[int, Measured]:
        """「A、B、C 分别为 x、y、z」: the n-th number goes to the n-th measure."""
        found: dict[int, Measured] = {}
        text = self.text
        if text.find("分别", sentence.start, sentence.end) < 0:
            return found
        for match in _RESPECTIVELY.finditer(text, sentence.start, sentence.end):
            at = match.start()
            after = [index for index, one in enumerate(numbers) if one.start >= at]
            run = self._run(numbers, after, sentence)
            if len(run) < 2:
                continue
            low = max(sentence.start, *(one.end for one in numbers if one.end <= at), sentence.start)
            heads = self._heads(low, at, numbers[run[0]], hits, sentence, numbers, run[0])
            if len(heads) == 1 < len(run) and numbers[run[0]].kind == "share" and _OF_ALL.search(text, low, at):
                heads = heads * len(run)
            if len(heads) != len(run) and numbers[run[0]].kind == "share":
                continue  # what was measured before: see _spread
            if len(heads) != len(run):
                continue
            for index, (indicator, rule, word, label) in zip(run, heads, strict=True):
                role, value = "actual", numbers[index].value
                if numbers[index].kind == "share":
                    role, value = self._pct_role(numbers[index], sentence, at, indicator)
                if role == "actual" and is_target(
                    text, sentence.start, numbers[index].start, self.frame.target or self.frame.aimed
                ):
                    role = "target"
                found[index] = self._make(
                    numbers[index], indicator, role, sentence, rule, (word, "分别"), 5.5, value=value, label=label
                )
        return found

    def _spread(self, sentence: Sentence, numbers: list[Number], index: int) -> Measured | None:
        """「…68个,…285亿元,同比分别增长9.7%、14.2%」: the n-th percentage belongs to the n-th measure said before."""
        text, number = self.text, numbers[index]
        at = text.rfind("分别", sentence.start, number.start)
        if number.kind != "share" or at < 0:
            return None
        run = self._run(numbers, [one for one in range(len(numbers)) if numbers[one].start >= at], sentence)
        before = [one for one in self.frame.recent if one.number.end <= at and one.unit not in ("pct", "pp")]
        if index not in run or len(run) < 2 or len(before) < len(run):
            return None
        base = before[-len(run) :][run.index(index)]
        role, value = self._pct_role(number, sentence, at, base.indicator)
        return self._leaning(base, number, role, value, sentence, role, "分别", label=base.filter)

    def _run(self, numbers: list[Number], after: list[int], sentence: Sentence) -> list[int]:
        """Indexes of like numbers joined by 、 和 , from the first of `after` on."""
        run: list[int] = []
        for index in after:
            if run:
                gap = self.text[numbers[run[-1]].tail : numbers[index].lead]
                if len(gap) > 4 or numbers[index].kind != numbers[run[0]].kind or not _JOINER.search(gap):
                    break
            run.append(index)
        return run

    def _heads(
        self, low: int, at: int, number: Number, hits: list[Hit], sentence: Sentence, numbers: list[Number], index: int
    ) -> list[tuple[str, str, str, str | None]]:
        """The measures listed in text[low:at], one per 、-piece."""
        text = self.text
        piece_start = max(low, text.rfind(",", low, at) + 1, text.rfind(",", low, at) + 1)
        if at - piece_start < 3:
            piece_start = max(low, text.rfind(",", low, at - 3) + 1)
        body = text[piece_start:at]
        pieces = [(one.start() + piece_start, one.end() + piece_start) for one in _PIECE.finditer(body)]
        heads: list[tuple[str, str, str, str | None]] = []
        slot, _ = slot_of(text, number, sentence.start, sentence.end, self.lexicon)
        for first, last in pieces:
            inside = [hit for hit in hits if hit.start >= first and hit.end <= last]
            shares = ("pct", "project", "money") if "项目" in text[first:last] else ("pct", "money")
            slots = (
                shares
                if number.kind == "share"
                else (slot,)
                if slot != "thing"
                else ("project", "firm", "issue", "times")
            )
            options = [
                (hit.cue.readings[one][1], hit.cue.readings[one][0], hit)
                for hit in inside
                for one in slots
                if one in hit.cue.readings and hit.cue.readings[one][0][0] not in "-@"
            ]
            if (
                number.kind == "share"
                and text[first:last].endswith("率")
                and not any(hit.cue.readings.get("pct", "-")[0] != "-" for hit in inside)
            ):
                heads.append(("-", "rate", text[first:last], None))
            elif options:
                _, indicator, hit = max(options, key=lambda option: (option[0], option[2].start))
                heads.append((indicator, hit.cue.rule, hit.cue.word, None))
            else:
                heads.append(("", "", "", text[first:last]))
        known = [head for head in heads if head[0]]
        counts = self.frame.counts
        if not known and counts is not None and slot == "project" and counts.indicator.endswith(".n"):
            return [(counts.indicator, "part", counts.because[0], head[3]) for head in heads]
        if not known:
            return []
        if any(not head[0] for head in heads):
            last_known = known[-1]
            return [head if head[0] else (*last_known[:3], head[3]) for head in heads]
        return heads

    def _inherited(self, sentence: Sentence, number: Number, slot: str, choice: Choice | None) -> Measured | None:
        """A part of the count before it: 其中工业项目10个, 包含省平台4个、市平台3个."""
        text, frame = self.text, self.frame
        head = frame.counts if slot in ("project", "thing", "firm", "team") else frame.last
        if (
            slot == "firm"
            and frame.last is not None
            and frame.last.indicator in ("svc.firms", "visit.firms", "fin.firms")
        ):
            head = frame.last
        if (
            head is not None
            and head.sentence is not sentence
            and not sentence.soft
            and not WHICH.search(text, sentence.start, number.lead)
        ):
            return None
        if head is None or slot not in _COUNT_SLOTS or not (frame.carried or head.sentence.line == sentence.line):
            return None
        gap_start = max(frame.last.number.tail if frame.last else sentence.start, sentence.start)
        gap = text[gap_start : number.lead]
        near = text[max(gap_start, number.lead - 22) : number.lead]
        part = bool(WHICH.search(gap)) or (head.filter is not None and not _STOP.search(gap))
        if not part or len(gap) > 60:
            return None
        if (
            choice is not None
            and choice.indicator[0] not in "-@"
            and choice.indicator != head.indicator
            and choice.score >= 4.0
        ):
            own = choice.start >= gap_start or choice.start >= number.end
            if (
                own
                and (choice.rule not in _KINDS or (choice.word[:2] in _STATES and head.indicator != "key.n"))
                and (choice.end <= number.lead or choice.start - number.end < 12)
            ):
                return None
        if slot == "firm" and head.indicator.endswith(".n"):
            return None
        if slot == "project" and not head.indicator.endswith(".n"):
            return None
        if slot in ("person", "times", "issue", "item", "batch", "lead", "copies", "bldg"):
            if choice is not None and choice.score >= 3.5:
                return None
            if head.number.word != number.word:
                return None
        label = _filter_text(near, text[number.tail : clause_end(text, number.tail, sentence.end)])
        if label is None:
            return None
        return self._make(
            number, head.indicator, head.role, sentence, "part", (label, head.because[0]), head.score - 0.4, label=label
        )


_PIECE_END = re.compile(r"[,,。;;、::]|其中|包含|包括|含|有")
_COUNT_TAIL = re.compile(r"(?:项目|企业)?(?:共计|达到|达|为|共|(?<![签履])约|数|个数|数量|总数|分别|各|有)*$")
#: How far projects are: said with the number, it is no part of a count of others.
_STATES = ("在建", "续建", "履约")
#: Rules of words that also say which part of a count is meant: 其中内资项目8个.
_KINDS = ("key", "impl", "landed.weak")
#: Words of doing: what holds them says no part of a count.
_DEED = re.compile(r"计划|实际|目前|已|正在|拟|争取|力争")
_AT_LEAST = re.compile(r"(?:总投资)?(?:超|过)?([\d.]*[百千]?[亿万]元(?:及)?以上)")
#: 单体投资超10亿元的有3个.
_SIZED = re.compile(r"(超?[\d.]+[百千]?[亿万]元(?:以上)?)的(?:有|达|共)$")
_KIND_AFTER = re.compile(r"(?:以上)?的?([\u4e00-\u9fff]{2,10}?)(?:项目|企业|类)")


def _filter_text(near: str, after: str) -> str | None:
    """The words that say which part: 省平台, 战略性新兴产业, 10亿元以上; None when nothing says it."""
    if sized := _SIZED.search(near):
        return sized[1]
    piece = _PIECE_END.split(_COUNT_TAIL.sub("", near))[-1]
    piece = _COUNT_TAIL.sub("", piece).strip()
    if _DEED.search(piece):
        return None
    if match := _AT_LEAST.search(piece):
        return match[1]
    if not piece:
        match = _KIND_AFTER.match(after)
        piece = match[1] if match else ""
    return piece if 2 <= len(piece) <= 16 else None
