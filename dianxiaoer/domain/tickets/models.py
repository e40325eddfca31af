"""A ticket and what hangs on it: parts, notes, files, clocks, concierge work and its papers, works orders, ratings."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.tickets.scope import TicketScope
from dianxiaoer.domain.tickets.states import (
    OPEN_STAGES,
    WORST_GOOD,
    AskState,
    ClockClass,
    ConciergeStage,
    Facility,
    Light,
    Measure,
    NoteKind,
    PaperKind,
    PartState,
    ResolutionKind,
    Stars,
    StepKey,
    TerminatedBy,
    TicketChannel,
    TicketKind,
    TicketMode,
    TicketStage,
    WorksStage,
)
from dianxiaoer.engines.figures.lights import Turns
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope

HANGING = TicketScope("tickets", unit="ticket__unit", owner="ticket__owner", prefix="ticket__")
#: where a queue ordered by the next duty puts what has none
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_CONCERNED = ("unit", "lead_unit", "warn_at")


def person(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options
    )


def body(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(Unit, verbose_name=label, on_delete=models.PROTECT, related_name="+", **options)


class Named(Recorded):
    """A word an office keeps: in two languages, in an order, in use or not. unit empty: shipped, for every unit."""

    unit = body(_("适用机构"), null=True, blank=True)
    key = models.CharField(_("标识"), max_length=40)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    place = models.PositiveSmallIntegerField(_("顺序"), default=100)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name


class Category(Named):
    """What a ticket is about. `lead_unit`: the department it goes to unless somebody says otherwise."""

    lead_unit = body(_("默认主办部门"), null=True, blank=True)

    SCOPE = Scope("tickets")

    class Meta:
        verbose_name = _("诉求类别")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="category_key_once_in_a_unit"),
            models.UniqueConstraint(fields=["key"], condition=Q(unit__isnull=True), name="category_shipped_once"),
        ]


class Level(Named):
    """How high and how heavy a matter is; `clock_class` picks the term of a preset."""

    clock_class = models.CharField(_("时限类别"), max_length=10, choices=ClockClass, default=ClockClass.ORDINARY)

    SCOPE = Scope("tickets")

    class Meta:
        verbose_name = _("诉求级别")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="level_key_once_in_a_unit"),
            models.UniqueConstraint(fields=["key"], condition=Q(unit__isnull=True), name="level_shipped_once"),
        ]


class MenuItem(Named):
    """A service a firm orders from the menu (点单办): what it is, how it is handled, which body does it. note: what it
    takes and what to have at hand."""

    category = models.ForeignKey(Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=20, choices=TicketKind, default=TicketKind.CONCIERGE)
    lead_unit = body(_("主办部门"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    note_en = models.CharField(_("英文说明"), max_length=400, blank=True)

    SCOPE = Scope("tickets")

    class Meta:
        verbose_name = _("服务事项")
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "key"], name="menu_key_once_in_a_unit")]

    @property
    def told(self) -> str:
        """The note in the language of the screen."""
        return self.note_en if self.note_en and (get_language() or "").startswith("en") else self.note


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


class Series(models.Model):
    """The last number given under a prefix and day."""

    key = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.last}"


class Ticket(Recorded):
    """One need of a firm, from the day it was told to the day it was settled.

    unit received it and answers for it; lead_unit handles it now, owner is the person there.
    due_at, due_kind, is_provisional: the clock's next duty, kept by every act; from warn_at on it is yellow, from queue_at on
    red, by the light rule of the receiving body. queue_at orders the queue: NEVER for what has no duty or can never be red.
    round counts from 1 and rises when the ticket is taken up again.
    stars: the first rating; empty while nobody rated.
    """

    unit = body(_("受理机构"), db_index=False)
    lead_unit = body(_("主办部门"), null=True, blank=True, db_index=False)
    owner = person(_("经办人"), null=True, blank=True, db_index=False)
    number = models.CharField(_("编号"), max_length=40, unique=True, editable=False)
    follow_code = models.CharField(_("查询码"), max_length=20, editable=False)
    kind = models.CharField(_("类型"), max_length=20, choices=TicketKind)
    channel = models.CharField(_("渠道"), max_length=20, choices=TicketChannel)
    mode = models.CharField(_("办理方式"), max_length=20, choices=TicketMode, blank=True)
    category = models.ForeignKey(
        Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    menu_item = models.ForeignKey(
        MenuItem, verbose_name=_("服务事项"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.ForeignKey(
        Level, verbose_name=_("级别"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    company = models.ForeignKey(
        Company, verbose_name=_("企业档案"), null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    company_name = models.CharField(_("企业名称"), max_length=200, blank=True)
    company_normal = models.CharField(max_length=200, blank=True, editable=False)
    account = models.ForeignKey(
        Account, verbose_name=_("企业用户"), null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("内容"), blank=True)
    place = models.CharField(_("地点"), max_length=200, blank=True)

    project = models.ForeignKey(
        Project, verbose_name=_("关联项目"), null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    activity = models.ForeignKey(
        Activity, verbose_name=_("关联活动"), null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    policy = models.CharField(_("关联政策"), max_length=200, blank=True)  # its id in the rulebook
    source_subject = models.CharField(max_length=60, blank=True, editable=False)
    source_id = models.BigIntegerField(null=True, blank=True, editable=False)
    parent = models.ForeignKey(
        "self", verbose_name=_("拆分自"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    merged_into = models.ForeignKey(
        "self", verbose_name=_("并入"), null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )

    stage = models.CharField(_("状态"), max_length=20, choices=TicketStage, default=TicketStage.REGISTERED)
    resolution_kind = models.CharField(_("办理结果"), max_length=20, choices=ResolutionKind, blank=True)
    answer = models.TextField(_("答复内容"), blank=True)
    scheduled_on = models.DateField(_("计划日期"), null=True, blank=True)
    reject_reason = models.CharField(_("不予受理原因"), max_length=300, blank=True)
    stars = models.PositiveSmallIntegerField(_("企业评价"), choices=Stars, null=True, blank=True, editable=False)
    revisit_agreed = models.BooleanField(_("企业认可"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(_("办理轮次"), default=1)
    has_objected = models.BooleanField(_("本轮已异议"), default=False)
    has_returned = models.BooleanField(_("本轮已退回"), default=False)

    received_at = models.DateTimeField(_("收到时间"))
    staged_at = models.DateTimeField(null=True, blank=True, editable=False)
    dispatched_at = models.DateTimeField(_("派单时间"), null=True, blank=True)
    responded_at = models.DateTimeField(_("首次联系时间"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("接单时间"), null=True, blank=True)
    interim_at = models.DateTimeField(_("阶段答复时间"), null=True, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    fed_back_at = models.DateTimeField(_("反馈时间"), null=True, blank=True)
    revisited_at = models.DateTimeField(_("回访时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    paused_since = models.DateTimeField(_("暂停起"), null=True, blank=True)
    promised_on = models.DateField(_("另行承诺日期"), null=True, blank=True)
    extended_workdays = models.PositiveSmallIntegerField(_("延期(工作日)"), default=0)

    due_at = models.DateTimeField(_("时限"), null=True, blank=True, editable=False)
    due_kind = models.CharField(_("下一事项"), max_length=20, choices=StepKey, blank=True, editable=False)
    warn_at = models.DateTimeField(_("临期起点"), null=True, blank=True, editable=False)
    queue_at = models.DateTimeField(default=NEVER, editable=False)
    answer_due_at = models.DateTimeField(_("答复时限"), null=True, blank=True, editable=False)
    is_provisional = models.BooleanField(_("暂估"), default=False, editable=False)

    SCOPE = TicketScope("tickets", owner="owner")

    class Meta:
        verbose_name = _("诉求")
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage=TicketStage.CLOSED)
                | Q(closed_at__isnull=False, closed_on__isnull=False) & ~Q(resolution_kind=""),
                name="ticket_closed_says_how_and_when",
            ),
            models.CheckConstraint(
                condition=Q(stage=TicketStage.MERGED, merged_into__isnull=False)
                | ~Q(stage=TicketStage.MERGED) & Q(merged_into__isnull=True),
                name="ticket_merged_means_a_ticket",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="ticket_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[TicketStage.REGISTERED, TicketStage.REJECTED, TicketStage.WITHDRAWN, TicketStage.MERGED])
                | Q(lead_unit__isnull=False, dispatched_at__isnull=False),
                name="ticket_in_work_has_a_body",
            ),
            models.CheckConstraint(
                condition=~Q(stage=TicketStage.SCHEDULED) | Q(scheduled_on__isnull=False),
                name="ticket_scheduled_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(stage=TicketStage.WAITING, paused_since__isnull=False)
                | ~Q(stage=TicketStage.WAITING) & Q(paused_since__isnull=True),
                name="ticket_waiting_means_paused",
            ),
        ]  # fmt: skip
        indexes = [
            # bodies, warn_at and stage stand in the queues' indexes so that a count by scope and light reads no row of the table
            models.Index(fields=["queue_at", "id", "unit", "lead_unit", "warn_at"], name="ticket_queue"),
            models.Index(fields=["unit", "queue_at", "id", "warn_at", "stage"], name="ticket_queue_of_unit"),
            models.Index(
                fields=["lead_unit", "queue_at", "id", "unit", "warn_at", "stage"], name="ticket_queue_of_lead"
            ),
            models.Index(fields=["category", "queue_at", "id", *_CONCERNED], name="ticket_queue_of_category"),
            models.Index(fields=["stage", "queue_at", "id", *_CONCERNED], name="ticket_queue_of_stage"),
            models.Index(fields=["owner", "queue_at", "id", *_CONCERNED], name="ticket_queue_of_owner"),
            models.Index(fields=["-received_at", "-id", "unit", "lead_unit"], name="ticket_newest"),
            models.Index(fields=["stage", "-received_at", "-id", "unit", "lead_unit"], name="ticket_newest_of_stage"),
            # what reminders look for
            models.Index(fields=["due_at"], name="ticket_due"),
            models.Index(fields=["paused_since"], condition=Q(paused_since__isnull=False), name="ticket_asked"),
            models.Index(fields=["answered_at"], name="ticket_answered"),
            models.Index(fields=["unit", "closed_on"], name="ticket_closed"),
            models.Index(fields=["unit", "company_normal"], name="ticket_of_company"),
            models.Index(fields=["account", "-id"], name="ticket_of_account"),
            models.Index(fields=["contact_phone"], name="ticket_of_phone"),
            models.Index(fields=["source_subject", "source_id"], name="ticket_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"[:200]

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    @property
    def is_cleared(self) -> bool:
        """清零: closed, and the firm said so."""
        return self.stage == TicketStage.CLOSED and self.revisit_agreed is True

    @property
    def due_on(self) -> date | None:
        return timezone.localtime(self.due_at).date() if self.due_at else None

    def light_at(self, at: datetime) -> str:
        """The light as of a moment."""
        if self.stage == TicketStage.WAITING:
            return Light.PAUSED
        if self.due_at is None or not self.is_open:
            return Light.NONE
        return Light(Turns(self.warn_at, self.queue_at).color(at))

    def masked_phone(self) -> str:
        return mask_phone(self.contact_phone)

    def firm(self) -> str:
        return self.company_name or self.contact_name or self.masked_phone()

    def search_texts(self) -> list[str]:
        return [self.number, self.title, self.company_name, self.company_normal]


class Part(Recorded):
    """What a co-department has to give, by a clock of its own."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="parts")
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

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="notes")
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

    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
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

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="pauses")
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

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="disputes")
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

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="extensions")
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


