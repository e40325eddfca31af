"""Visits to firms: planned, recorded, with who was met and what was found; the weekly visit of a bureau's chief."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.tickets.models import Ticket
from dianxiaoer.domain.visits.states import VISIT_KINDS, Flag, VisitStage, Weekday
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


class Rota(Recorded):
    """A bureau whose chief visits a firm every week on a weekday (每周一局长走访): from a day until a day."""

    unit = models.ForeignKey(Unit, verbose_name=_("部门"), on_delete=models.PROTECT, related_name="+")
    chief = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("局长"), on_delete=models.PROTECT, related_name="+"
    )
    weekday = models.PositiveSmallIntegerField(_("星期"), choices=Weekday, default=Weekday.MONDAY)
    topics = models.CharField(_("走访主题"), max_length=200, blank=True)
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)

    SCOPE = Scope("visits", owner="chief")

    class Meta:
        verbose_name = _("每周局长走访")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "chief", "weekday"], condition=Q(until_on__isnull=True), name="rota_once_a_weekday"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")), name="rota_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_weekday_display()}"


class Visit(Recorded):
    """A visit to a firm. owner: who leads it and writes the record. in_*: the scan at the door, one moment, one position."""

    unit = models.ForeignKey(Unit, verbose_name=_("走访单位"), on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("走访人"), on_delete=models.PROTECT, related_name="+"
    )
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(_("类型"), max_length=20, choices=VISIT_KINDS)
    rota = models.ForeignKey(
        Rota, verbose_name=_("每周走访"), null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    planned_on = models.DateField(_("计划日期"))
    topics = models.CharField(_("走访主题"), max_length=300)
    over_limit_reason = models.CharField(_("超过次数的理由"), max_length=200, blank=True)

    stage = models.CharField(_("状态"), max_length=10, choices=VisitStage, default=VisitStage.PLANNED)
    visited_on = models.DateField(_("走访日期"), null=True, blank=True)
    summary = models.TextField(_("走访情况"), blank=True)
    code = models.ForeignKey(
        ServiceCode, verbose_name=_("服务码"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    in_at = models.DateTimeField(_("签到时间"), null=True, blank=True)
    in_latitude = models.DecimalField(_("签到纬度"), max_digits=8, decimal_places=5, null=True, blank=True)
    in_longitude = models.DecimalField(_("签到经度"), max_digits=8, decimal_places=5, null=True, blank=True)
    in_no_position = models.CharField(_("未定位的原因"), max_length=200, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    tickets = models.ManyToManyField(Ticket, verbose_name=_("关联走访"), blank=True, related_name="visits")

    SCOPE = Scope("visits", owner="owner")
    FIRM_SCOPE = FirmScope(company="company")

    class Meta:
        verbose_name = _("走访")
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="done") | Q(visited_on__isnull=False) & ~Q(summary=""),
                name="visit_done_has_a_record",
            ),
            models.CheckConstraint(
                condition=Q(in_at__isnull=True)
                | Q(in_latitude__isnull=False, in_longitude__isnull=False)
                | ~Q(in_no_position=""),
                name="check_in_has_a_position_or_a_reason",
            ),
            models.UniqueConstraint(fields=["rota", "planned_on"], name="rota_visits_once_a_day"),
        ]
        indexes = [
            models.Index(fields=["unit", "-planned_on", "-id"], name="visit_of_unit"),
            models.Index(fields=["company", "-planned_on"], name="visit_at_a_firm"),
            models.Index(fields=["owner", "stage", "planned_on"], name="visit_of_owner"),
            models.Index(fields=["-planned_on", "-id"], name="visit_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on} {self.company}"


class Visitor(Recorded):
    """One of ours who comes along."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="visitors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("系统人员"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    name = models.CharField(_("姓名"), max_length=60)
    organisation = models.CharField(_("单位"), max_length=120, blank=True)

    SCOPE = Scope("visits", unit="visit__unit", owner="visit__owner")

    class Meta:
        verbose_name = _("随行人员")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "user"], condition=Q(user__isnull=False), name="visitor_once_in_a_visit"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Met(Recorded):
    """A person of the firm who was met."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="met")
    name = models.CharField(_("姓名"), max_length=60)
    position = models.CharField(_("职务"), max_length=60, blank=True)

    SCOPE = Scope("visits", unit="visit__unit", owner="visit__owner")

    class Meta:
        verbose_name = _("会见人员")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}({self.position})" if self.position else self.name


class Finding(Recorded):
    """A red flag of a visit. It is a ticket from the same act on, with a person and a day."""

    unit = models.ForeignKey(Unit, verbose_name=_("走访单位"), on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="findings")
    flag = models.CharField(_("类别"), max_length=12, choices=Flag)
    text = models.TextField(_("问题"))
    found_on = models.DateField(_("发现日期"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("责任人"), on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("期限"))
    ticket = models.OneToOneField(Ticket, verbose_name=_("诉求"), on_delete=models.PROTECT, related_name="finding")

    SCOPE = Scope("visits", owner="owner")

    class Meta:
        verbose_name = _("走访发现")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_what"),
            models.CheckConstraint(condition=Q(due_on__gte=F("found_on")), name="finding_due_after_found"),
        ]
        indexes = [
            models.Index(fields=["unit", "flag", "-found_on"], name="finding_by_flag"),
            models.Index(fields=["-found_on", "-id"], name="finding_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_flag_display()} {self.company}"
