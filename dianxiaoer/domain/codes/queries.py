"""Service codes as screens read them."""

from __future__ import annotations

from django.db.models import QuerySet

from dianxiaoer.domain.codes.models import ServiceCode
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User


def codes_for(user: User) -> QuerySet[ServiceCode]:
    """The ledger's rows. One statement."""
    return visible(user, ServiceCode).select_related("unit", "company")
