"""Forms of companies, their contacts, facts and list marks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.reference.fields import IndustryField, RegionField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.companies.states import CompanyStatus, FactKey, Ownership
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.reference.queries import chains_for, ranking_list_names
from dianxiaoer.shell.forms import DateField, EditForm, Form, MoneyField

#: while these are typed, likely files are looked up and shown beside
_LOOK_UP = {
    "hx-get": reverse_lazy("companies-suggest"),
    "hx-trigger": "input changed delay:400ms",
    "hx-target": "#suggestions",
    "hx-include": "closest form",
    "hx-params": "name,uscc,leave",
    "autocomplete": "off",
}


class CompanyForm(UnitForm):
    unit_verb = "companies.add"
    people = ("owner",)

    unit = forms.ModelChoiceField(None, label=_("建档机构"))
    name = forms.CharField(label=_("企业名称"), max_length=200, widget=forms.TextInput(attrs=_LOOK_UP))
    is_another = forms.BooleanField(label=_("确认不是同一家"), required=False)
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, required=False, widget=forms.TextInput(attrs=_LOOK_UP),
        help_text=_("18 位;空格、全角、小写会自动更正"),
    )  # fmt: skip
    short_name = forms.CharField(label=_("简称"), max_length=60, required=False)
    industry_code = IndustryField()
    chain = forms.ModelChoiceField(None, label=_("产业链"), required=False)
    region_code = RegionField()
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    is_target = forms.BooleanField(label=_("目标企业"), required=False)
    is_investor = forms.BooleanField(label=_("投资方"), required=False)
    is_resident = forms.BooleanField(label=_("驻区企业"), required=False)
    owner = forms.ModelChoiceField(None, label=_("联络人"), required=False)
    ownership = forms.ChoiceField(label=_("所有制"), choices=[("", "—"), *Ownership.choices], required=False)
    established_on = DateField(label=_("成立日期"), required=False)
    capital_yuan = MoneyField(label=_("注册资本"), required=False)
    products = forms.CharField(label=_("主要产品"), max_length=300, required=False)
    website = forms.CharField(label=_("网站"), max_length=200, required=False)
    status = forms.ChoiceField(label=_("状态"), choices=CompanyStatus.choices, initial=CompanyStatus.OPERATING)
    note = forms.CharField(label=_("备注"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        if not self.is_bound:  # asked only of somebody who was shown the file of the same name
            del self.fields["is_another"]
        self.fields["chain"].queryset = chains_for(user)  # type: ignore[attr-defined]


class CompanyEditForm(CompanyForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    leave = forms.IntegerField(widget=forms.HiddenInput, required=False)
    former_names = forms.CharField(
        label=_("曾用名"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("每行一个")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "is_another"):
            self.fields.pop(name, None)


class ContactForm(EditForm):
    name = forms.CharField(label=_("姓名"), max_length=60)
    position = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("电话"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("邮箱"), required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)
    is_main = forms.BooleanField(label=_("首要联系人"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RevealForm(Form):
    reason = forms.CharField(
        label=_("查看事由"), max_length=200, help_text=_("事由、时间和查看人会记入安全日志,如:约定 6 月 10 日考察")
    )


class FactForm(Form):
    key = forms.ChoiceField(label=_("事项"), choices=FactKey.choices)
    value = forms.CharField(label=_("内容"), max_length=500)
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("如:企业提供、年报、实地走访"))
    on = DateField(label=_("截至日期"))


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class MarkForm(Form):
    list_name = forms.ChoiceField(label=_("榜单"))
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    place = forms.IntegerField(label=_("名次"), min_value=1, required=False)
    source = forms.CharField(label=_("来源"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list_name"].choices = [(name, name) for name in ranking_list_names()]  # type: ignore[attr-defined]
