"""Forms of people brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.activities.forms import PersonField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.training.states import TalentLevel, TalentManner
from dianxiaoer.shell.forms import DateField


class TalentForm(UnitForm):
    unit_verb = "talent.add"
    people = ("owner",)

    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    programme = forms.CharField(label=_("人才计划或称号"), max_length=120, required=False)
    level = forms.ChoiceField(label=_("层次"), choices=TalentLevel.choices)
    manner = forms.ChoiceField(label=_("引进方式"), choices=TalentManner.choices)
    field = forms.CharField(label=_("专业领域"), max_length=80, required=False)
    employer_name = forms.CharField(label=_("用人单位"), max_length=200, help_text=_("与企业库名称一致时自动关联档案"))
    brought_in_on = DateField(label=_("引进日期"))
    owner = PersonField(None, label=_("负责人"))
    source = forms.CharField(label=_("依据"), max_length=200, required=False, help_text=_("聘书、协议或公示的文号"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class TalentEditForm(TalentForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]
