"""Second thoughts about a cue's reading, one small function each: 招商活动 of a delegation, 500强 on a list, 在建 key projects."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dianxiaoer.engines.text.frame import Frame
from dianxiaoer.engines.text.measure import Choice
from dianxiaoer.engines.text.numbers import Number
from dianxiaoer.engines.text.segments import Sentence
from dianxiaoer.engines.text.slots import clause_end

#: The indicator with the project it belongs to; (None, None) takes the fact away; no answer leaves the reading.
Answer = tuple[str | None, str | None]
NOTHING: Answer = (None, None)


@dataclass(slots=True)
class Question:
    """A reading to be thought over: the number, its sentence, the cue chosen, the project spoken of, the frame."""

    text: str
    sentence: Sentence
    number: Number
    choice: Choice
    named: str | None
    frame: Frame

    @property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.text[self.sentence.start : self.number.start]

    @property
    def before_cue(self) -> str:
        """The sentence up to the cue."""
        return self.text[self.sentence.start : self.choice.start]

    @property
    def to_clause_end(self) -> str:
        """The sentence up to the end of the number's clause."""
        return self.text[self.sentence.start : clause_end(self.text, self.number.tail, self.sentence.end)]

    @property
    def whole(self) -> str:
        """The sentence."""
        return self.text[self.sentence.start : self.sentence.end]


_NEW_FIRMS = re.compile(
    r"(?:各类|各类型|商事|登记|注册|设立|民营|私营|在册|备案|的)*(?:市场主体|经营主体|主体|企业|个体工商户|商户|户)?(?:共|达|总数)*"
)
_GUESTS = re.compile(r"来自|参展|客商|嘉宾|参会|来宾|展商|与会|代表|吸引")
_STATES = {
    "在建": "impl.n", "续建": "impl.n", "储备": "reserve.n", "谋划": "reserve.n", "前期": "reserve.n", "新开工": "started.n",
    "签约": "signed.n", "竣工": "done.n", "投产": "prod.n",
}  # fmt: skip
#: 谋划实施重点项目: the last verb counts, and these leave a key project what it is.
_DOING = ("实施", "推进", "安排", "铺排")
_VERBS = (("引进", "landed.n"), ("落地", "landed.n"), ("签约", "signed.n"), ("开工", "started.n"))
_LISTED = re.compile(r"上榜|入选|入围|跻身|登榜")
_COMING = re.compile(r"(?:来|到|前来|赴我)[^,,]{0,10}考察|[^,,]{0,6}来[^,,]{0,8}考察")
_TRAINING = re.compile(r"参加[^,,]{0,10}培训|赴[^,。]*?(?:培训|研修|学习)")
_BUILT = re.compile(r"项目|[一二三]期|园(?!区)|基地|中心|工程")


_TRADE_TALK = re.compile(r"(?:产销|供需|采购|购销)对接[^;。]*$")
_ABOUT_PROJECTS = re.compile(r"项目|招商")


def _loan_signed(asked: Question) -> Answer | None:
    """银企签约 4.6亿元 is credit; signed at 产销对接 it is trade."""
    if _TRADE_TALK.search(asked.before_cue):
        return "trade.amt", None
    return ("fin.amt", None) if asked.frame.finance and not _ABOUT_PROJECTS.search(asked.before) else None


_GOES_TO = re.compile(r"赴(?!会)")


def _delegation(asked: Question) -> Answer | None:
    """赴某地开展招商活动 26次 is going out."""
    words = ("批", "批次", "次", "批(次)")
    if asked.number.word in words and asked.text.startswith(("赴", "奔赴", "前往"), asked.number.tail):
        return "act.out", None
    return ("act.out", None) if asked.number.word in words and _GOES_TO.search(asked.before) else None


_GOODS = re.compile(r"购销|采购|供货|贸易|用工|劳务")


