"""Forms of the firm about inspections: five levels, named aspects, a complaint."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.inspections.states import ASPECTS, Level
from dianxiaoer.shell.forms import Form


class RateForm(Form):
    level = forms.TypedChoiceField(
        label=_("总体评价"), choices=Level.choices, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("请选择一个等级。")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("想说的话"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不要写企业和个人的名字,以免被认出"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in ASPECTS.items():
            field = forms.TypedChoiceField(
                label=label, required=False, coerce=int, empty_value=None, choices=[("", _("不评")), *Level.choices]
            )
            field.widget.attrs["class"] = "form-select"
            self.fields[f"aspect_{key}"] = field
        self.order_fields(["level", *[f"aspect_{key}" for key in ASPECTS], "text"])

    def aspects(self) -> dict[str, int]:
        values = {key: self.cleaned_data.get(f"aspect_{key}") for key in ASPECTS}
        return {key: value for key, value in values.items() if value}


class ComplaintForm(Form):
    text = forms.CharField(
        label=_("投诉什么"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请写明投诉的情况。")},
        help_text=_("投诉由建档机构受理,不经被投诉的机关;会有编号,可查进度"),
    )  # fmt: skip
