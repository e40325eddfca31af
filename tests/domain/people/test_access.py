"""What a person may see and do is decided in one place."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.domain.people.states import READ_ALONG, TAKE_WORK
from dianxiaoer.kernel.scope import OWN


def test_two_districts_cannot_see_one_another(cast):
    assert cast.other_district not in visible(cast.wang, Unit)
    with pytest.raises(Http404):
        fetch(cast.wang, Unit, pk=cast.other_district.pk)


def test_who_stands_above_sees_both(cast):
    seen = set(visible(cast.city_leader, Unit))
    assert {cast.district, cast.park, cast.other_district} <= seen
    assert cast.province not in seen


def test_a_person_without_a_role_sees_nothing(cast):
    assert not visible(cast.stranger, Unit).exists()
    assert not may(cast.stranger, "units.view")


def test_a_visible_row_may_still_be_forbidden(cast):
    assert fetch(cast.wang, Unit, pk=cast.district.pk) == cast.district
    with pytest.raises(PermissionDenied, match="修改机构"):
        require(cast.wang, "units.edit", cast.district)


def test_a_dismissed_person_may_nothing(cast):
    User.objects.filter(pk=cast.chief.pk).update(is_active=False)
    assert not may(User.objects.get(pk=cast.chief.pk), "units.view")


def test_reach_costs_one_statement_once(cast, django_assert_num_queries):
    user = User.objects.get(pk=cast.chief.pk)
    with django_assert_num_queries(1):
        may(user, "units.view")
        may(user, "people.view", cast.wang)


def test_the_unit_that_comes_with_the_reach_is_the_persons_own(cast):
    user = User.objects.get(pk=cast.park_manager.pk)
    may(user, "units.view")
    assert (str(user.unit), user.unit.path, user.unit.pk) == ("甲区高新园", cast.park.path, cast.park.pk)


def test_nothing_is_given_to_the_account_of_another_system(cast):
    names = set(colleagues(cast.wang).values_list("name", flat=True))
    assert cast.zhao.name in names
    assert cast.api_client.name not in names


def test_work_is_given_to_who_works_and_copies_to_who_reads_along_too(cast):
    offered = set(colleagues(cast.chief).values_list("name", flat=True))
    assert {"小王", "李科长", "周领导", "孙经办", "吴督查", "钱园长"} <= offered
    assert offered & {"郑审计", "系统员", "安全员", "接口"} == set()
    copied = set(colleagues(cast.chief, TAKE_WORK | READ_ALONG).values_list("name", flat=True))
    assert copied - offered == {"郑审计"}


def test_every_role_that_owns_rows_takes_work():
    personal = ("outbox.", "exports.", "preferences.")
    owning = {
        role
        for verb, roles in GRANTS.items()
        if not verb.startswith(personal)
        for role, scope in roles.items()
        if scope == OWN
    }
    assert owning <= TAKE_WORK
