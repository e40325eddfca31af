"""Forms of the three batches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.domain.campaigns.models import Round
from dianxiaoer.domain.campaigns.states import Batch, Category, Platform
from dianxiaoer.domain.people.access import units_for, visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.projects.models import Project
from dianxiaoer.shell.forms import DateField, EditForm, Form, MoneyField

_LONG = forms.Textarea(attrs={"rows": 3})


class EditRoundForm(EditForm):
    number = forms.IntegerField(label=_("期数"), min_value=1, max_value=999)
    name = forms.CharField(label=_("名称"), max_length=100)
    year = forms.IntegerField(label=_("年份"), min_value=2015, max_value=2100)
    quarter = forms.TypedChoiceField(label=_("季度"), coerce=int, choices=[(n, str(n)) for n in (1, 2, 3, 4)])
    starts_on = DateField(label=_("起始日期"), help_text=_("相应节点经核实的日期落在起止之间的项目,会被推荐入选"))
    ends_on = DateField(label=_("截止日期"))


class RoundForm(EditRoundForm):
    version = None  # type: ignore[assignment]
    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    field_order = ("unit",)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(user, "rounds.open")  # type: ignore[attr-defined]


class ListForm(Form):
    """Tick the proposed projects to list; those below the bars need a written reason."""

    projects = forms.ModelMultipleChoiceField(None, label=_("项目"), widget=forms.CheckboxSelectMultiple)
    platform = forms.ChoiceField(label=_("平台"), choices=Platform.choices)
    reason = forms.CharField(
        label=_("列入理由"), required=False, max_length=300, help_text=_("未达到门槛的项目必须写明理由")
    )

    def __init__(self, projects: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["projects"].queryset = projects  # type: ignore[attr-defined]


class RemoveForm(Form):
    reason = forms.CharField(label=_("移出原因"), max_length=300, widget=_LONG)


class AdjustForm(Form):
    remove = forms.ModelMultipleChoiceField(
        None, label=_("移出的项目"), required=False, widget=forms.CheckboxSelectMultiple
    )
    take_in = forms.ModelChoiceField(None, label=_("列入的项目"), required=False)
    batch = forms.ChoiceField(label=_("名单"), choices=Batch.choices)
    platform = forms.ChoiceField(label=_("平台"), choices=Platform.choices)
    reason = forms.CharField(label=_("调整说明"), max_length=300, widget=_LONG)

    def __init__(self, user: User, campaign: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = campaign.members.filter(removed_on__isnull=True).select_related("project")
        self.fields["remove"].queryset = members  # type: ignore[attr-defined]
        self.fields["remove"].label_from_instance = _member_label  # type: ignore[attr-defined]
        below = visible(user, Project).filter(unit__path__startswith=campaign.unit.path)
        self.fields["take_in"].queryset = below.order_by("name")  # type: ignore[attr-defined]


class BarForm(Form):
    category = forms.ChoiceField(label=_("类别"), choices=Category.choices)
    min_yuan = MoneyField(label=_("最低投资额"))
    effective_from = DateField(label=_("生效日期"))
    effective_to = DateField(label=_("失效日期"), required=False)
    source = forms.CharField(label=_("依据文件"), required=False, max_length=200)


class EditBarForm(EditForm):
    min_yuan = MoneyField(label=_("最低投资额"))
    effective_from = DateField(label=_("生效日期"))
    effective_to = DateField(label=_("失效日期"), required=False)
    source = forms.CharField(label=_("依据文件"), required=False, max_length=200)


def _member_label(member: Any) -> str:
    return f"{member.project.name} · {member.get_batch_display()} · {member.get_platform_display()}"
