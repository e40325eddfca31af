"""A project and what hangs on it: phases, contract money, signings, evidence, claims of stages, promises, progress."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.states import (
    DUE_DATES,
    LADDER,
    STAGE_DATES,
    ChangeKind,
    ClaimStatus,
    EvidenceKind,
    ObligationKind,
    QuantityKey,
    RequirementKind,
    Stage,
    Status,
    StrategicField,
    VerifyMethod,
)
from dianxiaoer.domain.reference.models import Chain
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope

HANGING = Scope("projects", unit="project__unit", owner="project__owner")


def person(label: object, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options
    )


class Project(Recorded):
    """One project, counted once for life. `contracted_yuan` is the sum of its ContractChange rows, `recognised_yuan`
    of its recognised receipts; both are written only by the actions that add those rows, under a lock."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="projects")
    owner = person(_("负责人"))
    sponsor_leader = person(_("牵头领导"), null=True, blank=True)
    code = models.CharField(_("项目编号"), max_length=40, unique=True, editable=False)
    national_code = models.CharField(
        _("投资项目统一代码"), max_length=30, blank=True, help_text=_("如 2405-410108-04-01-123456")
    )
    name = models.CharField(_("项目名称"), max_length=200)
    company = models.ForeignKey(
        Company,
        verbose_name=_("企业"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    investor_name = models.CharField(_("投资方"), max_length=200, blank=True)
    industry_code = models.CharField(_("行业代码"), max_length=5, blank=True, help_text=_("GB/T 4754,按投产后的产品填"))
    chain = models.ForeignKey(
        Chain,
        verbose_name=_("产业链"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    strategic_field = models.CharField(
        _("战略性新兴产业"), max_length=1, blank=True, choices=[("", _("不属于")), *StrategicField.choices]
    )
    zone = models.CharField(_("落地位置"), max_length=120, blank=True)
    content = models.TextField(_("建设内容"), blank=True)

    signed_on = models.DateField(_("签约日期"))
    performed_on = models.DateField(_("履约日期"), null=True, blank=True)
    started_on = models.DateField(_("开工日期"), null=True, blank=True)
    library_on = models.DateField(_("入库日期"), null=True, blank=True)
    completed_on = models.DateField(_("竣工日期"), null=True, blank=True)
    commissioned_on = models.DateField(_("投产日期"), null=True, blank=True)
    at_capacity_on = models.DateField(_("达产日期"), null=True, blank=True)
    due_perform_on = models.DateField(_("计划履约日期"), null=True, blank=True)
    due_start_on = models.DateField(_("计划开工日期"), null=True, blank=True)
    due_library_on = models.DateField(_("计划入库日期"), null=True, blank=True)
    due_complete_on = models.DateField(_("计划竣工日期"), null=True, blank=True)
    due_commission_on = models.DateField(_("计划投产日期"), null=True, blank=True)
    due_capacity_on = models.DateField(_("计划达产日期"), null=True, blank=True)

    contracted_yuan = AmountField(_("合同引资额"), default=0, editable=False)
    recognised_yuan = AmountField(_("累计到位资金"), default=0, editable=False)

    stage = models.CharField(_("阶段"), max_length=20, choices=Stage, default=Stage.SIGNED, editable=False)
    status = models.CharField(_("状态"), max_length=20, choices=Status, default=Status.ACTIVE, editable=False)
    status_reason = models.CharField(_("状态原因"), max_length=300, blank=True)
    status_on = models.DateField(_("状态日期"), null=True, blank=True)

    SCOPE = Scope("projects", owner="owner")

    class Meta:
        verbose_name = _("项目")
        constraints = [
            models.CheckConstraint(condition=Q(contracted_yuan__gte=0), name="project_contract_not_negative"),
            models.CheckConstraint(condition=Q(recognised_yuan__gte=0), name="project_recognised_not_negative"),
            models.CheckConstraint(
                condition=Q(recognised_yuan__lte=F("contracted_yuan")),
                name="project_recognised_within_contract",
                violation_error_message=_("累计认定到位资金超过合同额:请先登记增资,再认定到位资金。"),
            ),
            models.CheckConstraint(
                condition=Q(national_code__regex=r"^([0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6})?$"),
                name="project_national_code_shape",
                violation_error_message=_("投资项目统一代码应为 4-6-2-2-6 位数字,如 2405-410108-04-01-123456。"),
            ),
            models.UniqueConstraint(
                fields=["unit", "national_code"],
                condition=~Q(national_code=""),
                name="project_national_code_once_in_a_unit",
                violation_error_message=_("本机构已有项目使用这个投资项目统一代码:同一项目不重复登记。"),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ACTIVE) | (~Q(status_reason="") & Q(status_on__isnull=False)),
                name="project_status_has_reason_and_date",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "stage", "-contracted_yuan", "-id"], name="project_stage_amount"),
            models.Index(fields=["unit", "signed_on"], name="project_signed"),
            models.Index(fields=["unit", "started_on"], name="project_started"),
            models.Index(fields=["-contracted_yuan", "-id"], name="project_amount"),
            models.Index(fields=["-signed_on", "-id"], name="project_newest"),
            models.Index(fields=["due_start_on"], condition=Q(started_on__isnull=True), name="project_to_start"),
            models.Index(
                fields=["due_commission_on"], condition=Q(commissioned_on__isnull=True), name="project_to_commission"
            ),
        ]

    def search_texts(self) -> list[str]:
        """What the project is found by."""
        return [self.name, self.investor_name, self.code, self.national_code]

    def __str__(self) -> str:
        return self.name

    @property
    def next_stages(self) -> list[str]:
        """Stages it may claim from where it stands, nearest first."""
        place = LADDER.index(self.stage)
        ahead = list(LADDER[place + 1 : place + 2])
        if self.stage == Stage.STARTED:
            ahead.append(Stage.COMPLETED)
        if place > LADDER.index(Stage.IN_LIBRARY) and self.library_on is None:
            ahead.append(Stage.IN_LIBRARY)  # 入库 is a dated mark too: papers often arrive after the building stands
        return ahead

    @property
    def may_advance(self) -> bool:
        return self.status in {Status.ACTIVE, Status.DELAYED}

    def stage_date(self, stage: str) -> date | None:
        return getattr(self, STAGE_DATES[stage])

    def planned_date(self, stage: str) -> date | None:
        """The day the stage is planned for; None when none is (a project is signed before it is planned)."""
        return getattr(self, DUE_DATES[stage]) if stage in DUE_DATES else None

    @property
    def received_share(self) -> Decimal | None:
        """Recognised ÷ contracted (资金到位率); None without a contract amount."""
        return self.recognised_yuan / self.contracted_yuan if self.contracted_yuan else None


class Phase(Recorded):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField(_("期次"))
    name = models.CharField(_("名称"), max_length=200)
    planned_yuan = AmountField(_("计划投资"), null=True, blank=True)
    content = models.TextField(_("建设内容"), blank=True)
    due_start_on = models.DateField(_("计划开工日期"), null=True, blank=True)
    due_commission_on = models.DateField(_("计划投产日期"), null=True, blank=True)
    started_on = models.DateField(_("实际开工日期"), null=True, blank=True)
    commissioned_on = models.DateField(_("实际投产日期"), null=True, blank=True)
    note = models.CharField(_("进展说明"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("分期")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="phase_number_once_in_a_project"),
            models.CheckConstraint(
                condition=Q(planned_yuan__isnull=True) | Q(planned_yuan__gte=0), name="phase_plan_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContractChange(Recorded):
    """The contract amount as it came about: the first agreement, then increments only. Rows are added, never edited."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contract_changes")
    kind = models.CharField(_("类型"), max_length=10, choices=ChangeKind)
    amount_yuan = AmountField(_("增减额"))
    changed_on = models.DateField(_("日期"))
    currency = models.CharField(_("原币种"), max_length=3, default="CNY")
    foreign_amount = models.DecimalField(_("外币金额"), max_digits=18, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(_("汇率"), max_digits=12, decimal_places=6, null=True, blank=True)
    rate_on = models.DateField(_("汇率日期"), null=True, blank=True)
    note = models.CharField(_("依据"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("合同额变动")
        ordering = ["changed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(kind=ChangeKind.INITIAL), name="contract_signed_first_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.INITIAL, amount_yuan__gte=0)
                | Q(kind=ChangeKind.INCREASE, amount_yuan__gt=0)
                | Q(kind=ChangeKind.DECREASE, amount_yuan__lt=0),
                name="contract_change_sign_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(currency="CNY")
                | Q(foreign_amount__isnull=False, rate__isnull=False, rate__gt=0, rate_on__isnull=False),
                name="contract_foreign_has_rate_and_date",
            ),
        ]
        indexes = [models.Index(fields=["changed_on"], name="contract_change_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.changed_on}"


class SigningRecord(Recorded):
    """A ceremony at which the project was signed or shown: a log line, never a count."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="signings")
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("活动"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signings",
    )
    occasion = models.CharField(_("场合"), max_length=200, blank=True)
    signed_on = models.DateField(_("签约日期"))
    announced_yuan = AmountField(_("现场公布金额"), null=True, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("签约记录")
        ordering = ["signed_on", "id"]

    def __str__(self) -> str:
        return f"{self.occasion} {self.signed_on}".strip()


class Evidence(Recorded):
    """A stored paper or photo. The file lies under its SHA-256 (kernel.files); the row says what it proves."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evidence")
    phase = models.ForeignKey(
        Phase, verbose_name=_("分期"), null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(_("材料种类"), max_length=20, choices=EvidenceKind)
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("校验值"), max_length=64, editable=False)
    size_bytes = models.PositiveBigIntegerField(editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    uploaded_by = person(_("上传人"), editable=False)
    taken_on = models.DateField(_("形成或拍摄日期"), null=True, blank=True)
    place = models.CharField(_("拍摄地点"), max_length=120, blank=True)
    discarded_on = models.DateField(_("移除日期"), null=True, blank=True, editable=False)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("佐证材料")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "sha256"],
                condition=Q(discarded_on__isnull=True),
                name="evidence_file_once_for_a_kind",
                violation_error_message=_("这份文件已作为同一种材料上传过。"),
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evidence_has_a_hash"),
        ]

    def __str__(self) -> str:
        return self.name


class StageClaim(Recorded):
    """One person says a stage is reached and shows papers; another person finds it so, or not."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="claims")
    stage = models.CharField(_("申报阶段"), max_length=20, choices=Stage)
    reached_on = models.DateField(_("达到日期"))
    note = models.CharField(_("说明"), max_length=300, blank=True)
    evidence = models.ManyToManyField(Evidence, verbose_name=_("佐证材料"), related_name="claims", blank=True)
    requirements = models.JSONField(_("申报时适用的要求"), default=list, editable=False)
    status = models.CharField(_("状态"), max_length=20, choices=ClaimStatus, default=ClaimStatus.PENDING)
    claimed_by = person(_("申报人"))
    claimed_on = models.DateField(_("申报日期"))
    decided_by = person(_("核实人"), null=True, blank=True)
    decided_on = models.DateField(_("核实日期"), null=True, blank=True)
    method = models.CharField(_("核实方式"), max_length=10, choices=VerifyMethod, blank=True)
    decision_note = models.CharField(_("核实意见"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("阶段申报")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(status=ClaimStatus.PENDING), name="claim_one_pending_a_project"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("claimed_by")),
                name="claim_decided_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ClaimStatus.VERIFIED, ClaimStatus.REJECTED])
                | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="claim_decision_is_signed",
            ),
        ]
        indexes = [models.Index(fields=["status", "claimed_on"], name="claim_queue")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.reached_on}"


class StageRequirement(Recorded):
    """What a stage asks for in one office: a filled field or a kind of evidence. Offices without rows use the shipped
    ones (projects.requirements). Rows of the same non-zero `group` are alternatives: any one will do."""

    unit = models.ForeignKey(Unit, verbose_name=_("机构"), on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(_("阶段"), max_length=20, choices=Stage)
    kind = models.CharField(_("种类"), max_length=10, choices=RequirementKind)
    key = models.CharField(_("项目"), max_length=40)
    group = models.PositiveSmallIntegerField(_("任选组"), default=0, help_text=_("0 表示必须;同组任选其一"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)

    SCOPE = Scope("requirements")

    class Meta:
        verbose_name = _("阶段要求")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "stage", "kind", "key"], name="requirement_once_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.label}"

    @property
    def label(self) -> str:
        """The field or the paper asked for, in words."""
        if self.kind == RequirementKind.EVIDENCE:
            return str(EvidenceKind(self.key).label)
        return str(Project._meta.get_field(self.key).verbose_name)


class Obligation(Recorded):
    """A promise of the agreement (对赌): how much by when, what came, what is short."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="obligations")
    kind = models.CharField(_("承诺事项"), max_length=12, choices=ObligationKind)
    promised = models.DecimalField(_("承诺数"), max_digits=18, decimal_places=2)
    due_on = models.DateField(_("到期日期"))
    achieved = models.DecimalField(_("完成数"), max_digits=18, decimal_places=2, default=0)
    achieved_on = models.DateField(_("完成情况截至"), null=True, blank=True)
    consequence = models.CharField(_("未完成的约定后果"), max_length=300, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("履约承诺")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(promised__gt=0), name="obligation_promise_positive"),
            models.CheckConstraint(condition=Q(achieved__gte=0), name="obligation_achieved_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"

    @property
    def shortfall(self) -> Decimal:
        return max(self.promised - self.achieved, self.promised * 0)

    @property
    def is_money(self) -> bool:
        return self.kind != ObligationKind.JOBS


class InvestmentDone(Recorded):
    """Completed investment of one reporting period: the increment since the row before, so that rows add up."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="investment")
    phase = models.ForeignKey(
        Phase, verbose_name=_("分期"), null=True, blank=True, on_delete=models.PROTECT, related_name="investment"
    )
    through_on = models.DateField(_("截至日期"))
    amount_yuan = AmountField(_("本期完成投资"))
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("完成投资")
        ordering = ["-through_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "phase", "through_on"],
                name="investment_once_a_phase_and_day",
            ),
            models.UniqueConstraint(
                fields=["project", "through_on"],
                condition=Q(phase__isnull=True),
                name="investment_once_a_day",
                violation_error_message=_("这个截至日期的完成投资已经登记。"),
            ),
        ]
        indexes = [models.Index(fields=["through_on"], name="investment_day")]

    def __str__(self) -> str:
        return f"{self.through_on}"


class InvestmentPlan(Recorded):
    """How much of the investment should be done by a day, from the beginning on. Between two rows the plan runs evenly."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="investment_plan")
    through_on = models.DateField(_("截至日期"))
    planned_yuan = AmountField(_("累计计划投资"))
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("投资计划")
        ordering = ["through_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "through_on"],
                name="investment_planned_once_a_day",
                violation_error_message=_("这个截至日期已有投资计划。"),
            ),
            models.CheckConstraint(condition=Q(planned_yuan__gte=0), name="investment_plan_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.through_on}"


class Quantity(Recorded):
    """A planned and an actual figure that is not money put in: capacity in MW, yearly output, buildings …"""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="quantities")
    phase = models.ForeignKey(
        Phase, verbose_name=_("分期"), null=True, blank=True, on_delete=models.PROTECT, related_name="quantities"
    )
    key = models.CharField(_("指标"), max_length=40, help_text=_("如 capacity_mw、output_yuan、buildings"))
    label = models.CharField(_("名称"), max_length=60, blank=True)
    unit = models.CharField(_("计量单位"), max_length=20)
    planned_low = models.DecimalField(_("计划下限"), max_digits=18, decimal_places=2, null=True, blank=True)
    planned_high = models.DecimalField(_("计划上限"), max_digits=18, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(_("实际"), max_digits=18, decimal_places=2, null=True, blank=True)
    actual_on = models.DateField(_("实际截至"), null=True, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("数量指标")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "phase", "key"], name="quantity_once_a_phase"),
            models.UniqueConstraint(
                fields=["project", "key"], condition=Q(phase__isnull=True), name="quantity_once_a_project"
            ),
            models.CheckConstraint(
                condition=Q(planned_low__isnull=True)
                | Q(planned_high__isnull=True)
                | Q(planned_low__lte=F("planned_high")),
                name="quantity_plan_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        known = dict(QuantityKey.choices)
        return self.label or str(known.get(self.key, self.key))
