"""The one place that decides what a caller of a firm may see: what its phone registered, and what belongs to its firms.

Each model a firm may meet says where it belongs in FIRM_SCOPE (kernel.scope.FirmScope); a model without one is never
shown on the firm's side.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.models import Membership
from dianxiaoer.domain.accounts.states import MemberRole
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.kernel.scope import FirmScope

Row = TypeVar("Row", bound=Model)


def visible_to(caller: Caller | None, rows: type[Row] | QuerySet[Row]) -> QuerySet[Row]:
    """The rows a caller may see. Everything a page of the firm's side shows comes through here."""
    found: QuerySet[Row] = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    scope: FirmScope | None = getattr(found.model, "FIRM_SCOPE", None)
    if scope is None or caller is None:
        return found.none()
    return found.filter(
        scope.reached_by(caller.account.pk if caller.account else None, caller.company_ids, caller.left_ids)
    )


def fetch_for(caller: Caller | None, rows: type[Row] | QuerySet[Row], **lookup: Any) -> Row:
    """One row the caller may see. Raises Http404 otherwise: a guessed address finds nothing."""
    row = visible_to(caller, rows).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def reaches(caller: Caller, row: Model) -> bool:
    """Whether a row is the caller's: for actions that were handed the row. One statement."""
    return visible_to(caller, type(row)).filter(pk=row.pk).exists()


def require_firm(caller: Caller, company: Company, *, manager: bool = False) -> None:
    """First line of an action on a firm. Raises PermissionDenied to who does not act for it (or is no manager of it)."""
    held = Membership.objects.filter(account=caller.account, company=company, until_on__isnull=True)
    if manager:
        held = held.filter(role=MemberRole.MANAGER)
    if caller.account is None or not held.exists():
        raise PermissionDenied(
            _("只有“%(firm)s”的管理员可以这样做。") % {"firm": company}
            if manager
            else _("您没有绑定“%(firm)s”。") % {"firm": company}
        )
