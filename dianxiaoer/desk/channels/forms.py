"""Forms of channels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.activities.forms import PersonField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.activities.states import ChannelKind, ResultKind
from dianxiaoer.shell.forms import DateField, Form, MoneyField


class ChannelForm(UnitForm):
    unit_verb = "channels.add"
    people = ("owner",)

    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    kind = forms.ChoiceField(label=_("方式"), choices=ChannelKind.choices)
    name = forms.CharField(label=_("名称"), max_length=120)
    partner = forms.CharField(label=_("合作方"), max_length=120, required=False)
    region_name = forms.CharField(label=_("面向地区"), max_length=120, required=False)
    owner = PersonField(None, label=_("负责人"))
    brief = forms.CharField(
        label=_("委托任务"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("约定做什么、做到多少;对赌写明承诺与追回条件"),
    )
    fee_basis = forms.CharField(
        label=_("付费方式"), max_length=200, required=False, help_text=_("如:按落地项目到位资金的比例")
    )
    fee_yuan = MoneyField(label=_("约定费用"), required=False)
    starts_on = DateField(label=_("开始日期"))
    ends_on = DateField(label=_("到期日期"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError(_("到期日期早于开始日期。")))
        values["fee_yuan"] = values.get("fee_yuan") or 0
        return values


class ChannelEditForm(ChannelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


class ResultForm(Form):
    kind = forms.ChoiceField(label=_("成效"), choices=ResultKind.choices)
    on = DateField(label=_("日期"))
    company_name = forms.CharField(label=_("企业"), max_length=200, required=False)
    amount_yuan = MoneyField(label=_("金额"), required=False)
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class PayForm(Form):
    amount_yuan = MoneyField(label=_("付费金额"))
    note = forms.CharField(label=_("说明"), max_length=300)


class CloseForm(Form):
    result_note = forms.CharField(label=_("成效小结"), widget=forms.Textarea(attrs={"rows": 4}))
