"""What hangs on a ticket while it is worked on: parts of co-departments, notes, files, pauses, disputes, extensions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.tickets.fields import body, person
from dianxiaoer.domain.tickets.scope import HANGING
from dianxiaoer.domain.tickets.states import (
    AskState,
    NoteKind,
    PartState,
)
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Part(Recorded):
    """What a co-department has to give, by a clock of its own."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="parts")
    unit = body(_("协办部门"))
    owner = person(_("协办人"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    task = models.CharField(_("协办事项"), max_length=300)
    state = models.CharField(_("状态"), max_length=10, choices=PartState, default=PartState.OPEN)
    dispatched_at = models.DateTimeField(_("派单时间"))
    due_at = models.DateTimeField(_("时限"))
    is_provisional = models.BooleanField(_("暂估"), default=False)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = person(_("答复人"), null=True, blank=True)
    answer = models.TextField(_("协办意见"), blank=True)

    SCOPE = Scope("tickets", owner="owner")

    class Meta:
        verbose_name = _("协办")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "unit"], condition=Q(state=PartState.OPEN), name="part_open_once_for_a_unit",
                violation_error_message=_("这个部门已在协办这件诉求。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=PartState.ANSWERED) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="part_answered_says_what",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit", "state", "due_at"], name="part_queue"),
            models.Index(fields=["state", "due_at"], name="part_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.task}"


class Note(Recorded):
    """Something said about a ticket. Shown ones are read by the firm; the others never leave the house."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("种类"), max_length=20, choices=NoteKind, default=NoteKind.NOTE)
    is_shown = models.BooleanField(_("企业可见"), default=False)
    text = models.TextField(_("内容"))
    by = person(_("填写人"), null=True, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_from_firm = models.BooleanField(_("企业填写"), default=False)
    at = models.DateTimeField(_("时间"))

    SCOPE = HANGING

    class Meta:
        verbose_name = _("记录")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["ticket", "at", "id"], name="note_of_ticket")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_from_firm=True, is_shown=True) | Q(is_from_firm=False, by__isnull=False),
                name="note_has_an_author",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text[:40]}"


class Attachment(Recorded):
    """A photo or paper of a ticket or of a works order. The file lies under its SHA-256."""

    ticket = models.ForeignKey("tickets.Ticket", null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    works = models.ForeignKey("WorksOrder", null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    note = models.ForeignKey(Note, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    phase = models.CharField(_("阶段"), max_length=20, blank=True)
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("校验值"), max_length=64, editable=False)
    size_bytes = models.PositiveBigIntegerField(editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    uploaded_by = person(_("上传人"), null=True, blank=True)
    is_from_firm = models.BooleanField(_("企业上传"), default=False)
    is_shown = models.BooleanField(_("企业可见"), default=False)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("附件")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_has_a_hash"),
            models.CheckConstraint(
                condition=Q(ticket__isnull=False, works__isnull=True) | Q(ticket__isnull=True, works__isnull=False),
                name="attachment_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


class Pause(models.Model):
    """Time the clock stood still while the firm was asked."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="pauses")
    from_at = models.DateTimeField(_("起"))
    until_at = models.DateTimeField(_("止"), null=True, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("暂停")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(until_at__isnull=True), name="ticket_paused_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")), name="pause_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_at} – {self.until_at}"


class Dispute(Recorded):
    """The one objection a body may raise in a round, and how it was decided."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="disputes")
    round = models.PositiveSmallIntegerField(default=1)
    unit = body(_("提出部门"))
    proposed_unit = body(_("建议承办部门"))
    reason = models.CharField(_("理由"), max_length=300)
    asked_by = person(_("提出人"))
    asked_at = models.DateTimeField(_("提出时间"))
    state = models.CharField(_("裁定"), max_length=10, choices=AskState, default=AskState.PENDING)
    decided_by = person(_("裁定人"), null=True, blank=True)
    decided_at = models.DateTimeField(_("裁定时间"), null=True, blank=True)
    decision = models.CharField(_("裁定意见"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("派单异议")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "round"], name="dispute_once_in_a_round",
                violation_error_message=_("这件诉求已提过一次异议,不得再次推诿。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit} → {self.proposed_unit}"


class Extension(Recorded):
    """The one extension a body may ask for in a round, in time, and how it was decided."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="extensions")
    round = models.PositiveSmallIntegerField(default=1)
    workdays = models.PositiveSmallIntegerField(_("延长工作日"))
    reason = models.CharField(_("理由"), max_length=300)
    asked_by = person(_("申请人"))
    asked_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(_("审批"), max_length=10, choices=AskState, default=AskState.PENDING)
    decided_by = person(_("审批人"), null=True, blank=True)
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    decision = models.CharField(_("审批意见"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("延期申请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "round"], name="extension_once_in_a_round",
                violation_error_message=_("这件诉求已申请过一次延期,不能再次申请。"),
            ),
            models.CheckConstraint(condition=Q(workdays__gte=1, workdays__lte=60), name="extension_days_sensible"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="extension_decided_by_another_person",
                violation_error_message=_("延期须由另一人审批。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"+{self.workdays}"
