"""The docs that are printed from the code are current."""

from pathlib import Path

from dianxiaoer.config.environment import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
START, END = "<!-- settings:start -->\n", "<!-- settings:end -->"


def settings_table() -> str:
    rows = [
        f"| `{one.name}` | {f'`{one.default}`' if one.default else '(empty)'} | {one.meaning} |" for one in SETTINGS
    ]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows]) + "\n"


def test_the_table_of_settings_is_current():
    text = (ROOT / "docs/operations.md").read_text()
    assert text.split(START)[1].split(END)[0] == settings_table(), "run: python -m tests.house.test_docs"


if __name__ == "__main__":
    page = ROOT / "docs/operations.md"
    head, rest = page.read_text().split(START)
    page.write_text(head + START + settings_table() + END + rest.split(END)[1])
