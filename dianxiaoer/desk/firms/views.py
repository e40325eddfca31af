"""Claims to act for a firm, decided by who keeps its file; members of firms, taken off when the firm cannot do it itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dianxiaoer.domain.accounts.actions.members import approve_claim, refuse_claim, remove_by_desk
from dianxiaoer.domain.accounts.models import FirmClaim, Membership
from dianxiaoer.domain.accounts.states import ClaimState, MemberRole
from dianxiaoer.domain.people.access import fetch, may, require, visible
from dianxiaoer.kernel.tables import DATE, MOMENT, Column
from dianxiaoer.shell.forms import Form
from dianxiaoer.shell.ledger import Filter, Ledger, equals, ledger_page
from dianxiaoer.shell.pages import form_page, see_other


class RefuseForm(Form):
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200, help_text=gettext_lazy("申请人会看到"))


def _claims_for(user: Any) -> QuerySet[FirmClaim]:
    return visible(user, FirmClaim).select_related("account", "company__unit", "decided_by")


def _members_for(user: Any) -> QuerySet[Membership]:
    return visible(user, Membership).select_related("account", "company")


CLAIMS = Ledger(
    name="claims",
    title=gettext_lazy("绑定申请"),
    rows=_claims_for,
    columns=(
        Column("company", gettext_lazy("企业"), "company.name"),
        Column("account", gettext_lazy("申请人"), "account"),
        Column("phone", gettext_lazy("手机"), "account.masked_phone"),
        Column("note", gettext_lazy("说明"), "note", wide=True),
        Column("created_at", gettext_lazy("申请时间"), "created_at", MOMENT),
        Column("state", gettext_lazy("状态"), "get_state_display"),
        Column("decided_by", gettext_lazy("审核人"), "decided_by"),
    ),
    filters=(Filter("state", gettext_lazy("状态"), equals("state"), choices=lambda user: ClaimState.choices),),
    link=lambda row: reverse("accounts-claim", args=[row.pk]),
    empty=gettext_lazy("没有绑定申请。"),
    presets=((gettext_lazy("待审核"), "state=waiting"),),
)
MEMBERS = Ledger(
    name="members",
    title=gettext_lazy("企业账户"),
    rows=_members_for,
    columns=(
        Column("company", gettext_lazy("企业"), "company.name"),
        Column("account", gettext_lazy("姓名"), "account"),
        Column("phone", gettext_lazy("手机"), "account.masked_phone"),
        Column("role", gettext_lazy("身份"), "get_role_display"),
        Column("since_on", gettext_lazy("起始日期"), "since_on", DATE),
        Column("until_on", gettext_lazy("结束日期"), "until_on", DATE),
    ),
    filters=(
        Filter(
            "company", gettext_lazy("企业"), lambda rows, text: rows.filter(company__name__icontains=text), kind="text"
        ),
        Filter("role", gettext_lazy("身份"), equals("role"), choices=lambda user: MemberRole.choices),
        Filter(
            "held",
            gettext_lazy("状态"),
            lambda rows, value: rows.filter(until_on__isnull=value == "yes"),
            choices=lambda user: [("yes", _("在册")), ("no", _("已移除"))],
        ),
    ),
    link=lambda row: reverse("accounts-remove", args=[row.pk]),
    tools=(("accounts-claims", gettext_lazy("绑定申请"), "accounts.view"),),
    empty=gettext_lazy("还没有企业绑定账户。"),
)


def members(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, MEMBERS)


def claims(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, CLAIMS)


def claim(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, _claims_for(request.user), pk=pk)
    require(request.user, "accounts.view", row)
    context = {
        "title": str(row.company),
        "trail": [(_("绑定申请"), reverse("accounts-claims"))],
        "claim": row,
        "held": visible(request.user, Membership)
        .filter(company=row.company, until_on__isnull=True)
        .select_related("account"),
        "can_decide": row.state == ClaimState.WAITING and may(request.user, "accounts.approve", row),
    }
    return render(request, "desk/firms/claim.html", context)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, FirmClaim, pk=pk)
    approve_claim(row, by=request.user, at=timezone.now())
    return see_other(reverse("accounts-claim", args=[pk]))


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, _claims_for(request.user), pk=pk)
    require(request.user, "accounts.refuse", row)
    page = reverse("accounts-claim", args=[pk])
    return form_page(
        request,
        RefuseForm(request.POST or None),
        title=_("不通过绑定"),
        intro=str(row),
        back=page,
        danger=True,
        submit=_("不通过绑定"),
        act=lambda form: refuse_claim(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        done=lambda made: page,
    )


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = fetch(request.user, _members_for(request.user), pk=pk)
    require(request.user, "accounts.remove", row)
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        title=_("移除企业成员"),
        intro=_("%(who)s 将立即不能再代表该企业。") % {"who": row},
        back=reverse("accounts-members"),
        danger=True,
        submit=_("移除"),
        act=lambda form: remove_by_desk(row, by=request.user, at=timezone.now()),
        done=lambda made: reverse("accounts-members"),
        said=lambda made: _("已移除。"),
    )
