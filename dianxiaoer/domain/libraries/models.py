"""Firms on their way into the above-size directory. Projects need no rows: their dates and papers stand on the project."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.libraries.states import FirmPaper
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


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
