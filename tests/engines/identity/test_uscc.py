"""Credit codes: golden cases of the standard, slips of typing, and the two check digits against each other."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dianxiaoer.engines.identity.uscc import ALPHABET, UsccError, clean_uscc, compose_uscc, is_uscc, parse_uscc

GOOD = ["91350100M000100Y43", "91512081MA62K0260E"]
PARTS = st.tuples(
    st.sampled_from("159Y"),
    st.sampled_from("1239"),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=8, max_size=8),
)


@pytest.mark.parametrize("code", GOOD)
def test_codes_of_the_standard_hold(code):
    assert parse_uscc(code).code == code


def test_parts_are_read_from_their_places():
    found = parse_uscc("91512081MA62K0260E")
    assert (found.department, found.kind, found.region_code) == ("9", "1", "512081")
    assert found.organisation_code == "MA62K0260"


def test_typing_is_put_right_before_checking():
    assert clean_uscc(" 91350100m000100y43 ") == GOOD[0]
    assert is_uscc("91350100-M000100Y-43")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("91350100M000100Y4Z", "Z"),
        ("91350100M000100Y4", "17 位"),
        ("9135O100M000100Y43", "是否为“0”"),
        ("91350100M000100Y44", "末位校验码"),
        ("91350100M000100Y53", "组织机构代码"),
        ("91A50100M000100Y43", "区划代码"),
        ("", "0 位"),
        ("91350100M000100Y4国", "第 18 位"),
    ],
)
def test_a_wrong_code_says_where_it_is_wrong(code, says):
    with pytest.raises(UsccError, match=says):
        parse_uscc(code)


@given(PARTS)
def test_composed_codes_hold(parts):
    assert is_uscc(compose_uscc(*parts))


@given(PARTS, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_slip_is_caught(parts, place, mark):
    code = compose_uscc(*parts)
    slipped = code[:place] + mark + code[place + 1 :]
    assert is_uscc(slipped) == (slipped == code)


@given(st.text(string.printable, max_size=30))
def test_any_text_is_answered(text):
    assert is_uscc(text) in {True, False}
