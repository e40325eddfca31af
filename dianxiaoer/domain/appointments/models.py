"""Service windows with their items, rosters and officers on call; bookings and the quarters of an hour they hold."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.appointments.states import (
    QUARTER_MINUTES,
    BookingChannel,
    BookingMode,
    BookingState,
    ExceptionKind,
    ShiftDay,
    WaitingState,
)
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


class ServiceWindow(Recorded):
    """A place people come to by appointment, or an officer who comes to them. Times in minutes, days are calendar days."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("窗口名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    phone = models.CharField(_("咨询电话"), max_length=40, blank=True)
    seats = models.PositiveSmallIntegerField(_("同时接待(个)"), default=1, help_text=_("同一时段最多接待几家"))
    is_doorstep = models.BooleanField(_("可上门"), default=False)
    asks_confirmation = models.BooleanField(
        _("须人工确认"), default=False, help_text=_("不勾选时,预约成功即为已确认;非工作时间的预约一律须值班人员确认")
    )
    horizon_days = models.PositiveSmallIntegerField(_("可提前预约(天)"), default=14)
    notice_minutes = models.PositiveIntegerField(_("工作时间须提前(分钟)"), default=60)
    out_of_hours_notice_minutes = models.PositiveIntegerField(_("非工作时间须提前(分钟)"), default=24 * 60)
    cancel_minutes = models.PositiveIntegerField(_("企业自行取消截止(开始前分钟)"), default=120)
    move_up_minutes = models.PositiveIntegerField(_("候补递补截止(开始前分钟)"), default=120)
    remind_minutes = models.PositiveIntegerField(_("提醒(开始前分钟)"), default=24 * 60)
    grace_minutes = models.PositiveSmallIntegerField(_("迟到宽限(分钟)"), default=15)
    is_active = models.BooleanField(_("在用"), default=True)

    SCOPE = Scope("windows")

    class Meta:
        verbose_name = _("服务窗口")
        ordering = ["unit__path", "name"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="window_name_once_in_a_unit"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=50), name="window_seats_between_1_and_50"),
            models.CheckConstraint(
                condition=Q(horizon_days__gte=1, horizon_days__lte=90), name="window_horizon_between_1_and_90_days"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name in the language of the screen."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name


class ServiceItem(Recorded):
    """What a window does by appointment, and how long it takes: a slot of the window is as long as its item."""

    window = models.ForeignKey(ServiceWindow, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(_("事项"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("时长(分钟)"), default=30)
    is_once_a_day = models.BooleanField(_("每人每天限约一次"), default=True)
    bring = models.CharField(_("须带材料"), max_length=300, blank=True)
    bring_en = models.CharField(_("须带材料(英文)"), max_length=300, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    SCOPE = Scope("windows", unit="window__unit")

    class Meta:
        verbose_name = _("窗口事项")
        ordering = ["window", "id"]
        constraints = [
            models.UniqueConstraint(fields=["window", "name"], name="item_once_at_a_window"),
            models.CheckConstraint(
                condition=Q(minutes__in=range(QUARTER_MINUTES, 8 * 60 + 1, QUARTER_MINUTES)),
                name="item_minutes_are_quarters_of_an_hour",
                violation_error_message=_("时长须为 15 分钟的整数倍,最长 8 小时。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name

    @property
    def to_bring(self) -> str:
        return self.bring_en if self.bring_en and (get_language() or "").startswith("en") else self.bring


class Shift(Recorded):
    """Opening hours that recur. A shift that closes no later than it opens runs into the next day (00:00–00:00: all day)."""

    window = models.ForeignKey(ServiceWindow, on_delete=models.CASCADE, related_name="shifts")
    day = models.CharField(_("适用日"), max_length=10, choices=ShiftDay, default=ShiftDay.WORKDAY)
    opens = models.TimeField(_("开始"))
    closes = models.TimeField(_("结束"))
    seats = models.PositiveSmallIntegerField(_("同时接待(个)"), default=1)
    is_out_of_hours = models.BooleanField(
        _("非工作时间"), default=False, help_text=_("只凭预约,由值班人员接待;没有排值班的时段不开放")
    )
    from_on = models.DateField(_("起用日期"))
    until_on = models.DateField(_("停用日期"), null=True, blank=True)

    SCOPE = Scope("windows", unit="window__unit")

    class Meta:
        verbose_name = _("班次")
        ordering = ["window", "opens", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=50), name="shift_seats_between_1_and_50"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="shift_ends_after_it_starts",
                violation_error_message=_("停用日期早于起用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class RosterException(Recorded):
    """A day that departs from the shifts: closed (all day, or between two times), or opened besides."""

    window = models.ForeignKey(ServiceWindow, on_delete=models.CASCADE, related_name="exceptions")
    on = models.DateField(_("日期"))
    kind = models.CharField(_("安排"), max_length=10, choices=ExceptionKind, default=ExceptionKind.CLOSED)
    opens = models.TimeField(_("开始"), null=True, blank=True)
    closes = models.TimeField(_("结束"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("同时接待(个)"), default=1)
    is_out_of_hours = models.BooleanField(_("非工作时间"), default=False)
    reason = models.CharField(_("原因"), max_length=200)

    SCOPE = Scope("windows", unit="window__unit")

    class Meta:
        verbose_name = _("停办或加开")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="closed", opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="exception_has_both_times_or_closes_the_day",
                violation_error_message=_("请同时填写开始和结束时间;停办一整天时两项都不填。"),
            ),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=50), name="exception_seats_between_1_and_50"),
        ]
        indexes = [models.Index(fields=["window", "on"], name="exception_of_window")]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


class OnCallDuty(Recorded):
    """An officer on call for a window between two moments: who receives those who come outside office hours."""

    window = models.ForeignKey(ServiceWindow, on_delete=models.CASCADE, related_name="duties")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("值班人员"), on_delete=models.PROTECT, related_name="+"
    )
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    phone = models.CharField(_("值班电话"), max_length=20, blank=True)

    SCOPE = Scope("windows", unit="window__unit")

    class Meta:
        verbose_name = _("值班安排")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_ends_after_it_starts"),
            models.UniqueConstraint(fields=["window", "officer", "starts_at"], name="duty_once_at_a_moment"),
        ]
        indexes = [models.Index(fields=["window", "starts_at"], name="duty_of_window")]

    def __str__(self) -> str:
        local = timezone.localtime(self.starts_at)
        return f"{self.officer} {local:%Y-%m-%d %H:%M}"


class NoShowRule(Recorded):
    """What follows from not coming, for a unit and everything below it, in force from a day until a later row."""

    unit = models.ForeignKey(Unit, verbose_name=_("适用机构"), on_delete=models.PROTECT, related_name="+")
    limit = models.PositiveSmallIntegerField(_("爽约次数"))
    within_days = models.PositiveSmallIntegerField(_("统计天数"))
    days_ahead = models.PositiveSmallIntegerField(_("之后最多提前(天)"))
    from_on = models.DateField(_("起用日期"))
    basis = models.CharField(_("依据"), max_length=200)

    SCOPE = Scope("windows")

    class Meta:
        verbose_name = _("爽约规则")
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="no_show_rule_once_a_day"),
            models.CheckConstraint(
                condition=Q(limit__gte=1, within_days__gte=1, days_ahead__gte=1, within_days__lte=730),
                name="no_show_rule_sensible",
                violation_error_message=_("次数、天数须大于 0:规则只缩短可预约的天数,不禁止预约。"),
            ),
        ]

    def __str__(self) -> str:
        return str(
            _("%(within)s 天内爽约 %(limit)s 次,最多提前 %(days)s 天预约")
            % {"within": self.within_days, "limit": self.limit, "days": self.days_ahead}
        )


class Booking(Recorded):
    """One appointment. `seat`, and `officer` where one is named, are held by its quarters, each once for everybody."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(ServiceWindow, verbose_name=_("窗口"), on_delete=models.PROTECT, related_name="bookings")
    item = models.ForeignKey(ServiceItem, verbose_name=_("事项"), on_delete=models.PROTECT, related_name="bookings")
    on = models.DateField(_("预约日期"))
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    seat = models.PositiveSmallIntegerField(_("席位"))
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("接待人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    channel = models.CharField(_("预约渠道"), max_length=10, choices=BookingChannel)
    mode = models.CharField(_("方式"), max_length=10, choices=BookingMode, default=BookingMode.WINDOW)
    address = models.CharField(_("上门地址"), max_length=200, blank=True)
    company = models.ForeignKey(
        Company, verbose_name=_("企业档案"), null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    company_name = models.CharField(_("企业名称"), max_length=200, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings")
    contact_name = models.CharField(_("联系人"), max_length=60)
    contact_phone = models.CharField(_("联系电话"), max_length=20)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    ticket = models.ForeignKey(
        Ticket, verbose_name=_("关联诉求"), null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )

    state = models.CharField(
        _("状态"), max_length=10, choices=BookingState, default=BookingState.BOOKED, editable=False
    )
    is_out_of_hours = models.BooleanField(_("非工作时间"), default=False)
    is_once_a_day = models.BooleanField(default=True, editable=False)
    checked_in_at = models.DateTimeField(_("签到时间"), null=True, blank=True)
    served_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    result_note = models.CharField(_("办理结果"), max_length=300, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    excused_at = models.DateTimeField(_("撤销爽约时间"), null=True, blank=True)
    excuse_reason = models.CharField(_("撤销爽约原因"), max_length=200, blank=True)

    SCOPE = Scope("appointments", owner="officer")
    FIRM_SCOPE = FirmScope(company="company", account="account")

    class Meta:
        verbose_name = _("预约")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["item", "contact_phone", "on"],
                condition=Q(is_once_a_day=True) & ~Q(state="cancelled"),
                name="booking_once_a_day_per_person_and_item",
                violation_error_message=_(
                    "这个手机号当天已约过这一事项,每人每天限约一次。请改约其他日期,或先取消原预约。"
                ),
            ),
            models.CheckConstraint(
                condition=~Q(mode="doorstep") | ~Q(address=""),
                name="doorstep_booking_has_an_address",
                violation_error_message=_("上门服务须填写地址。"),
            ),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True) | ~Q(excuse_reason=""), name="excused_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="booking_by_start"),
            models.Index(fields=["window", "on"], name="booking_of_window"),
            models.Index(fields=["unit", "-starts_at"], name="booking_of_unit"),
            models.Index(fields=["contact_phone", "on"], name="booking_of_phone"),
            models.Index(fields=["account", "-id"], name="booking_of_account"),
            models.Index(fields=["officer", "starts_at"], name="booking_of_officer"),
        ]

    def __str__(self) -> str:
        local = timezone.localtime(self.starts_at)
        return f"{self.number} {local:%m-%d %H:%M}"

    @property
    def number(self) -> str:
        """The number people quote: YY, the day of the appointment, and the row's own number."""
        return f"YY{self.on:%Y%m%d}-{self.pk or 0:04}"

    @property
    def is_expected(self) -> bool:
        return self.state in {BookingState.BOOKED, BookingState.CONFIRMED}

    @property
    def cancel_until(self):  # type: ignore[no-untyped-def]
        """The last moment at which the firm may cancel by itself."""
        return self.starts_at - timedelta(minutes=self.window.cancel_minutes)

    def masked_phone(self) -> str:
        return mask_phone(self.contact_phone)

    def search_texts(self) -> list[str]:
        """What the appointment is found by."""
        return [self.company_name, self.contact_name, self.contact_phone]


class BookedQuarter(models.Model):
    """A quarter of an hour that a booking holds: a seat of a window, and an officer, can be held once at a time.

    These two constraints are what keeps anybody from being booked twice, whatever program writes.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="quarters")
    window = models.ForeignKey(ServiceWindow, on_delete=models.PROTECT, related_name="+")
    seat = models.PositiveSmallIntegerField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()

    SCOPE = Scope("appointments", unit="window__unit")

    class Meta:
        verbose_name = _("占用时段")
        constraints = [
            models.UniqueConstraint(fields=["window", "starts_at", "seat"], name="seat_held_once_at_a_time"),
            models.UniqueConstraint(fields=["officer", "starts_at"], name="officer_in_one_place_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}Z #{self.seat}"


class WaitingEntry(Recorded):
    """Somebody waits for a place on a day: at one time (`starts_at`), or at any time of that day."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(ServiceWindow, verbose_name=_("窗口"), on_delete=models.PROTECT, related_name="waiting")
    item = models.ForeignKey(ServiceItem, verbose_name=_("事项"), on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("日期"))
    starts_at = models.DateTimeField(_("只要这个时间"), null=True, blank=True)
    mode = models.CharField(_("方式"), max_length=10, choices=BookingMode, default=BookingMode.WINDOW)
    address = models.CharField(_("上门地址"), max_length=200, blank=True)
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    company_name = models.CharField(_("企业名称"), max_length=200, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact_name = models.CharField(_("联系人"), max_length=60)
    contact_phone = models.CharField(_("联系电话"), max_length=20)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=WaitingState, default=WaitingState.WAITING)
    booking = models.OneToOneField(
        Booking, verbose_name=_("递补的预约"), null=True, blank=True, on_delete=models.PROTECT, related_name="waited"
    )

    SCOPE = Scope("appointments")
    FIRM_SCOPE = FirmScope(company="company", account="account")

    class Meta:
        verbose_name = _("候补")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "contact_phone", "on"],
                condition=Q(state="waiting"),
                name="waiting_once_per_person_item_and_day",
                violation_error_message=_("这个手机号已在当天的候补名单里。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="moved_up") | Q(booking__isnull=False), name="moved_up_has_its_booking"
            ),
        ]
        indexes = [
            models.Index(fields=["window", "on", "id"], condition=Q(state="waiting"), name="waiting_in_line"),
            models.Index(fields=["account", "-id"], name="waiting_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.contact_name}"
