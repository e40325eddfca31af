"""After the rating: call-back in a day, mending in fifteen, once more; excluded ones and unrated ones count nowhere."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from dianxiaoer.domain.people.grants import GRANTS
from dianxiaoer.domain.tickets.actions.firms import rate_ticket
from dianxiaoer.domain.tickets.actions.mending import call_back, exclude_rating, mend_ticket
from dianxiaoer.domain.tickets.ratings import Rating
from dianxiaoer.kernel.models import Event
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW
from tests.domain.tickets.making import DAY, answered, make_bodies

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(cast):
    return make_bodies(cast)


def rated(cast, bodies, level, **facts):
    ticket = answered(cast, bodies, by=bodies.chen, channel="portal")
    return rate_ticket(ticket, caller=bodies.chen, at=NOW + 2 * DAY, level=level, **facts)


def test_a_bad_one_opens_a_call_back_and_a_mending(cast, bodies):
    rating = rated(cast, bodies, 2, aspects={"efficiency": 1}, text="太慢")
    assert timezone.localtime(rating.call_back_due_at).date() == date(2024, 6, 6)
    assert timezone.localtime(rating.mend_due_at).date() == date(2024, 6, 20)
    with pytest.raises(Refused, match="先回访"):
        mend_ticket(rating, by=bodies.ma, at=NOW + 3 * DAY, note="返工")
    with pytest.raises(PermissionDenied):
        call_back(rating, by=bodies.ma, at=NOW + 3 * DAY, note="自查", is_confirmed=False)
    rating = call_back(rating, by=cast.zhao, at=NOW + 3 * DAY, note="确实慢", is_confirmed=True)
    with pytest.raises(Refused):
        call_back(rating, by=cast.zhao, at=NOW + 3 * DAY, note="再来", is_confirmed=True)
    with pytest.raises(Refused, match="评价过"):
        rate_ticket(rating.ticket, caller=bodies.chen, at=NOW + 3 * DAY, level=4)
    mend_ticket(rating, by=bodies.ma, at=NOW + 4 * DAY, note="已加派人手")
    second = rate_ticket(rating.ticket, caller=bodies.chen, at=NOW + 5 * DAY, level=1)
    assert (second.place, second.call_back_due_at) == (2, None)
    with pytest.raises(Refused):
        rate_ticket(rating.ticket, caller=bodies.chen, at=NOW + 6 * DAY, level=5)


def test_a_body_that_never_mends_cannot_keep_the_firm_from_its_second_word(cast, bodies):
    rating = rated(cast, bodies, 1)
    assert rate_ticket(rating.ticket, caller=bodies.chen, at=NOW + 20 * DAY, level=1).place == 2


def test_a_good_one_asks_for_nothing(cast, bodies):
    rating = rated(cast, bodies, 3)
    with pytest.raises(Refused):
        call_back(rating, by=cast.zhao, at=NOW + 3 * DAY, note="问问", is_confirmed=True)


def test_aspects_are_the_named_ones(cast, bodies):
    for level, aspects in ((6, {}), (5, {"efficiency": 0}), (5, {"attitude": 5}), (5, {"speed": 5})):
        with pytest.raises(Refused):
            rated(cast, bodies, level, aspects=aspects)
    offline = answered(cast, bodies, account=bodies.chen.account)
    assert (
        rate_ticket(offline, caller=bodies.chen, at=NOW + 2 * DAY, level=4, aspects={"attitude": 5}).is_online is False
    )


def test_no_role_of_the_staff_rates(cast):
    assert GRANTS["tickets.rate"] == {}
    assert GRANTS["tickets.contest"] == {}


def test_who_rated_is_not_told(cast, bodies):
    rating = rated(cast, bodies, 2)
    note = Event.objects.get(verb="tickets.rate").note
    assert "陈总" not in note
    assert "不满意" in note
    assert rating.is_anonymous


def test_only_a_supervisor_sets_one_aside_and_says_why(cast, bodies):
    rating = rated(cast, bodies, 1)
    for nobody in (cast.wang, cast.chief, bodies.ma):
        with pytest.raises(PermissionDenied):
            exclude_rating(rating, by=nobody, at=NOW + 3 * DAY, reason="误评")
    with pytest.raises(Refused):
        exclude_rating(rating, by=cast.supervisor, at=NOW + 3 * DAY, reason="")
    rating = exclude_rating(rating, by=cast.supervisor, at=NOW + 3 * DAY, reason="企业书面说明误点")
    with pytest.raises(Refused):
        mend_ticket(rating, by=bodies.ma, at=NOW + 4 * DAY, note="x")


def test_the_database_holds_one_rating_a_place(cast, bodies):
    rating = rated(cast, bodies, 5)
    twin = Rating(ticket=rating.ticket, place=1, stars=1, rated_at=NOW, rated_on=NOW.date())
    with pytest.raises(ValidationError, match="已经评价过"):
        twin.full_clean()
