"""Companies, the people to ring, what is known of them with source and date, and the lists they stand on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.companies.states import CompanyStatus, FactKey, Ownership
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.reference.models import Chain
from dianxiaoer.kernel.fields import AmountField
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


class Company(Recorded):
    """A firm, kept once by a unit for as long as it lives. Target, investor and resident are relations of one file."""

    unit = models.ForeignKey(Unit, verbose_name=_("建档机构"), on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("联络人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    name = models.CharField(_("企业名称"), max_length=200)
    normal_name = models.CharField(max_length=200, editable=False)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    former_names = models.TextField(_("曾用名"), blank=True, help_text=_("每行一个"))
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)

    industry_code = models.CharField(_("国民经济行业"), max_length=4, blank=True)
    chain = models.ForeignKey(
        Chain, verbose_name=_("产业链"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    region_code = models.CharField(_("所在地代码"), max_length=6, blank=True)
    region_name = models.CharField(_("所在地"), max_length=120, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    ownership = models.CharField(_("所有制"), max_length=20, choices=Ownership, blank=True)
    established_on = models.DateField(_("成立日期"), null=True, blank=True)
    capital_yuan = AmountField(_("注册资本"), null=True, blank=True)
    website = models.CharField(_("网站"), max_length=200, blank=True)
    products = models.CharField(_("主要产品"), max_length=300, blank=True)
    note = models.TextField(_("备注"), blank=True)

    is_target = models.BooleanField(_("目标企业"), default=False)
    is_investor = models.BooleanField(_("投资方"), default=False)
    is_resident = models.BooleanField(_("驻区企业"), default=False)
    status = models.CharField(_("状态"), max_length=20, choices=CompanyStatus, default=CompanyStatus.OPERATING)

    SCOPE = Scope("companies", owner="owner")
    FIRM_SCOPE = FirmScope(company="pk")

    class Meta:
        verbose_name = _("企业")
        constraints = [
            models.UniqueConstraint(fields=["unit", "uscc"], condition=~Q(uscc=""), name="company_uscc_once_in_a_unit"),
            models.CheckConstraint(
                condition=Q(uscc="") | Q(uscc__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="company_uscc_has_18_characters",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="company_has_a_name"),
            models.CheckConstraint(
                condition=Q(capital_yuan__isnull=True) | Q(capital_yuan__gte=0), name="company_capital_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "normal_name"], name="company_by_normal_name"),
            models.Index(fields=["unit", "-id"], name="company_of_unit"),
            models.Index(fields=["uscc"], condition=~Q(uscc=""), name="company_by_uscc"),
            models.Index(fields=["name", "id"], name="company_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def relations(self) -> str:
        """The relations that hold, in words."""
        held = (("is_target", _("目标企业")), ("is_investor", _("投资方")), ("is_resident", _("驻区企业")))
        return "、".join(str(label) for name, label in held if getattr(self, name))

    def search_texts(self) -> list[str]:
        """What the file is found by."""
        return [self.name, self.normal_name, self.short_name, self.uscc, *self.former_names.splitlines()]


class Contact(Recorded):
    """A person of the firm. The number is shown masked; revealing it needs a reason and is logged."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("姓名"), max_length=60)
    position = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    is_main = models.BooleanField(_("首要联系人"), default=False)

    SCOPE = Scope("companies", unit="company__unit", owner="company__owner")

    class Meta:
        verbose_name = _("联系人")
        ordering = ["-is_main", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company"], condition=Q(is_main=True), name="company_has_one_main_contact")
        ]

    def __str__(self) -> str:
        return self.name

    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class Fact(Recorded):
    """Something known of a firm: what, who says so, and as of when. A newer fact stands beside the older one."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(_("事项"), max_length=20, choices=FactKey)
    value = models.CharField(_("内容"), max_length=500)
    source = models.CharField(_("来源"), max_length=200)
    on = models.DateField(_("截至日期"))

    SCOPE = Scope("companies", unit="company__unit", owner="company__owner")

    class Meta:
        verbose_name = _("企业情况")
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_key_display()}:{self.value}"[:200]


class RankingMark(Recorded):
    """A firm stands on a list in a year, at a place where the list has places."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="marks")
    list_name = models.CharField(_("榜单"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年度"))
    place = models.PositiveIntegerField(_("名次"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)

    SCOPE = Scope("companies", unit="company__unit", owner="company__owner")

    class Meta:
        verbose_name = _("上榜")
        ordering = ["-year", "list_name"]
        constraints = [
            models.UniqueConstraint(fields=["company", "list_name", "year"], name="company_once_on_a_list_in_a_year"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="ranking_year_is_a_year"),
            models.CheckConstraint(condition=Q(place__isnull=True) | Q(place__gte=1), name="ranking_place_from_one"),
        ]
        indexes = [models.Index(fields=["list_name", "year"], name="ranking_mark_by_list")]

    def __str__(self) -> str:
        return f"{self.year} {self.list_name}" + (f" #{self.place}" if self.place else "")


def mask_phone(phone: str) -> str:
    """138****0000; a short number keeps its last two digits only."""
    if len(phone) < 7:
        return "*" * max(len(phone) - 2, 0) + phone[-2:] if phone else ""
    return f"{phone[:3]}****{phone[-4:]}"
