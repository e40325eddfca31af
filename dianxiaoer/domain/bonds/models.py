"""Special bonds of a project, batch by batch, and what was spent of them."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.bonds.states import BondStage, ReviewLevel
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class BondBatch(Recorded):
    """One batch: spent ≤ issued ≤ approved ≤ applied, held by the database. `spent_yuan` is the sum of its spendings."""

    project = models.ForeignKey(Project, verbose_name=_("项目"), on_delete=models.PROTECT, related_name="bonds")
    number = models.PositiveSmallIntegerField(_("批次"))
    applied_yuan = AmountField(_("申请额度"))
    applied_on = models.DateField(_("申请日期"))
    reviewed_on = models.DateField(_("审核通过日期"), null=True, blank=True)
    review_level = models.CharField(_("审核层级"), max_length=10, choices=ReviewLevel, blank=True)
    approved_yuan = AmountField(_("核定额度"), null=True, blank=True)
    issued_on = models.DateField(_("发行日期"), null=True, blank=True)
    issued_yuan = AmountField(_("发行金额"), null=True, blank=True)
    spent_yuan = AmountField(_("已支出"), default=0, editable=False)
    stage = models.CharField(_("阶段"), max_length=10, choices=BondStage, default=BondStage.APPLIED, editable=False)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("bonds", unit="project__unit", owner="project__owner")

    class Meta:
        verbose_name = _("专项债批次")
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="bond_batch_once_in_a_project"),
            models.CheckConstraint(condition=Q(applied_yuan__gt=0), name="bond_applied_positive"),
            models.CheckConstraint(
                condition=Q(approved_yuan__isnull=True) | Q(approved_yuan__gt=0, approved_yuan__lte=F("applied_yuan")),
                name="bond_approved_within_applied",
                violation_error_message=_("核定额度须大于 0,且不超过申请额度。"),
            ),
            models.CheckConstraint(
                condition=Q(issued_yuan__isnull=True) | Q(issued_yuan__gt=0, issued_yuan__lte=F("approved_yuan")),
                name="bond_issued_within_approved",
                violation_error_message=_("发行金额须大于 0,且不超过核定额度。"),
            ),
            models.CheckConstraint(
                condition=Q(spent_yuan=0) | Q(spent_yuan__gt=0, spent_yuan__lte=F("issued_yuan")),
                name="bond_spent_within_issued",
                violation_error_message=_("累计支出不能超过发行金额。"),
            ),
        ]
        indexes = [models.Index(fields=["-applied_on", "-id"], name="bond_newest")]

    def __str__(self) -> str:
        return str(_("第%(number)s批专项债") % {"number": self.number})

    @property
    def use_rate(self) -> Decimal | None:
        """Spent ÷ issued; None before issue."""
        return self.spent_yuan / self.issued_yuan if self.issued_yuan else None


class BondSpending(Recorded):
    """One payment out of a batch. Rows are added, never edited."""

    batch = models.ForeignKey(BondBatch, on_delete=models.PROTECT, related_name="spendings")
    spent_on = models.DateField(_("支出日期"))
    amount_yuan = AmountField(_("支出金额"))
    note = models.CharField(_("用途"), max_length=200, blank=True)

    SCOPE = Scope("bonds", unit="batch__project__unit", owner="batch__project__owner")

    class Meta:
        verbose_name = _("债券支出")
        ordering = ["-spent_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="bond_spending_positive")]

    def __str__(self) -> str:
        return f"{self.spent_on}"
