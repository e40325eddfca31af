"""Kinds of units, roles, and the verbs of people and units."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    DISTRICT = "district", _("区县")
    PARK = "park", _("园区")
    STREET = "street", _("街道乡镇")
    BUREAU = "bureau", _("部门")
    SECTION = "section", _("科室")


class Role(models.TextChoices):
    OFFICER = "officer", _("招商干部")
    CHIEF = "chief", _("科长")
    LEADER = "leader", _("领导")
    HANDLER = "handler", _("部门经办")
    PARK_MANAGER = "park_manager", _("园区经理")
    SUPERVISOR = "supervisor", _("督查专员")
    AUDITOR = "auditor", _("审计员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    API_CLIENT = "api_client", _("接口账号")


#: roles a piece of work may be given to. Auditors watch, administrators keep the house, an interface account is a program.
TAKE_WORK = frozenset((Role.OFFICER, Role.CHIEF, Role.LEADER, Role.HANDLER, Role.PARK_MANAGER, Role.SUPERVISOR))
#: roles that read the ledger without working in it: a copy may go to them
READ_ALONG = frozenset((Role.AUDITOR,))

declare(
    "units",
    {"view": _("查看机构"), "add": _("新增机构"), "edit": _("修改机构"), "move": _("移动机构")},
)
declare(
    "people",
    {
        "view": _("查看人员"),
        "add": _("新增人员"),
        "edit": _("修改人员"),
        "deactivate": _("停用账号"),
        "activate": _("启用账号"),
        "reset_password": _("重置密码"),
        "unlock": _("解锁账号"),
        "assign_role": _("授予角色"),
        "withdraw_role": _("收回角色"),
    },
)
declare("tokens", {"view": _("查看接口令牌"), "issue": _("签发接口令牌"), "revoke": _("吊销接口令牌")})
declare("grants", {"view": _("查看权限表")})
declare("audit", {"view": _("查看安全日志")})
declare("exports", {"view": _("查看我的导出")})

#: what the audit log tells of signing in and of data going out; other entries carry the verb of the act itself
AUDIT_ACTS = {
    "signin.done": _("登录成功"),
    "signin.failed": _("登录失败"),
    "signin.locked": _("账号锁定"),
    "signin.ended": _("退出登录"),
    "signin.displaced": _("超出会话数,旧会话结束"),
    "password.changed": _("修改本人密码"),
    "password.reset": _("重置他人密码"),
    "export": _("导出"),
    "export.download": _("下载导出文件"),
    "reveal": _("查看隐藏信息"),
    "installation.createadmin": _("命令行创建管理员"),
}
