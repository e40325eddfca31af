"""From a firm's phone to a rating, and what the firm may not do."""

import pytest
from django.core.exceptions import PermissionDenied

from dianxiaoer.domain.tickets.actions.ending import close_ticket, revisit_ticket
from dianxiaoer.domain.tickets.actions.firms import rate_ticket, supply
from dianxiaoer.domain.tickets.actions.handling import ask_firm
from dianxiaoer.domain.tickets.queries import followed, progress_of, ticket_of, tickets_of
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW
from tests.domain.tickets.making import DAY, accepted, answered, make_bodies, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(cast):
    return make_bodies(cast)


def test_a_ticket_from_a_phone_has_a_number_and_a_code_that_opens_it(cast, bodies):
    ticket = make_ticket(cast, by=bodies.chen, channel="portal")
    assert ticket.number == "JY20240603-0001"
    assert len(ticket.follow_code) >= 8
    assert followed(ticket.number, ticket.follow_code.lower()) == ticket
    assert followed(ticket.number, "AAAAAAAAAA") is None
    assert list(tickets_of(bodies.chen)) == [ticket]
    assert ticket_of(bodies.other, ticket.number) is None


def test_a_question_stops_the_clock_and_the_answer_lets_it_run(cast, bodies):
    ticket = accepted(cast, bodies, by=bodies.chen, channel="portal")
    first_due = ticket.answer_due_at
    ticket = ask_firm(ticket, by=bodies.ma, at=NOW + DAY, question="请补充位置照片")
    assert (ticket.stage, ticket.due_at, ticket.light_at(NOW)) == ("waiting", None, "paused")
    with pytest.raises(PermissionDenied):
        supply(ticket, caller=bodies.other, at=NOW + 3 * DAY, text="不是我家的")
    ticket = supply(ticket, caller=bodies.chen, at=NOW + 3 * DAY, text="在东门")
    assert ticket.stage == "processing"
    assert (ticket.answer_due_at - first_due).days >= 2


def test_only_the_firm_rates_and_only_once(cast, bodies):
    ticket = accepted(cast, bodies, by=bodies.chen, channel="portal")
    with pytest.raises(Refused):
        rate_ticket(ticket, caller=bodies.chen, at=NOW + DAY, level=5)
    ticket = answered(cast, bodies, by=bodies.chen, channel="portal")
    for nobody in (bodies.other, cast.wang, bodies.ma):
        with pytest.raises(PermissionDenied):
            rate_ticket(ticket, caller=nobody, at=NOW + DAY, level=5)
    rating = rate_ticket(ticket, caller=bodies.chen, at=NOW + DAY, level=5, aspects={"ease": 4})
    assert (rating.stars, rating.call_back_due_at) == (5, None)
    with pytest.raises(Refused):
        rate_ticket(ticket, caller=bodies.chen, at=NOW + DAY, level=1)


def test_cleared_means_closed_and_agreed(cast, bodies):
    ticket = answered(cast, bodies)
    with pytest.raises(PermissionDenied):
        revisit_ticket(ticket, by=bodies.ma, at=NOW + DAY, agreed=True, note="企业认可")
    ticket = revisit_ticket(ticket, by=cast.zhao, at=NOW + DAY, agreed=True, note="企业认可")
    ticket = close_ticket(ticket, by=cast.zhao, at=NOW + DAY)
    assert ticket.is_cleared
    assert [step.state for step in progress_of(ticket)] == ["done"] * 5
