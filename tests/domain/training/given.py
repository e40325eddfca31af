"""Courses, registrations and outcomes for tests."""

from datetime import date, timedelta

from dianxiaoer.domain.training.actions.outcomes import ask_of_course
from dianxiaoer.domain.training.actions.planning import add_course, add_talent, hold_course
from dianxiaoer.domain.training.actions.registering import record_attendance, register_for_course
from dianxiaoer.domain.training.models import Course, Outcome, Registration, Talent
from tests.cast import NOW, TODAY, Cast

STARTS = date(2024, 6, 12)


def a_course(cast: Cast, **facts) -> Course:
    """A course planned by 小王 for 甲区 on Wednesday 12 June, two seats."""
    given = {
        "by": cast.wang,
        "at": NOW,
        "unit": cast.district,
        "kind": "course",
        "name": "成本管理培训",
        "starts_on": STARTS,
        "place": "示例会堂",
        "seats": 2,
        "asks_outcome": True,
    }
    return add_course(**(given | facts))


def a_registration(cast: Cast, course: Course | None = None, **facts) -> Registration:
    given = {"by": cast.wang, "at": NOW, "name": "示例陈总", "phone": "13900000001", "company_name": "示例甲公司"}
    return register_for_course(course or a_course(cast), **(given | facts))


def a_held_course(cast: Cast, *companies, **facts) -> Course:
    """Held on its day; somebody of each firm (names or files) came."""
    course = a_course(cast, seats=None, **facts)
    rows = []
    for number, firm in enumerate(companies):
        company = None if isinstance(firm, str) else firm
        rows.append(
            a_registration(
                cast, course, phone=f"1390000001{number}", company=company, company_name=getattr(firm, "name", firm)
            )
        )
    after = NOW + timedelta(days=9, hours=10)
    record_attendance(course, by=cast.wang, at=after, present=[row.pk for row in rows], on=STARTS)
    return hold_course(course, by=cast.wang, at=after)


def an_outcome(cast: Cast, company=None) -> Outcome:
    """Asked of 示例甲公司 (or of the firm's file) ninety days after the course."""
    course = a_held_course(cast, company or "示例甲公司")
    return ask_of_course(course, at=NOW + timedelta(days=100))[0]


def a_talent(cast: Cast, **facts) -> Talent:
    given = {
        "by": cast.wang,
        "at": NOW,
        "unit": cast.district,
        "name": "示例专家",
        "employer_name": "示例甲公司",
        "brought_in_on": TODAY,
        "level": "national",
        "manner": "flexible",
    }
    return add_talent(**(given | facts))
