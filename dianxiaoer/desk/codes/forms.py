"""Forms of service codes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.companies.fields import CompanyField
from dianxiaoer.domain.people.models import User
from dianxiaoer.shell.forms import Form


class IssueForm(Form):
    company = CompanyField()
    site = forms.CharField(label=_("场所"), max_length=120, required=False, help_text=_("如:一号厂区;不填为主要场所"))
    address = forms.CharField(label=_("地址"), max_length=200, required=False, help_text=_("不填用企业档案的地址"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].user = user  # type: ignore[attr-defined]


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
