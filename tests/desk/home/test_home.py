"""工作台: the inbox, four numbers, what is new."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dianxiaoer.domain.activities.actions.followups import promise_followup
from dianxiaoer.domain.targets.actions import install_catalogue
from tests.cast import NOW
from tests.domain.activities.given import an_activity


@pytest.fixture(autouse=True)
def catalogue(db):
    install_catalogue(at=NOW)


@pytest.fixture
def wang(client, cast):
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    return client


def promised(cast, activity, days: int) -> None:
    due = timezone.localdate() + timedelta(days=days)
    promise_followup(activity, by=cast.wang, at=NOW, what=f"示例事项 {days}", owner=cast.wang, due_on=due)


def test_the_numbers_count_what_the_inbox_lists(wang, cast):
    activity = an_activity(cast)
    for days in (-2, 1, 30):
        promised(cast, activity, days)
    page = wang.get("/")
    numbers = {str(label): value for label, value, _address in page.context["numbers"]}
    assert numbers == {"我的待办": "3", "临期": "1", "超期": "1", "本周走访": "0"}
    assert [one.days_left for one in page.context["waiting"]] == [-2, 1, 30]
    overdue = wang.get("/?due=overdue").context["waiting"]
    assert [one.title for one in overdue] == ["示例事项 -2"]
    assert "个工作日" in page.content.decode()


def test_new_offers_only_what_a_person_may_do(client, cast):
    client.force_login(cast.auditor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").context["new"] == []
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    assert "/desk/activities/add/" in [address for address, _label in client.get("/").context["new"]]


def test_one_does_not_see_the_duties_of_another(client, cast):
    promised(cast, an_activity(cast), 1)
    client.force_login(cast.zhao, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").context["waiting"] == []


def test_the_statements_do_not_grow_with_the_inbox(wang, cast):
    counts = []
    activity = an_activity(cast)
    for days in (range(1, 3), range(3, 30)):
        for day in days:
            promised(cast, activity, day)
        with CaptureQueriesContext(connection) as queries:
            wang.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 32, "a handful a room"


def test_a_system_administrator_has_a_first_page_without_figures(client, cast):
    client.force_login(cast.system_admin, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").status_code == 200


def test_a_person_finds_again_what_they_did_and_what_they_began(client, cast):
    from tests.domain.leads.given import a_lead

    lead = a_lead(cast)
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    for tab in ("done", "begun"):
        page = client.get(f"/?tab={tab}")
        assert [line.about for line in page.context["lines"]] == [str(lead)], tab
        assert page.context["lines"][0].address.endswith(f"/leads/{lead.pk}/")
    client.force_login(cast.zhao, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/?tab=begun").context["lines"] == []


def test_who_is_copied_sees_it_and_ticks_it_off(client, cast):
    from tests.domain.leads.given import a_lead

    lead = a_lead(cast)
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/desk/messages/copies/leads.lead/{lead.pk}/"
    assert client.post(address, {"users": [cast.zhao.pk], "note": "请知悉"}).status_code == 303
    refused = client.post(address, {"users": [cast.park_manager.pk]})
    assert "看不到" in refused.content.decode(), "a link to nothing is not sent"
    client.force_login(cast.zhao, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/?tab=copied")
    assert (page.context["unseen"], page.context["lines"][0].note) == (1, "请知悉")
    assert client.post(page.context["lines"][0].seen).status_code == 303
    assert client.get("/").context["unseen"] == 0


def test_working_days_are_counted_not_calendar_days():
    from datetime import date

    from dianxiaoer.desk.home.inbox import Waiting, _in_workdays
    from dianxiaoer.engines.measures.workdays import Calendar

    friday = date(2024, 6, 7)
    monday = Waiting("办", "示例", "", date(2024, 6, 10), 3)
    assert _in_workdays(monday, friday, Calendar()).workdays_left == 1
    holiday = Calendar(off=frozenset({date(2024, 6, 10)}))
    assert _in_workdays(Waiting("办", "示例", "", date(2024, 6, 11), 4), friday, holiday).workdays_left == 1


def test_a_line_is_as_near_as_its_own_light_rule_says():
    from dataclasses import replace
    from datetime import date

    from dianxiaoer.desk.home.inbox import Waiting

    tomorrow = Waiting("办理答复", "示例", "", date(2024, 6, 4), days_left=1, workdays_left=1)
    assert [replace(tomorrow, is_near=near).light for near in (None, False, True)] == ["yellow", "green", "yellow"]
    assert replace(tomorrow, days_left=-1, is_near=False).light == "red", "overdue is overdue whatever the rule"


def test_a_request_shows_one_light_in_the_inbox_and_in_the_queue(client, cast):
    """Due tomorrow, but given so little time that its rule does not warn today."""
    from datetime import timedelta

    from django.utils import timezone

    from dianxiaoer.desk.home.inbox import inbox_of
    from dianxiaoer.domain.tickets.models import Ticket
    from tests.domain.tickets.making import accepted, make_bodies

    bodies = make_bodies(cast)
    ticket, now = accepted(cast, bodies), timezone.now()
    for warn_in, light in ((timedelta(days=1), "green"), (timedelta(minutes=-5), "yellow")):
        due_at = now + timedelta(days=1)
        Ticket.objects.filter(pk=ticket.pk).update(due_at=due_at, queue_at=due_at, warn_at=now + warn_in)
        ticket.refresh_from_db()
        line = next(one for one in inbox_of(ticket.owner, timezone.localdate()) if str(ticket) == one.subject)
        assert (line.light, ticket.light_at(now)) == (light, light)
