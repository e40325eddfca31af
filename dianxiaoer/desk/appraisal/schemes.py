"""Schemes: the ledger with the published examples below it, one scheme with its lines, writing both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.appraisal.forms import (
    AdoptSchemeForm,
    EditIndicatorForm,
    EditSchemeForm,
    IndicatorForm,
    RemoveForm,
    SetSchemeForm,
)
from dianxiaoer.desk.appraisal.parsing import told_sources, written_items, written_sources, written_tiers
from dianxiaoer.desk.appraisal.paths import scheme_address, schemes_trail
from dianxiaoer.domain.appraisal.actions.schemes import (
    add_indicator,
    adopt_scheme,
    edit_indicator,
    edit_scheme,
    remove_indicator,
    set_scheme,
)
from dianxiaoer.domain.appraisal.bridge import labels_of
from dianxiaoer.domain.appraisal.columns import SCHEME_COLUMNS
from dianxiaoer.domain.appraisal.examples import Example, shipped_scheme, shipped_schemes
from dianxiaoer.domain.appraisal.models import Scheme, SchemeIndicator
from dianxiaoer.domain.appraisal.queries import names_of_figures, schemes_for
from dianxiaoer.domain.appraisal.states import Cycle
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.pages import form_page

LEDGER = Ledger(
    name="schemes",
    title=gettext_lazy("考核办法"),
    rows=schemes_for,
    columns=SCHEME_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("办法名称"), lambda rows, words: rows.filter(name__contains=words), kind="text"),
        Filter("cycle", gettext_lazy("考核周期"), equals("cycle"), choices=lambda user: Cycle.choices),
    ),
    sort="-adopted_on",
    link=scheme_address,
    create=("appraisal-set_scheme", gettext_lazy("制定考核办法"), "appraisal.define"),
    empty=gettext_lazy("还没有考核办法。可采用下面的公开做法,或自己制定。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER, "desk/appraisal/schemes.html", shipped=shipped_schemes())


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = fetch(request.user, schemes_for(request.user), pk=pk)
    lines = list(scheme.indicators.all())
    context = {
        "title": scheme.name,
        "trail": schemes_trail(),
        "scheme": scheme,
        "lines": _in_words(lines),
        "editions": list(scheme.editions.select_related("unit").order_by("-period_end")[:50]),
        "can_define": may(request.user, "appraisal.define", scheme),
        "can_open": may(request.user, "appraisal.open", scheme),
        "is_used": scheme.editions.exists(),
    }
    return render(request, "desk/appraisal/scheme.html", context)


def _in_words(lines: Sequence[Any]) -> list[tuple[Any, list[str], list[str]]]:
    """Lines of a scheme with what they ask and where the system reads it, in words. One statement."""
    keys = {source.get("key", "") for line in lines for source in line.sources.values()}
    names = names_of_figures(keys)
    found = []
    for line in lines:
        labels = labels_of(line)
        found.append((line, list(labels.values()), told_sources(line.sources, labels, names)))
    return found


def example(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "appraisal.view")
    found = _example(key)
    context = {
        "title": found.name,
        "trail": schemes_trail(),
        "scheme": found,
        "lines": _in_words(found.indicators),
        "is_example": True,
        "can_adopt": may(request.user, "appraisal.define"),
    }
    return render(request, "desk/appraisal/scheme.html", context)


def adopt(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "appraisal.define")
    found = _example(key)
    initial = {"unit": request.user.unit_id, "name": found.name, "adopted_on": timezone.localdate()}
    return form_page(
        request,
        AdoptSchemeForm(request.user, request.POST or None, initial=initial),
        title=_("采用考核办法:%(name)s") % {"name": found.name},
        intro=found.source,
        submit=_("采用"),
        back=reverse("appraisal-schemes"),
        trail=schemes_trail(),
        act=lambda form: adopt_scheme(by=request.user, at=timezone.now(), key=key, **form.cleaned_data),
        done=scheme_address,
        said=lambda scheme: _("已采用,可按本机构的决定修改分值和目标。"),
    )


def set_(request: HttpRequest) -> HttpResponse:
    require(request.user, "appraisal.define")
    initial = {"unit": request.user.unit_id, "adopted_on": timezone.localdate(), "full_points": 100}
    return form_page(
        request,
        SetSchemeForm(request.user, request.POST or None, initial=initial),
        title=_("制定考核办法"),
        back=reverse("appraisal-schemes"),
        trail=schemes_trail(),
        act=lambda form: set_scheme(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=scheme_address,
        said=lambda scheme: _("已建立,请逐条添加指标。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = fetch(request.user, Scheme, pk=pk)
    require(request.user, "appraisal.define", scheme)
    initial = {name: getattr(scheme, name) for name in EditSchemeForm.base_fields}
    return form_page(
        request,
        EditSchemeForm(request.POST or None, initial=initial),
        title=_("修改考核办法"),
        back=scheme_address(scheme),
        trail=schemes_trail(scheme),
        act=lambda form: edit_scheme(
            scheme, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
        done=scheme_address,
        said=lambda made: _("已保存。"),
    )


def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = fetch(request.user, Scheme, pk=pk)
    require(request.user, "appraisal.define", scheme)
    return _line_page(
        request,
        scheme,
        IndicatorForm(request.POST or None),
        _("添加指标"),
        lambda form: add_indicator(scheme, by=request.user, at=timezone.now(), **form.cleaned_data),
    )


def edit_line(request: HttpRequest, pk: int) -> HttpResponse:
    line = _fetch_line(request, pk)
    initial = {name: getattr(line, name) for name in EditIndicatorForm.base_fields} | {
        "items": written_items(line.items),
        "tiers": written_tiers(line.tiers),
        "sources": written_sources(line.sources),
    }
    return _line_page(
        request,
        line.scheme,
        EditIndicatorForm(request.POST or None, initial=initial),
        _("修改指标"),
        lambda form: edit_indicator(
            line, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
        ),
    )


def remove_line(request: HttpRequest, pk: int) -> HttpResponse:
    line = _fetch_line(request, pk)
    return _line_page(
        request,
        line.scheme,
        RemoveForm(request.POST if request.method == "POST" else None),
        _("删除指标:%(name)s") % {"name": line.name},
        lambda form: remove_indicator(line, by=request.user, at=timezone.now()),
        submit=_("删除"),
        danger=True,
    )


def _line_page(request: HttpRequest, scheme: Scheme, form: Any, title: str, act: Any, **context: Any) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        back=scheme_address(scheme),
        trail=schemes_trail(scheme),
        act=act,
        done=lambda made: scheme_address(scheme),
        said=lambda made: _("已保存。"),
        **context,
    )


def _fetch_line(request: HttpRequest, pk: int) -> SchemeIndicator:
    rows = visible(request.user, SchemeIndicator).select_related("scheme", "scheme__unit")
    line = fetch(request.user, rows, pk=pk)
    require(request.user, "appraisal.define", line)
    return line


def _example(key: str) -> Example:
    try:
        return shipped_scheme(key)
    except KeyError:
        raise Http404 from None
