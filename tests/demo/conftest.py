"""The article districts, loaded for a test and taken away with it."""

from __future__ import annotations

from pathlib import Path

import pytest

PRINTED = Path(__file__).resolve().parents[2].parent / "shared" / "domain" / "figures.csv"


@pytest.fixture
def articles(db, settings):
    from dianxiaoer.demo.articles import load_articles
    from dianxiaoer.domain.targets.actions import install_catalogue
    from dianxiaoer.domain.targets.boards import refresh_snapshots
    from tests.cast import NOW

    install_catalogue(at=NOW)
    load_articles()
    refresh_snapshots(at=NOW)


@pytest.fixture
def printed():
    if not PRINTED.exists():
        pytest.skip(f"the table of printed figures does not lie beside the project ({PRINTED.name})")
    return PRINTED
