"""Making, renewing and revoking service codes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.people.access import require, require_at
from dianxiaoer.domain.people.models import User
from dianxiaoer.kernel.records import add, amend
from dianxiaoer.kernel.refusals import Refused


def issue_code(company: Company, *, by: User, at: datetime, site: str = "", address: str = "") -> ServiceCode:
    """A code for a site of a firm. A site has one; a lost or misused print is renewed, not issued anew."""
    require_at(by, "codes.issue", company.unit)
    if ServiceCode.objects.filter(company=company, site=site.strip()).exists():
        raise Refused(_("“%(firm)s”的这一场所已有服务码。遗失或被冒用的,请换发。") % {"firm": company})
    row = ServiceCode(
        unit=company.unit, company=company, site=site.strip(), address=address or company.address, issued_at=at
    )
    return add(row, "codes.issue", by=by, at=at, root=company)


def renew_code(code: ServiceCode, *, by: User, at: datetime, reason: str) -> ServiceCode:
    """A new edition: every earlier print is refused from now on, and a revoked code is in use again."""
    require(by, "codes.renew", code)
    changes = {"edition": code.edition + 1, "issued_at": at, "revoked_at": None, "revoke_reason": ""}
    return amend(code, "codes.renew", changes, by=by, at=at, version=code.version, note=reason, root=code.company)


def revoke_code(code: ServiceCode, *, by: User, at: datetime, reason: str) -> ServiceCode:
    require(by, "codes.revoke", code)
    if not code.is_in_use:
        raise Refused(_("这一服务码已停用。"))
    changes = {"revoked_at": at, "revoke_reason": reason}
    return amend(code, "codes.revoke", changes, by=by, at=at, note=reason, root=code.company)
