"""The checker finds nonsense before anything runs, and says what to write instead."""

import pytest

from dianxiaoer.engines.rules.check.checker import check_rulebook
from dianxiaoer.engines.rules.check.reach import reach_problems
from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.problems import RuleError
from dianxiaoer.engines.rules.rulebook import load_rulebook, rulebook_of
from dianxiaoer.engines.rules.verdicts import Verdict
from tests.engines.rules.executions import by_row
from tests.engines.rules.random_rules import random_firms, random_program
from tests.engines.rules.test_language import FACTS

REVIEWED = "公平竞争审查: {结论: 通过}"


def problems(text):
    return check_rulebook(rulebook_of([parse_document(FACTS + text, "t.yaml")]))


def only(text):
    found = problems(text)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def test_a_sound_clause_has_no_problem():
    assert problems(f"条款:\n- {{编号: a, 条件: [在区内], 待遇: [{{方式: 定额, 金额: 1万元}}], {REVIEWED}}}\n") == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("条款:\n- {编号: a, 条件: ['从业人员 >= 10人', '从业人员 < 10人']}\n", "互相矛盾"),
        ("条款:\n- {编号: a, 条件: ['从业人员 > 10人', '从业人员 <= 10人']}\n", "互相矛盾"),
        ("条款:\n- {编号: a, 条件: [在区内, 非 在区内]}\n", "互相矛盾"),
        ("条款:\n- {编号: a, 条件: ['级别 是 省级', '级别 是 市级']}\n", "互相矛盾"),
        ("条款:\n- 编号: a\n  档位: [低, 高]\n  条件: [{条件: 从业人员 >=, 各档: {低: 10人, 高: 20人}}]\n", "永远轮不到"),
        ("条款:\n- 编号: a\n  档位: [高]\n  条件: [{条件: 从业人员 >=, 各档: {高: 9人}}, '从业人员 < 9人']\n", "没有企业能达到"),
        ("条款:\n- {编号: a, 适用于: '从业人员 > 100人', 条件: ['从业人员 < 50人']}\n", "「适用于」和条件互相矛盾"),
        ("条款:\n- {编号: a, 适用于: '在区内 且 非 在区内', 条件: ['从业人员 < 50人']}\n", "没有企业适用"),
        ("条款:\n- {编号: a, 条件: ['从业人员 > 9人 或 从业人员 = 5人', '从业人员 < 3人']}\n", "互相矛盾"),
        ("条款:\n- {编号: a, 条件: ['行业代码 开头为 [C, D]', '行业代码 开头为 [F51]']}\n", "互相矛盾"),
        ("条款:\n- {编号: a, 条件: ['行业代码 开头为 [C]', '行业代码 属于 [F51]']}\n", "互相矛盾"),
        ("条款:\n- 编号: a\n  条件:\n  - {编号: x, 条件: 从业人员 > 3人, 至: 2026-03-01}\n"
         "  - {编号: x, 条件: 从业人员 > 5人, 自: 2026-03-01}\n", "起止日期重叠"),
        ("条款:\n- {编号: a, 条件: [在区内], 待遇: [{方式: 定额, 金额: 1万元, "
         "分期: [{节点: 在区内, 占比: 50%}, {节点: 在区内, 占比: 60%}]}]}\n", "合计 110%"),
        ("条款:\n- {编号: a, 条件: [在区内], 待遇: [{方式: 比例, 基数: '营业收入[上年]', 比例值: 500%}]}\n", "超过 100%"),
        ("条款:\n- {编号: a, 条件: [在区内], 不得同享: [b]}\n", "没有条款「b」"),
        ("条款:\n- {编号: a, 条件: [在区内], 叠加组: 甲}\n", "要写「叠加方式」"),
        ("条款:\n- {编号: a, 条件: [在区内], 叠加方式: 就高}\n", "没有写「叠加组」"),
        ("条款:\n- {编号: a, 条件: [在区内], 生效期: [{自: 2026-05-01, 至: 2026-04-01}]}\n", "永远不会生效"),
        ("条款:\n- {编号: a, 条件: [在区内], 窗口: [{开始: 4月, 截止: 5月}]}\n", "窗口写成"),
        ("条款:\n- {编号: a, 条件: [在区内], 名额: 很多}\n", "要写整数"),
        ("条款:\n- {编号: a, 条件: [在区内], 预算: '100'}\n", "不是金额"),
        ("参数:\n- {名称: 率, 值: 3%, 自: 2020-01-01, 至: 2021-01-01}\n- {名称: 率, 值: 4%, 自: 2021-01-01}\n", "重叠"),
        ("参数:\n- {名称: 率, 值: 3%, 自: 去年}\n", "不是日期"),
        ("事实:\n- {代码: 大写A, 名称: 甲, 类型: 数值}\n", "小写英文"),
        ("事实:\n- {代码: rnd, 名称: R&D费用, 类型: 数值}\n", "不能用在条件里"),
        ("事实:\n- {名称: 不低于, 类型: 数值}\n", "不能用在条件里"),
        ("评分:\n- {评分表: 甲, 指标: 一, 算式: 从业人员, 档: {3人: '1', 5人: '2'}}\n"
         "条款:\n- {编号: a, 条件: ['甲 >= 1']}\n", "从高到低"),
        ("条款:\n- {编号: a, 条件: []}\n", "所有企业都会符合"),
        ("条款:\n- {编号: a, 条件: ['']}\n", "条件是空的"),
        (f"条款:\n- {{编号: a, 条件: [在区内], 待遇: [{{方式: 比例, 基数: 从业人员, 比例值: 5%}}], {REVIEWED}}}\n", "金额要带单位"),
        (f"条款:\n- {{编号: a, 条件: [在区内], 待遇: [{{方式: 定额, 金额: 5万}}], {REVIEWED}}}\n", "金额要带单位"),
        (f"条款:\n- {{编号: a, 条件: [在区内], 待遇: [{{方式: 按量, 基数: 面积, 单价: 100元}}], {REVIEWED}}}\n", "元/㎡"),
        ("条款:\n- {编号: a, 条件: [在区内], 待遇: [{方式: 定额, 金额: 5万元}]}\n", "没有公平竞争审查记录"),
        (f"事实:\n- {{代码: tax, 名称: 地方财政贡献, 类型: 金额}}\n条款:\n- {{编号: a, 条件: [在区内], "
         f"待遇: [{{方式: 比例, 基数: 地方财政贡献, 比例值: 90%}}], {REVIEWED}}}\n", "不得实施"),
        (f"事实:\n- {{代码: tax, 名称: 缴款, 类型: 金额, 标记: 财政贡献}}\n定义:\n- {{名称: 返还, 算式: 缴款 * 50%}}\n"
         f"条款:\n- {{编号: a, 条件: [在区内], 待遇: [{{方式: 定额, 金额: 返还}}], {REVIEWED}}}\n", "不得实施"),
        (f"事实:\n- {{代码: firm_name, 名称: 企业名称, 类型: 文本}}\n条款:\n- {{编号: a, 条件: ['企业名称 是 \"示例公司\"'], "
         f"待遇: [{{方式: 定额, 金额: 5万元}}], {REVIEWED}}}\n", "特定经营者"),
    ],
)  # fmt: skip
def test_nonsense_is_found_and_answered(text, part):
    document = FACTS.replace("事实:\n", text.split("条款")[0].split("定义")[0]) if text.startswith("事实") else FACTS
    if text.startswith("事实"):
        rest = text[len(text.split("条款")[0].split("定义")[0]) :]
        found = check_rulebook(rulebook_of([parse_document(document + rest, "t.yaml")]))
    else:
        found = problems(text)
    assert any(part in problem.zh for problem in found), [str(problem) for problem in found]
    assert all(problem.en for problem in found)


