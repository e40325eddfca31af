"""The ledger of people brought in, and its forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.desk.talent.forms import TalentEditForm, TalentForm
from dianxiaoer.domain.companies.queries import company_in
from dianxiaoer.domain.people.access import fetch, require
from dianxiaoer.domain.people.models import Unit
from dianxiaoer.domain.training.actions.planning import add_talent, edit_talent
from dianxiaoer.domain.training.columns import TALENT_COLUMNS
from dianxiaoer.domain.training.queries import narrow_talents, talents_for
from dianxiaoer.domain.training.states import TalentLevel, TalentManner
from dianxiaoer.shell.ledger import Filter, Ledger, between, equals, ledger_page
from dianxiaoer.shell.pages import form_page

LEDGER = Ledger(
    name="talent",
    title=gettext_lazy("引进人才"),
    rows=talents_for,
    columns=TALENT_COLUMNS,
    filters=(
        Filter("q", gettext_lazy("姓名、单位或称号"), narrow_talents, kind="text"),
        Filter("level", gettext_lazy("层次"), equals("level"), choices=lambda user: TalentLevel.choices),
        Filter("manner", gettext_lazy("引进方式"), equals("manner"), choices=lambda user: TalentManner.choices),
        Filter("brought", gettext_lazy("引进日期"), between("brought_in_on"), kind="date_range"),
    ),
    sort="-brought_in_on",
    link=lambda row: reverse("talent-edit", args=[row.pk]),
    link_verb="talent.edit",
    create=("talent-add", gettext_lazy("登记引进人才"), "talent.add"),
    empty=gettext_lazy("还没有登记引进的人才。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "talent.add")
    initial = {"unit": request.user.unit_id, "owner": request.user.pk, "brought_in_on": timezone.localdate()}
    return form_page(
        request,
        TalentForm(request.user, request.POST or None, initial=initial),
        title=_("登记引进人才"),
        back=reverse("talent-list"),
        trail=_trail(),
        act=lambda form: add_talent(
            by=request.user,
            at=timezone.now(),
            employer=_employer(form.cleaned_data["unit"], form),
            **form.cleaned_data,
        ),
        done=lambda row: reverse("talent-list"),
        said=lambda row: _("已登记。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, talents_for(request.user), pk=pk)
    require(request.user, "talent.edit", row)
    initial = {name: getattr(row, name) for name in TalentEditForm.base_fields if name != "unit"}
    return form_page(
        request,
        TalentEditForm(request.user, request.POST or None, initial=initial),
        title=_("修改引进人才"),
        back=reverse("talent-list"),
        trail=_trail(),
        act=lambda form: edit_talent(
            row,
            form.changes() | {"employer": _employer(row.unit, form)},
            by=request.user,
            at=timezone.now(),
            version=form.cleaned_data["version"],
        ),
        done=lambda row: reverse("talent-list"),
        said=lambda row: _("已保存。"),
    )


def _employer(unit: Unit, form: Any) -> Any:
    return company_in(unit, name=form.cleaned_data["employer_name"])


def _trail() -> list[tuple[str, str]]:
    return [(_("引进人才"), reverse("talent-list"))]
