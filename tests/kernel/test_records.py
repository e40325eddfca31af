"""Edits are locked, compared, checked and logged in one transaction."""

import pytest
from django.core.exceptions import ValidationError

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.records import amend
from dianxiaoer.kernel.refusals import EditConflict
from tests.cast import NOW


def test_two_edits_of_the_same_version_are_refused_with_both_sides(cast):
    seen_by_two = Unit.objects.get(pk=cast.park.pk)
    amend(cast.park, "units.edit", {"name_en": "Jia Park"}, by=cast.system_admin, at=NOW, version=1)
    with pytest.raises(EditConflict) as refused:
        amend(seen_by_two, "units.edit", {"name_en": "Other"}, by=cast.system_admin, at=NOW, version=1)
    assert refused.value.theirs["英文名称"] == ("", "Jia Park")
    assert Unit.objects.get(pk=cast.park.pk).name_en == "Jia Park"


def test_an_edit_is_told_from_what_to_what(cast):
    amend(cast.park, "units.edit", {"name_en": "Jia Park", "kind": "park"}, by=cast.system_admin, at=NOW, version=1)
    event = timeline(cast.park)[0]
    assert (event.by, event.verb) == (cast.system_admin, "units.edit")
    assert event.changes == {"name_en": ["", "Jia Park"]}


def test_an_edit_that_changes_nothing_writes_nothing(cast):
    before = timeline(cast.park).count()
    again = amend(cast.park, "units.edit", {"name": cast.park.name}, by=cast.system_admin, at=NOW, version=1)
    assert again.version == 1
    assert timeline(cast.park).count() == before


def test_a_wrong_value_is_refused_by_field_and_nothing_is_written(cast):
    with pytest.raises(ValidationError) as refused:
        amend(cast.park, "units.edit", {"region_code": "12", "name_en": "x"}, by=cast.system_admin, at=NOW)
    assert "unit_region_code_is_digits" in str(refused.value)
    assert Unit.objects.get(pk=cast.park.pk).name_en == ""
