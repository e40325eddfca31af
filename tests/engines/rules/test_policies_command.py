"""The policies commands: what they print, and what they answer to bad input (exit code 2, a sentence, no traceback)."""

import json
from pathlib import Path

import pytest

from dianxiaoer.cli import policies_evaluate
from dianxiaoer.cli.main import main

RULEBOOK = Path(__file__).resolve().parents[3] / "rulebook"
FIRM = [{"code": "A1", "name": "示例企业", "facts": {"所在园区": "安庆高新区", "营业收入": {"2021": "10亿元"},
         "历史最高营业收入": "5亿元"}}]  # fmt: skip


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "firms.json"
    path.write_text(json.dumps(FIRM, ensure_ascii=False), encoding="utf-8")
    return path


def call(capsys, *words):
    code = main(["policies", *map(str, words)])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_check_finds_the_shipped_rulebook_sound(capsys):
    code, out, _ = call(capsys, "check", RULEBOOK)
    assert code == 0
    assert "0 处错误" in out


def test_strict_check_counts_warnings(capsys):
    code, out, _ = call(capsys, "check", RULEBOOK, "--strict", "--json")
    assert code == 1
    assert all(json.loads(line)["severity"] == "warning" for line in out.splitlines())


def test_check_names_the_line_of_a_mistake(capsys, tmp_path):
    (tmp_path / "a.yaml").write_text("政策: {编号: a, 标题: b, 层级: 村}\n", encoding="utf-8")
    code, out, _ = call(capsys, "check", tmp_path)
    assert code == 1
    assert "a.yaml 第 1 行" in out


