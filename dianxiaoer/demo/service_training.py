"""Training and talent of the demo: what the articles print (talks, trainees, talent, an outcome), and 云溪区's own."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from dianxiaoer.demo.sheets import day, day_of, moment, sheet, yuan
from dianxiaoer.demo.showcase_cast import Cast, on_day, weekday
from dianxiaoer.demo.writing import event, insert
from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.training.actions.outcomes import answer_outcome, ask_of_course
from dianxiaoer.domain.training.actions.planning import add_course, add_talent, hold_course, new_code
from dianxiaoer.domain.training.actions.registering import record_attendance, register_for_course
from dianxiaoer.domain.training.models import Course, Outcome, Registration, Talent
from dianxiaoer.domain.training.states import CourseStatus, OutcomeState, RegistrationState


def load_training(district: Any) -> None:
    """Courses, trainees, outcomes and talent of an article's district, from its tables."""
    courses = _courses(district)
    _trainees(district, courses)
    _outcomes(district, courses)
    rows = [
        Talent(
            unit=district.unit,
            owner=district.officer,
            name=row["name"],
            programme=row["programme"],
            level=row["level"],
            manner=row["manner"],
            field=row["field"],
            employer_name=row["employer_name"],
            brought_in_on=day_of(row["brought_in_on"]),
            source=row["source"],
        )
        for row in sheet(district.folder, "talents")
    ]
    for talent in insert(rows, [moment(row.brought_in_on) for row in rows]):
        at = moment(talent.brought_in_on)
        district.events.append(event(talent, "talent.add", by=district.officer, at=at))


def _courses(district: Any) -> dict[str, Course]:
    rows = [
        Course(
            unit=district.unit,
            owner=district.officer,
            kind=row["kind"],
            manner=row["manner"],
            name=row["name"],
            programme=row["programme"],
            lecturer=row["lecturer"],
            partner=row["partner"],
            host_firm=row["host_firm"],
            place=row["place"],
            starts_on=day_of(row["starts_on"]),
            ends_on=day(row["ends_on"]) or day_of(row["starts_on"]),
            asks_outcome=row["asks_outcome"] == "1",
            is_open=False,
            code=new_code(),
            status=CourseStatus.HELD,
            note=row["note"],
        )
        for row in sheet(district.folder, "courses")
    ]
    for course in insert(rows, [moment(row.ends_on, 17) for row in rows]):
        begun, done = moment(course.starts_on, 9), moment(course.ends_on, 17)
        district.events.append(event(course, "training.add", by=district.officer, at=begun))
        district.events.append(event(course, "training.hold", by=district.officer, at=done, status="已举办"))
    return {course.name: course for course in rows}


def _trainees(district: Any, courses: dict[str, Course]) -> None:
    """So many people attended, told one by one: 人次 is counted from rows."""
    rows = [
        Registration(
            course=courses[row["name"]],
            company_name=f"示例企业{number:02}",
            name=f"示例学员{number:03}",
            channel="desk",
            place=number,
            state=RegistrationState.ATTENDED,
            attended_on=courses[row["name"]].starts_on,
        )
        for row in sheet(district.folder, "courses")
        for number in range(1, int(row["trainees"] or 0) + 1)
    ]
    insert(rows, [moment(row.course.starts_on) for row in rows])


def _outcomes(district: Any, courses: dict[str, Course]) -> None:
    for row in sheet(district.folder, "outcomes"):
        course, company, on = courses[row["course"]], district.companies[row["company"]], day_of(row["on"])
        attended = Registration(
            course=course,
            company=company,
            company_name=row["company"],
            name="相关负责人",
            channel="desk",
            place=1,
            state=RegistrationState.ATTENDED,
            attended_on=course.starts_on,
        )
        insert([attended], [moment(course.starts_on)])
        outcome = Outcome(
            unit=district.unit,
            course=course,
            company=company,
            company_name=row["company"],
            asked_on=on,
            answered_on=on,
            state=OutcomeState.ANSWERED,
            cost_before_yuan=yuan(row["cost_before"]),
            cost_after_yuan=yuan(row["cost_after"]),
            orders_before_yuan=yuan(row["orders_before"]),
            orders_after_yuan=yuan(row["orders_after"]),
            source=row["source"],
        )
        insert([outcome], [moment(on)])
        district.events.append(event(outcome, "training.answer", by=district.officer, at=moment(on), root=course))


