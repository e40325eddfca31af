"""The pages of records lead to copying colleagues, for who may; a colleague copied finds the record."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianxiaoer.domain.outbox.actions import copy_to, mark_seen
from dianxiaoer.domain.outbox.models import Copy
from dianxiaoer.domain.outbox.queries import copies_of
from dianxiaoer.domain.people.access import may
from dianxiaoer.kernel.events import subject_of
from tests.cast import NOW
from tests.domain.inspections.given import a_filing
from tests.domain.leads.given import a_lead
from tests.domain.projects.factory import a_project
from tests.domain.supervision.given import a_notice
from tests.domain.tickets.making import dispatched, make_bodies, make_ticket
from tests.domain.visits.given import a_visit

pytestmark = pytest.mark.django_db
PAGES = [
    ("tickets", make_ticket),
    ("projects", a_project),
    ("leads", a_lead),
    ("visits", a_visit),
    ("inspections", a_filing),
    ("notices", a_notice),
]


def signed_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("room", "make"), PAGES)
def test_who_may_copies_a_colleague_from_the_page(client, cast, room, make):
    row = make(cast)
    page, address = f"/desk/{room}/{row.pk}/", f"/desk/messages/copies/{subject_of(row)}/{row.pk}/"
    assert f'href="{address}"' in signed_in(client, cast.wang).get(page).content.decode()
    assert client.get(address).status_code == 200
    answer = client.post(address, {"users": [cast.chief.pk], "note": "请知悉"})
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert Copy.objects.get().user == cast.chief
    line = signed_in(client, cast.chief).get("/?tab=copied").context["lines"][0]
    assert client.get(page).status_code == 200
    assert page in line.address


@pytest.mark.parametrize(("room", "make"), PAGES)
def test_who_may_not_is_not_offered_it(client, cast, room, make):
    row = make(cast)
    page = f"/desk/{room}/{row.pk}/"
    seen = 0
    for person in (cast.handler, cast.auditor, cast.supervisor, cast.leader, cast.system_admin):
        answer = signed_in(client, person).get(page)
        if answer.status_code == 200:
            seen += 1
            assert ("/desk/messages/copies/" in answer.content.decode()) == may(person, "outbox.copy", row)
    assert seen, "somebody else reads the page"


@pytest.mark.parametrize(("room", "make"), PAGES)
def test_the_page_says_who_was_copied_and_whether_they_saw_it(client, cast, room, make, django_assert_num_queries):
    row = make(cast)
    copy_to([cast.chief, cast.zhao], row, at=NOW, by=cast.wang, note="请知悉")
    mark_seen(Copy.objects.get(user=cast.chief), by=cast.chief, at=NOW)
    with django_assert_num_queries(1):
        assert [copy.user.name for copy in copies_of(subject_of(row), row.pk)] == ["小赵", "李科长"]
    page = signed_in(client, cast.leader).get(f"/desk/{room}/{row.pk}/").content.decode()
    told = page.partition('id="copies"')[2].partition("</details>")[0]
    assert "已抄送 2 人" in told
    assert re.search(r"小赵</strong>.*未阅.*李科长</strong>.*已阅 2024-06-03", told, re.S)
    assert "请知悉" in told
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/desk/{room}/{row.pk}/")
    assert sum("outbox_copy" in query["sql"] for query in asked) == 1


def test_a_body_that_only_handles_the_request_copies_nobody(client, cast):
    bodies = make_bodies(cast)
    ticket = dispatched(cast, bodies)
    page = signed_in(client, bodies.ma).get(f"/desk/tickets/{ticket.pk}/")
    assert page.status_code == 200
    assert "/desk/messages/copies/" not in page.content.decode()
    assert client.get(f"/desk/messages/copies/tickets.ticket/{ticket.pk}/").status_code == 403
