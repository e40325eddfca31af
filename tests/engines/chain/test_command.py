"""`dianxiaoer chain …` from files: what it prints and with which exit code."""

from __future__ import annotations

import json

import pytest

from dianxiaoer.cli.main import main
from dianxiaoer.engines.chain.sheets import load_rows, save_rows
from tests.engines.chain.cast import country


def test_gaps_come_as_json(capsys):
    assert main(["chain", "gaps", "ebike", "--region", "620100", "--from", "长三角", "--json"]) == 0
    gaps = json.loads(capsys.readouterr().out)
    assert {"fill", "extend", "strengthen"} >= {gap["action"] for gap in gaps}
    assert all(firm["adcode"][:2] in ("31", "32", "33", "34") for gap in gaps for firm in gap["candidates"])


def test_an_unknown_chain_is_one_sentence_and_exit_2(capsys):
    assert main(["chain", "gaps", "no-such", "--region", "410100"]) == 2
    assert "没有链" in capsys.readouterr().err


def test_a_broken_chain_fails_the_check_with_exit_1(tmp_path, capsys):
    main(["chain", "export", "ebike", str(tmp_path / "c")])
    (tmp_path / "c" / "links.csv").write_text("supplier,customer\nbike,ghost\n", encoding="utf-8")
    assert main(["chain", "check", str(tmp_path / "c")]) == 1
    assert "ghost" in capsys.readouterr().out


def test_a_changed_copy_differs_with_exit_1_and_a_true_copy_does_not(tmp_path, capsys):
    main(["chain", "export", "ebike", str(tmp_path / "c.xlsx")])
    assert main(["chain", "diff", "ebike", str(tmp_path / "c.xlsx")]) == 0
    assert main(["chain", "diff", "ebike", "drones"]) == 1
    capsys.readouterr()


@pytest.fixture
def files(tmp_path):
    pytest.importorskip("scipy", reason="target ranking needs the extra `solvers` (scipy)")
    firms, _, _ = country()
    rows = [
        {"code": code, "name": f"示例{code}", "city_adcode": place, "sw_code": trade}
        for code, place, trade in zip(firms.codes, firms.places, firms.columns["sw_code"], strict=True)
    ]
    save_rows(tmp_path / "companies.csv", ("code", "name", "city_adcode", "sw_code"), rows[:200])
    save_rows(tmp_path / "candidates.csv", ("code", "sw_code"), rows[200:])
    save_rows(
        tmp_path / "products.csv",
        ("company_code", "product"),
        [{"company_code": code, "product": firms.words[at][0]} for at, code in enumerate(firms.codes)],
    )
    industries = [{"code": code, "name": code, "level": "3", "parent": ""} for code in ("A1", "B1", "C1")]
    save_rows(tmp_path / "industries.csv", ("code", "name", "level", "parent"), industries)
    save_rows(tmp_path / "upstream.csv", ("industry_code", "upstream_code", "weight"), [])
    regions = [{"adcode": a, "name": a, "level": "1"} for a in ("410100", "320500", "440300", "110100")]
    save_rows(tmp_path / "regions.csv", ("adcode", "name", "level"), regions)
    names = ("companies", "industries", "upstream", "products", "candidates", "regions")
    return [word for name in names for word in (f"--{name}", str(tmp_path / f"{name}.csv"))]


def test_rank_prints_every_region_with_enough_known_firms(files, capsys):
    assert main(["chain", "rank", *files, "--top", "5", "--json", "--holdout"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [region["adcode"] for region in answer["regions"]] == ["410100", "320500", "440300"]
    for region in answer["regions"]:
        assert [target["rank"] for target in region["targets"]] == [1, 2, 3, 4, 5]
        best = region["targets"][0]
        assert sum(best["parts"].values()) == pytest.approx(best["score"], abs=1e-4)
    assert answer["holdout"]["auc"] > 0.6


def test_rank_for_a_node_keeps_only_firms_that_make_its_products(files, capsys):
    assert main(["chain", "rank", *files, "--region", "440300", "--chain", "ebike", "--node", "li_cell", "--json"]) == 1
    assert (
        main(["chain", "rank", *files, "--region", "440300", "--chain", "drones", "--node", "battery", "--json"]) == 1
    )
    capsys.readouterr()
    main(["chain", "rank", *files, "--region", "440300", "--chain", "digital_devices", "--node", "panel", "--json"])
    (region,) = json.loads(capsys.readouterr().out)["regions"]
    assert {reason["part"] for target in region["targets"] for reason in target["because"]} >= {"words"}
    assert 0 < len(region["targets"]) < 40


def test_a_region_without_known_firms_is_refused(files, capsys):
    assert main(["chain", "rank", *files, "--region", "110100"]) == 2
    assert "110100 没有已知企业" in capsys.readouterr().err


def test_companies_without_places_or_columns_are_refused(files, tmp_path, capsys):
    save_rows(tmp_path / "companies.csv", ("code", "sw_code"), [{"code": "1", "sw_code": "A1"}])
    assert main(["chain", "rank", *files]) == 2
    assert "city_adcode" in capsys.readouterr().err
    save_rows(tmp_path / "companies.csv", ("code", "city_adcode"), [{"code": "1", "city_adcode": "410100"}])
    assert main(["chain", "rank", *files, "--least", "1"]) == 2
    assert "没有可比较的列" in capsys.readouterr().err


def test_a_missing_file_is_one_sentence_and_exit_2(files, capsys):
    assert main(["chain", "rank", *files, "--evidence", "/nowhere.csv"]) == 2
    assert "找不到文件" in capsys.readouterr().err


def test_learned_emphasis_is_written_only_when_it_helps(tmp_path, capsys):
    pytest.importorskip("scipy", reason="target ranking needs the extra `solvers` (scipy)")
    good = [{"won": str(int(i % 3 == 0)), "words": str(2 if i % 3 == 0 else i % 2)} for i in range(90)]
    save_rows(tmp_path / "leads.csv", ("won", "words"), good)
    assert main(["chain", "learn", "--leads", str(tmp_path / "leads.csv"), "--out", str(tmp_path / "e.csv")]) == 0
    assert load_rows(tmp_path / "e.csv")[0]["part"] == "words"
    noise = [{"won": str(i % 2), "words": str(i // 2 % 5)} for i in range(90)]
    save_rows(tmp_path / "noise.csv", ("won", "words"), noise)
    assert main(["chain", "learn", "--leads", str(tmp_path / "noise.csv"), "--out", str(tmp_path / "n.csv")]) == 1
    assert not (tmp_path / "n.csv").exists()
    capsys.readouterr()
