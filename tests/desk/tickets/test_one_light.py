"""One light rule of tickets: the queue, the board's lights, the night and the export all say the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from dianxiaoer.domain.supervision.actions.lighting import forget_pass, refresh_lights
from dianxiaoer.domain.supervision.actions.ruling import adopt_rule, edit_rule, set_rule
from dianxiaoer.domain.supervision.models import StandingLight
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.tickets.queries import by_light
from tests.cast import NOW, TODAY
from tests.domain.tickets.making import accepted, make_bodies

OWN = {"name": "五天后红灯", "measure": "days_late", "source": "示例办法", "red_compare": ">=", "red_value": Decimal(5)}


@pytest.fixture
def bodies(cast):
    return make_bodies(cast)


def colors(moment: datetime) -> set[str]:
    """What the kept light, the row itself and the queue's filter say at a moment."""
    forget_pass(timezone.localdate(moment))
    refresh_lights(at=moment)
    ticket = Ticket.objects.get()
    queue = [color for color in ("red", "yellow", "green") if by_light(Ticket.objects.all(), color, moment).exists()]
    return {StandingLight.objects.get(watch="tickets.clock").color, ticket.light_at(moment), *queue}


def test_before_and_after_each_turn_all_agree(cast, bodies):
    ticket = accepted(cast, bodies)
    for turn, before, after in ((ticket.warn_at, "green", "yellow"), (ticket.queue_at, "yellow", "red")):
        assert colors(turn - timedelta(seconds=1)) == {before}
        assert colors(turn) == {after}


def test_a_unit_s_own_rule_moves_the_queue_and_the_lights_together(cast, bodies):
    ticket = accepted(cast, bodies)
    late = ticket.due_at + timedelta(days=2)
    assert colors(late) == {"red"}
    rule = set_rule(cast.district, by=cast.supervisor, at=NOW, watch="tickets.clock", effective_from=TODAY, **OWN)
    assert colors(late) == {"green"}
    edit_rule(rule, by=cast.supervisor, at=NOW, changes={"red_value": Decimal(2)})
    assert colors(late) == {"red"}


def test_a_rule_of_a_later_day_begins_with_that_day_s_pass(cast, bodies):
    ticket = accepted(cast, bodies)
    refresh_lights(at=NOW)
    late = ticket.due_at + timedelta(days=2)
    set_rule(
        cast.district, by=cast.supervisor, at=NOW, watch="tickets.clock", effective_from=timezone.localdate(late), **OWN
    )
    assert colors(late - timedelta(days=1)) == {"red"}
    assert colors(late) == {"green"}


def test_a_rule_of_tickets_has_a_red_limit_reached_from_below(cast):
    for bad in ({"red_compare": "", "red_value": None, "yellow_compare": ">", "yellow_value": 1}, {"red_compare": "<"}):
        with pytest.raises(ValidationError):
            set_rule(
                cast.district,
                by=cast.supervisor,
                at=NOW,
                watch="tickets.clock",
                effective_from=date(2024, 7, 1),
                **OWN | bad,
            )
    adopt_rule(cast.district, by=cast.supervisor, at=NOW, key="own-clock", watch="tickets.clock", effective_from=TODAY)


def test_the_export_says_the_light_of_the_row(cast, bodies, client):
    accepted(cast, bodies)  # due in 2024: red today
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("tickets-list"), {"export": "csv", "light": "red"})
    assert "超期" in b"".join(answer).decode()
    answer = client.get(reverse("tickets-list"), {"export": "csv", "light": "green"})
    assert "超期" not in b"".join(answer).decode()
