"""Every room that has duties: the owner is told once on the day, again when overdue, and no more once it is done."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dianxiaoer.domain.appointments.actions.handling import assign_officer, serve_appointment
from dianxiaoer.domain.funds.actions import recognise_receipt
from dianxiaoer.domain.inspections.actions.filing import cancel_inspection
from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.actions.claims import claim_stage, reject_claim
from dianxiaoer.domain.projects.states import Stage
from dianxiaoer.domain.supervision.actions.notices import answer_notice
from dianxiaoer.domain.tickets.actions import works
from dianxiaoer.domain.tickets.actions.firms import rate_ticket
from dianxiaoer.domain.tickets.actions.mending import call_back, mend_ticket
from dianxiaoer.domain.training.actions.planning import cancel_course
from dianxiaoer.domain.visits.actions.recording import record_visit
from dianxiaoer.engines.measures.workdays import Calendar, add_workdays
from dianxiaoer.jobs import reminders
from tests.cast import NOW
from tests.domain.appointments.given import a_booking, an_item, moment
from tests.domain.funds.factory import a_receipt, at_home
from tests.domain.inspections.given import a_filing
from tests.domain.projects.factory import YI, a_project, with_papers
from tests.domain.supervision.given import a_notice
from tests.domain.tickets.making import DAY, answered, make_bodies
from tests.domain.training.given import a_course
from tests.domain.visits.given import a_visit

WEDNESDAY, FRIDAY, NEXT_MONDAY = date(2024, 6, 5), date(2024, 6, 7), date(2024, 6, 10)


def a_booking_of_zhao(cast):
    row = assign_officer(a_booking(cast, an_item(cast)), by=cast.chief, at=NOW, officer=cast.zhao)
    done = moment(WEDNESDAY, 11)
    return [cast.zhao], WEDNESDAY, "示例甲公司", lambda: serve_appointment(row, by=cast.zhao, at=done)


def a_course_of_wang(cast):
    row = a_course(cast)
    return [cast.wang], row.ends_on, row.name, lambda: cancel_course(row, by=cast.wang, at=NOW, reason="报名不足")


def a_visit_of_wang(cast):
    row = a_visit(cast)
    later = NOW + 2 * DAY
    return (
        [cast.wang], WEDNESDAY, row.company.name,
        lambda: record_visit(row, by=cast.wang, at=later, visited_on=WEDNESDAY, summary="已走访"),
    )  # fmt: skip


def an_inspection_of_sun(cast):
    row = a_filing(cast)
    done = lambda: cancel_inspection(row, by=cast.handler, at=NOW, reason="企业搬迁")  # noqa: E731
    return [cast.handler], row.planned_on, row.company.name, done


def a_notice_to_wang(cast):
    row = a_notice(cast)
    return [cast.wang], row.due_on, row.title, lambda: answer_notice(row, by=cast.wang, at=NOW, answer="已进场")


def a_notice_to_the_body(cast):
    row = a_notice(cast, to=None)
    done = lambda: answer_notice(row, by=cast.handler, at=NOW, answer="已进场")  # noqa: E731
    return [cast.handler, cast.chief], row.due_on, row.title, done


def a_claim_of_wang(cast):
    project = with_papers(a_project(cast), cast)
    row = claim_stage(project, by=cast.wang, at=NOW, stage=Stage.PERFORMED, reached_on=date(2024, 2, 1))
    return [cast.chief], FRIDAY, project.name, lambda: reject_claim(row, by=cast.chief, at=NOW, note="缺凭证")


def a_receipt_of_wang(cast):
    at_home(cast)
    row = a_receipt(a_project(cast), cast)
    type(row).objects.filter(pk=row.pk).update(created_at=NOW)
    done = lambda: recognise_receipt(row, by=cast.chief, at=NOW, recognised_yuan=YI)  # noqa: E731
    return [cast.chief], FRIDAY, row.investor_name, done


def works_of_wang(cast):
    order = works.open_works(
        by=cast.wang, at=NOW, unit=cast.district, name="厂区连接道路", facility="road", need="货车进不来"
    )
    size = {"length_m": Decimal(150), "width_m": Decimal(10), "estimate_yuan": Decimal(1000)}
    order = works.survey_works(order, by=cast.wang, at=NOW, files=[], **size)
    order = works.approve_works(order, by=cast.chief, at=NOW, approved_yuan=Decimal(1000))
    order = works.start_works(order, by=cast.wang, at=NOW, contractor="示例市政", due_on=WEDNESDAY)
    done = lambda: works.complete_works(order, by=cast.wang, at=NOW, cost_yuan=Decimal(900))  # noqa: E731
    return [cast.wang], WEDNESDAY, order.name, done


def a_bad_rating(cast):
    bodies = make_bodies(cast)
    ticket = answered(cast, bodies, by=bodies.chen, channel="portal")
    return bodies, rate_ticket(ticket, caller=bodies.chen, at=NOW + 2 * DAY, level=1)


def a_rating_to_call_back(cast):
    _bodies, row = a_bad_rating(cast)
    done = lambda: call_back(row, by=cast.zhao, at=NOW + 2 * DAY, note="确实慢", is_confirmed=True)  # noqa: E731
    return [cast.zhao], date(2024, 6, 6), row.ticket.number, done


def a_rating_to_mend(cast):
    bodies, row = a_bad_rating(cast)
    row = call_back(row, by=cast.zhao, at=NOW + 2 * DAY, note="确实慢", is_confirmed=True)
    done = lambda: mend_ticket(row, by=bodies.ma, at=NOW + 3 * DAY, note="已加派人手")  # noqa: E731
    return [bodies.ma], date(2024, 6, 20), row.ticket.number, done


ROOMS = [
    a_booking_of_zhao, a_course_of_wang, a_visit_of_wang, an_inspection_of_sun, a_notice_to_wang, a_notice_to_the_body,
    a_claim_of_wang, a_receipt_of_wang, works_of_wang, a_rating_to_call_back, a_rating_to_mend,
]  # fmt: skip


def remind(on):
    return reminders.remind(on, moment(on, 8, 30))


def told(person, title):
    return Message.objects.filter(to=person, key__startswith="remind/", text__contains=title).count()


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_told_once_a_day_and_not_after_it_is_done(cast, room):
    owners, on, title, finish = room(cast)
    for person in User.objects.all():
        User.objects.filter(pk=person.pk).update(phone=f"139{person.pk:08d}")
    for _turn in range(2):
        remind(on)
    assert [told(one, title) for one in owners] == [1] * len(owners)
    assert told(cast.stranger, title) == told(cast.liu, title) == 0
    later = add_workdays(on, 1, Calendar()).on
    with transaction.atomic():
        remind(later)
        assert [told(one, title) for one in owners] == [2] * len(owners), "overdue since yesterday"
        transaction.set_rollback(True)
    finish()
    remind(later)
    assert [told(one, title) for one in owners] == [1] * len(owners)


@pytest.mark.django_db
def test_a_claim_does_not_remind_who_made_it(cast):
    _owners, on, title, _finish = a_claim_of_wang(cast)
    User.objects.filter(pk=cast.wang.pk).update(phone="13900000001")
    remind(on)
    assert told(cast.wang, title) == 0


@pytest.mark.django_db
def test_the_statements_of_a_run_do_not_grow_with_the_duties(cast):
    first, last = WEDNESDAY - timedelta(1), NEXT_MONDAY
    counts = []
    for _turn in range(2):
        for room in (a_course_of_wang, a_notice_to_the_body, works_of_wang):
            room(cast)
        with CaptureQueriesContext(connection) as asked:
            list(reminders._all(first, last))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24
