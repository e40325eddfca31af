"""The shipped indicators, also after a test that emptied the tables."""

import pytest

from tests.cast import NOW


@pytest.fixture(autouse=True)
def catalogue(db):
    from dianxiaoer.domain.targets.actions import install_catalogue

    install_catalogue(at=NOW)
