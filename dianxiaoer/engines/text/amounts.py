"""Counts, money and sizes → indicators."""

from __future__ import annotations

import re

from dianxiaoer.engines.text.frame import OF_TARGET, Measured
from dianxiaoer.engines.text.lexicon import Hit
from dianxiaoer.engines.text.measure import Choice, choose
from dianxiaoer.engines.text.named import Named
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.resolution import Resolution
from dianxiaoer.engines.text.roles import CHANGE_ENDS, CHANGED_BY
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.slots import clause_end, last_stop, slot_of

#: What a rule allows one firm, no sum of anything: 单户上限500万元, 最高奖励50万元, 均在5000万元以上.
_GRANT = re.compile(
    r"(?:上限|限额|封顶)[^,,。;\d]{0,6}$|最高(?!的)[^,,。;\d]{0,12}$|(?:单户|每户|每家|每人|每个|每月|每笔|单笔)(?!平均)[^,,。;\d]{0,10}$|不超过?$|均(?:在|达|为|过|超)?$|一次性[^,,。;\d]{0,6}$"
)
#: What everyone has to do, no sum: 每人包联5户.
_EACH = re.compile(r"每(?:人|名|位|次|天|日|户|家|个)(?!可)[^,,。;\d]{0,16}$")
_RANGE_OF = re.compile(
    r"(?:以上)?(?:[—~\-至到或]+[\d.]+(?:余)?[亿万千百]*(?:美元|元)?){1,3}(?:及)?(?:以上)?(?:的?[\u4e00-\u9fff]{0,8}?(?:项目|企业)|(?=\d+(?:个|项|家|宗)))"
)
_TO_ANOTHER = tuple("—~-至到或以")
_PROMISE = re.compile(r"对[^,,。;]{2,40}(?:给予|奖励|补助|补贴|资助|奖补)[^,,。;\d]{0,6}$")
_PAID = re.compile(r"已|累计|共|兑现|兑付|发放|拨付|落实|今年|去年|20\d\d年")
_SERVING = re.compile(r"[^,。;]{0,10}企业(?:实行|开展|进行|实施|提供)[^,。;]{0,16}(?:服务|包联|帮扶|走访|包保)")
_ELECTRICITY = re.compile(r"电量|用电")
_PROJECT_AFTER = re.compile(r"[\u4e00-\u9fff]{2,14}项目")
_MEAN = re.compile(r"平均|户均|人均|单体")
_PLAIN_FIRMS = re.compile(r"的?(?:[\u4e00-\u9fff“”]{0,6}?企业)")
_FOR = re.compile(r"[为向给助](?:全[国省市区县州旗]|辖区|域内|区内|县内|各类)?$")
_NAMES_LIMIT = re.compile(r"(?:及)?以上|(?:\(含\))|级|的?[\u4e00-\u9fff“”]{0,8}?(?:项目|企业)[共达有]?\d")
_GRADE = re.compile(r"(?:级)?的?[\u4e00-\u9fff“”]{0,8}?(?:项目|企业)[共达有]?\d")
_LIMITED = re.compile(
    r"(?:及|\(含\))?(?:以上|级|以下|以内)的?[\u4e00-\u9fff“”]{0,10}?(?:项目|企业|产业|工业|技改|制造业|主体|工程|大单|合同|工业企业|好企业|大企业)"
)
_OVER_THINGS = re.compile(r"的?[\u4e00-\u9fff]{0,6}?(?:项目|企业)(?!总|投资|产值|签)")
_SUM_WORDS = re.compile(r"总投资|投资额|金额|总额")
_OVER_PROJECTS = re.compile(r"的[\u4e00-\u9fff]{0,6}项目\d")
_OR_MORE = re.compile(r"(?:及)?以上")
_OR_MORE_THEN = re.compile(r"(?:及)?以上的?(?:\d|[,,、]|有|达|新)")
_THEN_FEW = re.compile(r"(?:及)?以上的?[\d一二三四五六七八九十]+(?:个|项|家|宗)")
_FEW = re.compile(r"\d+(?:个|项|家|宗)")
_HOPED = re.compile(r"预计|可实现|实现|年产值|创税|达产|投产")
_OF_SIZE = re.compile(r"(?:投资|产值|营收|收入|项目|企业|税收)(?:在|额)?$")
_SOME_PROJECTS = re.compile(r"其中|项目")
_CREDIT = re.compile(r"贷”|还本付息|授信|贷款|融资|放款|信贷|续贷|转贷|首贷")
_COMMA = re.compile(r"[,,。;;]")
_BANK_TALK = re.compile(r"银企|政金企|政银企|融资对接")
_BANKS = re.compile(r"银行|金融")
_MET_BANK = re.compile(r"签约|参加|参会|达成|对接")
_ROAD = re.compile(r"道路|路|线|桥|管网|专线")
_WIDE = re.compile(r"宽(?:度)?(?:约|为|达)?$")
_LONG = re.compile(r"长(?:度)?(?:约|为|达)?$")
_LONG_AFTER = re.compile(r"长|的.{0,8}(?:道路|路|线)")
_WHERE_FROM = re.compile(r"域外境内|省外境内|省外|市外境内|市外|县外|州外|区外|国内|境内")
_THREE_BATCHES = re.compile(r"省?“?三个一批”?")
_SIZED = re.compile(
    r"(?:总投资)?(?:额)?(?:超|过)?([\d.]*[百千]?[亿万]元)(?:及)?(以上)?(?:的)?[\u4e00-\u9fff]{0,6}(?:项目|企业)"
)
_SECTOR = re.compile(r"(战略性新兴产业|高新技术产业|先进制造业|现代服务业|制造业|服务业|工业|农业|外资)项目$")
_THEN = re.compile(
    r"[,,;、](?:到|而)?(?:20\d\d年|今年|去年|前年|上年)(?:以来|全年|年?底|上半年|下半年|截至[^,,;。\d]{0,3}\d{0,2}月?底?|\d{1,2}[—-]\d{1,2}月|前[一二三四五六七八九十\d]+(?:个月|季度))?"
    r"(?:则|又|已|更|为|达到|达|有|是|增至|增加到|升至|共|约|超|突破)*"
)
_MATCHED = re.compile(r"产销|产融|产学研|用工|供需|校企")


