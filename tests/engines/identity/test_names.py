"""One spelling for one name, and its parts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dianxiaoer.engines.identity.names import normal_name, parse_name


@pytest.mark.parametrize(
    "spelling",
    [
        "示例电子科技(深圳)有限公司",
        "示例电子科技\uff08深圳\uff09有限公司",
        "示例電子科技(深圳)有限公司",
        " 示例电子科技 (深圳) 有限责任公司",
        "示例电子科技〔深圳〕有限公司。",
        "示例電子科技【深圳】有限責任公司",
    ],
)
def test_spellings_of_one_name_are_one(spelling):
    assert normal_name(spelling) == "示例电子科技(深圳)有限公司"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例(集团)股份公司", "示例集团股份有限公司"),
        ("Shili Tech Co., Ltd.", "SHILI TECH CO LTD"),
        ("Shili Tech Company Limited", "Shili Tech Ltd"),
    ],
)
def test_variants_of_the_legal_form_are_one(one, other):
    assert normal_name(one) == normal_name(other)


def test_different_forms_stay_different():
    assert normal_name("示例股份有限公司") != normal_name("示例有限公司")


@pytest.mark.parametrize(
    ("text", "region", "core", "form", "branch"),
    [
        ("河南省郑州市示例新材料有限公司", ("河南", "郑州"), "示例新材料", "有限公司", ""),
        ("郑州示例新材料股份有限公司", ("郑州",), "示例新材料", "股份有限公司", ""),
        ("示例新材料(郑州)有限公司", ("郑州",), "示例新材料", "有限公司", ""),
        ("示例物流有限公司兰州分公司", (), "示例物流", "有限公司", "兰州分公司"),
        ("北京", (), "北京", "", ""),
        ("示例集团", (), "示例", "集团", ""),
    ],
)
def test_parts_of_a_name(text, region, core, form, branch):
    found = parse_name(text)
    assert (found.region, found.core, found.form, found.branch) == (region, core, form, branch)


@given(st.text(max_size=40))
@example("(()]")
@example("((集团))示例(()集团)公司")
def test_normal_name_is_its_own_normal_name(text):
    once = normal_name(text)
    assert normal_name(once) == once


@given(st.text(max_size=40))
def test_any_text_has_parts(text):
    found = parse_name(text)
    assert bool(found.core) == bool(found.normal.replace("(", "").replace(")", "")) or found.core
