"""Terms as rows: which duty is due how long after what, by which document, chosen by whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.tickets.fields import body
from dianxiaoer.domain.tickets.states import (
    ClockClass,
    Measure,
    StepKey,
)
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class ClockPreset(Recorded):
    """A set of terms with the text they stand on. A body that changes one adds its own preset and chooses it."""

    key = models.CharField(_("标识"), max_length=40)
    name = models.CharField(_("名称"), max_length=80)
    unit = body(_("适用机构"), null=True, blank=True)
    from_on = models.DateField(_("起用日期"))
    source = models.CharField(_("来源"), max_length=300)
    objection_workdays = models.PositiveSmallIntegerField(_("异议期(工作日)"), default=1)
    extension_notice_workdays = models.PositiveSmallIntegerField(_("延期须提前(工作日)"), default=1)
    rule_text = models.CharField(_("规则说明"), max_length=400, blank=True)

    SCOPE = Scope("tickets")

    class Meta:
        verbose_name = _("时限方案")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["key"], name="preset_key_once")]

    def __str__(self) -> str:
        return self.name


class ClockStep(models.Model):
    """One term: so much time after dispatch, or after another step was done or due, whichever came first."""

    preset = models.ForeignKey(ClockPreset, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(_("事项"), max_length=20, choices=StepKey)
    clock_class = models.CharField(_("时限类别"), max_length=10, choices=ClockClass, blank=True)
    amount = models.PositiveSmallIntegerField(_("时限"))
    measure = models.CharField(_("单位"), max_length=10, choices=Measure, default=Measure.WORKDAYS)
    after = models.CharField(_("起算于"), max_length=20, choices=StepKey, blank=True)

    SCOPE = Scope("tickets", unit="preset__unit")

    class Meta:
        verbose_name = _("时限")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["preset", "key", "clock_class"], name="step_once_in_a_preset"),
            models.CheckConstraint(condition=Q(amount__gte=1, amount__lte=400), name="step_amount_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.amount}{self.get_measure_display()}"


class ClockChoice(Recorded):
    """A unit and everything below it works by a preset from a day on."""

    unit = body(_("适用机构"))
    preset = models.ForeignKey(ClockPreset, verbose_name=_("时限方案"), on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("起用日期"))

    SCOPE = Scope("tickets")

    class Meta:
        verbose_name = _("时限选用")
        ordering = ["-from_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "from_on"], name="preset_chosen_once_a_day")]

    def __str__(self) -> str:
        return f"{self.unit} {self.preset}"
