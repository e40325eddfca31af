"""Verbs of the reference tables and of industrial chains."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dianxiaoer.kernel.verbs import declare

declare("reference", {"view": _("查看基础资料"), "edit": _("修改榜单")})
declare("chains", {"view": _("查看产业链"), "add": _("新增产业链"), "edit": _("修改产业链")})
declare(
    "calendar",
    {
        "view": _("查看工作日历"),
        "set_day": _("修改日历日期"),
        "clear_day": _("取消日历日期"),
        "announce": _("公布年度假期"),
        "withdraw": _("撤回年度公布"),
    },
)