class Amounts(Resolution):
    """Counts, money and sizes → indicators."""

    def _amount(
        self, sentence: Sentence, number: Number, numbers: list[Number], index: int, hits: list[Hit], here: list[Named]
    ) -> Measured | None:
        text, frame = self.text, self.frame
        slot, _ = slot_of(text, number, sentence.start, sentence.end, self.lexicon)
        low = max(sentence.start, number.lead - 20)
        if text[number.lead - 1] in CHANGE_ENDS and CHANGED_BY.search(
            text, max(sentence.start, number.lead - 16), number.lead
        ):
            return None
        if text.find("每", low, number.lead) >= 0 and _EACH.search(text, low, number.lead):
            return None
        if slot == "money" and self._promised(sentence, number):
            return None
        if slot == "money" and _GRANT.search(text, max(sentence.start, number.lead - 18), number.lead):
            return None
        if slot == "money" and _MEAN.search(text[max(sentence.start, number.lead - 8) : number.lead]):
            return self._average(sentence, number)
        right_end = clause_end(text, number.tail, sentence.end)
        if text.startswith("“", number.tail):
            right_end = max(right_end, text.find("”", number.tail, min(sentence.end, number.tail + 12)) + 1)
        if index + 1 < len(numbers):
            right_end = min(right_end, numbers[index + 1].lead)
        if (
            slot == "money"
            and frame.last is not None
            and OF_TARGET.search(text, sentence.start, number.lead)
            and number.unit == frame.last.unit
        ):
            return self._leaning(frame.last, number, "target", number.value, sentence, "target", "任务")
        slot, choice = self._chosen(sentence, number, numbers, index, hits, slot, right_end)
        if number.chinese and (
            text[number.start - 1] in "“‘" or (number.value < 10 and slot not in ("project", "firm"))
        ):
            return None
        if choice is None and (again := self._in_series(sentence, number)):
            return again
        if number.chinese and sentence.heading and text[number.start] in "百千万":
            return None  # 千名干部联企业: a headline's way of saying many
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

    def _chosen(
        self,
        sentence: Sentence,
        number: Number,
        numbers: list[Number],
        index: int,
        hits: list[Hit],
        slot: str,
        right_end: int,
    ) -> tuple[str, Choice | None]:
        """The cue that speaks for a number, with its slot; a bare 个 is tried as project and as issue."""
        text = self.text
        choice = choose(text, number, slot, hits, sentence.start, numbers, index, right_end)
        if slot == "firm" and (shared := self._financed(sentence, number, right_end)):
            choice = Choice("fin.firms", 6.0, 0.0, shared, "fin.firms", number.end, number.end)
        if (
            slot == "firm"
            and (choice is None or choice.score < 3.6)
            and _FOR.search(text, max(sentence.start, number.lead - 4), number.lead)
            and _PLAIN_FIRMS.match(text, number.tail, number.tail + 10)
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
        if slot == "firm" and text[number.lead - 1] == "对" and _SERVING.match(text, number.tail, sentence.end):
            choice = Choice("svc.firms", 4.5, 0.0, "服务", "svc.firms.for", number.lead - 1, number.lead)
        if choice is None and slot in ("power", "energy"):
            choice = self._size_of_works(sentence, number)
        if choice is None and slot == "visits":
            slot, choice = "firm", choose(text, number, "firm", hits, sentence.start, numbers, index, right_end)
        if choice is None and slot == "thing":
            last = self.frame.last
            of_issues = last is not None and last.indicator in ("svc.issues", "svc.solved")
            for other in ("issue",) if of_issues else ("project", "issue"):
                choice = choose(text, number, other, hits, sentence.start, numbers, index, right_end)
                if choice is not None and choice.score >= 3.6:
                    slot = other
                    break
                choice = None
        return slot, choice

    def _in_series(self, sentence: Sentence, number: Number) -> Measured | None:
        """2022年签约48个,2023年56个,今年已达61个: the same measure at another time."""
        before = self.frame.recent[-1] if self.frame.recent else None
        if before is None or before.sentence is not sentence or before.number.word != number.word:
            return None
        if before.number.tail > number.lead or not _THEN.fullmatch(self.text, before.number.tail, number.lead):
            return None
        return self._leaning(before, number, before.role, number.value, sentence, "series", "年")

    def _size_of_works(self, sentence: Sentence, number: Number) -> Choice | None:
        """Watts beside a named project are its size, whatever word leads up to them."""
        text = self.text
        if _ELECTRICITY.search(text, max(sentence.start, number.lead - 12), number.lead):
            return None
        near = (
            self.frame.project
            or _PROJECT_AFTER.match(text, number.tail)
            or any(sentence.start <= one.start < sentence.end for one in self.projects)
        )
        return Choice("pj.cap", 3.4, 0.0, number.word, "pj.cap.power", number.start, number.end) if near else None

    def _promised(self, sentence: Sentence, number: Number) -> bool:
        """What a rule promises (对新认定的企业给予20万元奖励), nothing paid yet."""
        before = self.text[max(sentence.start, number.lead - 60) : number.lead]
        return _PROMISE.search(before) is not None and _PAID.search(before) is None

    def _is_threshold(self, number: Number, sentence: Sentence) -> bool:
        """10亿元以上项目, 超亿元企业: says which things, is no fact."""
        text = self.text
        if number.kind not in ("money", "area"):
            return False
        after = text[number.end : number.end + 16]
        before = text[max(sentence.start, number.lead - 8) : number.lead]
        if after[:1] in _TO_ANOTHER and _RANGE_OF.match(text, number.end, number.end + 40):
            return True
        if text[number.lead - 1] in "至到—-" and _FEW.match(after):
            return True
        if number.op == "=" and not _NAMES_LIMIT.match(after):
            return False
        if _GRADE.match(after) or _THEN_FEW.match(after):
            return True
        named = _LIMITED.match(
            after,
        )
        if named:
            return True
        if text[number.lead : number.start] in ("超", "超过", "过", "突破", "逾") and _OVER_THINGS.match(after):
            return not _SUM_WORDS.search(before) or bool(_OVER_PROJECTS.match(after))
        return (
            not _HOPED.search(text, max(sentence.start, number.lead - 14), number.lead)
            and bool(_OR_MORE.match(after))
            and bool(_OR_MORE_THEN.match(after))
            and bool(_OF_SIZE.search(before))
            and bool(_SOME_PROJECTS.search(text[sentence.start : number.start]))
        )

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
        if "“" in text[number.tail : number.tail + 10]:
            clause = _COMMA.split(text[number.tail : sentence.end], maxsplit=1)[0]
        if match := _CREDIT.search(clause):
            return match[0]
        around = text[max(0, sentence.start - 60) : sentence.end]
        if _BANK_TALK.search(around) and _BANKS.search(text[sentence.start : number.start]):
            match = _MET_BANK.search(clause)
            return match[0] if match else None
        return None

    def _road(self, sentence: Sentence, number: Number) -> Measured | None:
        text = self.text
        before, after = text[max(sentence.start, number.lead - 6) : number.lead], text[number.tail : number.tail + 6]
        if not _ROAD.search(text[sentence.start : sentence.end]):
            return None
        if _WIDE.search(before) or after.startswith("宽"):
            return self._make(number, "svc.road_width", "actual", sentence, "svc.road_width", ("宽",), 5.0)
        if _LONG.search(before) or _LONG_AFTER.match(after):
            return self._make(number, "svc.road_length", "actual", sentence, "svc.road_length", ("长",), 5.0)
        return None

    def _label(
        self, sentence: Sentence, number: Number, numbers: list[Number], index: int, indicator: str
    ) -> str | None:
        """The filter said right with the number: 10亿元以上产业项目12个, 省“三个一批”签约项目4个, 域外境内资金."""
        text = self.text
        clause = last_stop(text, sentence.start, number.lead, ",;:、") + 1
        stop = numbers[index + 1].lead if index + 1 < len(numbers) else sentence.end
        left = text[max(clause, sentence.start) : number.lead]
        near = left + text[number.tail : min(stop, clause_end(text, number.tail, sentence.end))]
        if indicator == "fund.paid":
            match = _WHERE_FROM.search(near)
            return match[0] if match else None
        if "三个一批" in near and (match := _THREE_BATCHES.search(near)):
            return match[0].replace("“", "").replace("”", "")
        if "元" in near and (match := _SIZED.search(near)):
            return (
                match[1] + (match[2] or "")
                if match[2]
                else "超" + match[1] + "企业"
                if "企业" in match[0]
                else match[1]
            )
        if left.endswith("项目") and (match := _SECTOR.search(left)):
            return match[1]
        if indicator == "svc.match":
            match = _MATCHED.search(near)
            return match[0] if match else None
        return None
