"""Chains: kept by the chief of the district, used by everyone in it and below."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dianxiaoer.domain.reference.actions import add_chain, edit_chain
from dianxiaoer.domain.reference.queries import chains_for, chains_of
from tests.cast import NOW


@pytest.fixture
def chain(cast):
    return add_chain(by=cast.chief, at=NOW, unit=cast.district, name="新材料")


def test_an_officer_makes_no_chain(cast):
    with pytest.raises(PermissionDenied):
        add_chain(by=cast.wang, at=NOW, unit=cast.district, name="新材料")


def test_the_same_name_is_refused_in_one_unit(cast, chain):
    with pytest.raises(ValidationError):
        add_chain(by=cast.chief, at=NOW, unit=cast.district, name="新材料")


def test_a_park_uses_the_chains_of_its_district(cast, chain):
    assert list(chains_for(cast.park_manager)) == list(chains_of(cast.park)) == [chain]


def test_another_district_does_not_see_it(cast, chain):
    assert not chains_for(cast.liu).exists()
    assert not chains_for(cast.stranger).exists()


def test_a_chain_out_of_use_is_not_offered(cast, chain):
    edit_chain(chain, {"is_active": False}, by=cast.chief, at=NOW)
    assert not chains_for(cast.wang).exists()
