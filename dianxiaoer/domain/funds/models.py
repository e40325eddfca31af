"""Receipts: money, equipment or other assets an investor put into a project."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.funds.states import Origin, ReceiptKind, ReceiptStatus
from dianxiaoer.domain.projects.models import Evidence, Phase, Project
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Receipt(Recorded):
    """One receipt. `origin` is derived from the investor's region; the sum of recognised rows is kept on the project."""

    project = models.ForeignKey(Project, verbose_name=_("项目"), on_delete=models.PROTECT, related_name="receipts")
    phase = models.ForeignKey(
        Phase, verbose_name=_("分期"), null=True, blank=True, on_delete=models.PROTECT, related_name="receipts"
    )
    investor_name = models.CharField(_("投资方"), max_length=200)
    kind = models.CharField(_("资金种类"), max_length=20, choices=ReceiptKind)
    received_on = models.DateField(_("到位日期"))

    amount_yuan = AmountField(_("到位金额"))
    currency = models.CharField(_("币种"), max_length=3, default="CNY")
    foreign_amount = models.DecimalField(_("外币金额"), max_digits=18, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(_("汇率"), max_digits=12, decimal_places=6, null=True, blank=True)
    rate_on = models.DateField(_("汇率日期"), null=True, blank=True)

    origin_region_code = models.CharField(
        _("来源地代码"), max_length=12, blank=True, help_text=_("投资方所在地的行政区划代码(GB/T 2260),境外可空")
    )
    origin_country = models.CharField(_("来源国家或地区"), max_length=2, default="CN", help_text=_("ISO 3166 两位代码"))
    origin = models.CharField(_("资金来源"), max_length=20, choices=Origin, editable=False)
    evidence = models.ManyToManyField(Evidence, verbose_name=_("佐证材料"), related_name="receipts", blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    status = models.CharField(_("状态"), max_length=12, choices=ReceiptStatus, default=ReceiptStatus.CLAIMED)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("申报人"), on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("认定人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recognised_yuan = AmountField(_("认定金额"), null=True, blank=True)
    recognised_on = models.DateField(_("认定日期"), null=True, blank=True)
    reject_reason = models.CharField(_("不予认定原因"), max_length=300, blank=True)

    SCOPE = Scope("receipts", unit="project__unit", owner="project__owner")

    class Meta:
        verbose_name = _("到位资金")
        ordering = ["-received_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="receipt_amount_positive"),
            models.CheckConstraint(
                condition=Q(status=ReceiptStatus.RECOGNISED, recognised_yuan__gt=0, recognised_on__isnull=False)
                | (~Q(status=ReceiptStatus.RECOGNISED) & Q(recognised_yuan__isnull=True)),
                name="receipt_recognised_has_amount_and_day",
            ),
            models.CheckConstraint(
                condition=Q(recognised_yuan__isnull=True) | Q(recognised_yuan__lte=F("amount_yuan")),
                name="receipt_recognised_within_amount",
                violation_error_message=_("认定金额不能超过到位金额。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("claimed_by")),
                name="receipt_decided_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReceiptStatus.REJECTED) | ~Q(reject_reason=""), name="receipt_rejection_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(currency="CNY")
                | Q(foreign_amount__gt=0, rate__gt=0, rate_on__isnull=False, foreign_amount__isnull=False),
                name="receipt_foreign_has_rate_and_date",
                violation_error_message=_("外币资金须填写外币金额、汇率和汇率日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(origin_country="CN") | Q(origin_region_code__regex=r"^[0-9]{6}([0-9]{3}|[0-9]{6})?$"),
                name="receipt_domestic_has_region",
                violation_error_message=_("境内资金须填写投资方所在地的行政区划代码(6 位数字)。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "received_on"], name="receipt_queue"),
            models.Index(fields=["status", "created_at"], name="receipt_to_decide"),
            models.Index(fields=["-received_on", "-id"], name="receipt_newest"),
            models.Index(fields=["recognised_on"], name="receipt_recognised_day"),
            models.Index(fields=["-amount_yuan", "-id"], name="receipt_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.investor_name} {self.received_on}"
