"""The command from file to file."""

import json

import pytest

from dianxiaoer.cli.main import main


@pytest.fixture
def example(tmp_path, capsys):
    main(["earthwork", "example", "--sites", "24", "--seed", "1"])
    path = tmp_path / "case.json"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def test_plan_writes_json_workbook_and_pictures(example, tmp_path, capsys):
    outs = [tmp_path / name for name in ("plan.json", "plan.xlsx", "plan.png", "plan.svg")]
    assert main(["earthwork", "plan", str(example), *(f"--out={out}" for out in outs), "--explain", "2"]) == 0
    said = capsys.readouterr().out
    assert "已证明" in said
    plan = json.loads(outs[0].read_text(encoding="utf-8"))
    assert plan["is_proven"]
    assert plan["saving_yuan"] > 0
    assert outs[1].read_bytes()[:2] == b"PK"
    assert outs[2].read_bytes()[1:4] == b"PNG"
    assert "<svg" in outs[3].read_text(encoding="utf-8")


def test_a_workbook_in_gives_the_same_plan_as_json_in(example, tmp_path, capsys):
    book = tmp_path / "case.xlsx"
    assert main(["earthwork", "example", "--sites", "24", "--seed", "1", f"--out={book}"]) == 0
    answers = []
    for path in (example, book):
        assert main(["earthwork", "plan", str(path), "--explain", "0"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0]["saving_yuan"] == pytest.approx(answers[1]["saving_yuan"])
    assert answers[0]["hauls"] == answers[1]["hauls"]


def test_wrong_input_ends_with_two_and_a_sentence(example, capsys):
    document = json.loads(example.read_text(encoding="utf-8"))
    document["surpluses"][0]["volume_m3"] = -1
    example.write_text(json.dumps(document), encoding="utf-8")
    assert main(["earthwork", "plan", str(example)]) == 2
    assert "余土 第 1 条(S1)" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["plan", "absent.json"], ["plan", "absent.json", "--out=x.docx"]])
def test_an_absent_file_or_unknown_ending_ends_with_two(words, capsys):
    assert main(["earthwork", *words]) == 2
    assert capsys.readouterr().err.strip()


def test_the_schema_names_every_table(capsys):
    assert main(["earthwork", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert set(schema["properties"]) >= {"surpluses", "deficits", "dumps", "pits", "truck_hours", "agreed"}
