"""The how-to does what it says: its rules pass the check, its cases hold, its slip gets the printed answer."""

import re
from pathlib import Path

import pytest

from dianxiaoer.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "howto" / "add-a-policy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def folder(tmp_path):
    head, facts, clauses, cases = BLOCKS
    (tmp_path / "facts.yaml").write_text(
        (ROOT / "rulebook" / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "steps-2022.yaml").write_text(head + facts + clauses, encoding="utf-8")
    (tmp_path / "steps-2022.cases.yaml").write_text(cases, encoding="utf-8")
    return tmp_path


def test_the_rules_of_the_howto_pass(folder, capsys):
    assert main(["policies", "check", str(folder), "--strict"]) == 0
    assert main(["policies", "test", str(folder)]) == 0
    assert "6 例通过" in capsys.readouterr().out


def test_the_slip_of_the_howto_gets_the_printed_answer(folder, capsys):
    path = folder / "steps-2022.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- 营业收入[上年] >= 5亿元\n", "- 营业收入[上年] >= 5亿\n"), encoding="utf-8")
    assert main(["policies", "check", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines()[0] in PAGE


def test_the_workbook_of_the_howto_is_the_same_policy(folder, capsys):
    """A blank workbook filled from the tables of the page, cell by cell, passes the same cases."""
    from openpyxl import load_workbook

    (folder / "steps-2022.yaml").unlink()
    book_path = folder / "steps-2022.xlsx"
    assert main(["policies", "new", str(book_path)]) == 0
    book = load_workbook(book_path)
    section = PAGE.split("## In Excel instead")[1].split("## When the policy changes")[0]
    wanted = dict(re.findall(r"(\S+) `([^`]+)`", re.search(r"Sheet 政策: (.+)", section)[1]))
    for row in book["政策"].iter_rows():
        if row[0].value in wanted:
            row[1].value = wanted.pop(row[0].value)
    assert wanted == {}
    for name, table in re.findall(r"Sheet (条款|条件|待遇|折减)\b.*?\n\n((?:\|.*\n)+)", section):
        heads, _, *rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in table.splitlines()]
        columns = {cell.value: cell.column for cell in book[name][1]}
        for number, row in enumerate(rows, 2):
            for head, text in zip(heads, row, strict=False):
                book[name].cell(number, columns[head]).value = text.replace("⏎", "\n") or None
    book.save(book_path)
    assert main(["policies", "check", str(folder)]) == 0
    assert main(["policies", "test", str(folder)]) == 0
    assert "6 例通过" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["first.yaml", "first.xlsx"])
def test_a_new_policy_can_be_checked_at_once(tmp_path, capsys, name):
    (tmp_path / "facts.yaml").write_text(
        (ROOT / "rulebook" / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert main(["policies", "new", str(tmp_path / name)]) == 0
    assert main(["policies", "check", str(tmp_path)]) == 0
    assert main(["policies", "new", str(tmp_path / name)]) == 2
    assert "已经有这个文件" in capsys.readouterr().err
