"""Appointments of the demo: 邢台高新区's 36524 window as its article names it; 云溪区's windows with a fortnight of bookings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from dianxiaoer.demo.sheets import moment
from dianxiaoer.demo.showcase_cast import Cast, on_day
from dianxiaoer.domain.appointments.actions.booking import book_appointment
from dianxiaoer.domain.appointments.actions.handling import (
    check_in,
    confirm_appointment,
    miss_appointment,
    serve_appointment,
)
from dianxiaoer.domain.appointments.actions.waiting import queue_for_place
from dianxiaoer.domain.appointments.actions.windows import add_exception, add_item, add_shift, add_window, put_on_call
from dianxiaoer.domain.appointments.models import Booking, ServiceItem, ServiceWindow
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.engines.measures.workdays import Calendar, add_workdays, next_workday

#: who books in the fictitious district: a surname and a post, nobody's name
PEOPLE = ("陈经理", "林主管", "周会计", "吴经理", "郑厂长", "王主任", "冯经理")


def load_article_window(district: Any) -> None:
    """邢台高新区: the enterprise service centre and its 36524 appointments; items and hours are examples."""
    at = moment(date(2023, 1, 5))
    by = {"by": district.chief, "at": at}
    window = add_window(
        unit=district.unit, name="企业服务中心“36524”延时预约窗口", name_en="Enterprise service centre, 36524 window",
        place="企业服务中心(示例位置)", seats=2, **by,
    )  # fmt: skip
    add_shift(window, day="workday", opens=time(8, 30), closes=time(17, 30), seats=2, from_on=at.date(), **by)
    add_shift(
        window, day="every_day", opens=time(17, 30), closes=time(8, 30), is_out_of_hours=True, from_on=at.date(), **by
    )
    add_shift(
        window, day="rest_day", opens=time(8, 30), closes=time(17, 30), is_out_of_hours=True, from_on=at.date(), **by
    )
    add_item(window, name="项目审批帮代办(示例)", name_en="Project approvals, assisted (example)", minutes=60, **by)


def load_showcase_appointments(cast: Cast, today: date) -> None:
    """Three windows; appointments served, missed, coming, one day full with somebody waiting."""
    firms = list(Company.objects.filter(unit=cast.district, is_resident=True).order_by("id")[:8])
    calendar = working_calendar()
    hall, night, doorstep = _windows(cast, today)
    _past(cast, hall, firms, today, calendar)
    _coming(cast, hall, firms, today, calendar)
    _nights(cast, night, firms, today)
    day = add_workdays(today, 4, calendar).on
    visit = book_appointment(
        doorstep, by=cast["sunjingban"], at=on_day(today, 1), starts_at=_moment(day, 15), contact_name="何主管",
        contact_phone="13900000003", company=firms[3], mode="doorstep", address="云溪高新园 5 号厂房",
        note="用电增容,请到现场看配电房", channel="hotline",
    )  # fmt: skip
    confirm_appointment(visit, by=cast["sunjingban"], at=on_day(today, 1, 11))


def _windows(cast: Cast, today: date) -> tuple[ServiceItem, ServiceItem, ServiceItem]:
    by = {"by": cast["likezhang"], "at": on_day(today, 60)}
    since = today - timedelta(60)
    hall = add_window(
        unit=cast.district, name="企业综合窗口", name_en="Enterprise window", place="政务中心一楼 3–4 号",
        phone="0000-1234567", seats=2, **by,
    )  # fmt: skip
    for opens, closes in ((time(9), time(12)), (time(14), time(17))):
        add_shift(hall, day="workday", opens=opens, closes=closes, seats=2, from_on=since, **by)
    start = add_item(
        hall, name="企业开办与变更", name_en="Start or change a company", minutes=30, bring="营业执照副本、公章",
        bring_en="Business licence and company seal", **by,
    )  # fmt: skip
    add_item(hall, name="施工许可咨询", name_en="Construction permit advice", minutes=45, **by)
    add_exception(
        hall, on=today + timedelta(20), kind="closed", opens=time(14), closes=time(17), reason="系统升级", **by
    )
    late = add_window(
        unit=cast.district, name="36524 延时窗口", name_en="36524 out-of-hours window", place="政务中心东门",
        phone="0000-1234568", seats=2, **by,
    )  # fmt: skip
    add_shift(late, day="every_day", opens=time(17), closes=time(9), seats=2, is_out_of_hours=True, from_on=since, **by)
    add_shift(late, day="rest_day", opens=time(9), closes=time(17), seats=2, is_out_of_hours=True, from_on=since, **by)
    urgent = add_item(late, name="急件受理", name_en="Urgent filings", minutes=60, is_once_a_day=False, **by)
    _on_call(cast, late, today)
    team = add_window(
        unit=cast.district, name="上门服务队", name_en="At-your-door team", seats=2, is_doorstep=True,
        notice_minutes=240, **by,
    )  # fmt: skip
    add_shift(team, day="workday", opens=time(9), closes=time(17), seats=2, from_on=since, **by)
    visit = add_item(team, name="水电路问题上门看", name_en="Water, power, roads: a visit", minutes=120, **by)
    return start, urgent, visit


def _on_call(cast: Cast, window: ServiceWindow, today: date) -> None:
    """Two officers around the clock, by turns of a day, for three weeks."""
    for number in range(-1, 21):
        officer = cast[("xiaowang", "xiaozhao", "sunjingban")[number % 3]]
        begins = _moment(today + timedelta(number), 9)
        put_on_call(
            window, by=cast["likezhang"], at=on_day(today, 30), officer=officer, starts_at=begins,
            ends_at=begins + timedelta(1), phone="13900009999",
        )  # fmt: skip


def _past(cast: Cast, item: ServiceItem, firms: list[Company], today: date, calendar: Calendar) -> None:
    """Three served, one who did not come."""
    by = cast["sunjingban"]
    for number, days in enumerate((12, 9, 6, 3)):
        day = next_workday(today - timedelta(days + 1), calendar)
        if day >= today:
            continue
        booking = _book(cast, item, firms[number], day, 10, number, at=_moment(day, 8))
        if number == 1:
            miss_appointment(booking, by=by, at=_moment(day, 11))
            continue
        booking = check_in(booking, by=by, at=_moment(day, 10))
        serve_appointment(booking, by=by, at=_moment(day, 10) + timedelta(minutes=25), result_note="当场办结")


def _coming(cast: Cast, item: ServiceItem, firms: list[Company], today: date, calendar: Calendar) -> None:
    """The next working days, one of them full at ten with somebody waiting."""
    full = add_workdays(today, 2, calendar).on
    for number in range(2):
        _book(cast, item, firms[number], full, 10, 20 + number, at=on_day(today, 1))
    queue_for_place(
        item, by=cast["xiaowang"], at=on_day(today, 1), on=full, starts_at=_moment(full, 10), contact_name="许会计",
        contact_phone="13900000030", company=firms[4],
    )  # fmt: skip
    for number, (days, hour) in enumerate(((1, 9), (1, 15), (3, 11), (5, 14))):
        _book(
            cast,
            item,
            firms[number + 2],
            add_workdays(today, days, calendar).on,
            hour,
            40 + number,
            at=on_day(today, 1),
        )


def _nights(cast: Cast, item: ServiceItem, firms: list[Company], today: date) -> None:
    """One to be confirmed by who is on call, one confirmed."""
    first = _book(cast, item, firms[5], today + timedelta(2), 20, 50, at=on_day(today, 1))
    confirm_appointment(first, by=cast["likezhang"], at=on_day(today, 0, 9))
    _book(cast, item, firms[6], today + timedelta(3), 21, 51, at=on_day(today, 1))


def _book(
    cast: Cast, item: ServiceItem, company: Company, day: date, hour: int, number: int, *, at: datetime
) -> Booking:
    return book_appointment(
        item, by=cast["sunjingban"], at=at, starts_at=_moment(day, hour), contact_name=PEOPLE[number % len(PEOPLE)],
        contact_phone=f"139000001{number:02}", company=company,
    )  # fmt: skip


def _moment(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour)))
