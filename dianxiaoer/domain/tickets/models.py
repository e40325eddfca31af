"""A ticket, from the day a need was told to the day it was settled. What hangs on it stands in the files beside this one."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.activities.models import Activity
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.domain.tickets import concierge, handling, ratings, terms, works  # noqa: F401 — their tables
from dianxiaoer.domain.tickets.fields import body, person
from dianxiaoer.domain.tickets.scope import TicketScope
from dianxiaoer.domain.tickets.states import (
    OPEN_STAGES,
    Light,
    ResolutionKind,
    Stars,
    StepKey,
    TicketChannel,
    TicketKind,
    TicketMode,
    TicketStage,
)
from dianxiaoer.domain.tickets.words import Category, Level, MenuItem
from dianxiaoer.engines.figures.lights import Turns
from dianxiaoer.kernel.models import Recorded

#: where a queue ordered by the next duty puts what has none
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_CONCERNED = ("unit", "lead_unit", "warn_at")


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
