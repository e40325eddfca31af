"""One firm explained: reasons, what is missing, what supplying it could change, and stacking in words."""

from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.facts.values import firm_cells
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.rulebook import rulebook_of
from dianxiaoer.engines.rules.run.explain import Explainer
from dianxiaoer.engines.rules.run.page import page
from dianxiaoer.engines.rules.run.wording import money_text
from dianxiaoer.engines.rules.verdicts import Verdict
from tests.engines.rules.random_rules import ON, random_firms, random_program
from tests.engines.rules.test_language import FACTS

RULES = """条款:
- 编号: a
  标题: 研发奖励
  条件: ['研发费用[上年] >= 100万元', {条件: 在区内, 说明: 企业在区内}]
  待遇: [{方式: 定额, 金额: 30万元}]
  叠加组: 甲
  叠加方式: 就高
- 编号: b
  标题: 规模奖励
  档位: [大, 小]
  条件: [{条件: '营业收入[上年] >=', 各档: {大: 1亿元, 小: 1000万元}}]
  待遇: [{方式: 定额, 各档: {大: 20万元, 小: 10万元}}]
  叠加组: 甲
  叠加方式: 就高
- 编号: c
  标题: 按比例
  条件: ['营业收入[上年] >= 2000万元']
  待遇: [{方式: 比例, 基数: '营业收入[上年]', 比例值: 1%, 折减: [{如: '从业人员 < 10人', 系数: 50%}]}]
  追回: [{条件: 非 在区内, 说明: 五年内迁出的追回}]
  窗口: [{开始: 04-01, 截止: 05-31}]
"""


def report(**facts):
    program = compile_rulebook(rulebook_of([parse_document(FACTS + RULES)]), ON)
    found = Explainer(program).explain(firm_cells(program.rulebook.facts, facts, ON))
    return program, found, {clause.clause.id: clause for clause in found.clauses}


def test_a_missing_fact_says_what_supplying_it_gains():
    _, _, clauses = report(在区内="是")
    a = clauses["a"]
    assert a.verdict == Verdict.UNKNOWN
    assert [column.key for column in a.missing] == ["rd.2025"]
    (what,) = a.what_ifs
    assert (what.must, what.verdict, what.earned_fen) == (
        ("研发费用[上年] >= 100万元",),
        Verdict.MET,
        (30_000_000,) * 2,
    )


def test_two_missing_facts_are_also_tried_together():
    _, _, clauses = report()
    assert [len(what.columns) for what in clauses["a"].what_ifs] == [1, 1, 2]
    assert clauses["a"].what_ifs[-1].verdict == Verdict.MET


def test_an_unmet_clause_offers_nothing():
    _, _, clauses = report(在区内="否")
    assert clauses["a"].verdict == Verdict.UNMET
    assert clauses["a"].what_ifs == ()


def test_an_amount_that_depends_on_a_missing_fact_is_a_range():
    _, _, clauses = report(营业收入={2025: "2000万元"})
    c = clauses["c"]
    assert (c.verdict, c.earned_fen) == (Verdict.MET, None)
    assert c.what_ifs[0].earned_fen == (10_000_000, 20_000_000)


def test_an_amount_that_grows_with_the_missing_fact_is_shown_at_its_threshold():
    _, _, clauses = report(从业人员=20)
    assert clauses["c"].what_ifs[0].earned_fen == (20_000_000, 20_000_000)


def test_highest_only_says_which_clause_was_taken():
    _, found, clauses = report(在区内="是", 研发费用={2025: 200}, 营业收入={2025: "1亿元"}, 从业人员=20)
    assert (clauses["a"].paid_fen, clauses["b"].paid_fen) == (30_000_000, 0)
    assert clauses["b"].tier == "大"
    assert clauses["b"].dropped == "叠加组「甲」就高：已取 a"
    assert found.total_fen == 30_000_000 + 100_000_000


def test_the_page_reads_well():
    program, found, _ = report(在区内="是", 营业收入={2025: "5000万元"})
    text = page(program, found, "示例企业")
    assert "【符合】2 条" in text
    assert "若补充 研发费用[2025]" in text
    assert "可得 30万元" in text
    assert "营业收入[2025] = 5000万元" in text
    assert "申报窗口未开放" in text
    assert "五年内迁出的追回" in text


def test_every_random_report_can_be_printed():
    for seed in range(15):
        program, _ = random_program(seed)
        explainer = Explainer(program)
        for row in random_firms(program, seed, 6):
            assert page(program, explainer.explain(row), "示例企业")


def test_supplying_the_fact_keeps_the_promise():
    """Where a what-if of one number says its clause would be met, some value of that fact does meet it."""
    _, _, clauses = report(在区内="是")
    promised = clauses["a"].what_ifs[0].earned_fen
    _, _, after = report(在区内="是", 研发费用={2025: 100})
    assert promised == (after["a"].earned_fen,) * 2


def test_money_is_written_in_its_largest_exact_unit():
    assert [money_text(fen) for fen in (30_000_000, 12_000_000_000, 123_456, 7_500_000, 0, 100)] == [
        "30万元", "1.2亿元", "1234.56元", "7.5万元", "0元", "1元",
    ]  # fmt: skip
