"""One's requests and one's firms: bind by the credit code, invite, remove a leaver at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dianxiaoer.domain.accounts.actions.members import bind_firm, invite_member, remove_member, rename_account
from dianxiaoer.domain.accounts.firm_access import fetch_for, require_firm, visible_to
from dianxiaoer.domain.accounts.models import FirmClaim, Membership
from dianxiaoer.domain.accounts.queries import firms_of, members_in_force
from dianxiaoer.domain.accounts.states import MemberRole
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.tickets.queries import tickets_of
from dianxiaoer.kernel.paging import page_of
from dianxiaoer.portal.signin import caller, caller_required, the_caller
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.pages import form_page

SIZE = 20


class BindForm(Form):
    uscc = forms.CharField(
        label=gettext_lazy("统一社会信用代码"),
        max_length=30,
        help_text=gettext_lazy("营业执照上的 18 位代码"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("您在企业的身份"), max_length=200, required=False, help_text=gettext_lazy("如:行政主管")
    )


class InviteForm(Form):
    phone = forms.CharField(
        label=gettext_lazy("对方手机号"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, required=False)
    role = forms.ChoiceField(label=gettext_lazy("身份"), choices=MemberRole.choices, initial=MemberRole.MEMBER)


class NameForm(Form):
    name = forms.CharField(label=gettext_lazy("怎么称呼您"), max_length=60)


@caller_required
def requests(request: HttpRequest) -> HttpResponse:
    """Everything registered from this phone and by its firms, newest first."""
    query = request.GET
    page = page_of(
        tickets_of(the_caller(request)),
        "-received_at",
        size=SIZE,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return render(request, "portal/mine/requests.html", {"title": _("我的诉求"), "page": page})


@caller_required
def firms(request: HttpRequest) -> HttpResponse:
    who = the_caller(request)
    context = {
        "title": _("我的企业"),
        "firms": firms_of(who),
        "claims": visible_to(who, FirmClaim).exclude(state="approved").select_related("company").order_by("-id")[:10],
        "me": who.account,
    }
    return render(request, "portal/mine/firms.html", context)


@caller_required
def bind(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        BindForm(request.POST or None),
        lambda form: bind_firm(caller=the_caller(request), at=timezone.now(), **form.cleaned_data),
        title=_("绑定企业"),
        intro=_(
            "绑定后能看到企业全部的诉求、预约、走访和检查。手机是企业档案里的首要联系人,立即绑定;否则由工作人员核实。"
        ),
        said=lambda made: (
            _("已绑定,可以查看这家企业的诉求、预约、走访和检查。")
            if isinstance(made, Membership)
            else _("已提交,工作人员核实后生效。")
        ),
    )


@caller_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    company = fetch_for(caller(request), Company, pk=pk)
    require_firm(the_caller(request), company, manager=True)
    return _page(
        request,
        InviteForm(request.POST or None),
        lambda form: invite_member(company, caller=the_caller(request), at=timezone.now(), **form.cleaned_data),
        title=_("邀请成员"),
        intro=company.name,
        said=lambda made: _("已加入。对方用这个手机号验证后即可办事。"),
    )


@caller_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch_for(caller(request), members_in_force(), pk=pk)
    who = the_caller(request)
    leaves = row.account_id == who.account.pk  # type: ignore[union-attr]
    require_firm(who, row.company, manager=not leaves)
    return _page(
        request,
        Form(request.POST if request.method == "POST" else None),
        lambda form: remove_member(row, caller=who, at=timezone.now()),
        title=_("解除绑定") if leaves else _("移除成员"),
        intro=_("%(who)s 将立即不能再代表该企业。") % {"who": row},
        said=lambda made: _("已移除。"),
        danger=True,
    )


@caller_required
def name(request: HttpRequest) -> HttpResponse:
    account = the_caller(request).account
    return _page(
        request,
        NameForm(request.POST or None, initial={"name": account.name}),
        lambda form: rename_account(account, name=form.cleaned_data["name"], at=timezone.now()),
        title=_("更正姓名"),
        said=lambda made: _("已保存。"),
    )


def _page(request: HttpRequest, form: forms.Form, act: Any, **context: Any) -> HttpResponse:
    page = reverse("portal-firms")
    return form_page(
        request,
        form,
        act=act,
        done=lambda made: page,
        back=page,
        submit=context["title"],
        template="portal/form.html",
        **context,
    )
