"""Schemes with their indicators, editions with who is compared, inputs, scored lines, objections."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.appraisal.states import Cycle, EditionStage, FormulaKind, Group, Verdict
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


def person(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options
    )


def points(label: Any, **options: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=4, **options)


class Scheme(Recorded):
    """A scheme of appraisal (考核办法) of one unit: what counts, with how many points, by which formula, from which document."""

    unit = models.ForeignKey(Unit, verbose_name=_("制定机构"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("办法名称"), max_length=150)
    cycle = models.CharField(_("考核周期"), max_length=10, choices=Cycle, default=Cycle.QUARTER)
    full_points = points(_("满分"), default=100)
    source = models.CharField(_("依据"), max_length=300)
    adopted_on = models.DateField(_("起用日期"))
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)
    is_weak = models.BooleanField(_("待核实"), default=False, help_text=_("只见到转载或摘录,用前请核对原文"))
    note = models.TextField(_("说明"), blank=True)
    taken_from = models.CharField(max_length=40, blank=True, editable=False)

    SCOPE = Scope("appraisal")

    class Meta:
        verbose_name = _("考核办法")
        ordering = ["-adopted_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="scheme_name_once_in_a_unit",
                violation_error_message=_("本机构已有同名的考核办法。"),
            ),
            models.CheckConstraint(condition=Q(full_points__gt=0), name="scheme_full_points_positive"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("adopted_on")),
                name="scheme_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SchemeIndicator(Recorded):
    """One line of a scheme. items, tiers: as engines.figures.scoring reads them; sources: input → where it comes from."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField(_("顺序"), default=0)
    name = models.CharField(_("考核指标"), max_length=150)
    group = models.CharField(_("类别"), max_length=10, choices=Group, default=Group.BASIC)
    kind = models.CharField(_("计分方法"), max_length=20, choices=FormulaKind)
    weight = points(_("分值"), default=0)
    cap = points(_("封顶"), null=True, blank=True)
    items = models.JSONField(_("分项"), default=list, blank=True)
    tiers = models.JSONField(_("分档"), default=list, blank=True)
    sources = models.JSONField(_("数据来源"), default=dict, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("appraisal", unit="scheme__unit")

    class Meta:
        verbose_name = _("考核指标")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name"],
                name="scheme_indicator_once",
                violation_error_message=_("这个办法已有同名指标。"),
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="scheme_indicator_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class Edition(Recorded):
    """One run of a scheme over a period, from preparing the data to the sealed result."""

    scheme = models.ForeignKey(Scheme, verbose_name=_("考核办法"), on_delete=models.PROTECT, related_name="editions")
    unit = models.ForeignKey(Unit, verbose_name=_("考核机构"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=150)
    period_start = models.DateField(_("期间起"))
    period_end = models.DateField(_("期间止"))
    stage = models.CharField(_("状态"), max_length=10, choices=EditionStage, default=EditionStage.OPEN, editable=False)
    computed_at = models.DateTimeField(_("计算时间"), null=True, blank=True, editable=False)
    objection_from = models.DateField(_("公示起"), null=True, blank=True, editable=False)
    objection_until = models.DateField(_("公示止"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("公布日期"), null=True, blank=True, editable=False)
    frozen_on = models.DateField(_("封存日期"), null=True, blank=True, editable=False)
    seal = models.CharField(_("封存校验值"), max_length=64, blank=True, editable=False)

    SCOPE = Scope("appraisal")

    class Meta:
        verbose_name = _("考核")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "unit", "period_start", "period_end"],
                name="edition_once_a_period",
                violation_error_message=_("这个办法在该期间已开展过考核。"),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="edition_period_not_reversed",
                violation_error_message=_("期间的止日不能早于起日。"),
            ),
            models.CheckConstraint(
                condition=Q(objection_until__isnull=True) | Q(objection_until__gte=F("objection_from")),
                name="edition_objections_not_reversed",
            ),
            models.CheckConstraint(
                condition=~Q(stage=EditionStage.FROZEN) | Q(seal__regex=r"^[0-9a-f]{64}$"),
                name="edition_frozen_is_sealed",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-period_end", "-id"], name="edition_newest")]

    def __str__(self) -> str:
        return self.title


class Entrant(Recorded):
    """Who is compared in an edition: a unit, or (with a name) one thing of a unit, e.g. a project. Visible to that unit."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entrants")
    unit = models.ForeignKey(Unit, verbose_name=_("被考核单位"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("考核对象"), max_length=200)
    total = points(_("总分"), default=0, editable=False)
    place = models.PositiveSmallIntegerField(_("名次"), null=True, blank=True, editable=False)
    is_vetoed = models.BooleanField(_("被否决"), default=False, editable=False)
    unscored = models.PositiveSmallIntegerField(_("缺数据的指标"), default=0, editable=False)

    SCOPE = Scope("appraisal")

    class Meta:
        verbose_name = _("考核对象")
        ordering = ["place", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "unit", "name"],
                name="entrant_once_in_an_edition",
                violation_error_message=_("同一考核对象只能列一次。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class HandInput(Recorded):
    """A number entered by hand, with where it comes from. It stands before what the system would read."""

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="inputs")
    indicator = models.ForeignKey(SchemeIndicator, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("数据项"), max_length=60)
    values = models.JSONField(_("数值"))
    source = models.CharField(_("数据出处"), max_length=300)
    entered_by = person(_("填报人"))

    SCOPE = Scope("appraisal", unit="entrant__unit")

    class Meta:
        verbose_name = _("填报数据")
        constraints = [
            models.UniqueConstraint(fields=["entrant", "indicator", "key"], name="input_once_an_indicator"),
            models.CheckConstraint(condition=~Q(source=""), name="input_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.entrant} · {self.indicator} · {self.key}"

    @property
    def numbers(self) -> list[Decimal]:
        return [Decimal(one) for one in self.values]


class Line(Recorded):
    """The score of one entrant on one indicator: inputs with their origin, the arithmetic as text, the points.

    inputs: [{key, value(s), from, source, figure, parameters, row_count, rows}]; points None: an input is missing.
    """

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(SchemeIndicator, on_delete=models.PROTECT, related_name="+")
    inputs = models.JSONField(_("数据"), default=list)
    points = points(_("得分"), null=True)
    text = models.CharField(_("算式"), max_length=500, blank=True)
    missing = models.JSONField(_("缺少"), default=list)

    SCOPE = Scope("appraisal", unit="entrant__unit")

    class Meta:
        verbose_name = _("得分")
        ordering = ["indicator__order", "id"]
        constraints = [models.UniqueConstraint(fields=["entrant", "indicator"], name="line_once_an_indicator")]

    def __str__(self) -> str:
        return f"{self.entrant} · {self.indicator}"


class Objection(Recorded):
    """What a unit holds against a score before publication, and the answer it got."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(_("异议"))
    raised_by = person(_("提出人"))
    raised_on = models.DateField(_("提出日期"))
    verdict = models.CharField(_("处理结果"), max_length=10, choices=Verdict, default=Verdict.PENDING)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = person(_("答复人"), null=True, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    points_before = points(_("原得分"), null=True, blank=True)
    points_after = points(_("复核得分"), null=True, blank=True)

    SCOPE = Scope("appraisal", unit="line__entrant__unit")

    class Meta:
        verbose_name = _("异议")
        ordering = ["raised_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(verdict=Verdict.PENDING),
                name="objection_one_pending_a_line",
                violation_error_message=_("这一项已有异议等待答复。"),
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PENDING)
                | (Q(answered_by__isnull=False, answered_on__isnull=False) & ~Q(answer="")),
                name="objection_answered_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("raised_by")),
                name="objection_answered_by_another_person",
                violation_error_message=_("不能答复自己提出的异议。"),
            ),
        ]
        indexes = [models.Index(fields=["verdict", "raised_on"], name="objection_queue")]

    def __str__(self) -> str:
        return self.text[:60]
