"""What an officer may write, and the sentence that answers a slip."""

import pytest

from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.facts.values import firm_cells
from dianxiaoer.engines.rules.language.parser import parse
from dianxiaoer.engines.rules.problems import RuleError, TextError
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.rulebook import rulebook_of
from dianxiaoer.engines.rules.run.explain import Explainer
from dianxiaoer.engines.rules.verdicts import Verdict
from tests.engines.rules.random_rules import ON

FACTS = """
格式: 1
政策: {编号: t, 标题: 试验, 生效: 2020-01-01}
事实:
- {代码: revenue, 名称: 营业收入, 类型: 金额, 单位: 万元, 逐年: 是}
- {代码: rd, 名称: 研发费用, 类型: 金额, 单位: 万元, 逐年: 是}
- {代码: staff, 名称: 从业人员, 类型: 数值, 单位: 人}
- {代码: area, 名称: 面积, 类型: 数值, 单位: ㎡}
- {代码: paid_in, 名称: 实缴, 类型: 金额, 单位: 万美元}
- {代码: industry, 名称: 行业代码, 类型: 代码}
- {代码: level, 名称: 级别, 类型: 文本, 可选值: [省级, 市级]}
- {代码: lists, 名称: 名单, 类型: 名单, 缺省: 否}
- {代码: cert, 名称: 证书甲, 类型: 证书}
- {代码: entered, 名称: 入规, 类型: 事件}
- {代码: born, 名称: 成立日期, 类型: 日期}
- {代码: local, 名称: 在区内, 类型: 是否}
- {代码: judged, 名称: 已核定, 类型: 是否}
"""


def compiled(*conditions, rest=""):
    lines = "".join(f"  - '{text}'\n" for text in conditions)
    return compile_rulebook(
        rulebook_of([parse_document(f"{FACTS}条款:\n- 编号: k\n  条件:\n{lines}{rest}", "t.yaml")]), ON
    )


def verdict(condition, **facts):
    program = compiled(condition)
    cells = firm_cells(program.rulebook.facts, facts, ON)
    return Explainer(program).explain(cells).clauses[0].verdict


def slip(condition):
    with pytest.raises(RuleError) as caught:
        compiled(condition)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("营业收入[上年] ≥ 5,000万元", "营业收入[-1] >= 5000万元"),
        ("营业收入[上年] 不低于 0.5亿元", "营业收入[2025] >= 5000万元"),
        ("行业代码 开头为 [C、I]", "industry startswith [C, I]"),
        ("非（在区内）且 从业人员＜10人", "not local and staff < 10人"),
        ("从业人员 超过 10人 或者 在区内", "staff > 10 人 or local"),
    ],
)
def test_two_ways_to_write_the_same_condition_compile_to_the_same_tree(one, other):
    program = compiled(one, other)
    first, second = program.clauses[0].tree.requirements
    assert first.node is second.node


