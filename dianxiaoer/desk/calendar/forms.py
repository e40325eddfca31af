"""Forms of the working-day calendar."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.reference.calendar import DayKind
from dianxiaoer.shell.forms import DateField, Form


class DayForm(Form):
    on = DateField(label=_("日期"))
    kind = forms.ChoiceField(label=_("安排"), choices=DayKind.choices)
    name = forms.CharField(label=_("名称"), max_length=40, required=False, help_text=_("如:国庆节、国庆节调休上班"))
    source = forms.CharField(label=_("来源"), max_length=100, required=False)


class AnnounceForm(Form):
    notice = forms.CharField(label=_("依据"), max_length=200, help_text=_("如:国务院办公厅通知的文号"))


class WithdrawForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=200)
