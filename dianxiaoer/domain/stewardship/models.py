"""Who looks after whom: officials on the roster, firms as stewardship weighs them, assignments, rules, plans."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.stewardship.states import PlanState, Sector, Size, StewardRole
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Official(Recorded):
    """A person on the roster of a unit. Linked to an account when the person has one; leaders often have none.

    x_km, y_km: where the person sets out, in the local plane; expertise: words separated by 、.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("系统账号"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="stewardships",
    )  # fmt: skip
    name = models.CharField(_("姓名"), max_length=60)
    position = models.CharField(_("职务"), max_length=60, blank=True)
    is_leader = models.BooleanField(_("领导"), default=False)
    expertise = models.CharField(_("专长"), max_length=200, blank=True, help_text=_("用顿号隔开,如:融资、用工"))
    x_km = models.DecimalField(_("X坐标(km)"), max_digits=9, decimal_places=3, default=0)
    y_km = models.DecimalField(_("Y坐标(km)"), max_digits=9, decimal_places=3, default=0)
    lower = models.PositiveIntegerField(_("最少户数"), default=0)
    upper = models.PositiveIntegerField(_("最多户数"), default=60)
    share = models.DecimalField(_("分担比例"), max_digits=4, decimal_places=2, default=1, help_text=_("兼职者可小于 1"))
    is_active = models.BooleanField(_("在任"), default=True)

    SCOPE = Scope("stewardship", owner="user")

    class Meta:
        verbose_name = _("包联人")
        constraints = [
            models.UniqueConstraint(fields=["unit", "name", "position"], name="official_once_on_a_roster"),
            models.CheckConstraint(condition=Q(lower__lte=F("upper")), name="official_lower_within_upper"),
            models.CheckConstraint(condition=Q(share__gt=0), name="official_share_positive"),
        ]

    def __str__(self) -> str:
        return self.name

    def full_name(self) -> str:
        """The name with the position, which tells two of one name apart."""
        return f"{self.name}({self.position})" if self.position else self.name