def _signing_firms(asked: Question) -> Answer | None:
    """Firms that sign for goods or hands bring no project."""
    return NOTHING if asked.number.word in ("家", "户") and _GOODS.search(asked.to_clause_end) else None


_SOLVING = re.compile(r"(?:解决|化解|办结|协调|处理)[^,,。;、]{0,6}$")


def _already_solved(asked: Question) -> Answer | None:
    """协调解决企业反映问题297个 counts what was solved; 现场解决268个、交办144个 the rest of the same."""
    last = asked.frame.last
    if asked.choice.word in ("交办", "转办") and last is not None and last.indicator == "svc.solved":
        return NOTHING
    return ("svc.solved", None) if _SOLVING.search(asked.before_cue) else None


_FROM_BANKS = re.compile(r"银行|金融机构")
_CREDIT_TEAM = re.compile(r"金融[\u4e00-\u9fff]{0,3}(?:队|专员|顾问|服务团|管家)")
_INVITED = re.compile(r"(?:邀请|接待|来|到我)[^,,]{0,16}$")


def _visited(asked: Question) -> Answer | None:
    """Banks that call on firms serve them; firms that come here are visitors."""
    if _CREDIT_TEAM.search(asked.before):
        return "fin.firms", None
    if _FROM_BANKS.search(asked.before):
        return "svc.firms", None
    if "考察" in asked.choice.word and re.search(r"(?:接待|邀请)[^,,]{0,8}$|来[^,,]{0,3}$", asked.before_cue):
        return "visit.in", None
    tail = asked.text[asked.number.tail : asked.number.tail + 24]
    coming = _INVITED.search(asked.before_cue) and _COMING.match(tail)
    return ("visit.in", None) if coming else None


_ONE_FIRM = re.compile(r"[^,,。;\d]{0,8}的(?:一家|这家|某|该)")
_OURS = re.compile(r"我们|咱")


def _own_loan(asked: Question) -> Answer | None:
    """「我们拿到2000万元贷款」, 获得300万元贷款的一家企业: one firm's."""
    one = _ONE_FIRM.match(asked.text, asked.number.tail) or _OURS.search(asked.whole)
    return NOTHING if one else None


_MET = re.compile(r"(?:解决|满足|落实|化解)[^,,]{0,8}$")


def _need_met(asked: Question) -> Answer | None:
    """解决融资需求 3.2亿元 is money given."""
    return ("fin.amt", None) if _MET.search(asked.before_cue) else None


def _wanting(asked: Question) -> Answer | None:
    """对接项目 45个 in no talk of credit are talks."""
    if asked.choice.word not in ("对接", "融资") or asked.frame.finance:
        return None
    return ("talks.n", None) if asked.number.word in ("个", "项") else None


def _received(asked: Question) -> Answer | None:
    """Money in dollars that has arrived is foreign capital; of a loan agreed, 到位 is what was lent."""
    if asked.choice.word == "到位" and asked.frame.finance and not _ABOUT_PROJECTS.search(asked.before):
        return "fin.amt", None
    return ("fdi.amt", None) if asked.number.unit == "USD" else None


def _own_investment(asked: Question) -> Answer | None:
    """计划固定资产投资 of a named project is its own."""
    planned = asked.number.kind == "money" and asked.named and asked.named[:4] in asked.whole
    return ("pj.inv", asked.named) if planned and not re.search(r"全[县市区省]|完成|同比", asked.whole) else None


def _calls(asked: Question) -> Answer | None:
    """干部 560人次 counts calls, not officials."""
    return ("svc.visits", None) if asked.number.word == "人次" else None


def _trained(asked: Question) -> Answer | None:
    return ("svc.trainees", None) if _TRAINING.search(asked.whole) else None


def _session(asked: Question) -> Answer | None:
    """进企业活动 15场次 counts sessions, no calls."""
    return ("svc.events", None) if asked.number.word in ("场", "场次") and "走访" not in asked.choice.word else None


