"""Courses, meetings and policy talks with who registered; people brought in; what firms say came of it."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.training.states import (
    OUTCOME_DAYS,
    CourseKind,
    CourseManner,
    CourseStatus,
    OutcomeState,
    RegistrationChannel,
    RegistrationState,
    TalentLevel,
    TalentManner,
)
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


class Course(Recorded):
    """A course, meeting or talk. `code`: what a poster prints and a firm types; `seats` empty: no limit."""

    unit = models.ForeignKey(Unit, verbose_name=_("主办机构"), on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("负责人"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("类型"), max_length=20, choices=CourseKind)
    manner = models.CharField(_("形式"), max_length=10, choices=CourseManner, default=CourseManner.HALL)
    name = models.CharField(_("名称"), max_length=200)
    name_en = models.CharField(_("英文名称"), max_length=200, blank=True)
    programme = models.CharField(_("所属计划"), max_length=80, blank=True, help_text=_("如:育苗扶壮"))
    lecturer = models.CharField(_("主讲人"), max_length=120, blank=True)
    partner = models.CharField(_("合作单位或院校"), max_length=120, blank=True)
    host_firm = models.CharField(_("所在企业"), max_length=200, blank=True)
    place = models.CharField(_("地点或线上地址"), max_length=200, blank=True)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    starts_time = models.TimeField(_("开始时间"), null=True, blank=True)
    ends_time = models.TimeField(_("结束时间"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("名额"), null=True, blank=True)
    note = models.TextField(_("内容介绍"), blank=True)

    code = models.CharField(_("报名码"), max_length=8, unique=True, editable=False)
    is_open = models.BooleanField(_("接受企业报名"), default=True)
    register_until_on = models.DateField(_("报名截止"), null=True, blank=True)
    asks_outcome = models.BooleanField(_("课后回访成效"), default=False, help_text=_("到期发短信问成本和订单的变化"))
    outcome_days = models.PositiveSmallIntegerField(_("课后多少天回访"), default=OUTCOME_DAYS)

    status = models.CharField(
        _("状态"), max_length=10, choices=CourseStatus, default=CourseStatus.PLANNED, editable=False
    )
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    result_note = models.TextField(_("小结"), blank=True)

    SCOPE = Scope("training", owner="owner")

    class Meta:
        verbose_name = _("培训活动")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="course_ends_after_it_starts",
                violation_error_message=_("结束日期早于开始日期。"),
            ),
            models.CheckConstraint(condition=Q(seats__isnull=True) | Q(seats__gte=1), name="course_seats_at_least_one"),
            models.CheckConstraint(
                condition=Q(outcome_days__gte=1, outcome_days__lte=730), name="course_outcome_days_sensible"
            ),
        ]
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="course_by_start"),
            models.Index(fields=["unit", "starts_on"], name="course_of_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Its name in the language of the screen."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name

    @property
    def starts_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.starts_on, self.starts_time or time(9)))

    @property
    def ends_at(self) -> datetime:
        """Never before the start, also when only the date is known."""
        ends = timezone.make_aware(datetime.combine(self.ends_on, self.ends_time or time(17)))
        return max(ends, self.starts_at)


class Registration(Recorded):
    """A person registered for a course. `place`: the number of the seat, once each; who waits has none."""

    course = models.ForeignKey(Course, verbose_name=_("活动"), on_delete=models.PROTECT, related_name="registrations")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations")
    company = models.ForeignKey(
        Company, verbose_name=_("企业档案"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="registrations",
    )  # fmt: skip
    company_name = models.CharField(_("企业名称"), max_length=200, blank=True)
    name = models.CharField(_("姓名"), max_length=60)
    position = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    channel = models.CharField(_("报名渠道"), max_length=10, choices=RegistrationChannel)
    place = models.PositiveIntegerField(_("座号"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=RegistrationState, default=RegistrationState.REGISTERED)
    attended_on = models.DateField(_("到场日期"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("满意度(1–5)"), null=True, blank=True)
    feedback = models.CharField(_("意见"), max_length=500, blank=True)
    feedback_at = models.DateTimeField(_("评价时间"), null=True, blank=True)

    SCOPE = Scope("training", unit="course__unit", owner="course__owner")
    FIRM_SCOPE = FirmScope(company="company", account="account")

    class Meta:
        verbose_name = _("报名")
        ordering = ["course", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "place"], name="place_of_a_course_taken_once"),
            models.UniqueConstraint(
                fields=["course", "phone"],
                condition=~Q(phone="") & ~Q(state="cancelled"),
                name="registered_once_per_phone",
                violation_error_message=_("这个手机号已经报过名。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "cancelled"], place__isnull=True)
                | Q(state__in=["registered", "attended", "absent"], place__isnull=False),
                name="registration_has_a_place_unless_it_waits",
            ),
            models.CheckConstraint(
                condition=~Q(state="attended") | Q(attended_on__isnull=False), name="attended_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5), name="feedback_level_1_to_5"
            ),
        ]
        indexes = [
            models.Index(fields=["course", "id"], condition=Q(state="waiting"), name="registration_in_line"),
            models.Index(fields=["account", "-id"], name="registration_of_account"),
            models.Index(fields=["company", "-id"], name="registration_of_company"),
            models.Index(fields=["attended_on"], name="registration_by_attendance"),
        ]

    def __str__(self) -> str:
        return self.name

    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class Outcome(Recorded):
    """What a firm says changed: cost and orders over the same stretch of time before and after a course, in yuan.

    Asked once per firm and course. answered by the firm (account) or entered at the desk with its source.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, verbose_name=_("活动"), on_delete=models.PROTECT, related_name="outcomes")
    company = models.ForeignKey(
        Company, verbose_name=_("企业档案"), null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes"
    )
    company_name = models.CharField(_("企业名称"), max_length=200)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes")
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    asked_on = models.DateField(_("回访日期"))
    state = models.CharField(_("状态"), max_length=10, choices=OutcomeState, default=OutcomeState.ASKED)

    cost_before_yuan = AmountField(_("之前的生产成本"), null=True, blank=True)
    cost_after_yuan = AmountField(_("之后的生产成本"), null=True, blank=True)
    orders_before_yuan = AmountField(_("之前的订单额"), null=True, blank=True)
    orders_after_yuan = AmountField(_("之后的订单额"), null=True, blank=True)
    comment = models.CharField(_("说明"), max_length=500, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    answered_on = models.DateField(_("填写日期"), null=True, blank=True)

    SCOPE = Scope("training", owner="course__owner")
    FIRM_SCOPE = FirmScope(company="company", account="account")

    class Meta:
        verbose_name = _("培训成效")
        constraints = [
            models.UniqueConstraint(fields=["course", "company_name"], name="outcome_asked_once_per_firm"),
            models.CheckConstraint(
                condition=~Q(state="answered") | (Q(answered_on__isnull=False) & ~Q(source="")),
                name="outcome_answered_with_day_and_source",
            ),
            models.CheckConstraint(
                condition=(Q(cost_before_yuan__isnull=True) | Q(cost_before_yuan__gt=0))
                & (Q(cost_after_yuan__isnull=True) | Q(cost_after_yuan__gte=0))
                & (Q(orders_before_yuan__isnull=True) | Q(orders_before_yuan__gt=0))
                & (Q(orders_after_yuan__isnull=True) | Q(orders_after_yuan__gte=0)),
                name="outcome_amounts_not_negative",
                violation_error_message=_("金额不能是负数;之前的金额须大于 0,否则算不出变化。"),
            ),
            models.CheckConstraint(
                condition=Q(cost_before_yuan__isnull=True, cost_after_yuan__isnull=True)
                | Q(cost_before_yuan__isnull=False, cost_after_yuan__isnull=False),
                name="outcome_cost_before_and_after",
                violation_error_message=_("成本请把之前和之后都填上。"),
            ),
            models.CheckConstraint(
                condition=Q(orders_before_yuan__isnull=True, orders_after_yuan__isnull=True)
                | Q(orders_before_yuan__isnull=False, orders_after_yuan__isnull=False),
                name="outcome_orders_before_and_after",
                violation_error_message=_("订单请把之前和之后都填上。"),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="outcome_of_unit"),
            models.Index(fields=["account", "-id"], name="outcome_of_account"),
        ]

    def __str__(self) -> str:
        return self.company_name

    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class Talent(Recorded):
    """Somebody brought in: under which programme, to which employer, of what level, when."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("负责人"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("姓名"), max_length=60)
    programme = models.CharField(_("人才计划或称号"), max_length=120, blank=True)
    level = models.CharField(_("层次"), max_length=20, choices=TalentLevel)
    manner = models.CharField(_("引进方式"), max_length=10, choices=TalentManner)
    field = models.CharField(_("专业领域"), max_length=80, blank=True)
    employer = models.ForeignKey(
        Company, verbose_name=_("企业档案"), null=True, blank=True, on_delete=models.PROTECT, related_name="talents"
    )
    employer_name = models.CharField(_("用人单位"), max_length=200)
    brought_in_on = models.DateField(_("引进日期"))
    source = models.CharField(_("依据"), max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("talent", owner="owner")

    class Meta:
        verbose_name = _("引进人才")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "employer_name", "brought_in_on"],
                name="talent_entered_once",
                violation_error_message=_("这个人已登记过(同一单位、同一引进日期)。"),
            )
        ]
        indexes = [
            models.Index(fields=["-brought_in_on", "-id"], name="talent_by_day"),
            models.Index(fields=["unit", "brought_in_on"], name="talent_of_unit"),
        ]

    def __str__(self) -> str:
        return self.name
