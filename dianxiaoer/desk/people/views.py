"""The list of people, one person's page, and the forms of accounts and roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dianxiaoer.desk.people.forms import PersonAddForm, PersonEditForm, ReasonForm, ResetForm, RoleForm
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.domain.people.actions import (
    activate_user,
    add_user,
    assign_role,
    deactivate_user,
    edit_user,
    reset_password,
    unlock_user,
    withdraw_role,
)
from dianxiaoer.domain.people.models import RoleAssignment, SignIn, User
from dianxiaoer.domain.people.passwords import made_up_password
from dianxiaoer.domain.people.queries import holders_of, people_for
from dianxiaoer.domain.people.sign_ins import is_locked
from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.tables import MOMENT, Column
from dianxiaoer.shell.ledger import Filter, Ledger, ledger_page
from dianxiaoer.shell.pages import form_page, see_other
from dianxiaoer.shell.timeline import told


def _named(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    return rows.filter(Q(name__icontains=words) | Q(username__icontains=words))


def _address(user: User) -> str:
    return reverse("people-detail", args=[user.pk])


def _state(user: User) -> str:
    return _("在用") if user.is_active else _("停用")


def _roles(user: User) -> str:
    return "、".join(str(held) for held in user.roles.all())


LEDGER = Ledger(
    name="people",
    title=gettext_lazy("人员"),
    rows=people_for,
    columns=(
        Column("name", gettext_lazy("姓名"), "name"),
        Column("username", gettext_lazy("账号"), "username", sort="username"),
        Column("unit", gettext_lazy("所在机构"), "unit.name"),
        Column("position", gettext_lazy("职务"), "position"),
        Column("roles", gettext_lazy("角色"), _roles, wide=True),
        Column("state", gettext_lazy("状态"), _state),
        Column("last_login", gettext_lazy("最近登录"), "last_login", MOMENT, sort="last_login"),
    ),
    filters=(
        Filter("q", gettext_lazy("姓名或账号"), _named, kind="text"),
        Filter("role", gettext_lazy("角色"), lambda rows, role: rows.filter(pk__in=holders_of(role)), choices=lambda user: Role.choices),
        Filter("unit", gettext_lazy("所在机构"), lambda rows, words: rows.filter(unit__name__icontains=words), kind="text"),
        Filter("active", gettext_lazy("状态"), lambda rows, value: rows.filter(is_active=value == "yes"), choices=lambda user: [("yes", _("在用")), ("no", _("停用"))]),
    ),
    sort="username",
    link=_address,
    create=("people-add", gettext_lazy("新增人员"), "people.add"),
)  # fmt: skip


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    person = fetch(request.user, visible(request.user, User).select_related("unit"), pk=pk)
    asker = request.user
    context = {
        "title": person.name,
        "trail": [(_("人员"), reverse("people-list"))],
        "person": person,
        "roles": person.roles.select_related("unit").order_by("role"),
        "sessions": visible(asker, SignIn).filter(user=person),
        "locked": is_locked(person.username, at=timezone.now()),
        "events": told(timeline(person)),
        "can": {verb: may(asker, f"people.{verb}", person) for verb in VERBS},
    }
    return render(request, "desk/people/detail.html", context)


VERBS = ("edit", "deactivate", "activate", "reset_password", "unlock", "assign_role", "withdraw_role")


@sensitive_post_parameters("password")
def add(request: HttpRequest) -> HttpResponse:
    require(request.user, "people.add")
    initial = {"unit": request.user.unit_id, "password": made_up_password()}
    return form_page(
        request,
        PersonAddForm(request.user, "people.add", request.POST or None, initial=initial),
        title=_("新增人员"),
        intro=_("新账号没有任何权限,由安全管理员授予角色。"),
        back=reverse("people-list"),
        trail=[(_("人员"), reverse("people-list"))],
        act=lambda form: add_user(by=request.user, at=timezone.now(), **form.cleaned_data),
        done=_address,
        said=lambda user: _("已新增。请安全管理员授予角色。"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk, "edit")
    initial = {name: getattr(person, name) for name in PersonEditForm.base_fields}
    return _page(
        request,
        person,
        PersonEditForm(request.user, "people.edit", request.POST or None, initial=initial),
        lambda form: edit_user(
            person, form.changes(), by=request.user, at=timezone.now(), version=form.cleaned_data["version"]
        ),
        _("修改人员"),
    )


def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk, "deactivate")
    form = ReasonForm(request.POST or None)
    return _page(request, person, form, _act(request, person, deactivate_user), _("停用账号"), danger=True)


@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk, "activate")
    activate_user(person, by=request.user, at=timezone.now())
    return see_other(_address(person))


@sensitive_post_parameters("password")
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk, "reset_password")
    form = ResetForm(request.POST or None, initial={"password": made_up_password()})
    return _page(request, person, form, _act(request, person, reset_password), _("重置密码"))


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk, "unlock")
    unlock_user(person, by=request.user, at=timezone.now())
    return see_other(_address(person))


def assign(request: HttpRequest, pk: int) -> HttpResponse:
    person = _fetch(request, pk, "assign_role")
    form = RoleForm(request.user, request.POST or None, initial={"unit": person.unit_id})
    return _page(request, person, form, _act(request, person, assign_role), _("授予角色"))


@require_POST
def withdraw(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    person = _fetch(request, pk, "withdraw_role")
    assignment = fetch(request.user, visible(request.user, RoleAssignment).filter(user=person), pk=held)
    withdraw_role(assignment, by=request.user, at=timezone.now())
    return see_other(_address(person))


def _fetch(request: HttpRequest, pk: int, verb: str) -> User:
    person = fetch(request.user, User, pk=pk)
    require(request.user, f"people.{verb}", person)
    return person


def _act(request: HttpRequest, person: User, action: Callable[..., Any]) -> Callable[[Any], Any]:
    return lambda form: action(person, by=request.user, at=timezone.now(), **form.cleaned_data)


def _page(
    request: HttpRequest,
    person: User,
    form: forms.Form,
    act: Callable[[Any], Any],
    title: str,
    *,
    danger: bool = False,
) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        intro=f"{person.name}({person.username})",
        danger=danger,
        submit=title,
        back=_address(person),
        trail=[(_("人员"), reverse("people-list")), (person.name, _address(person))],
        act=act,
        done=lambda made: _address(person),
        said=lambda made: _("已保存。"),
    )
