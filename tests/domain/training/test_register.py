"""Registering for a course: seats, the line, the closing day, attendance, feedback."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from dianxiaoer.domain.outbox.models import Message
from dianxiaoer.domain.people.access import fetch
from dianxiaoer.domain.training.actions.planning import cancel_course, edit_course, hold_course
from dianxiaoer.domain.training.actions.registering import (
    cancel_registration,
    give_feedback,
    move_up_registrations,
    record_attendance,
    register_for_course,
)
from dianxiaoer.domain.training.models import Course, Registration
from dianxiaoer.domain.training.queries import course_by_code, courses_on_offer, turnout_of
from tests.cast import NOW
from tests.domain.appointments.given import a_caller, moment
from tests.domain.companies.given import a_company
from tests.domain.training.given import STARTS, a_course, a_registration

ON_THE_DAY = moment(STARTS, 18)


def test_a_stranger_and_a_reader_plan_nothing_and_see_no_other_district(cast):
    for person in (cast.stranger, cast.leader):
        with pytest.raises(PermissionDenied):
            a_course(cast, by=person)
    course = a_course(cast)
    for person in (cast.stranger, cast.liu):
        with pytest.raises(Http404):
            fetch(person, Course, pk=course.pk)
        with pytest.raises(PermissionDenied):
            a_registration(cast, course, by=person)


def test_a_code_is_short_and_has_nothing_to_misread(cast):
    codes = {a_course(cast, name=f"示例{number}").code for number in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[34679ACDEFGHJKMNPQRTUVWXY]{6}", code) for code in codes)
    assert course_by_code(min(codes).lower()).code == min(codes)
    with pytest.raises(Http404):
        course_by_code("NOSUCH")


def test_seats_fill_then_the_line_then_who_waits_moves_up(cast):
    course = a_course(cast)
    rows = [a_registration(cast, course, phone=f"1390000000{n}", name=f"示例{n}") for n in range(4)]
    assert [(row.place, row.state) for row in rows] == [
        (1, "registered"),
        (2, "registered"),
        (None, "waiting"),
        (None, "waiting"),
    ]
    cancel_registration(rows[0], by=cast.wang, at=NOW)
    assert Registration.objects.get(pk=rows[2].pk).place == 1
    assert Message.objects.filter(address="13900000002", text__contains="候补成功").count() == 1
    edit_course(course, {"seats": 3}, by=cast.wang, at=NOW)
    assert [row.pk for row in move_up_registrations(course, by=cast.wang, at=NOW)] == [rows[3].pk]
    with pytest.raises(ValidationError, match="已有座号 3"):
        edit_course(course, {"seats": 2}, by=cast.wang, at=NOW)


def test_the_database_gives_a_seat_once_and_a_phone_one_registration(cast):
    row = a_registration(cast)
    with pytest.raises(ValidationError, match="已经报过名"):
        a_registration(cast, row.course)
    for facts in ({"phone": "13900000009", "place": 1}, {"phone": row.phone, "place": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.create(course=row.course, name="示例", channel="desk", state="registered", **facts)
    cancel_registration(row, by=cast.wang, at=NOW)
    assert a_registration(cast, row.course).place == 1


def test_a_firm_registers_the_phone_it_verified_until_the_closing_day(cast):
    course, caller = a_course(cast, register_until_on=STARTS - timedelta(2)), a_caller()
    made = register_for_course(course, by=caller, at=NOW, name="示例", phone="13999999999", company_name="示例甲公司")
    assert (made.phone, made.account) == (caller.phone, caller.account)
    late = moment(STARTS - timedelta(1), 9)
    with pytest.raises(ValidationError, match="截止"):
        register_for_course(course, by=a_caller("13900000002"), at=late, name="示例")
    with pytest.raises(PermissionDenied):
        register_for_course(course, by=a_caller("13900000003"), at=NOW, name="示例", company=a_company(cast))
    edit_course(course, {"is_open": False}, by=cast.wang, at=NOW)
    with pytest.raises(ValidationError, match="不接受报名"):
        register_for_course(course, by=a_caller("13900000002"), at=NOW, name="示例")


def test_a_firm_cancels_its_own_until_it_begins(cast):
    course, caller = a_course(cast), a_caller()
    made = register_for_course(course, by=caller, at=NOW, name="示例", company_name="示例甲公司")
    with pytest.raises(PermissionDenied):
        cancel_registration(made, by=a_caller("13900000002"), at=NOW)
    with pytest.raises(ValidationError, match="已经开始"):
        cancel_registration(made, by=caller, at=moment(STARTS, 10))
    assert cancel_registration(made, by=caller, at=NOW).state == "cancelled"


def test_who_came_is_said_after_it_began_and_may_be_said_again(cast):
    course = a_course(cast)
    rows = [a_registration(cast, course, phone=f"1390000000{n}") for n in range(2)]
    with pytest.raises(ValidationError, match="还没有开始"):
        record_attendance(course, by=cast.wang, at=NOW, present=[], on=STARTS)
    assert record_attendance(course, by=cast.wang, at=ON_THE_DAY, present=[rows[0].pk], on=STARTS) == 1
    assert record_attendance(course, by=cast.wang, at=ON_THE_DAY, present=[row.pk for row in rows], on=STARTS) == 2
    assert turnout_of(course).share_came == 1
    other = a_registration(cast, a_course(cast, name="另一个"))
    assert record_attendance(course, by=cast.wang, at=ON_THE_DAY, present=[other.pk], on=STARTS) == 0, (
        "not of this course"
    )


def test_feedback_is_given_once_by_who_attended(cast):
    course, caller = a_course(cast), a_caller()
    made = register_for_course(course, by=caller, at=NOW, name="示例")
    with pytest.raises(ValidationError, match="登记到场后"):
        give_feedback(made, by=caller, at=ON_THE_DAY, level=5)
    record_attendance(course, by=cast.wang, at=ON_THE_DAY, present=[made.pk], on=STARTS)
    with pytest.raises(PermissionDenied):
        give_feedback(made, by=a_caller("13900000002"), at=ON_THE_DAY, level=5)
    with pytest.raises(ValidationError):
        give_feedback(made, by=caller, at=ON_THE_DAY, level=6)
    assert give_feedback(made, by=caller, at=ON_THE_DAY, level=4, feedback="实用").level == 4
    with pytest.raises(ValidationError, match="已经评价过"):
        give_feedback(made, by=caller, at=ON_THE_DAY, level=1)
    assert turnout_of(course).mean == 4


def test_called_off_everybody_is_told_and_nobody_registers(cast):
    row = a_registration(cast)
    course = cancel_course(row.course, by=cast.wang, at=NOW, reason="讲师生病")
    assert "讲师生病" in Message.objects.get(key__endswith="cancelled").text
    with pytest.raises(ValidationError):
        a_registration(cast, course, phone="13900000002")
    assert not courses_on_offer().filter(pk=course.pk).exists()


def test_nothing_is_held_before_its_day(cast):
    course = a_course(cast)
    with pytest.raises(ValidationError, match="还不能确认举办"):
        hold_course(course, by=cast.wang, at=NOW)
    assert hold_course(course, by=cast.wang, at=ON_THE_DAY).status == "held"
