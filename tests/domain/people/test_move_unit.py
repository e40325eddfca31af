"""A unit moves in the tree with everything below it; who stands above sees it, who stood above no longer does."""

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.actions import give_role, move_unit, plant_unit
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.states import Role, UnitKind
from dianxiaoer.kernel.models import AuditEntry
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW, TODAY


@pytest.fixture
def keeper(cast):
    give_role(cast.system_admin, role=Role.SYSTEM_ADMIN, unit=cast.city, since=TODAY)
    return User.objects.get(pk=cast.system_admin.pk)


def test_it_takes_everything_below_along(cast, keeper):
    section = plant_unit(name="园区招商科", kind=UnitKind.SECTION, parent=cast.park, at=NOW)
    moved = move_unit(cast.park, by=keeper, at=NOW, to=cast.other_district, note="区划调整")
    section.refresh_from_db()
    assert moved.path == f"{cast.other_district.path}{cast.park.pk}."
    assert section.path == f"{moved.path}{section.pk}."
    assert section in visible(User.objects.get(pk=cast.liu.pk), Unit)
    assert section not in visible(User.objects.get(pk=cast.wang.pk), Unit)
    assert AuditEntry.objects.filter(act="units.move").count() == 1


def test_it_is_refused_where_the_tree_would_break(cast, keeper):
    with pytest.raises(Refused, match="自己的下级"):
        move_unit(cast.district, by=keeper, at=NOW, to=cast.park, note="x")
    with pytest.raises(Refused, match="已经在"):
        move_unit(cast.park, by=keeper, at=NOW, to=cast.district, note="x")


def test_both_places_must_be_the_persons_to_change(cast):
    with pytest.raises(PermissionDenied):
        move_unit(cast.park, by=cast.wang, at=NOW, to=cast.other_district, note="x")
    with pytest.raises(PermissionDenied):
        move_unit(cast.park, by=cast.system_admin, at=NOW, to=cast.other_district, note="x")
