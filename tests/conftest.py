"""Shared by all tests: a data folder of their own, and the cast."""

import os
import tempfile

os.environ["DXR_DATA_DIR"] = os.environ.get("DXR_TEST_DATA_DIR") or tempfile.mkdtemp(prefix="dxr-test-")
os.environ.setdefault("DXR_SECRET_KEY", "only-for-tests")

import pytest


@pytest.fixture(autouse=True)
def _fast_passwords(request):
    """Tests sign in often; the strength of argon2 is tested on its own."""
    if {"settings", "db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker(
        "django_db"
    ):
        from django.conf import settings
        from django.utils import translation

        translation.deactivate()  # a page read in English before leaves its language in the thread
        settings.MEDIA_ROOT = os.path.join(os.environ["DXR_DATA_DIR"], "files")
        settings.PASSWORD_DAYS = 0  # the cast enrolled in 2024; ageing is tested on its own
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS[-1:]]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """DXR_TEST_SQLITE names a file for the test database, where several connections must write (concurrency tests)."""
    from django.conf import settings

    from tests.migrated import share_migrated

    if os.environ.get("DXR_TEST_SQLITE"):
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = os.environ["DXR_TEST_SQLITE"]
    share_migrated()


@pytest.fixture
def cast(db):
    """小王 and the others, in two districts that cannot see one another (tests/cast.py)."""
    return enter_cast()


def enter_cast():
    from dianxiaoer.domain.targets.actions import install_catalogue
    from dianxiaoer.domain.targets.models import Indicator
    from tests.cast import NOW, stand_cast

    if not Indicator.objects.exists():  # a test that commits empties the tables afterwards, shipped rows too
        install_catalogue(at=NOW)
    install_ticket_words()
    install_steward_rules()
    return stand_cast()


def install_ticket_words():
    """Shipped categories, levels and clock presets, which such a test takes away too."""
    from dianxiaoer.domain.tickets.shipped import install_shipped
    from dianxiaoer.domain.tickets.terms import ClockPreset, ClockStep
    from dianxiaoer.domain.tickets.words import Category, Level
    from tests.cast import NOW

    if not Category.objects.exists():
        install_shipped(Category, Level, ClockPreset, ClockStep, NOW)


def install_steward_rules():
    """Shipped size bands and role rules, too."""
    from dianxiaoer.domain.stewardship.models import RoleRule, SizeBand
    from dianxiaoer.domain.stewardship.shipped import install_rules
    from tests.cast import NOW

    if not RoleRule.objects.exists():
        install_rules(SizeBand, RoleRule, NOW)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Tests that commit empty the tables afterwards; the audit log's triggers would (rightly) refuse that."""
    from django.db import connection

    from dianxiaoer.kernel.append_only import AUDIT_TABLE, guard, unguard

    operations = type(connection.ops)  # the class: a browser test empties the tables over a connection of its own
    flush = operations.sql_flush

    def sql_flush(self, style, tables, **options):
        statements = flush(self, style, tables, **options)
        if not statements or AUDIT_TABLE not in tables:
            return statements
        return [*unguard(connection.vendor), *statements, *guard(connection.vendor)]

    operations.sql_flush = sql_flush


#: files whose tests take longest, the longest first; those that empty the tables among themselves
LONGEST = ("tests/house/test_several", "tests/house/test_every_url", "tests/demo/", "tests/walks/test_serve")
LONGEST_WALKS = (
    "tests/walks/test_looks.py",
    "tests/walks/test_lead_to_project",
    "tests/walks/test_request_from_a_phone",
)


def pytest_collection_modifyitems(items):
    """The longest files begin first, so that several workers end together; those that empty the tables come last,
    since whoever follows them on a worker writes the shipped rows anew for each test."""
    emptying = {item.path for item in items if _empties_the_tables(item)}

    def place(item):
        is_last = item.path in emptying
        longest = LONGEST_WALKS if is_last else LONGEST
        return is_last, next((n for n, part in enumerate(longest) if part in str(item.path)), len(longest))

    items.sort(key=place)


def _empties_the_tables(item):
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    return commits or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))
