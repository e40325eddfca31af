"""Chains as files: round trips, versions, shipped data, region groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dianxiaoer.engines.chain.books import (
    compare_chains,
    fingerprint,
    load_chain,
    open_chain,
    save_chain,
    shipped_chains,
)
from dianxiaoer.engines.chain.graph import ChainError, Link
from dianxiaoer.engines.chain.region_groups import is_inside, load_region_groups, region_filter
from dianxiaoer.engines.chain.sheets import SheetError, load_rows, save_rows
from tests.engines.chain.cast import diamond


@pytest.mark.parametrize("name", ["book.xlsx", "folder"])
def test_a_chain_comes_back_as_it_was_saved(tmp_path, name):
    save_chain(diamond(), tmp_path / name)
    assert load_chain(tmp_path / name) == diamond()


def test_the_fingerprint_follows_content_not_order_or_version():
    chain = diamond()
    turned = replace(chain, version=9, links=chain.links[::-1])
    assert fingerprint(turned) == fingerprint(chain)
    assert fingerprint(replace(chain, links=chain.links[1:])) != fingerprint(chain)


def test_a_comparison_lists_added_removed_and_changed_rows():
    before = diamond()
    links = (*before.links[1:], Link("ore", "motor"))
    after = replace(before, links=links, nodes=(replace(before.nodes[0], name="矿石"), *before.nodes[1:]))
    said = {(c.table, c.key, c.kind) for c in compare_chains(before, after)}
    assert said == {("links", "ore→steel", "removed"), ("links", "ore→motor", "added"), ("nodes", "ore", "name")}


def test_shipped_chains_are_sound_and_plainly_fictitious():
    assert set(shipped_chains()) == {"digital_devices", "drones", "ebike", "pv_storage", "zinc_lead"}
    for path in shipped_chains().values():
        chain = load_chain(path)
        assert all(p.name.startswith("示例") for p in chain.positions)
        assert any(p.is_leader for p in chain.positions)
        assert "示意" in chain.note


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("links", "supplier,customer,weight\nore,steel,很多\n", "links 第 2 行 weight"),
        ("positions", "company,node,is_leader\nB1,bike,也许\n", "is_leader"),
        ("nodes", "id\nore\n", "缺少列 name"),
        ("chain", "id,name\n", "恰有一行"),
    ],
)
def test_a_wrong_cell_is_named_by_table_and_row(tmp_path, table, text, said):
    save_chain(diamond(), tmp_path / "c")
    (tmp_path / "c" / f"{table}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SheetError, match=said):
        load_chain(tmp_path / "c")


def test_an_unknown_chain_names_those_that_exist():
    with pytest.raises(SheetError, match="ebike"):
        open_chain("no-such-chain")


def test_a_link_to_nowhere_is_refused_on_loading(tmp_path):
    save_chain(diamond(), tmp_path / "c")
    (tmp_path / "c" / "links.csv").write_text("supplier,customer\nore,ghost\n", encoding="utf-8")
    with pytest.raises(ChainError, match="ghost"):
        load_chain(tmp_path / "c")


@pytest.mark.parametrize("name", ["t.csv", "t.csv.gz", "t.xlsx"])
def test_rows_keep_leading_zeros_and_text_that_looks_like_a_formula(tmp_path, name):
    rows = [{"code": "000123", "name": "=1+1"}, {"code": "7", "name": "示例,公司"}]
    save_rows(tmp_path / name, ("code", "name"), rows)
    assert load_rows(tmp_path / name) == rows


def test_groups_cover_their_places_and_no_others():
    groups = load_region_groups()
    delta = region_filter(["珠三角"], groups)
    assert is_inside("440305", delta)
    assert not is_inside("440500", delta)
    assert not is_inside("", delta)
    assert is_inside("310115", region_filter(["长三角", "410100"], groups))
    with pytest.raises(SheetError, match="长三角"):
        region_filter(["火星"], groups)
