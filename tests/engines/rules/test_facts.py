"""Facts from files: units, dates and words are read, and what cannot be read is named with its place."""

import json

import numpy as np
import pytest

from dianxiaoer.engines.rules.document.reader import parse_document
from dianxiaoer.engines.rules.facts.files import read_firms
from dianxiaoer.engines.rules.facts.table import table_of
from dianxiaoer.engines.rules.facts.values import firm_cells
from dianxiaoer.engines.rules.problems import RuleError
from dianxiaoer.engines.rules.program.compiler import compile_rulebook
from dianxiaoer.engines.rules.program.meaning import day_number
from dianxiaoer.engines.rules.rulebook import rulebook_of
from dianxiaoer.engines.rules.run.batch import evaluate
from tests.engines.rules.random_rules import ON, random_firms, random_program
from tests.engines.rules.test_language import FACTS

BOOK = rulebook_of([parse_document(FACTS)])


@pytest.mark.parametrize(
    ("given", "cells"),
    [
        ({"营业收入": {2025: 5000}}, {"revenue.2025": 5e9}),
        ({"营业收入[上年]": "5000万元"}, {"revenue.2025": 5e9}),
        ({"revenue.2025": "0.5亿元"}, {"revenue.2025": 5e9}),
        ({"营业收入[2025](元)": 1234.56}, {"revenue.2025": 123456.0}),
        ({"营业收入（2025）": None} | {"营业收入[2025]": "未知"}, None),
        ({"实缴": "1,000万美元"}, {"paid_in": 1e9}),
        ({"从业人员": "120人"}, {"staff": 120.0}),
        ({"在区内": True}, {"local": 1.0}),
        ({"成立日期": "2026年6月15日"}, {"born": float(day_number(ON))}),
        ({"名单": "失信、异常"}, {"lists": "失信|异常"}),
        ({"证书甲": {"自": "2026-06-15"}}, {"cert.from": float(day_number(ON)), "cert.to": None}),
        ({"证书甲.from": "2026-06-15"}, {"cert.from": float(day_number(ON))}),
    ],
)
def test_a_value_is_read_into_base_units(given, cells):
    if cells is None:
        with pytest.raises(RuleError):
            firm_cells(BOOK.facts, given, ON)
        return
    found = firm_cells(BOOK.facts, given, ON)
    if "lists" in cells:
        assert set(found["lists"].split("|")) == {"失信", "异常"}
    else:
        assert found == cells


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"从业人员": "很多"}, "不是数"),
        ({"从业人员": "5万元"}, "单位应为人"),
        ({"营业收入": 5}, "请按年度填写"),
        ({"营业收入": {"某年": 5}}, "不是年份"),
        ({"在区内": "可能"}, "请填 是 或 否"),
        ({"成立日期": "春天"}, "不是日期"),
        ({"级别": "国家级"}, "不在可选值里"),
        ({"证书甲": "有"}, "证书写成"),
        ({"从业人员": float("inf")}, "不是有限的数"),
        ({"从业人员": 1e300}, "数值太大"),
        ({"营业收人": {2025: 1}}, "是不是「营业收入」"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(given, part):
    with pytest.raises(RuleError) as caught:
        firm_cells(BOOK.facts, given, ON)
    assert part in caught.value.problems[0].zh
    assert next(iter(given)) in caught.value.problems[0].zh


def test_csv_in_gb18030_with_units_in_the_header(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("企业代码,营业收入[上年](亿元),在区内\nA,1.5,是\nB,,\n".encode("gb18030"))
    first, second = read_firms(path, BOOK.facts, ON)
    assert (first.code, first.cells["revenue.2025"], first.cells["local"]) == ("A", 1.5e10, 1.0)
    assert second.cells == {"revenue.2025": None, "local": None}


@pytest.mark.parametrize(
    ("text", "part", "place"),
    [
        ("企业代码,营收\nA,1\n", "没有登记这个事实", "表头第 2 列"),
        ("企业代码,从业人员\nA,abc\n", "不是数", "第 2 行"),
        ("企业代码,从业人员\nA\n", "表头有 2 格", "第 2 行"),
        ("企业代码,从业人员,从业人员\nA,1,2\n", "出现两次", "表头第 2 列"),
    ],
)
def test_a_bad_csv_is_named_by_row_and_column(tmp_path, text, part, place):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        list(read_firms(path, BOOK.facts, ON))
    assert part in caught.value.problems[0].zh
    assert place in str(caught.value.problems[0].place)


@pytest.mark.parametrize("text", ["[{]", '{"firms": 3}', "[3]", '[{"facts": 3}]'])
def test_bad_json_is_refused_in_a_sentence(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError):
        list(read_firms(path, BOOK.facts, ON))


def test_json_firms_nested_or_flat_are_the_same(tmp_path):
    path = tmp_path / "a.json"
    firms = [{"code": "A", "facts": {"从业人员": 5}}, {"企业代码": "A", "从业人员": "5人"}]
    path.write_text(json.dumps(firms, ensure_ascii=False), encoding="utf-8")
    one, other = read_firms(path, BOOK.facts, ON)
    assert one == other


def test_a_table_with_a_wrong_shape_is_refused():
    from dianxiaoer.engines.rules.facts.table import FactTable

    with pytest.raises(ValueError, match="float64 of shape"):
        FactTable(3, {"a": np.zeros(2)}, {})


def test_parquet_in_slices_gives_what_memory_gives(tmp_path):
    """Raw units in Parquet, read 7 rows at a time, against the same firms in base units."""
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    from dianxiaoer.engines.rules.facts.parquet import read_slices

    program, _ = random_program(5)
    rows = random_firms(program, 5, 30)
    path = tmp_path / "firms.parquet"
    _write_raw(duckdb, program, rows, path)
    whole = evaluate(program, table_of(rows, program.columns))
    parts = [evaluate(program, table) for table in read_slices(path, program, 7)]
    assert np.concatenate([part.total_fen for part in parts]).tolist() == whole.total_fen.tolist()
    assert sum(part.counts for part in parts).tolist() == whole.counts.tolist()


def _write_raw(duckdb, program, rows, path):
    """The cells back in the facts' own units and types, as an office would export them."""
    from datetime import date, timedelta

    kinds, values = [], []
    for column in program.columns:
        fact = program.facts[column.fact]
        own = [row.get(column.key) for row in rows]
        if fact.type == "金额":
            kinds.append("DOUBLE")
            values.append([None if v is None else v / 1e6 for v in own])
        elif fact.type in ("日期", "事件", "证书"):
            kinds.append("DATE")
            values.append([None if v is None else date(1970, 1, 1) + timedelta(days=v) for v in own])
        else:
            kinds.append({"是否": "BOOLEAN", "数值": "DOUBLE"}.get(fact.type, "VARCHAR"))
            values.append([None if v is None else bool(v) if fact.type == "是否" else v for v in own])
    connection = duckdb.connect()
    listed = ", ".join(f'"{c.key}" {kind}' for c, kind in zip(program.columns, kinds, strict=True))
    connection.execute(f"CREATE TABLE raw ({listed})")
    marks = ", ".join("?" * len(kinds))
    connection.executemany(f"INSERT INTO raw VALUES ({marks})", list(zip(*values, strict=True)))  # noqa: S608
    connection.execute(f"COPY raw TO '{path}' (FORMAT parquet)")


def test_a_parquet_column_of_the_wrong_type_is_named(tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    from dianxiaoer.engines.rules.facts.parquet import read_slices

    path = tmp_path / "a.parquet"
    duckdb.connect().execute(f"COPY (SELECT 'many' AS staff) TO '{path}' (FORMAT parquet)")
    program = compile_rulebook(
        rulebook_of([parse_document(FACTS + "条款:\n- {编号: k, 条件: ['从业人员 > 3人']}\n")]), ON
    )
    with pytest.raises(RuleError, match="应为数值列"):
        list(read_slices(path, program))
