"""Forms of lights and their rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.access import units_for
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.supervision.rules import RuleFacts
from dianxiaoer.domain.supervision.states import Color, Compare, MeasureKind
from dianxiaoer.domain.supervision.watches import watch_labels
from dianxiaoer.shell.forms import DateField, EditForm, Form

_LONG = forms.Textarea(attrs={"rows": 3})
_COMPARE = [("", _("不设")), *Compare.choices]


class OverrideForm(Form):
    color = forms.ChoiceField(label=_("定为"), choices=Color.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("理由"), max_length=300, widget=_LONG)
    expires_on = DateField(label=_("有效至"), help_text=_("到期后自动恢复按规则亮灯,最长 180 天"))


class AdoptForm(Form):
    """Which watch the example is taken over for, and from when."""

    unit = forms.ModelChoiceField(None, label=_("适用机构"), help_text=_("下级机构没有自己的规则时一并适用"))
    watch = forms.ChoiceField(label=_("亮灯事项"))
    effective_from = DateField(label=_("生效日期"))

    def __init__(self, user: User, facts: RuleFacts, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = watch_labels()
        self.fields["unit"].queryset = units_for(user, "lights.adopt_rule")  # type: ignore[attr-defined]
        self.fields["watch"].choices = [(key, labels[key]) for key in facts.watches if key in labels]  # type: ignore[attr-defined]


class _RuleForm(Form):
    name = forms.CharField(label=_("规则名称"), max_length=100)
    measure = forms.ChoiceField(label=_("衡量方式"), choices=MeasureKind.choices)
    yellow_compare = forms.ChoiceField(label=_("黄灯条件"), choices=_COMPARE, required=False)
    yellow_value = forms.DecimalField(
        label=_("黄灯界限"), required=False, max_digits=12, decimal_places=4, help_text=_("比例写小数,如 80% 写 0.8")
    )
    red_compare = forms.ChoiceField(label=_("红灯条件"), choices=_COMPARE, required=False)
    red_value = forms.DecimalField(label=_("红灯界限"), required=False, max_digits=12, decimal_places=4)
    yellow_act = forms.CharField(label=_("首次黄灯采取"), required=False, max_length=200, help_text=_("如:约谈责任人"))
    second_yellow_act = forms.CharField(label=_("再次黄灯采取"), required=False, max_length=200)
    red_act = forms.CharField(label=_("红灯采取"), required=False, max_length=200)
    effective_from = DateField(label=_("生效日期"))
    effective_to = DateField(label=_("失效日期"), required=False)
    source = forms.CharField(label=_("依据"), max_length=300, widget=_LONG)


class SetRuleForm(_RuleForm):
    unit = forms.ModelChoiceField(None, label=_("适用机构"), help_text=_("下级机构没有自己的规则时一并适用"))
    watch = forms.ChoiceField(label=_("亮灯事项"))
    field_order = ("unit", "watch")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, "lights.set_rule")  # type: ignore[attr-defined]
        self.fields["watch"].choices = list(watch_labels().items())  # type: ignore[attr-defined]


class EditRuleForm(_RuleForm, EditForm):
    pass