@pytest.mark.parametrize(
    "conditions",
    [
        "'行业代码 开头为 [C, F]', '行业代码 开头为 [F51]'",
        "'行业代码 开头为 [C39]', '行业代码 属于 [C3911, F51]'",
        "'名单 包含 [失信]', '名单 包含 [异常]'",
        "'从业人员 > 9人 或 在区内', '从业人员 < 3人'",
        "'从业人员 >= 5人', '从业人员 <= 5人'",
        "{编号: x, 条件: 从业人员 > 3人, 至: 2026-02-28}, {编号: x, 条件: 从业人员 > 5人, 自: 2026-03-01}",
        "{编号: x, 条件: 从业人员 > 3人, 适用于: 在区内}, {编号: x, 条件: 从业人员 > 5人, 适用于: 非 在区内}",
    ],
)
def test_what_some_firm_can_meet_is_left_alone(conditions):
    assert problems(f"条款:\n- {{编号: a, 条件: [{conditions}]}}\n") == []


def test_a_parameter_without_a_value_on_a_day_that_matters_is_found():
    text = "参数:\n- {名称: 率, 值: 3%, 自: 2021-01-01}\n条款:\n- {编号: a, 条件: ['从业人员 / 从业人员 > 率']}\n"
    assert "在 2020-01-01 没有值" in only(text).zh


