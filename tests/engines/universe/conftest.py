"""A small store of fictitious firms the universe tests share."""

from __future__ import annotations

from datetime import date

import pytest

ON = date(2025, 6, 30)


@pytest.fixture(scope="session")
def example_file(tmp_path_factory):
    pytest.importorskip("duckdb", reason="the universe needs the extra `universe` (duckdb, pyarrow)")
    pytest.importorskip("pyarrow", reason="the universe needs the extra `universe` (duckdb, pyarrow)")
    from dianxiaoer.engines.universe.example import write_example

    path = tmp_path_factory.mktemp("universe") / "example.parquet"
    write_example(path, rows=20_000, seed=1)
    return path


@pytest.fixture(scope="session")
def loaded(example_file, tmp_path_factory):
    from dianxiaoer.engines.universe.loading import load_store

    folder = tmp_path_factory.mktemp("universe") / "store"
    return folder, load_store(example_file, folder, on=ON)


@pytest.fixture(scope="session")
def store(loaded):
    from dianxiaoer.engines.universe.store import Store

    with Store(loaded[0]) as opened:
        yield opened


@pytest.fixture(scope="session")
def firms(store):
    """Every firm of the store as plain dictionaries, for checking answers by brute force."""
    from dianxiaoer.engines.universe.fields import FIELDS
    from dianxiaoer.engines.universe.store import readable

    names = [field.name for field in FIELDS]
    rows = store.rows(f"SELECT id, {', '.join(names)} FROM firms ORDER BY id")  # noqa: S608
    return [
        {
            "id": row[0],
            **{name: readable(name, cell, store.vocabulary) for name, cell in zip(names, row[1:], strict=True)},
        }
        for row in rows
    ]
