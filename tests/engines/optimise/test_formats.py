"""The published formats are what the code accepts, and a missing library is one sentence."""

import json
import sys
from pathlib import Path

import pytest

from dianxiaoer.cli.main import main
from dianxiaoer.engines.earthwork.intake import read_case
from dianxiaoer.engines.earthwork.tables import TABLES as EARTHWORK
from dianxiaoer.engines.lending.intake import read_question
from dianxiaoer.engines.stewardship.intake import read_roster

FORMATS = Path(__file__).resolve().parents[3] / "docs" / "formats"


@pytest.mark.parametrize("family", ["earthwork", "stewardship", "finance"])
def test_the_published_schema_is_the_one_in_force(family, capsys):
    assert main([family, "schema"]) == 0
    published = json.loads((FORMATS / f"{family}.schema.json").read_text(encoding="utf-8"))
    assert json.loads(capsys.readouterr().out) == published


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("earthwork-120-sites", read_case),
        ("stewardship-200-firms", read_roster),
        ("finance-200-needs", read_question),
    ],
)
def test_the_published_examples_are_accepted(name, read):
    read(json.loads((FORMATS / "examples" / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("family", "verb", "library"), [("earthwork", "plan", "pylmcf"), ("finance", "match", "numba")]
)
def test_a_missing_solver_says_in_one_sentence_what_to_install(family, verb, library, tmp_path, monkeypatch, capsys):
    source = tmp_path / "input.json"
    main([family, "example", f"--out={source}"])
    for name in [name for name in sys.modules if name.startswith("dianxiaoer.engines.lending") and "kernels" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    assert main([family, verb, str(source)]) == 2
    said = capsys.readouterr().err.strip()
    assert library in said
    assert "pip install 'dianxiaoer[solvers]'" in said
    assert "\n" not in said


def test_a_sheet_with_an_unknown_column_is_refused_by_name(tmp_path, capsys):
    from dianxiaoer.engines.optimise.workbook import Sheet, write_workbook

    book = tmp_path / "case.xlsx"
    write_workbook(book, [Sheet(EARTHWORK[1].sheet, ("编号", "颜色"), [("S1", "红")])])
    assert main(["earthwork", "plan", str(book)]) == 2
    assert "颜色" in capsys.readouterr().err


def test_a_wrong_row_of_a_sheet_is_named_by_its_line(tmp_path, capsys):
    book = tmp_path / "case.xlsx"
    main(["earthwork", "example", "--sites", "20", f"--out={book}"])
    from openpyxl import load_workbook

    opened = load_workbook(book)
    sheet = opened["余土"]
    column = next(cell.column for cell in sheet[1] if cell.value == "方量(m³)")
    sheet.cell(4, column).value = -3
    opened.save(book)
    assert main(["earthwork", "plan", str(book)]) == 2
    assert "余土 第 4 行(S3)" in capsys.readouterr().err
