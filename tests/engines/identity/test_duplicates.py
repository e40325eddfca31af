"""Scoring duplicates: what settles it, what lifts it, what lowers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianxiaoer.engines.identity.duplicates import FirmTraits, likeness
from dianxiaoer.engines.identity.uscc import compose_uscc

CODE = compose_uscc("9", "1", "410108", "MA000001")
OTHER = compose_uscc("9", "1", "410108", "MA000002")


def score(one: str, other: str, **traits) -> float:
    return likeness(FirmTraits(one, **traits), FirmTraits(other, **traits)).score


def test_the_same_code_settles_it():
    found = likeness(FirmTraits("示例甲有限公司", CODE), FirmTraits("改名后的公司", CODE.lower()))
    assert found.score == 1.0
    assert found.reasons == ("same_code",)


def test_two_valid_codes_are_two_firms_whatever_the_name():
    found = likeness(FirmTraits("示例甲有限公司", CODE), FirmTraits("示例甲有限公司", OTHER))
    assert found.score <= 0.4
    assert found.reasons[0] == "other_code"


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("示例新材料有限公司", "示例新材料有限责任公司", 0.95),
        ("示例新材料有限公司", "郑州示例新材料有限公司", 0.85),
        ("示例新材料有限公司", "示例新材料", 0.85),
        ("示例新材料科技有限公司", "示例新材料有限公司", 0.6),
    ],
)
def test_names_of_one_firm_score_high(one, other, least):
    assert score(one, other) >= least


@pytest.mark.parametrize(
    ("one", "other", "most"),
    [
        ("示例新材料有限公司", "范例精密机械有限公司", 0.2),
        ("郑州示例新材料有限公司", "洛阳示例新材料有限公司", 0.6),
        ("示例物流有限公司", "示例物流有限公司兰州分公司", 0.7),
        ("", "示例", 0.2),
    ],
)
def test_names_of_two_firms_score_low(one, other, most):
    assert score(one, other) <= most


def test_a_shared_phone_lifts_the_score():
    alone = score("示例新材料有限公司", "范例新材料有限公司")
    assert score("示例新材料有限公司", "范例新材料有限公司", phones=("138 0000 0000",)) > alone


NAMES = st.text("示例郑州深圳新材料科技有限公司集团()", max_size=16)


@given(NAMES, NAMES)
def test_likeness_has_no_order_and_stays_in_bounds(one, other):
    there, back = likeness(FirmTraits(one), FirmTraits(other)), likeness(FirmTraits(other), FirmTraits(one))
    assert there.score == back.score
    assert 0 <= there.score <= 1
