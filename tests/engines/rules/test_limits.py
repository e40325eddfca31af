"""Quotas and budgets over a list in blocks: what each firm is granted is what serving the whole list at once gives."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.facts.table import FactTable
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.rulebook import rulebook_of
from dianxiaoer.engines.rules.run.allocate import allocate
from dianxiaoer.engines.rules.run.batch import evaluate
from dianxiaoer.engines.rules.run.limits import SHORT, Limits
from tests.engines.rules.random_rules import ON

TEXT = """
格式: 1
政策: {{编号: p, 标题: 限额}}
事实: [{{代码: due, 名称: 应得, 类型: 金额, 单位: 元}}]
条款:
- {{编号: k, 标题: 钱, 条件: [应得 >= 0元], {limits} 待遇: [{{方式: 定额, 金额: 应得}}]}}
- {{编号: t, 标题: 称号, 条件: [应得 >= 3元], 名额: 2家}}
"""


def run(due_yuan, quota, budget, block):
    limits = (f"名额: {quota}家, " if quota is not None else "") + (f"预算: {budget}元, " if budget is not None else "")
    program = compile_rulebook(rulebook_of([parse_document(TEXT.format(limits=limits))]), ON)
    table = FactTable(len(due_yuan), {"due": np.array(due_yuan) * 100.0}, {})
    found, kept = Limits(program), []
    evaluate(program, table, block_size=block, on_block=lambda result: kept.append((result, found.grants(result))))
    return program, found, kept


@settings(deadline=None, max_examples=80, derandomize=True)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=30),
    st.none() | st.integers(0, 12),
    st.none() | st.integers(0, 60),
    st.integers(1, 31),
)
def test_blocks_grant_what_the_whole_list_would(due, quota, budget, block):
    program, found, kept = run(due, quota, budget, block)
    whole = allocate(program.clauses[0].record, [yuan * 100 for yuan in due])
    granted = np.zeros(len(due))
    refused = set()
    for result, grants in kept:
        for grant in grants:
            if grant.position == 0:
                granted[result.start + grant.rows] = grant.granted_fen
                refused |= {
                    result.start + int(row) for row, why in zip(grant.rows, grant.short, strict=True) if why in (1, 2)
                }
    if quota is None and budget is None:
        assert [limit.clause.id for limit in found.of] == ["t"]
        return
    assert granted.tolist() == list(whole.granted_fen)
    assert refused == set(whole.refused)
    (limit,) = (limit for limit in found.of if limit.clause.id == "k")
    assert limit.granted_fen == sum(whole.granted_fen)
    assert limit.granted_firms == sum(fen > 0 for fen in whole.granted_fen)
    assert (limit.places, limit.money_fen) == (whole.left_places, whole.left_fen)


def test_a_title_without_money_has_places_too():
    _, found, kept = run([3, 1, 5, 9, 2], None, None, block=2)
    title = [
        (r.start + int(row), SHORT[why])
        for r, grants in kept
        for g in grants
        for row, why in zip(g.rows, g.short, strict=True)
    ]
    assert title == [(0, ""), (2, ""), (3, "quota")]
    assert (found.of[0].asked_firms, found.of[0].granted_firms) == (3, 2)
