"""Concierge work (帮代办) on a ticket, and the papers handed to the firm."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.tickets.fields import person
from dianxiaoer.domain.tickets.scope import HANGING
from dianxiaoer.domain.tickets.states import (
    ConciergeStage,
    PaperKind,
    TerminatedBy,
)
from dianxiaoer.kernel.models import Recorded


class Concierge(Recorded):
    """帮办 (is_proxy false: advised and walked through) or 代办 (true: done on the firm's behalf, with a mandate)."""

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, related_name="concierge")
    stage = models.CharField(_("状态"), max_length=20, choices=ConciergeStage, default=ConciergeStage.SUBMITTED)
    is_proxy = models.BooleanField(_("代办"), default=False)
    agent = person(_("帮办员"), null=True, blank=True)
    matter = models.CharField(_("办理事项"), max_length=200, blank=True)
    approval_body = models.CharField(_("审批部门"), max_length=100, blank=True)
    promised_on = models.DateField(_("承诺办结日期"), null=True, blank=True)
    authorised_on = models.DateField(_("委托日期"), null=True, blank=True)
    authorised_until = models.DateField(_("委托期限"), null=True, blank=True)
    authorised_by_name = models.CharField(_("委托人"), max_length=60, blank=True)
    filed_on = models.DateField(_("报件日期"), null=True, blank=True)
    supplements = models.PositiveSmallIntegerField(_("补正次数"), default=0)
    pause_reason = models.CharField(_("中止原因"), max_length=300, blank=True)
    completed_on = models.DateField(_("办成日期"), null=True, blank=True)
    terminated_by = models.CharField(_("终止方"), max_length=20, choices=TerminatedBy, blank=True)
    outcome = models.CharField(_("结果说明"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("帮代办")

    def __str__(self) -> str:
        return self.matter or str(self.ticket)

    @property
    def days_saved(self) -> int | None:
        """Days the promise was beaten by; negative when it was missed."""
        return (self.promised_on - self.completed_on).days if self.promised_on and self.completed_on else None


class Paper(Recorded):
    """A paper handed to a firm: frozen when issued, told genuine by its code and the hashes of its two files."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("文书"), max_length=20, choices=PaperKind)
    number = models.CharField(_("文书编号"), max_length=60, unique=True)
    code = models.CharField(_("验证码"), max_length=20, unique=True)
    issued_by = person(_("出具人"))
    issued_at = models.DateTimeField(_("出具时间"))
    lines = models.JSONField(_("内容"), default=list, blank=True)
    word_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("文书")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
