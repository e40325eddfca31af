"""People of firms who come by phone: a verified number, and the firms it may act for, from when to when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.states import ClaimState, MemberRole
from dianxiaoer.domain.companies.models import Company, mask_phone
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


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
    FIRM_SCOPE = FirmScope(company="company")

    class Meta:
        verbose_name = _("企业成员")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "company"], condition=Q(until_on__isnull=True), name="member_once_in_a_firm"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.company}"


class PhoneCode(models.Model):
    """A code sent to a phone: kept as a digest, good for a few minutes, a few tries and one use."""

    phone = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    address = models.CharField(max_length=45, blank=True)  # where it was asked from, for the limit per address
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("验证码")
        indexes = [
            models.Index(fields=["phone", "-id"], name="phone_code_by_phone"),
            models.Index(fields=["address", "asked_at"], name="phone_code_by_address"),
        ]

    def __str__(self) -> str:
        return f"{mask_phone(self.phone)} {self.asked_at:%Y-%m-%d %H:%M}"


class Draft(Recorded):
    """A form of the firm's side as far as it was filled in. It is the token of its submission too: sent once, whatever
    is pressed twice.

    purpose: which form ("ticket"). facts: field → text. files: what was kept of the uploads (kernel.files.StoredFile).
    subject, object_id: what it became.
    """

    key = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    purpose = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True)
    subject = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)

    FIRM_SCOPE = FirmScope(account="account")

    class Meta:
        verbose_name = _("草稿")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(object_id__isnull=False), name="sent_draft_became_something"
            )
        ]
        indexes = [models.Index(fields=["account", "purpose", "-id"], name="draft_of_account")]

    def __str__(self) -> str:
        return str(self.facts.get("title") or self.purpose)


class FirmClaim(Recorded):
    """A person says to act for a firm; an officer who keeps the firm's file decides, when the phone alone does not."""

    account = models.ForeignKey(Account, verbose_name=_("申请人"), on_delete=models.PROTECT, related_name="claims")
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("说明"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=ClaimState, default=ClaimState.WAITING)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField(_("审核时间"), null=True, blank=True)

    SCOPE = Scope("accounts", unit="company__unit", owner="company__owner")
    FIRM_SCOPE = FirmScope(account="account")

    class Meta:
        verbose_name = _("绑定申请")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "company"], condition=Q(state="waiting"), name="firm_claimed_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="refused_claim_says_why"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="claim_by_state")]

    def __str__(self) -> str:
        return f"{self.account} → {self.company}"

    @property
    def unit(self) -> Unit:
        return self.company.unit
