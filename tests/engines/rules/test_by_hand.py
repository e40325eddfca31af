"""Small policies worked out by hand from their text: every execution must give the written result, boundaries included.

The random tests hold the executions against a reading of the compiled tree; these hold the words against the law's text.
"""

import pytest

from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.facts.values import firm_cells
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.rulebook import rulebook_of
from dianxiaoer.engines.rules.run.fast import kernels
from dianxiaoer.engines.rules.verdicts import Verdict
from tests.engines.rules.executions import by_batch, by_duckdb, by_oracle, by_row
from tests.engines.rules.random_rules import ON
from tests.engines.rules.test_language import FACTS

MET, UNMET, UNKNOWN, MANUAL, ABSENT = "符合", "不符合", "待补充", "需人工核定", "不适用"
STEPS = "待遇: [{方式: 分档, 基数: '营业收入[上年]', 档: {5亿元: 10万元, 10亿元: 20万元}, 每增: 10亿元, 每增加: 10万元, 封顶: 50万元}]"
RENT = "待遇: [{方式: 租金, 基数: 年租金, 第几年: 租期年, 逐年比例: [100%, 100%, 50%]}]"
INTEREST = "待遇: [{方式: 贴息, 基数: 贷款, 比例值: 基准, 封顶: 2万元}]"
UPLIFT = "待遇: [{方式: 比例, 基数: 贷款, 比例值: 10%, 上浮: [{如: 在区内, 加比例: 5%, 比例上限: 12%}], 封顶: 100万元}]"
TRANCHES = (
    "待遇: [{方式: 比例, 基数: 贷款, 比例值: 2‰, 分期: [{节点: 发生过(入规), 占比: 50%}, {节点: 在区内, 占比: 50%}]}]"
)
CUMULATIVE = "待遇: [{方式: 定额, 金额: 8万元, 累计封顶: 20万元, 已兑付: 已付}]"
PORTION = "待遇: [{方式: 按量, 基数: 实缴, 每满: 1000万美元, 单价: 100万元}]"
AREA = "待遇: [{方式: 按量, 基数: 面积, 单价: 100元/㎡, 封顶: 50万元}]"
REDUCED = "待遇: [{方式: 定额, 金额: 15万元, 折减: [{如: '研发费用[上年] / 营业收入[上年] < 3%', 系数: 50%}]}]"
TIERS = """档位: [甲, 乙]
  待遇: [{方式: 定额, 各档: {甲: 30万元, 乙: 10万元}}]"""
MORE = """
- {代码: loan, 名称: 贷款, 类型: 金额, 单位: 万元}
- {代码: rent, 名称: 年租金, 类型: 金额, 单位: 元}
- {代码: term, 名称: 租期年, 类型: 数值}
- {代码: paid, 名称: 已付, 类型: 金额, 单位: 万元, 缺省: 否}
参数:
- {名称: 基准, 值: 4.65%, 自: 2020-01-01, 至: 2026-05-31}
- {名称: 基准, 值: 4.45%, 自: 2026-06-01}
"""

