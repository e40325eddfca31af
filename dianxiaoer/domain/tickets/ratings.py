"""What the firm thought of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.models import Account
from dianxiaoer.domain.tickets.fields import person
from dianxiaoer.domain.tickets.scope import HANGING
from dianxiaoer.domain.tickets.states import (
    WORST_GOOD,
    Stars,
)
from dianxiaoer.kernel.models import Recorded


class Rating(Recorded):
    """What the firm thought of a finished ticket: once, and once more after a bad one was mended. Never by the staff.

    points: stars × 20, for the mean. stars: 5 very satisfied … 1 very dissatisfied. aspects: named aspect → stars. An excluded one (found mistaken or
    malicious by a recorded review) counts nowhere.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="ratings")
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
