"""A lead, who has owned it, its task force, opinions, follow-ups, and the terms of the service clock."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.leads.states import (
    OPEN_STAGES,
    Aspect,
    ClockKey,
    DropReason,
    LeadStage,
    Manner,
    SourceKind,
    Verdict,
)
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.reference.models import Chain
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope

HANGING = Scope("leads", unit="lead__unit", owner="lead__owner")


def person(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options
    )


class Lead(Recorded):
    """A clue that somebody may invest. `registered_on`, `registered_by` are the first registration and never change.

    next_due_on, next_due_kind, dormant_on: the service clock's next duty, kept by every act on the lead;
    respond_due_on, feed_back_due_on: until when the first two answers were or are due, so that they can be counted late.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    owner = person(_("负责人"))
    sponsor_leader = person(_("牵头领导"), null=True, blank=True)
    name = models.CharField(_("线索名称"), max_length=200)
    company = models.ForeignKey(
        Company, verbose_name=_("企业档案"), null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    company_name = models.CharField(_("企业名称"), max_length=200, blank=True)
    company_normal = models.CharField(max_length=200, blank=True, editable=False)

    source_kind = models.CharField(_("来源"), max_length=20, choices=SourceKind)
    source_note = models.CharField(_("来源说明"), max_length=200, blank=True)
    referrer_name = models.CharField(_("引荐人"), max_length=100, blank=True)
    activity = models.ForeignKey(
        Activity, verbose_name=_("来自活动"), null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    industry_code = models.CharField(_("行业代码"), max_length=4, blank=True)
    chain = models.ForeignKey(
        Chain, verbose_name=_("产业链"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned_yuan = AmountField(_("拟投资额"), null=True, blank=True)
    content = models.TextField(_("项目内容"), blank=True)
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_position = models.CharField(_("联系人职务"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=40, blank=True)

    registered_on = models.DateField(_("登记日期"), editable=False)
    registered_by = person(_("首次登记人"), editable=False)

    stage = models.CharField(_("阶段"), max_length=20, choices=LeadStage, default=LeadStage.NEW, editable=False)
    responded_on = models.DateField(_("响应日期"), null=True, blank=True, editable=False)
    needs_experts = models.BooleanField(_("需专家研判"), default=False, editable=False)
    screening_opinion = models.TextField(_("研判意见"), blank=True, editable=False)
    screened_on = models.DateField(_("研判日期"), null=True, blank=True, editable=False)
    fed_back_on = models.DateField(_("反馈日期"), null=True, blank=True, editable=False)
    negotiation_started_on = models.DateField(_("洽谈开始日期"), null=True, blank=True, editable=False)
    last_followed_on = models.DateField(_("最近跟进"), null=True, blank=True, editable=False)
    converted_on = models.DateField(_("转项目日期"), null=True, blank=True, editable=False)
    dropped_on = models.DateField(_("放弃日期"), null=True, blank=True, editable=False)
    drop_reason = models.CharField(_("放弃原因"), max_length=20, choices=DropReason, blank=True, editable=False)
    reopened_on = models.DateField(_("重新启用日期"), null=True, blank=True, editable=False)
    project = models.OneToOneField(
        Project, verbose_name=_("项目"), null=True, blank=True, on_delete=models.PROTECT, related_name="lead",
        editable=False,
    )  # fmt: skip

    respond_due_on = models.DateField(_("响应时限"), null=True, blank=True, editable=False)
    feed_back_due_on = models.DateField(_("反馈时限"), null=True, blank=True, editable=False)
    next_due_on = models.DateField(_("下一时限"), null=True, blank=True, editable=False)
    next_due_kind = models.CharField(_("下一事项"), max_length=20, choices=ClockKey, blank=True, editable=False)
    dormant_on = models.DateField(_("转入休眠日期"), null=True, blank=True, editable=False)

    SCOPE = Scope("leads", owner="owner")

    class Meta:
        verbose_name = _("线索")
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_yuan__isnull=True) | Q(planned_yuan__gte=0), name="lead_planned_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(stage=LeadStage.CONVERTED, project__isnull=False, converted_on__isnull=False)
                | (~Q(stage=LeadStage.CONVERTED) & Q(project__isnull=True)),
                name="lead_converted_means_a_project",
            ),
            models.CheckConstraint(
                condition=Q(stage=LeadStage.DROPPED, dropped_on__isnull=False) & ~Q(drop_reason="")
                | ~Q(stage=LeadStage.DROPPED) & Q(drop_reason="", dropped_on__isnull=True),
                name="lead_dropped_has_reason_and_date",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "stage", "-registered_on", "-id"], name="lead_stage_newest"),
            models.Index(fields=["-registered_on", "-id"], name="lead_newest"),
            models.Index(fields=["owner", "next_due_on"], name="lead_due_of_owner"),
            models.Index(fields=["next_due_on", "id"], name="lead_by_due"),
            models.Index(fields=["-planned_yuan", "-id"], name="lead_by_amount"),
            models.Index(fields=["unit", "company_normal"], name="lead_of_company"),
            models.Index(fields=["unit", "negotiation_started_on"], name="lead_negotiating"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    def masked_phone(self) -> str:
        return mask_phone(self.contact_phone)

    def search_texts(self) -> list[str]:
        """What the lead is found by."""
        return [self.name, self.company_name, self.company_normal]


class Ownership(Recorded):
    """Who owned a lead from when to when, and what was handed over. The row without an end is the owner now."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="ownerships")
    user = person(_("负责人"))
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)
    note = models.TextField(_("交接说明"), blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("负责人变更")
        ordering = ["-since_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(until_on__isnull=True),
                name="lead_has_one_active_owner",
                violation_error_message=_("一条线索只有一名负责人:这条线索刚被移交,请刷新页面。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class TaskForce(Recorded):
    """The task force (专班) of a lead: never a second one."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="task_forces")
    name = models.CharField(_("专班名称"), max_length=100)
    head = person(_("专班负责人"))
    formed_on = models.DateField(_("组建日期"))

    SCOPE = HANGING

    class Meta:
        verbose_name = _("专班")
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                name="lead_has_one_task_force",
                violation_error_message=_("这条线索已有专班:一条线索只设一个专班,请在原专班中调整成员。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class TaskForceMember(models.Model):
    task_force = models.ForeignKey(TaskForce, on_delete=models.CASCADE, related_name="members")
    user = person(_("成员"))
    duty = models.CharField(_("分工"), max_length=100, blank=True)

    SCOPE = Scope("leads", unit="task_force__lead__unit", owner="task_force__lead__owner")

    class Meta:
        verbose_name = _("专班成员")
        constraints = [models.UniqueConstraint(fields=["task_force", "user"], name="member_once_in_a_task_force")]

    def __str__(self) -> str:
        return str(self.user)


class Opinion(Recorded):
    """What one person thinks of a lead, under one heading."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="opinions")
    by = person(_("研判人"))
    on = models.DateField(_("日期"))
    aspect = models.CharField(_("方面"), max_length=20, choices=Aspect, default=Aspect.OVERALL)
    verdict = models.CharField(_("结论"), max_length=20, choices=Verdict)
    text = models.TextField(_("意见"))
    expert_name = models.CharField(_("专家姓名"), max_length=60, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("研判意见")
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()}:{self.get_verdict_display()}"


class FollowUp(Recorded):
    """One contact with the investor: when, how, what was said, what comes next."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="followups")
    by = person(_("跟进人"))
    on = models.DateField(_("日期"))
    manner = models.CharField(_("方式"), max_length=20, choices=Manner)
    note = models.TextField(_("跟进情况"))
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("跟进")
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["lead", "-on"], name="followup_of_lead")]

    def __str__(self) -> str:
        return f"{self.on} {self.get_manner_display()}"


class ClockRule(Recorded):
    """A term of the service clock for a unit and everything below it, in force from a day until a later row."""

    unit = models.ForeignKey(Unit, verbose_name=_("适用机构"), on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("事项"), max_length=20, choices=ClockKey)
    days = models.PositiveSmallIntegerField(_("天数"))
    is_working_days = models.BooleanField(_("按工作日计"), default=False)
    from_on = models.DateField(_("起用日期"))
    basis = models.CharField(_("依据"), max_length=200)

    SCOPE = Scope("leads")

    class Meta:
        verbose_name = _("服务时限")
        ordering = ["key", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key", "from_on"], name="clock_rule_once_a_day"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=730), name="clock_rule_days_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.days}"
