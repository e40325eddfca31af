"""Base of every record, the event log, and the hash-chained audit log."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.scope import Scope


class Recorded(models.Model):
    """A row that knows when it was made and which edit it is at (two people never overwrite each other silently)."""

    created_at = models.DateTimeField(_("登记时间"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("更新时间"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Event(models.Model):
    """Who did what to which record, when, and what changed from what to what: the timeline of every record."""

    subject = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    root_subject = models.CharField(max_length=60)
    root_id = models.BigIntegerField()
    verb = models.CharField(max_length=80)
    label = models.CharField(max_length=200, blank=True)
    unit_id = models.BigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60, blank=True)  # who it was when nobody of the staff: a firm's caller
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["root_subject", "root_id", "-id"], name="event_of_root"),
            models.Index(fields=["subject", "object_id", "-id"], name="event_of_subject"),
            models.Index(fields=["by", "-id"], name="event_by_person"),
            models.Index(fields=["unit_id", "-id"], name="event_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}#{self.object_id}"


class AuditEntry(models.Model):
    """One sensitive act. Rows are only ever added: the database refuses changes, and each row seals the one before."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150, blank=True)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    SCOPE = Scope("audit", unit="")

    class Meta:
        indexes = [models.Index(fields=["act", "-number"], name="audit_by_act")]

    def __str__(self) -> str:
        return f"#{self.number} {self.act}"


class ExportState(models.TextChoices):
    WAITING = "waiting", _("排队中")
    MAKING = "making", _("生成中")
    READY = "ready", _("可下载")
    FAILED = "failed", _("没有成功")


class Export(models.Model):
    """A large export asked for and made in the background. `address` is the list as it was on screen, filters and all."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    title = models.CharField(_("内容"), max_length=200)
    filters = models.TextField(_("筛选"), blank=True)
    address = models.TextField()
    format = models.CharField(_("格式"), max_length=5)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(_("状态"), max_length=10, choices=ExportState, default=ExportState.WAITING)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=100, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True)

    SCOPE = Scope("exports", unit="user__unit", owner="user")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "-id"], name="export_of_person")]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        return min(100, self.rows_done * 100 // self.rows_total) if self.rows_total else 0

    @property
    def is_pending(self) -> bool:
        return self.state in {ExportState.WAITING, ExportState.MAKING}


class JobRun(models.Model):
    """When a piece of the clockwork last ran, and how it ended."""

    name = models.CharField(max_length=60, unique=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
