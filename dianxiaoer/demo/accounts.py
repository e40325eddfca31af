"""Who can sign in to the demo: one account per role in the fictitious district, one leader per article district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.contrib.auth.hashers import make_password

from dianxiaoer.desk.signin.demo import DEMO_PASSWORD
from dianxiaoer.domain.people.actions import enrol_user, give_role
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.people.states import Role

#: printed at every start of the demo and on its sign-in page, never used elsewhere
PASSWORD = DEMO_PASSWORD


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    position: str
    role: str
    unit: str  # name of the unit in the demo
    does: str  # what to try with it


ACCOUNTS = (
    Account(
        "xiaowang",
        "小王",
        "招商干部",
        Role.OFFICER,
        "云溪区(示例)",
        "线索从展会到项目 / a lead from a fair to a project",
    ),
    Account("xiaozhao", "小赵", "招商干部", Role.OFFICER, "云溪区(示例)", "另一位负责人 / another owner"),
    Account(
        "likezhang",
        "李科长",
        "项目科科长",
        Role.CHIEF,
        "云溪区(示例)",
        "核实、认定、改规则 / verifies, recognises, edits rules",
    ),
    Account("zhouzhuren", "周主任", "管委会主任", Role.LEADER, "云溪区(示例)", "看一屏统览 / reads the big screen"),
    Account("sunjingban", "孙经办", "发改经办", Role.HANDLER, "云溪区(示例)", "部门经办 / department handler"),
    Account(
        "qianyuanzhang", "钱园长", "园区经理", Role.PARK_MANAGER, "云溪高新园(示例)", "只看本园区 / sees one park only"
    ),
    Account("wuducha", "吴督查", "督查专员", Role.SUPERVISOR, "云溪区(示例)", "督查 / supervision"),
    Account("zhengshenji", "郑审计", "审计员", Role.AUDITOR, "云溪区(示例)", "安全日志 / audit log"),
    Account("xitong", "陈系统", "系统管理员", Role.SYSTEM_ADMIN, "云溪区(示例)", "机构与人员 / units and people"),
    Account("anquan", "林安全", "安全管理员", Role.SECURITY_ADMIN, "云溪区(示例)", "授权、解锁 / roles, unlocking"),
    Account("jiekou", "接口账号", "", Role.API_CLIENT, "云溪区(示例)", "只读接口 / read-only client"),
    Account("shizhang", "示例市领导", "分管领导", Role.LEADER, "示例市", "站在区之上 / stands above the district"),
)


def enrol(account: Account, unit: Unit, at: datetime, since: date) -> User:
    """An account of the demo: it keeps its printed password and need not change it."""
    user = enrol_user(
        username=account.username,
        name=account.name,
        position=account.position,
        unit=unit,
        password=None,
        at=at,
        must_change_password=False,
    )
    user.password, user.password_changed_at = _hashed(), at
    user.save(update_fields=["password", "password_changed_at"])
    give_role(user, account.role, unit, since=since)
    return user


@cache
def _hashed() -> str:
    """One hash for all: the password is the same and printed, and hashing it for each would double the load's time."""
    return make_password(PASSWORD)


def welcome(address: str) -> str:
    """What `make demo` prints: where to go and with which accounts."""
    from dianxiaoer.domain.people.models import RoleAssignment

    held = [
        one
        for one in RoleAssignment.objects.select_related("user", "unit").order_by("-unit__is_fictitious", "id")
        if one.user.has_usable_password()
    ]
    does = {account.username: account.does for account in ACCOUNTS}
    lines = [
        f"  {one.user.username:<16}{one.get_role_display()}  {one.unit}  {does.get(one.user.username, '')}"
        for one in held
    ]
    return "\n".join(
        [
            "",
            f"店小二 {address}",
            f"密码 / password: {PASSWORD}",
            "账号 / accounts:",
            *lines,
            "",
            "Ctrl+C 停止 / stops it",
        ]
    )
