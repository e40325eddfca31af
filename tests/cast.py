"""The cast of the tests: who works where, and what they hold.

示例省 (province)
└ 示例市 (city)
  ├ 甲区 (district): 小王 officer · 小赵 officer · 李科长 chief · 周领导 leader · 孙经办 handler · 吴督查 supervisor ·
  │ │               郑审计 auditor · 系统员 system administrator · 安全员 security administrator · 接口 api client
  │ └ 甲区高新园 (park): 钱园长 park manager
  └ 乙区 (district): 乙区小刘 officer · 陌生人 (signed in, holds no role)
市领导 leader at 示例市 stands above both districts.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache

from django.db import transaction
from django.db.models import Model

from dianxiaoer.domain.people.actions import enrol_user, give_role, plant_unit
from dianxiaoer.domain.people.models import RoleAssignment, Unit, User
from dianxiaoer.domain.people.states import Role, UnitKind

NOW = datetime(2024, 6, 3, 1, 0, tzinfo=UTC)  # a Monday morning in Shanghai
TODAY = date(2024, 6, 3)
PASSWORD = "Shili-2024-mima"


@dataclass
class Cast:
    province: Unit
    city: Unit
    district: Unit
    park: Unit
    other_district: Unit
    wang: User  # officer, 甲区
    zhao: User  # another officer, 甲区
    chief: User
    leader: User
    handler: User
    supervisor: User
    auditor: User
    system_admin: User
    security_admin: User
    api_client: User
    park_manager: User  # 甲区高新园
    liu: User  # officer, 乙区
    city_leader: User
    stranger: User  # signed in, holds no role

    def everyone(self) -> dict[str, User]:
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: person for name, person in found.items() if isinstance(person, User)}


@cache
def _rows_of_cast() -> tuple[Cast, tuple[list[Model], ...]]:
    """Made by the actions once a process, as rows that can be written again."""
    with transaction.atomic():
        cast = make_cast()
        rows = tuple(list(model._default_manager.order_by("pk")) for model in (Unit, User, RoleAssignment))
        transaction.set_rollback(True)
    return cast, rows


def stand_cast() -> Cast:
    """The cast in the database, in four statements for all but the first test of a process; a copy of its own each time."""
    cast, rows = _rows_of_cast()
    for group in rows:
        type(group[0])._default_manager.bulk_create(group)
    return copy.deepcopy(cast)


def make_cast() -> Cast:
    province = plant_unit(name="示例省", kind=UnitKind.PROVINCE, parent=None, at=NOW, region_name="示例省")
    city = plant_unit(name="示例市", kind=UnitKind.CITY, parent=province, at=NOW, region_name="示例省示例市")
    district = plant_unit(name="甲区", kind=UnitKind.DISTRICT, parent=city, at=NOW, region_name="示例省示例市甲区")
    park = plant_unit(
        name="甲区高新园", kind=UnitKind.PARK, parent=district, at=NOW, region_name="示例省示例市甲区高新园"
    )
    other = plant_unit(name="乙区", kind=UnitKind.DISTRICT, parent=city, at=NOW, region_name="示例省示例市乙区")
    people = {
        "wang": ("小王", district, Role.OFFICER),
        "zhao": ("小赵", district, Role.OFFICER),
        "chief": ("李科长", district, Role.CHIEF),
        "leader": ("周领导", district, Role.LEADER),
        "handler": ("孙经办", district, Role.HANDLER),
        "supervisor": ("吴督查", district, Role.SUPERVISOR),
        "auditor": ("郑审计", district, Role.AUDITOR),
        "system_admin": ("系统员", district, Role.SYSTEM_ADMIN),
        "security_admin": ("安全员", district, Role.SECURITY_ADMIN),
        "api_client": ("接口", district, Role.API_CLIENT),
        "park_manager": ("钱园长", park, Role.PARK_MANAGER),
        "liu": ("乙区小刘", other, Role.OFFICER),
        "city_leader": ("市领导", city, Role.LEADER),
        "stranger": ("陌生人", other, None),
    }
    enrolled = {key: _enrol(key, *facts) for key, facts in people.items()}
    return Cast(province=province, city=city, district=district, park=park, other_district=other, **enrolled)


def _enrol(username: str, name: str, unit: Unit, role: str | None) -> User:
    user = enrol_user(username=username, name=name, unit=unit, password=PASSWORD, at=NOW, must_change_password=False)
    if role:
        give_role(user, role, unit, since=TODAY)
    return user
