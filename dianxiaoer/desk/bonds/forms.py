"""Forms of special bonds."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.bonds.states import ReviewLevel
from dianxiaoer.shell.forms import DateField, Form, MoneyField


class ApplyForm(Form):
    applied_yuan = MoneyField(label=_("申请额度"))
    applied_on = DateField(label=_("申请日期"))
    note = forms.CharField(label=_("说明"), required=False, max_length=300)


class ReviewForm(Form):
    review_level = forms.ChoiceField(label=_("审核层级"), choices=ReviewLevel.choices)
    approved_yuan = MoneyField(label=_("核定额度"))
    reviewed_on = DateField(label=_("审核通过日期"))


class RefuseForm(Form):
    note = forms.CharField(label=_("未通过的原因"), max_length=300)


class IssueForm(Form):
    issued_yuan = MoneyField(label=_("发行金额"))
    issued_on = DateField(label=_("发行日期"))


class SpendForm(Form):
    amount_yuan = MoneyField(label=_("支出金额"))
    spent_on = DateField(label=_("支出日期"))
    note = forms.CharField(label=_("用途"), max_length=200)
