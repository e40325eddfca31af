# ruff: noqa: RUF009 (word, pairs, rows … only wrap dataclasses.field)
"""What a policy document holds, as records of text. Each field names its Chinese word and its form once, for YAML,
Excel, the JSON schema and the messages alike."""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from typing import Any

from dianxiaoer.engines.rules.problems import Place

Pairs = tuple[tuple[str, str], ...]


def word(zh: str, note: str = "", choices: tuple[str, ...] = ()) -> Any:
    """A field holding one text."""
    return field(default="", metadata={"zh": zh, "form": "text", "note": note, "choices": choices})


def words(zh: str, note: str = "") -> Any:
    """A field holding a list of texts."""
    return field(default=(), metadata={"zh": zh, "form": "list", "note": note})


def pairs(zh: str, note: str = "") -> Any:
    """A field holding an ordered table of text → text (bands, tier values)."""
    return field(default=(), metadata={"zh": zh, "form": "map", "note": note})


def rows(zh: str, row: type, note: str = "") -> Any:
    """A field holding records of another type."""
    return field(default=(), metadata={"zh": zh, "form": "rows", "row": row, "note": note})


def one(zh: str, row: type, note: str = "") -> Any:
    """A field holding one record of another type, or None."""
    return field(default=None, metadata={"zh": zh, "form": "one", "row": row, "note": note})


@dataclass(frozen=True)
class Record:
    """Any row of a document: knows where it was written, which does not take part in equality."""

    place: Place = field(default_factory=Place, compare=False, repr=False, kw_only=True)
    spots: dict[str, Place] = field(default_factory=dict, compare=False, repr=False, kw_only=True)

    def where(self, name: str) -> Place:
        """The place of one field, or of the record."""
        return self.spots.get(name, self.place)


def columns(row: type) -> list[Field[Any]]:
    """The fields an officer fills, in order."""
    return [item for item in fields(row) if "zh" in item.metadata]


@dataclass(frozen=True)
class Policy(Record):
    """The document itself: who issued what, valid when."""

    id: str = word("编号")
    title: str = word("标题")
    doc_no: str = word("文号")
    issuer: str = word("发布机关")
    level: str = word("层级", choices=("国家", "省", "市", "区县", "园区"))
    region: str = word("地区")
    status: str = word("状态", choices=("有效", "草案", "失效", "废止"))
    effective_from: str = word("生效", "2022-08-01")
    effective_to: str = word("失效", "最后一天，含当日")
    firm_year_cap: str = word("企业年度封顶", "本文件各条款合计，如 500万元")
    source_url: str = word("链接")
    to_verify: str = word("待核实", "未核对原文时写明原因")
    notes: str = word("说明")


@dataclass(frozen=True)
class Fact(Record):
    """A thing known of a firm: type, unit, source, and what a missing value means."""

    code: str = word("代码", "小写英文，数据列名")
    name: str = word("名称")
    type: str = word("类型", choices=("数值", "金额", "比例", "日期", "是否", "文本", "代码", "名单", "证书", "事件"))
    unit: str = word("单位", "填报与显示的单位，如 万元、人、%")
    yearly: str = word("逐年", "按年度填报时写「是」", ("是", "否"))
    world: str = word("缺省", "未知：没填就是不知道；否：没填就是没有", ("未知", "否"))
    source: str = word("来源", "谁提供：税务、统计、市监、企业申报")
    choices: tuple[str, ...] = words("可选值")
    tags: tuple[str, ...] = words("标记", "财政贡献、经营主体身份：公平竞争检查要用")
    question: str = word("填报提示")


@dataclass(frozen=True)
class Value(Record):
    """A dated value with its reference: a rate, a floor, a threshold."""

    name: str = word("名称")
    value: str = word("值")
    since: str = word("自")
    until: str = word("至")
    basis: str = word("依据")
    link: str = word("链接")
    to_verify: str = word("待核实")


@dataclass(frozen=True)
class Definition(Record):
    """A named formula or condition, used by name elsewhere in the document."""

    name: str = word("名称")
    formula: str = word("算式")
    basis: str = word("依据")
    to_verify: str = word("待核实")


@dataclass(frozen=True)
class ScoreItem(Record):
    """One line of a score sheet: points by band of a formula (≥ threshold) or by the first condition that holds."""

    sheet: str = word("评分表")
    item: str = word("指标")
    group: str = word("分组")
    formula: str = word("算式")
    bands: Pairs = pairs("档", "阈值或条件 → 分值，从高到低")
    otherwise: str = word("否则")
    basis: str = word("依据")
    to_verify: str = word("待核实")


@dataclass(frozen=True)
class Period(Record):
    """When a clause is in force, and for whom: new applications, renewals, or all."""

    since: str = word("自")
    until: str = word("至")
    applies_to: str = word("适用", choices=("全部", "新申报", "复核"))


