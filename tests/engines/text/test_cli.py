"""The command `dianxiaoer text …` on files, folders and standard input."""

import hashlib
import json

import pytest

from dianxiaoer.cli.main import main

ARTICLE = "示例县招商引资简报\n2024-05-20\n今年1—4月,示例县新签约项目12个,总投资36亿元,到位资金8.5亿元,同比增长10%。\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.encode("gb18030"))
    return path


def test_read_gives_one_line_a_document(article, capsys):
    assert main(["text", "read", str(article), "--jsonl"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["sha256"] == hashlib.sha256(article.read_bytes()).hexdigest()
    assert [(fact["ind"], fact["role"], fact["value"]) for fact in row["facts"] if fact["type"] == "indicator"] == [
        ("signed.n", "actual", 12), ("signed.amt", "actual", 3.6e9), ("fund.paid", "actual", 8.5e8), ("fund.paid", "yoy", 10),
    ]  # fmt: skip
    assert {fact["period"] for fact in row["facts"] if fact["type"] == "indicator"} == {"2024-01..2024-04"}


def test_read_takes_folders(article, tmp_path, capsys):
    (tmp_path / "b.html").write_text(f"<html><script>var 签约项目='99个';</script><p>{ARTICLE}</p></html>", "utf-8")
    assert main(["text", "read", str(tmp_path), "--jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [len(row["facts"]) for row in rows] == [4, 4]


def test_the_publication_date_can_be_given(tmp_path, capsys):
    path = tmp_path / "c.txt"
    path.write_text("示例区招商引资工作:前三季度,新签约项目12个,营商环境持续优化。", "utf-8")
    assert main(["text", "read", str(path), "--jsonl", "--published", "2023-10-20"]) == 0
    assert json.loads(capsys.readouterr().out)["facts"][0]["period"] == "2023-01..2023-09"


def test_explain_shows_rule_and_words(article, capsys):
    assert main(["text", "explain", str(article)]) == 0
    out = capsys.readouterr().out
    assert "【12个】" in out
    assert "rule" in out


def test_compare_marks_a_conflict(article, tmp_path, capsys):
    other = tmp_path / "d.txt"
    other.write_text(ARTICLE.replace("示例县", "兰考县").replace("12个", "13个"), "utf-8")
    third = tmp_path / "e.txt"
    third.write_text(ARTICLE.replace("示例县", "兰考县"), "utf-8")
    assert main(["text", "compare", str(other), str(third), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    signed = next(row for row in rows if row["indicator"] == "signed.n")
    assert signed["cells"][0]["in_conflict"]
    assert {one["value"] for one in signed["cells"][0]["said"]} == {12, 13}


def test_a_missing_file_is_a_wrong_input(capsys):
    assert main(["text", "read", "no-such-file.txt"]) == 2
    assert "无法读取" in capsys.readouterr().err


def test_a_card_is_read(tmp_path, capsys):
    path = tmp_path / "card.txt"
    path.write_text("示例科技有限公司 张三 13800000000", "utf-8")
    assert main(["text", "card", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["phone"]["value"] == "13800000000"
