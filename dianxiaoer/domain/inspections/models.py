"""Inspections: the year's plan, each filing with its officers and bodies, the counter the cap is held against, ratings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.inspections.states import (
    ExemptReason,
    FilingStage,
    InspectionKind,
    Level,
    PlanStage,
    Result,
)
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


class InspectionPlan(Recorded):
    """What a body means to inspect in a year: filed, then published on the firm's side."""

    unit = models.ForeignKey(Unit, verbose_name=_("检查机关"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("计划名称"), max_length=120)
    basis = models.TextField(_("法定依据"))
    note = models.TextField(_("说明"), blank=True)
    stage = models.CharField(_("状态"), max_length=10, choices=PlanStage, default=PlanStage.DRAFT)
    published_at = models.DateTimeField(_("公布时间"), null=True, blank=True)

    SCOPE = Scope("inspection_plans")

    class Meta:
        verbose_name = _("检查计划")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "title"], name="inspection_plan_once_a_year"),
            models.CheckConstraint(
                condition=~Q(stage="published") | Q(published_at__isnull=False), name="published_plan_has_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["stage", "-year", "-id"], name="inspection_plan_published")]

    def __str__(self) -> str:
        return self.title


class PlanLine(Recorded):
    """One line of a year's plan: which firms, which matters, when, how often."""

    plan = models.ForeignKey(InspectionPlan, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(_("类型"), max_length=10, choices=InspectionKind)
    target = models.CharField(_("检查对象"), max_length=200)
    items = models.CharField(_("检查事项"), max_length=300)
    months = models.CharField(_("时间安排"), max_length=60)
    times = models.PositiveSmallIntegerField(_("每家每年(次)"), default=1)

    SCOPE = Scope("inspection_plans", unit="plan__unit")

    class Meta:
        verbose_name = _("检查计划事项")
        constraints = [models.CheckConstraint(condition=Q(times__gte=1), name="plan_line_at_least_once")]

    def __str__(self) -> str:
        return f"{self.target} {self.items}"[:200]


class FrequencyCap(Recorded):
    """How often a body may inspect one firm in a year: a dated row with its source, for a unit's tree or one body."""

    unit = models.ForeignKey(Unit, verbose_name=_("适用机构"), on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(
        Unit, verbose_name=_("检查机关"), null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("不填为适用机构下的每个机关"),
    )  # fmt: skip
    per_year = models.PositiveSmallIntegerField(_("每家每年至多(次)"))
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=300)

    SCOPE = Scope("caps")

    class Meta:
        verbose_name = _("检查频次上限")
        constraints = [
            models.UniqueConstraint(fields=["unit", "body", "since_on"], name="frequency_cap_once_a_day"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")), name="cap_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body or self.unit} {self.per_year}"


class FrequencyCounter(models.Model):
    """Counted inspections of a firm by a body in a year. The database itself refuses one more than allowed."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    used = models.PositiveSmallIntegerField(_("已用(次)"), default=0)
    allowed = models.PositiveSmallIntegerField(_("上限(次)"))

    SCOPE = Scope("inspections", unit="body")

    class Meta:
        verbose_name = _("检查次数")
        constraints = [
            models.UniqueConstraint(fields=["company", "body", "year"], name="one_counter_for_a_firm_and_year"),
            models.CheckConstraint(condition=Q(used__lte=F("allowed")), name="inspections_within_the_cap"),
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.body} {self.year}: {self.used}/{self.allowed}"


class Filing(Recorded):
    """One inspection, filed before it takes place, followed until its result. `unit`: the body that leads it.

    in_*, out_*: the two scans, each one moment and at most one position in degrees, or the reason there is none.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("检查机关"), on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("备案人"), on_delete=models.PROTECT, related_name="+"
    )
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="inspections")
    plan = models.ForeignKey(
        InspectionPlan,
        verbose_name=_("年度计划"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="filings",
    )
    kind = models.CharField(_("类型"), max_length=10, choices=InspectionKind)
    basis = models.TextField(_("法定依据"))
    items = models.TextField(_("检查事项"))
    planned_on = models.DateField(_("计划日期"))
    exempt = models.CharField(_("例外理由"), max_length=12, choices=ExemptReason, blank=True)
    exempt_note = models.CharField(_("例外说明"), max_length=300, blank=True)
    officer_count = models.PositiveSmallIntegerField(_("检查人员(人)"))
    filed_at = models.DateTimeField(_("备案时间"))

    stage = models.CharField(_("阶段"), max_length=10, choices=FilingStage, default=FilingStage.FILED)
    code = models.ForeignKey(
        ServiceCode, verbose_name=_("服务码"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    no_code_reason = models.CharField(_("未扫码的原因"), max_length=200, blank=True)
    in_at = models.DateTimeField(_("入企时间"), null=True, blank=True)
    in_latitude = models.DecimalField(_("入企纬度"), max_digits=8, decimal_places=5, null=True, blank=True)
    in_longitude = models.DecimalField(_("入企经度"), max_digits=8, decimal_places=5, null=True, blank=True)
    in_no_position = models.CharField(_("入企未定位的原因"), max_length=200, blank=True)
    out_at = models.DateTimeField(_("离开时间"), null=True, blank=True)
    out_latitude = models.DecimalField(_("离开纬度"), max_digits=8, decimal_places=5, null=True, blank=True)
    out_longitude = models.DecimalField(_("离开经度"), max_digits=8, decimal_places=5, null=True, blank=True)
    out_no_position = models.CharField(_("离开未定位的原因"), max_length=200, blank=True)
    result = models.CharField(_("检查结果"), max_length=10, choices=Result, blank=True)
    result_note = models.TextField(_("结果说明"), blank=True)
    rectify_by = models.DateField(_("整改期限"), null=True, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    joined_into = models.ForeignKey(
        "self", verbose_name=_("并入的联合检查"), null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    SCOPE = Scope("inspections", owner="owner")
    FIRM_SCOPE = FirmScope(company="company")

    class Meta:
        verbose_name = _("检查备案")
        constraints = [
            models.CheckConstraint(condition=Q(officer_count__gte=2), name="filing_has_two_officers"),
            models.CheckConstraint(condition=Q(exempt="") | ~Q(exempt_note=""), name="exempt_filing_says_why"),
            models.CheckConstraint(
                condition=Q(in_at__isnull=True)
                | Q(in_latitude__isnull=False, in_longitude__isnull=False)
                | ~Q(in_no_position=""),
                name="scan_in_has_a_position_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(out_at__isnull=True)
                | Q(out_latitude__isnull=False, out_longitude__isnull=False)
                | ~Q(out_no_position=""),
                name="scan_out_has_a_position_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(out_at__isnull=True) | Q(in_at__isnull=False, out_at__gte=F("in_at")),
                name="left_after_coming",
            ),
            models.CheckConstraint(
                condition=Q(in_at__isnull=True) | Q(code__isnull=False) | ~Q(no_code_reason=""),
                name="entered_by_code_or_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-planned_on", "-id"], name="filing_of_unit"),
            models.Index(fields=["company", "-planned_on"], name="filing_at_a_firm"),
            models.Index(fields=["-planned_on", "-id"], name="filing_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.company}"

    @property
    def number(self) -> str:
        """What both sides call it: JC2024-000007."""
        return f"JC{self.planned_on.year}-{self.pk:06d}" if self.pk else ""

    @property
    def is_over(self) -> bool:
        return self.stage in {FilingStage.LEFT, FilingStage.CONCLUDED}

    def position_in(self) -> str:
        return _place(self.in_latitude, self.in_longitude)

    def position_out(self) -> str:
        return _place(self.out_latitude, self.out_longitude)


class FilingBody(Recorded):
    """A body taking part in an inspection. is_counted: it took one of the body's inspections of the firm that year."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="bodies")
    body = models.ForeignKey(Unit, verbose_name=_("检查机关"), on_delete=models.PROTECT, related_name="+")
    is_counted = models.BooleanField(_("计入上限"), default=False)

    SCOPE = Scope("inspections", unit="filing__unit", owner="filing__owner")

    class Meta:
        verbose_name = _("参加机关")
        constraints = [models.UniqueConstraint(fields=["filing", "body"], name="body_once_in_an_inspection")]

    def __str__(self) -> str:
        return f"{self.body}"


class FilingOfficer(Recorded):
    """An officer of an inspection with the number of the enforcement certificate."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="officers")
    name = models.CharField(_("姓名"), max_length=60)
    certificate = models.CharField(_("执法证号"), max_length=40)
    body = models.ForeignKey(Unit, verbose_name=_("检查机关"), on_delete=models.PROTECT, related_name="+")

    SCOPE = Scope("inspections", unit="filing__unit", owner="filing__owner")

    class Meta:
        verbose_name = _("检查人员")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "certificate"], name="certificate_once_in_an_inspection"),
            models.CheckConstraint(condition=~Q(certificate="") & ~Q(name=""), name="officer_has_a_certificate"),
        ]

    def __str__(self) -> str:
        return self.name


class LeftDocument(Recorded):
    """A paper left at the firm, kept as a file both sides can open."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("文书名称"), max_length=120)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField(default=0)
    content_type = models.CharField(max_length=100)

    SCOPE = Scope("inspections", unit="filing__unit", owner="filing__owner")
    FIRM_SCOPE = FirmScope(company="filing__company")

    class Meta:
        verbose_name = _("留下的文书")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class InspectionRating(models.Model):
    """A firm's rating of an inspection. Nothing leads from here to who rated: no firm, no inspection, no moment, no event.

    seal: a keyed hash of inspection and rater; it stops a second rating and tells nothing without the key.
    unit: the body inspected; only supervisors above it see rows, the body itself sees sums of several.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("检查机关"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=10, choices=InspectionKind)
    level = models.PositiveSmallIntegerField(_("总体评价"), choices=Level)
    aspects = models.JSONField(_("分项评价"), default=dict, blank=True)
    text = models.CharField(_("意见"), max_length=500, blank=True)
    rated_month = models.DateField(_("评价月份"))
    seal = models.CharField(max_length=64, unique=True, editable=False)

    SCOPE = Scope("inspection_ratings")

    class Meta:
        verbose_name = _("检查评价")
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="inspection_rating_level_of_five")
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}"


def _place(latitude: object, longitude: object) -> str:
    return f"{latitude}, {longitude}" if latitude is not None and longitude is not None else ""