CASES = [
    # verdicts: condition, rest of the clause, facts, result, 元
    ("营业收入[上年] >= 2000万元", "", {"营业收入": {2025: "20000000元"}}, MET, 0),
    ("营业收入[上年] >= 2000万元", "", {"营业收入": {2025: "19999999.99元"}}, UNMET, 0),
    ("营业收入[上年] >= 2000万元", "", {"营业收入": {2024: 9999}}, UNKNOWN, 0),
    ("增长率(营业收入) > 15%", "", {"营业收入": {2024: 10000, 2025: 11500}}, UNMET, 0),
    ("增长率(营业收入) > 15%", "", {"营业收入": {2024: 10000, 2025: "115000001元"}}, MET, 0),
    ("增长率(营业收入) > 15%", "", {"营业收入": {2024: 0, 2025: 11500}}, MANUAL, 0),
    ("增长率(营业收入) > 15%", "", {"营业收入": {2024: -5, 2025: 11500}}, MANUAL, 0),
    ("年均增长(营业收入, 2) >= 5%", "", {"营业收入": {2023: 10000, 2025: 11025}}, MET, 0),
    ("年均增长(营业收入, 2) >= 5%", "", {"营业收入": {2023: 10000, 2025: "110249999.99元"}}, UNMET, 0),
    ("研发费用[上年] / 营业收入[上年] >= 3%", "", {"营业收入": {2025: 3333}, "研发费用": {2025: "999900元"}}, MET, 0),
    (
        "研发费用[上年] / 营业收入[上年] >= 3%",
        "",
        {"营业收入": {2025: 3333}, "研发费用": {2025: "999899.99元"}},
        UNMET,
        0,
    ),
    ("研发费用[上年] / 营业收入[上年] >= 3%", "", {"营业收入": {2025: 0}, "研发费用": {2025: 1}}, MANUAL, 0),
    ("合计(研发费用, 2) >= 1200万元", "", {"研发费用": {2024: 300, 2025: 900}}, MET, 0),
    ("每年(研发费用 >= 100万元, 2)", "", {"研发费用": {2024: 99.99, 2025: 900}}, UNMET, 0),
    ("任一年(研发费用 >= 100万元, 2)", "", {"研发费用": {2025: 900}}, MET, 0),
    ("有效(证书甲)", "", {"证书甲": {"自": "2023-06-16", "至": "2026-06-15"}}, MET, 0),
    ("有效(证书甲)", "", {"证书甲": {"自": "2023-06-15", "至": "2026-06-14"}}, UNMET, 0),
    ("有效(证书甲)", "", {}, UNMET, 0),
    ("发生在年度(入规, 上年)", "", {"入规": "2025-12-31"}, MET, 0),
    ("发生在年度(入规, 上年)", "", {"入规": "2026-01-01"}, UNMET, 0),
    ("近年内(入规, 3)", "", {"入规": "2023-06-16"}, MET, 0),
    ("近年内(入规, 3)", "", {"入规": "2023-06-15"}, UNMET, 0),
    ("满年(成立日期, 1)", "", {"成立日期": "2025-06-15"}, MET, 0),
    ("满年(成立日期, 1)", "", {"成立日期": "2025-06-16"}, UNMET, 0),
    ("距今天数(成立日期) >= 365天", "", {"成立日期": "2025-06-15"}, MET, 0),
    ("行业代码 开头为 [C39, I]", "", {"行业代码": "C3911"}, MET, 0),
    ("行业代码 开头为 [C39, I]", "", {"行业代码": "C38"}, UNMET, 0),
    ("非 名单 包含 [失信]", "", {}, MET, 0),
    ("非 名单 包含 [失信]", "", {"名单": "异常、失信"}, UNMET, 0),
    ("从业人员 >= 5人 或 在区内", "", {"在区内": "是"}, MET, 0),
    ("从业人员 >= 5人 且 在区内", "", {"在区内": "否"}, UNMET, 0),
    ("从业人员 >= 5人 且 在区内", "", {"在区内": "是"}, UNKNOWN, 0),
    ('核定(已核定, "现场看过")', "", {}, MANUAL, 0),
    ('核定(已核定, "现场看过") 且 从业人员 >= 5人', "", {}, UNKNOWN, 0),
    ("满足几项(2, 在区内, 从业人员 >= 5人, 有效(证书甲))", "", {"在区内": "是"}, UNKNOWN, 0),
    ("满足几项(2, 在区内, 从业人员 >= 5人, 有效(证书甲))", "", {"在区内": "否"}, UNMET, 0),
    ("从业人员 >= 5人", "适用于: '行业代码 开头为 [C]'", {"行业代码": "F51", "从业人员": 9}, ABSENT, 0),
    ("从业人员 >= 5人", "适用于: '行业代码 开头为 [C]'", {"从业人员": 9}, UNKNOWN, 0),
    # money
    ("营业收入[上年] >= 5亿元", STEPS, {"营业收入": {2025: "5亿元"}}, MET, 100_000),
    ("营业收入[上年] >= 5亿元", STEPS, {"营业收入": {2025: "19.99亿元"}}, MET, 200_000),
    ("营业收入[上年] >= 5亿元", STEPS, {"营业收入": {2025: "20亿元"}}, MET, 300_000),
    ("营业收入[上年] >= 5亿元", STEPS, {"营业收入": {2025: "99亿元"}}, MET, 500_000),
    ("租期年 >= 1", RENT, {"年租金": 1234.56, "租期年": 3}, MET, 617.28),
    ("租期年 >= 1", RENT, {"年租金": 1234.56, "租期年": 4}, MET, 0),
    ("贷款 > 0元", INTEREST, {"贷款": 40}, MET, 17_800),  # 40 万 × 4.45 %, the rate of June
    ("贷款 > 0元", INTEREST, {"贷款": 400}, MET, 20_000),
    ("贷款 > 0元", UPLIFT, {"贷款": 100, "在区内": "是"}, MET, 120_000),  # 10 % + 5 %, at most 12 %
    ("贷款 > 0元", UPLIFT, {"贷款": 100, "在区内": "否"}, MET, 100_000),
    ("贷款 > 0元", UPLIFT, {"贷款": 100}, MET, None),  # known to qualify, amount not
    ("贷款 > 0元", TRANCHES, {"贷款": 5000, "入规": "2026-06-15", "在区内": "否"}, MET, 50_000),
    ("贷款 > 0元", TRANCHES, {"贷款": 5000, "入规": "2026-06-16", "在区内": "否"}, MET, 0),
    ("贷款 > 0元", CUMULATIVE, {"贷款": 1, "已付": 15}, MET, 50_000),
    ("贷款 > 0元", CUMULATIVE, {"贷款": 1, "已付": 25}, MET, 0),
    ("实缴 >= 1000万美元", PORTION, {"实缴": "1999.99万美元"}, MET, 1_000_000),
    ("面积 > 0㎡", AREA, {"面积": "1.5亩"}, MET, 100_000),  # 1.5 亩 = 1,000 ㎡
    ("面积 > 0㎡", AREA, {"面积": 5001}, MET, 500_000),
    ("发生过(入规)", REDUCED, {"入规": "2025-01-01", "营业收入": {2025: 3000}, "研发费用": {2025: 90}}, MET, 150_000),
    ("发生过(入规)", REDUCED, {"入规": "2025-01-01", "营业收入": {2025: 3000}, "研发费用": {2025: 89.99}}, MET, 75_000),
    ("{条件: '营业收入[上年] >=', 各档: {甲: 2亿元, 乙: 1亿元}}", TIERS, {"营业收入": {2025: 20000}}, MET, 300_000),
    ("{条件: '营业收入[上年] >=', 各档: {甲: 2亿元, 乙: 1亿元}}", TIERS, {"营业收入": {2025: 19999}}, MET, 100_000),
    ("{条件: '营业收入[上年] >=', 各档: {甲: 2亿元, 乙: 1亿元}}", TIERS, {"营业收入": {2025: 9999}}, UNMET, 0),
]


