"""Light rules, the lights as they stand, overrides, supervision notices with their papers, and the ladder they climb."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.supervision.states import Color, Compare, MeasureKind, NoticeStage, Rung
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


def person(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options
    )


def limit(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=4, null=True, blank=True)


class LightRule(Recorded):
    """How one watched thing turns yellow and red in a unit and below it, between two days. Limits compare the measure's gap."""

    unit = models.ForeignKey(Unit, verbose_name=_("适用机构"), on_delete=models.PROTECT, related_name="+")
    watch = models.CharField(_("亮灯事项"), max_length=40)
    name = models.CharField(_("规则名称"), max_length=100)
    measure = models.CharField(_("衡量方式"), max_length=20, choices=MeasureKind)
    yellow_compare = models.CharField(_("黄灯条件"), max_length=2, choices=Compare, blank=True)
    yellow_value = limit(_("黄灯界限"))
    red_compare = models.CharField(_("红灯条件"), max_length=2, choices=Compare, blank=True)
    red_value = limit(_("红灯界限"))

    yellow_act = models.CharField(_("首次黄灯"), max_length=200, blank=True, help_text=_("如:约谈责任人"))
    second_yellow_act = models.CharField(_("再次黄灯"), max_length=200, blank=True)
    red_act = models.CharField(_("红灯"), max_length=200, blank=True)

    effective_from = models.DateField(_("生效日期"))
    effective_to = models.DateField(_("失效日期"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=300)
    taken_from = models.CharField(max_length=40, blank=True, editable=False)

    SCOPE = Scope("lights")

    class Meta:
        verbose_name = _("亮灯规则")
        ordering = ["watch", "-effective_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "watch", "effective_from"],
                name="light_rule_once_a_watch_and_day",
                violation_error_message=_("这个事项在该日期已有规则。"),
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="light_rule_ends_after_it_starts",
                violation_error_message=_("失效日期不能早于生效日期。"),
            ),
            models.CheckConstraint(
                condition=(Q(yellow_compare="") & Q(yellow_value__isnull=True))
                | (~Q(yellow_compare="") & Q(yellow_value__isnull=False)),
                name="light_rule_yellow_is_whole",
                violation_error_message=_("黄灯的条件和界限须同时填写。"),
            ),
            models.CheckConstraint(
                condition=(Q(red_compare="") & Q(red_value__isnull=True))
                | (~Q(red_compare="") & Q(red_value__isnull=False)),
                name="light_rule_red_is_whole",
                violation_error_message=_("红灯的条件和界限须同时填写。"),
            ),
            models.CheckConstraint(
                condition=~Q(yellow_compare="") | ~Q(red_compare=""),
                name="light_rule_has_a_limit",
                violation_error_message=_("至少填写黄灯或红灯的一个界限。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LightOverride(Recorded):
    """A light set by a person, for a reason, until a day. The rule's light is kept beside it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    watch = models.CharField(_("亮灯事项"), max_length=40)
    subject = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    color = models.CharField(_("定为"), max_length=10, choices=Color)
    reason = models.CharField(_("理由"), max_length=300)
    set_by = person(_("定灯人"))
    set_on = models.DateField(_("定灯日期"))
    expires_on = models.DateField(_("有效至"))
    lifted_on = models.DateField(_("取消日期"), null=True, blank=True)

    SCOPE = Scope("lights")

    class Meta:
        verbose_name = _("人工定灯")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["watch", "object_id"],
                condition=Q(lifted_on__isnull=True),
                name="override_one_in_force",
                violation_error_message=_("这盏灯已有人工定灯。请先取消原来的。"),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("set_on")),
                name="override_expires_after_it_is_set",
                violation_error_message=_("有效期不能早于今天。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_color_display()} {self.watch}#{self.object_id}"


class StandingLight(models.Model):
    """The light of one watched thing as it stands. Written only when it changes; days late are reckoned when it is read.

    color: what counts; ruled: by the rule alone. plan_on or plan_value, actual_value: what was held against what.
    is_worst: the one light that speaks for the row in lists. yellow_turns: how often the rule turned it yellow.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("负责人"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    subject = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    watch = models.CharField(_("亮灯事项"), max_length=40)
    title = models.CharField(_("名称"), max_length=200)
    color = models.CharField(_("灯"), max_length=10, choices=Color)
    ruled = models.CharField(_("按规则"), max_length=10, choices=Color)
    measure = models.CharField(_("衡量方式"), max_length=20, choices=MeasureKind)
    plan_on = models.DateField(_("计划日期"), null=True)
    plan_value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    actual_value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    rule_name = models.CharField(_("依据规则"), max_length=100)
    is_worst = models.BooleanField(default=False)
    since_on = models.DateField(_("亮灯日期"))
    yellow_turns = models.PositiveSmallIntegerField(_("黄灯次数"), default=0)

    SCOPE = Scope("lights", owner="owner")

    class Meta:
        verbose_name = _("红黄绿灯")
        constraints = [models.UniqueConstraint(fields=["watch", "object_id"], name="light_once_a_watch_and_row")]
        indexes = [
            models.Index(fields=["subject", "object_id"], name="light_of_row"),
            models.Index(
                fields=["subject", "color", "object_id"], condition=Q(is_worst=True), name="light_worst_of_subject"
            ),
            models.Index(fields=["unit", "watch", "color"], name="light_of_unit"),
            models.Index(fields=["color", "since_on", "id"], name="light_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.get_color_display()}"


class LightRun(models.Model):
    """One pass over every watched row: when, how many lights were looked at, how many changed."""

    on = models.DateField(unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    seen = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.on)


class LadderStep(Recorded):
    """Who is told, and what follows, when the answer to a notice is so many working days late; from a day on."""

    unit = models.ForeignKey(Unit, verbose_name=_("适用机构"), on_delete=models.PROTECT, related_name="+")
    rung = models.CharField(_("升级到"), max_length=10, choices=Rung)
    after_days = models.PositiveSmallIntegerField(_("超期工作日"))
    act = models.CharField(_("采取的措施"), max_length=200)
    effective_from = models.DateField(_("生效日期"))
    source = models.CharField(_("依据"), max_length=300, blank=True)

    SCOPE = Scope("notices")

    class Meta:
        verbose_name = _("升级阶梯")
        ordering = ["after_days", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "rung", "effective_from"],
                name="ladder_step_once_a_rung_and_day",
                violation_error_message=_("这一级在该日期已有规定。"),
            ),
            models.CheckConstraint(condition=Q(after_days__lte=250), name="ladder_days_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rung_display()} {self.after_days}"


class Notice(Recorded):
    """A supervision notice (督办函) to a body and, where known, a person: what to answer, until when, and how it ended.

    unit: the body asked. issuing_unit: the body that asks. subject, object_id: the row it is about, if any.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("承办单位"), on_delete=models.PROTECT, related_name="+")
    to = person(_("承办人"), null=True, blank=True)
    issuing_unit = models.ForeignKey(Unit, verbose_name=_("发函单位"), on_delete=models.PROTECT, related_name="+")
    raised_by = person(_("发起人"), editable=False)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True, editable=False)
    serial = models.PositiveIntegerField(_("序号"), null=True, blank=True, editable=False)

    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("督办事项与要求"))
    answer_days = models.PositiveSmallIntegerField(_("答复期限(工作日)"), default=5)
    subject = models.CharField(max_length=60, blank=True, editable=False)
    object_id = models.BigIntegerField(null=True, blank=True, editable=False)
    about_title = models.CharField(_("涉及事项"), max_length=200, blank=True, editable=False)
    color = models.CharField(_("发起时灯色"), max_length=10, choices=Color, blank=True, editable=False)
    rule_name = models.CharField(_("依据规则"), max_length=100, blank=True, editable=False)

    stage = models.CharField(_("状态"), max_length=10, choices=NoticeStage, default=NoticeStage.DRAFT, editable=False)
    issued_on = models.DateField(_("发函日期"), null=True, blank=True, editable=False)
    term_from = models.DateField(_("期限起算"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("答复期限"), null=True, blank=True, editable=False)
    is_provisional = models.BooleanField(_("暂估"), default=False, editable=False)
    rung = models.CharField(_("已升级到"), max_length=10, choices=Rung, default=Rung.PERSON, editable=False)
    answer = models.TextField(_("办理情况"), blank=True, editable=False)
    answered_by = person(_("答复人"), null=True, blank=True, editable=False)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True, editable=False)
    closed_by = person(_("审核人"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True, editable=False)
    close_note = models.CharField(_("审核意见"), max_length=300, blank=True, editable=False)
    returned_count = models.PositiveSmallIntegerField(_("退回次数"), default=0, editable=False)

    SCOPE = Scope("notices", owner="to")

    class Meta:
        verbose_name = _("督办函")
        constraints = [
            models.UniqueConstraint(
                fields=["issuing_unit", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="notice_number_once_in_a_year",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[NoticeStage.DRAFT, NoticeStage.WITHDRAWN])
                | Q(serial__isnull=False, year__isnull=False, issued_on__isnull=False, due_on__isnull=False),
                name="notice_issued_has_number_and_days",
            ),
            models.CheckConstraint(
                condition=~Q(stage=NoticeStage.CLOSED) | Q(closed_by__isnull=False, closed_on__isnull=False),
                name="notice_closing_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("answered_by")),
                name="notice_closed_by_another_person",
                violation_error_message=_("答复人不能审核自己的答复。"),
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[NoticeStage.ANSWERED, NoticeStage.CLOSED]) | ~Q(answer=""),
                name="notice_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=250),
                name="notice_answer_days_sensible",
                violation_error_message=_("答复期限应为 1 至 250 个工作日。"),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "stage", "due_on"], name="notice_of_unit"),
            models.Index(fields=["stage", "due_on", "id"], name="notice_by_due"),
            models.Index(fields=["subject", "object_id"], name="notice_about"),
            models.Index(fields=["to", "stage"], name="notice_of_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """The number of the letter, e.g. 督〔2026〕7号; "" while it is a draft."""
        return f"督〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def is_open(self) -> bool:
        return self.stage == NoticeStage.ISSUED

    def days_left(self, on: date) -> int | None:
        return (self.due_on - on).days if self.due_on and self.is_open else None


class NoticePaper(Recorded):
    """Evidence handed in with an answer. The file lies under its SHA-256 (kernel.files)."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    size_bytes = models.PositiveBigIntegerField(editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    uploaded_by = person(_("上传人"), editable=False)

    SCOPE = Scope("notices", unit="notice__unit", owner="notice__to")

    class Meta:
        verbose_name = _("佐证材料")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "sha256"],
                name="notice_paper_once",
                violation_error_message=_("这份文件已经上传过。"),
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="notice_paper_has_a_hash"),
        ]

    def __str__(self) -> str:
        return self.name
