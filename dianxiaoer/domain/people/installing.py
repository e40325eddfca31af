"""The first people of an installation: nobody is there yet to be asked, so only a command may call this."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dianxiaoer.domain.people.actions import enrol_user, give_role, plant_unit
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.passwords import made_up_password
from dianxiaoer.domain.people.states import Role, UnitKind
from dianxiaoer.kernel.audit import write_entry
from dianxiaoer.kernel.refusals import Refused

#: word → (role, usual account, name)
ADMINISTRATORS = {
    "system": (Role.SYSTEM_ADMIN, "sysadmin", "系统管理员"),
    "security": (Role.SECURITY_ADMIN, "secadmin", "安全管理员"),
    "audit": (Role.AUDITOR, "auditor", "审计员"),
}


@transaction.atomic
def install_administrators(
    *, unit_name: str, unit_kind: str, at: datetime, role: str | None = None, username: str | None = None
) -> list[tuple[str, str]]:
    """Make the unit (when it does not exist) and three people, or the one of `role`. Returns (account, first password).

    Raises Refused when an account is taken, ValidationError by field. The first passwords are shown once, kept nowhere.
    """
    if unit_kind not in UnitKind.values:
        raise Refused(_("没有“%(kind)s”这种机构。可用:%(kinds)s") % {"kind": unit_kind, "kinds": "、".join(UnitKind)})
    unit = Unit.objects.filter(name=unit_name).order_by("path").first()
    unit = unit or plant_unit(name=unit_name, kind=unit_kind, parent=None, at=at)
    wanted = [role] if role else list(ADMINISTRATORS)
    return [_one(word, unit, username if role else None, at) for word in wanted]


def _one(word: str, unit: Unit, username: str | None, at: datetime) -> tuple[str, str]:
    role, usual, name = ADMINISTRATORS[word]
    account = username or usual
    if User.objects.filter(username__iexact=account).exists():
        raise Refused(_("账号 %(account)s 已存在。请用 --role 和 --username 另起一个。") % {"account": account})
    password = made_up_password()
    user = enrol_user(username=account, name=name, unit=unit, password=password, at=at)
    give_role(user, role, unit, since=timezone.localdate(at))
    write_entry("installation.createadmin", by=None, at=at, subject=account, detail={"role": role, "unit": unit.name})
    return account, password
