"""Forms of inspections, plans and caps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.companies.fields import CompanyField
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.inspections.actions.scanning import Position
from dianxiaoer.domain.inspections.models import InspectionPlan
from dianxiaoer.domain.inspections.officers import read_officers
from dianxiaoer.domain.inspections.states import ExemptReason, InspectionKind, PlanStage, Result
from dianxiaoer.domain.people.access import units_for, visible
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.shell.forms import DateField, EditForm, Form


class FilingForm(UnitForm):
    unit_verb = "inspections.file"

    unit = forms.ModelChoiceField(None, label=_("检查机关"))
    company = CompanyField()
    kind = forms.ChoiceField(label=_("类型"), choices=InspectionKind.choices)
    planned_on = DateField(label=_("计划日期"))
    basis = forms.CharField(label=_("法定依据"), widget=forms.Textarea(attrs={"rows": 2}))
    items = forms.CharField(label=_("检查事项"), widget=forms.Textarea(attrs={"rows": 2}))
    officers = forms.CharField(
        label=_("检查人员"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("至少两名,每行一人:姓名 执法证号"),
    )  # fmt: skip
    bodies = forms.ModelMultipleChoiceField(
        None, label=_("一同检查的机关"), required=False, help_text=_("联合检查时选择;每个机关各计一次")
    )
    plan = forms.ModelChoiceField(None, label=_("年度计划"), required=False)
    exempt = forms.ChoiceField(
        label=_("例外理由"), required=False, choices=[("", _("无(计入年度上限)")), *ExemptReason.choices]
    )
    exempt_note = forms.CharField(
        label=_("例外说明"), max_length=300, required=False, help_text=_("如:举报单号、交办文号、险情")
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["bodies"].queryset = visible(user, Unit).filter(is_active=True).order_by("path")  # type: ignore[attr-defined]
        plans = visible(user, InspectionPlan).exclude(stage=PlanStage.DRAFT).order_by("-year", "title")
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]

    def clean_officers(self) -> Any:
        return read_officers(self.cleaned_data["officers"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("exempt") and not values.get("exempt_note", "").strip():
            self.add_error("exempt_note", _("选了例外理由,请写明情况。"))
        return values


class ScanForm(Form):
    """One scan: the code came with the address; the phone fills in where it is, or a reason says why not."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    latitude = forms.DecimalField(widget=forms.HiddenInput(attrs={"data-latitude": ""}), required=False)
    longitude = forms.DecimalField(widget=forms.HiddenInput(attrs={"data-longitude": ""}), required=False)
    refusal = forms.CharField(
        label=_("未定位的原因"), max_length=200, required=False,
        help_text=_("手机允许定位的不用填;只取这一次位置,不记轨迹"),
    )  # fmt: skip
    no_code_reason = forms.CharField(label=_("未扫码的原因"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self["code"].value():
            del self.fields["no_code_reason"]

    def position(self) -> Position:
        values = self.cleaned_data
        return Position(values.get("latitude"), values.get("longitude"), values.get("refusal", ""))


class EmergencyForm(ScanForm):
    arrived_at = forms.DateTimeField(
        label=_("实际入企时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


class DocumentForm(Form):
    title = forms.CharField(label=_("文书名称"), max_length=120)
    file = forms.FileField(label=_("文件"))


class ResultForm(Form):
    result = forms.ChoiceField(label=_("检查结果"), choices=Result.choices)
    result_note = forms.CharField(label=_("结果说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    rectify_by = DateField(label=_("整改期限"), required=False)


class MergeForm(Form):
    others = forms.ModelMultipleChoiceField(None, label=_("并入哪些检查"), widget=forms.CheckboxSelectMultiple)
    planned_on = DateField(label=_("联合检查日期"))

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = rows  # type: ignore[attr-defined]
        self.fields["others"].label_from_instance = _filing_label  # type: ignore[attr-defined]


def _filing_label(row: Any) -> str:
    return f"{row.number} · {row.unit} · {row.planned_on}"


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class PlanForm(UnitForm):
    unit_verb = "inspection_plans.add"

    unit = forms.ModelChoiceField(None, label=_("检查机关"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("计划名称"), max_length=120)
    basis = forms.CharField(label=_("法定依据"), widget=forms.Textarea(attrs={"rows": 3}))
    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class PlanEditForm(EditForm):
    title = forms.CharField(label=_("计划名称"), max_length=120)
    basis = forms.CharField(label=_("法定依据"), widget=forms.Textarea(attrs={"rows": 3}))
    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class LineForm(Form):
    kind = forms.ChoiceField(label=_("类型"), choices=InspectionKind.choices)
    target = forms.CharField(label=_("检查对象"), max_length=200)
    items = forms.CharField(label=_("检查事项"), max_length=300)
    months = forms.CharField(label=_("时间安排"), max_length=60)
    times = forms.IntegerField(label=_("每家每年(次)"), min_value=1, max_value=50, initial=1)


class CapForm(Form):
    unit = forms.ModelChoiceField(None, label=_("适用机构"))
    body = forms.ModelChoiceField(None, label=_("检查机关"), required=False, help_text=_("不填为适用机构下的每个机关"))
    per_year = forms.IntegerField(label=_("每家每年至多(次)"), min_value=0, max_value=100)
    since_on = DateField(label=_("起始日期"))
    source = forms.CharField(label=_("依据"), max_length=300)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_for(user, "caps.set")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["body"].queryset = units  # type: ignore[attr-defined]