def program_of(condition, rest):
    line = condition if condition.startswith("{") else f"'{condition}'"
    text = f"{FACTS}{MORE.lstrip()}条款:\n- 编号: k\n  标题: 试\n  条件: [{line}]\n" + (f"  {rest}\n" if rest else "")
    return compile_rulebook(rulebook_of([parse_document(text, "hand.yaml")]), ON)


@pytest.mark.parametrize(("condition", "rest", "facts", "verdict", "yuan"), CASES)
def test_every_execution_gives_what_the_text_says(condition, rest, facts, verdict, yuan):
    program = program_of(condition, rest)
    row = firm_cells(program.rulebook.facts, facts, ON)
    codes, earned, paid = by_row(program, [row])
    assert Verdict(codes[0][0]).zh == verdict
    assert earned[0][0] == (-1 if yuan is None else round(yuan * 100))
    assert by_oracle(program, [row]) == (codes, earned)
    assert by_batch(program, [row]) == (codes, earned, paid)
    if kernels() is not None:
        assert by_batch(program, [row] * 70, compiled=True)[0] == codes * 70


def test_sql_gives_what_the_text_says():
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    connection = duckdb.connect()
    for condition, rest, facts, _, _ in CASES:
        program = program_of(condition, rest)
        row = firm_cells(program.rulebook.facts, facts, ON)
        assert by_duckdb(connection, program, [row]) == by_row(program, [row]), condition