def _on_list(asked: Question) -> Answer | None:
    return ("firm.top500", None) if _LISTED.search(asked.to_clause_end) else None


def _which_list(asked: Question) -> Answer | None:
    return None if "500强" in asked.whole else NOTHING


_OTHER_MATCH = re.compile(r"产销|产学研|用工|供需|校企")
_BANK_MATCH = re.compile(r"银企|政金企|政银企|融资")


def _bank_meeting(asked: Question) -> Answer | None:
    """对接活动 14场 in a report about banks and firms; 策划项目45个,对接31个 are talks."""
    if asked.choice.word == "对接" and asked.number.word == "个" and asked.frame.counts is not None:
        return "talks.n", None
    if asked.choice.word not in ("对接", "对接活动") or _OTHER_MATCH.search(asked.before):
        return None
    around = asked.text[:100] + asked.text[max(0, asked.sentence.start - 80) : asked.number.start]
    return ("fin.events", None) if _BANK_MATCH.search(around) else None


def _countries(asked: Question) -> Answer | None:
    if "外资" in asked.to_clause_end:
        return "fdi.countries", None
    return None if _GUESTS.search(asked.to_clause_end) else NOTHING


def _building(asked: Question) -> Answer | None:
    if "楼宇" in asked.before:
        return "bldg.area", None
    return _one_project(asked)


def _one_project(asked: Question) -> Answer | None:
    """Land, floors and capacity need a project to be of."""
    return None if asked.named or _BUILT.search(asked.before) else NOTHING


def _job_fair(asked: Question) -> Answer | None:
    return NOTHING if asked.number.word == "个" and "招聘" in asked.before else None


def _sales(asked: Question) -> Answer | None:
    """销售额, 采购 and 成交 are trade at a fair only."""
    if asked.frame.expo or asked.choice.word not in ("销售额", "采购", "成交"):
        return None
    if asked.choice.word == "销售额" and asked.named:
        return "pj.output", asked.named
    return None if asked.choice.word == "采购" else NOTHING


_INDUSTRY = re.compile(r"产业|园区|集群")
_FORECAST = re.compile(r"预计|达产|投产|建成|可实现|年产值|预估|有望")


def _output(asked: Question) -> Answer | None:
    if asked.named or _FORECAST.search(asked.before):
        return None
    return ("econ.iov", None) if _INDUSTRY.search(asked.before_cue) else NOTHING


_YEARLY = re.compile(r"预计|达产|投产后|建成后|可实现|可创|每年|年均|年税收|年纳税|全部建成")


def _tax(asked: Question) -> Answer | None:
    """A project's yearly tax, else a place's."""
    near = asked.text[max(asked.sentence.start, asked.number.start - 40) : asked.number.start]
    if asked.named or _YEARLY.search(near):
        return "pj.tax", asked.named
    return "econ.tax", None


_HOUSE = re.compile(r"园|楼|基地|中心|孵化")


def _tenants(asked: Question) -> Answer | None:
    inside = asked.named or "入驻" in asked.choice.word or _HOUSE.search(asked.before)
    return ("pj.firms", asked.named) if inside else ("landed.firms", None)


_FAIR_AHEAD = re.compile(
    r"[^,。;]{0,8}企业[^,。;]{0,24}(?:参加|参展|亮相)[^,。;]{0,12}(?:展|博览会|交易会|广交会|进博会)"
)


def _taken_to_fair(asked: Question) -> Answer | None:
    """组织58家企业赴德国参加展会: firms at a fair; 组织 says nothing else."""
    return None if _FAIR_AHEAD.match(asked.text, asked.number.tail, asked.sentence.end) else NOTHING


_HUNTERS = re.compile(
    r"(?:招商推介|赴外招商|外出招商|招商考察)[^。]*$|招商[\u4e00-\u9fff]{0,4}(?:专班|分队|小组|队伍|团队|干部|人员|专员|局|中心)[^,。;]{0,8}$"
)