@pytest.mark.parametrize(
    ("condition", "part"),
    [
        ("营业收入[上年] >= 5000万", "5000万元"),
        ("营业收入[上年] >= 5000", "单位不同"),
        ("营业收入[上年] >= 3%", "单位不同"),
        ("实缴 >= 1亿元", "单位不同"),
        ("从业人员 >= 50", "数值后面要写单位，例如 5人"),
        ("从业人员 >= 五十", "要写阿拉伯数字"),
        ("从业人员 属于 [5]", "不能用「属于」比较"),
        ("营业收入[上年] / 面积 >= 100元", "单位不同"),
        ("营业收入 >= 5000万元", "写明年份"),
        ("从业人员[上年] >= 5人", "不是逐年"),
        ("营业收人[上年] >= 5000万元", "是不是「营业收入」"),
        ("营业收入[上年] >= 5000万圆", "不认识的单位"),
        ("营业收入[上年] >= 5亿", "是不是「亿元」"),
        ("证书甲", "有效(证书名)"),
        ("入规", "发生过"),
        ("营业收入[上年]", "是不是漏了比较"),
        ("级别 属于 [国家级]", "可选：省级、市级"),
        ("级别 >= 省级", "没有大小"),
        ("营业收入[上年] >= 5000万元 从业人员 > 3人", "缺少「且」"),
        ("从业人员 > 3人 且", "缺少一个事实"),
        ("从业人员 > (3人", "这里缺少「)」"),
        ("成立日期 < 2025-02-30", "没有 2025-02-30 这一天"),
        ("最多(从业人员, 3人) > 2人", "没有「最多」这个函数"),
        ("满足几项(3, 在区内, 在区内) ", "不可能满足 3 项"),
        ("每年(营业收入 > 0元, 99)", "1 到 20 的整数"),
        ("符合(\"没有\")", "没有编号为「没有」的条款"),
        ("__import__(\"os\").system(\"true\")", "不能用在算式里"),
        ("exec(\"1\")", "没有「exec」这个函数"),
        ("从业人员 / 0 > 1人", "不能除以 0"),
        ("在区内 = 1", "条件不能再与别的值比较"),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_what_to_write(condition, part):
    problem = slip(condition)
    assert part in problem.zh
    assert problem.en
    assert problem.place.file == "t.yaml"
    assert "行" in problem.place.spot


def test_a_circle_of_definitions_is_named():
    text = FACTS + "定义:\n- {名称: 甲, 算式: 乙 + 1}\n- {名称: 乙, 算式: 甲 + 1}\n条款:\n- {编号: k, 条件: [甲 > 1]}\n"
    with pytest.raises(RuleError, match="循环引用：甲 → 乙 → 甲"):
        compile_rulebook(rulebook_of([parse_document(text)]), ON)


def test_two_clauses_that_ask_for_each_other_are_a_circle():
    text = FACTS + "条款:\n- {编号: a, 条件: ['符合(\"b\")']}\n- {编号: b, 条件: ['符合(\"a\")']}\n"
    with pytest.raises(RuleError, match="循环引用"):
        compile_rulebook(rulebook_of([parse_document(text)]), ON)


def test_brackets_nested_too_deeply_are_refused():
    with pytest.raises(TextError, match="层以上"):
        parse("(" * 60 + "1" + ")" * 60)


def test_definitions_stacked_too_deeply_are_refused():
    links = "".join(f"- {{名称: 定{i}, 算式: 定{i + 1} + 1}}\n" for i in range(60))
    text = f"{FACTS}定义:\n{links}- {{名称: 定60, 算式: '1'}}\n条款:\n- {{编号: k, 条件: [定0 > 1]}}\n"
    with pytest.raises(RuleError, match="层"):
        compile_rulebook(rulebook_of([parse_document(text)]), ON)


@pytest.mark.parametrize("text", ["1+" * 1900 + "1", "非 " * 1000 + "在区内"])
def test_a_formula_of_too_many_words_is_refused(text):
    with pytest.raises(TextError, match="个词"):
        parse(text)


def test_a_formula_too_long_is_refused():
    with pytest.raises(TextError, match="请拆成几条"):
        parse("1 + " * 2000 + "1")


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ("证书甲有效", {}, None),
        ("有效(证书甲)", {}, Verdict.UNMET),
        ("有效(证书甲)", {"证书甲": {"自": "2026-06-15"}}, Verdict.MET),
        ("有效(证书甲)", {"证书甲": {"自": "2026-06-16", "至": "2027-01-01"}}, Verdict.UNMET),
        ("有效(证书甲)", {"证书甲": {"自": "2025-01-01", "至": "2026-06-14"}}, Verdict.UNMET),
        ("发生过(入规)", {}, Verdict.UNMET),
        ("近年内(入规, 1)", {"入规": "2025-06-16"}, Verdict.MET),
        ("近年内(入规, 1)", {"入规": "2025-06-15"}, Verdict.UNMET),
        ("发生在年度(入规)", {"入规": "2026-01-01"}, Verdict.MET),
        ("发生于(入规, 2025-01-01, 2025-03-31)", {"入规": "2025-03-31"}, Verdict.MET),
        ("满年(成立日期, 3)", {"成立日期": "2023-06-15"}, Verdict.MET),
        ("满年(成立日期, 3)", {"成立日期": "2023-06-16"}, Verdict.UNMET),
        ("满年(成立日期, 3)", {}, Verdict.UNKNOWN),
        ("名单 包含 [失信]", {"名单": ["失信", "异常"]}, Verdict.MET),
        ("名单 包含 [失信]", {}, Verdict.UNMET),
        ("行业代码 不属于 [C39]", {"行业代码": "C3911"}, Verdict.MET),
        ("核定(已核定, \"看现场\")", {}, Verdict.MANUAL_REVIEW),
        ("核定(已核定, \"看现场\")", {"已核定": "否"}, Verdict.UNMET),
        ("增长率(营业收入) >= 15%", {"营业收入": {2025: 115, 2024: 100}}, Verdict.MET),
        ("增长率(营业收入) >= 15%", {"营业收入": {2025: 115, 2024: 0}}, Verdict.MANUAL_REVIEW),
        ("增长率(营业收入) >= 15%", {"营业收入": {2025: 115}}, Verdict.UNKNOWN),
        ("年均增长(营业收入, 2) >= 5%", {"营业收入": {2025: "110.25万元", 2023: 100}}, Verdict.MET),
        ("年均增长(营业收入, 2) > 5%", {"营业收入": {2025: "110.25万元", 2023: 100}}, Verdict.UNMET),
        ("任一年(研发费用 >= 100万元, 2)", {"研发费用": {2024: 100}}, Verdict.MET),
        ("每年(研发费用 >= 100万元, 2)", {"研发费用": {2024: 100}}, Verdict.UNKNOWN),
        ("每年(研发费用 >= 100万元, 2)", {"研发费用": {2024: 99}}, Verdict.UNMET),
        ("满足几项(2, 在区内, 从业人员 > 5人, 人工(\"看\"))", {"在区内": "是"}, Verdict.UNKNOWN),
        ("满足几项(2, 在区内, 从业人员 > 5人, 人工(\"看\"))", {"在区内": "是", "从业人员": 3}, Verdict.MANUAL_REVIEW),
    ],
)  # fmt: skip
def test_the_functions_mean_what_they_say(condition, facts, expected):
    if expected is None:
        assert "没有登记「证书甲有效」" in slip(condition).zh
    else:
        assert verdict(condition, **facts) == expected


@pytest.mark.parametrize("numerator", range(1, 400))
def test_a_ratio_of_amounts_is_exact_at_its_boundary(numerator):
    """研发 ÷ 收入 ≥ 3% decided as exact fractions decide it, for amounts in 分."""
    from fractions import Fraction

    from dianxiaoer.engines.rules.run.row import plan_row

    program = _ratio_program()
    plan = plan_row(program)
    revenue = numerator * 100_003 + 7
    for rd in (revenue * 3 // 100 - 1, revenue * 3 // 100, revenue * 3 // 100 + 1):
        values = plan.values({"rd.2025": float(rd), "revenue.2025": float(revenue)})
        met = values[plan.slots[program.clauses[0].verdict.index]] == 1
        assert met == (Fraction(rd, revenue) >= Fraction(3, 100))


def _ratio_program(made=[]):  # noqa: B006 (compiled once)
    if not made:
        made.append(compiled("研发费用[上年] / 营业收入[上年] >= 3%"))
    return made[0]
