"""`dianxiaoer universe …`: a whole walk from example to answers."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("duckdb", reason="the universe needs the extra `universe` (duckdb, pyarrow)")
pytest.importorskip("pyarrow", reason="the universe needs the extra `universe` (duckdb, pyarrow)")

from dianxiaoer.cli.main import main


def test_example_load_screen_search_and_merge(tmp_path, capsys):
    source, store = str(tmp_path / "e.parquet"), str(tmp_path / "store")
    assert main(["universe", "example", "--rows", "3000", "--seed", "2", "--out", source]) == 0
    assert main(["universe", "load", source, store, "--on", "2025-06-30", "--json"]) == 1
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert report["accepted"] + report["rejected"] == 3000
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps({"score": [{"weight": 1, "log10": "capital_yuan"}], "facets": ["status"]}))
    assert main(["universe", "screen", store, str(screen), "--top", "3", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["firms"]) == 3
    assert answer["count"] == report["accepted"] == sum(count for _, count in answer["facets"]["status"])
    assert main(["universe", "search", store, "科技", "--limit", "2"]) == 0
    assert "科技" in capsys.readouterr().out
    assert main(["universe", "search", store, "没有此名"]) == 1
    capsys.readouterr()
    assert main(["universe", "duplicates", store, "--out", str(tmp_path / "d"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["merges"] > 0
    assert (tmp_path / "d" / "merges.csv").read_text(encoding="utf-8").startswith("keep,drop,key,shared")
    assert main(["universe", "export", store, str(tmp_path / "out")]) == 0
    assert json.loads((tmp_path / "out" / "words.json").read_text(encoding="utf-8"))["tags"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["load", "missing.parquet", "store"], "找不到文件"),
        (["search", "nowhere", "华天"], "不是企业库"),
        (["screen", "nowhere", "missing.json"], "missing.json"),
        (["example", "--rows", "0"], "至少为 1"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_2(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["universe", *words]) == 2
    assert said in capsys.readouterr().err
