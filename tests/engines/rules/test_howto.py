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
    head, _, clauses, cases = BLOCKS
    (tmp_path / "facts.yaml").write_text(
        (ROOT / "rulebook" / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "steps-2022.yaml").write_text(head + clauses, encoding="utf-8")
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
