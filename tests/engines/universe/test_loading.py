"""Loading: what is accepted, what is refused and why, what is never read."""

from __future__ import annotations

import csv

import pytest

pytest.importorskip("duckdb", reason="the universe needs the extra `universe` (duckdb, pyarrow)")
pytest.importorskip("pyarrow", reason="the universe needs the extra `universe` (duckdb, pyarrow)")

from dianxiaoer.engines.identity.uscc import compose_uscc, is_uscc
from dianxiaoer.engines.universe.loading import LoadError, load_store
from dianxiaoer.engines.universe.screens import screen_from
from dianxiaoer.engines.universe.store import Store
from tests.engines.universe.conftest import ON

GOOD = compose_uscc("9", "1", "320500", "A1234567")


def write(path, header, *rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def test_every_refused_row_is_reported_with_row_field_value_and_reason(tmp_path):
    header = [
        "企业名称",
        "统一社会信用代码",
        "行政区划代码",
        "行业代码",
        "注册资本",
        "成立日期",
        "参保人数",
        "法定代表人",
        "电话",
    ]
    source = write(
        tmp_path / "f.csv",
        header,
        ["示例甲", GOOD, "320505", "C3912", "500万元", "2020/1/5", "12", "某某", "13800000000"],
        ["", GOOD, "320505", "3912", "1", "2020-01-05", "1", "", ""],
        ["示例乙", GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2"), "320505", "", "", "", "", "", ""],
        ["示例丙", "123", "320505", "", "", "", "", "", ""],
        ["示例丁", "", "不详", "", "", "", "", "", ""],
        ["示例戊", "", "3205", "39", "-5", "", "", "", ""],
        ["示例己", "", "", "", "约十万", "", "", "", ""],
        ["示例庚", "", "", "", "", "2026-01-01", "", "", ""],
        ["示例辛", "", "", "", "", "", "-1", "", ""],
        ["示例壬", "", "", "", "", "2020-13-01", "", "", ""],
        ["示例癸", "", "3205", "39", "", "", "", "", ""],
    )
    report = load_store(source, tmp_path / "s", on=ON)
    assert (report.rows, report.accepted, report.rejected) == (11, 2, 9)
    assert report.not_read == ("法定代表人", "电话")
    with (tmp_path / "s" / "rejected.csv").open(encoding="utf-8") as stream:
        refused = {int(row["row"]): (row["field"], row["value"], row["reason"]) for row in csv.DictReader(stream)}
    assert refused == {
        3: ("name", "", "缺少企业名称"),
        4: ("uscc", GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2"), "统一社会信用代码校验位不符"),
        5: ("uscc", "123", "统一社会信用代码不是 18 位"),
        6: ("region", "不详", "地区读不出"),
        7: ("capital_yuan", "-5.0", "注册资本为负"),
        8: ("capital_yuan", "约十万", "注册资本(元)读不出"),
        9: ("founded_on", "20260101", "成立日期晚于数据日期"),
        10: ("employees", "-1", "人数为负"),
        11: ("founded_on", "2020-13-01", "成立日期读不出"),
    }
    with Store(tmp_path / "s") as store:
        first, last = sorted(store.screen(screen_from({})).firms, key=lambda firm: firm.id)
    assert first.fields["capital_yuan"] == 5_000_000
    assert (first.fields["industry"], first.fields["founded_on"]) == ("3912", "2020-01-05")
    assert (last.fields["region"], last.fields["industry"]) == ("320500", "3900")


def test_personal_columns_are_read_only_when_asked_for(tmp_path):
    source = write(tmp_path / "f.csv", ["name", "电话"], ["示例甲有限公司", "13800000000"])
    load_store(source, tmp_path / "without", on=ON)
    load_store(source, tmp_path / "with", on=ON, also=["电话"])
    assert b"13800000000" not in (tmp_path / "without" / "firms.duckdb").read_bytes()
    with Store(tmp_path / "with") as store:
        assert store.rows('SELECT "电话" FROM firms') == [("13800000000",)]


def test_the_example_is_the_same_for_the_same_seed_and_its_faults_are_found(loaded, example_file, tmp_path):
    from dianxiaoer.engines.universe.example import write_example

    write_example(tmp_path / "again.parquet", rows=20_000, seed=1)
    write_example(tmp_path / "other.parquet", rows=20_000, seed=2)
    assert (tmp_path / "again.parquet").read_bytes() == example_file.read_bytes()
    assert (tmp_path / "other.parquet").read_bytes() != example_file.read_bytes()
    _, report = loaded
    assert set(report.reasons) == {"统一社会信用代码校验位不符", "地区读不出", "注册资本为负"}
    assert 0 < report.rejected < 200


def test_the_block_check_of_codes_agrees_with_the_single_one(store):
    codes = [code for (code,) in store.rows("SELECT uscc FROM firms LIMIT 300")]
    assert all(is_uscc(code) for code in codes)


def test_xlsx_and_csv_load_alike(tmp_path):
    import xlsxwriter

    source = write(tmp_path / "f.csv", ["name", "region", "tags"], ["示例甲", "320505", "出口;冷链"])
    with xlsxwriter.Workbook(str(tmp_path / "f.xlsx")) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["name", "region", "tags"])
        page.write_row(1, 0, ["示例甲", 320505, "出口;冷链"])
    load_store(source, tmp_path / "a", on=ON)
    load_store(tmp_path / "f.xlsx", tmp_path / "b", on=ON)
    with Store(tmp_path / "a") as one, Store(tmp_path / "b") as other:
        assert one.screen(screen_from({})) == other.screen(screen_from({}))
        assert one.screen(screen_from({})).firms[0].fields["tags"] == ("冷链", "出口")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("f.csv", "公司\n示例\n", "没有企业名称列"),
        ("f.txt", "name\n示例\n", "不是 Parquet、CSV 或 xlsx"),
        ("f.parquet", "not parquet", "读不进来"),
        ("f.xlsx", "not xlsx", "不是有效的 xlsx"),
    ],
)
def test_a_source_that_is_no_table_of_firms_is_refused(tmp_path, name, text, said):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LoadError, match=said):
        load_store(tmp_path / name, tmp_path / "s", on=ON)


def test_a_store_is_never_overwritten_and_a_folder_without_one_is_refused(loaded, example_file, tmp_path):
    with pytest.raises(LoadError, match="已存在"):
        load_store(example_file, loaded[0], on=ON)
    with pytest.raises(LoadError, match="不是企业库"):
        Store(tmp_path)


def test_more_than_63_labels_are_refused(tmp_path):
    source = write(tmp_path / "f.csv", ["name", "tags"], *[[f"示例{i}", f"标签{i}"] for i in range(64)])
    with pytest.raises(LoadError, match="最多 63 种"):
        load_store(source, tmp_path / "s", on=ON)
