"""A policy document keeps every word through YAML and Excel, and a bad one is refused with its place."""

from pathlib import Path

import pytest

from dianxiaoer.engines.rules.document.excel_reader import read_workbook
from dianxiaoer.engines.rules.document.excel_writer import write_workbook
from dianxiaoer.engines.rules.document.reader import parse_document, read_document
from dianxiaoer.engines.rules.document.tree import MAX_BYTES
from dianxiaoer.engines.rules.document.writer import to_yaml
from dianxiaoer.engines.rules.problems import RuleError
from dianxiaoer.engines.rules.rulebook import rule_files
from tests.engines.rules.random_rules import Writer

RULEBOOK = Path(__file__).resolve().parents[3] / "rulebook"


def refusal(text):
    with pytest.raises(RuleError) as caught:
        parse_document(text, "x.yaml")
    return caught.value.problems[0]


@pytest.mark.parametrize("seed", range(12))
def test_a_random_document_survives_yaml_and_excel(seed, tmp_path):
    document = parse_document(Writer(seed).rulebook(8))
    assert parse_document(to_yaml(document)) == document
    write_workbook(document, tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx") == document


@pytest.mark.parametrize("path", rule_files(RULEBOOK), ids=lambda path: path.stem)
def test_every_shipped_document_survives_yaml_and_excel(path, tmp_path):
    document = read_document(path)
    assert parse_document(to_yaml(document)) == document
    write_workbook(document, tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx") == document


def test_tier_columns_keep_different_orders(tmp_path):
    document = parse_document(
        "条款:\n- 编号: a\n  档位: [甲, 乙]\n  条件:\n"
        "  - {条件: x >=, 各档: {甲: '2', 乙: '1'}}\n  - {条件: y >=, 各档: {乙: '1', 甲: '2'}}\n"
    )
    write_workbook(document, tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx") == document


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_word():
    problem = refusal("格式: 1\n条款:\n- 编号: a\n  条见: [x]\n")
    assert "第 4 行" in str(problem.place)
    assert "是不是「条件」" in problem.zh


def test_a_word_outside_the_choices_is_refused():
    assert "只能写：国家、省、市、区县、园区" in refusal("政策: {编号: a, 层级: 村}").zh


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: &x [1]\nb: *x\n", "引用"),
        ("a: !!python/object/apply:os.system ['true']\n", "YAML 标签"),
        ("政策: {编号: a, 编号: b}\n", "写了两次"),
        ("政策: [\n", "YAML 写法有误"),
        ("格式: 1\n---\n格式: 1\n", "一个文件只写一份政策"),
        ("a: " + "[" * 50 + "]" * 50, "层次超过"),
        ("- 1\n- 2\n", "词: 内容"),
        ("格式: 2\n", "只能写 1"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused_in_a_sentence(text, part):
    assert part in refusal(text).zh


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(RuleError, match="超过上限"):
        read_document(path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("政策".encode("gbk"))
    with pytest.raises(RuleError, match="UTF-8"):
        read_document(path)


def test_an_excel_mistake_is_named_by_cell(tmp_path):
    document = parse_document("条款:\n- {编号: a, 对象: 企业, 条件: [x]}\n")
    path = tmp_path / "a.xlsx"
    write_workbook(document, path)
    _change(path, "条款", "C2", "村庄")
    with pytest.raises(RuleError) as caught:
        read_workbook(path)
    assert "条款!C2" in str(caught.value)


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://example.org","点")', "=cmd|'/C calc'!A0"])
def test_a_formula_in_a_cell_is_refused_by_cell(tmp_path, formula):
    path = tmp_path / "a.xlsx"
    write_workbook(parse_document("条款:\n- {编号: a, 条件: [x], 待遇: [{方式: 定额, 金额: 1万元}]}\n"), path)
    _change(path, "待遇", "O2", formula)  # 封顶: its stored value is empty, so a cap would vanish unseen
    with pytest.raises(RuleError, match="待遇!O2: 错误: 这一格是公式"):
        read_workbook(path)


def test_a_column_without_a_heading_is_told(tmp_path):
    path = tmp_path / "a.xlsx"
    write_workbook(parse_document("条款:\n- {编号: a, 条件: [x]}\n"), path)
    _change(path, "条件", "C1", None)
    with pytest.raises(RuleError, match="条件!C2: 错误: 这一列没有表头"):
        read_workbook(path)


def _change(path, sheet, cell, text):
    from openpyxl import load_workbook

    book = load_workbook(path)
    book[sheet][cell] = text
    book.save(path)


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("nothing")
    with pytest.raises(RuleError, match=r"不是 [.]xlsx"):
        read_workbook(path)