def _called_on(asked: Question) -> Answer | None:
    """Firms a promotion team calls on are to be won, not served."""
    return ("visit.firms", None) if _HUNTERS.search(asked.before_cue) else None


def _invested_by(asked: Question) -> Answer | None:
    """累计投资 of no project is an industry's."""
    plain = asked.choice.word == "累计投资" and "项目" not in asked.whole and asked.frame.counts is None
    return NOTHING if plain else None


_GREW_BY = re.compile(r"(?:新增|增加|净增|多增)$")


def _balance(asked: Question) -> Answer | None:
    """贷款余额412亿元,新增19亿元: the second is no balance."""
    return NOTHING if _GREW_BY.search(asked.before) else None


_SERVED = re.compile(r"(?:联系|挂联|包联|包抓|挂包|挂钩|联点)(?!推进)[^,。;]{0,10}$")
_COMMA = re.compile(r"[,,;]")


def _key_projects(asked: Question) -> Answer | None:
    """在建重点项目89个 are under way; 新引进…、重大项目21个 are landed; 为94个重点项目 are only served."""
    text, number = asked.text, asked.number
    near = text[max(asked.sentence.start, asked.choice.start - 4) : asked.choice.start]
    for word, indicator in _STATES.items():
        if word in near and not near.endswith(_DOING):
            return indicator, None
    if _SERVED.search(asked.before_cue) or _SERVED.search(asked.before):
        return NOTHING
    clause = _COMMA.split(asked.text[asked.sentence.start : number.lead])[-1]
    if "、" in clause:
        for verb, indicator in _VERBS:
            if verb in clause:
                return indicator, None
    return NOTHING if text[number.lead - 1 : number.lead] in ("为", "将") else None


def _new_firms(asked: Question) -> Answer | None:
    """新增规上企业 are no new firms."""
    text, number, choice = asked.text, asked.number, asked.choice
    between = text[min(choice.end, number.lead) : number.lead] or text[number.tail : choice.start]
    return None if _NEW_FIRMS.fullmatch(between) else NOTHING


def _weak_funds(asked: Question) -> Answer | None:
    return ("pj.inv", asked.named) if asked.named else None


BY_INDICATOR: dict[str, Callable[[Question], Answer | None]] = {
    "signed.amt": _loan_signed, "landed.amt": _loan_signed, "act.n": _delegation, "visit.firms": _visited,
    "fin.amt": _own_loan, "fin.need": _need_met, "econ.fai": _own_investment, "svc.cadres": _calls, "fin.firms": _wanting, "fund.paid": _received, "guests.n": _trained, "svc.visits": _session, "firm.f500": _on_list,
    "firm.top500": _which_list, "svc.match": _bank_meeting, "guests.countries": _countries, "pj.floor": _building,
    "pj.land": _one_project, "pj.bldg": _one_project, "pj.cap": _one_project, "pj.jobs": _job_fair, "trade.amt": _sales,
    "pj.output": _output, "@tax": _tax, "@pjfirms": _tenants,
    "signed.n": _signing_firms, "svc.issues": _already_solved, "econ.loan": _balance, "econ.deposit": _balance, "svc.firms": _called_on, "key.inv": _invested_by,
}  # fmt: skip
BY_RULE: dict[str, Callable[[Question], Answer | None]] = {
    "key": _key_projects, "firm.new": _new_firms, "firm.new.noun": _new_firms, "fund.paid.weak": _weak_funds,
    "attend.by": _taken_to_fair,
}  # fmt: skip


def think_over(asked: Question) -> Answer | None:
    """The answer to a question, by rule first, then by indicator; None keeps the reading."""
    for step in (BY_RULE.get(asked.choice.rule), BY_INDICATOR.get(asked.choice.indicator)):
        if step is not None and (answer := step(asked)) is not None:
            return answer
    return None
