"""The shipped tables: loaded once, loaded again, read without the database."""

import pytest

from dianxiaoer.domain.reference.actions import load_reference
from dianxiaoer.domain.reference.models import Industry, RankingList, Region
from dianxiaoer.domain.reference.queries import find_industries, find_regions
from dianxiaoer.domain.reference.tables import industry_label, region_name, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return load_reference()


def test_every_row_that_ships_is_loaded(loaded):
    assert (Region.objects.count(), Industry.objects.count()) == (loaded["regions"], loaded["industries"])
    assert [Industry.objects.filter(level=level).count() for level in (1, 2, 3, 4)] == [20, 97, 473, 1382]


def test_loading_again_changes_nothing_and_reads_only(loaded, django_assert_max_num_queries):
    RankingList.objects.filter(name="世界500强").update(publisher="本局改过")
    with django_assert_max_num_queries(6):
        assert load_reference() == loaded
    assert RankingList.objects.get(name="世界500强").publisher == "本局改过"


def test_a_row_that_was_changed_is_put_right(loaded):
    Region.objects.filter(code="410108").update(name="错字区")
    load_reference()
    assert Region.objects.get(code="410108").name == "惠济区"


def test_parents_stand(loaded):
    county = Region.objects.get(code="410108")
    assert county.full_name == "河南省郑州市惠济区"
    assert (county.level, county.parent.name, county.parent.parent.name) == (2, "郑州市", "河南省")
    assert Industry.objects.get(code="1311").parent.parent.parent_id == "C"


def test_a_municipality_is_not_said_twice():
    assert region_name("110101") == "北京市东城区"
    assert region_name("410108001000") == "河南省郑州市惠济区"
    assert region_name("999999") == ""


def test_the_section_of_a_code_is_derived():
    assert section_of("1311") == section_of("13") == "C"
    assert section_of("") == section_of("9999") == ""
    assert industry_label("1311") == "1311 稻谷加工"


def test_what_is_typed_finds_codes_and_names(loaded):
    assert [row.code for row in find_industries("131")][:2] == ["131", "1311"]
    assert any(row.code == "1311" for row in find_industries("稻谷加工"))
    assert find_regions("惠济")[0].code == "410108"
    assert find_industries(" ") == find_regions("") == []
