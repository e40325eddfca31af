"""Indicators, named filters, statistical standards, reported statistics, targets and their revisions, snapshots."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.targets.states import DateMode, Kind, Measure, RankBy
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Indicator(Recorded):
    """One indicator (指标): which rows it reads and what it makes of them. Conditions are data over whitelisted fields."""

    key = models.CharField(_("指标编号"), max_length=40, unique=True)
    name = models.CharField(_("指标名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=150, blank=True)
    measure = models.CharField(_("计量单位"), max_length=10, choices=Measure)
    kind = models.CharField(_("计算方式"), max_length=10, choices=Kind)
    definition = models.TextField(_("指标解释"), blank=True)
    definition_en = models.TextField(_("英文解释"), blank=True)

    source = models.CharField(_("数据来源"), max_length=40, blank=True)
    date_field = models.CharField(_("日期字段"), max_length=40, blank=True)
    date_mode = models.CharField(_("时间口径"), max_length=10, choices=DateMode, default=DateMode.WITHIN)
    value_field = models.CharField(_("取值字段"), max_length=40, blank=True)
    low_field = models.CharField(_("预计下限字段"), max_length=40, blank=True)
    high_field = models.CharField(_("预计上限字段"), max_length=40, blank=True)
    filters = models.JSONField(_("筛选条件"), default=list, blank=True)
    numerator = models.JSONField(_("分子条件"), default=list, blank=True)
    rank_by = models.CharField(_("排名方式"), max_length=10, choices=RankBy, default=RankBy.VALUE)

    waits_for = models.CharField(_("待建部分"), max_length=60, blank=True)
    on_board = models.BooleanField(_("上看板"), default=False)
    order = models.PositiveIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    SCOPE = Scope("figures", unit="")

    class Meta:
        verbose_name = _("指标")
        ordering = ["order", "key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=Kind.REPORTED) | ~models.Q(source="") | ~models.Q(waits_for=""),
                name="indicator_reads_a_source_or_waits_or_is_reported",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name in the language of the screen."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name

    @property
    def part_awaited(self) -> str:
        """The part it waits for: with its Chinese name on a Chinese screen, by its number on an English one."""
        return self.waits_for.split(" ")[0] if (get_language() or "").startswith("en") else self.waits_for

    @property
    def explanation(self) -> str:
        return self.definition_en if self.definition_en and (get_language() or "").startswith("en") else self.definition


class NamedFilter(Recorded):
    """A condition people call by name (三个一批, 10亿元以上), written once per source it applies to."""

    name = models.CharField(_("筛选名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    source = models.CharField(_("数据来源"), max_length=40)
    conditions = models.JSONField(_("筛选条件"), default=list)
    definition = models.TextField(_("解释"), blank=True)

    SCOPE = Scope("figures", unit="")

    class Meta:
        verbose_name = _("命名筛选")
        ordering = ["name", "source"]
        constraints = [models.UniqueConstraint(fields=["name", "source"], name="filter_named_once_per_source")]

    def __str__(self) -> str:
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name


class StatisticalStandard(Recorded):
    """统计口径: how a unit (and those below it) counts an indicator between two dates; shown beside the figure."""

    unit = models.ForeignKey(Unit, verbose_name=_("制定机构"), on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, verbose_name=_("指标"), on_delete=models.PROTECT, related_name="standards")
    text = models.TextField(_("口径"))
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    effective_from = models.DateField(_("起用日期"))
    effective_to = models.DateField(_("停用日期"), null=True, blank=True)

    SCOPE = Scope("figures")

    class Meta:
        verbose_name = _("统计口径")
        ordering = ["indicator", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "effective_from"], name="standard_starts_once_per_unit_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to=None) | models.Q(effective_to__gte=models.F("effective_from")),
                name="standard_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.effective_from}"


class ReportedStatistic(Recorded):
    """A number another body publishes (macro-economy): as published, with its comparable base kept apart."""

    unit = models.ForeignKey(Unit, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, verbose_name=_("指标"), on_delete=models.PROTECT, related_name="reported")
    period_start = models.DateField(_("期间起"))
    period_end = models.DateField(_("期间止"))
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=4, null=True, blank=True)
    published_base = models.DecimalField(_("上年同期公布数"), max_digits=20, decimal_places=4, null=True, blank=True)
    comparable_base = models.DecimalField(_("上年同期可比数"), max_digits=20, decimal_places=4, null=True, blank=True)
    published_growth = models.DecimalField(
        _("公布增速"), max_digits=9, decimal_places=6, null=True, blank=True, help_text=_("小数,如 0.106 即 10.6%")
    )
    source = models.CharField(_("来源"), max_length=200)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("figures")

    class Meta:
        verbose_name = _("统计数据")
        ordering = ["-period_end", "indicator__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "period_start", "period_end"], name="statistic_reported_once_per_period"
            ),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")), name="statistic_period_not_reversed"
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | models.Q(published_growth__isnull=False),
                name="statistic_has_a_value_or_a_growth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_start:%Y-%m}..{self.period_end:%Y-%m}"


class Target(Recorded):
    """An annual target of a unit (a team is a unit of the tree). A change is a new revision; the old one stays."""

    unit = models.ForeignKey(Unit, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, verbose_name=_("指标"), on_delete=models.PROTECT, related_name="targets")
    filter_name = models.CharField(_("筛选"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"))
    revision = models.PositiveSmallIntegerField(_("版次"), default=1)
    value = models.DecimalField(_("目标值"), max_digits=20, decimal_places=4)
    adopted_on = models.DateField(_("下达日期"))
    reason = models.CharField(_("调整原因"), max_length=200, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    SCOPE = Scope("targets")

    class Meta:
        verbose_name = _("目标")
        ordering = ["unit__path", "indicator__order", "filter_name", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "filter_name", "year", "revision"], name="target_revision_once"
            ),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="target_above_zero"),
            models.CheckConstraint(
                condition=models.Q(revision=1) | ~models.Q(reason=""), name="target_revision_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="target_of_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.indicator}"


class Snapshot(models.Model):
    """A figure as computed by the job: what dashboards and the big screen read."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    filter_name = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=20, default="actual")
    period = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    row_count = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict)
    data_as_of = models.DateTimeField(null=True)
    computed_at = models.DateTimeField()
    seen_event = models.BigIntegerField(default=0)

    SCOPE = Scope("figures")

    class Meta:
        verbose_name = _("指标快照")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "indicator", "filter_name", "role"], name="snapshot_once_per_figure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period}"
