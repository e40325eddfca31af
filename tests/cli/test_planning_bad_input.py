"""Wrong rows through the commands, as JSON and as a workbook: exit code 2 and a sentence that names the row."""

import json
import math

import pytest

from dianxiaoer.cli.main import main

FAMILIES = {
    "earthwork": ("plan", ["--sites", "20"]),
    "stewardship": ("assign", ["--firms", "60", "--officials", "5"]),
    "finance": ("match", ["--needs", "30", "--products", "6"]),
}
#: family, table, sheet, position of the row, change, words the sentence must hold besides sheet and row
WRONG = [
    ("earthwork", "surpluses", "余土", 2, {"volume_m3": -5}, ["方量", "-5"]),
    ("earthwork", "deficits", "缺土", 1, {"volume_m3": 1e12}, ["超过允许的最大值", "核对单位"]),
    ("earthwork", "deficits", "缺土", 3, {"week_from": 20, "week_to": 10}, ["起始周 20 晚于截止周 10"]),
    ("earthwork", "surpluses", "余土", 1, {"id": "S1"}, ["重复"]),
    ("earthwork", "surpluses", "余土", 4, {"soil": "月壤"}, ["月壤", "不在土类表"]),
    ("earthwork", "dumps", "弃土场", 0, {"price_yuan_per_m3": math.nan}, ["不是数"]),
    ("stewardship", "officials", "干部", 2, {"lower": 9, "upper": 3}, ["最少户数 9 大于最多户数 3"]),
    ("stewardship", "firms", "企业", 7, {"weight": math.nan}, ["不是数"]),
    ("stewardship", "firms", "企业", 5, {"id": "F1"}, ["重复"]),
    ("stewardship", "firms", "企业", 4, {"frozen_official_id": "O99"}, ["O99", "不在干部表"]),
    ("finance", "products", "产品", 3, {"quota_yuan": 50_000.0, "smallest_yuan": 100_000.0}, ["不够放一笔"]),
    ("finance", "products", "产品", 1, {"smallest_yuan": 9e8}, ["高于单户上限"]),
    ("finance", "needs", "需求", 6, {"amount_yuan": -1}, ["金额", "-1"]),
    ("finance", "needs", "需求", 6, {"highest_rate": math.nan}, ["不是数"]),
    ("finance", "needs", "需求", 2, {"id": "N1"}, ["重复"]),
    ("finance", "products", "产品", 2, {"bank_id": "B99"}, ["B99", "不在银行表"]),
]


def refused(family, path, capsys):
    """What the command says on refusing the file."""
    capsys.readouterr()
    assert main([family, FAMILIES[family][0], str(path)]) == 2
    return capsys.readouterr().err


def example(family, capsys):
    main([family, "example", *FAMILIES[family][1]])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("family", "table", "sheet", "at", "change", "words"), WRONG)
@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_a_wrong_row_is_named(family, table, sheet, at, change, words, ending, tmp_path, capsys):
    document = example(family, capsys)
    document[table][at] |= change
    path = tmp_path / f"wrong.{ending}"
    if ending == "json":
        path.write_text(json.dumps(document), encoding="utf-8")
    else:
        write_form(family, document, path)
    said = refused(family, path, capsys)
    line = f"第 {at + 1} 条" if ending == "json" else f"第 {at + 2} 行"
    for word in (sheet, line, *words):
        assert word in said


def write_form(family, document, path):
    """The document as the sheets an office would send; what a sheet cannot hold as a number it holds as text."""
    from importlib import import_module

    from dianxiaoer.engines.optimise.workbook import input_sheets, write_workbook

    room = {"finance": "lending"}.get(family, family)
    tables = import_module(f"dianxiaoer.engines.{room}.tables").TABLES
    for rows in document.values():
        for row in rows if isinstance(rows, list) else [rows]:
            row |= {key: "NaN" for key, value in row.items() if isinstance(value, float) and math.isnan(value)}
    write_workbook(path, input_sheets(document, tables))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_file_that_is_no_workbook_is_refused_in_words(family, tmp_path, capsys):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"not a workbook")
    assert "不是有效的 xlsx" in refused(family, path, capsys)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("text", ["[1, 2]", "{", '{"whatever": []}'])
def test_a_document_of_another_shape_is_refused_in_words(family, text, tmp_path, capsys):
    path = tmp_path / "odd.json"
    path.write_text(text, encoding="utf-8")
    assert refused(family, path, capsys).strip()