@dataclass(frozen=True)
class Condition(Record):
    """One condition of a clause; with `tiers` the right side differs by tier."""

    id: str = word("编号")
    expr: str = word("条件")
    tiers: Pairs = pairs("各档", "档名 → 数值")
    when: str = word("适用于", "条件只在此情形下适用")
    label: str = word("说明")
    since: str = word("自")
    until: str = word("至")
    basis: str = word("依据")
    to_verify: str = word("待核实")


@dataclass(frozen=True)
class Reduction(Record):
    """A factor on a benefit when a condition holds."""

    when: str = word("如")
    factor: str = word("系数")


@dataclass(frozen=True)
class Uplift(Record):
    """More rate or more money when a condition holds, under a ceiling."""

    when: str = word("如")
    rate: str = word("加比例")
    amount: str = word("加金额")
    ceiling: str = word("比例上限")


@dataclass(frozen=True)
class Tranche(Record):
    """A part of a benefit that is paid when a milestone is reached."""

    name: str = word("名称")
    when: str = word("节点")
    share: str = word("占比")
    amount: str = word("金额")


@dataclass(frozen=True)
class Benefit(Record):
    """What a clause gives. Several benefits of one clause add up."""

    kind: str = word("方式", choices=("定额", "分档", "比例", "按量", "贴息", "租金", "无金额"))
    label: str = word("说明")
    amount: str = word("金额")
    tiers: Pairs = pairs("各档", "档名 → 金额")
    base: str = word("基数")
    rate: str = word("比例值")
    bands: Pairs = pairs("档", "阈值或条件 → 金额或比例")
    every: str = word("每增")
    step_amount: str = word("每增加")
    above: str = word("递增起点")
    unit_price: str = word("单价")
    unit_size: str = word("每满", "不足一份不计")
    year_index: str = word("第几年")
    years: tuple[str, ...] = words("逐年比例")
    cap: str = word("封顶")
    cap_bands: Pairs = pairs("分档封顶", "条件 → 封顶")
    uplifts: tuple[Uplift, ...] = rows("上浮", Uplift)
    reductions: tuple[Reduction, ...] = rows("折减", Reduction)
    tranches: tuple[Tranche, ...] = rows("分期", Tranche)
    cumulative_cap: str = word("累计封顶")
    paid_before: str = word("已兑付", "以前年度已兑付金额的算式")


@dataclass(frozen=True)
class Window(Record):
    """When applications are taken: two dates, or month-day every year."""

    opens: str = word("开始", "2026-04-25 或每年 04-25")
    closes: str = word("截止")


@dataclass(frozen=True)
class Clawback(Record):
    """When money must be paid back."""

    when: str = word("条件")
    years: str = word("年限")
    label: str = word("说明")


@dataclass(frozen=True)
class Review(Record):
    """The fair-competition review (公平竞争审查) of a clause. Source: 国务院令第783号, in force 2024-08-01."""

    status: str = word("结论", choices=("通过", "不通过", "待审查", "不需要"))
    on: str = word("日期")
    reviewer: str = word("审查人")
    basis: str = word("依据")


@dataclass(frozen=True)
class Clause(Record):
    """One thing a firm can get or be: conditions, benefit, and how it stands beside others."""

    id: str = word("编号")
    title: str = word("标题")
    target: str = word("对象", choices=("企业", "项目", "楼宇", "引荐人"))
    basis: str = word("依据")
    to_verify: str = word("待核实")
    applies_when: str = word("适用于", "不属于此情形的企业判为「不适用」")
    tiers: tuple[str, ...] = words("档位", "从高到低")
    otherwise_tier: str = word("否则档", "各档都不满足时的档名")
    periods: tuple[Period, ...] = rows("生效期", Period)
    conditions: tuple[Condition, ...] = rows("条件", Condition)
    benefits: tuple[Benefit, ...] = rows("待遇", Benefit)
    group: str = word("叠加组")
    mode: str = word("叠加方式", choices=("就高", "择一", "可叠加"))
    group_cap: str = word("组封顶")
    not_with: tuple[str, ...] = words("不得同享", "条款编号")
    quota: str = word("名额")
    budget: str = word("预算")
    windows: tuple[Window, ...] = rows("窗口", Window)
    delivery: str = word("兑现方式", choices=("申报", "免申即享", "即申即享"))
    documents: tuple[str, ...] = words("材料")
    data_sources: tuple[str, ...] = words("数据来源")
    department: str = word("部门")
    contact: str = word("联系方式")
    clawbacks: tuple[Clawback, ...] = rows("追回", Clawback)
    review: Review | None = one("公平竞争审查", Review)


@dataclass(frozen=True)
class Document(Record):
    """One file of the rulebook."""

    format: str = word("格式", "写 1")
    policy: Policy | None = one("政策", Policy)
    facts: tuple[Fact, ...] = rows("事实", Fact)
    values: tuple[Value, ...] = rows("参数", Value)
    definitions: tuple[Definition, ...] = rows("定义", Definition)
    scores: tuple[ScoreItem, ...] = rows("评分", ScoreItem)
    clauses: tuple[Clause, ...] = rows("条款", Clause)
