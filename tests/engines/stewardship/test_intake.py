"""Wrong rows get a sentence that names them; the command runs from file to file."""

import copy
import json
import math

import pytest

from dianxiaoer.cli.main import main
from dianxiaoer.engines.optimise.problems import InputProblems
from dianxiaoer.engines.stewardship.example import example_roster
from dianxiaoer.engines.stewardship.intake import read_roster

WRONG = [
    ("officials", 2, {"lower": 9, "upper": 3}, ["干部 第 3 条(O3)", "最少户数 9 大于最多户数 3"]),
    ("firms", 4, {"weight": -1}, ["企业 第 5 条(F5)", "小于允许的最小值"]),
    ("firms", 4, {"weight": math.nan}, ["企业 第 5 条(F5)", "不是数"]),
    ("firms", 1, {"id": "F1"}, ["企业 第 2 条(F1)", "重复"]),
    ("firms", 0, {"frozen_official_id": "O99"}, ["O99", "不在干部表"]),
    ("firms", 0, {"forbidden_official_ids": ["O1", "O2", "O3", "O4"]}, ["回避了所有干部"]),
    ("firms", 0, {"sector": None}, ["行业", "缺失"]),
    ("sector_minima", 0, {"sector": "航天"}, ["航天", "没有任何企业"]),
]


@pytest.mark.parametrize(("table", "row", "change", "words"), WRONG)
def test_a_wrong_row_is_named(table, row, change, words):
    document = copy.deepcopy(example_roster(30, 4, 1))
    document[table][row] |= change
    with pytest.raises(InputProblems) as caught:
        read_roster(document)
    for word in words:
        assert word in str(caught.value)


def test_too_few_places_for_all_firms_is_said_in_numbers():
    document = example_roster(30, 4, 1)
    for row in document["officials"]:
        row |= {"lower": 0, "upper": 5}
    with pytest.raises(InputProblems, match="合计 20 少于企业 30 户"):
        read_roster(document)


@pytest.fixture
def example(tmp_path, capsys):
    main(["stewardship", "example", "--firms", "60", "--officials", "6", "--seed", "1"])
    path = tmp_path / "roster.json"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def test_assign_writes_json_workbook_and_picture(example, tmp_path, capsys):
    outs = [tmp_path / name for name in ("out.json", "out.xlsx", "out.svg")]
    code = main(["stewardship", "assign", str(example), *(f"--out={out}" for out in outs), "--prices"])
    found = json.loads(outs[0].read_text(encoding="utf-8"))
    assert code == (1 if found["unmet"] else 0)
    assert len(found["assignment"]) == 60
    assert len(found["wish_prices"]) == 3
    assert outs[1].read_bytes()[:2] == b"PK"
    assert "<svg" in outs[2].read_text(encoding="utf-8")
    assert "已证明" in capsys.readouterr().out


def test_a_workbook_in_gives_the_same_assignment(example, tmp_path, capsys):
    book = tmp_path / "roster.xlsx"
    main(["stewardship", "example", "--firms", "60", "--officials", "6", "--seed", "1", f"--out={book}"])
    found = []
    for path in (example, book):
        main(["stewardship", "assign", str(path)])
        found.append(json.loads(capsys.readouterr().out)["assignment"])
    assert found[0] == found[1]


def test_move_says_what_it_costs_and_refuses_an_unknown_firm(example, capsys):
    assert main(["stewardship", "move", str(example), "--firm=F1", "--to=O2"]) in (0, 1)
    assert "points_settled" in json.loads(capsys.readouterr().out)
    assert main(["stewardship", "move", str(example), "--firm=F999", "--to=O2"]) == 2
    assert "F999" in capsys.readouterr().err


def test_the_schema_names_every_table(capsys):
    assert main(["stewardship", "schema"]) == 0
    assert set(json.loads(capsys.readouterr().out)["properties"]) == {"settings", "firms", "officials", "sector_minima"}
