"""Words an office keeps for its requests: what a ticket is about, how heavy it is, what may be ordered from the menu."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.tickets.fields import body
from dianxiaoer.domain.tickets.states import (
    ClockClass,
    TicketKind,
)
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


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
