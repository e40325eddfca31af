"""Forms of the quiet rule and of alerts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.access import units_for
from dianxiaoer.domain.people.models import User
from dianxiaoer.shell.forms import DateField, Form


class LimitForm(Form):
    unit = forms.ModelChoiceField(None, label=_("适用机构"))
    per_month = forms.IntegerField(label=_("每月至多(次)"), min_value=1, max_value=100)
    since_on = DateField(label=_("起始日期"))
    source = forms.CharField(label=_("依据"), max_length=300)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, "quiet.set_limit")  # type: ignore[attr-defined]


class SettleForm(Form):
    note = forms.CharField(label=_("处理意见"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
