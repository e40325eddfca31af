"""Numbers of a report → indicators: a walk over its sentences that remembers what the last numbers measured."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from dianxiaoer.engines.text.lexicon import Hit, Lexicon
from dianxiaoer.engines.text.measure import Choice, choose
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.projects import Named
from dianxiaoer.engines.text.ranks import Rank, find_ranks
from dianxiaoer.engines.text.roles import (
    is_target,
    names_diff,
    names_multiple,
    names_share,
    names_target_share,
    names_yoy,
    signed,
)
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.slots import clause_end, slot_of


@dataclass(frozen=True, slots=True)
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
    line: int = -1
    recent: list[Measured] = field(default_factory=list)


#: Families with both a count and an amount: @inv after a count takes the same family's amount.
AMOUNT_OF = {
    "signed.n": "signed.amt", "started.n": "started.amt", "done.n": "done.amt", "talks.n": "talks.amt", "prod.n": "prod.amt",
    "landed.n": "landed.amt", "impl.n": "impl.amt", "reserve.n": "reserve.amt", "key.n": "key.amt", "instat.n": "instat.amt",
    "fdi.n": "fdi.inv", "landed.firms": "landed.amt", "fdi.firms": "fdi.inv", "unstarted.n": "reserve.amt", "lead.n": "talks.amt",
}  # fmt: skip
_COUNT_SLOTS = {"project", "firm", "issue", "lead", "times", "batch", "visits", "person", "bank", "country", "park", "item",
                "copies", "bldg", "jobs", "thing", "ware", "line", "bed", "place", "team"}  # fmt: skip
_FINANCE = re.compile(r"银企|政金企|政银企|融资|授信|信贷|贷款|放款|首贷|续贷|信易贷|担保|金融机构|银行")
_EXPO = re.compile(r"博览会|展会|展览|参展|展位|观众|交易会|成交")
_TARGET_HEAD = re.compile(r"目标(?!任务)|任务(?:目标|书)|计划$|力争|思路")
_THRESHOLD_AFTER = re.compile(
    r"(?:及|\(含\))?(?:以上|以下|级|以内|元级)?的?[\u4e00-\u9fff“”]{0,8}?(?:项目|企业|产业|工业|大项目|好项目|技改|制造业|主体|单体|工程)"
)
_THRESHOLD_BEFORE = re.compile(
    r"(?:总投资|投资|投资额|产值|营收|主营业务收入|超|过|单体|固投|固定资产投资|年收入|税收|纳税|亿元|不低于)$"
)
_NEW_FIRMS = re.compile(
    r"(?:各类|各类型|商事|登记|注册|设立|民营|私营|在册|备案|的)*(?:市场主体|经营主体|主体|企业|个体工商户|商户|户)?(?:共|达|总数)*"
)
_GUESTS = re.compile(r"来自|参展|客商|嘉宾|参会|来宾|展商|与会|代表|吸引")
_GOES_ON = re.compile(r"该项目|^项目|项目(?:一期|二期|建成|占地|全部|投产|达产|总投资|计划)")
_PART_OF = re.compile(r"\s*[●■•·]?(?:其中|此次|这些|在.{0,6}中)")
_STATE = re.compile(r"在建|续建|储备|谋划|前期|新开工|签约|竣工|投产")
_STATES = {
    "在建": "impl.n", "续建": "impl.n", "储备": "reserve.n", "谋划": "reserve.n", "前期": "reserve.n", "新开工": "started.n",
    "签约": "signed.n", "竣工": "done.n", "投产": "prod.n",
}  # fmt: skip
_OF_TARGET = re.compile(r"(?:占|完成)[^,,]{0,10}(?:任务|目标|计划)(?:数|额)?(?:的)?$")
_REACHED = re.compile(r"完成|超额|实现")
_WHICH = re.compile(r"其中|包含|包括|分别|含|占|(?:项目|企业)中[,,]")
_CHANGED_BY = re.compile(r"(?:比|较|同比)[^,,]{0,8}(?:新增|增加|增长|净增|减少|提高|提升|多|增)了?$")


class Walk:
    """One pass over the sentences of a report; `measured` collects what the numbers mean."""

    def __init__(self, text: str, lexicon: Lexicon, projects: list[Named]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.projects = projects
        self._starts = [named.start for named in projects]
        self.frame = Frame()
        self.measured: list[Measured] = []
        self._heading_target = False

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
            self.frame = frame = Frame(
                project=keep, head=keep_head, counts=keep_head, target=self._heading_target, line=sentence.line
            )
        if not sentence.soft:
            frame.last = None
            frame.aimed = False
            frame.recent.clear()
        body = text[sentence.start : sentence.end]
        low = bisect_left(self._starts, sentence.start)
        here = self.projects[low : bisect_left(self._starts, sentence.end, low)]
        if not numbers and "第" not in body and "首" not in body:
            if here and not here[-1].listed:
                frame.project = here[-1]
            return
        frame.finance = bool(_FINANCE.search(body))
        frame.expo = bool(_EXPO.search(body)) or frame.expo
        hits = self.lexicon.scan(text, sentence.start, sentence.end)
        self._numbers(sentence, numbers, hits, here)
        if here and not here[-1].listed:
            frame.project = here[-1]

    # --- one sentence

    def _numbers(self, sentence: Sentence, numbers: list[Number], hits: list[Hit], here: list[Named]) -> None:
        text = self.text
        numbers = [number for number in numbers if not self._is_threshold(number, sentence)]
        distributed = self._distributed(sentence, numbers, hits)
        marks = [(number.start, index) for index, number in enumerate(numbers)]
        ranks = [(rank.start, rank) for rank in find_ranks(text, sentence.start, sentence.end)]
        merged: list[tuple[int, int | Rank]] = sorted([*marks, *ranks], key=lambda pair: pair[0])
        taken = {(rank.start, rank.end) for _, rank in ranks}
        for _, thing in merged:
            if not isinstance(thing, int):
                self._rank(sentence, thing, hits)
                continue
            number = numbers[thing]
            if any(start <= number.start < end for start, end in taken):
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

    def _keep(self, measured: Measured) -> None:
        frame = self.frame
        self.measured.append(measured)
        frame.recent.append(measured)
        of_target = measured.role == "target" and _OF_TARGET.search(
            self.text, measured.sentence.start, measured.number.lead
        )
        frame.aimed = (measured.role == "target" and not of_target) or (frame.aimed and measured.role != "actual")
        if measured.role in ("actual", "target", "expected"):
            if measured.filter is None or frame.head is None:
                frame.head = measured
            frame.last = measured
            if measured.indicator in AMOUNT_OF:
                frame.counts = measured

    def _is_threshold(self, number: Number, sentence: Sentence) -> bool:
        """10亿元以上项目, 超亿元企业: says which things, is no fact."""
        text = self.text
        if number.kind not in ("money", "area"):
            return False
        after = text[number.end : number.end + 16]
        before = text[max(sentence.start, number.lead - 8) : number.lead]
        if number.op == "=" and not re.match(
            r"(?:及)?以上|(?:\(含\))|级|的?[\u4e00-\u9fff“”]{0,8}?(?:项目|企业)[共达有]?\d", after
        ):
            return False
        if re.match(r"(?:级)?的?[\u4e00-\u9fff“”]{0,8}?(?:项目|企业)[共达有]?\d", after):
            return True
        named = re.match(
            r"(?:及|\(含\))?(?:以上|级|以下|以内)的?[\u4e00-\u9fff“”]{0,10}?(?:项目|企业|产业|工业|技改|制造业|主体|工程|大单|合同|工业企业|好企业|大企业)",
            after,
        )
        if named:
            return True
        if text[number.lead : number.start] in ("超", "超过", "过", "突破", "逾") and re.match(
            r"的?[\u4e00-\u9fff]{0,6}?(?:项目|企业)(?!总|投资|产值|签)", after
        ):
            return not re.search(r"总投资|投资额|金额|总额", before) or bool(
                re.match(r"的[\u4e00-\u9fff]{0,6}项目\d", after)
            )
        return (
            bool(re.match(r"(?:及)?以上", after))
            and bool(re.match(r"(?:及)?以上的?(?:\d|[,,、]|有|达|新)", after))
            and bool(re.search(r"(?:投资|产值|营收|收入|项目|企业|税收)(?:在|额)?$", before))
            and bool(re.search(r"其中|项目", text[sentence.start : number.start]))
        )

    def _distributed(self, sentence: Sentence, numbers: list[Number], hits: list[Hit]) -> dict[int, Measured]:
        """「A、B、C 分别为 x、y、z」: the n-th number goes to the n-th measure."""
        found: dict[int, Measured] = {}
        text = self.text
        for match in re.finditer(r"分别", text[sentence.start : sentence.end]):
            at = sentence.start + match.start()
            after = [index for index, one in enumerate(numbers) if one.start >= at]
            run = self._run(numbers, after, sentence)
            if len(run) < 2:
                continue
            low = max(sentence.start, *(one.end for one in numbers if one.end <= at), sentence.start)
            heads = self._heads(low, at, numbers[run[0]], hits, sentence, numbers, run[0])
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
                if len(gap) > 4 or numbers[index].kind != numbers[run[0]].kind or not re.search(r"[、和,,]|与|及", gap):
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
        pieces = [(one.start() + piece_start, one.end() + piece_start) for one in re.finditer(r"[^、和与及]+", body)]
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
                and not any("pct" in hit.cue.readings for hit in inside)
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

    # --- one number

    def _one(
        self, sentence: Sentence, number: Number, numbers: list[Number], index: int, hits: list[Hit], here: list[Named]
    ) -> Measured | None:
        if number.kind in ("share", "point", "times"):
            return self._ratio(sentence, number, numbers, index, hits)
        if number.kind == "none":
            return None
        return self._amount(sentence, number, numbers, index, hits, here)

    def _amount(
        self, sentence: Sentence, number: Number, numbers: list[Number], index: int, hits: list[Hit], here: list[Named]
    ) -> Measured | None:
        text, frame = self.text, self.frame
        slot, _ = slot_of(text, number, sentence.start, sentence.end, self.lexicon)
        if _CHANGED_BY.search(text, max(sentence.start, number.lead - 16), number.lead):
            return None
        if slot == "money" and re.search(
            r"平均|户均|人均|单体", text[max(sentence.start, number.lead - 8) : number.lead]
        ):
            return self._average(sentence, number)
        right_end = clause_end(text, number.tail, sentence.end)
        if index + 1 < len(numbers):
            right_end = min(right_end, numbers[index + 1].lead)
        choice = choose(text, number, slot, hits, sentence.start, numbers, index, right_end)
        if (
            slot == "money"
            and frame.last is not None
            and _OF_TARGET.search(text, sentence.start, number.lead)
            and number.unit == frame.last.unit
        ):
            return self._leaning(frame.last, number, "target", number.value, sentence, "target", "任务")
        if slot == "firm" and (shared := self._financed(sentence, number, right_end)):
            choice = Choice("fin.firms", 6.0, 0.0, shared, "fin.firms", number.end, number.end)
        plain = re.match(r"的?(?:[\u4e00-\u9fff]{0,6}?企业)", text[number.tail : number.tail + 10])
        if (
            slot == "firm"
            and plain
            and (choice is None or choice.score < 3.6)
            and text[number.lead - 1 : number.lead] in "为向给助"
            and text[number.lead - 1 : number.lead]
        ):
            choice = Choice(
                "svc.firms",
                4.0,
                0.0,
                text[number.lead - 1 : number.lead],
                "svc.firms.for",
                number.lead - 1,
                number.lead,
            )
        if choice is None and slot == "thing":
            for other in ("project", "issue"):
                choice = choose(text, number, other, hits, sentence.start, numbers, index, right_end)
                if choice is not None and choice.score >= 3.6:
                    slot = other
                    break
                choice = None
        if number.chinese and (
            text[number.start - 1] in "“‘" or (number.value < 10 and slot not in ("project", "firm"))
        ):
            return None
        inherited = self._inherited(sentence, number, slot, choice)
        if inherited is not None:
            return inherited
        if slot == "team":
            return None
        if slot == "length":
            return self._road(sentence, number)
        if choice is None or choice.indicator == "-":
            return None
        indicator, project = self._resolve(choice, sentence, number, slot, here)
        if indicator is None:
            return None
        if indicator.startswith("pj.") and project is None:
            project = self._project(sentence, number, here)
        role = self._role(indicator, sentence, number)
        return self._make(
            number, indicator, role, sentence, choice.rule, (choice.word,), choice.score - 0.3 * (choice.second > choice.score - 1),
            project=project, label=self._label(sentence, number, numbers, index, indicator),
        )  # fmt: skip

    def _foreign(self, hits: list[Hit], low: int, number: Number) -> bool:
        """Whether the measure named last before a percentage is one we do not follow (利润总额增长12%)."""
        near = [hit for hit in hits if low <= hit.start and hit.end <= number.lead and "pct" in hit.cue.readings]
        return bool(near) and near[-1].cue.readings["pct"][0] == "-"

    def _average(self, sentence: Sentence, number: Number) -> Measured | None:
        """The mean size of the projects counted before: only some families have an indicator for it."""
        counts = self.frame.counts
        averages = {"started.n": "started.avg", "prod.n": "prod.avg", "fdi.n": "fdi.avg"}
        if counts is None or counts.sentence.line != sentence.line or counts.indicator not in averages:
            return None
        return self._make(number, averages[counts.indicator], "actual", sentence, "average", ("平均",), 4.5)

    def _financed(self, sentence: Sentence, number: Number, right_end: int) -> str | None:
        """Firms that got or want credit: 为37户企业协调贷款1.9亿元, 银行与18家企业现场签约."""
        text = self.text
        clause = text[number.tail : clause_end(text, number.tail, sentence.end)]
        if match := re.search(r"授信|贷款|融资|放款|信贷|续贷|转贷|首贷", clause):
            return match[0]
        around = text[max(0, sentence.start - 60) : sentence.end]
        if re.search(r"银企|政金企|政银企|融资对接", around) and re.search(
            r"银行|金融", text[sentence.start : number.start]
        ):
            match = re.search(r"签约|参加|参会|达成|对接", clause)
            return match[0] if match else None
        return None

    def _inherited(self, sentence: Sentence, number: Number, slot: str, choice: Choice | None) -> Measured | None:
        """A part of the count before it: 其中工业项目10个, 包含省平台4个、市平台3个."""
        text, frame = self.text, self.frame
        head = frame.counts if slot in ("project", "thing", "firm", "team") else frame.last
        if (
            head is not None
            and head.sentence is not sentence
            and not sentence.soft
            and not _WHICH.search(text, sentence.start, number.lead)
        ):
            return None
        if head is None or head.sentence.line != sentence.line or slot not in _COUNT_SLOTS:
            return None
        gap_start = max(frame.last.number.tail if frame.last else sentence.start, sentence.start)
        gap = text[gap_start : number.lead]
        near = text[max(gap_start, number.lead - 22) : number.lead]
        part = bool(_WHICH.search(gap)) or (head.filter is not None and not re.search(r"[。;;]", gap))
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
                and choice.rule not in ("key", "impl")
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

    def _resolve(
        self, choice: Choice, sentence: Sentence, number: Number, slot: str, here: list[Named]
    ) -> tuple[str | None, str | None]:
        """The indicator of a choice, with the questions @inv, @done, @tax, @pjfirms answered by the frame."""
        text, frame, indicator = self.text, self.frame, choice.indicator
        named = self._project(sentence, number, here)
        if (
            indicator in ("signed.amt", "landed.amt")
            and frame.finance
            and not re.search(r"项目|招商", text[sentence.start : number.start])
        ):
            return "fin.amt", None
        if (
            indicator == "act.n"
            and number.word in ("批", "批次", "次", "批(次)")
            and re.search(r"赴(?!会)", text[sentence.start : number.start])
        ):
            return "act.out", None
        if indicator == "visit.firms" and re.search(r"银行|金融机构", text[sentence.start : number.start]):
            return "svc.firms", None
        if indicator == "fin.amt" and re.search(r"我们|咱", text[sentence.start : sentence.end]):
            return None, None
        if indicator == "fin.need" and re.search(
            r"(?:解决|满足|落实|化解)[^,,]{0,8}$", text[sentence.start : choice.start]
        ):
            return "fin.amt", None
        if indicator == "guests.n" and re.search(
            r"参加[^,,]{0,10}培训|赴[^,。]*?(?:培训|研修|学习)", text[sentence.start : sentence.end]
        ):
            return "svc.trainees", None
        if indicator == "svc.visits" and number.word in ("场", "场次") and "走访" not in choice.word:
            return "svc.events", None
        if indicator == "firm.f500" and re.search(
            r"上榜|入选|入围|跻身|登榜", text[sentence.start : clause_end(text, number.tail, sentence.end)]
        ):
            return "firm.top500", None
        if (
            indicator == "svc.match"
            and choice.word in ("对接", "对接活动")
            and re.search(r"银企|政金企|政银企|融资", text[:100] + text[max(0, sentence.start - 80) : number.start])
            and not re.search(r"产销|产学研|用工|供需|校企", text[sentence.start : number.start])
        ):
            return "fin.events", None
        if choice.rule.startswith("firm.new") and not _NEW_FIRMS.fullmatch(
            text[min(choice.end, number.lead) : number.lead] or text[number.tail : choice.start]
        ):
            return None, None
        if indicator == "guests.countries":
            before = text[sentence.start : clause_end(text, number.tail, sentence.end)]
            return (
                "fdi.countries" if "外资" in before else "guests.countries" if _GUESTS.search(before) else None
            ), None
        if indicator == "pj.floor" and "楼宇" in text[sentence.start : number.start]:
            return "bldg.area", None
        if (
            indicator in ("pj.floor", "pj.land", "pj.bldg", "pj.cap")
            and not named
            and not re.search(r"项目|[一二三]期|园|基地|中心|工程", text[sentence.start : number.start])
        ):
            return None, None
        if choice.rule == "key" and (state := _STATE.search(text, max(sentence.start, choice.start - 4), choice.start)):
            return _STATES[state[0]], None
        if choice.rule == "key" and (verb := self._verb_before(sentence, number)):
            return verb, None
        if (
            indicator == "visit.firms"
            and re.search(r"(?:邀请|接待|来|到我)[^,,]{0,16}$", text[sentence.start : choice.start])
            and re.match(
                r"(?:来|到|前来|赴我)[^,,]{0,10}考察|[^,,]{0,6}来[^,,]{0,8}考察", text[number.tail : number.tail + 24]
            )
        ):
            return "visit.in", None
        if choice.rule == "key" and text[number.lead - 1 : number.lead] in ("为", "将"):
            return None, None
        if indicator == "pj.jobs" and number.word == "个" and "招聘" in text[sentence.start : number.start]:
            return None, None
        if indicator == "firm.top500" and "500强" not in text[sentence.start : sentence.end]:
            return None, None
        if indicator == "trade.amt" and not frame.expo and choice.word in ("销售额", "采购", "成交"):
            return (
                ("pj.output", named)
                if choice.word == "销售额" and named
                else ((None, None) if choice.word != "采购" else (indicator, None))
            )
        if (
            indicator in ("key.inv", "key.plan")
            and (named or "该项目" in text[sentence.start : number.start])
            and not self._batch(sentence, number)
        ):
            return "pj.done", named
        if indicator in ("fund.paid",) and choice.rule == "fund.paid.weak" and named:
            return "pj.inv", named
        if (
            indicator == "pj.output"
            and not named
            and not re.search(r"预计|达产|投产|建成|可实现|年产值|预估|有望", text[sentence.start : number.start])
        ):
            return None, None
        if indicator == "@inv":
            return self._investment(choice, sentence, number, named)
        if (
            (
                indicator == "@done"
                and frame.last is not None
                and frame.last.role == "target"
                and frame.last.unit == number.unit
            )
            and frame.last.sentence is sentence
            and text[choice.end : number.lead] == ""
        ):
            return frame.last.indicator, None
        if indicator == "@done":
            if self._infrastructure(sentence, number, named):
                return "svc.infra", named
            if named and not self._batch(sentence, number):
                return "pj.done", named
            return (
                ("key.inv", None)
                if self._batch(sentence, number) and re.search("项目", text[sentence.start : number.start])
                else (None, None)
            )
        if indicator == "@tax":
            near = text[max(sentence.start, number.start - 40) : number.start]
            if named or re.search(r"预计|达产|投产后|建成后|可实现|可创|每年|年均|年税收|年纳税|全部建成", near):
                return "pj.tax", named
            return "econ.tax", None
        if indicator == "@pjfirms":
            return (
                ("pj.firms", named)
                if named
                or "入驻" in choice.word
                or re.search(r"园|楼|基地|中心|孵化", text[sentence.start : number.start])
                else ("landed.firms", None)
            )
        return indicator, None

    def _verb_before(self, sentence: Sentence, number: Number) -> str | None:
        """What was done with key projects at the end of a list: 新引进500强企业4家、重大项目21个."""
        text = self.text
        clause = max(text.rfind(mark, sentence.start, number.lead) for mark in ",,;") + 1
        body = text[max(clause, sentence.start) : number.lead]
        if "、" not in body:
            return None
        for verb, indicator in (
            ("引进", "landed.n"),
            ("落地", "landed.n"),
            ("签约", "signed.n"),
            ("开工", "started.n"),
        ):
            if verb in body:
                return indicator
        return None

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
            re.search(
                r"[\d一二三四五六七八九十]+(?:余)?(?:个|项)[\u4e00-\u9fff“”]{0,14}项目",
                self.text[sentence.start : number.start],
            )
        )

    def _investment(
        self, choice: Choice, sentence: Sentence, number: Number, named: str | None
    ) -> tuple[str | None, str | None]:
        """总投资: of the batch counted before, of the batch counted after, or of the one project spoken of."""
        text, frame = self.text, self.frame
        clause = max(text.rfind(mark, sentence.start, choice.start) for mark in ",,;:") + 1
        local = text[max(clause, sentence.start) : choice.start]
        after = text[number.tail : number.tail + 24]
        follows = re.match(r"的?(?:[\u4e00-\u9fff“”]{0,10})?[\d一二三四五六七八九十]+(?:余)?(?:个|项)", after)
        if self._infrastructure(sentence, number, named):
            return "svc.infra", named
        for word, amount in _FAMILY_WORDS:
            if word in local:
                return amount, None
        counts = frame.counts
        close = counts is not None and counts.sentence is sentence
        near_named = any(one.start < number.start and (counts is None or one.start > counts.number.end) and not one.listed
                         and one.start >= sentence.start for one in self.projects if one.start < number.start)  # fmt: skip
        right_named = re.match(
            r"(?:建设|打造|实施|投资|新建|兴建)?的?[^,。;、\d]{4,40}?(?:项目|基地|园|中心|工程|生产线|工厂)", after
        )
        if follows:
            family = _family_of(text, sentence.start, clause_end(text, number.tail + 2, sentence.end))
            return family or (
                "key.amt"
                if re.search("重点|重大", after)
                else "signed.amt"
                if "签约" in text[sentence.start : sentence.end]
                else "impl.amt"
                if re.search("推进|推动|实施", text[sentence.start : number.start])
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
        if re.search(r"该项目|项目(?:计划)?总投资|项目一期|项目二期|公司|企业", before):
            return "pj.inv", None
        line_end = text.find("\n", number.tail)
        family = _family_of(text, sentence.start, number.start)
        if family is None and sentence.heading:
            family = _family_of(text, sentence.start, line_end if line_end > 0 else len(text))
        return family, None

    def _infrastructure(self, sentence: Sentence, number: Number, named: str | None) -> bool:
        after = self.text[number.end : min(sentence.end, number.end + 44)]
        return bool(
            re.search(
                r"(?:修建|铺设|修通|打通|架设|敷设|改造|建成)了?.{0,14}(?:道路|水泥路|柏油路|便民路|沥青路|管网|管线|线路|便道|公路|进厂线|路面|围墙|专线|桥)",
                after,
            )
        ) and not re.search(r"项目$", self.text[sentence.start : number.lead])

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
            return "expected" if re.search(r"预计|预估|可|达产|投产后|建成后|全部|将|有望|计划", before) else "actual"
        if indicator.startswith("pj.") or indicator == "key.plan":
            return "actual"
        return "target" if is_target(text, low, number.start, self.frame.target or self.frame.aimed) else "actual"

    def _road(self, sentence: Sentence, number: Number) -> Measured | None:
        text = self.text
        before, after = text[max(sentence.start, number.lead - 6) : number.lead], text[number.tail : number.tail + 6]
        if not re.search(r"道路|路|线|桥|管网|专线", text[sentence.start : sentence.end]):
            return None
        if re.search(r"宽(?:度)?(?:约|为|达)?$", before) or after.startswith("宽"):
            return self._make(number, "svc.road_width", "actual", sentence, "svc.road_width", ("宽",), 5.0)
        if re.search(r"长(?:度)?(?:约|为|达)?$", before) or re.match(r"长|的.{0,8}(?:道路|路|线)", after):
            return self._make(number, "svc.road_length", "actual", sentence, "svc.road_length", ("长",), 5.0)
        return None

    # --- percentages, points, multiples, ranks

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
        if (
            number.kind == "share"
            and text[number.lead - 1 : number.lead] in ("由", "从")
            and re.search(r"[到至]", after)
        ):
            return None
        if number.kind == "share":
            rate = choose(text, number, "pct", [hit for hit in hits if hit.cue.readings.get("pct", ("-", 0))[1] >= 5.9 and not hit.cue.rule.startswith("econ")],
                          sentence.start, numbers, index, right_end)  # fmt: skip
            if rate is not None and rate.score >= 4.6 and not names_yoy(text[rate.end : number.lead]):
                role = (
                    "target" if is_target(text, sentence.start, number.start, frame.target or frame.aimed) else "actual"
                )
                return self._make(number, rate.indicator, role, sentence, rate.rule, (rate.word,), rate.score)
        lean = own or frame.last or (frame.recent[-1] if frame.recent else None)
        if (
            number.kind == "share"
            and gap == "的"
            and index
            and _OF_TARGET.search(text, sentence.start, numbers[index - 1].lead)
            and frame.last
        ):
            return self._leaning(frame.last, number, "pct_of_target", number.value, sentence, "pct_of_target", "任务")
        if number.kind == "share" and names_target_share(gap, before, after):
            if own is not None and own.indicator == "key.plan":
                own = None
            base = own or self._recent_actual() or frame.head
            if base is None:
                return None
            if base.indicator == "key.n" and "投资" in gap:
                base = replace(base, indicator="key.inv")
            return self._leaning(base, number, "pct_of_target", number.value, sentence, "pct_of_target", "目标")
        if number.kind == "share" and names_share(gap, after):
            base = self._recent_actual() or own
            if own is not None and base is None and own.indicator.startswith("econ."):
                base = own
            elif (
                own is not None
                and base is not None
                and own.indicator != base.indicator
                and own.because[0] not in gap[gap.rfind("占") :]
            ):
                return None
            if base is None:
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
            if base is None or base.indicator.startswith("pj.") or self._foreign(hits, low, number):
                return None
            role = (
                "target"
                if is_target(text, sentence.start, number.start, frame.target or frame.aimed) and own is not None
                else "yoy"
            )
            return self._leaning(base, number, role, signed(number.value, gap), sentence, "yoy", "同比")
        return None

    def _recent_actual(self) -> Measured | None:
        for one in reversed(self.frame.recent):
            if one.role in ("actual", "target") and one.unit != "pct":
                return one
        return self.frame.last

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

    def _pct_role(self, number: Number, sentence: Sentence, at: int, indicator: str) -> tuple[str, float]:
        between = self.text[max(sentence.start, at - 12) : number.lead]
        if self.lexicon.units.get(indicator) == "pct" and not indicator.startswith("firm."):
            return "actual", number.value
        if re.search(r"增长|增速|同比|提高|上升|下降|降低", between):
            return "yoy", signed(number.value, between)
        if re.search(r"完成|目标|任务", between):
            return "pct_of_target", number.value
        return "share", number.value

    def _leaning(
        self, base: Measured, number: Number, role: str, value: float, sentence: Sentence, rule: str, word: str,
        label: str | None = None, versus: str | None = None, scope: str | None = None,
    ) -> Measured:  # fmt: skip
        unit = {"rank": "rank"}.get(role, number.unit)
        return replace(
            base, number=number, role=role, value=value, unit=unit, op=number.op, sentence=sentence, rule=rule,
            because=(word, base.because[0]), score=min(base.score, 5.5) - 0.2, filter=label, versus=versus, scope=scope, project=None,
        )  # fmt: skip

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
            last is not None and named is not None and not re.search(r"居|列|排|位", self.text[last.number.end : start])
        ):
            base = named or base
        if base is None:
            if re.search(
                r"招商(?:引资)?(?:工作|考核|综合|实绩|成效|评比)?", self.text[max(sentence.start, start - 50) : start]
            ):
                self._keep(
                    self._make(number, "rank.zs", "rank", sentence, "rank.zs", ("招商", "排名"), 5.0, scope=scope)
                )
            return
        if base.indicator.startswith(("pj.", "svc.", "act.", "firm.")):
            return
        self._keep(self._leaning(base, number, "rank", value, sentence, "rank", "位", scope=scope))

    # --- making

    def _make(
        self, number: Number, indicator: str, role: str, sentence: Sentence, rule: str, because: tuple[str, ...], score: float,
        value: float | None = None, project: str | None = None, label: str | None = None, scope: str | None = None,
    ) -> Measured:  # fmt: skip
        return Measured(
            number, indicator, role, number.value if value is None else value, number.unit, number.op, sentence, rule,
            because, score, label, project, scope,
        )  # fmt: skip

    def _label(
        self, sentence: Sentence, number: Number, numbers: list[Number], index: int, indicator: str
    ) -> str | None:
        """The filter said right with the number: 10亿元以上产业项目12个, 省“三个一批”签约项目4个, 域外境内资金."""
        text = self.text
        clause = max(text.rfind(mark, sentence.start, number.lead) for mark in ",,;:、") + 1
        stop = numbers[index + 1].lead if index + 1 < len(numbers) else sentence.end
        left = text[max(clause, sentence.start) : number.lead]
        near = left + text[number.tail : min(stop, clause_end(text, number.tail, sentence.end))]
        if indicator == "fund.paid":
            match = re.search(r"域外境内|省外境内|省外|市外境内|市外|县外|州外|区外|国内|境内", near)
            return match[0] if match else None
        if match := re.search(r"省?“?三个一批”?", near):
            return match[0].replace("“", "").replace("”", "")
        if match := re.search(
            r"(?:总投资)?(?:额)?(?:超|过)?([\d.]*[百千]?[亿万]元)(?:及)?(以上)?(?:的)?[\u4e00-\u9fff]{0,6}(?:项目|企业)",
            near,
        ):
            return (
                match[1] + (match[2] or "")
                if match[2]
                else "超" + match[1] + "企业"
                if "企业" in match[0]
                else match[1]
            )
        if match := re.search(
            r"(战略性新兴产业|高新技术产业|先进制造业|现代服务业|制造业|服务业|工业|农业|外资)项目$", left
        ):
            return match[1]
        if indicator == "svc.match":
            match = re.search(r"产销|产融|产学研|用工|供需|校企", near)
            return match[0] if match else None
        return None


_FAMILY_WORDS = (
    ("签约", "signed.amt"), ("协议", "signed.amt"), ("合同", "signed.amt"), ("未开工", "reserve.amt"), ("开工", "started.amt"),
    ("竣工", "done.amt"), ("投产", "prod.amt"), ("在谈", "talks.amt"), ("洽谈", "talks.amt"), ("意向", "talks.amt"),
    ("储备", "reserve.amt"), ("在建", "impl.amt"), ("入库", "instat.amt"), ("引进项目", "landed.amt"), ("落地项目", "landed.amt"),
)  # fmt: skip


def _family_of(text: str, start: int, end: int) -> str | None:
    """The family of projects text[start:end] speaks of last."""
    best = max(((text.rfind(word, start, end), amount) for word, amount in _FAMILY_WORDS), default=(-1, ""))
    return best[1] if best[0] >= 0 else None


def _filter_text(near: str, after: str) -> str | None:
    """The words that say which part: 省平台, 战略性新兴产业, 10亿元以上; None when nothing says it."""
    piece = re.split(r"[,,。;;、::]|其中|包含|包括|含|有", near)[-1]
    piece = re.sub(r"(?:项目|企业)?(?:共计|达到|达|为|共|约|数|分别|各)*$", "", piece).strip()
    if match := re.search(r"(?:总投资)?(?:超|过)?([\d.]*[百千]?[亿万]元(?:及)?以上)", piece):
        return match[1]
    if not piece:
        match = re.match(r"(?:以上)?的?([\u4e00-\u9fff]{2,10}?)(?:项目|企业|类)", after)
        piece = match[1] if match else ""
    return piece if 2 <= len(piece) <= 16 else None


def _versus(gap: str) -> str | None:
    match = re.search(r"(?:高于|高出|低于|快于|超过|高)(全[国省市区县州](?:平均)?(?:水平)?|(?:全)?[省市]平均)", gap)
    return match[1].removesuffix("水平") if match else None
