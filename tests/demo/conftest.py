"""The article districts, loaded once for a file of tests; what a test changes is taken back after it."""

from __future__ import annotations

from pathlib import Path

import pytest

PRINTED = Path(__file__).resolve().parents[2].parent / "shared" / "domain" / "figures.csv"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Written inside a transaction that is rolled back when the file's tests are done."""
    from django.conf import settings
    from django.db import transaction

    from dianxiaoer.demo.articles import load_articles
    from dianxiaoer.domain.targets.actions import install_catalogue
    from dianxiaoer.domain.targets.boards import refresh_snapshots
    from tests.cast import NOW

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS[-1:]]
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        install_catalogue(at=NOW)
        load_articles()
        refresh_snapshots(at=NOW)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def articles(loaded, db):
    """The districts; each test has a savepoint of its own."""


@pytest.fixture
def printed():
    if not PRINTED.exists():
        pytest.skip(f"the table of printed figures does not lie beside the project ({PRINTED.name})")
    return PRINTED
