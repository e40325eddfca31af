"""Words of appointments: kinds of windows and days, states of a booking and its moves, verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.stages import Move, StageTable
from dianxiaoer.kernel.verbs import declare

#: what is held is held in quarters of an hour: durations and opening hours are multiples of it
QUARTER_MINUTES = 15


class BookingMode(models.TextChoices):
    WINDOW = "window", _("到窗口")
    DOORSTEP = "doorstep", _("上门服务")
    PHONE = "phone", _("电话或视频")


class BookingChannel(models.TextChoices):
    PORTAL = "portal", _("企业自助")
    DESK = "desk", _("窗口代约")
    HOTLINE = "hotline", _("电话")
    API = "api", _("接口")
    WAITING = "waiting", _("候补递补")


class BookingState(models.TextChoices):
    BOOKED = "booked", _("已预约")
    CONFIRMED = "confirmed", _("已确认")
    SERVED = "served", _("已办理")
    CANCELLED = "cancelled", _("已取消")
    NO_SHOW = "no_show", _("爽约")


#: states in which somebody is still expected
EXPECTED = (BookingState.BOOKED, BookingState.CONFIRMED)


class ShiftDay(models.TextChoices):
    """The days a shift recurs on. A weekday counts when the calendar has it as people know it: a Monday that is worked,
    a Sunday that is not; a public holiday is a rest day, a make-up working Saturday is a working day."""

    EVERY_DAY = "every_day", _("每天(365 天)")
    WORKDAY = "workday", _("工作日(含调休上班)")
    REST_DAY = "rest_day", _("休息日(含法定假)")
    MON = "mon", _("周一")
    TUE = "tue", _("周二")
    WED = "wed", _("周三")
    THU = "thu", _("周四")
    FRI = "fri", _("周五")
    SAT = "sat", _("周六")
    SUN = "sun", _("周日")


class ExceptionKind(models.TextChoices):
    CLOSED = "closed", _("停办")
    OPEN = "open", _("加开")


class WaitingState(models.TextChoices):
    WAITING = "waiting", _("候补中")
    MOVED_UP = "moved_up", _("已递补")
    LEFT = "left", _("已退出")


@dataclass(frozen=True)
class NoShowTerms:
    """`limit` no-shows within `within_days` days: the person may book no further than `days_ahead` days ahead."""

    limit: int
    within_days: int
    days_ahead: int
    from_on: date
    basis: str = ""


#: in force where a unit and those above it have no row of their own
SHIPPED_NO_SHOW = NoShowTerms(3, 90, 1, date(2000, 1, 1))

BOOKING = StageTable(
    "appointments",
    "state",
    [
        Move("confirm", _("确认预约"), (BookingState.BOOKED,), BookingState.CONFIRMED),
        Move("check_in", _("签到"), EXPECTED, BookingState.CONFIRMED, needs=("checked_in_at",)),
        Move("serve", _("办理完成"), EXPECTED, BookingState.SERVED, needs=("served_at",)),
        Move("miss", _("登记爽约"), EXPECTED, BookingState.NO_SHOW),
        Move("cancel", _("取消预约"), EXPECTED, BookingState.CANCELLED, needs=("cancel_reason",)),
    ],
)
declare(
    "appointments",
    {
        "view": _("查看预约"),
        "book": _("代企业预约"),
        "assign": _("指定接待人"),
        "excuse": _("撤销爽约记录"),
        "queue": _("登记候补"),
        "leave": _("退出候补"),
        "move_up": _("候补递补"),
        "link_ticket": _("关联诉求"),
        "export": _("导出预约"),
    },
)
declare(
    "windows",
    {
        "view": _("查看服务窗口"),
        "add": _("新增服务窗口"),
        "edit": _("修改服务窗口"),
        "edit_item": _("维护窗口事项"),
        "edit_roster": _("排班"),
        "except": _("登记停办或加开"),
        "put_on_call": _("安排值班"),
        "set_rule": _("制定爽约规则"),
        "export": _("导出服务窗口"),
    },
)
