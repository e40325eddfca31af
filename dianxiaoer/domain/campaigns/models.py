"""Rounds of the three batches, the bars a project must clear, and the lists with their amounts frozen."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.campaigns.states import Batch, Category, Platform, RoundStage
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Round(Recorded):
    """One numbered round (期). Projects whose day falls between starts_on and ends_on are proposed for its lists."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("期数"))
    name = models.CharField(_("名称"), max_length=100)
    year = models.PositiveSmallIntegerField(_("年份"))
    quarter = models.PositiveSmallIntegerField(_("季度"))
    starts_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("截止日期"))
    stage = models.CharField(_("状态"), max_length=10, choices=RoundStage, default=RoundStage.DRAFT, editable=False)
    adjusted_on = models.DateField(_("调整日期"), null=True, blank=True, editable=False)
    adjust_reason = models.CharField(_("调整说明"), max_length=300, blank=True, editable=False)

    SCOPE = Scope("rounds")

    class Meta:
        verbose_name = _("三个一批期次")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"],
                name="round_number_once_in_a_unit",
                violation_error_message=_("本机构已有这一期。"),
            ),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="round_quarter_is_1_to_4"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="round_ends_after_start"),
            models.CheckConstraint(
                condition=Q(adjusted_on__isnull=True) | ~Q(adjust_reason=""), name="round_adjustment_has_reason"
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(adjusted_on__isnull=False),
                name="round_adjusted_once_a_year",
                violation_error_message=_("本年度已调整过一次名单。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EntryBar(Recorded):
    """An office's own bar: from which amount a project of a category enters, from when to when."""

    unit = models.ForeignKey(Unit, verbose_name=_("机构"), on_delete=models.CASCADE, related_name="+")
    category = models.CharField(_("类别"), max_length=20, choices=Category)
    min_yuan = AmountField(_("最低投资额"))
    effective_from = models.DateField(_("生效日期"))
    effective_to = models.DateField(_("失效日期"), null=True, blank=True)
    source = models.CharField(_("依据文件"), max_length=200, blank=True)

    SCOPE = Scope("bars")

    class Meta:
        verbose_name = _("入选门槛")
        ordering = ["category", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category", "effective_from"],
                name="bar_once_a_category_and_day",
                violation_error_message=_("这个类别在该日期已有门槛。"),
            ),
            models.CheckConstraint(condition=Q(min_yuan__gte=0), name="bar_not_negative"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="bar_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.effective_from}"

    @property
    def label(self) -> str:
        return str(self.get_category_display())


class RoundMember(Recorded):
    """A project on one list of one round, with its amount as it stood that day."""

    round = models.ForeignKey(Round, verbose_name=_("期次"), on_delete=models.PROTECT, related_name="members")
    project = models.ForeignKey(
        Project, verbose_name=_("项目"), on_delete=models.PROTECT, related_name="round_memberships"
    )
    batch = models.CharField(_("名单"), max_length=15, choices=Batch)
    platform = models.CharField(_("平台"), max_length=10, choices=Platform)
    amount_yuan = AmountField(_("列入时投资额"))
    listed_on = models.DateField(_("列入日期"))
    removed_on = models.DateField(_("移出日期"), null=True, blank=True)
    remove_reason = models.CharField(_("移出原因"), max_length=300, blank=True)

    SCOPE = Scope("rounds", unit="round__unit")

    class Meta:
        verbose_name = _("名单项目")
        ordering = ["batch", "-amount_yuan", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "batch"],
                condition=Q(removed_on__isnull=True),
                name="member_once_a_batch",
                violation_error_message=_("这个项目已列入同类名单,同一项目同一批次只列一次。"),
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | ~Q(remove_reason=""), name="member_removal_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["listed_on"], name="member_listed_day")]

    def __str__(self) -> str:
        return str(self.get_batch_display())
