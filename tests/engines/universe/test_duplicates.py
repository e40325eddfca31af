"""Duplicates: exact keys merge, alike names are reviewed, two codes are two firms."""

from __future__ import annotations

import csv

import pytest

pytest.importorskip("duckdb", reason="the universe needs the extra `universe` (duckdb, pyarrow)")
pytest.importorskip("pyarrow", reason="the universe needs the extra `universe` (duckdb, pyarrow)")

from dianxiaoer.engines.identity.names import normal_name
from dianxiaoer.engines.identity.uscc import compose_uscc
from dianxiaoer.engines.universe.duplicates import exact_duplicates, find_duplicates
from dianxiaoer.engines.universe.loading import load_store
from dianxiaoer.engines.universe.screens import screen_from
from dianxiaoer.engines.universe.store import Store
from tests.engines.universe.conftest import ON

ONE, TWO = (compose_uscc("9", "1", "320500", serial) for serial in ("A1234567", "B7654321"))


@pytest.fixture
def opened(tmp_path):
    def build(*rows):
        with (tmp_path / "f.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([["name", "uscc", "region"], *rows])
        load_store(tmp_path / "f.csv", tmp_path / "s", on=ON)
        return Store(tmp_path / "s")

    return build


def test_one_code_merges_whatever_the_names(opened):
    with opened(["示例甲有限公司", ONE, ""], ["示例乙有限公司", ONE, ""], ["示例丙有限公司", TWO, ""]) as store:
        (merge,), reviews = exact_duplicates(store)
    assert (merge.keep, merge.others, merge.key, merge.shared) == (0, (1,), "uscc", ONE)
    assert reviews == []


def test_one_name_in_several_spellings_merges(opened):
    rows = [["示例电子(苏州)有限公司", ONE, ""], ["示例電子(苏州)有限责任公司", "", ""], ["示例电子有限公司", "", ""]]
    with opened(*rows) as store:
        (merge,), _ = exact_duplicates(store)
    assert (merge.keep, merge.others, merge.key) == (0, (1,), "name")


def test_a_plain_name_meets_its_other_spelling(opened):
    with opened(["示例电子有限公司", "", ""], ["示例電子有限公司", "", ""]) as store:
        (merge,), _ = exact_duplicates(store)
    assert merge.others == (1,)


def test_one_name_under_two_codes_stays_two_firms_and_a_row_without_code_is_reviewed(opened):
    rows = [["示例甲有限公司", ONE, ""], ["示例甲有限公司", TWO, ""], ["示例甲有限公司", "", ""]]
    with opened(*rows) as store:
        merges, reviews = exact_duplicates(store)
    assert merges == []
    assert {(review.one, review.other) for review in reviews} == {(0, 2), (1, 2)}


def test_alike_names_of_one_city_go_to_review_not_to_merge(opened):
    rows = [
        ["示例华天电子科技有限公司", ONE, "320505"],
        ["苏州示例华天电子科技有限公司", "", "320506"],
        ["示例华天餐饮有限公司", "", "440305"],
    ]
    with opened(*rows) as store:
        found = find_duplicates(store, screen_from({}))
    assert found.merges == ()
    assert [(review.one, review.other) for review in found.reviews] == [(0, 1)]


def test_exact_merges_of_the_example_are_those_a_loop_finds(store, firms):
    merges, _ = exact_duplicates(store)
    codes: dict[str, list[int]] = {}
    for firm in firms:
        codes.setdefault(firm["uscc"], []).append(firm["id"])
    assert {(m.keep, m.others) for m in merges if m.key == "uscc"} == {
        (min(ids), tuple(sorted(ids)[1:])) for ids in codes.values() if len(ids) > 1
    }
    name_of = {firm["id"]: normal_name(firm["name"]) for firm in firms}
    assert all(name_of[m.keep] == name_of[row] for m in merges if m.key == "name" for row in m.others)
