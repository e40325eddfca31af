"""Tables everybody reads: regions (GB/T 2260), industries (GB/T 4754), ranking lists, and each district's chains."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.reference import calendar, states  # noqa: F401 — the calendar's tables; declares the verbs
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Region(models.Model):
    """A province (level 0), city (1) or county (2) of GB/T 2260. lon, lat in degrees where a place of its own is known."""

    code = models.CharField(_("代码"), max_length=6, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    full_name = models.CharField(_("全称"), max_length=120)
    level = models.PositiveSmallIntegerField(_("级别"))
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)

    SCOPE = Scope("reference", unit="")

    class Meta:
        verbose_name = _("行政区划")
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{6}$"), name="region_code_is_six_digits")]

    def __str__(self) -> str:
        return self.full_name


class Industry(models.Model):
    """A section (level 1, a letter), division (2), group (3) or class (4) of GB/T 4754-2017 with its 2019 amendment."""

    code = models.CharField(_("代码"), max_length=4, primary_key=True)
    name = models.CharField(_("名称"), max_length=80)
    level = models.PositiveSmallIntegerField(_("级别"))
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    section = models.CharField(_("门类"), max_length=1)

    SCOPE = Scope("reference", unit="")

    class Meta:
        verbose_name = _("国民经济行业")
        ordering = ["section", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RankingList(models.Model):
    """A published list firms stand on, e.g. 世界500强. Which firm, which year, which place: companies.RankingMark."""

    name = models.CharField(_("榜单"), max_length=60, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    publisher = models.CharField(_("发布单位"), max_length=80, blank=True)
    is_numbered = models.BooleanField(_("有名次"), default=True)

    SCOPE = Scope("reference", unit="")

    class Meta:
        verbose_name = _("榜单")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Chain(Recorded):
    """An industrial chain (产业链) a district works on. Units below the district use it too."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("产业链"), max_length=60)
    chief_name = models.CharField(_("链长"), max_length=60, blank=True)
    note = models.TextField(_("说明"), blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    SCOPE = Scope("chains")

    class Meta:
        verbose_name = _("产业链")
        ordering = ["unit_id", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="chain_name_once_in_a_unit")]

    def __str__(self) -> str:
        return self.name
