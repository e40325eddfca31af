"""Who enters a library by an office's own lines, and firms on their way into the above-size directory.

Projects need no rows: their dates and papers stand on the project.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.libraries.divisions import check_divisions
from dianxiaoer.domain.libraries.states import FirmPaper, Library
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Threshold(Recorded):
    """An office's own line of who enters a library: from which amount, in which industries, with which papers, by when.

    divisions: GB/T 4754 divisions, "06-46、51"; empty for projects. papers: kinds of evidence of a project.
    within_days: days after the start in which a project should be in. share of min_yuan from which a firm is a seedling.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("机构"), on_delete=models.CASCADE, related_name="+")
    library = models.CharField(_("名录"), max_length=20, choices=Library)
    label = models.CharField(_("适用标准"), max_length=60)
    divisions = models.CharField(_("行业大类"), max_length=200, blank=True, validators=[check_divisions])
    min_yuan = AmountField(_("最低金额"))
    papers = models.JSONField(_("所需材料"), default=list, blank=True)
    within_days = models.PositiveSmallIntegerField(_("开工后几日内入库"), default=30)
    effective_from = models.DateField(_("生效日期"))
    effective_to = models.DateField(_("失效日期"), null=True, blank=True)
    source = models.CharField(_("依据文件"), max_length=200)

    SCOPE = Scope("thresholds")

    class Meta:
        verbose_name = _("入库标准")
        ordering = ["library", "label", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "library", "label", "effective_from"],
                name="threshold_once_a_label_and_day",
                violation_error_message=_("这条标准在该日期已有一行。"),
            ),
            models.CheckConstraint(condition=Q(min_yuan__gte=0), name="threshold_not_negative"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="threshold_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(library=Library.FIXED_ASSET) | ~Q(divisions=""), name="threshold_of_firms_names_industries"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.effective_from}"


class LibraryEntry(Recorded):
    """A firm that should enter the above-size directory (四上企业名录): by when, and since when it is in."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    company = models.OneToOneField(
        Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="library_entry"
    )
    due_on = models.DateField(_("应入统日期"))
    entered_on = models.DateField(_("入统日期"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("libraries")

    class Meta:
        verbose_name = _("应统企业")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["unit", "entered_on"], name="library_entry_state")]

    def __str__(self) -> str:
        return str(self.company)


class EntryPaper(Recorded):
    """A paper the directory asks a firm for, and the day it was handed in."""

    entry = models.ForeignKey(LibraryEntry, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("材料"), max_length=20, choices=FirmPaper)
    supplied_on = models.DateField(_("收到日期"), null=True, blank=True)

    SCOPE = Scope("libraries", unit="entry__unit")

    class Meta:
        verbose_name = _("入统材料")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "kind"], name="entry_paper_once")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
