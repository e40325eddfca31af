"""Forms of courses, registrations and outcomes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.activities.forms import PersonField
from dianxiaoer.desk.appointments.forms import MOBILE
from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.training.models import Registration
from dianxiaoer.domain.training.states import OUTCOME_DAYS, CourseKind, CourseManner, RegistrationState
from dianxiaoer.shell.forms import DateField, EditForm, Form, MoneyField


class CourseForm(UnitForm):
    unit_verb = "training.add"
    people = ("owner",)

    unit = forms.ModelChoiceField(None, label=_("主办机构"))
    kind = forms.ChoiceField(label=_("类型"), choices=CourseKind.choices)
    manner = forms.ChoiceField(label=_("形式"), choices=CourseManner.choices)
    name = forms.CharField(label=_("名称"), max_length=200)
    name_en = forms.CharField(label=_("英文名称"), max_length=200, required=False)
    starts_on = DateField(label=_("开始日期"))
    ends_on = DateField(label=_("结束日期"), required=False, help_text=_("一天的活动可不填"))
    starts_time = forms.TimeField(
        label=_("开始时间"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_time = forms.TimeField(
        label=_("结束时间"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("地点或线上地址"), max_length=200, required=False)
    host_firm = forms.CharField(label=_("所在企业"), max_length=200, required=False, help_text=_("进企业时填写"))
    lecturer = forms.CharField(label=_("主讲人"), max_length=120, required=False)
    partner = forms.CharField(label=_("合作单位或院校"), max_length=120, required=False)
    programme = forms.CharField(label=_("所属计划"), max_length=80, required=False, help_text=_("如:育苗扶壮"))
    seats = forms.IntegerField(
        label=_("名额"), min_value=1, max_value=100_000, required=False, help_text=_("不填为不限")
    )
    is_open = forms.BooleanField(label=_("接受企业报名"), required=False, initial=True)
    register_until_on = DateField(label=_("报名截止"), required=False, help_text=_("不填为开始当天"))
    asks_outcome = forms.BooleanField(
        label=_("课后回访成效"), required=False, help_text=_("到期发短信问成本和订单的变化")
    )
    outcome_days = forms.IntegerField(label=_("课后多少天回访"), min_value=1, max_value=730, initial=OUTCOME_DAYS)
    owner = PersonField(None, label=_("负责人"))
    note = forms.CharField(label=_("内容介绍"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError(_("结束日期早于开始日期。")))
        values["ends_on"] = last or first
        return values


class CourseEditForm(CourseForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


class HoldForm(Form):
    result_note = forms.CharField(label=_("小结"), required=False, widget=forms.Textarea(attrs={"rows": 4}))


class CancelForm(Form):
    reason = forms.CharField(label=_("取消原因"), max_length=200, help_text=_("会短信告知已报名的人"))


class RegisterForm(Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    company_name = forms.CharField(
        label=_("企业名称"), max_length=200, required=False, help_text=_("与企业库名称一致时自动关联档案")
    )
    position = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(label=_("手机"), max_length=11, required=False, validators=[MOBILE])


class AttendForm(Form):
    """Who came, ticked on a list of everybody with a seat."""

    on = DateField(label=_("到场日期"))
    present = forms.TypedMultipleChoiceField(
        label=_("到场的人"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, people: list[Registration], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (row.pk, f"{row.place}. {row.name}" + (f"({row.company_name})" if row.company_name else ""))
            for row in people
        ]
        self.initial.setdefault("present", [row.pk for row in people if row.state != RegistrationState.ABSENT])


class OutcomeForm(EditForm):
    cost_before_yuan = MoneyField(label=_("之前的生产成本"), required=False)
    cost_after_yuan = MoneyField(label=_("之后的生产成本"), required=False)
    orders_before_yuan = MoneyField(label=_("之前的订单额"), required=False)
    orders_after_yuan = MoneyField(label=_("之后的订单额"), required=False)
    comment = forms.CharField(label=_("说明"), max_length=500, required=False)
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("如:电话回访、企业报表"))
