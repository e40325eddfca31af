"""Forms of the quiet rule and of alerts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.shell.forms import DateField, Form


class LimitForm(UnitForm):
    unit_verb = "quiet.set_limit"

    unit = forms.ModelChoiceField(None, label=_("适用机构"))
    per_month = forms.IntegerField(label=_("每月至多(次)"), min_value=1, max_value=100)
    since_on = DateField(label=_("起始日期"))
    source = forms.CharField(label=_("依据"), max_length=300)


class SettleForm(Form):
    note = forms.CharField(label=_("处理意见"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
