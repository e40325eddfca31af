"""Percentages, points, multiples and ranks: they lean on the measure before them."""

from __future__ import annotations

import re
from dataclasses import replace

from dianxiaoer.engines.text.frame import OF_TARGET, Measured, Memory
from dianxiaoer.engines.text.lexicon import Hit
from dianxiaoer.engines.text.measure import choose
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.ranks import Rank
from dianxiaoer.engines.text.roles import (
    CHANGED_BY,
    is_target,
    names_diff,
    names_multiple,
    names_share,
    names_target_share,
    names_yoy,
    signed,
)
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.slots import clause_end

#: 超序时进度5.9%: points ahead of the calendar, however written.
_AHEAD = re.compile(
    r"(?:超|超过|高于|快于|高出|低于|慢于|落后|超出)(?:序时|时间|时序|计划)?进度(?:要求|目标|任务)?(?:了|约|近|达)?$"
)
#: 占规上工业企业75.8% is a share of things; it does not lean on a sum of money.
_OF_THINGS = re.compile(
    r"占[^,,]{0,12}(?:企业|项目|主体|客商)(?:总数|总量|数量|数|个数)?(?:的)?(?:比重|比例)?(?:达|为|近|约|超)?$"
)
_YEAR_START = re.compile(r"(?:比|较)(?:年初|上年末|上月)")
#: 高新技术产业产值占规上工业产值比重: a share of what was not measured before.
_ITS_OWN = re.compile(r"(?:产值|增加值|收入|利润|税收|销售额)占")
_UP_TO = re.compile(r"[到至]")
_PLACED = re.compile(r"居|列|排|位")
_PROMOTION_WORK = re.compile(r"招商(?:引资)?(?:综合)?(?:工作|考核|实绩|成效|评比)")
_PROMOTION = re.compile(r"招商(?:引资)?(?:工作|考核|综合|实绩|成效|评比)?")


