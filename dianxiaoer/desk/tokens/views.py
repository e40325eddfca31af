"""The list of keys, issuing one (shown once), revoking one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from dianxiaoer.domain.people.access import fetch, require, visible
from dianxiaoer.domain.people.models import ApiToken
from dianxiaoer.domain.people.queries import api_clients_for
from dianxiaoer.domain.people.tokens import issue_token, revoke_token
from dianxiaoer.kernel.refusals import Refused
from dianxiaoer.kernel.tables import DATE, MOMENT, Column
from dianxiaoer.shell.forms import DateField, Form
from dianxiaoer.shell.ledger import Filter, Ledger, ledger_page
from dianxiaoer.shell.pages import form_page


class IssueForm(Form):
    user = forms.ModelChoiceField(None, label=gettext_lazy("接口账号"))
    name = forms.CharField(label=gettext_lazy("用途"), max_length=60, help_text=gettext_lazy("如:12345 平台推送诉求"))
    expires_on = DateField(label=gettext_lazy("有效期至"), help_text=gettext_lazy("最长一年"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = api_clients_for(user)  # type: ignore[attr-defined]


def _tokens_for(user: Any) -> QuerySet[ApiToken]:
    return visible(user, ApiToken).select_related("user__unit", "issued_by")


def _state(row: ApiToken) -> str:
    if row.revoked_at:
        return _("已吊销")
    return _("已过期") if row.expires_on < timezone.localdate() else _("有效")


LEDGER = Ledger(
    name="tokens",
    title=gettext_lazy("接口令牌"),
    rows=_tokens_for,
    columns=(
        Column("name", gettext_lazy("用途"), "name"),
        Column("user", gettext_lazy("接口账号"), "user.name"),
        Column("unit", gettext_lazy("所在机构"), "user.unit.name"),
        Column("hint", gettext_lazy("开头"), "hint"),
        Column("state", gettext_lazy("状态"), _state),
        Column("expires_on", gettext_lazy("有效期至"), "expires_on", DATE),
        Column("last_used_at", gettext_lazy("最近使用"), "last_used_at", MOMENT),
        Column("issued_by", gettext_lazy("签发人"), "issued_by.name"),
    ),
    filters=(
        Filter(
            "valid",
            gettext_lazy("状态"),
            lambda rows, value: rows.filter(revoked_at__isnull=value == "yes"),
            choices=lambda user: [("yes", _("未吊销")), ("no", _("已吊销"))],
        ),
    ),
    link=lambda row: reverse("tokens-revoke", args=[row.pk]),
    create=("tokens-issue", gettext_lazy("签发接口令牌"), "tokens.issue"),
    empty=gettext_lazy("还没有接口令牌。"),
)


def ledger(request: HttpRequest) -> HttpResponse:
    return ledger_page(request, LEDGER)


@never_cache
def issue(request: HttpRequest) -> HttpResponse:
    """The key is shown on the answer of the POST and nowhere again."""
    require(request.user, "tokens.issue")
    initial = {"expires_on": timezone.localdate() + timedelta(180)}
    form = IssueForm(request.user, request.POST or None, initial=initial)
    context: dict[str, Any] = {"title": _("签发接口令牌"), "back": reverse("tokens-list"), "submit": _("签发")}
    if request.method == "POST" and form.is_valid():
        try:
            token, key = issue_token(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, problem)
        else:
            return render(request, "desk/tokens/issued.html", context | {"token": token, "key": key})
    return render(request, "shell/form.html", context | {"form": form}, status=422 if request.method == "POST" else 200)


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = fetch(request.user, _tokens_for(request.user), pk=pk)
    require(request.user, "tokens.revoke", token)
    return form_page(
        request,
        Form(request.POST if request.method == "POST" else None),
        title=_("吊销接口令牌"),
        intro=_("“%(token)s”吊销后立即失效,不能恢复。") % {"token": token},
        submit=_("吊销"),
        danger=True,
        back=reverse("tokens-list"),
        act=lambda form: revoke_token(token, by=request.user, at=timezone.now()),
        done=lambda made: reverse("tokens-list"),
        said=lambda made: _("已吊销。"),
    )
