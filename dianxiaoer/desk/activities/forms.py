"""Forms of activities and of what is written down about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dianxiaoer.desk.unit_form import UnitForm
from dianxiaoer.domain.activities.models import Channel
from dianxiaoer.domain.activities.states import ActivityKind, Direction, Manner, Side
from dianxiaoer.domain.people.access import visible
from dianxiaoer.domain.people.models import User
from dianxiaoer.domain.people.queries import colleagues
from dianxiaoer.shell.forms import DateField, Form, MoneyField


def person_label(person: User) -> str:
    return f"{person.name}({person.unit})"


class PersonField(forms.ModelChoiceField):
    """One of the colleagues of who fills the form in."""

    def label_from_instance(self, person: Any) -> str:
        return person_label(person)


class ActivityForm(UnitForm):
    unit_verb = "activities.add"
    people = ("owner",)

    unit = forms.ModelChoiceField(None, label=_("所属机构"))
    kind = forms.ChoiceField(label=_("类型"), choices=ActivityKind.choices)
    name = forms.CharField(label=_("活动名称"), max_length=200)
    starts_on = DateField(label=_("开始日期"))
    ends_on = DateField(label=_("结束日期"), required=False, help_text=_("一天的活动可不填"))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    direction = forms.ChoiceField(
        label=_("方向"),
        choices=[("", _("不区分")), *Direction.choices],
        required=False,
        help_text=_("外出、请进、驻点、企业家日由类型决定,其余可选"),
    )
    theme = forms.CharField(label=_("主题或产业"), max_length=120, required=False)
    organiser = forms.CharField(label=_("主办或联合单位"), max_length=200, required=False)
    is_major = forms.BooleanField(label=_("重大活动"), required=False)
    channel = forms.ModelChoiceField(None, label=_("经由渠道"), required=False)
    owner = PersonField(None, label=_("负责人"))
    cost_yuan = MoneyField(label=_("费用"), required=False)
    result_note = forms.CharField(label=_("成效或说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["channel"].queryset = visible(user, Channel).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError(_("结束日期早于开始日期。")))
        values["ends_on"] = last or first
        values["cost_yuan"] = values.get("cost_yuan") or 0
        return values


class ActivityEditForm(ActivityForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


class HoldForm(Form):
    starts_on = DateField(label=_("开始日期"))
    ends_on = DateField(label=_("结束日期"))
    place = forms.CharField(label=_("地点"), max_length=120)
    cost_yuan = MoneyField(label=_("费用"))
    result_note = forms.CharField(label=_("成效或说明"), required=False, widget=forms.Textarea(attrs={"rows": 4}))


class ReasonForm(Form):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class StopForm(Form):
    on = DateField(label=_("日期"))
    starts_at = forms.TimeField(
        label=_("时间"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    site = forms.CharField(label=_("地点或考察点"), max_length=120)
    purpose = forms.CharField(label=_("内容"), max_length=200, required=False)
    host_name = forms.CharField(label=_("接待人"), max_length=60, required=False)


class GuestForm(Form):
    name = forms.CharField(label=_("姓名或团队"), max_length=60)
    organisation = forms.CharField(label=_("单位"), max_length=120, required=False)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    heads = forms.IntegerField(label=_("人数"), min_value=1, max_value=100_000, initial=1)


class ParticipantForm(Form):
    user = PersonField(None, label=_("系统人员"), required=False)
    name = forms.CharField(label=_("姓名"), max_length=60, required=False, help_text=_("不在系统里的人填姓名"))
    side = forms.ChoiceField(label=_("角色"), choices=Side.choices, initial=Side.MEMBER)
    organisation = forms.CharField(label=_("单位"), max_length=120, required=False)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("user") and not values.get("name"):
            self.add_error("name", ValidationError(_("请选择系统人员或填写姓名。")))
        return values


class FollowUpForm(Form):
    what = forms.CharField(label=_("跟进事项"), max_length=200)
    company_name = forms.CharField(label=_("相关企业"), max_length=200, required=False)
    owner = PersonField(None, label=_("责任人"))
    due_on = DateField(label=_("截止日期"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(user)  # type: ignore[attr-defined]


class SettleForm(Form):
    outcome = forms.CharField(label=_("办理结果"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    done_on = DateField(label=_("办结日期"))


class ReassignForm(Form):
    owner = PersonField(None, label=_("责任人"))
    due_on = DateField(label=_("截止日期"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(user)  # type: ignore[attr-defined]


class MetForm(Form):
    manner = forms.ChoiceField(
        label=_("方式"), choices=Manner.choices, help_text=_("没有单独写明方式的企业都按这一项登记")
    )
    text = forms.CharField(
        label=_("企业名单"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 12, "placeholder": _("示例甲公司,座谈,2024-06-11,对方人员,交流内容")}),
        help_text=_(
            "从表格复制粘贴,每行一家。第一列企业名称,其后可有方式、日期、对方人员、交流内容,用制表符或逗号隔开。"
        ),
    )
