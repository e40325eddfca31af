"""Entries at firms, how many a month are too many, and what the supervisors are told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.entries.states import AlertKind, EntryKind
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Entry(Recorded):
    """Somebody enters a firm on a day, planned or done. subject, object_id: the visit or inspection it stands for."""

    unit = models.ForeignKey(Unit, verbose_name=_("入企单位"), on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("类型"), max_length=20, choices=EntryKind)
    on = models.DateField(_("日期"))
    who = models.CharField(_("人员"), max_length=200, blank=True)
    purpose = models.CharField(_("事由"), max_length=300, blank=True)
    is_done = models.BooleanField(_("已入企"), default=False)
    is_cancelled = models.BooleanField(_("已取消"), default=False)
    subject = models.CharField(max_length=60)
    object_id = models.BigIntegerField()

    SCOPE = Scope("entries")

    class Meta:
        verbose_name = _("入企记录")
        constraints = [models.UniqueConstraint(fields=["subject", "object_id"], name="entry_once_for_a_visit")]
        indexes = [
            models.Index(fields=["company", "on"], condition=Q(is_cancelled=False), name="entry_at_a_firm"),
            models.Index(fields=["-on", "-id"], name="entry_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()} {self.company}"


class QuietLimit(Recorded):
    """How many entries a month a firm of a unit and below should have at most (无事不扰): a dated row with its source."""

    unit = models.ForeignKey(Unit, verbose_name=_("适用机构"), on_delete=models.PROTECT, related_name="+")
    per_month = models.PositiveSmallIntegerField(_("每月至多(次)"))
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=300)

    SCOPE = Scope("quiet")

    class Meta:
        verbose_name = _("入企次数上限")
        constraints = [
            models.UniqueConstraint(fields=["unit", "since_on"], name="quiet_limit_once_a_day"),
            models.CheckConstraint(condition=Q(per_month__gte=1), name="quiet_limit_at_least_one"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")), name="quiet_limit_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.per_month}"


class Alert(Recorded):
    """What supervisors look at: a capped filing, a firm entered too often, an exemption, an entry without a scan."""

    unit = models.ForeignKey(Unit, verbose_name=_("入企单位"), on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("预警"), max_length=12, choices=AlertKind)
    key = models.CharField(max_length=120, unique=True)
    raised_at = models.DateTimeField(_("预警时间"))
    text = models.CharField(_("情况"), max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    settled_note = models.CharField(_("处理意见"), max_length=300, blank=True)

    SCOPE = Scope("alerts")

    class Meta:
        verbose_name = _("入企预警")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(settled_note=""), name="alert_settled_with_a_note"
            )
        ]
        indexes = [models.Index(fields=["unit", "-raised_at", "-id"], name="alert_of_unit")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.company}"
