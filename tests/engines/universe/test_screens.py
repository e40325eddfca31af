"""Screens: refused when wrong, right when run, against plain Python over every firm."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from dianxiaoer.engines.universe.screens import ScreenError, screen_from

NARROW = {
    "where": {
        "all": [
            {"field": "region", "starts_with": ["32", "3301"]},
            {"any": [{"field": "industry", "starts_with": ["39", "38"]}, {"field": "tags", "has_any": ["扩产"]}]},
            {"not": {"field": "status", "one_of": ["注销", "吊销"]}},
            {"field": "capital_yuan", "at_least": 100000},
            {"field": "founded_on", "at_most": "2024-12-31"},
        ]
    },
    "score": [
        {"weight": 1, "log10": "capital_yuan", "name": "资本"},
        {"weight": 2.5, "when": {"field": "certificates", "has_any": ["小巨人", "专精特新"]}, "name": "专精特新"},
        {"weight": -0.05, "years": "founded_on", "name": "年限"},
        {"weight": 0.001, "value": "employees", "name": "人数"},
    ],
    "facets": ["status", {"field": "region", "digits": 4}, {"field": "industry", "digits": 2}, "certificates", "tags"],
    "top": 40,
    "on": "2025-06-30",
}


def years(text: str) -> int:
    return 2025 - int(text[:4]) - (text[5:] > "06-30")


def wanted(firm: dict) -> bool:
    return (
        (firm["region"].startswith("32") or firm["region"].startswith("3301"))
        and (firm["industry"][:2] in ("39", "38") or "扩产" in firm["tags"])
        and firm["status"] not in ("注销", "吊销")
        and firm["capital_yuan"] >= 100000
        and firm["founded_on"] <= "2024-12-31"
    )


def points(firm: dict) -> float:
    special = 2.5 * bool({"小巨人", "专精特新"} & set(firm["certificates"]))
    return math.log10(firm["capital_yuan"]) + special - 0.05 * years(firm["founded_on"]) + 0.001 * firm["employees"]


def test_the_best_firms_are_those_a_loop_over_all_finds(store, firms):
    answer = store.screen(screen_from(NARROW))
    kept = [firm for firm in firms if wanted(firm)]
    best = sorted(kept, key=lambda firm: (-round(points(firm), 4), firm["id"]))[:40]
    assert answer.count == len(kept) > 40
    assert [found.id for found in answer.firms] == [firm["id"] for firm in best]
    assert answer.firms[0].fields == {key: value for key, value in best[0].items() if key != "id"}


def test_points_of_a_firm_add_up_to_its_score(store):
    for found in store.screen(screen_from(NARROW)).firms:
        assert set(found.points) == {"资本", "专精特新", "年限", "人数"}
        assert sum(found.points.values()) == pytest.approx(found.score, abs=1e-4)


def test_facets_count_every_kept_firm_not_the_top(store, firms):
    facets = store.facets(screen_from(NARROW))
    kept = [firm for firm in firms if wanted(firm)]
    assert dict(facets["status"]) == Counter(firm["status"] for firm in kept)
    assert dict(facets["region:4"]) == Counter(firm["region"][:4] for firm in kept)
    assert dict(facets["industry:2"]) == Counter(firm["industry"][:2] for firm in kept)
    assert dict(facets["certificates"]) == Counter(word for firm in kept for word in firm["certificates"])
    assert facets["status"][0][1] == max(count for _, count in facets["status"])


def test_unknown_is_never_met_but_not_of_it_is(tmp_path):
    pytest.importorskip("duckdb", reason="the universe needs the extra `universe`")
    from dianxiaoer.engines.universe.loading import load_store
    from dianxiaoer.engines.universe.store import Store
    from tests.engines.universe.conftest import ON

    source = tmp_path / "f.csv"
    source.write_text(
        "企业名称,注册资本,经营状态\n示例甲有限公司,,存续\n示例乙有限公司,500万元人民币,\n", encoding="utf-8"
    )
    load_store(source, tmp_path / "s", on=ON)
    with Store(tmp_path / "s") as opened:

        def names(where):
            return {f.fields["name"] for f in opened.screen(screen_from({"where": where})).firms}

        rich = {"field": "capital_yuan", "at_least": 5_000_000}
        assert names(rich) == {"示例乙有限公司"}
        assert names({"not": rich}) == {"示例甲有限公司"}
        assert names({"not": [rich, {"field": "status", "one_of": ["存续"]}]}) == set()
        assert names({"field": "capital_yuan", "known": False}) == {"示例甲有限公司"}
        assert names({"any": []}) == set()
        assert names({"all": []}) == {"示例甲有限公司", "示例乙有限公司"}


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"where": {"field": "colour", "one_of": ["红"]}}, "没有字段 'colour'"),
        ({"where": {"field": "region", "at_least": "32"}}, "region 不能用 at_least"),
        ({"where": {"field": "region", "one_of": ["32"]}}, "6 位数字代码"),
        ({"where": {"field": "region", "starts_with": ["32; DROP TABLE firms"]}}, "6 位数字代码"),
        ({"where": {"field": "capital_yuan", "at_least": "many"}}, "应为数"),
        ({"where": {"field": "capital_yuan", "at_least": float("inf")}}, "应为数"),
        ({"where": {"field": "founded_on", "at_most": "30.6.2025"}}, "YYYY-MM-DD"),
        ({"where": {"all": [{"any": "x"}]}}, r"where.all\[0\].any\[0\]"),
        ({"score": [{"weight": 1, "log10": "name"}]}, "name 不能用 log10"),
        ({"score": [{"weight": float("nan"), "log10": "capital_yuan"}]}, "weight 应为数"),
        ({"facets": ["name"]}, "不能按 name"),
        ({"top": 0}, "top 应为"),
        ({"sort": []}, "不认识的键 sort"),
    ],
)
def test_a_wrong_screen_is_refused_with_the_place(tree, said):
    with pytest.raises(ScreenError, match=said):
        screen_from(tree)


def test_an_unknown_label_is_refused_with_those_that_exist(store):
    with pytest.raises(ScreenError, match="高新技术企业"):
        store.screen(screen_from({"where": {"field": "certificates", "has_any": ["世界冠军"]}}))


def test_text_cannot_leave_its_quotes(store):
    answer = store.screen(screen_from({"where": {"field": "status", "one_of": ["存续') OR ('1'='1"]}}))
    assert answer.count == 0
    with pytest.raises(ScreenError, match="反斜杠"):
        store.screen(screen_from({"where": {"field": "status", "one_of": ["\\' OR 1=1 --"]}}))


def test_starts_with_treats_wildcards_as_letters(store):
    assert store.screen(screen_from({"where": {"field": "name", "starts_with": ["%示例"]}})).count == 0


@pytest.mark.slow
def test_spark_gives_the_same_answer(store, tmp_path):
    pytest.importorskip("pyspark", reason="Spark is the optional extra `spark`")
    import shutil

    if not shutil.which("java"):
        pytest.skip("Spark needs a Java runtime")
    from pyspark.sql import SparkSession

    from dianxiaoer.engines.universe.spark import screen_on_spark

    store.export(tmp_path / "firms.parquet")
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        screen = screen_from({**NARROW, "top": 1000})
        there = screen_on_spark(session, str(tmp_path / "firms.parquet"), store.vocabulary, screen)
    finally:
        session.stop()
    here = store.screen(screen)
    assert [firm.id for firm in there.firms] == [firm.id for firm in here.firms]
    assert there == here
