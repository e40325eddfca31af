"""Forms of units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.people.access import units_for
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.states import UnitKind
from dianxiaoer.domain.reference.queries import region_problem
from dianxiaoer.shell.forms import Form


class UnitForm(Form):
    name = forms.CharField(label=_("机构名称"), max_length=100)
    name_en = forms.CharField(label=_("英文名称"), max_length=150, required=False)
    kind = forms.ChoiceField(label=_("类型"), choices=UnitKind.choices)
    region_code = forms.CharField(
        label=_("行政区划代码"), max_length=12, required=False, help_text=_("GB/T 2260,6 至 12 位数字")
    )
    region_name = forms.CharField(
        label=_("所辖地区"), max_length=100, required=False, help_text=_("如:河南省郑州市惠济区")
    )

    def clean_region_code(self) -> str:
        code = str(self.cleaned_data["region_code"]).strip()
        if problem := region_problem(code):
            raise ValidationError(problem)
        return code


class UnitAddForm(UnitForm):
    parent = forms.ModelChoiceField(None, label=_("上级机构"))
    field_order = ["parent"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units_for(user, "units.add")  # type: ignore[attr-defined]


class UnitEditForm(UnitForm):
    is_active = forms.BooleanField(label=_("在用"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class UnitMoveForm(Form):
    to = forms.ModelChoiceField(None, label=_("移到哪个机构之下"))
    note = forms.CharField(label=_("原因"), max_length=500, help_text=_("如区划调整的文号;会记入安全日志"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = units_for(user, "units.move")  # type: ignore[attr-defined]
