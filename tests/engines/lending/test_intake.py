"""Wrong rows get a sentence that names them; the command runs from file to file."""

import copy
import json
import math

import pytest

from dianxiaoer.cli.main import main
from dianxiaoer.engines.lending.example import example_market
from dianxiaoer.engines.lending.intake import read_question
from dianxiaoer.engines.optimise.problems import InputProblems

WRONG = [
    ("needs", 2, {"amount_yuan": -5}, ["需求 第 3 条(N3)", "小于允许的最小值"]),
    ("needs", 2, {"amount_yuan": math.nan}, ["需求 第 3 条(N3)", "不是数"]),
    ("needs", 0, {"is_first_loan": True, "is_renewal": True}, ["需求 第 1 条(N1)", "既是首贷又是续贷"]),
    ("needs", 1, {"id": "N1"}, ["需求 第 2 条(N1)", "重复"]),
    ("products", 1, {"quota_yuan": 100.0, "smallest_yuan": 100_000.0}, ["产品 第 2 条(P2)", "不够放一笔"]),
    ("products", 0, {"smallest_yuan": 9e7, "quota_yuan": 1e9}, ["产品 第 1 条(P1)", "高于单户上限"]),
    ("products", 0, {"bank_id": "B99"}, ["B99", "不在银行表"]),
    ("products", 0, {"rate": 48}, ["超过允许的最大值"]),
]


@pytest.mark.parametrize(("table", "row", "change", "words"), WRONG)
def test_a_wrong_row_is_named(table, row, change, words):
    document = copy.deepcopy(example_market(20, 4, 1))
    document[table][row] |= change
    with pytest.raises(InputProblems) as caught:
        read_question(document)
    for word in words:
        assert word in str(caught.value)


def test_an_unknown_wish_is_refused():
    document = example_market(20, 4, 1) | {"settings": {"wishes": ["profit"]}}
    with pytest.raises(InputProblems, match="profit"):
        read_question(document)


@pytest.fixture
def example(tmp_path, capsys):
    main(["finance", "example", "--needs", "60", "--products", "8", "--seed", "1"])
    path = tmp_path / "market.json"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def test_match_writes_json_workbook_and_picture(example, tmp_path, capsys):
    outs = [tmp_path / name for name in ("out.json", "out.xlsx", "out.png")]
    assert main(["finance", "match", str(example), "--seconds=1", *(f"--out={out}" for out in outs)]) == 0
    found = json.loads(outs[0].read_text(encoding="utf-8"))
    assert found["loans"]
    assert len(found["rankings"]) == 60
    assert outs[1].read_bytes()[:2] == b"PK"
    assert outs[2].read_bytes()[1:4] == b"PNG"
    assert "额度" in capsys.readouterr().out


def test_a_workbook_in_gives_the_same_plan(example, tmp_path, capsys):
    book = tmp_path / "market.xlsx"
    main(["finance", "example", "--needs", "60", "--products", "8", "--seed", "1", f"--out={book}"])
    found = []
    for path in (example, book):
        assert main(["finance", "match", str(path), "--seconds=1"]) == 0
        found.append(json.loads(capsys.readouterr().out)["totals"])
    assert found[0] == found[1]


def test_wrong_input_ends_with_two(example, capsys):
    document = json.loads(example.read_text(encoding="utf-8"))
    document["needs"][0]["amount_yuan"] = 0
    example.write_text(json.dumps(document), encoding="utf-8")
    assert main(["finance", "match", str(example)]) == 2
    assert "需求 第 1 条(N1)" in capsys.readouterr().err


def test_the_schema_names_every_table(capsys):
    assert main(["finance", "schema"]) == 0
    assert set(json.loads(capsys.readouterr().out)["properties"]) == {
        "settings",
        "needs",
        "products",
        "banks",
        "estimates",
    }
