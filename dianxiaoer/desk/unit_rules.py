"""Rules a unit may keep for itself: one page, one way to adopt what is inherited, to add a line, to change one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from dianxiaoer.domain.people.access import fetch, require, units_for, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.kernel.models import Recorded
from dianxiaoer.shell.pages import form_page, see_other


@dataclass(frozen=True)
class UnitRules:
    """One subject's rules. The addresses are called <name>_mine, <name>, <name>_adopt, <name>_add, <name>_edit.

    model: an office's own rows. view, edit, adopt_verb: verbs. trail: the pages above.
    page: (unit, own rows) → what the template shows beside `unit`, `own`, `units`.
    adopt: (unit, by=, at=). add: (unit, by=, at=, **values of the form). change: (row, by=, at=, changes=, version=).
    facts: (form) → what `add` takes, where that is not the form's own values.
    """

    name: str
    model: type[Recorded]
    view: str
    edit: str
    title: str | Promise
    template: str
    trail: Callable[[], list[tuple[str, str]]]
    page: Callable[[Unit, Sequence[Any]], Mapping[str, Any]]
    adopt: Callable[..., Any]
    add: Callable[..., Any]
    change: Callable[..., Any]
    add_form: Callable[..., forms.Form]
    edit_form: Callable[..., forms.Form]
    add_title: str | Promise
    edit_title: str | Promise
    facts: Callable[[Any], Mapping[str, Any]] = lambda form: form.changes()
    adopt_verb: str = ""

    def urls(self, prefix: str) -> list[URLPattern]:
        """The five addresses, below `prefix`."""
        return [
            path(f"{prefix}/", self.show_mine, name=f"{self.name}_mine"),
            path(f"{prefix}/<int:pk>/", self.show, name=self.name),
            path(f"{prefix}/<int:pk>/adopt/", require_POST(self.do_adopt), name=f"{self.name}_adopt"),
            path(f"{prefix}/<int:pk>/add/", self.do_add, name=f"{self.name}_add"),
            path(f"{prefix}/rows/<int:pk>/edit/", self.do_edit, name=f"{self.name}_edit"),
        ]

    def show_mine(self, request: HttpRequest) -> HttpResponse:
        """The rules of the person's own unit."""
        require(request.user, self.view)
        return self.show(request, request.user.unit_id)

    def show(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = fetch(request.user, Unit, pk=pk)
        require(request.user, self.view, unit)
        own = list(visible(request.user, self.model).filter(unit=unit))
        context = {
            "title": self.title,
            "trail": self.trail(),
            "unit": unit,
            "units": units_for(request.user, self.view),
            "own": own,
            "can_adopt": not own and self._may(request.user, self.adopt_verb or self.edit, unit),
            "can_edit": bool(own) and self._may(request.user, self.edit, unit),
            "adopt_address": reverse(f"{self.name}_adopt", args=[unit.pk]),
            "add_address": reverse(f"{self.name}_add", args=[unit.pk]),
            "page_name": self.name,
            "edit_name": f"{self.name}_edit",
            "add_title": self.add_title,
            **self.page(unit, own),
        }
        return render(request, self.template, context)

    def do_adopt(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = fetch(request.user, Unit, pk=pk)
        self.adopt(unit, by=request.user, at=timezone.now())
        return see_other(self._address(unit))

    def do_add(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = fetch(request.user, Unit, pk=pk)
        require(request.user, self.edit, unit)
        return form_page(
            request,
            self.add_form(request.POST or None, initial={"effective_from": timezone.localdate()}),
            title=self.add_title,
            intro=unit.name,
            back=self._address(unit),
            trail=self.trail(),
            act=lambda form: self.add(unit, by=request.user, at=timezone.now(), **self.facts(form)),
            done=lambda row: self._address(unit),
        )

    def do_edit(self, request: HttpRequest, pk: int) -> HttpResponse:
        row: Any = fetch(request.user, visible(request.user, self.model).select_related("unit"), pk=pk)
        require(request.user, self.edit, row)
        form = self.edit_form(request.POST or None)
        form.initial = {name: getattr(row, name) for name in form.fields}
        return form_page(
            request,
            form,
            title=self.edit_title,
            intro=f"{row.unit} · {row}",
            back=self._address(row.unit),
            trail=self.trail(),
            act=lambda form: self.change(
                row, by=request.user, at=timezone.now(), changes=form.changes(), version=form.cleaned_data["version"]
            ),
            done=lambda row: self._address(row.unit),
        )

    def _address(self, unit: Unit) -> str:
        return reverse(self.name, args=[unit.pk])

    def _may(self, user: User, verb: str, unit: Unit) -> bool:
        return unit in units_for(user, verb)
