"""The ledger of windows, the on-call list, one window with its roster, and the no-show rules."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.windows.forms import NoShowForm, WindowEditForm, WindowForm
from dianxiaoer.domain.appointments.actions.windows import add_window, edit_window, set_no_show_rule
from dianxiaoer.domain.appointments.columns import DUTY_COLUMNS, WINDOW_COLUMNS
from dianxiaoer.domain.appointments.models import NoShowRule, ServiceWindow
from dianxiaoer.domain.appointments.queries import duties_for, whole_window, window_choices, windows_for
from dianxiaoer.domain.appointments.rules import no_show_terms
from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.kernel.events import timeline
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.pages import form_page
from dianxiaoer.shell.timeline import told


def address_of(window: ServiceWindow) -> str:
    return reverse("windows-detail", args=[window.pk])


LEDGER = Ledger(
    name="windows",
    title=gettext_lazy("服务窗口"),
    rows=windows_for,
    columns=WINDOW_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("窗口名称"), lambda rows, words: rows.filter(name__icontains=words), kind="text"),
        Filter(
            "is_active",
            gettext_lazy("状态"),
            equals("is_active"),
            choices=lambda user: (("True", _("在用")), ("False", _("停用"))),
        ),
    ),
    sort="id",
    link=address_of,
    create=("windows-add", gettext_lazy("新增窗口"), "windows.add"),
    tools=(
        ("windows-duties", gettext_lazy("值班表"), "windows.view"),
        ("windows-rules", gettext_lazy("爽约规则"), "windows.view"),
    ),
    empty=gettext_lazy("还没有服务窗口。新增窗口后,依次添加事项、班次和值班人员,企业就能预约。"),
)
DUTIES = Ledger(
    name="windows-duties",
    title=gettext_lazy("值班表"),
    rows=duties_for,
    columns=DUTY_COLUMNS,
    filters=(
        Filter("window", gettext_lazy("窗口"), equals("window"), choices=window_choices),
        Filter("starts", gettext_lazy("日期"), between("starts_at__date"), kind="date_range"),
    ),
    sort="-starts_at",
    link=lambda duty: address_of(duty.window) + "#duties",
    empty=gettext_lazy("还没有值班安排。打开一个服务窗口,在“值班”里安排。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def duties(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, DUTIES)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    window = fetch(request.user, windows_for(request.user), pk=pk)
    today = timezone.localdate()
    context = {
        "title": window.label,
        "trail": trail(),
        "window": window,
        "whole": whole_window(window, today, today + timedelta(14)),
        "terms": no_show_terms(window.unit, today),
        "events": told(timeline(window, 20)),
    }
    return render(request, "desk/windows/detail.html", context)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "windows.add")
    return form_page(
        request,
        WindowForm(request.user, request.POST or None, initial={"unit": request.user.unit_id}),
        title=_("新增窗口"),
        back=reverse("windows-list"),
        trail=trail(),
        act=lambda form: add_window(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=address_of,
        said=lambda window: _("已新增。请接着添加事项和班次。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    window = fetch(request.user, ServiceWindow, pk=pk)
    require(request.user, "windows.edit", window)
    initial = {name: getattr(window, name) for name in WindowEditForm.base_fields if name != "unit"}
    return form_page(
        request,
        WindowEditForm(request.user, request.POST or None, initial=initial),
        title=_("修改窗口"),
        back=address_of(window),
        trail=trail(window),
        act=lambda form: edit_window(
            window, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=address_of,
        said=lambda window: _("已保存。"),
    )


def rules(request: HttpRequest) -> HttpResponse:
    """The no-show rules a person's units have, the newest first, and what holds without one."""
    require(request.user, "windows.view")
    context = {
        "title": _("爽约规则"),
        "trail": trail(),
        "rules": list(visible(request.user, NoShowRule).select_related("unit")),
        "terms": no_show_terms(request.user.unit, timezone.localdate()),
    }
    return render(request, "desk/windows/rules.html", context)


def set_rule(request: HttpRequest) -> HttpResponse:
    require(request.user, "windows.set_rule")
    initial = {"unit": request.user.unit_id, "from_on": timezone.localdate()}
    page = reverse("windows-rules")
    return form_page(
        request,
        NoShowForm(request.user, request.POST or None, initial=initial),
        title=_("制定爽约规则"),
        intro=_("起用日期起对本机构和下级机构生效,以前的规则留存。"),
        back=page,
        trail=[*trail(), (_("爽约规则"), page)],
        act=lambda form: set_no_show_rule(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda rule: page,
        said=lambda rule: _("已保存。"),
    )


def trail(window: ServiceWindow | None = None) -> list[tuple[str, str]]:
    top = [(_("服务窗口"), reverse("windows-list"))]
    return [*top, (window.label, address_of(window))] if window else top