def test_the_cases_run_and_a_wrong_one_is_told(capsys, tmp_path):
    source = RULEBOOK / "anqing-gaoxin"
    for name in ("p3-revenue-2022.yaml", "p3-revenue-2022.cases.yaml"):
        text = (source / name).read_text(encoding="utf-8").replace("金额: 50万元}", "金额: 51万元}")
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "facts.yaml").write_text((RULEBOOK / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    code, out, _ = call(capsys, "test", tmp_path)
    assert code == 1
    assert "期望 51万元，得到 50万元" in out
    assert "1 例不符" in out


def test_explain_prints_a_page(capsys, facts):
    code, out, _ = call(capsys, "explain", "--rules", RULEBOOK, "--facts", facts, "--firm", "A1", "--on", "2022-12-31")
    assert code == 0
    assert "P3-1 营业收入首次上台阶奖励 · 20万元" in out


def test_explain_reads_parquet_too(capsys, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    facts = tmp_path / "firms.parquet"
    columns = "'A' || range AS code, '安庆高新区' AS 所在园区, 100000 AS \"营业收入[2021]\", 50000 AS 历史最高营业收入"
    duckdb.sql(f"COPY (SELECT {columns} FROM range(3)) TO '{facts}'")  # noqa: S608 (our own path)
    code, out, err = call(
        capsys, "explain", "--rules", RULEBOOK, "--facts", facts, "--firm", "A1", "--on", "2022-12-31"
    )
    assert code == 0, err
    assert "P3-1 营业收入首次上台阶奖励 · 20万元" in out


def test_explain_asks_which_firm(capsys, facts):
    code, _, err = call(capsys, "explain", "--rules", RULEBOOK, "--facts", facts, "--firm", "B9", "--on", "2022-12-31")
    assert code == 2
    assert "请用 --firm 指明一家" in err


def test_evaluate_writes_json_lines(capsys, facts, tmp_path):
    out = tmp_path / "out.jsonl"
    code, _, err = call(capsys, "evaluate", "--rules", RULEBOOK, "--facts", facts, "--on", "2022-12-31", "--out", out)
    assert code == 0
    assert "已评估 1 家" in err
    (firm,) = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert firm["code"] == "A1"
    assert firm["paid_yuan"]["P3-1"] == "200000.00"


def test_evaluate_says_what_a_budget_and_a_quota_leave_short(capsys, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "facts.yaml").write_text((RULEBOOK / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    text = (RULEBOOK / "anqing-gaoxin" / "p3-revenue-2022.yaml").read_text(encoding="utf-8")
    text = text.replace("  - 编号: P3-1\n", "  - 编号: P3-1\n    预算: 30万元\n")
    (rules / "p3.yaml").write_text(text, encoding="utf-8")
    facts = tmp_path / "firms.json"
    rows = [FIRM[0] | {"code": code} for code in ("A1", "A2", "A3")]
    facts.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    words = ("evaluate", "--rules", rules, "--facts", facts, "--on", "2022-12-31", "--out", tmp_path / "o.jsonl")
    code, _, err = call(capsys, *words)
    assert code == 0
    assert "P3-1 预算 30万元:应兑 3 家 60万元,按名单先后可兑 2 家 30万元,不足 30万元" in err
    firms = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [firm["paid_yuan"]["P3-1"] for firm in firms] == ["200000.00"] * 3
    assert [firm["granted_yuan"]["P3-1"] for firm in firms] == ["200000.00", "100000.00", "0.00"]
    assert [firm["short"] for firm in firms] == [{}, {"P3-1": "budget_part"}, {"P3-1": "budget"}]
    assert [firm["granted_total_yuan"] for firm in firms] == ["200000.00", "100000.00", "0.00"]
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    out = tmp_path / "o.parquet"
    assert call(capsys, *words[:-1], out)[0] == 0
    query = f"SELECT firm_code, granted_yuan, short FROM '{out}' WHERE clause_id = 'P3-1' ORDER BY 1"  # noqa: S608
    rows = [(code, float(granted), short) for code, granted, short in duckdb.sql(query).fetchall()]
    assert rows == [("A1", 200000, None), ("A2", 100000, "budget_part"), ("A3", 0, "budget")]


def test_evaluate_names_the_facts_nobody_has(capsys, facts, tmp_path):
    words = ("evaluate", "--rules", RULEBOOK, "--facts", facts, "--on", "2022-12-31", "--out", tmp_path / "o.jsonl")
    _, _, err = call(capsys, *words)
    notice = next(line for line in err.splitlines() if line.startswith("提醒：firms.json 里没有下列事实"))
    assert "研发费用[2021]" in notice
    assert "营业收入[2021]" not in notice


def test_firms_without_a_code_go_by_their_number_across_slices(capsys, tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    monkeypatch.setattr(policies_evaluate.slices, "__defaults__", (2, 2))
    facts = tmp_path / "firms.parquet"
    duckdb.sql(f"COPY (SELECT range AS employees FROM range(5)) TO '{facts}'")  # noqa: S608 (our own path)
    out = tmp_path / "o.jsonl"
    assert call(capsys, "evaluate", "--rules", RULEBOOK, "--facts", facts, "--on", "2026-06-30", "--out", out)[0] == 0
    assert [json.loads(line)["code"] for line in out.read_text(encoding="utf-8").splitlines()] == list("12345")


def test_evaluate_writes_parquet(capsys, facts, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    out = tmp_path / "out.parquet"
    words = ("evaluate", "--rules", RULEBOOK, "--facts", facts, "--on", "2022-12-31", "--out", out)
    assert call(capsys, *words)[0] == 0
    row = duckdb.sql(f"SELECT verdict, paid_yuan FROM '{out}' WHERE clause_id = 'P3-1'").fetchall()[0]  # noqa: S608
    assert (row[0], float(row[1])) == ("met", 200000.0)
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_a_run_that_fails_leaves_no_half_answer(capsys, tmp_path):
    facts = tmp_path / "a.csv"
    facts.write_text("企业代码,从业人员\nA,5\nB,many\n", encoding="utf-8")
    for name in ("out.jsonl", "out.parquet"):
        words = ("evaluate", "--rules", RULEBOOK, "--facts", facts, "--on", "2022-12-31", "--out", tmp_path / name)
        code, _, err = call(capsys, *words)
        assert code == 2
        assert "第 3 行" in err
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_an_officer_can_write_everything_in_chinese(capsys, tmp_path):
    """Rules, facts and file names without one Latin letter, through check, explain, evaluate and SQL."""
    rules = tmp_path / "规则"
    rules.mkdir()
    (rules / "上台阶.yaml").write_text(
        "政策: {编号: 上台阶, 标题: 上台阶奖励, 生效: 2026-01-01}\n"
        "事实:\n- {名称: 年产值, 类型: 金额, 单位: 万元, 逐年: 是}\n- {名称: 特色产业, 类型: 是否}\n"
        "条款:\n- 编号: 第一条\n  标题: 首台阶\n  条件: ['年产值[上年] 不低于 5000万元', 特色产业]\n"
        "  待遇: [{方式: 定额, 金额: 10万元}]\n  公平竞争审查: {结论: 通过}\n", encoding="utf-8"
    )  # fmt: skip
    facts = tmp_path / "企业.csv"
    facts.write_text("企业代码,年产值[2025](亿元),特色产业\n甲,0.5,是\n乙,0.49999999,是\n", encoding="utf-8")
    assert call(capsys, "check", rules, "--strict")[0] == 0
    day = ("--rules", rules, "--on", "2026-06-30")
    assert "第一条 首台阶 · 10万元" in call(capsys, "explain", *day, "--facts", facts, "--firm", "甲")[1]
    out = tmp_path / "结果.jsonl"
    assert call(capsys, "evaluate", *day, "--facts", facts, "--out", out)[0] == 0
    firms = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [firm["met"] for firm in firms] == [["第一条"], []]
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    query = call(capsys, "sql", *day, "--source", "企业")[1]
    connection = duckdb.connect()
    connection.execute('CREATE TABLE 企业 ("年产值.2025" DOUBLE, "特色产业" DOUBLE)')
    connection.execute("INSERT INTO 企业 VALUES (5000000000, 1), (4999999900, 1)")
    assert connection.execute(query).fetchall() == [(1, 1e7, 1e7, 1e7), (4, 0, 0, 0)]


def test_diff_tells_words_and_money(capsys, facts, tmp_path, monkeypatch):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "facts.yaml").write_text((RULEBOOK / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        text = (RULEBOOK / "anqing-gaoxin" / "p3-revenue-2022.yaml").read_text(encoding="utf-8")
        if folder is new:
            text = text.replace("10亿元: 20万元", "10亿元: 25万元")
        (folder / "p3.yaml").write_text(text, encoding="utf-8")
    code, out, _ = call(capsys, "diff", old, new, "--facts", facts, "--on", "2022-12-31")
    assert code == 1
    assert "10亿元 20万元" in out
    assert "10亿元 25万元" in out
    assert "1 家增加，0 家减少，合计 +5万元" in out
    monkeypatch.setattr(policies_evaluate.slices, "__defaults__", (1, 1))
    more = tmp_path / "more.json"
    more.write_text(json.dumps([*FIRM, FIRM[0] | {"code": "A2"}], ensure_ascii=False), encoding="utf-8")
    assert (
        "2 家增加，0 家减少，合计 +10万元" in call(capsys, "diff", old, new, "--facts", more, "--on", "2022-12-31")[1]
    )
    assert call(capsys, "diff", old, old)[:2] == (0, "没有变化 / no change\n")


def test_yaml_to_excel_and_back(capsys, tmp_path):
    source, book, back = RULEBOOK / "xixian" / "p7-chain-2022.yaml", tmp_path / "a.xlsx", tmp_path / "b.yaml"
    assert call(capsys, "to-excel", source, book)[0] == 0
    assert call(capsys, "from-excel", book, back)[0] == 0
    from dianxiaoer.engines.rules.document.reader import read_document

    assert read_document(back) == read_document(source)


def test_schema_is_json_and_the_shipped_one_is_current(capsys):
    code, out, _ = call(capsys, "schema", "rules")
    assert code == 0
    shipped = RULEBOOK.parent / "docs" / "formats" / "rules.schema.json"
    assert json.loads(out) == json.loads(shipped.read_text(encoding="utf-8"))
    code, out, _ = call(capsys, "schema", "facts", "--rules", RULEBOOK)
    assert "营业收入" in json.loads(out)["items"]["properties"]["facts"]["properties"]


def test_sql_runs_in_duckdb(capsys):
    duckdb = pytest.importorskip("duckdb", reason="extra universe is not installed")
    code, out, _ = call(capsys, "sql", "--rules", RULEBOOK, "--on", "2026-06-30", "--source", "no_such_table")
    assert code == 0
    with pytest.raises(duckdb.CatalogException, match="no_such_table"):  # well-formed: only the table is missing
        duckdb.sql(out)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["check", "nowhere"], "找不到"),
        (["explain", "--rules", "RULES", "--facts", "nowhere.json"], "找不到"),
        (["evaluate", "--rules", "RULES", "--facts", "FACTS", "--out", "a.txt"], "只能是 .jsonl 或 .parquet"),
        (["evaluate", "--rules", "RULES", "--facts", "a.docx", "--out", "a.jsonl"], "找不到"),
        (["to-excel", "nowhere.yaml", "a.xlsx"], "读写失败"),
        (["schema", "facts"], "--rules"),
    ],
)
def test_bad_calls_are_sentences_with_code_2(capsys, facts, tmp_path, monkeypatch, words, part):
    monkeypatch.chdir(tmp_path)
    stand = {"RULES": str(RULEBOOK), "FACTS": str(facts)}
    code, _, err = call(capsys, *(stand.get(word, word) for word in words))
    assert code == 2
    assert part in err
    assert "Traceback" not in err


def test_a_date_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["policies", "sql", "--rules", str(RULEBOOK), "--on", "明天"])
    assert caught.value.code == 2
    assert "不是日期" in capsys.readouterr().err
