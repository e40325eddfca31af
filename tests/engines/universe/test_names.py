"""Name search finds exactly the names that hold the words, whatever their spelling and whatever the size."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("pyarrow", reason="the universe needs the extra `universe` (duckdb, pyarrow)")
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from dianxiaoer.engines.universe import names as module
from dianxiaoer.engines.universe.names import NameIndex, build_name_index


def index(folder, names, step=7):
    build_name_index(folder, (pa.array(names[at : at + step]) for at in range(0, len(names), step)))
    return NameIndex(folder)


def test_search_equals_a_substring_test_over_every_firm(store, firms):
    for text in ("华天", "电子", "天华", "示例金", "半导体有限", "科技", "xx"):
        answer = store.search(text, limit=100_000)
        assert {firm.id for firm in answer.firms} == {firm["id"] for firm in firms if text in firm["name"]}, text
        assert answer.count == len(answer.firms)


def test_spelling_does_not_matter(tmp_path):
    found = index(tmp_path / "n", ["示例電子科技(深圳)有限公司", "示例ABC电子", "别家公司", "示例𠮷田"])
    assert found.search("电子").rows == (1, 0)
    assert found.search("(深圳)").rows == (0,)
    assert found.search("abc").rows == (1,)
    assert found.search("𠮷田").rows == (3,)


def test_names_that_begin_with_the_words_and_short_ones_come_first(tmp_path):
    found = index(tmp_path / "n", ["示例华天电子有限公司", "华天示例科技有限公司", "华天示例"])
    assert found.search("华天").rows == (2, 1, 0)
    assert found.search("华天", limit=1).rows == (2,)
    assert found.search("华天", limit=1).count == 3


def test_a_pair_across_two_names_is_no_match(tmp_path):
    assert index(tmp_path / "n", ["示例甲", "乙丙", "", "丁"]).search("甲乙").count == 0


def test_one_character_is_refused(tmp_path):
    with pytest.raises(ValueError, match="至少输入两个字"):
        index(tmp_path / "n", ["示例"]).search("例 ")


def test_a_common_word_stops_counting(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "COUNTED", 100)
    monkeypatch.setattr(module, "_BLOCK", 50)
    hits = index(tmp_path / "n", ["示例公司"] * 500).search("公司", limit=5)
    assert (hits.count, hits.more, len(hits.rows)) == (100, True, 5)


@settings(deadline=None, max_examples=50)  # files are written: a busy machine is no failure
@given(st.data())
def test_many_small_segments_and_blocks_lose_nothing(tmp_path_factory, data):
    draw = random.Random(data.draw(st.integers(0, 10**6)))
    names = ["".join(draw.choice("甲乙丙丁") for _ in range(draw.randrange(0, 6))) for _ in range(60)]
    text = "".join(draw.choice("甲乙丙丁") for _ in range(draw.randrange(2, 4)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SEGMENT_ROWS", 16)
        patch.setattr(module, "_BLOCK", 5)
        hits = index(tmp_path_factory.mktemp("n") / "n", names).search(text, limit=100)
    assert set(hits.rows) == {at for at, name in enumerate(names) if text in name}
    assert hits.count == len(hits.rows)
