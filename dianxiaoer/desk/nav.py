"""The menu: which subjects a person sees, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.access import may


@dataclass(frozen=True)
class Entry:
    label: str | Promise
    url_name: str
    icon: str  # name of a Tabler icon in the sprite
    verb: str = ""  # the grant that shows it; "" = everybody
    group: str | Promise = ""


ENTRIES: tuple[Entry, ...] = (
    Entry(_("工作台"), "home", "layout-dashboard"),
    Entry(_("线索台账"), "leads-list", "chart-funnel", "leads.view", _("招引")),
    Entry(_("企业库"), "companies-list", "building", "companies.view", _("招引")),
    Entry(_("招商活动"), "activities-list", "calendar-event", "activities.view", _("招引")),
    Entry(_("招商渠道"), "channels-list", "affiliate", "channels.view", _("招引")),
    Entry(_("产业链"), "chains-list", "hierarchy", "chains.view", _("招引")),
    Entry(_("项目台账"), "projects-list", "building-factory", "projects.view", _("落地")),
    Entry(_("阶段核实"), "projects-claims", "clipboard-check", "projects.view", _("落地")),
    Entry(_("到位资金"), "funds-list", "report-money", "receipts.view", _("落地")),
    Entry(_("三个一批"), "rounds-list", "list-check", "rounds.view", _("落地")),
    Entry(_("专项债"), "bonds-list", "building-bank", "bonds.view", _("落地")),
    Entry(_("入库入统"), "libraries-list", "checklist", "libraries.view", _("落地")),
    Entry(_("诉求办理"), "tickets-list", "message", "tickets.view", _("助企")),
    Entry(_("管家工单"), "works-list", "truck", "works.view", _("助企")),
    Entry(_("预约台账"), "appointments-list", "calendar-time", "appointments.view", _("助企")),
    Entry(_("走访台账"), "visits-list", "map-pin", "visits.view", _("助企")),
    Entry(_("动态台账"), "visits-findings", "flag", "visits.view", _("助企")),
    Entry(_("包联台账"), "stewardship-list", "users-group", "stewardship.view", _("助企")),
    Entry(_("行政检查"), "inspections-list", "gavel", "inspections.view", _("助企")),
    Entry(_("入企记录"), "entries-list", "history", "entries.view", _("助企")),
    Entry(_("入企预警"), "alerts-list", "alert-triangle", "alerts.view", _("助企")),
    Entry(_("服务码"), "codes-list", "tag", "codes.view", _("助企")),
    Entry(_("政策库"), "policies-list", "file-text", "policies.view", _("助企")),
    Entry(_("培训活动"), "training-list", "presentation", "training.view", _("助企")),
    Entry(_("引进人才"), "talent-list", "user-plus", "talent.view", _("助企")),
    Entry(_("企业账户"), "accounts-members", "id-badge-2", "accounts.view", _("助企")),
    Entry(_("服务窗口"), "windows-list", "building-community", "windows.view", _("助企")),
    Entry(_("红黄绿灯"), "lights-board", "flag", "lights.view", _("督导")),
    Entry(_("督办函"), "notices-list", "gavel", "notices.view", _("督导")),
    Entry(_("考核"), "appraisal-list", "trophy", "appraisal.view", _("督导")),
    Entry(_("机构看板"), "dashboards-unit", "chart-bar", "figures.view", _("统揽")),
    Entry(_("目标与完成"), "targets-list", "target", "targets.view", _("统揽")),
    Entry(_("指标目录"), "figures-list", "list-details", "figures.view", _("统揽")),
    Entry(_("一屏统览"), "screen", "device-desktop", "figures.view", _("统揽")),
    Entry(_("机构树"), "units-list", "sitemap", "units.view", _("管理")),
    Entry(_("人员名册"), "people-list", "users", "people.view", _("管理")),
    Entry(_("权限表"), "grants-list", "shield-lock", "grants.view", _("管理")),
    Entry(_("工作日历"), "calendar-list", "calendar", "calendar.view", _("管理")),
    Entry(_("消息"), "messages-list", "message", "outbox.view", _("管理")),
    Entry(_("事件订阅"), "subscriptions-list", "send", "subscriptions.view", _("管理")),
    Entry(_("接口令牌"), "tokens-list", "key", "tokens.view", _("管理")),
    Entry(_("安全日志"), "audit-list", "shield-check", "audit.view", _("管理")),
)
#: a menu up to this long shows every group open
FEW_ENTRIES = 16


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu of the person signed in, as (group, entries, whether it stands open)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": []}
    shown = [(entry, _address(entry.url_name)) for entry in ENTRIES if not entry.verb or may(user, entry.verb)]
    inside = [address for _entry, address in shown if request.path.startswith(address) and address != "/"]
    current = max(inside, key=len, default=request.path)
    items = [{"entry": entry, "address": address, "current": address == current} for entry, address in shown]
    groups = [(group, list(members)) for group, members in groupby(items, key=lambda item: str(item["entry"].group))]
    return {"menu": [(group, members, _is_open(group, members, groups)) for group, members in groups]}


@cache
def _address(url_name: str) -> str:
    return reverse(url_name)


def _is_open(group: str, members: list[dict[str, Any]], groups: list[tuple[str, Any]]) -> bool:
    """The group of the page stands open; with few entries, or on a page outside every group, all of them do."""
    everything = sum(len(others) for _name, others in groups)
    inside = any(item["current"] for name, others in groups if name for item in others)
    return not group or not inside or everything <= FEW_ENTRIES or any(item["current"] for item in members)
