"""What the tests of supervision share: the house's clock stands at the cast's moment."""

import pytest
from django.utils import timezone

from tests.cast import NOW


@pytest.fixture
def freeze(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
