"""docs/walks/appointment.md and docs/walks/course.md, clicked: a phone and a desk want one time; a poster's code from a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dianxiaoer.domain.appointments.models import Booking, WaitingEntry
from dianxiaoer.domain.reference.calendar import working_calendar
from dianxiaoer.domain.training.models import Registration
from dianxiaoer.engines.measures.workdays import add_workdays
from tests.domain.appointments.given import a_window, an_item
from tests.domain.training.given import a_course
from tests.walks.steps import axe_findings, enter, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _demo(settings):
    """Codes stand on the page, as in `make demo`."""
    settings.DEMO = True


def stands(page) -> None:
    assert page.locator("h1").count() == 1
    assert page.faults == [], page.url
    assert axe_findings(page) == [], page.url
    assert overflow(page) == 0, page.url


def verify_phone(page, number: str) -> None:
    """The page asked for a phone: the code comes, is typed, and one is back where one was."""
    page.get_by_label("手机号").fill(number)
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("6 位验证码").fill(page.locator("[data-code]").inner_text())
    page.get_by_role("button", name="验证").click()


def test_a_double_booking_is_refused_and_the_line_gives_the_place_away(open_page, cast):
    item = an_item(cast, a_window(cast, seats=1))
    day = add_workdays(timezone.localdate(), 2, working_calendar()).on
    phone, desk = open_page(360, 740), open_page(1440, 900)

    phone.goto("/e/appointments/")
    stands(phone)
    phone.get_by_role("link", name="营业执照办理").click()
    stands(phone)
    phone.get_by_role("link", name=re.compile(str(day))).click()
    stands(phone)
    phone.get_by_role("link", name=re.compile("10:00–10:30")).click()
    verify_phone(phone, "13900000001")
    phone.get_by_label("怎么称呼").fill("示例陈总")
    stands(phone)

    sign_in(desk, "wang")
    desk.goto(f"/desk/appointments/book/?item={item.pk}&on={day}")
    desk.get_by_label("10:00–10:30").check()
    desk.get_by_label("企业名称").fill("示例乙公司")
    desk.get_by_label("联系人").fill("示例林总")
    desk.get_by_label("手机").fill("13900000002")
    stands(desk)
    desk.get_by_role("button", name="预约", exact=True).click()
    desk.get_by_text("已预约,预约号").wait_for()

    phone.get_by_role("button", name="预约", exact=True).click()  # the same time, a moment later
    phone.get_by_text("已约满,没有预约成功").first.wait_for()
    phone.faults.clear()  # the browser notes the 422 itself
    assert axe_findings(phone) == []
    assert Booking.objects.count() == 1

    phone.goto(f"/e/appointments/{item.pk}/{day}/")
    phone.get_by_role("link", name=re.compile("10:00–10:30 已约满,可候补")).click()
    phone.get_by_label("怎么称呼").fill("示例陈总")
    phone.get_by_role("button", name="登记候补").click()
    phone.get_by_text("第 1 位").wait_for()
    stands(phone)

    desk.get_by_role("link", name="取消预约").click()
    desk.get_by_label("取消原因").fill("企业改期")
    desk.get_by_role("button", name="取消预约").click()
    desk.get_by_text("已保存。").wait_for()
    assert WaitingEntry.objects.get().state == "moved_up"
    phone.goto("/e/appointments/mine/")
    phone.get_by_role("link", name=re.compile(f"{day} 10:00")).click()
    stands(phone)
    with phone.expect_download() as file:
        phone.get_by_role("link", name="加入手机日历").click()
    assert b"BEGIN:VEVENT" in open(file.value.path(), "rb").read()  # noqa: SIM115


def test_without_scripts_three_pages_lead_to_a_booking(open_page, cast):
    an_item(cast, a_window(cast))
    phone = open_page(360, 740, scripts=False)
    phone.goto("/e/appointments/")
    phone.get_by_role("link", name="营业执照办理").click()
    phone.locator(".rows a").last.click()
    phone.locator(".rows a").first.click()
    verify_phone(phone, "13900000003")
    phone.get_by_label("怎么称呼").fill("示例陈总")
    phone.get_by_role("button", name="预约", exact=True).click()
    assert "预约成功" in phone.content()


def test_a_course_is_registered_by_its_code_from_a_phone(open_page, cast):
    course = a_course(cast, starts_on=timezone.localdate() + timedelta(7), seats=1)
    phone = open_page(360, 740)
    phone.goto("/e/training/")
    stands(phone)
    phone.get_by_label("报名码").fill(course.code.lower())
    phone.get_by_role("button", name="找到活动").click()
    phone.get_by_text("0 / 1").wait_for()
    stands(phone)
    phone.get_by_role("link", name="报名", exact=True).click()
    verify_phone(phone, "13900000004")
    phone.get_by_label("姓名").fill("示例陈总")
    phone.get_by_label("企业名称").fill("示例甲公司")
    stands(phone)
    phone.get_by_role("button", name="报名").click()
    phone.get_by_text("报名成功,座号 1").wait_for()
    stands(phone)
    assert Registration.objects.get().phone == "13900000004"

    desk = open_page(390, 844)
    sign_in(desk, "wang")
    desk.goto(f"/desk/training/{course.pk}/")
    assert "示例陈总" in desk.locator("#people").inner_text()
    stands(desk)


@pytest.mark.parametrize(("width", "height", "dark"), [(1440, 900, True), (390, 844, False)])
def test_the_desk_s_pages_stand(open_page, cast, width, height, dark):
    item = an_item(cast, a_window(cast))
    page = open_page(width, height, dark=dark)
    enter(page, "chief")
    for address in (
        "/desk/appointments/",
        "/desk/appointments/board/",
        "/desk/appointments/board/?days=1",
        "/desk/appointments/waiting/",
        f"/desk/appointments/book/?item={item.pk}&on={timezone.localdate() + timedelta(1)}",
        "/desk/windows/",
        f"/desk/windows/{item.window_id}/",
        f"/desk/windows/{item.window_id}/add_shift/",
        f"/desk/windows/{item.window_id}/put_on_call/",
        "/desk/windows/rules/",
        "/desk/windows/duties/",
        "/desk/training/",
        "/desk/training/add/",
        "/desk/training/people/",
        "/desk/training/outcomes/",
        "/desk/talent/",
        "/desk/talent/add/",
    ):
        page.goto(address)
        stands(page)
