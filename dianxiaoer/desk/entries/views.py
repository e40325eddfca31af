"""Entries at firms, the quiet rule, and the alerts supervisors settle."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.entries.forms import LimitForm, SettleForm
from dianxiaoer.domain.companies.queries import about_firms
from dianxiaoer.domain.entries.actions import set_limit, settle_alert
from dianxiaoer.domain.entries.columns import ALERT_COLUMNS, ENTRY_COLUMNS
from dianxiaoer.domain.entries.queries import alerts_for, entries_for, limits_for
from dianxiaoer.domain.entries.states import AlertKind, EntryKind
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told


def _state(rows: Any, value: str) -> Any:
    if value == "cancelled":
        return rows.filter(is_cancelled=True)
    return rows.filter(is_cancelled=False, is_done=value == "done")


ENTRIES = Ledger(
    name="entries",
    title=gettext_lazy("入企记录"),
    rows=entries_for,
    columns=ENTRY_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业"), about_firms, kind="text"),
        Filter("kind", gettext_lazy("类型"), equals("kind"), choices=lambda user: EntryKind.choices),
        Filter(
            "state", gettext_lazy("状态"), _state,
            choices=lambda user: [("planned", _("计划中")), ("done", _("已入企")), ("cancelled", _("已取消"))],
        ),
        Filter("on", gettext_lazy("日期"), between("on"), kind="date_range"),
    ),
    sort="-on",
    tools=(("entries-limits", gettext_lazy("入企次数上限"), "quiet.view"),),
    empty=gettext_lazy("还没有入企记录。安排走访、备案检查后,这里按日期列出谁去过哪家企业。"),
)  # fmt: skip
ALERTS = Ledger(
    name="alerts",
    title=gettext_lazy("入企预警"),
    rows=alerts_for,
    columns=ALERT_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("企业"), about_firms, kind="text"),
        Filter("kind", gettext_lazy("预警"), equals("kind"), choices=lambda user: AlertKind.choices),
        Filter(
            "open", gettext_lazy("状态"), lambda rows, value: rows.filter(settled_at__isnull=value == "yes"),
            choices=lambda user: [("yes", _("待处理")), ("no", _("已处理"))],
        ),
        Filter("raised", gettext_lazy("预警时间"), between("raised_at__date"), kind="date_range"),
    ),
    sort="-raised_at",
    link=lambda alert: reverse("alerts-detail", args=[alert.pk]),
    presets=((gettext_lazy("待处理"), "open=yes"),),
    empty=gettext_lazy("没有预警。检查超上限、入企过频、例外检查和未扫码入企会列在这里。"),
)  # fmt: skip


def entries(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, ENTRIES)


def alerts(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, ALERTS)


def alert(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, alerts_for(request.user), pk=pk)
    context = {
        "title": row.get_kind_display(),
        "trail": [(_("入企预警"), reverse("alerts-list"))],
        "alert": row,
        "events": told(timeline(row)),
    }
    return render(request, "desk/entries/alert.html", context)


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, alerts_for(request.user), pk=pk)
    require(request.user, "alerts.settle", row)
    page = reverse("alerts-detail", args=[pk])
    return form_page(
        request,
        SettleForm(request.POST or None),
        title=_("处理入企预警"),
        intro=f"{row.company} · {row.text}",
        submit=_("处理"),
        back=page,
        trail=[(_("入企预警"), reverse("alerts-list"))],
        act=lambda form: settle_alert(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: page,
        said=lambda row: _("已处理。"),
    )


def limits(request: HttpRequest) -> HttpResponse:
    require(request.user, "quiet.view")
    context = {
        "title": _("入企次数上限"),
        "trail": [(_("入企记录"), reverse("entries-list"))],
        "limits": limits_for(request.user),
    }
    return render(request, "desk/entries/limits.html", context)


def add_limit(request: HttpRequest) -> HttpResponse:
    require(request.user, "quiet.set_limit")
    initial = {"unit": request.user.unit_id, "since_on": timezone.localdate(), "per_month": 2}
    return form_page(
        request,
        LimitForm(request.user, request.POST or None, initial=initial),
        title=_("设定入企次数上限"),
        back=reverse("entries-limits"),
        trail=[(_("入企记录"), reverse("entries-list"))],
        act=lambda form: set_limit(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda row: reverse("entries-limits"),
        said=lambda row: _("已保存。"),
    )