def load_showcase_training(cast: Cast, today: date) -> None:
    """云溪区: a course held four months ago with answers, a talk to come that firms register for, some talent."""
    firms = {row.name: row for row in Company.objects.filter(unit=cast.district, is_resident=True).order_by("id")[:6]}
    _held(cast, today, firms)
    by = cast["xiaowang"]
    add_course(
        by=by, at=on_day(today, 6), unit=cast.district, kind="policy_talk", manner="hall",
        name="惠企政策宣讲:设备更新与技改补助", name_en="Policy talk: support for new equipment",
        starts_on=weekday(today + timedelta(8)), starts_time=time(14, 30), ends_time=time(16, 30), place="云溪会堂二楼",
        lecturer="区投资促进局政策专员", seats=60, note="讲条件、讲材料、讲案例,现场答疑。请带上年度财务报表。",
    )  # fmt: skip
    small = add_course(
        by=by, at=on_day(today, 6), unit=cast.district, kind="course", manner="at_firm",
        name="精益生产进车间", name_en="Lean production on the shop floor",
        starts_on=weekday(today + timedelta(15)), starts_time=time(9), ends_time=time(17), place="云溪高新园 3 号厂房",
        host_firm="示例光储科技股份有限公司", programme="育苗扶壮", seats=2, asks_outcome=True,
    )  # fmt: skip
    for number, (name, company) in enumerate(list(firms.items())[:3]):
        register_for_course(
            small, by=by, at=on_day(today, 3), name=("赵班长", "钱主管", "孙技师")[number], phone=f"1390001{number:04}", company=company,
            company_name=name,
        )  # fmt: skip
    for number, (programme, level, manner) in enumerate(
        (
            ("国家百千万计划专家", "national", "flexible"),
            ("省级领军人才", "provincial", "full_time"),
            ("", "city", "full_time"),
        )
    ):
        employer = list(firms.values())[number]
        add_talent(
            by=by, at=on_day(today, 40 - number * 10), unit=cast.district, name=("高博士", "沈博士", "唐博士")[number],
            employer_name=employer.name, employer=employer, programme=programme, level=level, manner=manner,
            brought_in_on=today - timedelta(40 - number * 10), field="新能源材料", source="聘任协议",
        )  # fmt: skip


def _held(cast: Cast, today: date, firms: dict[str, Company]) -> None:
    """Three firms came; two have told what changed, one has not answered yet."""
    by, began = cast["xiaowang"], today - timedelta(120)
    course = add_course(
        by=by, at=on_day(today, 140), unit=cast.district, kind="course", name="成本管理训练营", starts_on=began,
        place="云溪政务中心 302", programme="育苗扶壮", lecturer="王讲师", seats=30, asks_outcome=True,
    )  # fmt: skip
    people = []
    for number, (name, company) in enumerate(list(firms.items())[:3]):
        phone = f"1390000{number:04}"
        account = Account.objects.filter(phone=phone).first()
        row = register_for_course(
            course, by=by, at=on_day(today, 130), name=("陈总", "吴经理", "郑厂长")[number], phone=phone, company=company,
            company_name=name,
        )  # fmt: skip
        if account:
            Registration.objects.filter(pk=row.pk).update(account=account)
        people.append(row.pk)
    hold_course(course, by=by, at=on_day(today, 119), result_note="三家企业参加,现场完成成本测算练习。")
    record_attendance(course, by=by, at=on_day(today, 119), present=people, on=began)
    asked = ask_of_course(course, at=on_day(today, 30), by=by)
    for outcome, (before, after, ordered, orders) in zip(
        asked, ((320, 297, 500, 540), (210, 202, 260, 262)), strict=False
    ):
        answer_outcome(
            outcome, by=by, at=on_day(today, 25), source="电话回访", comment="三个月对三个月",
            cost_before_yuan=Decimal(before * 10_000), cost_after_yuan=Decimal(after * 10_000),
            orders_before_yuan=Decimal(ordered * 10_000), orders_after_yuan=Decimal(orders * 10_000),
        )  # fmt: skip