class Concierge(Recorded):
    """帮办 (is_proxy false: advised and walked through) or 代办 (true: done on the firm's behalf, with a mandate)."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="concierge")
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

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="papers")
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


class WorksOrder(Recorded):
    """A butler works order (管家工单): need → survey → approval → works → acceptance by the firm. Sizes in metres."""

    unit = body(_("责任机构"))
    owner = person(_("负责人"))
    number = models.CharField(_("编号"), max_length=40, unique=True, editable=False)
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="works")
    project = models.ForeignKey(
        Project, verbose_name=_("项目"), null=True, blank=True, on_delete=models.PROTECT, related_name="works"
    )
    company = models.ForeignKey(
        Company, verbose_name=_("企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="works"
    )
    company_name = models.CharField(_("企业名称"), max_length=200, blank=True)
    name = models.CharField(_("工单名称"), max_length=200)
    facility = models.CharField(_("配套类型"), max_length=20, choices=Facility)
    need = models.TextField(_("需求"))
    place = models.CharField(_("地点"), max_length=200, blank=True)
    stage = models.CharField(_("状态"), max_length=20, choices=WorksStage, default=WorksStage.NEEDED)
    needed_on = models.DateField(_("提出日期"))

    surveyed_on = models.DateField(_("勘察日期"), null=True, blank=True)
    survey_note = models.TextField(_("勘察情况"), blank=True)
    length_m = models.DecimalField(_("长(米)"), max_digits=10, decimal_places=2, null=True, blank=True)
    width_m = models.DecimalField(_("宽(米)"), max_digits=8, decimal_places=2, null=True, blank=True)
    estimate_yuan = AmountField(_("估算造价"), null=True, blank=True)
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    approved_yuan = AmountField(_("批准金额"), null=True, blank=True)
    approved_by = person(_("批准人"), null=True, blank=True)
    contractor = models.CharField(_("施工单位"), max_length=200, blank=True)
    started_on = models.DateField(_("开工日期"), null=True, blank=True)
    due_on = models.DateField(_("计划完工"), null=True, blank=True)
    completed_on = models.DateField(_("完工日期"), null=True, blank=True)
    cost_yuan = AmountField(_("实际造价"), null=True, blank=True)
    accepted_on = models.DateField(_("验收日期"), null=True, blank=True)
    accepted_by_name = models.CharField(_("验收人(企业)"), max_length=60, blank=True)
    outcome = models.CharField(_("说明"), max_length=300, blank=True)

    SCOPE = Scope("works", owner="owner")
    FIRM_SCOPE = FirmScope(company="company")

    class Meta:
        verbose_name = _("管家工单")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost_yuan__isnull=True) | Q(cost_yuan__gte=0), name="works_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=(Q(length_m__isnull=True) | Q(length_m__gt=0)) & (Q(width_m__isnull=True) | Q(width_m__gt=0)),
                name="works_size_positive",
            ),
            models.CheckConstraint(
                condition=~Q(stage=WorksStage.ACCEPTED) | Q(accepted_on__isnull=False) & ~Q(accepted_by_name=""),
                name="works_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("owner")),
                name="works_approved_by_another_person",
                violation_error_message=_("工单须由负责人以外的人批准。"),
            ),
        ]
        indexes = [models.Index(fields=["unit", "stage", "-id"], name="works_of_unit")]

    def __str__(self) -> str:
        return self.name


class Rating(Recorded):
    """What the firm thought of a finished ticket: once, and once more after a bad one was mended. Never by the staff.

    points: stars × 20, for the mean. stars: 5 very satisfied … 1 very dissatisfied. aspects: named aspect → stars. An excluded one (found mistaken or
    malicious by a recorded review) counts nowhere.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="ratings")
    place = models.PositiveSmallIntegerField(_("次序"), default=1)
    stars = models.PositiveSmallIntegerField(_("评价"), choices=Stars)
    points = models.PositiveSmallIntegerField(_("满意度分"), default=0, editable=False)
    is_online = models.BooleanField(_("线上办理"), default=True)
    aspects = models.JSONField(_("分项"), default=dict, blank=True)
    text = models.TextField(_("意见"), blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_anonymous = models.BooleanField(_("不显示评价人"), default=True)
    rated_at = models.DateTimeField(_("评价时间"))
    rated_on = models.DateField(_("评价日期"))

    call_back_due_at = models.DateTimeField(_("回访时限"), null=True, blank=True)
    called_back_at = models.DateTimeField(_("回访完成"), null=True, blank=True)
    called_back_by = person(_("回访人"), null=True, blank=True)
    call_back_note = models.TextField(_("回访记录"), blank=True)
    is_confirmed = models.BooleanField(_("核实为有效差评"), null=True, blank=True)
    mend_due_at = models.DateTimeField(_("整改时限"), null=True, blank=True)
    mended_at = models.DateTimeField(_("整改完成"), null=True, blank=True)
    mended_by = person(_("整改人"), null=True, blank=True)
    mend_note = models.TextField(_("整改情况"), blank=True)
    excluded_at = models.DateTimeField(_("剔除时间"), null=True, blank=True)
    excluded_by = person(_("剔除人"), null=True, blank=True)
    exclude_reason = models.CharField(_("剔除理由"), max_length=300, blank=True)

    SCOPE = HANGING

    class Meta:
        verbose_name = _("评价")
        ordering = ["ticket_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "place"], name="rating_once",
                violation_error_message=_("这件诉求已经评价过。"),
            ),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=2), name="rating_twice_at_most"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="rating_has_five_levels"),
            models.CheckConstraint(
                condition=Q(excluded_at__isnull=True) | Q(excluded_by__isnull=False) & ~Q(exclude_reason=""),
                name="rating_excluded_with_a_reason",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["rated_on"], name="rating_by_day"),
            models.Index(fields=["call_back_due_at"], condition=Q(called_back_at__isnull=True), name="rating_to_call"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stars_display()} {self.ticket.number}"

    @property
    def is_bad(self) -> bool:
        return self.stars < WORST_GOOD