class FirmProfile(Recorded):
    """A firm as stewardship weighs it, worked out from its file: sector from the industry, size from facts with a date.

    revenue_yuan, staff: what the size was read from (None: nothing on file, the size is an estimate).
    """

    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="steward_profile")
    sector = models.CharField(_("三次产业"), max_length=10, choices=Sector, default=Sector.UNKNOWN)
    size = models.CharField(_("规模"), max_length=10, choices=Size, default=Size.MICRO)
    weight = models.DecimalField(_("工作量权重"), max_digits=6, decimal_places=2, default=1)
    revenue_yuan = AmountField(_("营业收入"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("从业人员"), null=True, blank=True)
    is_estimated = models.BooleanField(_("规模为估计"), default=True)
    needs = models.CharField(_("诉求专长"), max_length=200, blank=True, help_text=_("用顿号隔开"))
    x_km = models.DecimalField(_("X坐标(km)"), max_digits=9, decimal_places=3, null=True, blank=True)
    y_km = models.DecimalField(_("Y坐标(km)"), max_digits=9, decimal_places=3, null=True, blank=True)
    as_of = models.DateField(_("截至日期"))

    SCOPE = Scope("stewardship", unit="company__unit", owner="company__owner")

    class Meta:
        verbose_name = _("企业包联口径")
        constraints = [models.CheckConstraint(condition=Q(weight__gt=0), name="firm_weight_positive")]
        indexes = [models.Index(fields=["sector", "size"], name="firm_profile_by_kind")]

    def __str__(self) -> str:
        return f"{self.company}"


class SizeBand(Recorded):
    """From which yearly revenue a firm counts as of a size, and the work it weighs: a dated row with its source."""

    size = models.CharField(_("规模"), max_length=10, choices=Size)
    least_yuan = AmountField(_("营业收入下限"), default=0)
    weight = models.DecimalField(_("工作量权重"), max_digits=6, decimal_places=2)
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=300)

    SCOPE = Scope("stewardship", unit="")

    class Meta:
        verbose_name = _("规模档")
        constraints = [models.UniqueConstraint(fields=["size", "since_on"], name="size_band_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_size_display()} ≥ {self.least_yuan}"


class RoleRule(Recorded):
    """Whether a firm has at most one active steward of a role, in a unit and below: a dated row with its source."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("适用机构"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("角色"), max_length=20, choices=StewardRole)
    is_sole = models.BooleanField(_("每家只能一人"))
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=300)

    SCOPE = Scope("stewardship", unit="")

    class Meta:
        verbose_name = _("包联规则")
        constraints = [
            models.UniqueConstraint(fields=["unit", "role", "since_on"], name="role_rule_once_a_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")), name="role_rule_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.since_on}"


class SectorMinimum(Recorded):
    """At least how many firms of a sector each official of a role looks after (so that nobody has one kind alone), in a unit
    and below, from a day on. official: for this one only. minimum 0 lifts an earlier row."""

    unit = models.ForeignKey(Unit, verbose_name=_("适用机构"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("角色"), max_length=20, choices=StewardRole)
    sector = models.CharField(_("三次产业"), max_length=10, choices=Sector)
    official = models.ForeignKey(
        Official, verbose_name=_("包联人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    minimum = models.PositiveIntegerField(_("至少户数"))
    since_on = models.DateField(_("起"))
    source = models.CharField(_("依据"), max_length=300)

    SCOPE = Scope("stewardship")

    class Meta:
        verbose_name = _("行业搭配")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "role", "sector", "since_on"],
                condition=Q(official__isnull=True),
                name="sector_minimum_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["unit", "role", "sector", "official", "since_on"],
                condition=Q(official__isnull=False),
                name="sector_minimum_of_one_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.get_sector_display()} ≥ {self.minimum}"


class Plan(Recorded):
    """A set handed to the optimiser and what came back. input, result: exactly the documents of the planning format.

    before: official id → firms and weight when it was adopted; after: the same once adopted.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("编制人"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("方案名称"), max_length=120)
    role = models.CharField(_("角色"), max_length=20, choices=StewardRole)
    programme = models.CharField(_("专项"), max_length=60, blank=True)
    input = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True, verbose_name=_("求解结果"))
    firm_count = models.PositiveIntegerField(_("企业(户)"), default=0)
    official_count = models.PositiveIntegerField(_("包联人(名)"), default=0)
    state = models.CharField(_("状态"), max_length=10, choices=PlanState, default=PlanState.DRAFT)
    problem = models.TextField(_("未能求解的原因"), blank=True)
    adopted_on = models.DateField(_("采用日期"), null=True, blank=True)
    change_count = models.PositiveIntegerField(_("更换(户)"), default=0)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    SCOPE = Scope("stewardship", owner="owner")

    class Meta:
        verbose_name = _("包联方案")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(adopted_on__isnull=False, result__isnull=False),
                name="plan_adopted_with_a_result",
            )
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="steward_plan_of_unit")]

    def __str__(self) -> str:
        return self.title


class Assignment(Recorded):
    """One official looks after one firm in one role, from a day until a day. Without an end it is in force."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(
        Official, verbose_name=_("包联人"), on_delete=models.PROTECT, related_name="assignments"
    )
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="stewards")
    role = models.CharField(_("角色"), max_length=20, choices=StewardRole)
    programme = models.CharField(_("专项"), max_length=60, blank=True, help_text=_("如:万人助万企"))
    is_sole = models.BooleanField(_("每家只能一人"), default=True, editable=False)
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)
    reason = models.CharField(_("包联理由"), max_length=200)
    end_reason = models.CharField(_("结束理由"), max_length=200, blank=True)
    plan = models.ForeignKey(
        Plan, verbose_name=_("出自方案"), null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )

    SCOPE = Scope("stewardship", owner="official__user")

    class Meta:
        verbose_name = _("包联")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "role"],
                condition=Q(until_on__isnull=True, is_sole=True),
                name="one_active_steward_of_a_role",
            ),
            models.UniqueConstraint(
                fields=["company", "role", "official"],
                condition=Q(until_on__isnull=True),
                name="steward_once_for_a_firm_in_a_role",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="stewardship_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | ~Q(end_reason=""), name="stewardship_ends_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-since_on", "-id"], name="stewardship_of_unit"),
            models.Index(fields=["official", "role"], condition=Q(until_on__isnull=True), name="stewardship_in_force"),
            models.Index(fields=["-since_on", "-id"], name="stewardship_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.official} · {self.company}"