def test_a_condition_that_only_later_contradicts_is_found():
    text = "条款:\n- 编号: a\n  条件:\n  - 从业人员 > 10人\n  - {条件: 从业人员 < 5人, 自: 2025-01-01}\n"
    assert "互相矛盾" in only(text).zh


def test_crossing_caps_are_refused():
    one = FACTS.replace("标题: 试验", "标题: 甲, 企业年度封顶: 5万元")
    clause = "条款:\n- {编号: %s, 条件: [在区内], 叠加组: 组, 叠加方式: 可叠加, 组封顶: 3万元}\n"
    other = "政策: {编号: u, 标题: 乙, 生效: 2020-01-01}\n" + clause % "b"
    found = check_rulebook(rulebook_of([parse_document(one + clause % "a"), parse_document(other)]))
    assert any("互相交叉" in problem.zh for problem in found)


def test_conflicts_too_many_to_weigh_are_refused():
    lines = "".join(
        f"- {{编号: a{i}, 条件: [在区内], 不得同享: [b{i}], 叠加组: 组, 叠加方式: 可叠加, 组封顶: 9万元}}\n"
        f"- {{编号: b{i}, 条件: [在区内], 叠加组: 组, 叠加方式: 可叠加, 组封顶: 9万元}}\n"
        for i in range(14)
    )
    assert any("太复杂" in problem.zh for problem in problems("条款:\n" + lines))


def test_a_folder_without_rules_is_said(tmp_path):
    with pytest.raises(RuleError, match="没有规则文件"):
        load_rulebook(tmp_path)


def test_two_facts_of_one_name_are_refused(tmp_path):
    (tmp_path / "a.yaml").write_text("事实:\n- {代码: x, 名称: 甲, 类型: 数值}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("事实:\n- {代码: x, 名称: 甲, 类型: 金额}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="已经有了"):
        load_rulebook(tmp_path)


def test_a_clause_called_impossible_is_met_by_no_random_firm():
    """Over random rules the checker never condemns a clause that some firm meets."""
    condemned = 0
    for seed in range(2_000, 2_250):
        program, text = random_program(seed, clauses=8)
        named = {
            word
            for problem in reach_problems(program)
            if "tier" not in problem.en and "bands" not in problem.en
            for word in problem.en.split()
            if word in program.rulebook.clauses
        }
        condemned += len(named)
        codes, _, _ = by_row(program, random_firms(program, seed, 40)) if named else ([], [], [])
        for clause in program.clauses:
            if clause.id in named:
                assert all(own[clause.position] != Verdict.MET for own in codes), (clause.id, text)
    assert condemned > 20  # the property was put to the test
