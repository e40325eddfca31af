"""The code on the wall of a firm's site. What is printed carries the edition: a new edition makes the old print worthless."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.codes.states import CodeState
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.kernel.scope import FirmScope, Scope


class ServiceCode(Recorded):
    """One code for a firm and a site of it ("" is its main site). edition: counted up at every renewal."""

    unit = models.ForeignKey(Unit, verbose_name=_("所属机构"), on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="service_codes")
    site = models.CharField(_("场所"), max_length=120, blank=True, help_text=_("如:一号厂区;不填为主要场所"))
    address = models.CharField(_("地址"), max_length=200, blank=True)
    edition = models.PositiveIntegerField(_("版次"), default=1)
    issued_at = models.DateTimeField(_("制发时间"))
    revoked_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    revoke_reason = models.CharField(_("停用原因"), max_length=200, blank=True)

    SCOPE = Scope("codes")
    FIRM_SCOPE = FirmScope(company="company")

    class Meta:
        verbose_name = _("服务码")
        constraints = [
            models.UniqueConstraint(fields=["company", "site"], name="one_code_for_a_site"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""), name="code_revoked_with_a_reason"
            ),
            models.CheckConstraint(condition=Q(edition__gte=1), name="code_edition_from_one"),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="service_code_of_unit")]

    def __str__(self) -> str:
        return f"{self.company} {self.site}".strip()

    @property
    def is_in_use(self) -> bool:
        return self.revoked_at is None

    def state_label(self) -> str:
        return str((CodeState.IN_USE if self.is_in_use else CodeState.REVOKED).label)
