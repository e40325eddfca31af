"""People of firms who come by phone: a verified number, and the firms it may act for, from when to when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.states import MemberRole
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import Scope


class Account(Recorded):
    """A person on the firm's side, known by a phone number that answered a code. No password, no role of the staff."""

    phone = models.CharField(_("手机"), max_length=20, unique=True)
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    language = models.CharField(
        _("界面语言"), max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    is_active = models.BooleanField(_("在用"), default=True)
    verified_at = models.DateTimeField(_("最近验证时间"), null=True, blank=True)

    SCOPE = Scope("accounts", unit="")

    class Meta:
        verbose_name = _("企业用户")

    def __str__(self) -> str:
        return self.name or self.masked_phone()

    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class Membership(Recorded):
    """A person acts for a firm from a day on. The row without an end is in force; a leaver's row gets its end."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("身份"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    since_on = models.DateField(_("起"))
    until_on = models.DateField(_("止"), null=True, blank=True)

    SCOPE = Scope("accounts", unit="company__unit", owner="company__owner")

    class Meta:
        verbose_name = _("企业成员")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "company"], condition=Q(until_on__isnull=True), name="member_once_in_a_firm"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.company}"