class Shares(Memory):
    """Percentages, points, multiples and ranks: they lean on the measure before them."""

    def _ratio(
        self, sentence: Sentence, number: Number, numbers: list[Number], index: int, hits: list[Hit]
    ) -> Measured | None:
        text, frame = self.text, self.frame
        low = max(sentence.start, numbers[index - 1].tail if index else sentence.start)
        right_end = clause_end(text, number.tail, sentence.end)
        before = text[max(sentence.start, number.lead - 40) : number.lead]
        gap = text[low : number.lead]
        after = text[number.tail : right_end]
        own = self._own_measure(text, number, hits, low, sentence)
        if number.kind == "share" and text[number.lead - 1 : number.lead] in ("由", "从") and _UP_TO.search(after):
            return None
        if number.kind == "share":
            rate = choose(text, number, "pct", [hit for hit in hits if hit.cue.readings.get("pct", ("-", 0))[1] >= 5.9 and not hit.cue.rule.startswith("econ")],
                          sentence.start, numbers, index, right_end)  # fmt: skip
            kept = rate is None or frame.finance or not rate.word.endswith("履约率")
            if kept and rate is not None and rate.score >= 4.6 and not names_yoy(text[rate.end : number.lead]):
                role = (
                    "target" if is_target(text, sentence.start, number.start, frame.target or frame.aimed) else "actual"
                )
                return self._make(number, rate.indicator, role, sentence, rate.rule, (rate.word,), rate.score)
        lean = own or frame.last or (frame.recent[-1] if frame.recent else None)
        if (
            number.kind == "share"
            and gap in ("的", ")的")
            and index
            and OF_TARGET.search(text, sentence.start, numbers[index - 1].lead)
            and frame.last
        ):
            return self._leaning(frame.last, number, "pct_of_target", number.value, sentence, "pct_of_target", "任务")
        aimed = frame.recent[-1] if frame.recent else None
        if (
            number.kind == "share"
            and gap in ("的", ")的")
            and aimed
            and aimed.role == "target"
            and aimed.number is numbers[index - 1]
        ):
            return self._leaning(aimed, number, "pct_of_target", number.value, sentence, "pct_of_target", "目标")
        if number.kind in ("share", "point") and _AHEAD.search(gap):
            base = self._recent_actual() or own
            return base and self._leaning(base, number, "diff", signed(number.value, gap), sentence, "diff", "进度")
        if number.kind == "share" and names_target_share(gap, before, after):
            if own is not None and own.indicator == "key.plan":
                own = None
            base = own or self._recent_actual() or frame.head
            if base is None or (own is None and self._of_another(numbers, index, base)):
                return None
            if base.indicator == "key.n" and "投资" in gap:
                base = replace(base, indicator="key.inv")
            return self._leaning(base, number, "pct_of_target", number.value, sentence, "pct_of_target", "目标")
        if number.kind == "share" and names_share(gap, after):
            base = self._recent_actual() or own
            if own is None and _ITS_OWN.search(gap):
                return None
            if own is not None and base is None and own.indicator.startswith("econ."):
                base = own
            elif (
                own is not None
                and base is not None
                and own.indicator != base.indicator
                and own.because[0] not in gap[gap.rfind("占") :]
            ):
                return None
            if base is None or base.indicator.endswith(".avg") or (base.unit != "count" and _OF_THINGS.search(gap)):
                return None
            return self._leaning(base, number, "share", number.value, sentence, "share", "占", label=base.filter)
        if number.kind == "point" and names_diff(gap, before):
            if own is None and frame.recent and frame.recent[-1].sentence is sentence:
                lean = frame.recent[-1]
            if lean is None:
                return None
            return self._leaning(
                lean, number, "diff", signed(number.value, gap), sentence, "diff", "百分点", versus=_versus(gap)
            )
        if number.kind == "times":
            if lean is None or not names_multiple(gap, before):
                return None
            return self._leaning(lean, number, "multiple", number.value, sentence, "multiple", "倍")
        if number.kind == "share" and names_yoy(gap):
            return self._growth(sentence, number, numbers, index, hits, own, gap)
        return None

    def _growth(
        self,
        sentence: Sentence,
        number: Number,
        numbers: list[Number],
        index: int,
        hits: list[Hit],
        own: Measured | None,
        gap: str,
    ) -> Measured | None:
        """同比增长10%: of the measure named with it, else of the number before."""
        text, frame = self.text, self.frame
        low = max(sentence.start, numbers[index - 1].tail if index else sentence.start)
        right_end = clause_end(text, number.tail, sentence.end)
        if own is None:
            firm = choose(
                text,
                number,
                "pct",
                [hit for hit in hits if hit.cue.rule in ("firm.cost", "firm.orders")],
                sentence.start,
                numbers,
                index,
                right_end,
            )
            if firm is not None:
                return self._make(
                    number,
                    firm.indicator,
                    "yoy",
                    sentence,
                    firm.rule,
                    (firm.word,),
                    firm.score,
                    value=signed(number.value, gap),
                )
        base = own or frame.last
        if own is None and base is not None and self._of_another(numbers, index, base):
            return None
        if base is not None and "同比" not in gap and _YEAR_START.search(text, base.number.end, number.lead):
            return None
        if base is None or base.indicator.startswith("pj.") or self._foreign(hits, low, number):
            return None
        role = (
            "target"
            if is_target(text, sentence.start, number.start, frame.target or frame.aimed)
            and (own is not None or base.role == "target")
            else "yoy"
        )
        return self._leaning(base, number, role, signed(number.value, gap), sentence, "yoy", "同比")

    def _of_another(self, numbers: list[Number], index: int, base: Measured) -> bool:
        """Whether the number before a growth measures nothing we follow: the growth is that one's, not the base's."""
        number, text = numbers[index], self.text
        for before in reversed(numbers[:index]):
            if before.start <= base.number.start:
                return False
            between = text[before.end : number.lead]
            aside = ")" in between and "(" not in between
            changed = CHANGED_BY.search(text, max(base.number.end, before.lead - 16), before.lead)
            if before.kind not in ("share", "point", "times", "none") and not aside and not changed:
                return True
        return False

    def _own_measure(self, text: str, number: Number, hits: list[Hit], low: int, sentence: Sentence) -> Measured | None:
        """A measure named between the number before and this one: 固定资产投资增长41.3%."""
        best: tuple[float, Hit, str] | None = None
        for hit in hits:
            if hit.start < low or hit.end > number.lead:
                continue
            reading = hit.cue.readings.get("pct")
            if reading is None or reading[0][0] == "-" or not reading[0].startswith(("econ.", "firm.")):
                money = hit.cue.readings.get("money")
                if money is None or money[1] < 5.5 or money[0][0] in "-@":
                    continue
                reading = (money[0], money[1] - 0.5)
            clauses = text.count(",", hit.end, number.lead) + text.count(",", hit.end, number.lead)
            score = reading[1] - 1.2 * clauses - 0.03 * (number.lead - hit.end)
            if best is None or score >= best[0]:
                best = (score, hit, reading[0])
        if best is None or best[0] < 2.5:
            return None
        score, hit, indicator = best
        return self._make(number, indicator, "actual", sentence, hit.cue.rule, (hit.cue.word,), score)

    def _foreign(self, hits: list[Hit], low: int, number: Number) -> bool:
        """Whether the measure named last before a percentage is one we do not follow (利润总额增长12%)."""
        near = [hit for hit in hits if low <= hit.start and hit.end <= number.lead and "pct" in hit.cue.readings]
        return bool(near) and near[-1].cue.readings["pct"][0] == "-"

    def _rank(self, sentence: Sentence, rank: Rank, hits: list[Hit]) -> None:
        start, end, value, scope = rank.start, rank.end, rank.value, rank.scope
        if "分别" in self.text[max(sentence.start, start - 12) : start]:
            return
        number = Number(value, "rank", "rank", "位", "=", start, start, end, end, False)
        own = self._own_measure(self.text, number, hits, sentence.start, sentence)
        named = own if own is not None and (not self.frame.recent or own.number is number) else None
        last = self.frame.recent[-1] if self.frame.recent else None
        base = last or named
        if base is None or (
            last is not None and named is not None and not _PLACED.search(self.text[last.number.end : start])
        ):
            base = named or base
        since = self.text[last.number.end if last is not None else sentence.start : start]
        if base is None or _PROMOTION_WORK.search(since):
            if _PROMOTION.search(self.text[max(sentence.start, start - 50) : start]):
                self._keep(
                    self._make(number, "rank.zs", "rank", sentence, "rank.zs", ("招商", "排名"), 5.0, scope=scope)
                )
            return
        if base.indicator.startswith(("pj.", "svc.", "act.", "firm.")) or (
            base is last and self._other_named(hits, base, start)
        ):
            return
        self._keep(self._leaning(base, number, "rank", value, sentence, "rank", "位", scope=scope))

    def _other_named(self, hits: list[Hit], base: Measured, start: int) -> bool:
        """Whether another measure is named between the number before and a place (财政收入总量均居首位)."""
        for hit in hits:
            if base.number.end <= hit.start and hit.end <= start:
                for slot in ("pct", "money"):
                    indicator, weight = hit.cue.readings.get(slot, ("", 0.0))
                    if weight >= 4.5 and indicator not in ("", base.indicator):
                        return True
        return False


_VERSUS = re.compile(r"(?:高于|高出|低于|快于|超过|高)(全[国省市区县州](?:平均)?(?:水平)?|(?:全)?[省市]平均)")


def _versus(gap: str) -> str | None:
    match = _VERSUS.search(gap)
    return match[1].removesuffix("水平") if match else None
