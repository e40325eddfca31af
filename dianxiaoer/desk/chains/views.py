"""The list of chains, and the forms to add and change one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.people.access import fetch, require, units_for, visible
from dianxiaoer.domain.reference.actions import add_chain, edit_chain
from dianxiaoer.domain.reference.models import Chain
from dianxiaoer.kernel.tables import Column
from dianxiaoer.shell.forms import EditForm, Form
from dianxiaoer.shell.ledger import Filter, Ledger, ledger_page
from dianxiaoer.shell.pages import form_page

FACTS = ("name", "chief_name", "note", "is_active")


class ChainEditForm(EditForm):
    name = forms.CharField(label=gettext_lazy("产业链"), max_length=60)
    chief_name = forms.CharField(label=gettext_lazy("链长"), max_length=60, required=False)
    note = forms.CharField(label=gettext_lazy("说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    is_active = forms.BooleanField(label=gettext_lazy("在用"), required=False, initial=True)


class ChainForm(Form):
    unit = forms.ModelChoiceField(None, label=gettext_lazy("所属机构"))
    name = forms.CharField(label=gettext_lazy("产业链"), max_length=60)
    chief_name = forms.CharField(label=gettext_lazy("链长"), max_length=60, required=False)
    note = forms.CharField(label=gettext_lazy("说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, "chains.add")  # type: ignore[attr-defined]


LEDGER = Ledger(
    name="chains",
    title=gettext_lazy("产业链"),
    rows=lambda user: visible(user, Chain).select_related("unit"),
    columns=(
        Column("name", gettext_lazy("产业链"), "name", sort="name"),
        Column("unit", gettext_lazy("所属机构"), "unit.name"),
        Column("chief", gettext_lazy("链长"), "chief_name"),
        Column("note", gettext_lazy("说明"), "note", wide=True),
        Column("active", gettext_lazy("在用"), lambda chain: _("是") if chain.is_active else _("否")),
    ),
    filters=(Filter("q", gettext_lazy("产业链"), lambda rows, words: rows.filter(name__icontains=words), kind="text"),),
    sort="name",
    link=lambda chain: reverse("chains-edit", args=[chain.pk]),
    create=("chains-add", gettext_lazy("新增产业链"), "chains.add"),
    empty=gettext_lazy("还没有产业链。先登记本区主抓的几条链,线索和项目就能归链统计。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    require(request.user, "chains.view")
    return ledger_page(request, LEDGER)


def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "chains.add")
    return form_page(
        request,
        ChainForm(request.user, request.POST or None, initial={"unit": request.user.unit_id}),
        title=_("新增产业链"),
        trail=_trail(),
        back=reverse("chains-list"),
        act=lambda form: add_chain(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda chain: reverse("chains-list"),
        said=lambda chain: _("已登记产业链“%(name)s”。") % {"name": chain.name},
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    chain = fetch(request.user, Chain, pk=pk)
    require(request.user, "chains.edit", chain)
    initial = {name: getattr(chain, name) for name in FACTS} | {"version": chain.version}
    return form_page(
        request,
        ChainEditForm(request.POST or None, initial=initial),
        title=chain.name,
        trail=_trail(),
        back=reverse("chains-list"),
        act=lambda form: edit_chain(
            chain, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        done=lambda chain: reverse("chains-list"),
        said=lambda chain: _("已保存。"),
    )


def _trail() -> list[tuple[str, str]]:
    return [(_("产业链"), reverse("chains-list"))]
