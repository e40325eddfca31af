"""Checks what is written before it is given meaning: names, dates, overlaps, references, groups, windows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from dianxiaoer.engines.rules.document.records import Clause, Condition, Document, Fact, Record
from dianxiaoer.engines.rules.language.tokens import tokens
from dianxiaoer.engines.rules.language.units import MONEY, unit_of
from dianxiaoer.engines.rules.problems import Problem, TextError
from dianxiaoer.engines.rules.program.meaning import kind_of
from dianxiaoer.engines.rules.rulebook import Rulebook
from dianxiaoer.engines.rules.run.windows import spans_near

_CODE = re.compile(r"^[a-z][a-z0-9_]*$")
_LEAP = date(2024, 1, 1)


def record_problems(rulebook: Rulebook) -> list[Problem]:
    """Problems of single records and of records beside each other."""
    found: list[Problem] = []
    for document in rulebook.documents:
        found += _document(document)
        for clause in document.clauses:
            found += _clause(clause, rulebook)
    for name, values in rulebook.values.items():
        found += _overlaps(f"参数「{name}」", values)
    found += _groups(rulebook)
    return found


def _document(document: Document) -> Iterator[Problem]:
    policy = document.policy
    if policy is None and not (document.facts or document.values or document.definitions or document.scores):
        yield _warning("文件是空的：没有政策，也没有事实和参数", "the file is empty", document)
    if document.clauses and policy is None:
        yield Problem("缺少「政策」(编号、标题、生效、链接)", "the policy section is missing", document.place)
    if policy is not None:
        yield from _dates(policy, "effective_from", "effective_to")
        if not policy.id:
            yield Problem("政策没有「编号」", "the policy has no id", policy.place)
        if document.clauses and not policy.effective_from:
            yield _warning("没有写「生效」日期", "no effective date", policy)
        if policy.status in ("失效", "废止") and not policy.effective_to:
            yield _warning(
                f"状态是{policy.status}，请写「失效」日期，否则过渡期无法判断", "an end date is missing", policy
            )
    for fact in document.facts:
        yield from _fact(fact)
    for value in document.values:
        yield from _dates(value, "since", "until")
        if not value.name or not value.value:
            yield Problem("参数要有「名称」和「值」", "a value needs a name and a value", value.place)


def _fact(fact: Fact) -> Iterator[Problem]:
    if fact.code and not _CODE.match(fact.code):
        yield Problem(
            f"事实代码「{fact.code}」要用小写英文、数字和下划线(也可以不写)",
            "a fact code is lower-case ASCII, or left out",
            fact.where("code"),
        )
    if not fact.name or not fact.type:
        yield Problem(f"事实「{fact.code}」要有「名称」和「类型」", "a fact needs a name and a type", fact.place)
        return
    if not _is_one_name(fact.name):
        yield Problem(
            f"事实名称「{fact.name}」不能用在条件里：只用文字、数字、下划线和间隔号，不以数字开头，也不是比较词",
            "this name cannot be used in a condition",
            fact.where("name"),
        )
    try:
        kind_of(fact) if fact.type in ("数值", "金额", "比例") else unit_of(fact.unit)
    except TextError as error:
        yield error.at(fact.where("unit"))
    if fact.yearly == "是" and fact.type == "事件":
        yield Problem("事件不分年度，请去掉「逐年」", "an event is not yearly", fact.where("yearly"))


def _is_one_name(name: str) -> bool:
    """Whether conditions can mention it: one word of the language that is no sign."""
    try:
        return [token.kind for token in tokens(name)] == ["name", "end"]
    except TextError:
        return False


def _clause(clause: Clause, rulebook: Rulebook) -> Iterator[Problem]:
    if not clause.id:
        yield Problem("条款没有「编号」", "the clause has no id", clause.place)
    if not clause.conditions and not clause.applies_when:
        yield _warning(f"条款 {clause.id} 没有条件，所有企业都会符合", "a clause without conditions", clause)
    for period in clause.periods:
        yield from _dates(period, "since", "until")
    for kind in ("新申报", "复核"):
        both = [period for period in clause.periods if period.applies_to in ("", "全部", kind)]
        yield from _overlaps(f"条款 {clause.id} 的生效期({kind})", both)
    for condition in clause.conditions:
        yield from _dates(condition, "since", "until")
        if not condition.expr:
            yield Problem("条件是空的", "the condition is empty", condition.place)
    yield from _versions(clause)
    for other in clause.not_with:
        if other == clause.id or other not in rulebook.clauses:
            yield Problem(f"「不得同享」里没有条款「{other}」", f"no clause '{other}'", clause.where("not_with"))
    if len(set(clause.tiers)) < len(clause.tiers) or clause.otherwise_tier in clause.tiers:
        yield Problem("档位重名", "tiers share a name", clause.where("tiers"))
    yield from _windows(clause)
    yield from _amounts(clause)
    yield from _shares(clause)


def _versions(clause: Clause) -> Iterator[Problem]:
    """Conditions of one number are versions of each other: they may not hold on the same day for the same firms."""
    kept: dict[tuple[str, str], list[Condition]] = {}
    for condition in clause.conditions:
        if condition.id:
            kept.setdefault((condition.id, condition.when), []).append(condition)
    for (number, _), versions in kept.items():
        if len(versions) > 1:
            yield from _overlaps(f"条款 {clause.id} 的条件「{number}」", versions)


def _shares(clause: Clause) -> Iterator[Problem]:
    """Shares above the whole."""
    for benefit in clause.benefits:
        parts = [share for tranche in benefit.tranches if (share := _share(tranche.share)) is not None]
        if sum(parts) > 1:
            yield _warning(
                f"条款 {clause.id} 的各期占比合计 {float(sum(parts)):.0%}，超过 100%", "tranches exceed 100 %", benefit
            )
        rates = [benefit.rate, *(rate for _, rate in benefit.bands)] if benefit.kind in ("比例", "贴息") else []
        if any((_share(rate) or 0) > 1 for rate in rates):
            yield _warning(f"条款 {clause.id} 的比例超过 100%，请核对", "a rate above 100 %", benefit)


def _share(text: str) -> Fraction | None:
    """The value of a plain percentage; None for a formula."""
    match = re.match(r"^\s*(\d+(?:\.\d+)?)\s*(%|‰)?$", text)
    return Fraction(match[1]) / {"%": 100, "‰": 1000}.get(match[2] or "", 1) if match else None


def _windows(clause: Clause) -> Iterator[Problem]:
    for window in clause.windows:
        try:
            spans = spans_near(window, _LEAP)
        except ValueError:
            yield Problem(
                "窗口写成 2026-04-25 至 2026-05-25，或每年的 04-25 至 05-25", "a window is two days", window.place
            )
            continue
        if any(last < first for first, last in spans):
            yield Problem("窗口的截止早于开始", "the window closes before it opens", window.place)


def _amounts(clause: Clause) -> Iterator[Problem]:
    if clause.budget and not _is_money(clause.budget):
        yield Problem(f"预算「{clause.budget}」不是金额", "the budget is not money", clause.where("budget"))
    if clause.quota and not re.match(r"^\d+\s*(家|个|项|名)?$", clause.quota):
        yield Problem(f"名额「{clause.quota}」要写整数，如 20家", "the quota is a whole number", clause.where("quota"))
    if clause.review is not None:
        yield from _dates(clause.review, "on", "on")


def _is_money(text: str) -> bool:
    match = re.match(r"^\s*([\d,.]+)\s*(\S+)$", text)
    try:
        return match is not None and unit_of(match[2])[0] == MONEY
    except TextError:
        return False


def _groups(rulebook: Rulebook) -> Iterator[Problem]:
    modes: dict[str, tuple[str, Clause]] = {}
    homes: dict[str, set[int]] = {}
    capped: dict[str, Clause] = {}
    for owner, clause in rulebook.clauses.values():
        if not clause.group:
            if clause.mode or clause.group_cap:
                yield Problem("写了叠加方式或组封顶，没有写「叠加组」", "a stacking group is missing", clause.place)
            continue
        if clause.mode not in ("就高", "择一", "可叠加"):
            yield Problem("叠加组要写「叠加方式」：就高、择一 或 可叠加", "the stacking mode is missing", clause.place)
        first = modes.setdefault(clause.group, (clause.mode, clause))
        if first[0] != clause.mode:
            yield Problem(
                f"叠加组「{clause.group}」里，{first[1].id} 写{first[0]},{clause.id} 写{clause.mode}，要一致",
                "modes differ within a group",
                clause.where("mode"),
            )
        if clause.group_cap:
            other = capped.setdefault(clause.group, clause)
            if other.group_cap != clause.group_cap:
                yield Problem(
                    f"叠加组「{clause.group}」的组封顶写了两个数", "a group has two caps", clause.where("group_cap")
                )
        homes.setdefault(clause.group, set()).add(owner)
    for group, owners in homes.items():
        named = [rulebook.documents[owner].policy for owner in owners]
        if len(owners) > 1 and group in capped and any(policy is not None and policy.firm_year_cap for policy in named):
            yield Problem(
                f"叠加组「{group}」跨文件又有组封顶，而其中文件另有企业年度封顶，两个封顶互相交叉；请只留一个",
                "caps overlap without nesting",
                capped[group].where("group_cap"),
            )


def _dates(record: Record, since: str, until: str) -> Iterator[Problem]:
    days: list[date] = []
    for name in dict.fromkeys((since, until)):
        text = getattr(record, name)
        try:
            days += [date.fromisoformat(text)] if text else []
        except ValueError:
            yield Problem(f"「{text}」不是日期，请写 2026-04-01", f"'{text}' is not a date", record.where(name))
            return
    if len(days) == 2 and since != until and getattr(record, since) and days[1] < days[0]:
        yield Problem(f"起 {days[0]} 晚于止 {days[1]}，永远不会生效", "it ends before it begins", record.where(until))


def _overlaps(what: str, records: Sequence[Record]) -> Iterator[Problem]:
    try:
        spans = sorted(
            (
                (date.fromisoformat(since) if (since := getattr(r, "since", "")) else date.min),
                (date.fromisoformat(until) if (until := getattr(r, "until", "")) else date.max),
                number,
            )
            for number, r in enumerate(records)
        )
    except ValueError:
        return
    for (_, last, one), (first, _, other) in pairwise(spans):
        if first <= last:
            late = records[max(one, other)]
            yield Problem(
                f"{what} 的起止日期重叠({first} 起两处都有效)", f"date ranges overlap from {first}", late.place
            )


def _warning(zh: str, en: str, record: Record) -> Problem:
    return Problem(zh, en, record.place, "warning")
