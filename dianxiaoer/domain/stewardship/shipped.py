"""Rows an installation starts with: size bands with their weight, and which roles are for one person a firm."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

SINCE = date(2018, 1, 3)
SIZE_SOURCE = "《统计上大中小微型企业划分办法(2017)》工业营业收入档;其他行业按同档估计;权重为起点值,可改"
ROLE_SOURCE = "起点值:领导与首席服务官每家一人,联络员可多人;各地按本地方案修改"
#: size → lowest yearly revenue in yuan, weight of the work
BANDS = (
    ("large", Decimal(400_000_000), Decimal(8)),
    ("medium", Decimal(20_000_000), Decimal(4)),
    ("small", Decimal(3_000_000), Decimal(2)),
    ("micro", Decimal(0), Decimal(1)),
)
ROLES = (("leader", True), ("chief_officer", True), ("liaison", False))


def install_rules(bands: Any, roles: Any, at: datetime) -> None:
    """Add what is missing. Takes the two models, so that a migration may call it."""
    stamps = {"created_at": at, "updated_at": at}
    for size, least, weight in BANDS:
        facts = {"least_yuan": least, "weight": weight, "source": SIZE_SOURCE} | stamps
        bands.objects.get_or_create(size=size, since_on=SINCE, defaults=facts)
    for role, is_sole in ROLES:
        facts = {"is_sole": is_sole, "source": ROLE_SOURCE} | stamps
        roles.objects.get_or_create(unit=None, role=role, since_on=SINCE, defaults=facts)
