"""Who follows a subject hears of what was committed, once a transaction."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction

from dianxiaoer.kernel.events import FOLLOWERS, record_event
from tests.cast import NOW


class Undone(Exception):
    """Rolls a block back."""


@pytest.mark.django_db(transaction=True)
def test_a_follower_hears_once_of_a_transaction_and_never_of_one_undone(cast, monkeypatch):
    told: list[set[int]] = []
    monkeypatch.setitem(FOLLOWERS, "people.unit", [told.append])

    def act(*units):
        for unit in units:
            record_event(unit, "units.edit", by=cast.wang, at=NOW)

    with transaction.atomic():
        act(cast.district, cast.park, cast.district)
        with suppress(Undone), transaction.atomic():
            act(cast.city)
            raise Undone
        assert told == []
    assert len(told) == 1
    assert {cast.district.pk, cast.park.pk} <= told[0]
    with suppress(Undone), transaction.atomic():
        act(cast.province)
        raise Undone
    with transaction.atomic():
        act(cast.park)
    assert told[1:] == [{cast.park.pk}]
