"""Shared by all tests: a data folder of their own, and the cast."""

import os
import tempfile

os.environ["DXR_DATA_DIR"] = os.environ.get("DXR_TEST_DATA_DIR") or tempfile.mkdtemp(prefix="dxr-test-")
os.environ.setdefault("DXR_SECRET_KEY", "only-for-tests")

import pytest


@pytest.fixture(autouse=True)
def _fast_passwords(request):
    """Tests sign in often; the strength of argon2 is tested on its own."""
    if "settings" in request.fixturenames or request.node.get_closest_marker("django_db"):
        from django.conf import settings

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS[-1:]]


@pytest.fixture
def cast(db):
    """小王 and the others, in two districts that cannot see one another (tests/cast.py)."""
    from tests.cast import make_cast

    return make_cast()
