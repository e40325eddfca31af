"""Butler works orders (管家工单)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.tickets.fields import body, person
from dianxiaoer.domain.tickets.states import (
    Facility,
    WorksStage,
)
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


class WorksOrder(Recorded):
    """A butler works order (管家工单): need → survey → approval → works → acceptance by the firm. Sizes in metres."""

    unit = body(_("责任机构"))
    owner = person(_("负责人"))
    number = models.CharField(_("编号"), max_length=40, unique=True, editable=False)
    ticket = models.ForeignKey("tickets.Ticket", null=True, blank=True, on_delete=models.PROTECT, related_name="works")
    project = models.ForeignKey(
        Project, verbose_name=_("项目"), null=True, blank=True, on_delete=models.PROTECT, related_name="works"
    )
    company = models.ForeignKey(
        Company, verbose_name=_("企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="works"
    )
    company_name = models.CharField(_("企业名称"), max_length=200, blank=True)
    name = models.CharField(_("工单名称"), max_length=200)
    facility = models.CharField(_("配套类型"), max_length=20, choices=Facility)
    need = models.TextField(_("需求"))
    place = models.CharField(_("地点"), max_length=200, blank=True)
    stage = models.CharField(_("状态"), max_length=20, choices=WorksStage, default=WorksStage.NEEDED)
    needed_on = models.DateField(_("提出日期"))

    surveyed_on = models.DateField(_("勘察日期"), null=True, blank=True)
    survey_note = models.TextField(_("勘察情况"), blank=True)
    length_m = models.DecimalField(_("长(米)"), max_digits=10, decimal_places=2, null=True, blank=True)
    width_m = models.DecimalField(_("宽(米)"), max_digits=8, decimal_places=2, null=True, blank=True)
    estimate_yuan = AmountField(_("估算造价"), null=True, blank=True)
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    approved_yuan = AmountField(_("批准金额"), null=True, blank=True)
    approved_by = person(_("批准人"), null=True, blank=True)
    contractor = models.CharField(_("施工单位"), max_length=200, blank=True)
    started_on = models.DateField(_("开工日期"), null=True, blank=True)
    due_on = models.DateField(_("计划完工"), null=True, blank=True)
    completed_on = models.DateField(_("完工日期"), null=True, blank=True)
    cost_yuan = AmountField(_("实际造价"), null=True, blank=True)
    accepted_on = models.DateField(_("验收日期"), null=True, blank=True)
    accepted_by_name = models.CharField(_("验收人(企业)"), max_length=60, blank=True)
    outcome = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("works", owner="owner")
    FIRM_SCOPE = FirmScope(company="company")

    class Meta:
        verbose_name = _("管家工单")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost_yuan__isnull=True) | Q(cost_yuan__gte=0), name="works_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=(Q(length_m__isnull=True) | Q(length_m__gt=0)) & (Q(width_m__isnull=True) | Q(width_m__gt=0)),
                name="works_size_positive",
            ),
            models.CheckConstraint(
                condition=~Q(stage=WorksStage.ACCEPTED) | Q(accepted_on__isnull=False) & ~Q(accepted_by_name=""),
                name="works_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("owner")),
                name="works_approved_by_another_person",
                violation_error_message=_("工单须由负责人以外的人批准。"),
            ),
        ]
        indexes = [models.Index(fields=["unit", "stage", "-id"], name="works_of_unit")]

    def __str__(self) -> str:
        return self.name
