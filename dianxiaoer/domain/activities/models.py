"""Activities with everything written down about them: people, itinerary, firms met, follow-ups; and channels."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.activities.states import (
    ActivityKind,
    ActivityStatus,
    ChannelKind,
    ChannelStatus,
    Direction,
    Manner,
    ResultKind,
    Side,
)
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Channel(Recorded):
    """A mode of attraction at work (招商渠道): an agency with its brief and fee, a chamber, a fund, a reverse enclave …"""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("方式"), max_length=20, choices=ChannelKind)
    name = models.CharField(_("名称"), max_length=120)
    partner = models.CharField(_("合作方"), max_length=120, blank=True)
    region_name = models.CharField(_("面向地区"), max_length=120, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("负责人"), on_delete=models.PROTECT, related_name="+"
    )
    brief = models.TextField(_("委托任务"), blank=True, help_text=_("约定做什么、做到多少;对赌写明承诺与追回条件"))
    fee_basis = models.CharField(_("付费方式"), max_length=200, blank=True, help_text=_("如:按落地项目到位资金的比例"))
    fee_yuan = AmountField(_("约定费用"), default=0)
    paid_yuan = AmountField(_("已付费用"), default=0)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("到期日期"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=20, choices=ChannelStatus, default=ChannelStatus.OPEN)
    result_note = models.TextField(_("成效小结"), blank=True)

    SCOPE = Scope("channels", owner="owner")

    class Meta:
        verbose_name = _("招商渠道")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "name"], name="channel_name_once_in_a_unit"),
            models.CheckConstraint(condition=Q(fee_yuan__gte=0), name="channel_fee_not_negative"),
            models.CheckConstraint(
                condition=Q(paid_yuan__gte=0, paid_yuan__lte=F("fee_yuan")), name="channel_paid_within_fee"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="channel_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["unit", "kind"], name="channel_of_unit")]

    def __str__(self) -> str:
        return self.name


class ChannelResult(Recorded):
    """Something a channel brought about, with its date: a firm introduced, a visit, a signing, money clawed back."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="results")
    kind = models.CharField(_("成效"), max_length=20, choices=ResultKind)
    on = models.DateField(_("日期"))
    company_name = models.CharField(_("企业"), max_length=200, blank=True)
    amount_yuan = AmountField(_("金额"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("channels", unit="channel__unit", owner="channel__owner")

    class Meta:
        verbose_name = _("渠道成效")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_yuan__isnull=True) | Q(amount_yuan__gte=0), name="channel_result_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.company_name}".strip()


class Activity(Recorded):
    """One activity (招商活动), planned or held. What came of it is found from the leads and signings that name it."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=20, choices=ActivityKind)
    direction = models.CharField(_("方向"), max_length=5, choices=Direction, blank=True)
    name = models.CharField(_("活动名称"), max_length=200)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    theme = models.CharField(_("主题或产业"), max_length=120, blank=True)
    organiser = models.CharField(_("主办或联合单位"), max_length=200, blank=True)
    is_major = models.BooleanField(_("重大活动"), default=False)
    channel = models.ForeignKey(
        Channel, verbose_name=_("经由渠道"), null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("负责人"), on_delete=models.PROTECT, related_name="+"
    )
    cost_yuan = AmountField(_("费用"), default=0)
    status = models.CharField(_("状态"), max_length=20, choices=ActivityStatus, default=ActivityStatus.PLANNED)
    result_note = models.TextField(_("成效或说明"), blank=True)

    SCOPE = Scope("activities", owner="owner")

    class Meta:
        verbose_name = _("招商活动")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="activity_ends_after_start"),
            models.CheckConstraint(condition=Q(cost_yuan__gte=0), name="activity_cost_not_negative"),
        ]
        indexes = [
            models.Index(fields=["unit", "starts_on"], name="activity_of_unit"),
            models.Index(fields=["-starts_on", "-id"], name="activity_by_start"),
        ]

    def search_texts(self) -> list[str]:
        """What the activity is found by."""
        return [self.name, self.place, self.theme]

    def __str__(self) -> str:
        return self.name


class Participant(Recorded):
    """One of ours who took part: the leader of the party, a host, a member."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participants")
    side = models.CharField(_("角色"), max_length=10, choices=Side, default=Side.MEMBER)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("系统人员"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(_("姓名"), max_length=60)
    organisation = models.CharField(_("单位"), max_length=120, blank=True)
    title = models.CharField(_("职务"), max_length=60, blank=True)

    SCOPE = Scope("activities", unit="activity__unit", owner="activity__owner")

    class Meta:
        verbose_name = _("参加人员")
        constraints = [models.UniqueConstraint(fields=["activity", "user"], name="participant_once_per_activity")]

    def __str__(self) -> str:
        return self.name


class Guest(Recorded):
    """A guest, or a party of guests under one name (heads > 1)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("姓名或团队"), max_length=60)
    organisation = models.CharField(_("单位"), max_length=120, blank=True)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    heads = models.PositiveIntegerField(_("人数"), default=1)

    SCOPE = Scope("activities", unit="activity__unit", owner="activity__owner")

    class Meta:
        verbose_name = _("来宾")
        constraints = [models.CheckConstraint(condition=Q(heads__gte=1), name="guest_heads_at_least_one")]

    def __str__(self) -> str:
        return self.name


class Stop(Recorded):
    """One line of an itinerary: when, which site, what for, who receives."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="stops")
    on = models.DateField(_("日期"))
    starts_at = models.TimeField(_("时间"), null=True, blank=True)
    site = models.CharField(_("地点或考察点"), max_length=120)
    purpose = models.CharField(_("内容"), max_length=200, blank=True)
    host_name = models.CharField(_("接待人"), max_length=60, blank=True)

    SCOPE = Scope("activities", unit="activity__unit", owner="activity__owner")

    class Meta:
        verbose_name = _("行程")
        ordering = ["on", "starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.site}"


class MetCompany(Recorded):
    """A firm met at an activity, once per manner: met at the stand, talked with, visited at home."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="met_companies")
    company = models.ForeignKey(
        Company, verbose_name=_("企业档案"), null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    company_name = models.CharField(_("企业名称"), max_length=200)
    manner = models.CharField(_("方式"), max_length=10, choices=Manner, default=Manner.MET)
    met_on = models.DateField(_("日期"))
    contact_name = models.CharField(_("对方人员"), max_length=60, blank=True)
    note = models.CharField(_("交流内容"), max_length=300, blank=True)

    SCOPE = Scope("activities", unit="activity__unit", owner="activity__owner")

    class Meta:
        verbose_name = _("会见企业")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "company_name", "manner"], name="company_met_once_per_activity_and_manner"
            )
        ]
        indexes = [models.Index(fields=["manner", "met_on"], name="met_company_by_manner")]

    def __str__(self) -> str:
        return self.company_name


class FollowUp(Recorded):
    """What was promised at an activity: by whom, until when, and how it ended."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="followups")
    what = models.CharField(_("跟进事项"), max_length=200)
    company_name = models.CharField(_("相关企业"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("责任人"), on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("截止日期"))
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    outcome = models.CharField(_("办理结果"), max_length=300, blank=True)

    SCOPE = Scope("followups", unit="owner__unit", owner="owner")

    class Meta:
        verbose_name = _("跟进事项")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(outcome=""), name="followup_done_with_an_outcome"
            )
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_on__isnull=True), name="followup_open_by_owner"),
            models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="followup_open_by_day"),
        ]

    def __str__(self) -> str:
        return self.what
