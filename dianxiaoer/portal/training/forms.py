"""Registering, feedback, and the four numbers of an outcome."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.accounts.callers import Caller
from dianxiaoer.domain.accounts.firm_access import visible_to
from dianxiaoer.domain.companies.models import Company
from dianxiaoer.shell.forms import EditForm, Form, MoneyField

LEVELS = (
    (5, _("非常满意")),
    (4, _("满意")),
    (3, _("基本满意")),
    (2, _("不满意")),
    (1, _("非常不满意")),
)


class CodeForm(Form):
    code = forms.SlugField(
        label=_("报名码"),
        max_length=8,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"required": _("请填写海报上的报名码。"), "invalid": _("报名码是 6 位字母和数字。")},
    )


class RegisterForm(Form):
    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("请填写参加人的姓名。")})
    company = forms.ModelChoiceField(None, label=_("代表企业"), required=False, empty_label=_("不在列表里,下面填写"))
    company_name = forms.CharField(label=_("企业名称"), max_length=200, required=False)
    position = forms.CharField(label=_("职务"), max_length=60, required=False)

    def __init__(self, caller: Caller, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firms = visible_to(caller, Company).order_by("name")
        self.fields["company"].queryset = firms  # type: ignore[attr-defined]
        if not firms:
            del self.fields["company"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("company") and not values.get("company_name"):
            self.add_error("company_name", ValidationError(_("请填写企业名称。")))
        return values


class FeedbackForm(Form):
    level = forms.TypedChoiceField(
        label=_("满意度"),
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )
    feedback = forms.CharField(
        label=_("想说的话"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class OutcomeForm(EditForm):
    cost_before_yuan = MoneyField(label=_("之前的生产成本"), required=False)
    cost_after_yuan = MoneyField(label=_("之后的生产成本"), required=False)
    orders_before_yuan = MoneyField(label=_("之前的订单额"), required=False)
    orders_after_yuan = MoneyField(label=_("之后的订单额"), required=False)
    comment = forms.CharField(label=_("说明"), max_length=500, required=False)
