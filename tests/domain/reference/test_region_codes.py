"""Region codes of units are held against GB/T 2260."""

import pytest

from dianxiaoer.domain.reference.actions import load_reference
from dianxiaoer.domain.reference.queries import region_problem


@pytest.mark.django_db
def test_codes_are_known_or_said_to_be_wrong():
    load_reference()
    for code in ("", "410108", "419001", "620171", "410108001", "410000"):
        assert region_problem(code) == "", code
    assert "6、9 或 12 位" in region_problem("4101")
    assert "6、9 或 12 位" in region_problem("41010八")
    assert "410199" in region_problem("410199")
    assert "999999" in region_problem("999999001")
