"""Every limit of the size table, the entry thresholds and the HNTE floors, from both sides.

The tables are typed here again from the law's text (人, 万元), so that a slip in the rulebook cannot hide in its own cases.
"""

from datetime import date
from pathlib import Path

import pytest

from dianxiaoer.engines.rules.facts.values import firm_cells
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.rulebook import load_rulebook
from dianxiaoer.engines.rules.run.explain import Explainer

RULEBOOK = Path(__file__).resolve().parents[3] / "rulebook"
TIERS = ("微型", "小型", "中型", "大型")
X, Y, Z = "从业人员", "营业收入", "资产总额"
SIZE = [
    (("A0111",), Y, 50, 500, 20000),
    (("B0610", "C3911", "D4411"), X, 20, 300, 1000), (("B0610", "C3911", "D4411"), Y, 300, 2000, 40000),
    (("E4710",), Y, 300, 6000, 80000), (("E4710",), Z, 300, 5000, 80000),
    (("F5111",), X, 5, 20, 200), (("F5111",), Y, 1000, 5000, 40000),
    (("F5211",), X, 10, 50, 300), (("F5211",), Y, 100, 500, 20000),
    (("G5411", "G5511", "G5611", "G5710", "G5810"), X, 20, 300, 1000), (("G5411", "G5810"), Y, 200, 3000, 30000),
    (("G5910",), X, 20, 100, 200), (("G5910",), Y, 100, 1000, 30000),
    (("G6010",), X, 20, 300, 1000), (("G6010",), Y, 100, 2000, 30000),
    (("H6110",), X, 10, 100, 300), (("H6110",), Y, 100, 2000, 10000),
    (("H6210",), X, 10, 100, 300), (("H6210",), Y, 100, 2000, 10000),
    (("I6311", "I6410"), X, 10, 100, 2000), (("I6311", "I6410"), Y, 100, 1000, 100000),
    (("I6513",), X, 10, 100, 300), (("I6513",), Y, 50, 1000, 10000),
    (("K7010",), Y, 100, 1000, 200000), (("K7010",), Z, 2000, 5000, 10000),
    (("K7020",), X, 100, 300, 1000), (("K7020",), Y, 500, 1000, 5000),
    (("L7111", "L7211"), X, 10, 100, 300), (("L7111", "L7211"), Z, 100, 8000, 120000),
    (("M7310", "N7711", "O8010", "Q8510", "R8610", "K7030", "K7090"), X, 10, 100, 300),
]  # fmt: skip
MAIN, ALL = "主营业务收入", "营业收入"
ENTRY = [
    (("B0610", "C3911", "D4411"), MAIN, 2000), (("F5111",), MAIN, 2000), (("F5211",), MAIN, 500),
    (("H6110", "H6210"), MAIN, 200), (("G5411", "G6010", "I6513", "N7711", "Q8411"), ALL, 2000),
    (("L7111", "M7310", "P8310", "K7020", "K7030"), ALL, 1000), (("O8010", "R8610", "Q8514"), ALL, 500),
]  # fmt: skip


@pytest.fixture(scope="module")
def book():
    return load_rulebook(RULEBOOK)


@pytest.fixture(scope="module")
def on_a_day_of_2026(book):
    return Explainer(compile_rulebook(book, date(2026, 10, 31)))


def report(explainer, clause_id, facts):
    program = explainer.program
    cells = firm_cells(program.rulebook.facts, facts, program.on)
    return next(found for found in explainer.explain(cells).clauses if found.clause.id == clause_id)


def size_facts(code, fact, value):
    facts = {"行业代码": code, X: 10**6, Y: {2025: 10**9}, Z: {2025: 10**9}}
    return facts | {fact: value if fact == X else {2025: value}}


@pytest.mark.parametrize(("codes", "fact", "small", "middle", "large"), SIZE)
def test_every_limit_of_the_size_table(on_a_day_of_2026, codes, fact, small, middle, large):
    for code in codes:
        for tier, limit in zip(TIERS[1:], (small, middle, large), strict=True):
            below = limit - 1 if fact == X else f"{limit * 10_000 - 1}.99元"
            assert report(on_a_day_of_2026, "sme-size", size_facts(code, fact, limit)).tier == tier, (code, limit)
            lower = report(on_a_day_of_2026, "sme-size", size_facts(code, fact, below)).tier
            assert lower == TIERS[TIERS.index(tier) - 1], (code, below)


def test_the_table_above_names_every_condition_of_the_rulebook(book):
    _, clause = book.clauses["sme-size"]
    assert len(clause.conditions) == len(SIZE)


@pytest.mark.parametrize(("codes", "fact", "limit"), ENTRY)
def test_every_entry_threshold_and_its_nursery(on_a_day_of_2026, codes, fact, limit):
    for code in codes:
        for value, word in ((limit, "符合"), (f"{limit * 10_000 - 1}.99元", "不符合")):
            facts = {"行业代码": code, fact: {2025: value}}
            assert report(on_a_day_of_2026, "above-size-entry", facts).verdict.zh == word, (code, value)
        so_far = limit * 8_000 // 2  # half a year at 0.8 of the threshold, 元
        for value, word in ((f"{so_far}元", "符合"), (f"{so_far - 1}元", "不符合")):
            facts = {"行业代码": code, "本年累计营业收入": value, "累计月数": 6}
            assert report(on_a_day_of_2026, "above-size-nursery", facts).verdict.zh == word, (code, value)


@pytest.mark.parametrize(
    ("sales", "percent"), [(4999.99, 5), (5000, 5), (5000.01, 4), (20000, 4), (20000.01, 3), (99999, 3)]
)
def test_the_floor_of_research_falls_with_sales(on_a_day_of_2026, sales, percent):
    facts = {
        "境内居民企业": True, "成立日期": "2020-01-01", "拥有核心知识产权": True, "高新技术领域核定": True,
        "创新能力评价通过": True, "从业人员": 100, "科技人员": 10, "总收入": {2025: 100}, "高新技术产品服务收入": {2025: 60},
        "营业收入": dict.fromkeys((2023, 2024, 2025), sales),
    }  # fmt: skip
    exact = round(sales * 10_000 * 100) * percent * 3 // 100  # 分 over three years
    for fen, word in ((exact + 1, "符合"), (exact - 100, "不符合")):
        spent = {2023: f"{fen // 100}.{fen % 100:02d}元", 2024: 0, 2025: 0}
        found = report(on_a_day_of_2026, "hnte", facts | {"研发费用": spent, "境内研发费用": spent})
        assert found.verdict.zh == word, (sales, fen)
